//! Experiments: how much memory do they hold at most?
//!
//! What is counted is what is asked of the allocator, everything from the plan to the finished
//! outcome, percentiles with their twenty sections and paired intervals included. The program
//! itself and the stacks of its threads come on top, some 10 MB.

use std::fs;

use serde_json::{Value, json};
use switchroom::experiment::{self, Kind, Settings};
use switchroom::scenario::{Loaded, load};

use crate::counting::Alone;
use crate::in_root;

const MEGABYTE: usize = 1 << 20;
const VARIANTS: usize = 100;

/// B2 with so many variants of its volume, after a change.
fn b2(variants: usize, change: impl FnOnce(&mut Value)) -> Loaded {
    let text = fs::read_to_string(in_root("scenarios/two-queues.json")).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    for number in 1..=variants {
        let factor = 0.9 + 0.002 * number as f64;
        file["variants"][number.to_string()] =
            json!({ "scale": { "contact_types.*.volume": factor } });
    }
    change(&mut file);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.json");
    fs::write(&path, file.to_string()).unwrap();
    load(&path, &[]).unwrap()
}

/// The most that an experiment on two threads holds.
fn peak_of(alone: &Alone, loaded: &Loaded, kind: Kind, replications: u32) -> usize {
    peak_on(alone, 2, loaded, kind, replications)
}

/// The same on any number of threads, each of which has sums of its own.
fn peak_on(alone: &Alone, threads: usize, loaded: &Loaded, kind: Kind, replications: u32) -> usize {
    let settings = Settings { seed: 1, replications, threads, confidence: 0.95 };
    let mut percentiles = 0;
    let most = alone.peak(|| {
        let outcome = experiment::run(loaded, kind, &settings, &()).unwrap();
        for summary in outcome.variants.iter().map(|it| &it.summary) {
            let p80 = summary.total.iter().find(|it| it.definition.key == "wait_p80_seconds");
            percentiles += usize::from(p80.unwrap().estimate.low.is_some());
        }
        assert_eq!(outcome.differences.len() + 1, outcome.variants.len());
    });
    let variants = if kind == Kind::BaseOnly { 0 } else { loaded.variants.len() };
    assert_eq!(percentiles, variants + 1, "every variant has its percentiles with intervals");
    most
}

#[test]
fn a_hundred_variants_of_b2_are_held_in_200_megabytes() {
    let alone = Alone::wait();
    let most = peak_of(&alone, &b2(VARIANTS, |_| {}), Kind::WithVariants, 40);
    assert!(most < 200 * MEGABYTE, "{most} bytes");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn ten_times_the_replications_of_a_hundred_variants_hold_hardly_more() {
    let alone = Alone::wait();
    // So many too few agents that the longest waits are soon seen.
    let loaded = b2(VARIANTS, |file| {
        file["day"]["closes"] = json!("08:30");
        file["agent_groups"]["service desk"]["agents"] = json!(10);
        file["agent_groups"]["sales desk"]["agents"] = json!(5);
    });
    let [few, many] = [40, 400].map(|days| peak_on(&alone, 1, &loaded, Kind::WithVariants, days));
    // A wait longer than any before makes a row longer.
    assert!(many < few + few / 5, "{few} bytes, then {many}");
}

#[test]
fn a_thousand_replications_of_b2_are_held_in_20_megabytes() {
    let alone = Alone::wait();
    let most = peak_of(&alone, &b2(0, |_| {}), Kind::BaseOnly, 1000);
    assert!(most < 20 * MEGABYTE, "{most} bytes");
}

/// Half an hour of ten contacts for two agents: what a replication keeps is of B2's kind, and a
/// million of them take seconds.
#[test]
#[ignore = "a million replications"]
fn a_million_replications_hold_no_more_than_a_thousand() {
    let alone = Alone::wait();
    let loaded = b2(0, |file| {
        file["day"]["closes"] = json!("08:30");
        file["contact_types"]["sales"]["volume_per_hour"] = json!(6);
        file["contact_types"]["service"]["volume_per_hour"] = json!(14);
        for (group, agents) in [("sales desk", 1), ("service desk", 1), ("blended", 0)] {
            file["agent_groups"][group]["agents"] = json!(agents);
        }
    });
    let [few, many] = [1000, 1_000_000].map(|days| peak_of(&alone, &loaded, Kind::BaseOnly, days));
    assert!(many < few + few / 5, "{few} bytes, then {many}");
    assert!(many < 20 * MEGABYTE, "{many} bytes");
}
