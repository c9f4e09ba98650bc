//! Several contact types and agent groups: priorities, overflow, split and blended.
//!
//! Exact values: multi-dimensional birth-death chains (solved sparse), closed forms where named.

use serde_json::{Value, json};
use switchroom::measures::count::{Count, GroupCount};

use super::money::{agree_on_money, with_money};
use super::steady::{
    Steady, agree_on_patience, day_and_night, exponential, steady, steady_between,
};
use crate::support::estimates::Known::{Exact, Simulated};
use crate::support::estimates::{Figure, agree};

/// Sales and service of the "mini-blend" family: ten agents in all, exponential throughout, with
/// what they earn and lose.
fn mini_blend(heads: [u32; 3], blended: Value, days: u64) -> Steady {
    let [sales, service, both] = heads;
    let types = json!({
        "sales": {
            "volume_per_hour": 32.4, "handle_time": exponential(360.0), "patience": exponential(120.0),
        },
        "service": {
            "volume_per_hour": 72, "handle_time": exponential(300.0), "patience": exponential(240.0),
        },
    });
    let groups = json!({
        "sales desk": { "agents": sales, "skills": { "sales": { "preference": 1 } } },
        "service desk": { "agents": service, "skills": { "service": { "preference": 1 } } },
        "blended": { "agents": both, "skills": blended },
    });
    let mut file = day_and_night(types, groups);
    with_money(&mut file);
    steady(&file, days)
}

const PATIENCE: [(&str, f64); 2] = [("sales", 120.0), ("service", 240.0)];
/// Ten agents at 24 an hour.
const WAGES: f64 = 240.0;

fn blended(sales: u32, service: u32) -> Value {
    json!({
        "sales": { "preference": 2, "priority": sales },
        "service": { "preference": 2, "priority": service },
    })
}

fn sales_first() -> Value {
    blended(0, 1)
}

fn service_first() -> Value {
    blended(1, 0)
}

#[test]
fn specialists_and_blended_agents_share_the_work_as_the_chain_says() {
    let found = mini_blend([3, 5, 2], sales_first(), 4000);
    agree(
        "C-02 mini-blend (3, 5, 2), sales first (exact: Markov chain)",
        &[
            ("sales abandoned", Exact(0.154_326_212_1), found.share_of("sales", Count::Abandoned)),
            (
                "service abandoned",
                Exact(0.137_325_078_4),
                found.share_of("service", Count::Abandoned),
            ),
            ("sales mean wait", Exact(18.519_145_45), found.wait_of("sales")),
            ("service mean wait", Exact(32.958_018_82), found.wait_of("service")),
            ("sales desk occupancy", Exact(0.716_330_053_4), found.occupancy("sales desk")),
            ("service desk occupancy", Exact(0.838_613_848_3), found.occupancy("service desk")),
            ("blended occupancy", Exact(0.786_986_600_4), found.occupancy("blended")),
        ],
    );
    // Only sales contacts have a sale, of which each is asked.
    let sales = found.asked_by("blended", "sales");
    let (blended, service) = (found.group_at("blended"), found.type_at("service"));
    let service = found.ratio(
        |day| {
            day.of_group(blended, GroupCount::Answered)
                - day.of_group(blended, GroupCount::SalesAsked)
        },
        |day| day.of_type(service, Count::Offered),
    );
    agree(
        "C-02 handled by blended agents (exact: Markov chain)",
        &[("sales", Exact(0.182_405_219_9), sales), ("service", Exact(0.163_830_048), service)],
    );
    agree_on_patience("A-44 in C-02", &found, &PATIENCE);
    let known = [414.496_664_8, 0.693_247_724_1, 1_070.445_299];
    agree_on_money("E-11 mini-blend (3, 5, 2)", &found, WAGES, known);
}

