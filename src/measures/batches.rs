//! Where the batches of a steady state lie in its run.

use std::ops::Range;

/// Where the batches of a run lie, in intervals of its grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    /// Intervals of the warm-up.
    pub first: usize,
    /// Intervals of a batch.
    pub length: usize,
    pub number: usize,
}

impl Batches {
    /// The batch of an interval; none in warm-up and run-out.
    #[must_use]
    pub fn of(self, interval: usize) -> Option<usize> {
        let batch = interval.checked_sub(self.first)? / self.length;
        (batch < self.number).then_some(batch)
    }

    /// The intervals of a batch.
    #[must_use]
    pub fn intervals(self, batch: usize) -> Range<usize> {
        let from = self.first + batch * self.length;
        from..from + self.length
    }
}
