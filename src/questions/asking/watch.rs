//! Who looks on while a question is answered: only a door has clocks, and knows who wants to stop.

pub use crate::experiment::sweep::PointReplications;
pub use crate::experiment::{Narrowed, Watch as Work};
use crate::report::StoppedBy;

/// Watches a question being answered: its work, and the end of it.
pub trait Watch: Work {
    /// The work is over, and what is left to do is to write: says what made it stop, if anything
    /// did. May be said more than once.
    fn over(&self) -> StoppedBy;

    /// What it took so far.
    fn spent(&self) -> Spent;

    /// A sweep over these axes begins, of which some have numbers alone.
    fn axes(&self, _: &[(String, bool)]) {}

    /// A point of it was finished, with the figures of each of its replications.
    fn point(&self, _: &PointReplications<'_>) {}
}

/// What an answer took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    /// Processor time of the whole process.
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

/// Nobody stops it, and nothing is measured.
impl Watch for () {
    fn over(&self) -> StoppedBy {
        StoppedBy::Itself
    }

    fn spent(&self) -> Spent {
        Spent::default()
    }
}
