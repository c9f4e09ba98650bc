//! One contact type and one agent group: Erlang B and A, and patience that is not exponential.
//!
//! Exact values: birth-death chains, and quadrature of M/M/n+G (Baccelli and Hebuterne 1981;
//! Zeltyn and Mandelbaum 2005), to ten digits.

use serde_json::{Value, json};
use switchroom::measures::count::Count;

use super::steady::{Steady, agree_on_patience, exponential, one_queue, steady, steady_between};
use crate::support::estimates::Known::{Exact, Simulated};
use crate::support::estimates::{Figure, Width, agree, agree_within};

/// 1260 contacts an hour of 300 s for 100 agents: B1 with any patience.
fn hundred_agents(patience: Value, days: u64) -> Steady {
    let calls =
        json!({ "volume_per_hour": 1260, "handle_time": exponential(300.0), "patience": patience });
    steady(&one_queue(calls, 100), days)
}

/// Within 20 s, those who abandoned so early left out.
fn early_excluded(found: &Steady) -> Figure {
    found.ratio(
        |day| day.of_all(Count::AnsweredWithin),
        |day| day.of_all(Count::Offered) - day.of_all(Count::AbandonedWithin),
    )
}

fn within_20_s(found: &Steady) -> Figure {
    found.share(Count::AnsweredWithin)
}

#[test]
fn erlang_a_with_a_hundred_agents_is_exact() {
    let found = hundred_agents(exponential(180.0), 500);
    agree(
        "A-15 M/M/100+M, the benchmark B1 (exact: birth-death chain)",
        &[
            ("delayed", Exact(0.620_657_227_6), found.share(Count::Delayed)),
            ("abandoned", Exact(0.072_123_006_24), found.share(Count::Abandoned)),
            ("mean wait", Exact(12.982_141_12), found.wait()),
            ("wait of answered", Exact(12.722_190_67), found.wait_of_answered()),
            ("within 20 s of offered", Exact(0.673_276_019_8), within_20_s(&found)),
            ("abandoned within 20 s", Exact(0.049_137_206_25), found.share(Count::AbandonedWithin)),
            ("within 20 s, those excluded", Exact(0.708_068_529_2), early_excluded(&found)),
            ("queue", Exact(4.543_749_393), found.queue()),
            ("occupancy", Exact(0.974_270_843_5), found.occupancy("desk")),
        ],
    );
    agree_on_patience("A-44 in A-15", &found, &[("calls", 180.0)]);
}

