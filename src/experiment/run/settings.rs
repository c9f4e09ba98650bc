//! What an experiment is asked for, and who is told how far it is.

use crate::measures::definitions::Unit;

/// How an experiment is run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub seed: u64,
    pub replications: u32,
    pub threads: usize,
    /// Probability with which intervals are to cover.
    pub confidence: f64,
}

/// What is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The base alone.
    BaseOnly,
    /// The base and every variant, on the same customers.
    WithVariants,
}

/// Who is told how far an experiment is, and may stop it. Called from worker threads.
pub trait Watch: Sync {
    /// So many of so many replications of a stage are finished.
    fn progress(&self, stage: &str, done: u64, of: u64);

    /// What is known so far of the figure that is furthest from its aim.
    fn narrowed(&self, _: Narrowed) {}

    /// Whether to stop at the next replication.
    fn stopped(&self) -> bool;
}

/// How far a half-width is from what is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Narrowed {
    pub unit: Unit,
    pub half_width: f64,
    pub wanted: f64,
}

/// Tells the watch of a stage that goes on where another ended.
pub(crate) struct Onwards<'a> {
    pub(crate) watch: &'a dyn Watch,
    /// Replications finished before.
    pub(crate) before: u64,
    /// Replications expected in all.
    pub(crate) of: u64,
}

impl Watch for Onwards<'_> {
    fn progress(&self, stage: &str, done: u64, _: u64) {
        self.watch.progress(stage, self.before + done, self.of);
    }

    fn narrowed(&self, narrowed: Narrowed) {
        self.watch.narrowed(narrowed);
    }

    fn stopped(&self) -> bool {
        self.watch.stopped()
    }
}

/// Nobody watches, nobody stops it.
impl Watch for () {
    fn progress(&self, _: &str, _: u64, _: u64) {}

    fn stopped(&self) -> bool {
        false
    }
}
