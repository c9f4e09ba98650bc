//! Coverage where days are unlike each other: busyness with a coefficient of variation of 0.3.

use std::collections::BTreeMap;
use std::thread;

use serde_json::{Value, json};
use switchroom::experiment::{Kind, Outcome, Settings, run};
use switchroom::measures::estimate::{Estimate, Summary, find};
use switchroom::scenario::Loaded;

use crate::support::estimates::say;
use crate::support::scenarios::read;

const EXPERIMENTS: u64 = 1000;
/// Of one long run, which stands for the truth: its error is a twelfth of that of 200 days.
const TRUTH: u32 = 30_000;
const KEYS: [&str; 6] = [
    "offered",
    "service_level",
    "abandon_rate",
    "abandoned",
    "customers_lost",
    "mean_wait_seconds",
];

fn centre() -> Value {
    json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "12:00", "interval_minutes": 60 },
        "busyness_factors": { "day": { "cv": 0.3 } },
        "contact_types": { "calls": {
            "volume_per_hour": 60, "busyness": "day", "handle_time": { "mean_seconds": 240 },
            "patience": { "mean_seconds": 120 },
        } },
        "agent_groups": { "desk": { "agents": 6, "skills": ["calls"] } },
        "customers": {
            "effect_months": 12, "retention_per_month": 0.99, "leaves_because": { "abandoned": 0.1 },
        },
        "targets": { "calls": { "service_level": 0.8, "within_seconds": 20 } },
        "variants": { "one more": { "set": { "agent_groups.desk.agents": 7 } } },
    })
}

fn outcome(loaded: &Loaded, seed: u64, replications: u32) -> Outcome {
    let settings = Settings { seed, replications, threads: 1, confidence: 0.95 };
    run(loaded, Kind::WithVariants, &settings, &()).unwrap()
}

/// Levels of the base, and differences.
fn figures(outcome: &Outcome) -> Vec<(String, Estimate)> {
    let of = |kind: &str, summary: &Summary| {
        let one = |key: &&str| {
            let found = find(&summary.total, key)?;
            Some((format!("{kind} {key}"), found.estimate))
        };
        KEYS.iter().filter_map(one).collect::<Vec<_>>()
    };
    let mut all = of("level", &outcome.variants[0].summary);
    all.extend(of("difference", &outcome.differences[0].1));
    // As many come with one more agent, by construction.
    all.retain(|(name, _)| name != "difference offered");
    all
}

#[derive(Default)]
struct Score {
    covered: BTreeMap<String, u64>,
    flagged: u64,
}

fn scores(loaded: &Loaded, days: u32, truth: &BTreeMap<String, f64>) -> Score {
    let part = |seeds: std::ops::RangeInclusive<u64>| {
        let mut score = Score::default();
        for seed in seeds {
            let outcome = outcome(loaded, seed, days);
            score.flagged += u64::from(outcome.differences[0].1.few_days.is_some());
            for (name, estimate) in figures(&outcome) {
                let ends = estimate.ends().unwrap();
                let holds = ends.low <= truth[&name] && truth[&name] <= ends.high;
                *score.covered.entry(name).or_default() += u64::from(holds);
            }
        }
        score
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| part(EXPERIMENTS / 2 + 1..=EXPERIMENTS));
        let mut score = part(1..=EXPERIMENTS / 2);
        let other = second.join().unwrap();
        score.flagged += other.flagged;
        for (name, covered) in other.covered {
            *score.covered.get_mut(&name).unwrap() += covered;
        }
        score
    })
}

/// Intervals of abandonment and of customers lost cover with 93 % at least: one that covers with
/// exactly that is below 90.9 of a thousand once in 200 times. Every figure covers with 95 %, which is
/// outside 93 to 97 once in 330 times, or the page says that days are few.
#[test]
#[ignore = "long: .ci/run runs it"]
fn unlike_days_are_covered_or_said_to_be_few() {
    let loaded = read(&centre());
    let truth: BTreeMap<String, f64> = figures(&outcome(&loaded, 1 << 40, TRUTH))
        .into_iter()
        .map(|(name, estimate)| (name, estimate.mean.unwrap()))
        .collect();
    for days in [30, 50, 100, 200] {
        let score = scores(&loaded, days, &truth);
        say(&format!("{days} days, said to be few in {} of {EXPERIMENTS}", score.flagged));
        for (name, covered) in &score.covered {
            let percent = 100.0 * *covered as f64 / EXPERIMENTS as f64;
            say(&format!("  {name}: {percent:.1} %"));
            let lost = ["level abandon_rate", "level abandoned", "level customers_lost"];
            if lost.contains(&name.as_str()) {
                assert!(percent >= 90.9, "{days} days, {name}: {percent} %");
            }
            let said = score.flagged * 10 >= EXPERIMENTS * 9;
            assert!((93.0..=97.0).contains(&percent) || said, "{days} days, {name}: {percent} %");
        }
    }
}
