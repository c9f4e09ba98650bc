//! Replications on several threads, with the same bytes on any number of them.
//!
//! Replications are claimed one by one, in order, so that whatever was claimed and finished is a
//! prefix without gaps; each thread adds what it ran to sums of its own; sums are whole numbers,
//! so merging them in any order gives the same totals.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::settings::Watch;
use crate::engine::{Model, Workspace, run};
use crate::measures::{Tally, count::DayTotals};

/// Which replications of which seed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) seed: u64,
    /// The first replication.
    pub(super) first: u64,
    pub(super) number: u64,
    pub(super) threads: usize,
}

/// What a thread adds its replications to.
pub(super) trait Sums: Send {
    /// Adds one replication of every model: its number, and what it left in the order of the
    /// models: a day each, or as many batches each.
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]);

    /// Adds what another thread has added.
    fn merge(&mut self, other: &Self);
}

/// Runs replications of all models and gives the sums and how many were run: all of them unless
/// the watch stopped it, a prefix then.
pub(super) fn replicate<S: Sums>(
    models: &[Model],
    range: Range,
    stage: &str,
    watch: &dyn Watch,
    empty: impl Fn() -> S + Sync,
) -> (S, u64) {
    let claimed = AtomicU64::new(0);
    let finished = AtomicU64::new(0);
    let stopped = AtomicBool::new(false);
    let work = || {
        let mut sums = empty();
        let mut workspace = Workspace::default();
        let mut tallies: Vec<Tally> = models.iter().map(|model| Tally::new(&model.terms)).collect();
        loop {
            if watch.stopped() {
                stopped.store(true, Ordering::SeqCst);
            }
            if stopped.load(Ordering::SeqCst) {
                return sums;
            }
            let place = claimed.fetch_add(1, Ordering::SeqCst);
            if place >= range.number {
                return sums;
            }
            let replication = range.first + place;
            for (model, tally) in models.iter().zip(&mut tallies) {
                tally.clear();
                let (seed, workspace) = (range.seed, &mut workspace);
                match tally {
                    Tally::Day(tally) => run(model, workspace, seed, replication, tally),
                    Tally::Batches(tally) => run(model, workspace, seed, replication, tally),
                }
            }
            let periods: Vec<&[DayTotals]> = tallies.iter().map(Tally::periods).collect();
            sums.add(replication, &periods);
            let done = finished.fetch_add(1, Ordering::SeqCst) + 1;
            watch.progress(stage, done, range.number);
        }
    };
    // A thread without a replication would be made for nothing.
    let threads = range.threads.min(usize::try_from(range.number).unwrap_or(usize::MAX)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    // Where the system gives none, there is still the one that asks.
    let parts = pool.map_or_else(|_| vec![work()], |pool| pool.broadcast(|_| work()));
    let mut parts = parts.into_iter();
    let mut whole = parts.next().expect("a pool has at least one thread");
    for part in parts {
        whole.merge(&part);
    }
    (whole, finished.load(Ordering::SeqCst))
}