/// Shares abandoned of sales and of service.
fn abandoned(found: &Steady) -> [Figure; 2] {
    ["sales", "service"].map(|name| found.share_of(name, Count::Abandoned))
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_split_centre_is_two_queues() {
    let found = mini_blend([4, 6, 0], sales_first(), 4000);
    let [sales, service] = abandoned(&found);
    agree(
        "C-01 mini-blend (4, 6, 0), split (exact: Erlang A)",
        &[
            ("sales abandoned", Exact(0.170_421_493_4), sales),
            ("service abandoned", Exact(0.169_263_404), service),
            ("abandoned", Exact(0.169_622_811_1), found.share(Count::Abandoned)),
            ("sales mean wait", Exact(20.450_579_21), found.wait_of("sales")),
            ("service mean wait", Exact(40.623_216_96), found.wait_of("service")),
        ],
    );
    agree_on_patience("A-44 in C-01", &found, &PATIENCE);
    let known = [300.611_828_2, 0.841_651_033_1, 1_045.602_448];
    agree_on_money("E-11 mini-blend (4, 6, 0)", &found, WAGES, known);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_order_of_a_freed_blended_agent_decides_who_abandons() {
    let service_first_costs = None;
    for (name, heads, order, known, money) in [
        (
            "C-03 mini-blend (3, 5, 2), service first",
            [3, 5, 2],
            service_first(),
            [0.178_218_066_5, 0.126_009_569_9],
            service_first_costs,
        ),
        (
            "C-06 mini-blend (0, 0, 10), sales first",
            [0, 0, 10],
            sales_first(),
            [0.099_081_597_93, 0.112_083_631_1],
            Some([562.368_903_9, 0.548_406_161_9, 1_131.412_601]),
        ),
        (
            "C-06 mini-blend (0, 0, 10), service first",
            [0, 0, 10],
            service_first(),
            [0.189_058_273_4, 0.073_329_441_36],
            service_first_costs,
        ),
        (
            "C-08 mini-blend (1, 2, 7), sales first",
            [1, 2, 7],
            sales_first(),
            [0.114_495_368_9, 0.115_165_105_7],
            Some([532.519_197_5, 0.571_706_255_7, 1_115.542_951]),
        ),
    ] {
        let found = mini_blend(heads, order, 3000);
        let [sales, service] = abandoned(&found);
        agree(
            &format!("{name} (exact: Markov chain)"),
            &[
                ("sales abandoned", Exact(known[0]), sales),
                ("service abandoned", Exact(known[1]), service),
            ],
        );
        if let Some(known) = money {
            agree_on_money(&format!("E-11 with {name}"), &found, WAGES, known);
        }
    }
}

#[test]
fn more_blended_agents_earn_more() {
    let found = mini_blend([2, 4, 4], sales_first(), 3000);
    let known = [482.667_494_2, 0.607_236_107_4, 1_087.009_159];
    agree_on_money("E-11 mini-blend (2, 4, 4), sales first", &found, WAGES, known);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn slower_generalists_lose_what_pooling_gained() {
    for (factor, known) in [(1.1, 0.149_246_923), (1.2, 0.192_343_629_3)] {
        let slower = json!({
            "sales": { "priority": 0, "handle_time_factor": factor },
            "service": { "priority": 1, "handle_time_factor": factor },
        });
        let found = mini_blend([0, 0, 10], slower, 2000);
        agree(
            &format!("C-09 mini-blend (0, 0, 10), handle time x {factor} (exact: Markov chain)"),
            &[("abandoned", Exact(known), found.share(Count::Abandoned))],
        );
    }
}

#[test]
fn strict_priority_in_one_group_is_exact() {
    let calls = |volume: u32, patience: f64| {
        json!({
            "volume_per_hour": volume, "handle_time": exponential(300.0),
            "patience": exponential(patience),
        })
    };
    let types = json!({ "first": calls(108, 120.0), "second": calls(144, 240.0) });
    let groups = json!({ "desk": {
        "agents": 20, "skills": { "first": { "priority": 0 }, "second": { "priority": 1 } },
    } });
    let found = steady(&day_and_night(types, groups), 2500);
    agree(
        "C-11 V model with priority, 20 agents (exact: Markov chain)",
        &[
            ("delayed", Exact(0.562_241_746_3), found.share(Count::Delayed)),
            ("first abandoned", Exact(0.088_616_857_83), found.share_of("first", Count::Abandoned)),
            (
                "second abandoned",
                Exact(0.145_029_539_6),
                found.share_of("second", Count::Abandoned),
            ),
            ("first mean wait", Exact(10.634_022_94), found.wait_of("first")),
            ("second mean wait", Exact(34.807_089_5), found.wait_of("second")),
        ],
    );
    agree_on_patience("A-44 in C-11", &found, &[("first", 120.0), ("second", 240.0)]);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn without_patience_priority_leaves_the_mean_wait_of_all() {
    let unit = 30.0;
    for (agents, [first, second], [high, low], fcfs, days) in [
        (20, [108.0, 108.0], [15.020_972_86, 150.209_728_6], 82.615_350_72, 340),
        (10, [36.0, 72.0], [28.659_922_46, 286.599_224_6], 200.619_457_2, 440),
    ] {
        let run = |rank: u32| {
            let calls = |volume: f64| json!({ "volume_per_hour": volume * unit, "handle_time": exponential(300.0 / unit) });
            let types = json!({ "first": calls(first), "second": calls(second) });
            let groups = json!({ "desk": { "agents": agents, "skills": {
                "first": { "priority": 0 }, "second": { "priority": rank },
            } } });
            steady_between(&day_and_night(types, groups), days, 2, 23)
        };
        let (found, in_turn) = (run(1), run(0));
        agree(
            &format!("C-13 V model without patience, {agents} agents (exact: Cobham, Erlang C)"),
            &[
                ("first mean wait", Exact(high), found.wait_of("first").times(unit)),
                ("second mean wait", Exact(low), found.wait_of("second").times(unit)),
                ("in turn, mean wait", Exact(fcfs), in_turn.wait().times(unit)),
            ],
        );
    }
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn one_way_overflow_is_exact() {
    let types = json!({
        // A sale that never comes about is asked for: so it shows who answered.
        "one": {
            "volume_per_hour": 50.4, "handle_time": exponential(300.0),
            "patience": exponential(180.0), "sale": { "conversion_probability": 0 },
        },
        "two": {
            "volume_per_hour": 43.2, "handle_time": exponential(360.0), "patience": exponential(120.0),
        },
    });
    let groups = |one: u32, two: u32| {
        json!({
            "pool 1": { "agents": 4, "skills": { "one": { "preference": 1 } } },
            "pool 2": { "agents": 5, "skills": {
                "one": { "preference": 2, "priority": one },
                "two": { "preference": 1, "priority": two },
            } },
        })
    };
    let found = steady(&day_and_night(types.clone(), groups(1, 0)), 4000);
    agree(
        "C-14 N model, a freed agent of pool 2 takes class 2 first (exact: Markov chain)",
        &[
            ("one abandoned", Exact(0.087_107_573_62), found.share_of("one", Count::Abandoned)),
            ("two abandoned", Exact(0.247_179_030_7), found.share_of("two", Count::Abandoned)),
            ("pool 1 occupancy", Exact(0.744_087_500_9), found.occupancy("pool 1")),
            ("pool 2 occupancy", Exact(0.821_996_954_9), found.occupancy("pool 2")),
            ("one handled by pool 2", Exact(0.204_237_663_6), found.asked_by("pool 2", "one")),
        ],
    );
    let found = steady(&day_and_night(types, groups(0, 1)), 3000);
    agree(
        "C-16 N model, class 1 first (exact: Markov chain)",
        &[
            ("one abandoned", Exact(0.060_332_869_32), found.share_of("one", Count::Abandoned)),
            ("two abandoned", Exact(0.284_372_199_7), found.share_of("two", Count::Abandoned)),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_queue_ratio_rule_divides_the_queue_and_leaves_the_whole() {
    for (share, [first, second], ratio) in [
        (0.2, [(0.031_74, 0.000_45), (0.093_79, 0.001_3)], 0.203),
        (0.428_6, [(0.066_05, 0.000_9), (0.067_76, 0.000_9)], 0.424),
    ] {
        let calls = |volume: u32, share: f64| {
            json!({
                "volume_per_hour": volume, "handle_time": exponential(300.0),
                "patience": exponential(300.0), "queue_share": share,
            })
        };
        let types = json!({ "first": calls(540, share), "second": calls(720, 1.0 - share) });
        let groups = json!({ "desk": { "agents": 100, "skills": ["first", "second"] } });
        let mut file = day_and_night(types, groups);
        file["routing"] = json!({ "among_waiting": "queue_ratio" });
        let found = steady(&file, 500);
        let queue = |name: &str| {
            let at = found.type_at(name);
            found.ratio(
                move |day| day.of_type(at, Count::QueueOpen),
                |day| day.of_all(Count::QueueOpen),
            )
        };
        agree(
            &format!(
                "C-30 queue ratio {share:.3}: all together are M/M/100+M (exact: birth-death chain)"
            ),
            &[
                ("abandoned", Exact(0.066_981_946_45), found.share(Count::Abandoned)),
                ("mean wait", Exact(20.094_583_94), found.wait()),
            ],
        );
        let simulated = |(value, half_width)| Simulated(value, half_width);
        agree(
            "C-29 the same, by type (an independent simulation)",
            &[
                ("first abandoned", simulated(first), found.share_of("first", Count::Abandoned)),
                ("second abandoned", simulated(second), found.share_of("second", Count::Abandoned)),
                // Printed without an interval: three digits, taken as good to one per cent.
                ("first's share of the queue", Simulated(ratio, 0.01 * ratio), queue("first")),
            ],
        );
    }
}

/// M/G/1 with two types, in a tenth of the textbook's times: the same system in other units, so
/// that a day is ten times as long for it. Its relaxation time is then half an hour; the hours
/// from 06:00 start a dozen of them after opening.
fn one_server(priorities: [u32; 2], rule: &str) -> Steady {
    let types = json!({
        "sales": {
            "volume_per_hour": 60, "handle_time": exponential(18.0),
            "waiting_cost_per_minute": 4 - 3 * priorities[0],
        },
        "service": {
            "volume_per_hour": 72,
            "handle_time": { "distribution": "lognormal", "mean_seconds": 24, "cv": 1.2 },
            "waiting_cost_per_minute": 4 - 3 * priorities[1],
        },
    });
    let groups = json!({ "desk": { "agents": 1, "skills": ["sales", "service"] } });
    let mut file = day_and_night(types, groups);
    file["routing"] = json!({ "among_waiting": rule });
    steady_between(&file, 6000, 6, 22)
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_c_mu_rule_in_one_server_is_cobhams() {
    let name = "C-31 M/G/1, a tenth of the textbook's times";
    let found = one_server([0, 0], "longest_wait");
    agree(
        &format!("{name}, first come first served (exact: Pollaczek-Khinchine)"),
        &[
            ("sales mean wait", Exact(88.429_090_91), found.wait_of("sales")),
            ("service mean wait", Exact(88.429_090_91), found.wait_of("service")),
        ],
    );
    let found = one_server([0, 1], "c_mu");
    agree(
        &format!("{name}, sales cost four times as much to keep waiting (exact: Cobham)"),
        &[
            ("sales mean wait", Exact(27.792), found.wait_of("sales")),
            ("service mean wait", Exact(126.327_272_7), found.wait_of("service")),
        ],
    );
    let found = one_server([1, 0], "c_mu");
    agree(
        &format!("{name}, service costs four times as much (exact: Cobham)"),
        &[
            ("sales mean wait", Exact(170.055_944_1), found.wait_of("sales")),
            ("service mean wait", Exact(37.412_307_69), found.wait_of("service")),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn a_few_flexible_agents_give_most_of_the_gain() {
    for (specialists, flexible, known) in [
        (15, 0, 0.036_496_945_47),
        (13, 4, 0.020_132_683_06),
        (12, 6, 0.016_226_779_18),
        (10, 10, 0.012_325_395_66),
        (0, 30, 0.008_457_498_34),
    ] {
        let calls = json!({
            "volume_per_hour": 120, "handle_time": exponential(300.0), "waiting_places": 0,
        });
        let types = json!({ "one": calls, "two": calls });
        let groups = json!({
            "one desk": { "agents": specialists, "skills": ["one"] },
            "two desk": { "agents": specialists, "skills": ["two"] },
            "flexible": { "agents": flexible, "skills": ["one", "two"] },
        });
        let found = steady(&day_and_night(types, groups), 1000);
        agree(
            &format!(
                "C-33 loss system ({specialists}, {specialists}, {flexible}) (exact: Markov chain)"
            ),
            &[
                ("blocked", Exact(known), found.share(Count::Blocked)),
                ("one blocked", Exact(known), found.share_of("one", Count::Blocked)),
            ],
        );
    }
}
