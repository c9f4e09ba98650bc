//! What an experiment is asked for, and who is told how far it is.

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

    /// Whether to stop at the next replication.
    fn stopped(&self) -> bool;
}

/// Nobody watches, nobody stops it.
impl Watch for () {
    fn progress(&self, _: &str, _: u64, _: u64) {}

    fn stopped(&self) -> bool {
        false
    }
}