#[test]
fn erlang_a_with_five_agents_is_exact() {
    let calls = json!({
        "volume_per_hour": 60,
        "handle_time": exponential(300.0),
        "patience": exponential(120.0),
    });
    let found = steady(&one_queue(calls, 5), 6000);
    agree(
        "A-17 M/M/5+M (exact: birth-death chain)",
        &[
            ("delayed", Exact(0.466_431_798), found.share(Count::Delayed)),
            ("abandoned", Exact(0.212_543_101_5), found.share(Count::Abandoned)),
            ("mean wait", Exact(25.505_172_18), found.wait()),
            ("wait of answered", Exact(18.859_099_84), found.wait_of_answered()),
            ("within 20 s of offered", Exact(0.598_274_959_4), within_20_s(&found)),
            ("within 20 s, those excluded", Exact(0.640_785_726), early_excluded(&found)),
        ],
    );
    agree_on_patience("A-44 in A-17", &found, &[("calls", 120.0)]);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn an_overloaded_erlang_a_answers_those_who_wait_long() {
    let calls = json!({
        "volume_per_hour": 900,
        "handle_time": exponential(300.0),
        "patience": exponential(120.0),
    });
    let found = steady(&one_queue(calls, 50), 1000);
    agree(
        "A-18 M/M/50+M at 1.5 erlangs an agent (exact: birth-death chain)",
        &[
            ("delayed", Exact(0.975_753_735_9), found.share(Count::Delayed)),
            ("abandoned", Exact(0.334_170_323), found.share(Count::Abandoned)),
            ("mean wait", Exact(40.100_438_75), found.wait()),
            ("wait of answered", Exact(45.943_647_06), found.wait_of_answered()),
            ("within 20 s of offered", Exact(0.111_056_227_6), within_20_s(&found)),
        ],
    );
    agree_on_patience("A-44 in A-18", &found, &[("calls", 120.0)]);
}

#[test]
fn waiting_places_block_as_the_chain_says() {
    let calls = json!({
        "volume_per_hour": 180,
        "handle_time": exponential(240.0),
        "patience": exponential(120.0),
        "waiting_places": 5,
    });
    let found = steady(&one_queue(calls, 10), 1500);
    agree(
        "A-22 M/M/10/15+M, five waiting places (exact: birth-death chain)",
        &[
            ("blocked", Exact(0.039_573_866_31), found.share(Count::Blocked)),
            ("abandoned", Exact(0.196_037_208_1), found.share(Count::Abandoned)),
            ("queue", Exact(1.176_223_249), found.queue()),
            ("occupancy", Exact(0.917_266_710_7), found.occupancy("desk")),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn blocking_does_not_depend_on_the_law_of_handle_times() {
    // Half as places, half as lines: with no place to wait both are Erlang's loss system.
    for (law, limit) in [
        (exponential(300.0), "waiting_places"),
        (json!({ "distribution": "constant", "value_seconds": 300 }), "lines"),
        (json!({ "distribution": "lognormal", "mean_seconds": 300, "cv": 1.5 }), "waiting_places"),
        (json!({ "distribution": "gamma", "mean_seconds": 300, "cv": 0.5 }), "lines"),
    ] {
        let mut calls = json!({ "volume_per_hour": 216, "handle_time": law });
        if limit == "waiting_places" {
            calls["waiting_places"] = json!(0);
        }
        let mut file = one_queue(calls, 20);
        if limit == "lines" {
            file["lines"] = json!(20);
        }
        let found = steady(&file, 1000);
        agree(
            &format!("A-06 M/G/20/20 with {limit} and handle time {law} (exact: Erlang B)"),
            &[("blocked", Exact(0.109_212_845_873), found.share(Count::Blocked))],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn more_than_the_mean_of_patience_matters() {
    let weibull =
        |shape: f64| json!({ "distribution": "weibull", "mean_seconds": 180, "shape": shape });
    let some_at_once = json!({ "mixture": [
        { "share": 0.1, "distribution": "constant", "value_seconds": 0 },
        { "share": 0.9, "distribution": "exponential", "mean_seconds": 180 },
    ] });
    let uniform = json!({ "distribution": "uniform", "low_seconds": 0, "high_seconds": 360 });
    let cases = [
        (
            "A-27",
            "Weibull of shape 0.5",
            weibull(0.5),
            400,
            [0.352_133_553_4, 0.089_468_513_99, 2.685_809_725, 0.885_707_010_5],
        ),
        (
            "A-33",
            "one in ten leaves at once",
            some_at_once,
            500,
            [0.466_920_331_3, 0.082_053_767_6, 6.365_112_204, 0.805_356_226_8],
        ),
        (
            "A-31",
            "uniform from 0 to 360 s",
            uniform,
            500,
            [0.719_286_185_6, 0.065_751_987_52, 22.079_575_35, 0.518_134_157_9],
        ),
        (
            "A-28",
            "Weibull of shape 2",
            weibull(2.0),
            1000,
            [0.835_243_986_4, 0.058_261_597_93, 38.725_764_55, 0.316_873_069_7],
        ),
    ];
    let mut waits = Vec::new();
    for (case, name, patience, days, [delayed, abandoned, wait, within]) in cases {
        let found = hundred_agents(patience, days);
        waits.push(found.wait());
        agree(
            &format!("{case} M/M/100+G, patience {name} (exact: quadrature)"),
            &[
                ("delayed", Exact(delayed), found.share(Count::Delayed)),
                ("abandoned", Exact(abandoned), found.share(Count::Abandoned)),
                ("mean wait", Exact(wait), found.wait()),
                ("within 20 s of offered", Exact(within), within_20_s(&found)),
            ],
        );
    }
    // the same mean patience (the second's is 162 s), and a mean wait fourteen times as long.
    let exponential_wait = hundred_agents(exponential(180.0), 200).wait();
    waits.insert(2, exponential_wait);
    for pair in waits.windows(2) {
        let error = pair[0].error.hypot(pair[1].error);
        assert!(pair[1].value - pair[0].value > 3.3 * error, "A-35 {pair:?}");
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn patience_without_variation_is_exact() {
    let found = hundred_agents(json!({ "distribution": "constant", "value_seconds": 120 }), 1000);
    agree(
        "A-25 M/M/100+D, patience exactly 120 s (exact: quadrature)",
        &[
            ("delayed", Exact(0.940_921_073_3), found.share(Count::Delayed)),
            ("abandoned", Exact(0.051_435_299_52), found.share(Count::Abandoned)),
            ("mean wait", Exact(76.247_808_36), found.wait()),
            ("wait of answered", Exact(73.875_374_43), found.wait_of_answered()),
        ],
    );
    agree_within(
        "A-25 the same, of whom few are answered in time (exact: quadrature)",
        // One per cent would take five times as many contacts.
        Width::At(0.025),
        &[("within 20 s of offered", Exact(0.114_156_174_2), within_20_s(&found))],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn declining_to_wait_is_patience_of_nothing() {
    let calls = json!({
        "volume_per_hour": 1260,
        "handle_time": exponential(300.0),
        "patience": exponential(180.0),
        "balking": { "probability": 0.1 },
    });
    let found = steady(&one_queue(calls, 100), 450);
    let left = found.ratio(
        |day| day.of_all(Count::Abandoned) + day.of_all(Count::Balked),
        |day| day.of_all(Count::Offered),
    );
    agree(
        "A-33 M/M/100+M, one in ten declines to wait (exact: quadrature)",
        &[
            ("abandoned or balked", Exact(0.082_053_767_6), left),
            ("mean wait", Exact(6.365_112_204), found.wait()),
            ("within 20 s of offered", Exact(0.805_356_226_8), within_20_s(&found)),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn ten_agents_feel_the_shape_of_patience_too() {
    for (shape, [abandoned, wait, within]) in [
        (0.5, [0.253_885_431_2, 15.001_139_76, 0.566_777_825_8]),
        (2.0, [0.200_569_409_3, 70.858_505_44, 0.243_310_560_6]),
    ] {
        let calls = json!({
            "volume_per_hour": 180, "handle_time": exponential(240.0),
            "patience": { "distribution": "weibull", "mean_seconds": 180, "shape": shape },
        });
        let found = steady(&one_queue(calls, 10), 1800);
        agree(
            &format!("A-30 M/M/10+Weibull of shape {shape} (exact: quadrature)"),
            &[
                ("abandoned", Exact(abandoned), found.share(Count::Abandoned)),
                ("mean wait", Exact(wait), found.wait()),
                ("within 20 s of offered", Exact(within), within_20_s(&found)),
            ],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn variable_handle_times_lengthen_the_queue() {
    for (name, handle_time, days, [delayed, abandoned, wait]) in [
        (
            "M/H2/10+M, handle time of cv 2 by balanced means (exact: sparse Markov chain)",
            json!({ "distribution": "hyperexponential", "mean_seconds": 300, "cv": 2 }),
            5000,
            [0.428_944_036_3, 0.130_625_923_5, 23.512_666_23],
        ),
        (
            "M/M/10+M, for comparison (exact: birth-death chain)",
            exponential(300.0),
            2000,
            [0.440_019_972_6, 0.123_906_411, 22.303_154],
        ),
    ] {
        let calls = json!({
            "volume_per_hour": 115.2, "handle_time": handle_time, "patience": exponential(180.0),
        });
        let found = steady(&one_queue(calls, 10), days);
        agree(
            &format!("A-36 {name}"),
            &[
                ("delayed", Exact(delayed), found.share(Count::Delayed)),
                ("abandoned", Exact(abandoned), found.share(Count::Abandoned)),
                ("mean wait", Exact(wait), found.wait()),
            ],
        );
        agree_on_patience("A-44 in A-36", &found, &[("calls", 180.0)]);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn with_abandonment_a_hundred_agents_hardly_feel_the_law_of_handle_times() {
    for (name, handle_time, abandoned, within) in [
        (
            "M/LN/100+M",
            json!({ "distribution": "lognormal", "mean_seconds": 300, "cv": 1 }),
            Simulated(0.071_37, 0.000_93),
            Simulated(0.674_1, 0.004_7),
        ),
        (
            "M/D/100+M",
            json!({ "distribution": "constant", "value_seconds": 300 }),
            Simulated(0.066_44, 0.000_60),
            Simulated(0.694_1, 0.003_3),
        ),
    ] {
        let calls = json!({
            "volume_per_hour": 1260, "handle_time": handle_time, "patience": exponential(180.0),
        });
        let found = steady(&one_queue(calls, 100), 250);
        agree_within(
            &format!("A-40 {name} (an independent simulation)"),
            // As wide as theirs.
            Width::At(0.015),
            &[
                ("abandoned", abandoned, found.share(Count::Abandoned)),
                ("within 20 s of offered", within, within_20_s(&found)),
            ],
        );
        agree_on_patience("A-44 in A-40", &found, &[("calls", 180.0)]);
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn without_patience_the_queue_is_erlang_c() {
    // A tenth of the textbook's times (10 erlangs, 11 agents, handle time 180 s), which is the
    // same system in other units: the day is then ten times as long for it, and the hours from
    // 06:00 start some hundred relaxation times after opening.
    let calls = json!({ "volume_per_hour": 2000, "handle_time": exponential(18.0) });
    let mut file = one_queue(calls, 11);
    file["targets"] = json!({ "calls": { "within_seconds": 2 } });
    let found = steady_between(&file, 1500, 6, 23);
    agree(
        "A-07 M/M/11 at 10 erlangs, a tenth of the usual times (exact: Erlang C)",
        &[
            ("delayed", Exact(0.682_118_204_7), found.share(Count::Delayed)),
            ("mean wait", Exact(12.278_127_68), found.wait()),
            ("within 2 s of offered", Exact(0.389_613_811_7), within_20_s(&found)),
        ],
    );
}
