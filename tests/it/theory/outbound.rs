//! A threshold between inbound contacts and outbound work that never ends.
//!
//! Bhulai and Koole's policy: inbound first, and outbound work whenever fewer than c of N agents
//! are busy. A queue of outbound contacts that never empties, kept from the last N - c idle
//! agents, is just that. Nothing is dialled here: cases with a dialler are pending. Exact values:
//! birth-death chains.

use serde_json::{Value, json};
use switchroom::measures::count::{Count, GroupCount};

use super::steady::{Steady, day_and_night, exponential, steady_between};
use crate::support::estimates::Known::Exact;
use crate::support::estimates::{Figure, agree};

const AGENTS: u32 = 10;
/// Times are divided by it and volumes multiplied: the same system, and a longer day for it.
const UNIT: f64 = 20.0;

/// At least `busy` agents are kept busy; inbound handle time 300 s, 72 contacts an hour.
fn threshold(busy: u32, outbound_seconds: f64, patience: Option<f64>, days: u64) -> Steady {
    let mut inbound =
        json!({ "volume_per_hour": 72.0 * UNIT, "handle_time": exponential(300.0 / UNIT) });
    if let Some(patience) = patience {
        inbound["patience"] = exponential(patience / UNIT);
    }
    // Everything there is to do lies ready in the first hour, and more than the day can take.
    let mut backlog = vec![0; 24];
    backlog[0] = 30_000;
    let outbound = json!({
        "volume": backlog, "arrivals": "fixed", "handle_time": exponential(outbound_seconds / UNIT),
    });
    let groups = json!({ "desk": { "agents": AGENTS, "skills": {
        "inbound": { "priority": 0 },
        "outbound": { "priority": 1, "keep_idle": AGENTS - busy },
    } } });
    let mut file = day_and_night(json!({ "inbound": inbound, "outbound": outbound }), groups);
    file["day"]["after_close"] = Value::from("clear");
    steady_between(&file, days, 2, 23)
}

/// What the agents took beside inbound contacts.
fn outbound_per_hour(found: &Steady) -> Figure {
    let inbound = found.type_at("inbound");
    found
        .per_hour(move |day| {
            day.of_group(0, GroupCount::Answered) - day.of_type(inbound, Count::Answered)
        })
        .times(1.0 / UNIT)
}

fn keeps_busy(busy: u32, [outbound, delayed, wait]: [f64; 3], days: u64) -> Figure {
    let found = threshold(busy, 300.0, None, days);
    let mean_wait = found.wait_of("inbound").times(UNIT);
    agree(
        &format!("D-01 at least {busy} of 10 agents busy (exact: birth-death chain)"),
        &[
            ("outbound an hour", Exact(outbound), outbound_per_hour(&found)),
            ("inbound delayed", Exact(delayed), found.share_of("inbound", Count::Delayed)),
            ("inbound mean wait", Exact(wait), mean_wait),
        ],
    );
    mean_wait
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn outbound_work_fills_the_time_that_a_threshold_leaves() {
    let at_seven = keeps_busy(7, [28.0, 0.25, 18.75], 330);
    let at_eight = keeps_busy(8, [36.0, 0.375, 28.125], 200);
    keeps_busy(9, [43.2, 0.6, 45.0], 150);
    // D-02: 7 is the largest threshold that keeps the mean wait within 20 s.
    assert!(at_seven.value + 3.3 * at_seven.error < 20.0, "{at_seven:?}");
    assert!(at_eight.value - 3.3 * at_eight.error > 20.0, "{at_eight:?}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_low_threshold_and_none_at_all_leave_agents_idle() {
    keeps_busy(5, [13.125, 0.140_625, 10.546_875], 550);
    let found = threshold(0, 300.0, None, 650);
    agree(
        "D-06 no outbound work, 10 agents at 6 erlangs (exact: Erlang C)",
        &[
            ("inbound delayed", Exact(0.101_299_242_7), found.share_of("inbound", Count::Delayed)),
            ("inbound mean wait", Exact(7.597_443_202), found.wait_of("inbound").times(UNIT)),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn outbound_work_drives_impatient_customers_away() {
    for (busy, outbound, abandoned) in [
        (7, 22.009_266_66, 0.049_828_214_05),
        (8, 28.611_929_03, 0.077_608_014_67),
        (10, 43.574_570_92, 0.220_963_481_7),
    ] {
        let found = threshold(busy, 440.0, Some(240.0), 80);
        agree(
            &format!("D-04 patience, at least {busy} of 10 busy (exact: Markov chain)"),
            &[
                ("outbound an hour", Exact(outbound), outbound_per_hour(&found)),
                ("inbound abandoned", Exact(abandoned), {
                    found.share_of("inbound", Count::Abandoned)
                }),
            ],
        );
    }
}
