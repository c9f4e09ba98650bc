//! What counts a replication: one day, or the batches of a steady state.

use super::batches::BatchTally;
use super::count::DayTotals;
use super::day::DayTally;
use super::terms::Terms;

/// The tally of whatever a scenario asks for. Told apart once a replication, so that no happening
/// of a day pays for batches.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each model and thread")]
pub enum Tally<'t> {
    Day(DayTally<'t>),
    Batches(BatchTally<'t>),
}

impl<'t> Tally<'t> {
    /// A tally for replications on these terms.
    #[must_use]
    pub fn new(terms: &'t Terms) -> Self {
        match terms.batches {
            None => Self::Day(DayTally::new(terms)),
            Some(batches) => Self::Batches(BatchTally::new(terms, batches)),
        }
    }

    /// Forgets the last replication.
    pub fn clear(&mut self) {
        match self {
            Self::Day(day) => day.clear(),
            Self::Batches(batches) => batches.clear(),
        }
    }

    /// The observations that the replication leaves: its day, or its batches in their order.
    #[must_use]
    pub fn periods(&self) -> &[DayTotals] {
        match self {
            Self::Day(day) => std::slice::from_ref(day.totals()),
            Self::Batches(batches) => batches.totals(),
        }
    }
}
