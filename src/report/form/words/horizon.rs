//! What a horizon is, and what of a day makes no sense of it.

use crate::measures::estimate::{Measured, Summary, find};
use crate::scenario::model::Horizon;

/// Days of all its months on which it is open.
pub(crate) fn open_days(horizon: &Horizon) -> u32 {
    horizon.months.iter().map(|month| month.open_days).sum()
}

/// Whether customers are individuals who persist.
pub(crate) fn has_persons(summary: &Summary) -> bool {
    find(&summary.horizon, "customers.at_end").is_some()
}

/// Beginnings of what a day expects to lose, where nobody is a person who stays or leaves.
const EXPECTED_LOSSES: [&str; 3] = ["customers_lost", "lost_customer_costs", "lifetime_value_lost"];

/// Whether a figure says something where customers may be individuals: who leaves is counted
/// there, and what a day expects to lose of them is not.
pub(crate) fn says_something(measured: &Measured, has_persons: bool) -> bool {
    let key = measured.definition.key;
    !has_persons || !EXPECTED_LOSSES.iter().any(|begins| key.starts_with(begins))
}
