//! Offers during a service contact, allowed by what is in the system.
//!
//! Handle time is exponential, an offer adds a second exponential phase; a share of customers are
//! candidates. Exact values: two-phase Markov chains.

use serde_json::{Value, json};
use switchroom::measures::count::Count;

use super::steady::{Steady, day_and_night, exponential, steady, steady_between};
use crate::support::estimates::Known::{Exact, Rounded};
use crate::support::estimates::{Figure, Width, agree, agree_within, say};

fn centre(when: Value) -> Value {
    let types = json!({ "service": {
        "volume_per_hour": 252, "handle_time": exponential(300.0), "need_probability": 0.4,
        "offer": {
            "when": when, "handle_time": exponential(120.0), "acceptance_probability": 0.5,
        },
    } });
    let groups = json!({ "desk": { "agents": 25, "skills": ["service"], "offers": true } });
    day_and_night(types, groups)
}

fn offers(found: &Steady) -> Figure {
    found.per_hour(|day| day.of_all(Count::OffersToNeed))
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn offers_by_the_number_in_the_system_are_exact() {
    let found = steady(&centre(json!("never")), 8000);
    agree(
        "E-01 25 agents, never an offer (exact: Erlang C)",
        &[
            ("mean wait", Exact(23.055_675_59), found.wait()),
            ("delayed", Exact(0.307_409_007_9), found.share(Count::Delayed)),
        ],
    );
    let found = steady(&centre(json!({ "in_system_at_most": 20 })), 8000);
    agree(
        "E-02 25 agents, an offer when at most 20 are in the system (exact: Markov chain)",
        &[
            ("mean wait", Exact(24.255_266_64), found.wait()),
            ("offers an hour", Exact(26.185_073_79), offers(&found)),
            ("occupancy", Exact(0.874_913_431_7), found.occupancy("desk")),
        ],
    );
    let found = steady(&centre(json!({ "in_system_at_most": 25 })), 5000);
    agree(
        "E-03 25 agents, an offer when at most 25 are in the system (exact: Markov chain)",
        &[
            ("mean wait", Exact(31.233_970_86), found.wait()),
            ("offers an hour", Exact(55.976_235_76), offers(&found)),
            ("delayed", Exact(0.488_493_744_1), found.share(Count::Delayed)),
        ],
    );
    the_most_offers_within_thirty_seconds(&found);
    let found = steady(&centre(json!({ "in_system_at_most": 30 })), 3000);
    agree(
        "E-03 25 agents, an offer when at most 30 are in the system (exact: Markov chain)",
        &[
            ("mean wait", Exact(52.241_162_57), found.wait()),
            ("offers an hour", Exact(71.428_487_76), offers(&found)),
            ("delayed", Exact(0.626_998_65), found.share(Count::Delayed)),
        ],
    );
}

/// Limits under 24 offer less (26.2 an hour at 20), limits over 25 wait longer (52 s at 30).
fn the_most_offers_within_thirty_seconds(at_25: &Steady) {
    let at_24 = steady(&centre(json!({ "in_system_at_most": 24 })), 1500);
    agree(
        "E-06 the most offers with a mean wait of at most 30 s (exact, rounded)",
        &[("offers an hour at a limit of 24", Rounded(50.8, 0.1), offers(&at_24))],
    );
    let (shorter, longer) = (at_24.wait(), at_25.wait());
    say(&format!("E-06 mean wait at 24 {shorter:?}, at 25 {longer:?}"));
    assert!(shorter.value + 3.3 * shorter.error < 30.0, "E-06 {shorter:?}");
    assert!(longer.value - 3.3 * longer.error > 30.0, "E-06 {longer:?}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn always_offering_buys_twice_the_offers_for_fifteen_times_the_wait() {
    // A sixtieth of the usual times: the queue forgets in 240 handle times.
    let unit = 60.0;
    let mut file = centre(json!("always"));
    let service = &mut file["contact_types"]["service"];
    service["volume_per_hour"] = json!(252.0 * unit);
    service["handle_time"] = exponential(300.0 / unit);
    service["offer"]["handle_time"] = exponential(120.0 / unit);
    let found = steady_between(&file, 160, 6, 23);
    agree(
        "E-05 25 agents, always an offer (exact: Markov chain)",
        &[
            ("offers an hour", Exact(100.8), offers(&found).times(1.0 / unit)),
            ("occupancy", Exact(0.974_4), found.occupancy("desk")),
        ],
    );
    agree_within(
        "E-05, waits",
        // One per cent would take 400 million contacts.
        Width::At(0.03),
        &[("mean wait", Exact(423.357_392_1), found.wait().times(unit))],
    );
}

#[test]
fn offers_lengthen_handle_times_and_block_as_erlang_b_says() {
    let types = json!({ "service": {
        "volume_per_hour": 108, "handle_time": exponential(240.0), "waiting_places": 0,
        "need_probability": 0.5,
        "offer": {
            "when": "always", "acceptance_probability": 0.5,
            "handle_time": { "distribution": "lognormal", "mean_seconds": 180, "cv": 1.5 },
        },
    } });
    let groups = json!({ "desk": { "agents": 12, "skills": ["service"], "offers": true } });
    let found = steady(&day_and_night(types, groups), 1500);
    agree(
        "E-08 12 agents, no queue, always an offer (exact: Erlang B at 9.9 erlangs)",
        &[
            ("blocked", Exact(0.115_923_327_9), found.share(Count::Blocked)),
            ("offers an hour", Exact(47.740_140_29), offers(&found)),
        ],
    );
}
