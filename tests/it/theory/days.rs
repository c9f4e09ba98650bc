//! Days from empty to the last contact, as published and measured by others.
//!
//! "Published" are the example reports of the `ContactCenters` and SSJ libraries (1000 replications
//! or more, 95 % intervals), "measured" the figures of its generic simulator on its own model
//! files (value and half-width), "exact" the numerical solution of the time-dependent birth-death
//! equations.

use serde_json::{Value, json};
use switchroom::base::math;
use switchroom::measures::count::{Count, GroupCount};

use super::chain::Chain;
use super::steady::{
    Steady, agree_on_patience, exponential, one_queue, steady, steady_between, stretches,
};
use crate::support::estimates::Known::{Exact, Simulated};
use crate::support::estimates::{Figure, Known, Stretch, Width, agree, agree_within};

/// A day of so many intervals from 08:00, whole.
fn whole_days(
    types: Value,
    groups: Value,
    [intervals, minutes]: [usize; 2],
    settings: &[(&str, Value)],
    days: u64,
) -> Steady {
    let closes = 480 + intervals * minutes;
    let mut file = json!({
        "format": 1,
        "day": {
            "opens": "08:00", "closes": format!("{:02}:{:02}", closes / 60, closes % 60),
            "interval_minutes": minutes,
        },
        "contact_types": types,
        "agent_groups": groups,
    });
    for (key, value) in settings {
        file[key] = value.clone();
    }
    steady_between(&file, days, 0, intervals)
}

/// 12 agents, 4.2 contacts a minute of two minutes for eight hours.
fn twelve_agents(patience: Option<Value>, after_close: &str, days: u64) -> Steady {
    let mut calls = json!({ "volume_per_hour": 252, "handle_time": exponential(120.0) });
    if let Some(patience) = patience {
        calls["patience"] = patience;
    }
    let day = json!({
        "opens": "08:00", "closes": "16:00", "interval_minutes": 60, "after_close": after_close,
    });
    whole_days(
        json!({ "calls": calls }),
        json!({ "desk": { "agents": 12, "skills": ["calls"] } }),
        [8, 60],
        &[("day", day)],
        days,
    )
}

fn within_of_answered(found: &Steady) -> Figure {
    found.ratio(|day| day.of_all(Count::AnsweredWithin), |day| day.of_all(Count::Answered))
}

