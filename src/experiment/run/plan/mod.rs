//! What the figures need to know of a scenario: names, order, lengths and targets here, and what
//! chance cannot move in it in `settled`.

mod settled;

use crate::horizon::looks_at_lead_in;
use crate::measures::plan::{Period, Plan};
use crate::scenario::Scenario;
use settled::settled;

/// The plan of a scenario's figures, with intervals of this confidence.
#[must_use]
pub fn plan(scenario: &Scenario, confidence: f64) -> Plan {
    let types = &scenario.contact_types;
    let groups = &scenario.agent_groups;
    let open_seconds = scenario.day.open_seconds();
    let (period, intervals, open_seconds) = match (&scenario.steady_state, &scenario.horizon) {
        (None, None) => {
            let intervals = (0..scenario.day.intervals).map(|index| clock(scenario, index));
            (Period::Day, intervals.collect(), open_seconds)
        }
        (None, Some(horizon)) => {
            let months = horizon.months.iter().map(|month| month.name.clone());
            (Period::Horizon, months.collect(), open_seconds)
        }
        // All intervals are alike.
        (Some(steady), _) => (Period::Batch, Vec::new(), f64::from(steady.batch_minutes) * 60.0),
    };
    let persons = scenario.has_persons();
    Plan {
        contact_types: types.iter().map(|own| own.name.clone()).collect(),
        type_display: types.iter().map(|own| own.display).collect(),
        targets: types.iter().map(|own| own.target.service_level).collect(),
        groups: groups.iter().map(|own| own.name.clone()).collect(),
        group_display: groups.iter().map(|own| own.display).collect(),
        intervals,
        interval_seconds: f64::from(scenario.day.interval_minutes) * 60.0,
        period,
        open_seconds,
        headline: scenario.targets.formula,
        confidence,
        lifetime_value: scenario.customers.as_ref().map_or(0.0, |given| given.lifetime_value),
        // Who is an individual leaves as one, not as an expected number.
        retention: scenario.customers.is_some() && !persons,
        persons,
        looks_at_lead_in: scenario.horizon.as_deref().map_or(0, looks_at_lead_in),
        settled: settled(scenario),
    }
}

/// The clock time at which an interval starts.
pub(crate) fn clock(scenario: &Scenario, interval: usize) -> String {
    let minute =
        scenario.day.opens_minute as usize + interval * scenario.day.interval_minutes as usize;
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}
