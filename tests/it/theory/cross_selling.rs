//! Offers during a service contact, allowed by what is in the system.
//!
//! Handle time is exponential, an offer adds a second exponential phase; a share of customers are
//! candidates. Exact values: two-phase Markov chains.

use serde_json::{Value, json};
use switchroom::measures::count::Count;

use super::steady::{Steady, day_and_night, exponential, steady};
use crate::support::estimates::Known::Exact;
use crate::support::estimates::{Figure, agree};

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
fn offers_by_the_number_in_the_system_are_exact() {
    let found = steady(&centre(json!("never")), 8000);
    agree(
        "25 agents, never an offer (exact: Erlang C)",
        &[
            ("mean wait", Exact(23.055_675_59), found.wait()),
            ("delayed", Exact(0.307_409_007_9), found.share(Count::Delayed)),
        ],
    );
    let found = steady(&centre(json!({ "in_system_at_most": 20 })), 8000);
    agree(
        "25 agents, an offer when at most 20 are in the system (exact: Markov chain)",
        &[
            ("mean wait", Exact(24.255_266_64), found.wait()),
            ("offers an hour", Exact(26.185_073_79), offers(&found)),
            ("occupancy", Exact(0.874_913_431_7), found.occupancy("desk")),
        ],
    );
    let found = steady(&centre(json!({ "in_system_at_most": 25 })), 5000);
    agree(
        "25 agents, an offer when at most 25 are in the system (exact: Markov chain)",
        &[
            ("mean wait", Exact(31.233_970_86), found.wait()),
            ("offers an hour", Exact(55.976_235_76), offers(&found)),
            ("delayed", Exact(0.488_493_744_1), found.share(Count::Delayed)),
        ],
    );
    let found = steady(&centre(json!({ "in_system_at_most": 30 })), 3000);
    agree(
        "25 agents, an offer when at most 30 are in the system (exact: Markov chain)",
        &[
            ("mean wait", Exact(52.241_162_57), found.wait()),
            ("offers an hour", Exact(71.428_487_76), offers(&found)),
            ("delayed", Exact(0.626_998_65), found.share(Count::Delayed)),
        ],
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
        "12 agents, no queue, always an offer (exact: Erlang B at 9.9 erlangs)",
        &[
            ("blocked", Exact(0.115_923_327_9), found.share(Count::Blocked)),
            ("offers an hour", Exact(47.740_140_29), offers(&found)),
        ],
    );
}
