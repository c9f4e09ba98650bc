//! A drift is caught and no drift is not: the paired gate on the two queues, over many baselines.
//!
//! The figures to reach come from an independent simulation of the same model: of 40 baselines of
//! 190 days a paired gate with a margin of a point passes an unchanged model 40 times, and one
//! whose contacts last 1 % longer (which costs 1.8 points) never.

#![expect(clippy::print_stdout, reason = "a statistical comparison shows its verdicts")]

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use switchroom::experiment::check::{
    Assertion, Baseline, CheckSettings, Missing, Pairing, Reference, Verdict, check, measure,
};
use switchroom::scenario::Loaded;

use crate::support::scenarios::{read, shipped};

const DAYS: u32 = 190;
/// The headline of the two queues.
const HEADLINE: &str = "service_level";
/// What the independent simulation measured.
const INDEPENDENT: &str = "service_levels.abandoned_within_excluded";

/// The two queues with handle times longer by a factor, and one check: a service level of service
/// contacts within a point of its baseline.
fn queues(level: &str, factor: f64) -> Loaded {
    let text = fs::read_to_string(shipped("two-queues.json")).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    for contact_type in ["sales", "service"] {
        let mean = &mut file["contact_types"][contact_type]["handle_time"]["mean_seconds"];
        *mean = json!(mean.as_f64().unwrap() * factor);
    }
    let measure = format!("contact_types.service.{level}");
    file["checks"] = json!({ "no drift": { "measure": measure, "margin": 0.01 } });
    read(&file)
}

fn settings(seed: u64) -> CheckSettings {
    CheckSettings { seed, threads: 2, confidence: 0.95, first: Some(DAYS), most: None }
}

fn judged(loaded: &Loaded, baseline: &Baseline) -> Assertion {
    let reference =
        Reference { baseline: Some(baseline), pairing: Pairing::Paired, missing: Missing::Fails };
    let outcome = check(loaded, &|_| true, &settings(baseline.seed), reference, &()).unwrap();
    outcome.assertions.into_iter().next().unwrap()
}

/// Verdicts by their number, on so many baselines, and the change on each in points.
fn verdicts(level: &str, factor: f64, seeds: u64) -> (BTreeMap<String, usize>, Vec<f64>) {
    let (now, then) = (queues(level, factor), queues(level, 1.0));
    let mut verdicts = BTreeMap::new();
    let mut changes = Vec::new();
    for seed in 1..=seeds {
        let baseline = measure(&then, &settings(seed), "test", &()).unwrap();
        let found = judged(&now, &baseline);
        *verdicts.entry(format!("{:?}", found.verdict)).or_insert(0) += 1;
        changes.push(100.0 * found.estimate.mean.unwrap());
    }
    println!("{level}, handle time x {factor}: {verdicts:?}, {:+.3} points", mean(&changes));
    (verdicts, changes)
}

fn mean(changes: &[f64]) -> f64 {
    changes.iter().sum::<f64>() / changes.len() as f64
}

fn all(verdict: Verdict, number: usize) -> BTreeMap<String, usize> {
    BTreeMap::from([(format!("{verdict:?}"), number)])
}

#[test]
#[ignore = "long: three baselines of 190 days; .ci/run runs it"]
fn on_three_baselines_no_drift_passes_and_one_per_cent_does_not() {
    let (unchanged, changes) = verdicts(HEADLINE, 1.0, 3);
    assert_eq!(unchanged, all(Verdict::Pass, 3));
    assert!(changes.iter().all(|change| change.abs() <= 0.0), "exactly 0: {changes:?}");
    assert_eq!(verdicts(HEADLINE, 1.01, 3).0, all(Verdict::Fail, 3));
}

#[test]
#[ignore = "long: forty baselines of 190 days, twice; .ci/run runs it"]
fn on_forty_baselines_no_drift_passes_and_one_per_cent_does_not() {
    assert_eq!(verdicts(HEADLINE, 1.0, 40).0, all(Verdict::Pass, 40));
    let drifted = verdicts(HEADLINE, 1.01, 40).0;
    assert_eq!(drifted.get("Pass"), None, "{drifted:?}");
}

/// The independent simulation found -0.86 and -1.76 points on 190 days, each within a tenth, and
/// 35 passes and none.
#[test]
#[ignore = "long: forty baselines of 190 days, twice; .ci/run runs it"]
fn what_a_drift_costs_is_what_an_independent_simulation_found() {
    let (half, changes) = verdicts(INDEPENDENT, 1.005, 40);
    assert!((mean(&changes) + 0.86).abs() < 0.09, "{}", mean(&changes));
    assert_eq!(half.get("Fail"), None, "what is inside the margin never fails: {half:?}");
    assert!(half.get("Pass").is_some_and(|passes| *passes >= 28), "{half:?}");
    let (one, changes) = verdicts(INDEPENDENT, 1.01, 40);
    assert!((mean(&changes) + 1.76).abs() < 0.1, "{}", mean(&changes));
    assert_eq!(one.get("Pass"), None, "{one:?}");
}
