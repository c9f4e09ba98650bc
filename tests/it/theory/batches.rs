//! The scenario's own `steady_state` against exact values: Erlang A and C by batch means, read off
//! the product's figures and intervals.

use serde_json::{Value, json};
use switchroom::experiment::{Kind, Outcome};
use switchroom::measures::estimate::find;
use switchroom::stats::student;

use super::steady::{exponential, one_queue};
use crate::support::estimates::Known::Exact;
use crate::support::estimates::{Figure, Width, agree, agree_within};
use crate::support::scenarios::{experiment, read, settings};

/// One queue in a steady state of so many replications.
fn steady_state(calls: Value, agents: u32, steady: Value, replications: u32) -> Outcome {
    let mut file = one_queue(calls, agents);
    file["steady_state"] = steady;
    let outcome = experiment(&read(&file), Kind::BaseOnly, settings(replications, 2));
    let settling = outcome.variants[0].settling.clone().unwrap();
    assert!(settling.is_settled && settling.warnings.is_empty(), "{settling:?}");
    outcome
}

/// A figure of the whole centre, with the standard error behind its half-width.
fn figure(outcome: &Outcome, key: &str) -> Figure {
    let summary = &outcome.variants[0].summary;
    let found = find(&summary.total, key).unwrap().estimate;
    let critical = student::critical(0.95, u64::from(summary.replications) - 1);
    Figure { value: found.mean.unwrap(), error: found.half_width.unwrap() / critical }
}

#[test]
#[ignore = "long: millions of contacts; .ci/run runs it"]
fn erlang_a_with_a_hundred_agents_is_exact_by_batch_means() {
    let calls = json!({
        "volume_per_hour": 1260,
        "handle_time": exponential(300.0),
        "patience": exponential(180.0),
    });
    let steady = json!({ "interval": "10:00", "batch_minutes": 480 });
    let found = steady_state(calls, 100, steady, 40);
    agree(
        "A-15 by 800 batches of 8 h: M/M/100+M, the benchmark B1 (exact: birth-death chain)",
        &[
            ("delayed", Exact(0.620_657_227_6), figure(&found, "delayed_share")),
            ("abandoned", Exact(0.072_123_006_24), figure(&found, "abandon_rate")),
            ("mean wait", Exact(12.982_141_12), figure(&found, "mean_wait_seconds")),
            ("wait of answered", Exact(12.722_190_67), figure(&found, "asa_seconds")),
            ("within 20 s of offered", Exact(0.673_276_019_8), figure(&found, "service_level")),
            (
                "within 20 s, those excluded",
                Exact(0.708_068_529_2),
                figure(&found, "service_levels.abandoned_within_excluded"),
            ),
            ("queue", Exact(4.543_749_393), figure(&found, "queue_length")),
            ("occupancy", Exact(0.974_270_843_5), figure(&found, "occupancy")),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn erlang_a_with_five_agents_is_exact_by_batch_means() {
    let calls = json!({
        "volume_per_hour": 60,
        "handle_time": exponential(300.0),
        "patience": exponential(120.0),
    });
    let steady = json!({ "batches": 50, "batch_minutes": 600 });
    // A tenth of this length came out at z -4.05 for abandonment at this seed, with z -3.06 for the
    // number offered, so the length was raised and not the seed. 100 other seeds had mean z 0.02
    // and standard deviation 0.84.
    let found = steady_state(calls, 5, steady, 1600);
    agree(
        "A-17 by 80,000 batches of 10 h: M/M/5+M (exact: birth-death chain)",
        &[
            ("delayed", Exact(0.466_431_798), figure(&found, "delayed_share")),
            ("abandoned", Exact(0.212_543_101_5), figure(&found, "abandon_rate")),
            ("mean wait", Exact(25.505_172_18), figure(&found, "mean_wait_seconds")),
            ("wait of answered", Exact(18.859_099_84), figure(&found, "asa_seconds")),
            ("within 20 s of offered", Exact(0.598_274_959_4), figure(&found, "service_level")),
            (
                "within 20 s, those excluded",
                Exact(0.640_785_726),
                figure(&found, "service_levels.abandoned_within_excluded"),
            ),
        ],
    );
}

#[test]
fn erlang_c_is_exact_by_batch_means() {
    let calls = json!({ "volume_per_hour": 1200, "handle_time": exponential(300.0) });
    let steady = json!({ "warm_up_minutes": 240, "batch_minutes": 960 });
    let found = steady_state(calls, 110, steady, 30);
    // Nobody abandons, so that the queue remembers some twenty minutes and its tail is long: 1 %
    // would take a quarter of a billion contacts.
    agree_within(
        "A-09 by 600 batches of 16 h: M/M/110 (exact: Erlang C)",
        Width::At(0.06),
        &[
            ("delayed", Exact(0.237_007_500_3), figure(&found, "delayed_share")),
            ("mean wait", Exact(7.110_225_009), figure(&found, "asa_seconds")),
            ("within 20 s of offered", Exact(0.878_316_292), figure(&found, "service_level")),
            ("queue", Exact(2.370_075_003), figure(&found, "queue_length")),
        ],
    );
}
