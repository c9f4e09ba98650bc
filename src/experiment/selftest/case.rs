//! What a case is: a scenario, and figures of it whose exact values are known.

use crate::measures::count::Count;

/// A scenario and what is known of it.
#[derive(Debug)]
pub(super) struct Case {
    /// In the words of the field.
    pub(super) model: &'static str,
    /// Where the exact answers come from.
    pub(super) source: &'static str,
    /// A scenario file.
    pub(super) scenario: &'static str,
    /// The hours of the day that count.
    pub(super) hours: (usize, usize),
    /// Days enough for half-widths as narrow as the rule wants them.
    pub(super) days: u64,
    pub(super) rows: &'static [Row],
}

/// One figure.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) measure: &'static str,
    pub(super) what: What,
    pub(super) exact: f64,
    pub(super) kind: Kind,
}

/// What kind of figure, which decides how close it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Probability,
    Quantity,
    /// The same on every day: nothing but rounding may be between it and the answer.
    Certain,
}

/// A figure: a ratio of sums over days, or a mean over days.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// Of those offered.
    Share(Count),
    /// Of those offered of one contact type.
    ShareOf(&'static str, Count),
    /// Mean wait of answered and abandoned, in seconds.
    Wait,
    /// Handling over time on duty of one agent group.
    Occupancy(&'static str),
    /// So many in each of the hours kept.
    AnHour(Count),
    /// So many in all hours kept, in units of so much.
    ADay(Count, f64),
    /// Chains that ended without an answer, of all.
    ChainsLost,
    /// Expected customers lost for each chain.
    CustomersLost,
    /// Money charged for each customer lost.
    CostOfOneLost,
}
