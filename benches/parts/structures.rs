//! Nanoseconds an operation of what a day keeps its times in: the winner tree, and the free times
//! of a group that is not watched.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use switchroom::base::{AgentId, GroupId, Micros};
use switchroom::floor::idle::Agents;
use switchroom::floor::winner_tree::WinnerTree;

const SIZES: [usize; 4] = [10, 100, 1000, 5000];

/// Lengths of time that do not repeat for long: steps of the golden ratio through an interval.
#[derive(Default)]
struct Lengths(u64);

impl Lengths {
    fn next(&mut self) -> Micros {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        // At most 16 ms, so that no bench reaches the end of time.
        Micros(1 + (self.0 >> 50))
    }
}

/// The first of all is put off by a new length: the hold model.
fn winner_trees(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("winner tree: put the first off");
    for size in SIZES {
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            let (mut tree, mut lengths) = (WinnerTree::default(), Lengths::default());
            tree.clear(size);
            (0..size).for_each(|leaf| tree.set(leaf, lengths.next()));
            bencher.iter(|| {
                let first = tree.first();
                tree.set(first.number(), first.time() + lengths.next());
                black_box(tree.first())
            });
        });
    }
    group.finish();
}

/// The longest idle agent takes a contact.
fn free_times(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("free times: the longest idle takes a contact");
    for size in SIZES {
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            let (mut agents, mut lengths) = (Agents::default(), Lengths::default());
            agents.clear([(size, false)].into_iter());
            (0..size).for_each(|agent| agents.arrive(AgentId::at(agent), Micros::ZERO));
            bencher.iter(|| {
                let first = agents.next_end(GroupId::at(0));
                let agent = AgentId::at(first.number());
                let at = first.time();
                agents.take_until(agent, GroupId::at(0), at, at + lengths.next());
                black_box(agent)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, winner_trees, free_times);
criterion_main!(benches);
