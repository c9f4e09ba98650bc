//! Random small contact centres, as a planner could have written them.
//!
//! A few hours, up to three contact types and three agent groups, and whatever the format knows
//! switched on or off at random: the property tests look for a centre in which a law breaks.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use switchroom::scenario::shape::Choice;
use switchroom::scenario::shape::tables::routing::{AMONG_IDLE_AGENTS, AMONG_WAITING, POLICY};

/// The contact types' names; the second is also where complaints and legs go. Not in name order.
const TYPES: [&str; 3] = ["service", "sales", "complaint"];
const GROUPS: [&str; 3] = ["sales desk", "blended", "another desk"];

/// Every registered policy's name.
pub(crate) fn policies() -> impl Iterator<Item = &'static str> {
    POLICY.iter().map(|policy| policy.name)
}

/// A whole scenario, without a policy.
pub(crate) fn centre() -> impl Strategy<Value = Value> {
    (1_usize..=3, 1_usize..=3, 1_usize..=3, prop_oneof![Just(15), Just(30), Just(60)])
        .prop_flat_map(|(types, groups, hours, minutes)| {
            let intervals = hours * 60 / minutes;
            (
                day(hours, minutes),
                proptest::collection::vec(contact_type(types, intervals), types),
                proptest::collection::vec(agent_group(types, hours, intervals), groups),
                (shrinkage(), routing(), maybe(1..12_u32), targets(types), customers(), costs()),
            )
        })
        .prop_map(|(day, types, groups, (shrinkage, routing, lines, targets, customers, costs))| {
            let mut file = json!({
                "format": 1,
                "day": day,
                "busyness_factors": {
                    "weather": { "cv": 0.2 },
                    "campaign": { "cv": 0.1, "interval_cv": 0.3, "interval_correlation": 0.5 },
                },
                "contact_types": named(&TYPES, types),
                "incentive_profiles": {
                    "retention": { "detect": 0.6, "push": 0.2, "bonus_per_hour": 1.5 },
                    "commission": {
                        "detect": 0.5, "push": 0.4, "conversion_factor": 1.2,
                        "overpromise_factor": 1.5, "commission_per_sale": 10,
                    },
                },
                "agent_groups": named(&GROUPS, groups),
                "routing": routing,
                "costs": costs,
                "targets": targets,
            });
            put(&mut file, "shrinkage", shrinkage);
            put(&mut file, "lines", lines.map(Value::from));
            put(&mut file, "customers", customers);
            file
        })
        .prop_map(without_contradictions)
}

/// Random shrinkage takes whole agents away, which `agents` do not allow.
fn without_contradictions(mut file: Value) -> Value {
    if file.pointer("/shrinkage/kind") == Some(&json!("random")) {
        for group in file["agent_groups"].as_object_mut().unwrap().values_mut() {
            let group = group.as_object_mut().unwrap();
            if let Some(agents) = group.remove("agents") {
                group.insert("scheduled_agents".to_owned(), agents);
            }
        }
    }
    file
}

fn named(names: &[&str], values: Vec<Value>) -> Value {
    let members = names.iter().zip(values);
    Value::Object(members.map(|(name, value)| ((*name).to_owned(), value)).collect())
}

fn put(file: &mut Value, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        file[key] = value;
    }
}

fn maybe<S: Strategy>(some: S) -> impl Strategy<Value = Option<S::Value>> {
    proptest::option::of(some)
}

fn one_of(choices: &'static [Choice]) -> impl Strategy<Value = &'static str> {
    (0..choices.len()).prop_map(|place| choices[place].name)
}

/// A number with two decimals, so that failures can be read.
fn number(from: f64, to: f64) -> impl Strategy<Value = f64> {
    ((from * 100.0) as i32..=(to * 100.0) as i32)
        .prop_map(|hundredths| f64::from(hundredths) / 100.0)
}

fn probability() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 1 => Just(1.0), 4 => number(0.0, 1.0)]
}

fn day(hours: usize, minutes: usize) -> impl Strategy<Value = Value> {
    prop_oneof![Just("finish_waiting"), Just("clear")].prop_map(move |after_close| {
        json!({
            "opens": "08:00", "closes": format!("{:02}:00", 8 + hours),
            "interval_minutes": minutes, "after_close": after_close,
        })
    })
}

