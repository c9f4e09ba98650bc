//! What adding days up to months needs to know of a scenario.

use crate::base::math::{exp, ln};
use crate::economics::money::millionths;
use crate::measures::horizon::count::BEFORE;
use crate::measures::horizon::fold::{HorizonTerms, MonthTerms};
use crate::measures::terms::TypeTerms;
use crate::scenario::Scenario;
use crate::scenario::model::{Horizon, Month};

/// What adding up needs to know of a scenario with a horizon.
pub(super) fn terms(scenario: &Scenario, horizon: &Horizon, types: &[TypeTerms]) -> HorizonTerms {
    let persisting = scenario.customers.as_ref().and_then(|given| given.persisting.as_ref());
    let interest = persisting.map_or(0.0, |given| given.discount_rate_per_year);
    let month = |(at, own): (usize, &Month)| MonthTerms {
        discount: discount(interest, at + 1),
        advertising: advertising(scenario, own),
        change_costs: change_costs(horizon, at),
    };
    let lifetime_value = scenario.customers.as_ref().map_or(0.0, |given| given.lifetime_value);
    HorizonTerms {
        types: types.to_vec(),
        looks_at_lead_in: looks_at_lead_in(horizon),
        groups: scenario.agent_groups.len(),
        months: horizon.months.iter().enumerate().map(month).collect(),
        advertising_cost_per_prospect: millionths(scenario.prospects.advertising_cost_per_prospect),
        lifetime_value: millionths(lifetime_value),
    }
}

/// How many months of a lead-in are looked at: its last, and the one three months before.
#[must_use]
pub(crate) fn looks_at_lead_in(horizon: &Horizon) -> usize {
    match horizon.lead_in_months as usize {
        0 => 0,
        months if months <= BEFORE => 1,
        _ => 2,
    }
}

/// What money of the m-th month is worth on the first morning: (1 + interest)^(-m / 12).
fn discount(interest: f64, month: usize) -> f64 {
    exp(-ln(1.0 + interest) * month as f64 / 12.0)
}

/// What the changes cost that begin in a month.
fn change_costs(horizon: &Horizon, month: usize) -> i64 {
    let costs = horizon.costs.iter().filter(|(day, _)| horizon.days[*day].month == month);
    costs.map(|(_, cost)| millionths(*cost)).sum()
}

/// What a month costs however many call; of a partial month its share of days.
fn advertising(scenario: &Scenario, month: &Month) -> i64 {
    let whole = scenario.prospects.advertising_cost_per_month;
    millionths(whole * f64::from(month.days) / f64::from(month.calendar_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_to_come_is_worth_less_by_the_interest_of_its_months() {
        assert!((discount(0.08, 12) - 1.0 / 1.08).abs() < 1e-15);
        assert!((discount(0.08, 24) - 1.0 / (1.08 * 1.08)).abs() < 1e-15);
        assert!((discount(0.0, 7) - 1.0).abs() <= 0.0);
    }
}
