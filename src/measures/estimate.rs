//! Results as plain data: what reports are made of.

use super::definitions::Definition;
use super::plan::Period;
pub use crate::stats::interval::Basis;
use crate::stats::interval::{Interval, Told, Width};

/// A figure with its interval.
///
/// Whoever judges a figure reads [`Self::ends`] and nothing else: the other fields are how the
/// interval is told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure; none where it is 0/0.
    pub mean: Option<f64>,
    /// Half the width of the interval; none for one replication, and where only `low` and `high`
    /// make sense. It is 0 for what is the same by construction alone.
    pub half_width: Option<f64>,
    /// Lower end, where the interval is not symmetric; none beside a `high`: no bound is known.
    pub low: Option<f64>,
    /// Upper end, where the interval is not symmetric; none beside a `low`: no bound is known.
    pub high: Option<f64>,
    /// What the interval rests on.
    pub basis: Basis,
}

impl Estimate {
    /// Both ends of the interval, an end of which nothing is known at infinity; none where there
    /// is no interval at all (0/0, one replication).
    #[must_use]
    pub fn ends(&self) -> Option<Interval> {
        let mean = self.mean?;
        match (self.half_width, self.low, self.high) {
            (Some(half), ..) => Some(Interval { low: mean - half, high: mean + half }),
            (None, None, None) if self.basis == Basis::Variation => None,
            (None, low, high) => Some(Interval {
                low: low.unwrap_or(f64::NEG_INFINITY),
                high: high.unwrap_or(f64::INFINITY),
            }),
        }
    }

    /// Where nothing of the kind was seen on any day, though it could have been: the largest
    /// credible share of days with anything of the kind.
    #[must_use]
    pub fn none_seen(&self) -> Option<f64> {
        match self.basis {
            Basis::NotSeenToVary { unlike } if self.mean == Some(0.0) => Some(unlike),
            _ => None,
        }
    }

    /// The figure of which nothing of the kind was seen on any day.
    #[must_use]
    pub fn none_of_the_kind(unlike: f64, high: Option<f64>) -> Self {
        let (mean, low) = (Some(0.0), Some(0.0));
        Self { mean, half_width: None, low, high, basis: Basis::NotSeenToVary { unlike } }
    }
}

impl From<Told> for Estimate {
    fn from(told: Told) -> Self {
        let of = Self { mean: Some(told.value), basis: told.basis, ..Self::default() };
        let known = |end: f64| end.is_finite().then_some(end);
        match told.width {
            Width::Unknown => of,
            Width::Half(half) => Self { half_width: Some(half), ..of },
            Width::Ends(Interval { low, high }) => {
                Self { low: known(low), high: known(high), ..of }
            }
        }
    }
}

/// One measure of one subject.
#[derive(Clone, Debug)]
pub struct Measured {
    pub definition: &'static Definition,
    pub estimate: Estimate,
}

/// The measures of a named contact type or agent group.
#[derive(Clone, Debug)]
pub struct Subject {
    pub name: String,
    pub measures: Vec<Measured>,
}

/// One interval of the day, or one month of a horizon.
#[derive(Clone, Debug)]
pub struct IntervalSummary {
    /// Local clock time, "HH:MM"; of a month "2026-01".
    pub start: String,
    pub contact_types: Vec<Subject>,
    pub agent_groups: Vec<Subject>,
    /// Of a month; nothing of an interval.
    pub total: Vec<Measured>,
    /// Of a month, what a horizon has beside what its days have.
    pub horizon: Vec<Measured>,
}

/// What if the effects on customers were weaker or stronger than assumed?
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// (multiplier of all hazards, customers lost, net value)
    pub at: Vec<(f64, Estimate, Estimate)>,
    /// The multiplier from 0 to 4 at which the net value (of a difference) changes sign.
    pub sign_change: Option<f64>,
}

/// Every figure of one variant, or of the paired difference of two. Subjects stand in the
/// planner's order.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Observations: days, or batches of a steady state.
    pub replications: u32,
    pub period: Period,
    pub contact_types: Vec<Subject>,
    pub agent_groups: Vec<Subject>,
    pub total: Vec<Measured>,
    pub customers: Vec<Measured>,
    /// What a horizon has beside what its days have; nothing of a day.
    pub horizon: Vec<Measured>,
    /// The same of the last month of the lead-in, and of one three months before, as far as there
    /// are such months.
    pub lead_in: Vec<Vec<Measured>>,
    pub intervals: Vec<IntervalSummary>,
    /// None where no effect on customers was given.
    pub sensitivity: Option<Sensitivity>,
    /// Given where days are few for a figure as skewed as the most skewed one that matters.
    pub few_days: Option<FewDays>,
}

/// Days are few: a figure is so skewed that its interval, and more so that of its differences,
/// covers less often than it says.
#[derive(Clone, Debug)]
pub struct FewDays {
    /// Name of the contact type; none: of the whole centre.
    pub contact_type: Option<String>,
    pub definition: &'static Definition,
    /// About so many observations are wanted.
    pub wanted: u64,
}

impl Subject {
    /// The measure of that key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Measured> {
        find(&self.measures, key)
    }
}

/// The measure of that key among some.
#[must_use]
pub fn find<'a>(measures: &'a [Measured], key: &str) -> Option<&'a Measured> {
    measures.iter().find(|measured| measured.definition.key == key)
}

/// Where a broken line through (place, value) first changes sign.
#[must_use]
pub(crate) fn sign_change(line: &[(f64, f64)]) -> Option<f64> {
    line.windows(2).find_map(|pair| {
        let [(from, before), (to, after)] = *pair else { return None };
        let changes = (before < 0.0 && after >= 0.0) || (before > 0.0 && after <= 0.0);
        changes.then(|| from + (to - from) * before / (before - after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_both_ends_of_a_half_width_or_by_days_or_one_that_is_not_known() {
        let ends = |estimate: &Estimate| estimate.ends().map(|it| (it.low, it.high));
        let mean = Some(2.0);
        let symmetric = Estimate { mean, half_width: Some(0.5), ..Estimate::default() };
        assert_eq!(ends(&symmetric), Some((1.5, 2.5)));
        let skewed = Estimate { mean, low: Some(1.0), high: Some(4.0), ..Estimate::default() };
        assert_eq!(ends(&skewed), Some((1.0, 4.0)));
        let unseen = Estimate::none_of_the_kind(0.03, Some(0.02));
        assert_eq!(ends(&unseen), Some((0.0, 0.02)));
        assert_eq!(unseen.none_seen(), Some(0.03));
        assert_eq!(ends(&Estimate::none_of_the_kind(0.03, None)), Some((0.0, f64::INFINITY)));
        let basis = Basis::NotSeenToVary { unlike: 0.03 };
        let money = Estimate { mean, basis, ..Estimate::default() };
        assert_eq!(ends(&money), Some((f64::NEG_INFINITY, f64::INFINITY)));
        assert_eq!(money.none_seen(), None);
        assert_eq!(ends(&Estimate { mean, ..Estimate::default() }), None, "one replication");
        assert_eq!(ends(&Estimate::default()), None);
    }

    /// Case H-29 of the horizon.
    #[test]
    fn h_29_a_difference_changes_sign_on_a_straight_line() {
        let at = |differences: [f64; 3]| {
            sign_change(&[(0.5, differences[0]), (1.0, differences[1]), (2.0, differences[2])])
        };
        assert!((at([-100.0, 50.0, 200.0]).unwrap() - 0.833_333_333_3).abs() < 1e-9);
        assert_eq!(at([50.0, 70.0, 200.0]), None);
    }
}
