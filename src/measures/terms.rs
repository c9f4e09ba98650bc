//! What counting needs to know of a centre: thresholds, prices and effects, in plain data.

use super::batches::Batches;
use super::plan::ServiceLevelFormula;
use crate::base::Micros;
use crate::economics::retention::Retention;

/// The terms of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    pub types: Vec<TypeTerms>,
    pub groups: Vec<GroupTerms>,
    /// Number of intervals.
    pub intervals: usize,
    /// Where the batches of a steady state lie; none given: the replication is one day.
    pub batches: Option<Batches>,
    /// Length of an interval.
    pub interval: Micros,
    /// The short-abandon limit.
    pub short: Micros,
    /// Which service level a day's target is held against.
    pub headline: ServiceLevelFormula,
    pub costs: CostTerms,
    /// None: nobody leaves because of a contact.
    pub retention: Option<Retention>,
    /// What a lost customer is charged at, in millionths.
    pub loss: i64,
    /// What he would be charged at by the other way, in millionths.
    pub loss_memo: i64,
}

/// Of a contact type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeTerms {
    /// The acceptable wait.
    pub within: Micros,
    /// The headline service level to reach.
    pub target: Option<f64>,
    /// Share of the customers who can be lost.
    pub customer_share: f64,
    /// Agent time of a contact deferred to another day.
    pub deferred_handle: Micros,
    /// What that time costs, in millionths.
    pub deferred_cost: i64,
}

/// Of an agent group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTerms {
    pub wage_per_hour: f64,
    pub bonus_per_hour: f64,
    /// For each sale and accepted offer, in millionths.
    pub commission: i64,
    /// Paid schedule by interval, in agent-microseconds.
    pub scheduled: Vec<i64>,
}

/// Telephony.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CostTerms {
    /// In millionths, for each contact that got a line.
    pub per_contact: i64,
    /// In currency units, for each minute of wait and talk.
    pub per_minute: f64,
}
