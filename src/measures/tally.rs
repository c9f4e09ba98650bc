//! What counts a replication: one day, or the batches of a steady state.

use super::batch_tally::BatchTally;
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

#[cfg(test)]
mod tests {
    use super::super::batches::Batches;
    use super::super::count::Count;
    use super::super::fixture::{contact, terms};
    use super::*;
    use crate::base::Micros;
    use crate::floor::happening::{Happening, Observer};

    #[test]
    fn a_replication_leaves_its_day_or_its_batches_and_nothing_once_cleared() {
        let day = terms();
        let batches = Batches { first: 1, length: 1, number: 2 };
        let steady = Terms { batches: Some(batches), ..terms() };
        // The contact is of the third interval, which is the second batch.
        for (terms, offered) in [(&day, &[1][..]), (&steady, &[0, 1])] {
            let mut tally = Tally::new(terms);
            let observer: &mut dyn Observer = match &mut tally {
                Tally::Day(day) => day,
                Tally::Batches(batches) => batches,
            };
            observer.hear(Micros(2100), &contact(), Happening::Offered);
            observer.ended(Micros(3000));
            let of = |tally: &Tally<'_>| -> Vec<i64> {
                tally.periods().iter().map(|of| of.total.0[Count::Offered as usize]).collect()
            };
            assert_eq!(of(&tally), offered);
            tally.clear();
            assert_eq!(of(&tally), vec![0; offered.len()]);
        }
    }
}
