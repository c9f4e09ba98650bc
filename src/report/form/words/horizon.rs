//! What a horizon is, and what of a day makes no sense of it.

use crate::measures::definitions::Unit;
use crate::measures::estimate::{Measured, Summary, find};
use crate::report::form::number::grouped;
use crate::scenario::Scenario;
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

/// What the file expects of fresh contacts in a month, counted from 0; none of a day.
pub(crate) fn volume_of_month(scenario: &Scenario, month: usize) -> Option<f64> {
    let horizon = scenario.horizon.as_ref()?;
    let days = horizon.days.iter().filter(|day| day.month == month);
    let of = |scenario: &Scenario| -> f64 {
        scenario.contact_types.iter().flat_map(|own| &own.arrivals.expected).sum()
    };
    let volumes = days.filter_map(|day| {
        let own = day.dated.and_then(|at| horizon.dated.get(at)).unwrap_or(scenario);
        Some(of(own) * day.open.as_ref()?.volume_factor)
    });
    Some(volumes.sum())
}

/// A figure at the end of the lead-in, and three months before.
pub(crate) struct Past {
    pub(crate) name: &'static str,
    pub(crate) now: String,
    pub(crate) before: Option<String>,
    /// By how much of what it was it has moved.
    pub(crate) moved: Option<f64>,
}

/// What the lead-in leaves behind, by its key and name.
const LEFT_BEHIND: [(&str, &str); 4] = [
    ("customers.angry_share", "of customers angry"),
    ("customers.still_to_be_lost", "customers still to be lost"),
    ("customers.needs_share", "of contacts with a need"),
    ("work.pending", "contacts pending"),
];

/// What the lead-in left behind, as far as there is any of it.
pub(crate) fn lead_in(summary: &Summary) -> Vec<Past> {
    let Some(last) = summary.lead_in.first() else { return Vec::new() };
    let one = |(key, name): (&str, &'static str)| {
        let own = find(last, key)?;
        let now = own.estimate.mean?;
        let before = summary.lead_in.get(1).and_then(|it| find(it, key)?.estimate.mean);
        if now.abs() <= 0.0 && before.is_none_or(|it| it.abs() <= 0.0) {
            return None;
        }
        let told = |value: f64| match own.definition.unit {
            Unit::Share => format!("{}\u{a0}%", grouped(value * 100.0, 1)),
            _ => grouped(value, 0),
        };
        let moved = before.filter(|it| *it > 0.0).map(|it| (now / it - 1.0).abs());
        Some(Past { name, now: told(now), before: before.map(told), moved })
    };
    LEFT_BEHIND.into_iter().filter_map(one).collect()
}
