//! Reading scenarios: a small one, and a centre that nobody has in a file of two megabytes.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use large_centre::{LONG, large_centre};
use switchroom::scenario::load::{read_text, template};

#[path = "../../tests/it/support/large_centre.rs"]
mod large_centre;

fn reading(criterion: &mut Criterion) {
    let long = large_centre(&LONG, "A long file", "Made to be read.");
    let mut group = criterion.benchmark_group("reading");
    group.sample_size(20);
    for (name, text) in [("a small file", template()), ("two megabytes", &long)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| read_text("centre.json", black_box(text)).expect("a scenario"));
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