/// A published interval.
fn between(low: f64, high: f64) -> Known {
    Simulated(f64::midpoint(low, high), (high - low) / 2.0)
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn twelve_agents_without_patience() {
    let found = twelve_agents(None, "finish_waiting", 9000);
    agree(
        "P1 and B-01 M/M/12, eight hours from empty (exact and published)",
        &[
            ("queue, agent-minutes to closing", Exact(202.734), {
                found.per_day(|day| day.of_all(Count::QueueOpen) / 6e7)
            }),
            ("occupancy", Exact(0.696_94), found.occupancy("desk")),
            ("within 20 s a day", between(1812.618, 1819.698), {
                found.per_day(|day| day.of_all(Count::AnsweredWithin))
            }),
            ("within 20 s of answered", between(0.900, 0.904), within_of_answered(&found)),
            ("mean wait (s)", between(60.0 * 0.097, 60.0 * 0.102), found.wait_of_answered()),
        ],
    );
}

#[test]
fn twelve_agents_with_patience() {
    let found = twelve_agents(Some(exponential(60.0)), "finish_waiting", 3000);
    let excluded = found.ratio(
        |day| day.of_all(Count::AnsweredWithin),
        |day| day.of_all(Count::Offered) - day.of_all(Count::AbandonedWithin),
    );
    agree(
        "P2 and B-02 M/M/12+M, eight hours from empty (exact and published)",
        &[
            // Patience is exponential: those who abandon before closing are the queue's integral
            // over mean patience, on average.
            ("abandoned before closing", Exact(59.236_6), {
                found.per_day(|day| day.of_all(Count::QueueOpen) / 6e7)
            }),
            ("abandoned a day", between(57.660, 59.558), {
                found.per_day(|day| day.of_all(Count::Abandoned))
            }),
            ("within 20 s a day", between(1903.785, 1908.231), {
                found.per_day(|day| day.of_all(Count::AnsweredWithin))
            }),
            ("within 20 s of answered", between(0.974, 0.975), within_of_answered(&found)),
            ("within 20 s, early abandons excluded", between(0.968, 0.969), excluded),
            ("wait of answered (s)", between(60.0 * 0.023, 60.0 * 0.024), found.wait_of_answered()),
            ("occupancy", between(0.674, 0.677), found.occupancy("desk")),
        ],
    );
}

#[test]
fn closing_disconnects_those_who_wait() {
    let found = twelve_agents(None, "clear", 4000);
    agree_within(
        "P4 the same, disconnected (published)",
        // Theirs is 24 % wide: most days disconnect nobody.
        Width::At(0.12),
        &[("disconnected a day", between(0.328, 0.538), {
            found.per_day(|day| day.of_all(Count::Disconnected))
        })],
    );
    agree(
        "P4 M/M/12, the queue is cleared after eight hours (published)",
        &[
            ("within 20 s a day", between(1812.572, 1819.652), {
                found.per_day(|day| day.of_all(Count::AnsweredWithin))
            }),
            ("within 20 s of answered", between(0.900, 0.904), within_of_answered(&found)),
            ("occupancy", between(0.694, 0.697), found.occupancy("desk")),
        ],
    );
}

#[test]
fn one_system_has_three_service_levels() {
    let calls = json!({
        "volume_per_hour": 252, "handle_time": exponential(120.0), "patience": exponential(60.0),
    });
    let found = steady(&one_queue(calls, 12), 500);
    let within = |day: &Stretch| day.of_all(Count::AnsweredWithin);
    agree(
        "B-03 M/M/12+M in the steady state (exact: birth-death chain)",
        &[
            ("within 20 s of offered", Exact(0.945_269_58), found.share(Count::AnsweredWithin)),
            ("within 20 s of answered", Exact(0.974_182), within_of_answered(&found)),
            ("within 20 s, early abandons excluded", Exact(0.967_871_54), {
                found.ratio(within, |day| {
                    day.of_all(Count::Offered) - day.of_all(Count::AbandonedWithin)
                })
            }),
        ],
    );
    agree_on_patience("A-44 in B-03", &found, &[("calls", 60.0)]);
}

/// Mt/M/20+M from empty, hour by hour.
fn changing_day(volume: &[u32]) -> Value {
    let calls = json!({
        "volume": volume, "handle_time": exponential(300.0), "patience": exponential(180.0),
    });
    let closes = format!("{:02}:00", 8 + volume.len());
    json!({
        "format": 1, "day": { "opens": "08:00", "closes": closes, "interval_minutes": 60 },
        "contact_types": { "calls": calls },
        "agent_groups": { "desk": { "agents": 20, "skills": ["calls"] } },
    })
}

/// Abandonments, wherever the contact came from: the queue over mean patience.
fn abandoned_then(day: &Stretch) -> f64 {
    day.of_all(Count::QueueOpen) / 180e6
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_changing_day_is_exact_hour_by_hour() {
    const VOLUME: [u32; 6] = [120, 180, 260, 300, 240, 160];
    let file = changing_day(&VOLUME);
    let [second, third, fourth, fifth, sixth, all] =
        stretches(&file, 12_000, [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (0, 6)]);
    // Most days lose nobody in the first hour: a day of that hour alone, and more of them.
    let first = steady_between(&changing_day(&VOLUME[..1]), 90_000, 0, 1);
    let hours = [
        (first, 0.035_858_851_4),
        (second, 2.837_607_823),
        (third, 33.348_858_65),
        (fourth, 65.064_927_93),
        (fifth, 26.202_230_96),
        (sixth, 2.010_590_968),
    ];
    for (hour, ((found, known), volume)) in hours.into_iter().zip(VOLUME).enumerate() {
        let expected = f64::from(volume);
        agree(
            &format!("B-10 Mt/M/20+M from empty, hour {} (exact)", hour + 1),
            &[("abandoned, of the hour's volume", Exact(known / expected), {
                found.per_day(abandoned_then).times(1.0 / expected)
            })],
        );
    }
    agree(
        "B-10 Mt/M/20+M from empty, six hours (exact)",
        &[
            ("abandoned before closing", Exact(129.500_075_1), all.per_day(abandoned_then)),
            ("delayed", Exact(528.703_926_1), all.per_day(|day| day.of_all(Count::Delayed))),
            ("busy agent-seconds", Exact(335_161.336_6), {
                all.per_day(|day| day.of_group(0, GroupCount::HandlingOpen) / 1e6)
            }),
        ],
    );
}

/// Exponential patience of two minutes on average that ends after two minutes at the latest, to
/// within a millisecond: second by second, and whoever is left.
fn two_minutes_at_most() -> Value {
    let left = |seconds: u32| math::exp(-f64::from(seconds) / 120.0);
    let mut parts: Vec<Value> = (0..120)
        .map(|second| {
            json!({
                "share": left(second) - left(second + 1), "distribution": "uniform",
                "low_seconds": second, "high_seconds": second + 1,
            })
        })
        .collect();
    parts.push(json!({ "share": left(120), "distribution": "constant", "value_seconds": 120 }));
    json!({ "mixture": parts })
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_telethon_takes_messages_after_two_minutes() {
    let calls = json!({
        "volume_per_hour": 50, "handle_time": exponential(600.0), "patience": two_minutes_at_most(),
    });
    let day = json!({
        "opens": "06:00", "closes": "10:00", "interval_minutes": 60, "after_close": "clear",
    });
    // Who waits two minutes leaves a message, who leaves sooner hung up.
    let targets = json!({ "calls": { "within_seconds": 60 }, "short_abandon_seconds": 119.999 });
    let found = whole_days(
        json!({ "calls": calls }),
        json!({ "desk": { "agents": 12, "skills": ["calls"] } }),
        [4, 60],
        &[("day", day), ("targets", targets), ("lines", json!(24))],
        40_000,
    );
    // The five days of a week are independent.
    let a_week = |of: fn(&Stretch) -> f64| found.per_day(of).times(5.0);
    let agent_minutes = 6e7 * 14_400.0 / 100.0;
    agree(
        "P5 five days of 12 agents, 24 lines and a voice-mail box (published)",
        &[
            ("offered", between(998.111, 1002.227), a_week(|day| day.of_all(Count::Offered))),
            ("answered", between(961.372, 964.846), a_week(|day| day.of_all(Count::Answered))),
            ("hung up", between(31.172, 32.468), {
                a_week(|day| day.of_all(Count::AbandonedShort))
            }),
            ("within a minute", between(948.579, 951.951), {
                a_week(|day| day.of_all(Count::AnsweredWithin))
            }),
            ("within a minute of 1000 (%)", between(94.858, 95.195), {
                a_week(|day| day.of_all(Count::AnsweredWithin)).times(0.1)
            }),
            // Printed to three decimals: 0.036 min [0.036, 0.037].
            ("wait of answered (s)", between(60.0 * 0.035_5, 60.0 * 0.037_5), {
                found.wait_of_answered()
            }),
            ("busy, of 14,400 agent-minutes (%)", between(66.607, 66.936), {
                let busy = |day: &Stretch| {
                    day.of_group(0, GroupCount::HandlingOpen)
                        + day.of_group(0, GroupCount::HandlingClosed)
                };
                found.per_day(busy).times(5.0 / agent_minutes)
            }),
            ("busy while staffed (%)", between(63.894, 64.204), {
                let busy = |day: &Stretch| day.of_group(0, GroupCount::HandlingOpen);
                found.per_day(busy).times(5.0 / agent_minutes)
            }),
        ],
    );
    agree_within(
        "P5 the same, what is rare (published)",
        // Theirs are 4 and 16 % wide.
        Width::At(0.08),
        &[
            ("messages", between(4.776, 5.144), {
                a_week(|day| day.of_all(Count::Abandoned) - day.of_all(Count::AbandonedShort))
            }),
            ("disconnected", between(0.235, 0.325), {
                a_week(|day| day.of_all(Count::Disconnected))
            }),
        ],
    );
    assert!(a_week(|day| day.of_all(Count::Blocked)).value < 0.001, "P5 nobody is blocked");
}

const HEADS: [usize; 13] = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4];
const HOURLY: [f64; 13] =
    [100.0, 150.0, 150.0, 180.0, 200.0, 150.0, 150.0, 150.0, 120.0, 100.0, 80.0, 70.0, 60.0];

fn hourly_profile() -> Value {
    json!({
        "volume": HOURLY, "handle_time": exponential(100.0), "patience": exponential(1000.0),
        "balking": { "probability": 0.1 },
    })
}

fn one_desk() -> Value {
    json!({ "desk": { "agents": HEADS, "skills": ["calls"] } })
}

#[test]
#[ignore = "long: thousands of days; .ci/run runs it"]
fn one_queue_with_an_hourly_profile() {
    let calls = hourly_profile();
    let found = whole_days(json!({ "calls": calls }), one_desk(), [13, 60], &[], 6000);
    let offered = |day: &Stretch| day.of_all(Count::Offered);
    agree(
        "M1 one queue, 13 hours (measured)",
        &[
            ("answered", Simulated(1628.36, 2.3), found.per_day(|day| day.of_all(Count::Answered))),
            ("abandoned or balked", Simulated(0.019_62, 0.000_27), found.ratio(lost_of, offered)),
            ("had to wait", Simulated(0.149_9, 0.001_6), {
                found.ratio(|day| day.of_all(Count::Delayed) + day.of_all(Count::Balked), offered)
            }),
            ("mean wait", Simulated(4.639, 0.092), found.wait()),
            ("wait of answered", Simulated(4.567, 0.090), found.wait_of_answered()),
            ("within 20 s, early abandons excluded", Simulated(0.924_4, 0.001_2), {
                found.ratio(
                    |day| day.of_all(Count::AnsweredWithin),
                    |day| day.of_all(Count::Offered) - day.of_all(Count::AbandonedWithin),
                )
            }),
            ("within 20 s, early abandons met", Simulated(0.925_7, 0.001_2), {
                found.ratio(
                    |day| day.of_all(Count::AnsweredWithin) + day.of_all(Count::AbandonedWithin),
                    offered,
                )
            }),
            ("occupancy", Simulated(0.557_8, 0.001_1), found.occupancy("desk")),
            ("queue", Simulated(0.164_6, 0.003_4), found.queue()),
        ],
    );
    let chain = Chain {
        volume: &HOURLY,
        heads: &HEADS,
        interval_seconds: 3600.0,
        handle_seconds: 100.0,
        patience_seconds: 1000.0,
        balking: 0.1,
    };
    agree_with_the_chain("M1 the same", &found, &chain);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn one_queue_with_a_busy_or_a_quiet_day() {
    let mut calls = hourly_profile();
    calls["busyness"] = json!("day");
    // Gamma of shape 400 and mean 1.
    let factors = json!({ "day": { "cv": 0.05 } });
    let types = json!({ "calls": calls });
    let found = whole_days(types, one_desk(), [13, 60], &[("busyness_factors", factors)], 7500);
    // 90 % intervals, widened to 95 %; everything over the 1660 contacts expected.
    let to_95 = 1.96 / 1.645;
    agree(
        "B-05 M1 with a gamma day factor (published, 10,000 days)",
        &[
            (
                "offered",
                Simulated(1660.366, 1.54 * to_95),
                found.per_day(|day| day.of_all(Count::Offered)),
            ),
            ("waits / 1660 (s)", Simulated(4.713, 0.033 * to_95), {
                found.per_day(|day| {
                    (day.of_all(Count::WaitAnswered) + day.of_all(Count::WaitAbandoned)) / 1660e6
                })
            }),
            // Its program counts every wait under 20 s, however it ended.
            ("within 20 s / 1660", Simulated(0.924_5, 0.000_5 * to_95), {
                found.per_day(|day| {
                    (day.of_all(Count::AnsweredWithin) + day.of_all(Count::AbandonedWithin))
                        / 1660.0
                })
            }),
            ("lost / 1660", Simulated(0.020, 0.000_5), found.per_day(|day| lost_of(day) / 1660.0)),
        ],
    );
}

fn lost_of(day: &Stretch) -> f64 {
    day.of_all(Count::Abandoned) + day.of_all(Count::Balked)
}

/// What was measured of one type: value and half-width.
struct Measured {
    name: &'static str,
    lost: (f64, f64),
    delayed: (f64, f64),
    wait: (f64, f64),
    answered_wait: (f64, f64),
    excluded: (f64, f64),
    met: (f64, f64),
}

fn agree_with(case: &str, found: &Steady, measured: &[Measured]) {
    for of in measured {
        let at = found.type_at(of.name);
        let known = |(value, half_width)| Simulated(value, half_width);
        let count = |count: Count| move |day: &Stretch| day.of_type(at, count);
        let offered = count(Count::Offered);
        agree(
            &format!("{case}, {} (measured)", of.name),
            &[
                ("abandoned or balked", known(of.lost), {
                    let left =
                        |day: &Stretch| count(Count::Abandoned)(day) + count(Count::Balked)(day);
                    found.ratio(left, offered)
                }),
                ("had to wait", known(of.delayed), {
                    let would =
                        |day: &Stretch| count(Count::Delayed)(day) + count(Count::Balked)(day);
                    found.ratio(would, offered)
                }),
                ("mean wait over offered", known(of.wait), {
                    found.ratio(
                        |day| {
                            (count(Count::WaitAnswered)(day) + count(Count::WaitAbandoned)(day))
                                / 1e6
                        },
                        offered,
                    )
                }),
                ("wait of answered", known(of.answered_wait), {
                    found.ratio(|day| count(Count::WaitAnswered)(day) / 1e6, count(Count::Answered))
                }),
                ("early abandons excluded", known(of.excluded), {
                    found.ratio(count(Count::AnsweredWithin), |day| {
                        offered(day) - count(Count::AbandonedWithin)(day)
                    })
                }),
                ("early abandons met", known(of.met), {
                    found.ratio(
                        |day| {
                            count(Count::AnsweredWithin)(day) + count(Count::AbandonedWithin)(day)
                        },
                        offered,
                    )
                }),
            ],
        );
    }
}

#[test]
fn two_types_with_strict_priority() {
    let calls = |volume: [u32; 13], seconds: f64| {
        json!({
            "volume": volume, "handle_time": exponential(seconds), "patience": exponential(1000.0),
            "balking": { "probability": 0.1 },
        })
    };
    let types = json!({
        "type 1": calls([75, 100, 100, 100, 100, 30, 50, 80, 90, 70, 40, 40, 10], 100.0),
        "type 2": calls([25, 50, 50, 80, 100, 120, 100, 70, 30, 30, 40, 30, 50], 150.0),
    });
    let groups = json!({ "desk": {
        "agents": HEADS, "skills": { "type 1": { "priority": 0 }, "type 2": { "priority": 1 } },
    } });
    let targets = json!({ "type 1": { "within_seconds": 20 }, "type 2": { "within_seconds": 60 } });
    let found = whole_days(types, groups, [13, 60], &[("targets", targets)], 4000);
    agree_with(
        "M2 two types, the first has priority",
        &found,
        &[
            Measured {
                name: "type 1",
                lost: (0.035_46, 0.000_47),
                delayed: (0.279_1, 0.002_3),
                wait: (7.599, 0.11),
                answered_wait: (7.624, 0.11),
                excluded: (0.869_5, 0.001_6),
                met: (0.873_6, 0.001_5),
            },
            Measured {
                name: "type 2",
                lost: (0.047_80, 0.000_64),
                delayed: (0.298_1, 0.002_6),
                wait: (18.05, 0.33),
                answered_wait: (17.55, 0.32),
                excluded: (0.890_7, 0.002_0),
                met: (0.895_0, 0.001_9),
            },
        ],
    );
    agree(
        "M2 the same (measured)",
        &[("occupancy", Simulated(0.672_0, 0.001_3), found.occupancy("desk"))],
    );
}

/// The whole of a day against the birth-death equations.
fn agree_with_the_chain(case: &str, found: &Steady, chain: &Chain) {
    let known = chain.solve();
    let offered = |day: &Stretch| day.of_all(Count::Offered);
    agree(
        &format!("{case} (exact: birth-death equations solved beside this)"),
        &[
            ("offered", Exact(known.offered), found.per_day(offered)),
            ("had to wait", Exact(known.delayed / known.offered), {
                found.ratio(|day| day.of_all(Count::Delayed) + day.of_all(Count::Balked), offered)
            }),
            ("abandoned by closing", Exact(known.lost / known.offered), {
                let patience = chain.patience_seconds * 1e6;
                found.ratio(
                    |day| day.of_all(Count::QueueOpen) / patience + day.of_all(Count::Balked),
                    offered,
                )
            }),
            ("queue (agent-hours)", Exact(known.queue / 3600.0), {
                found.per_day(|day| day.of_all(Count::QueueOpen) / 3.6e9)
            }),
            ("handling (agent-hours)", Exact(known.handling / 3600.0), {
                found.per_day(|day| day.of_group(0, GroupCount::HandlingOpen) / 3.6e9)
            }),
            ("occupancy", Exact(known.handling / known.on_duty), found.occupancy("desk")),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn heads_that_fall_and_rise_all_day() {
    // The volumes and heads of "M4". Its measured figures are those of marked persons (`marked.rs`);
    // heads as a count let 0.274 of the contacts wait, not 0.257, and abandon 0.0349 of them.
    const VOLUME: [f64; 22] = [
        48.0, 76.0, 108.0, 128.0, 141.0, 139.0, 133.0, 124.0, 112.0, 114.0, 123.0, 126.0, 129.0,
        127.0, 121.0, 124.0, 131.0, 120.0, 81.0, 61.0, 50.0, 42.0,
    ];
    const AGENTS: [usize; 22] =
        [13, 23, 37, 40, 45, 53, 56, 48, 39, 46, 42, 45, 43, 47, 54, 59, 48, 45, 30, 22, 18, 15];
    let calls = |share: f64| {
        json!({
            "volume": VOLUME.map(|volume| volume * share), "handle_time": exponential(588.0),
            "patience": exponential(515.625),
        })
    };
    let types = json!({ "regulated": calls(0.25), "other": calls(0.75) });
    let groups = json!({ "desk": {
        "agents": AGENTS, "skills": { "regulated": { "priority": 0 }, "other": { "priority": 1 } },
    } });
    let found = whole_days(types, groups, [22, 30], &[], 4000);
    let chain = Chain {
        volume: &VOLUME,
        heads: &AGENTS,
        interval_seconds: 1800.0,
        handle_seconds: 588.0,
        patience_seconds: 515.625,
        balking: 0.0,
    };
    agree_with_the_chain("M4 two types in one pool, heads by half hour", &found, &chain);
}
