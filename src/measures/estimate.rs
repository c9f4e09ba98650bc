//! Results as plain data: what reports are made of.

use super::definitions::Definition;
use super::plan::Period;
use crate::stats::interval::Interval;

/// A figure with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure; none where it is 0/0.
    pub mean: Option<f64>,
    /// Half the width of the interval; none for one replication, and where only `low` and `high`
    /// make sense (percentiles, shares of days).
    pub half_width: Option<f64>,
    /// Lower end, where the interval is not symmetric.
    pub low: Option<f64>,
    /// Upper end, where the interval is not symmetric. Where no event was seen: the largest share
    /// of days with at least one event that is still credible.
    pub high: Option<f64>,
    /// Nothing of the kind was seen on any day, though it could have been: the figure is 0, and this
    /// is the largest credible share of days with anything of the kind.
    pub none_seen: Option<f64>,
}

impl Estimate {
    /// Both ends of the interval; none where there is none, and where nothing was ever seen.
    #[must_use]
    pub fn ends(&self) -> Option<Interval> {
        let mean = self.mean?;
        match (self.half_width, self.low, self.high) {
            (Some(half), ..) => Some(Interval { low: mean - half, high: mean + half }),
            (None, Some(low), Some(high)) => Some(Interval { low, high }),
            _ => None,
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

/// One interval of the day.
#[derive(Clone, Debug)]
pub struct IntervalSummary {
    /// Local clock time, "HH:MM".
    pub start: String,
    pub contact_types: Vec<Subject>,
    pub agent_groups: Vec<Subject>,
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
    pub intervals: Vec<IntervalSummary>,
    /// None where no effect on customers was given.
    pub sensitivity: Option<Sensitivity>,
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