/// A law of durations around a mean, of any family.
fn duration(least: f64, most: f64) -> impl Strategy<Value = Value> {
    let family = 0_usize..9;
    (number(least, most), number(0.1, 2.0), family).prop_map(|(mean, cv, family)| match family {
        0 => json!(mean),
        1 => json!({ "distribution": "exponential", "mean_seconds": mean }),
        2 => json!({ "distribution": "lognormal", "mean_seconds": mean, "cv": cv }),
        3 => json!({ "distribution": "gamma", "mean_seconds": mean, "cv": cv }),
        4 => json!({ "distribution": "erlang", "mean_seconds": mean, "phases": 3 }),
        5 => json!({ "distribution": "weibull", "mean_seconds": mean, "cv": cv }),
        6 => json!({ "distribution": "uniform", "low_seconds": 0, "high_seconds": 2.0 * mean }),
        7 => json!({ "distribution": "hyperexponential", "mean_seconds": mean, "cv": 1.0 + cv }),
        _ => json!({ "mixture": [
            { "share": 0.25, "distribution": "constant", "value_seconds": 0 },
            { "share": 0.75, "distribution": "exponential", "mean_seconds": mean },
        ] }),
    })
}

fn volume(intervals: usize) -> impl Strategy<Value = (Value, &'static str)> {
    let fixed = proptest::collection::vec(0_u32..15, intervals);
    prop_oneof![
        number(0.0, 15.0).prop_map(move |mean| (json!(vec![mean; intervals]), "poisson")),
        proptest::collection::vec(number(0.0, 20.0), intervals)
            .prop_map(|means| (json!(means), "poisson")),
        fixed.prop_map(|counts| (json!(counts), "fixed")),
    ]
}

fn contact_type(types: usize, intervals: usize) -> impl Strategy<Value = Value> {
    let other = move || proptest::sample::select(&TYPES[..types]);
    let redial =
        (probability(), duration(1.0, 900.0), maybe(1_u32..4), maybe(other()), any::<bool>())
            .prop_map(|(probability, delay, most, other, kept)| {
                let mut redial = json!({
                    "probability": probability.min(0.9), "delay": delay,
                    "patience": if kept { "kept" } else { "redrawn" },
                });
                put(&mut redial, "max_attempts", most.map(Value::from));
                put(&mut redial, "contact_type", other.map(Value::from));
                redial
            });
    let balking =
        (probability(), maybe(duration(1.0, 300.0))).prop_map(|(probability, announced)| {
            let mut balking = json!({ "probability": probability * 0.5 });
            put(&mut balking, "announced_wait", announced);
            balking
        });
    let repeat = (probability(), duration(1.0, 1800.0), maybe(other())).prop_map(
        |(probability, delay, other)| {
            let mut repeat = json!({ "probability": probability * 0.8, "delay": delay });
            put(&mut repeat, "contact_type", other.map(Value::from));
            repeat
        },
    );
    let work = (duration(5.0, 400.0), maybe(duration(1.0, 60.0)), maybe(duration(1.0, 300.0)));
    let waiting = (maybe(balking), maybe(0_u32..6), maybe(redial));
    let customers = (probability(), maybe(sale(types)), maybe(number(0.2, 0.8)), maybe(repeat));
    let needs = (probability(), maybe(offer()), maybe(transfer(types)));
    let rest = (number(0.5, 5.0), number(0.0, 1.0), one_of(AMONG_IDLE_AGENTS), 0_usize..3);
    (volume(intervals), work, waiting, customers, needs, rest).prop_map(
        |((volume, arrivals), work, waiting, customers, needs, rest)| {
            let mut own = json!({
                "volume": volume, "arrivals": arrivals, "handle_time": work.0,
                "existing_customer_share": customers.0, "need_probability": needs.0,
                "waiting_cost_per_minute": rest.0, "queue_share": rest.1,
                "among_idle_agents": rest.2,
            });
            if arrivals == "poisson" && rest.3 > 0 {
                own["busyness"] = json!(["weather", "campaign"][..rest.3]);
            }
            put(&mut own, "wrap_up", work.1);
            put(&mut own, "patience", work.2);
            put(&mut own, "balking", waiting.0);
            put(&mut own, "waiting_places", waiting.1.map(Value::from));
            put(&mut own, "redial", waiting.2);
            put(&mut own, "sale", customers.1);
            put(&mut own, "resolution_probability", customers.2.map(Value::from));
            put(&mut own, "repeat", customers.3);
            // A need is handed over to be offered something, so a transfer needs an offer.
            let transfer = needs.2.filter(|_| needs.1.is_some());
            put(&mut own, "offer", needs.1);
            put(&mut own, "transfer_of_need", transfer);
            own
        },
    )
}

