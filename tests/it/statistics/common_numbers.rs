//! What common random numbers gain: the variance of a difference between independent variants,
//! over that of the paired difference.
//!
//! Known are the gains of an independent simulator, measured on 300 pairs of ten-hour days with
//! draws tied to the contact; at least half of each is required. The variance of a variance over
//! 300 days has an error of about 8 %, so that half is far outside chance.

use serde_json::{Value, json};
use switchroom::experiment::{Kind, Outcome};
use switchroom::measures::estimate::{Measured, Summary, find};

use crate::support::estimates::say;
use crate::support::scenarios::{experiment, read, settings, shipped};

const PAIRS: u32 = 300;
const KEYS: [&str; 2] = ["service_level", "abandon_rate"];

/// Half-widths stand in one proportion to standard errors here, whatever the figure.
fn variance(measures: &[Measured], key: &str) -> f64 {
    let half_width = find(measures, key).unwrap().estimate.half_width.unwrap();
    half_width * half_width
}

fn gain(one: &Summary, other: &Summary, difference: &Summary, key: &str) -> f64 {
    (variance(&one.total, key) + variance(&other.total, key)) / variance(&difference.total, key)
}

/// Runs the variants of a file; each must gain half of what is known, for both measures.
#[track_caller]
fn gains(file: &Value, known: &[(&str, [f64; 2])]) {
    let outcome: Outcome = experiment(&read(file), Kind::WithVariants, settings(PAIRS, 2));
    let base = &outcome.variants[0].summary;
    for (at, (name, wanted)) in known.iter().enumerate() {
        let (variant, difference) = (&outcome.variants[at + 1], &outcome.differences[at].1);
        assert_eq!(variant.name, *name);
        for (key, wanted) in KEYS.iter().zip(wanted) {
            let found = gain(base, &variant.summary, difference, key);
            say(&format!("{name}, {key}: {found:.1} times narrower in variance, known {wanted}"));
            assert!(found >= wanted / 2.0, "{name}, {key}: {found}, known {wanted}");
        }
    }
}

fn two_queues() -> Value {
    serde_json::from_str(&std::fs::read_to_string(shipped("two-queues.json")).unwrap()).unwrap()
}

#[test]
#[ignore = "long: many pairs of days; .ci/run runs it"]
fn a_few_more_agents_are_compared_on_the_same_contacts() {
    let exponential = |mean: f64| json!({ "distribution": "exponential", "mean_seconds": mean });
    let file = json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "18:00", "interval_minutes": 30 },
        "contact_types": { "calls": {
            "volume_per_hour": 1260, "handle_time": exponential(300.0),
            "patience": exponential(180.0),
        } },
        "agent_groups": { "desk": { "agents": 100, "skills": ["calls"] } },
        "targets": { "calls": { "within_seconds": 20 }, "service_level_formula": "offered" },
        "variants": {
            "101 agents": { "set": { "agent_groups.desk.agents": 101 } },
            "105 agents": { "set": { "agent_groups.desk.agents": 105 } },
        },
    });
    gains(&file, &[("101 agents", [100.0, 211.0]), ("105 agents", [11.8, 21.5])]);
}

#[test]
fn another_order_of_service_is_compared_on_the_same_contacts() {
    let mut file = two_queues();
    file["variants"] = json!({ "service first": { "set": {
        "agent_groups.blended.skills.sales.priority": 1,
        "agent_groups.blended.skills.service.priority": 0,
    } } });
    gains(&file, &[("service first", [29.0, 71.0])]);
}

#[test]
fn another_split_is_compared_on_the_same_contacts() {
    let mut file = two_queues();
    for (group, heads) in [("sales desk", 40), ("service desk", 60), ("blended", 0)] {
        file["agent_groups"][group]["agents"] = json!(heads);
    }
    file["variants"] = json!({ "30/50/20": { "set": {
        "agent_groups.sales desk.agents": 30,
        "agent_groups.service desk.agents": 50,
        "agent_groups.blended.agents": 20,
    } } });
    gains(&file, &[("30/50/20", [4.4, 5.6])]);
}
