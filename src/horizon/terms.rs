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
        advertising: advertising(scenario, horizon, at, own),
        change_costs: change_costs(horizon, at),
    };
    let lifetime_value = scenario.customers.as_ref().map_or(0.0, |given| given.lifetime_value);
    HorizonTerms {
        types: types.to_vec(),
        looks_at_lead_in: looks_at_lead_in(horizon),
        groups: scenario.agent_groups.len(),
        months: horizon.months.iter().enumerate().map(month).collect(),
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

/// What a month costs however many call, times the advertising that there is: each day of it, open or
/// closed, at its own.
fn advertising(scenario: &Scenario, horizon: &Horizon, at: usize, month: &Month) -> i64 {
    let days = horizon.days.iter().filter(|day| day.month == at);
    let of_day = days.map(|day| {
        let own = day.dated.map_or(scenario, |dated| &horizon.dated[dated]).prospects;
        own.advertising_cost_per_month * own.advertising
    });
    millionths(of_day.sum::<f64>() / f64::from(month.calendar_days))
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

    #[test]
    fn advertising_by_the_month_is_that_of_each_day() {
        let text = r#"{ "format": 1, "day": { "opens": "09:00", "closes": "10:00" },
            "horizon": { "starts": "2026-01-01", "months": 2, "lead_in_months": 0,
                "week": { "sunday": "closed" },
                "changes": { "campaign": { "from": "2026-02-15",
                    "set": { "prospects.advertising": 4 } } } },
            "contact_types": { "sales": { "volume_per_hour": 10, "existing_customer_share": 0.5,
                "handle_time": { "mean_seconds": 60 }, "sale": { "conversion_probability": 0.1,
                    "revenue": 1, "contribution_share": 1 } } },
            "agent_groups": { "desk": { "agents": 2, "skills": ["sales"] } },
            "prospects": { "advertising": 2, "advertising_cost_per_month": 100 },
            "customers": { "at_start": 10, "effect_months": 12, "memory_months": 0,
                "retention_per_month": 0.9 } }"#;
        let loaded = crate::scenario::load::read_text("campaign.json", text);
        let base = loaded.unwrap_or_else(|no| panic!("{no:?}")).base;
        let months = terms(&base, base.horizon.as_deref().expect("a horizon"), &[]).months;
        // Half of February with twice, half with four times as much; 2026-02-15 is a Sunday.
        assert_eq!(
            months.iter().map(|it| it.advertising).collect::<Vec<_>>(),
            [200_000_000, 300_000_000]
        );
    }

    #[test]
    fn h_16_months_are_worth_what_a_calculator_says() {
        let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-6, "{found}");
        near(1000.0 * discount(0.08, 1), 993.607_102_0);
        near(1000.0 * discount(0.08, 1) + 2000.0 * discount(0.08, 2), 2_968.117_248);
        let level: f64 = (1..=24).map(|month| 1000.0 * discount(0.08, month)).sum();
        assert!((level - 22_172.911_42).abs() < 1e-5, "{level}");
    }
}
