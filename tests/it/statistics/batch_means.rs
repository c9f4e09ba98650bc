//! Statistics: intervals from batch means cover, an unsettled queue is warned of, a settled one is
//! not.

use std::thread;

use serde_json::{Value, json};
use switchroom::experiment::run::outcome::{Outcome, VariantOutcome};
use switchroom::experiment::{self, Kind, Settings};
use switchroom::measures::estimate::find;
use switchroom::scenario::Loaded;

use crate::support::estimates::say;
use crate::support::scenarios::read;

/// One contact type for one agent group in a steady state.
fn queue(per_hour: f64, agents: u32, patience: Option<f64>, steady: &Value) -> Loaded {
    let exponential = |mean: f64| json!({ "distribution": "exponential", "mean_seconds": mean });
    let mut calls = json!({ "volume_per_hour": per_hour, "handle_time": exponential(300.0) });
    if let Some(mean) = patience {
        calls["patience"] = exponential(mean);
    }
    read(&json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "09:00", "interval_minutes": 60 },
        "contact_types": { "calls": calls },
        "agent_groups": { "desk": { "agents": agents, "skills": ["calls"] } },
        "steady_state": steady,
    }))
}

fn run(loaded: &Loaded, seed: u64, replications: u32) -> Outcome {
    let settings = Settings { seed, replications, threads: 1, confidence: 0.95 };
    experiment::run(loaded, Kind::BaseOnly, &settings, &()).unwrap()
}

/// Something of each of many experiments with their own seeds, on two threads.
fn of_each<T: Send>(
    loaded: &Loaded,
    experiments: u64,
    replications: u32,
    read: impl Fn(&VariantOutcome) -> T + Sync,
) -> Vec<T> {
    let part = |from: u64, to: u64| -> Vec<T> {
        (from..to).map(|seed| read(&run(loaded, seed, replications).variants[0])).collect()
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| part(experiments / 2, experiments));
        let mut all = part(0, experiments / 2);
        all.append(&mut second.join().unwrap());
        all
    })
}

const EXPERIMENTS: u64 = 1000;

#[test]
#[ignore = "long: .ci/run runs it"]
fn intervals_from_batch_means_cover_erlang_a_as_often_as_they_say() {
    // M/M/5+M: 5 erlangs for 5 agents, patience 120 s. Exact: birth-death chain.
    let exact = [
        ("abandon_rate", 0.212_543_101_5),
        ("mean_wait_seconds", 25.505_172_18),
        ("service_level", 0.598_274_959_4),
        ("queue_length", 60.0 / 3600.0 * 25.505_172_18),
    ];
    let batches = json!({ "warm_up_minutes": 60, "batches": 24, "batch_minutes": 240 });
    let loaded = queue(60.0, 5, Some(120.0), &batches);
    let covered = of_each(&loaded, EXPERIMENTS, 1, |variant| {
        assert_eq!(variant.summary.replications, 24, "each batch is an observation");
        exact.map(|(key, exact)| {
            let found = find(&variant.summary.total, key).unwrap().estimate;
            (found.mean.unwrap() - exact).abs() <= found.half_width.unwrap()
        })
    });
    for (place, (key, _)) in exact.iter().enumerate() {
        let number = covered.iter().filter(|covers| covers[place]).count();
        let share = number as f64 / EXPERIMENTS as f64;
        say(&format!("95 % interval of {key} by 24 batch means covers in {share:.3} of 1000"));
        assert!((0.93..=0.97).contains(&share), "{key}: {share}");
    }
}

#[test]
#[ignore = "long: many steady states; .ci/run runs it"]
fn a_queue_that_settles_is_not_warned_of() {
    let (usual, long) = (json!({}), json!({ "batch_minutes": 480 }));
    for (what, loaded, replications) in [
        ("M/M/5+M, one replication", queue(60.0, 5, Some(120.0), &usual), 1),
        ("M/M/5+M, ten replications", queue(60.0, 5, Some(120.0), &usual), 10),
        ("M/M/100+M", queue(1260.0, 100, Some(180.0), &usual), 1),
        ("M/M/12, nobody abandons", queue(110.0, 12, None, &long), 2),
    ] {
        let warnings = of_each(&loaded, 40, replications, |variant| {
            let settling = variant.settling.clone().unwrap();
            assert!(settling.is_settled || !settling.warnings.is_empty());
            settling.warnings
        });
        let warned = warnings.iter().filter(|it| !it.is_empty()).count();
        say(&format!("{what}: {warned} of 40 runs are warned of"));
        assert_eq!(warned, 0, "{what}: {warnings:#?}");
    }
}

#[test]
#[ignore = "long: many steady states; .ci/run runs it"]
fn a_queue_that_cannot_settle_is_warned_of_and_says_why() {
    // Work offered in 80 hours: 10,560 contacts of exponential length make 11 erlangs ± 0.151.
    for (what, per_hour, erlangs, error, replications) in [
        ("a tenth too much work", 132.0, 11.0, 0.151, 1),
        ("a fiftieth too much", 122.4, 10.2, 0.033, 20),
    ] {
        let loaded = queue(per_hour, 10, None, &json!({}));
        let warnings = of_each(&loaded, 40, replications, |variant| {
            let settling = variant.settling.clone().unwrap();
            assert!(!settling.is_settled || settling.warnings.is_empty(), "{settling:?}");
            settling.warnings
        });
        let warned = warnings.iter().filter(|it| !it.is_empty()).count();
        say(&format!("{what}, nobody abandons: {warned} of 40 runs are warned of"));
        assert_eq!(warned, 40, "{what}");
        for warning in warnings.iter().flatten() {
            assert!(warning.starts_with("The queue does not settle: "), "{warning}");
            let told =
                warning.split_once(" erlangs are offered to 10.0 agents and nobody abandons");
            let (before, _) = told.unwrap_or_else(|| panic!("{warning}"));
            let offered: f64 = before.rsplit(' ').next().unwrap().parse().unwrap();
            // It is printed with one decimal.
            assert!((offered - erlangs).abs() < 5.0 * error + 0.05, "{warning}");
        }
    }
}

#[test]
fn a_warm_up_and_batches_that_are_too_short_are_warned_of() {
    // M/M/100+M starts empty; its queue takes about twenty minutes to build up.
    let short = json!({ "warm_up_minutes": 0, "batch_minutes": 15 });
    let outcome = run(&queue(1260.0, 100, Some(180.0), &short), 1, 50);
    let settling = outcome.variants[0].settling.clone().unwrap();
    let warning = settling.warnings.join(" ");
    assert!(!settling.is_settled && warning.contains("warm-up is too short"), "{warning}");
    assert!(warning.contains("Raise warm_up_minutes to 30."), "{warning}");
    // Warm by then, but ten minutes are no more than the queue remembers.
    let short = json!({ "warm_up_minutes": 120, "batches": 100, "batch_minutes": 10 });
    let outcome = run(&queue(1260.0, 100, Some(180.0), &short), 1, 20);
    let settling = outcome.variants[0].settling.clone().unwrap();
    let warning = settling.warnings.join(" ");
    assert!(settling.is_settled && warning.contains("batches are too short"), "{warning}");
    assert!(warning.contains("Raise batch_minutes to "), "{warning}");
}
