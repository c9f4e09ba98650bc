//! Nanoseconds a draw: the generator, the samplers one by one and in batches, and counts.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchroom::random::{
    Address, Key, Law, Owner, Purpose, Sampler, fill_places_and_handles, poisson, uniform,
};

const BATCH: u32 = 128;

fn generator(criterion: &mut Criterion) {
    let (key, owner) = (Key::new(1, 1), Owner::named("sales"));
    let mut group = criterion.benchmark_group("uniform");
    group.throughput(Throughput::Elements(u64::from(BATCH)));
    group.bench_function("one by one", |bench| {
        bench.iter(|| {
            let at = |index| Address::new(black_box(owner), 3, index);
            (1..=BATCH).map(|index| uniform(key, at(index), Purpose::Patience)).sum::<f64>()
        });
    });
    let (mut places, mut handles) = ([0.0; BATCH as usize], [0.0; BATCH as usize]);
    group.bench_function("place and handle time", |bench| {
        bench.iter(|| {
            fill_places_and_handles(key, black_box(owner), 3, &mut places, &mut handles);
            black_box((&places, &handles));
        });
    });
    group.finish();
}

fn samplers(criterion: &mut Criterion) {
    let patience = vec![(0.25, 20.0), (0.75, 730.0)];
    let laws = [
        ("exponential", Law::Exponential { mean: 300.0 }),
        ("lognormal", Law::Lognormal { mean: 300.0, cv: 1.0 }),
        ("gamma", Law::Gamma { mean: 300.0, cv: 0.5 }),
        ("Weibull", Law::Weibull { shape: 0.7, scale: 300.0 }),
        ("hyperexponential", Law::Hyperexponential { branches: patience }),
    ];
    let at = |index| Address::new(Owner::named("sales"), 3, index);
    let one = |index| uniform(Key::new(1, 1), at(index), Purpose::Patience);
    let uniforms: Vec<f64> = (1..=BATCH).map(one).collect();
    for (name, law) in laws {
        let mut group = criterion.benchmark_group(name);
        let sampler = Sampler::new(&law);
        group.throughput(Throughput::Elements(u64::from(BATCH)));
        group.bench_function("one by one", |bench| {
            bench.iter(|| uniforms.iter().map(|&u| sampler.quantile(black_box(u))).sum::<f64>());
        });
        let mut draws = uniforms.clone();
        group.bench_function("batch", |bench| {
            bench.iter(|| {
                draws.copy_from_slice(black_box(&uniforms));
                sampler.fill(&mut draws);
            });
        });
        group.throughput(Throughput::Elements(1));
        group.bench_function("making ready", |bench| bench.iter(|| Sampler::new(black_box(&law))));
        group.finish();
    }
}

fn counts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("poisson");
    for mean in [5.0, 130.0, 5000.0] {
        group.bench_with_input(BenchmarkId::from_parameter(mean), &mean, |bench, &mean| {
            let mut u = 0.1;
            bench.iter(|| {
                u = (u + 0.618_033_988_749_894_9) % 1.0;
                poisson(black_box(mean), u)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, generator, samplers, counts);
criterion_main!(benches);
