//! The theory that a run prints beside its own figures, against those figures.

use serde_json::{Value, json};
use switchroom::experiment::sanity::{Figures, Theory};
use switchroom::experiment::{Kind, Outcome};

use super::steady::exponential;
use crate::support::estimates::say;
use crate::support::scenarios::{experiment, read, settings};

/// Six hours of changing volume and staff for one contact type.
fn changing_day(contact_type: Value, formula: &str) -> Value {
    let mut own = contact_type;
    own["volume"] = json!([120, 180, 260, 300, 240, 160]);
    json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "14:00", "interval_minutes": 60 },
        "contact_types": { "calls": own },
        "agent_groups": { "desk": { "agents": [14, 18, 23, 26, 20, 15], "skills": ["calls"] } },
        "targets": {
            "calls": { "service_level": 0.8, "within_seconds": 20 },
            "service_level_formula": formula,
        },
    })
}

fn figures(outcome: &Outcome) -> Figures {
    match &outcome.sanity[0].theory {
        Theory::Applies(figures) => figures.clone(),
        Theory::DoesNotApply(reason) => panic!("no model: {reason}"),
    }
}

/// Theory and simulation, whose difference may be so many half-widths of the latter plus a share.
#[track_caller]
fn assert_beside(case: &str, outcome: &Outcome, half_widths: f64, share: f64) {
    let figures = figures(outcome);
    let simulated = &outcome.variants[0].summary.contact_types[0];
    for (key, theory) in [
        ("service_level", figures.service_level),
        ("abandon_rate", figures.abandon_rate),
        ("mean_wait_seconds", figures.mean_wait_seconds),
    ] {
        let theory = theory.unwrap();
        let found = simulated.get(key).unwrap().estimate;
        let (mean, half_width) = (found.mean.unwrap(), found.half_width.unwrap());
        say(&format!("{case}, {key}: theory {theory:.6}, simulated {mean:.6} ± {half_width:.6}"));
        let allowed = half_widths * half_width + share * theory;
        assert!((theory - mean).abs() <= allowed, "{case}, {key}: {theory} {mean} ± {half_width}");
        assert!(half_width <= 0.05 * mean, "{case}, {key}: too wide to tell");
    }
}

/// 95 % half-widths in 3.3 standard errors.
const CLOSE: f64 = 3.3 / 1.96;

/// What even an exponential day with changing staff simplifies.
const STAFF_STAYS: &str = "staff is taken as staying while a contact waits (service level)";

#[test]
fn a_changing_day_with_exponential_times_is_met_but_for_who_waits_while_staff_changes() {
    let calls = json!({ "handle_time": exponential(300.0), "patience": exponential(180.0) });
    for formula in ["offered", "abandoned_within_excluded", "short_met"] {
        let loaded = read(&changing_day(calls.clone(), formula));
        let outcome = experiment(&loaded, Kind::BaseOnly, settings(4000, 2));
        let found = figures(&outcome);
        assert_eq!(found.model, "M(t)/M/n(t)+M from empty");
        assert_eq!(found.differences, [STAFF_STAYS]);
        assert_beside(formula, &outcome, CLOSE, 0.0);
    }
}

#[test]
fn balking_waiting_places_and_no_patience_at_all_are_met_too() {
    let some_at_once = json!({ "mixture": [
        { "share": 0.1, "distribution": "constant", "value_seconds": 0 },
        { "share": 0.9, "distribution": "exponential", "mean_seconds": 180 },
    ] });
    let calls = json!({
        "handle_time": exponential(300.0),
        "patience": some_at_once,
        "balking": { "probability": 0.2 },
        "waiting_places": 6,
    });
    let loaded = read(&changing_day(calls, "answered"));
    let outcome = experiment(&loaded, Kind::BaseOnly, settings(4000, 2));
    assert_eq!(figures(&outcome).differences, [STAFF_STAYS]);
    assert_beside("balking", &outcome, CLOSE, 0.0);
}

#[test]
fn handle_times_of_another_law_are_called_an_approximation_and_come_close() {
    let calls = json!({
        "handle_time": { "distribution": "lognormal", "mean_seconds": 300, "cv": 1.2 },
        "patience": exponential(180.0),
    });
    let loaded = read(&changing_day(calls, "offered"));
    let outcome = experiment(&loaded, Kind::BaseOnly, settings(1000, 2));
    let differences = figures(&outcome).differences;
    assert_eq!(differences, ["handle time is not exponential (cv 1.20)", STAFF_STAYS]);
    assert_beside("lognormal", &outcome, CLOSE, 0.1);
}

#[test]
fn other_laws_of_patience_are_taken_interval_by_interval() {
    let calls = json!({
        "handle_time": exponential(120.0),
        "patience": { "distribution": "weibull", "mean_seconds": 180, "shape": 0.5 },
    });
    let mut file = changing_day(calls, "offered");
    file["agent_groups"]["desk"]["agents"] = json!([6, 8, 10, 11, 9, 6]);
    let outcome = experiment(&read(&file), Kind::BaseOnly, settings(1000, 2));
    let found = figures(&outcome);
    assert_eq!(found.model, "stationary M/M/n+G by interval");
    assert_eq!(found.differences, ["each interval is taken as in a steady state"]);
    assert_beside("by interval", &outcome, CLOSE, 0.06);
}

#[test]
fn types_alike_that_share_agents_in_order_of_arrival_are_one_queue() {
    let own = |volume: [u32; 2]| {
        json!({
            "volume": volume,
            "handle_time": exponential(300.0), "patience": exponential(180.0),
        })
    };
    let file = json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
        "contact_types": { "sales": own([100, 40]), "service": own([60, 80]) },
        "agent_groups": { "desk": { "agents": 12, "skills": ["sales", "service"] } },
    });
    let outcome = experiment(&read(&file), Kind::BaseOnly, settings(6000, 2));
    assert_beside("one queue", &outcome, CLOSE, 0.0);
}

#[test]
fn a_changing_day_with_constant_staff_is_exact() {
    let calls = json!({ "handle_time": exponential(300.0), "patience": exponential(180.0) });
    let mut file = changing_day(calls, "offered");
    file["agent_groups"]["desk"]["agents"] = json!(20);
    let outcome = experiment(&read(&file), Kind::BaseOnly, settings(4000, 2));
    assert!(figures(&outcome).differences.is_empty());
    assert_beside("constant staff", &outcome, CLOSE, 0.0);
}
