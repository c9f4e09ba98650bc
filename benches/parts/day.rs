//! Days and experiments on one thread: the benchmarks B1 and B2, a bank, 50 contact types with 200
//! groups, and a comparison of variants.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchroom::experiment::{Benchmark, Kind, Settings, run};
use switchroom::scenario::{Loaded, load};

fn shipped(file: &str) -> Loaded {
    load(&Path::new("../../scenarios").join(file), &[]).expect("the scenario is shipped")
}

/// Figures are per replication.
fn days(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("day");
    group.sample_size(20);
    for (file, days) in [
        ("benchmarks/b1.json", 20),
        ("two-queues.json", 20),
        ("bank-1999/centre.json", 20),
        ("benchmarks/types-50-load-97.json", 1),
    ] {
        let benchmark = Benchmark::new(&shipped(file).base);
        group.throughput(Throughput::Elements(u64::from(days)));
        group.bench_function(file, |bencher| bencher.iter(|| benchmark.play(days, 1, &())));
    }
    group.finish();
}

/// Everything from the checked scenario to the finished outcome.
fn experiments(criterion: &mut Criterion) {
    const REPLICATIONS: u32 = 40;
    let mut group = criterion.benchmark_group("experiment");
    group.sample_size(10);
    group.throughput(Throughput::Elements(u64::from(REPLICATIONS)));
    let settings = Settings { seed: 1, replications: REPLICATIONS, threads: 1, confidence: 0.95 };
    for (file, kind) in
        [("two-queues.json", Kind::BaseOnly), ("retention-bank/centre.json", Kind::WithVariants)]
    {
        let loaded = shipped(file);
        group.bench_function(file, |bencher| {
            bencher.iter(|| run(black_box(&loaded), kind, &settings, &()));
        });
    }
    group.finish();
}

criterion_group!(benches, days, experiments);
criterion_main!(benches);