fn money() -> impl Strategy<Value = Value> {
    prop_oneof![
        number(0.0, 200.0).prop_map(Value::from),
        number(1.0, 200.0)
            .prop_map(|mean| json!({ "distribution": "gamma", "mean": mean, "cv": 0.8 })),
    ]
}

fn contribution() -> impl Strategy<Value = (&'static str, f64)> {
    prop_oneof![
        probability().prop_map(|share| ("contribution_share", share)),
        number(0.0, 90.0).prop_map(|amount| ("contribution", amount)),
    ]
}

fn sale(types: usize) -> impl Strategy<Value = Value> {
    let complaint = (
        proptest::sample::select(&TYPES[..types]),
        number(0.0, 1.2),
        duration(1.0, 3600.0),
    )
        .prop_map(
            |(to, mean, delay)| json!({ "contact_type": to, "mean_count": mean, "delay": delay }),
        );
    let wait = maybe(number(10.0, 300.0));
    (number(0.0, 0.8), wait, money(), contribution(), number(0.0, 0.6), maybe(complaint)).prop_map(
        |(conversion, half_life, revenue, (key, earned), overpromised, complaint)| {
            let mut sale = json!({
                "conversion_probability": conversion, "revenue": revenue, key: earned,
                "overpromise_probability": overpromised,
            });
            put(&mut sale, "half_life_wait_seconds", half_life.map(Value::from));
            put(&mut sale, "complaint", complaint);
            sale
        },
    )
}

fn offer() -> impl Strategy<Value = Value> {
    let when = prop_oneof![
        2 => Just(json!("always")),
        1 => Just(json!("never")),
        1 => (0_u32..4).prop_map(|most| json!({ "waiting_at_most": most })),
        1 => (0_u32..9).prop_map(|most| json!({ "in_system_at_most": most })),
        1 => (0_u32..3).prop_map(|least| json!({ "idle_at_least": least })),
        1 => Just(json!({ "clock": ["08:15", "08:45"] })),
    ];
    (when, duration(1.0, 120.0), probability(), probability(), money(), contribution()).prop_map(
        |(when, handle_time, with_need, without_need, revenue, (key, earned))| {
            json!({
                "when": when, "handle_time": handle_time,
                "acceptance_probability": { "with_need": with_need, "without_need": without_need },
                "revenue": revenue, key: earned,
            })
        },
    )
}

fn transfer(types: usize) -> impl Strategy<Value = Value> {
    let to = proptest::sample::select(&TYPES[..types]);
    (to, probability(), maybe(duration(1.0, 300.0)), maybe(duration(1.0, 200.0))).prop_map(
        |(to, probability, handle_time, patience)| {
            let mut transfer = json!({ "to": to, "probability": probability });
            put(&mut transfer, "handle_time", handle_time);
            put(&mut transfer, "patience", patience);
            transfer
        },
    )
}

fn skill() -> impl Strategy<Value = Value> {
    let rank = || maybe((0_u32..3).prop_map(f64::from));
    let reserve = (
        prop_oneof![2 => Just(0.0), 1 => number(0.5, 60.0)],
        prop_oneof![3 => Just(0), 1 => Just(1)],
    );
    (rank(), rank(), reserve, number(0.5, 2.0), number(0.5, 1.5), number(0.5, 1.0)).prop_map(
        |(preference, priority, (after, keep_idle), weight, handle_time, less)| {
            let mut skill = json!({
                "after_seconds": after, "keep_idle": keep_idle, "weight": weight,
                "handle_time_factor": handle_time, "resolution_factor": less,
                "conversion_factor": less,
            });
            put(&mut skill, "preference", preference.map(Value::from));
            put(&mut skill, "priority", priority.map(Value::from));
            skill
        },
    )
}

