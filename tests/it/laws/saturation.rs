//! Where the model ends and the day goes beyond, the report says so, and on how many days.

use serde_json::{Value, json};
use switchroom::experiment::{Kind, Outcome};
use switchroom::floor::happening::Saturation;

use crate::support::scenarios::{experiment, read, settings};

const REPLICATIONS: u32 = 40;
/// Of a quarter of a million contacts each.
const FEW: u32 = 2;

/// An hour of ten sales contacts for three agents.
fn run(change: impl FnOnce(&mut Value)) -> Outcome {
    run_of(REPLICATIONS, change)
}

fn run_of(replications: u32, change: impl FnOnce(&mut Value)) -> Outcome {
    let mut file = json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "09:00" },
        "contact_types": { "sales": {
            "volume_per_hour": 10, "handle_time": { "mean_seconds": 60 },
            "sale": { "conversion_probability": 1, "revenue": 100, "contribution_share": 1 },
        } },
        "agent_groups": { "desk": { "agents": 3, "skills": ["sales"] } },
    });
    change(&mut file);
    experiment(&read(&file), Kind::BaseOnly, settings(replications, 2))
}

fn days(outcome: &Outcome, limit: Saturation) -> u64 {
    let all = &outcome.variants[0].saturated;
    all.iter().find(|(found, _)| *found == limit).map_or(0, |(_, days)| *days)
}

#[test]
fn an_ordinary_day_runs_into_no_limit() {
    assert_eq!(run(|_| {}).variants[0].saturated, []);
}

#[test]
fn an_amount_of_money_that_does_not_fit_is_told() {
    let outcome = run(|file| {
        // Of scale 5e9 and shape 0.04: one draw in 36 is above 2e9.
        file["contact_types"]["sales"]["volume_per_hour"] = json!(5);
        file["contact_types"]["sales"]["sale"]["revenue"] =
            json!({ "distribution": "gamma", "mean": 2e8, "cv": 5 });
    });
    let found = days(&outcome, Saturation::Money);
    let again = run(|file| {
        file["contact_types"]["sales"]["sale"]["revenue"] = json!(1000);
    });
    assert!(found > 0 && found < u64::from(REPLICATIONS), "{found}");
    assert_eq!(days(&again, Saturation::Money), 0);
}

#[test]
fn a_talk_that_outlasts_the_week_is_told() {
    let outcome = run(|file| {
        file["contact_types"]["sales"]["handle_time"] = json!({ "mixture": [
            { "share": 0.95, "distribution": "constant", "value_seconds": 60 },
            { "share": 0.05, "distribution": "constant", "value_seconds": 800_000 },
        ] });
    });
    let found = days(&outcome, Saturation::Handling);
    // One contact in twenty, ten a day: e^-0.5 of the days have none.
    assert!(found > 5 && found < 30, "{found}");
}

#[test]
fn complaints_without_end_are_told_on_every_day() {
    let outcome = run_of(FEW, |file| {
        file["contact_types"]["sales"]["volume_per_hour"] = json!(60);
        file["contact_types"]["sales"]["handle_time"] = json!({ "mean_seconds": 0.1 });
        let sale = &mut file["contact_types"]["sales"]["sale"];
        sale["overpromise_probability"] = json!(1);
        sale["complaint"] = json!({ "contact_type": "sales", "count": 100, "delay": 1 });
    });
    assert_eq!(days(&outcome, Saturation::Complaints), u64::from(FEW));
}
