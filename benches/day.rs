//! Days per second: the benchmark B2 and the bank, on one thread.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchroom::experiment::{Kind, Settings, run};
use switchroom::scenario::load::load;

/// Replications of one measurement; figures are per replication.
const DAYS: u32 = 20;

fn days(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("day");
    group.throughput(Throughput::Elements(u64::from(DAYS)));
    for file in ["two-queues.json", "bank-1999/centre.json"] {
        let loaded =
            load(&Path::new("scenarios").join(file), &[]).expect("the scenario is shipped");
        let settings = Settings { seed: 1, replications: DAYS, threads: 1, confidence: 0.95 };
        group.bench_function(file, |bencher| {
            bencher.iter(|| run(black_box(&loaded), Kind::BaseOnly, &settings, &()));
        });
    }
    group.finish();
}

criterion_group!(benches, days);
criterion_main!(benches);
