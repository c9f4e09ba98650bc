//! Erlang B and C, and Erlang A where little is abandoned: textbook cases by simulation.
//!
//! Queues that hardly anybody leaves forget slowly, so that a mean wait to one per cent takes
//! tens of millions of contacts: those cases are long, and all of them run in a unit of time in
//! which a day has thousands of handle times. The calculators hold the same values to ten digits.

use serde_json::json;
use switchroom::measures::count::Count;

use super::steady::{Quick, Steady, agree_on_patience, exponential, one_queue, steady_between};
use crate::support::estimates::Known::{Exact, Rounded};
use crate::support::estimates::{Figure, Width, agree, agree_within};

fn within(found: &Steady) -> Figure {
    found.share(Count::AnsweredWithin)
}

#[test]
#[ignore = "long: millions of contacts; .ci/run runs it"]
fn as_many_lines_as_agents_lose_what_erlang_b_says() {
    for (case, agents, erlangs, known, days) in [
        ("A-01", 10, 5.0, 0.018_384_570_336_6, 1000),
        ("A-02", 1, 0.5, 0.333_333_333_333, 5000),
        ("A-02", 5, 3.0, 0.110_054_347_826, 1500),
        ("A-03", 100, 100.0, 0.075_700_452_710_9, 60),
    ] {
        let calls = json!({ "volume_per_hour": 20.0 * erlangs, "handle_time": exponential(180.0) });
        let mut file = one_queue(calls, agents);
        file["lines"] = json!(agents);
        let found = steady_between(&file, days, 2, 23);
        agree(
            &format!("{case} M/M/{agents}/{agents} at {erlangs} erlangs (exact: Erlang B)"),
            &[("blocked", Exact(known), found.share(Count::Blocked))],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn ten_erlangs_for_twelve_and_fourteen_agents_are_erlang_c() {
    for (agents, delayed, wait, level, days) in [
        (12, 0.449_388_224_3, 40.444_940_19, 0.640_158_040_4, 260),
        (14, 0.174_131_933_6, 7.835_937_012, 0.888_350_019_2, 240),
    ] {
        let unit = 30.0;
        let system = Quick {
            volume_per_hour: 200.0,
            handle_seconds: 180.0,
            agents,
            within_seconds: 20.0,
            unit,
        };
        let found = steady_between(&system.file(), days, 1, 23);
        agree(
            &format!("A-08 M/M/{agents} at 10 erlangs (exact: Erlang C)"),
            &[
                ("delayed", Exact(delayed), found.share(Count::Delayed)),
                ("mean wait", Exact(wait), found.wait().times(unit)),
                ("within 20 s of offered", Exact(level), within(&found)),
            ],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_hundred_erlangs_for_a_hundred_and_ten_agents_are_erlang_c() {
    let unit = 10.0;
    let system = Quick {
        volume_per_hour: 1200.0,
        handle_seconds: 300.0,
        agents: 110,
        within_seconds: 20.0,
        unit,
    };
    let found = steady_between(&system.file(), 780, 1, 23);
    agree(
        "A-09 M/M/110 at 100 erlangs (exact: Erlang C)",
        &[
            ("delayed", Exact(0.237_007_500_3), found.share(Count::Delayed)),
            ("mean wait", Exact(7.110_225_009), found.wait().times(unit)),
            ("within 20 s of offered", Exact(0.878_316_292), within(&found)),
            ("queue", Exact(2.370_075_003), found.queue()),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn five_erlangs_for_six_agents_are_erlang_c() {
    let unit = 60.0;
    let system = Quick {
        volume_per_hour: 60.0,
        handle_seconds: 300.0,
        agents: 6,
        within_seconds: 30.0,
        unit,
    };
    let found = steady_between(&system.file(), 260, 1, 23);
    agree(
        "A-12 M/M/6 at 5 erlangs (exact: Erlang C)",
        &[
            ("delayed", Exact(0.587_516_450_5), found.share(Count::Delayed)),
            ("mean wait", Exact(176.254_935_1), found.wait().times(unit)),
            ("within 30 s of offered", Exact(0.468_393_131_9), within(&found)),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_least_agents_for_eighty_in_twenty_reach_the_level_of_erlang_c() {
    for (volume_per_hour, handle_seconds, agents, known, days) in [
        (100.0, 180.0, 8, 0.880_148_31, 60),
        (200.0, 180.0, 14, 0.888_350_02, 60),
        (300.0, 300.0, 30, 0.820_943_72, 60),
        (1200.0, 300.0, 108, 0.807_386_63, 30),
        (3600.0, 240.0, 250, 0.820_884_97, 30),
        (60.0, 600.0, 14, 0.847_604_38, 100),
    ] {
        let system =
            Quick { volume_per_hour, handle_seconds, agents, within_seconds: 20.0, unit: 10.0 };
        let found = steady_between(&system.file(), days, 2, 23);
        agree(
            &format!(
                "A-14 {volume_per_hour} an hour of {handle_seconds} s, {agents} agents \
                 (exact: Erlang C)"
            ),
            &[("within 20 s of offered", Exact(known), within(&found))],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn erlang_a_with_long_patience_is_exact() {
    let unit = 10.0;
    let system = Quick {
        volume_per_hour: 288.0,
        handle_seconds: 300.0,
        agents: 30,
        within_seconds: 20.0,
        unit,
    };
    let mut file = system.file();
    file["contact_types"]["calls"]["patience"] = exponential(600.0 / unit);
    let found = steady_between(&file, 500, 1, 23);
    agree(
        "A-20 M/M/30+M (exact: birth-death chain)",
        &[
            ("delayed", Exact(0.145_664_070_9), found.share(Count::Delayed)),
            ("abandoned", Exact(0.008_220_510_483), found.share(Count::Abandoned)),
            ("mean wait", Exact(4.932_306_29), found.wait().times(unit)),
            ("within 20 s of offered", Exact(0.911_839_776_7), within(&found)),
        ],
    );
    agree_on_patience("A-44 in A-20", &found, &[("calls", 600.0 / unit)]);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_little_abandonment_changes_fifty_agents_as_its_authors_say() {
    let unit = 5.0;
    let system = |volume_per_hour: f64, within_seconds: f64| Quick {
        volume_per_hour,
        handle_seconds: 60.0,
        agents: 50,
        within_seconds,
        unit,
    };
    let mut file = system(2880.0, 20.0).file();
    file["contact_types"]["calls"]["patience"] = exponential(120.0 / unit);
    let found = steady_between(&file, 80, 2, 23);
    agree(
        "A-21 (ii) M/M/50+M at 48 erlangs (exact: birth-death chain)",
        &[
            ("abandoned", Exact(0.030_912_249_16), found.share(Count::Abandoned)),
            ("mean wait", Exact(3.709_469_899), found.wait().times(unit)),
            ("queue", Exact(2.967_575_92), found.queue()),
            ("occupancy", Exact(0.930_324_240_8), found.occupancy("desk")),
        ],
    );
    agree_on_patience("A-44 in A-21 (ii)", &found, &[("calls", 120.0 / unit)]);
    // Without abandonment. A threshold at the known percentile must be met by nine in ten.
    for (part, volume, [wait, ninth, queue, occupancy], days) in [
        ("(i)", 2880.0, [20.833_67, 58.138_74, 16.666_94, 0.96], 110),
        ("(iii)", 2790.0, [8.760_2, 27.96, 6.789, 0.93], 80),
    ] {
        let found = steady_between(&system(volume, ninth).file(), days, 3, 23);
        agree(
            &format!("A-21 {part} M/M/50 (exact: Erlang C)"),
            &[
                ("within the 90th percentile", Rounded(0.9, 0.000_1), within(&found)),
                ("occupancy", Exact(occupancy), found.occupancy("desk")),
            ],
        );
        agree_within(
            &format!("A-21 {part}, waits"),
            // One per cent would take 400 million contacts.
            Width::At(0.03),
            &[
                ("mean wait", Rounded(wait, 0.000_1), found.wait().times(unit)),
                ("queue", Rounded(queue, 0.001), found.queue()),
            ],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn thirty_waiting_places_behind_ninety_agents_block_as_the_chain_says() {
    let unit = 20.0;
    let system = Quick {
        volume_per_hour: 504.0,
        handle_seconds: 600.0,
        agents: 90,
        within_seconds: 20.0,
        unit,
    };
    let mut file = system.file();
    file["lines"] = json!(120);
    let found = steady_between(&file, 260, 1, 23);
    agree(
        "A-23 M/M/90/120 (exact: birth-death chain)",
        &[
            ("blocked", Exact(0.003_643_076_071), found.share(Count::Blocked)),
            ("mean wait of the admitted", Exact(27.001_365_66), {
                found.wait_of_answered().times(unit)
            }),
            ("occupancy", Exact(0.929_933_129), found.occupancy("desk")),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn without_patience_variable_handle_times_wait_longer_and_steady_ones_shorter() {
    let unit = 30.0;
    let system = Quick {
        volume_per_hour: 100.8,
        handle_seconds: 300.0,
        agents: 10,
        within_seconds: 20.0,
        unit,
    };
    for (name, law, wait, days) in [
        (
            "M/H2/10",
            json!({ "distribution": "hyperexponential", "mean_seconds": 10, "cv": 2 }),
            207.633_211_7,
            900,
        ),
        (
            "M/E2/10",
            json!({ "distribution": "erlang", "mean_seconds": 10, "phases": 2 }),
            72.573_668_27,
            400,
        ),
    ] {
        let mut file = system.file();
        file["contact_types"]["calls"]["handle_time"] = law;
        let found = steady_between(&file, days, 1, 23);
        agree(
            &format!("A-38 {name} at 8.4 erlangs (exact: sparse Markov chain)"),
            &[("mean wait", Exact(wait), found.wait().times(unit))],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn one_agent_with_lognormal_handle_times_is_pollaczek_and_khinchines() {
    let unit = 60.0;
    let system = Quick {
        volume_per_hour: 9.0,
        handle_seconds: 300.0,
        agents: 1,
        within_seconds: 20.0,
        unit,
    };
    let mut file = system.file();
    file["contact_types"]["calls"]["handle_time"] =
        json!({ "distribution": "lognormal", "mean_seconds": 300.0 / unit, "cv": 1 });
    let found = steady_between(&file, 900, 2, 23);
    agree(
        "A-39 M/LN/1 at 0.75 erlangs (exact: Pollaczek-Khinchine)",
        &[("mean wait", Exact(900.0), found.wait().times(unit))],
    );
}
