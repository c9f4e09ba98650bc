//! Customers who call again, and customers who are told how long it will take.

use serde_json::{Value, json};
use switchroom::measures::count::Count;

use super::steady::{exponential, one_queue, steady, steady_between};
use crate::support::estimates::Known::Exact;
use crate::support::estimates::agree;

/// Ten agents; who abandons calls again with a probability, after ten minutes on average.
fn retrials(probability: f64) -> Value {
    json!({
        "volume_per_hour": 108, "handle_time": exponential(300.0), "patience": exponential(120.0),
        "redial": { "probability": probability, "delay": exponential(600.0) },
    })
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn redials_inflate_attempts_as_the_orbit_says() {
    for (probability, attempts, abandoned, lost) in [
        (0.0, 108.0, 0.110_754_241_5, 0.110_754_241_5),
        (0.5, 116.479_725_9, 0.145_600_031_2, 0.078_515_980_18),
        (0.8, 127.752_257_6, 0.193_267_206_9, 0.045_722_818_52),
    ] {
        // Until 20:00: chains need time to end before closing, when redials are given up.
        let found = steady_between(&one_queue(retrials(probability), 10), 4000, 6, 20);
        let customers_lost = found.ratio(
            |day| day.of_all(Count::Chains) - day.of_all(Count::ChainsAnswered),
            |day| day.of_all(Count::Chains),
        );
        agree(
            &format!("F-14 M/M/10+M, redial with probability {probability} (exact: Markov chain)"),
            &[
                (
                    "attempts an hour",
                    Exact(attempts),
                    found.per_hour(|day| day.of_all(Count::Offered)),
                ),
                ("abandoned of attempts", Exact(abandoned), found.share(Count::Abandoned)),
                ("lost of customers", Exact(lost), customers_lost),
            ],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn unresolved_customers_call_again_too() {
    let mut calls = retrials(0.5);
    calls["resolution_probability"] = json!(0.85);
    calls["repeat"] = json!({ "probability": 1.0, "delay": exponential(600.0) });
    let found = steady_between(&one_queue(calls, 10), 3000, 6, 20);
    agree(
        "F-15 the same, and 15 % of those served call again (exact: Markov chain)",
        &[
            (
                "attempts an hour",
                Exact(140.361_347_9),
                found.per_hour(|day| day.of_all(Count::Offered)),
            ),
            ("abandoned of attempts", Exact(0.230_164_010_2), found.share(Count::Abandoned)),
            ("occupancy", Exact(0.900_460_143_6), found.occupancy("desk")),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_announced_wait_turns_customers_away() {
    let calls = json!({
        "volume_per_hour": 144, "handle_time": exponential(300.0),
        "balking": { "announced_wait": exponential(120.0) },
    });
    let found = steady(&one_queue(calls, 10), 3000);
    agree(
        "F-17 M/M/10 with an announced wait (exact: birth-death chain)",
        &[
            ("balked", Exact(0.247_229_791_2), found.share(Count::Balked)),
            ("wait of joiners", Exact(27.156_112_11), found.wait_of_answered()),
            ("occupancy", Exact(0.903_324_250_6), found.occupancy("desk")),
        ],
    );
}