fn agent_group(types: usize, hours: usize, intervals: usize) -> impl Strategy<Value = Value> {
    let heads = move || {
        prop_oneof![
            (0_u32..6).prop_map(|heads| json!(heads)),
            proptest::collection::vec(0_u32..6, intervals).prop_map(|heads| json!(heads)),
        ]
    };
    let staffing = prop_oneof![
        2 => heads().prop_map(|heads| ("agents", heads)),
        1 => heads().prop_map(|heads| ("scheduled_agents", heads)),
        1 => shifts(hours).prop_map(|shifts| ("shifts", shifts)),
    ];
    let skills = proptest::collection::vec(maybe(skill()), types).prop_map(|skills| {
        let known = TYPES.iter().zip(skills);
        let given = known.filter_map(|(name, skill)| Some(((*name).to_owned(), skill?)));
        Value::Object(given.collect::<Map<String, Value>>())
    });
    let incentive = maybe(prop_oneof![Just("retention"), Just("commission")]);
    let rest = (number(0.0, 30.0), prop_oneof![Just(0.0), Just(0.2)], any::<bool>());
    (staffing, skills, incentive, rest, one_of(AMONG_WAITING)).prop_map(
        |((key, staffing), skills, incentive, (wage, speed_cv, offers), rule)| {
            let mut group = json!({
                key: staffing, "skills": skills, "wage_per_hour": wage, "speed_cv": speed_cv,
                "offers": offers, "among_waiting": rule,
            });
            put(&mut group, "incentive", incentive.map(Value::from));
            group
        },
    )
}

/// Up to three shifts inside the opening hours, some with a break.
fn shifts(hours: usize) -> impl Strategy<Value = Value> {
    let last = hours * 4;
    let shift = (0..last, 1..=last, maybe(0..last), 1_u32..3).prop_map(
        move |(from, length, pause, agents)| {
            let clock = |quarter: usize| format!("{:02}:{:02}", 8 + quarter / 4, quarter % 4 * 15);
            let to = (from + length).min(last);
            let mut shift = json!({ "start": clock(from), "end": clock(to), "agents": agents });
            if let Some(pause) = pause.filter(|&pause| from < pause && pause + 1 < to) {
                shift["breaks"] = json!([{ "start": clock(pause), "end": clock(pause + 1) }]);
            }
            shift
        },
    );
    proptest::collection::vec(shift, 1..4).prop_map(Value::from)
}

fn shrinkage() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        2 => Just(None),
        1 => Just(Some(json!({ "share": 0.3 }))),
        1 => Just(Some(json!({ "share": 0.3, "kind": "random" }))),
    ]
}

fn routing() -> impl Strategy<Value = Value> {
    (one_of(POLICY), one_of(AMONG_IDLE_AGENTS), one_of(AMONG_WAITING)).prop_map(
        |(policy, among_idle_agents, among_waiting)| {
            json!({
                "policy": policy, "among_idle_agents": among_idle_agents,
                "among_waiting": among_waiting,
            })
        },
    )
}

fn targets(types: usize) -> impl Strategy<Value = Value> {
    let formula = proptest::sample::select(
        &["offered", "answered", "abandoned_within_excluded", "abandoned_within_met"][..],
    );
    (formula, proptest::collection::vec((probability(), number(0.0, 60.0)), types)).prop_map(
        |(formula, targets)| {
            let one = |(level, within)| json!({ "service_level": level, "within_seconds": within });
            let mut all = named(&TYPES, targets.into_iter().map(one).collect());
            all["service_level_formula"] = json!(formula);
            all
        },
    )
}

fn customers() -> impl Strategy<Value = Option<Value>> {
    let charged = prop_oneof![Just("lifetime_value"), Just("replacement")];
    let effects = proptest::collection::vec(number(0.0, 0.5), 13);
    maybe((charged, number(0.9, 1.0), effects).prop_map(|(charged, retention, effects)| {
        json!({
            "effect_months": 12, "retention_per_month": retention, "margin_per_month": 9,
            "discount_rate_per_year": 0.08, "value_months": 36, "replacement_cost": 120,
            "lost_customer_costs": charged,
            "leaves_because": {
                "abandoned": effects[0], "blocked": effects[1], "balked": effects[2],
                "disconnected": effects[3], "answered_late": effects[4],
                "per_minute_waited": effects[5], "unresolved": effects[6],
                "transferred": effects[7], "unwanted_offer": effects[8],
                "need_unmet": effects[9], "broken_promise": effects[10],
            },
            "stays_because": { "need_met": effects[11], "resolved_at_once": effects[12] },
        })
    }))
}

fn costs() -> impl Strategy<Value = Value> {
    (number(0.0, 1.0), number(0.0, 0.5))
        .prop_map(|(contact, minute)| json!({ "per_contact": contact, "per_minute": minute }))
}
