//! Shares of days, alone and paired, where the chance of a good day is a sum of Poisson chances.
//!
//! Each agent takes one contact and keeps it all day; everybody else leaves after a second. With a
//! target of one half, a day is good if at most twice as many call as there are agents.

#![expect(clippy::disallowed_methods, reason = "the reference is the platform's mathematics")]

use serde_json::{Value, json};
use switchroom::experiment::Outcome;
use switchroom::measures::estimate::Measured;

use super::coverage::{Known, covers};

const SALES: f64 = 3.0;
const SERVICE: f64 = 4.0;

/// P(N <= most) of a Poisson number.
fn at_most(most: u32, mean: f64) -> f64 {
    let mut mass = (-mean).exp();
    let mut sum = mass;
    for number in 1..=most {
        mass *= mean / f64::from(number);
        sum += mass;
    }
    sum
}

/// One half hour; an agent for sales and two for service, or one of the two moved.
fn centre() -> Value {
    let calls = |volume: f64| {
        json!({
            "volume": [volume],
            "handle_time": { "distribution": "constant", "value_seconds": 36_000 },
            "patience": { "distribution": "constant", "value_seconds": 1 },
        })
    };
    let desk = |agents: u32, name: &str| json!({ "agents": agents, "skills": [name] });
    let target = json!({ "service_level": 0.5, "within_seconds": 20 });
    json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "08:30", "interval_minutes": 30 },
        "contact_types": { "sales": calls(SALES), "service": calls(SERVICE) },
        "agent_groups": {
            "sales desk": desk(1, "sales"), "service desk": desk(2, "service"),
        },
        "targets": { "sales": target, "service": target, "service_level_formula": "offered" },
        "variants": { "an agent moved": { "set": {
            "agent_groups.sales desk.agents": 2, "agent_groups.service desk.agents": 1,
        } } },
    })
}

fn sales(outcome: &Outcome) -> &[Measured] {
    &outcome.variants[0].summary.contact_types[0].measures
}

fn total(outcome: &Outcome) -> &[Measured] {
    &outcome.variants[0].summary.total
}

fn moved(outcome: &Outcome) -> &[Measured] {
    &outcome.differences[0].1.total
}

fn moved_sales(outcome: &Outcome) -> &[Measured] {
    &outcome.differences[0].1.contact_types[0].measures
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn shares_of_days_and_their_differences_cover_as_often_as_they_say() {
    // A day on which nobody calls is neither good nor bad.
    let among = |good: f64, mean: f64| (good - (-mean).exp()) / (1.0 - (-mean).exp());
    let both = |sales: u32, service: u32| {
        among(at_most(sales, SALES) * at_most(service, SERVICE), SALES + SERVICE)
    };
    let of_sales = |most: u32| among(at_most(most, SALES), SALES);
    let known = |name: &'static str, exact: f64, among: fn(&Outcome) -> &[Measured]| Known {
        name,
        exact,
        among,
        key: "target_met",
    };
    covers(
        "days on target",
        &centre(),
        60,
        &[
            known("sales", of_sales(2), sales),
            known("all", both(2, 4), total),
            known("all, an agent moved", both(4, 2) - both(2, 4), moved),
            known("sales, an agent moved", of_sales(4) - of_sales(2), moved_sales),
        ],
    );
}
