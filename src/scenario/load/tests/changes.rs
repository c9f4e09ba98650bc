//! Day types, changes by date and variants that begin later: what each day is, by hand.

use super::horizon::{agents, on, said};
use crate::scenario::load::{Loaded, Source, load};
use crate::scenario::model::{Horizon, Scenario, Staffing};
use crate::scenario::{InMemory, Override};
use std::path::Path;

const CENTRE: &str = r#"{
  "format": 1,
  "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
  "horizon": { "starts": "2026-01-01", "months": 6, "lead_in_months": 1,
               "week": { "saturday": "short", "sunday": "closed" },
               "special_days": { "2025-12-24": "short", "2026-01-01": "closed" },
               "day_types": { "short": { "scale": { "contact_types.*.volume": 0.5 }, "set": { "agent_groups.one.agents": 2 } } },
               "changes": { CHANGES } },
  "contact_types": {
    "a": { "volume_per_hour": 10, "handle_time": 100, "existing_customer_share": 0.5,
           "sale": { "conversion_probability": 0.4 } },
    "b": { "volume_per_hour": 20, "handle_time": 100 }
  },
  "agent_groups": {
    "one": { "agents": 4, "skills": ["a"] },
    "two": { "agents": 2, "skills": ["b"] }
  },
  "customers": { "effect_months": 12, "retention_per_month": 0.99, "at_start": 100 }
  MORE
}"#;

fn source(changes: &str, more: &str) -> Source {
    let text = CENTRE.replace("CHANGES", changes).replace("MORE", more);
    Source::of("c.json", &text, &InMemory::default())
}

fn read(changes: &str, more: &str) -> Result<Loaded, Vec<String>> {
    source(changes, more).load().map_err(said)
}

fn base(changes: &str) -> Scenario {
    read(changes, "").unwrap_or_else(|said| panic!("{said:#?}")).base
}

fn horizon(scenario: &Scenario) -> &Horizon {
    scenario.horizon.as_deref().expect("a horizon")
}

/// The one problem of a file.
fn problem(changes: &str, more: &str) -> String {
    let said = read(changes, more).unwrap_err();
    assert_eq!(said.len(), 1, "{said:#?}");
    said[0].clone()
}

/// Contacts of `a` and `b` in an hour, which are whole numbers here.
fn volumes(scenario: &Scenario) -> [u32; 2] {
    super::horizon::volumes(scenario).map(|volume| volume.round() as u32)
}

/// The dates of open days of the horizon on which something holds.
fn dates(scenario: &Scenario, holds: impl Fn(&Scenario) -> bool) -> Vec<String> {
    let horizon = horizon(scenario);
    let open = horizon.days.iter().filter(|day| day.open.is_some());
    let of = |dated: Option<usize>| dated.map_or(scenario, |position| &horizon.dated[position]);
    open.filter(|day| holds(of(day.dated))).map(|day| day.date.to_string()).collect()
}

#[test]
fn a_day_type_is_what_its_verbs_say() {
    let base = base("");
    for (date, wanted, heads) in [
        ("2026-01-02", [10, 20], 4),
        ("2026-01-03", [5, 10], 2),
        ("2025-12-24", [5, 10], 2),
        ("2025-12-06", [5, 10], 2),
    ] {
        assert_eq!((volumes(on(&base, date)), agents(on(&base, date))), (wanted, heads), "{date}");
    }
    assert_eq!(horizon(&base).dated.len(), 1);
    assert!(horizon(&base).days[0].open.is_none(), "New Year is closed");
}

#[test]
fn changes_are_in_force_from_then_until_then() {
    let base = base(
        r#""late": { "from": "2026-02-10", "until": "2026-02-11", "scale": { "contact_types.a.volume": 3 } },
           "early": { "from": 2, "until": 2, "set": { "contact_types.a.volume_per_hour": 7 } },
           "always": { "until": "2026-06-30", "set": { "contact_types.b.volume_per_hour": 40 } }"#,
    );
    for (date, wanted) in [
        ("2026-01-31", [5, 40]),
        ("2026-02-02", [7, 40]),
        // As given, in the order of `from`: what is set first is multiplied later.
        ("2026-02-10", [21, 40]),
        ("2026-02-12", [7, 40]),
        ("2026-02-28", [7, 40]),
        ("2026-03-02", [10, 40]),
        // No change in the lead-in.
        ("2025-12-29", [10, 20]),
    ] {
        assert_eq!(volumes(on(&base, date)), wanted, "{date}");
    }
    assert_eq!(agents(on(&base, "2026-02-28")), 2, "a Saturday still");
}

#[test]
fn of_two_changes_from_one_day_on_the_later_name_comes_later() {
    let set = |volume: u32| {
        format!(r#"{{ "from": 1, "set": {{ "contact_types.a.volume_per_hour": {volume} }} }}"#)
    };
    let base = base(&format!("\"y\": {}, \"x\": {}", set(7), set(8)));
    assert_eq!(volumes(on(&base, "2026-01-02")), [7, 20]);
}

#[test]
fn the_last_open_days_are_those_of_the_whole_month_or_quarter() {
    let change = |period: &str, days: u32, more: &str| {
        format!(
            r#""end": {{ "in_last_open_days_of": "{period}", "days": {days}, {more}
                 "set": {{ "lines": 9 }} }}"#
        )
    };
    let changed = |scenario: &Scenario| dates(scenario, |day| day.lines == Some(9));
    let months = changed(&base(&change("month", 2, "\"until\": 3,")));
    let wanted = ["01-30", "01-31", "02-27", "02-28", "03-30", "03-31"];
    assert_eq!(months, wanted.map(|day| format!("2026-{day}")));
    let quarters = changed(&base(&change("quarter", 3, "")));
    let wanted = ["03-28", "03-30", "03-31", "06-27", "06-29", "06-30"];
    assert_eq!(quarters, wanted.map(|day| format!("2026-{day}")));
    // Of a month of which the horizon has a part.
    let text = CENTRE.replace("\"months\": 6", "\"days\": 30").replace("MORE", "");
    let text = text.replace("CHANGES", &change("month", 4, ""));
    let part = Source::of("c.json", &text, &InMemory::default()).load().map_err(said);
    let wanted = ["01-28", "01-29", "01-30"].map(|day| format!("2026-{day}"));
    assert_eq!(changed(&part.expect("sound").base), wanted);
}

#[test]
fn a_change_without_verbs_is_nothing_but_what_it_costs() {
    let with =
        base(r#""party": { "from": "2026-01-04", "costs": 500 }, "b": { "from": 3, "costs": 7 }"#);
    let without = base("");
    assert_eq!(horizon(&with).costs, [(3, 500.0), (59, 7.0)]);
    assert_eq!(horizon(&with).days, horizon(&without).days);
    assert_eq!(horizon(&with).dated, horizon(&without).dated);
}

#[test]
fn a_change_back_to_the_file_is_the_file() {
    let base = base(r#""same": { "from": 2, "set": { "agent_groups.two.agents": 2 } }"#);
    assert_eq!(horizon(&base).dated.len(), 1, "short days alone");
}

const POOLED: &str = r#""pooled": { "from": 4, "pool": { "groups": ["one", "two"], "into": "all" },
    "set": { "contact_types.c": { "volume_per_hour": 5, "handle_time": 60, "repeat": { "probability": 0.1, "delay": 60 } },
             "agent_groups.all.skills.c": {}, "targets.c": { "within_seconds": 33 } } }"#;

#[test]
fn all_days_have_the_types_and_groups_of_all() {
    let base = base(POOLED);
    let names = |of: &Scenario| {
        let types = of.contact_types.iter().map(|own| own.name.clone());
        types.chain(of.agent_groups.iter().map(|own| own.name.clone())).collect::<Vec<_>>()
    };
    assert_eq!(names(&base), ["a", "b", "c", "all", "one", "two"]);
    for dated in &horizon(&base).dated {
        assert_eq!(names(dated), names(&base));
    }
    let heads = |date: &str| -> Vec<u32> {
        let groups = on(&base, date).agent_groups.iter();
        groups
            .map(|own| match &own.staffing {
                Staffing::Counter { scheduled, .. } => scheduled[0],
                Staffing::Shifts(_) => panic!("counted heads"),
            })
            .collect()
    };
    let of_c = |date: &str| on(&base, date).contact_types[2].arrivals.expected[0].to_bits();
    assert_eq!((heads("2026-03-31"), of_c("2026-03-31")), (vec![0, 4, 2], 0.0_f64.to_bits()));
    assert_eq!((heads("2026-04-01"), of_c("2026-04-01")), (vec![6, 0, 0], 5.0_f64.to_bits()));
    assert_eq!((heads("2026-04-04"), of_c("2026-04-04")), (vec![4, 0, 0], 5.0_f64.to_bits()));
    let homes = &on(&base, "2026-04-01").agent_groups[0].homes;
    let of_one = homes.iter().filter(|home| home.group == "one").count();
    assert_eq!((homes.len(), of_one), (6, 4), "persons keep their names");
    let within = |date: &str| on(&base, date).contact_types[2].target.within_seconds;
    assert_eq!(
        [within("2026-03-31"), within("2026-04-01")].map(f64::to_bits),
        [33.0_f64.to_bits(); 2]
    );
}

#[test]
fn a_variant_adds_changes() {
    let more = r#", "variants": { "v": { "set": { "horizon.changes.quota": {
        "in_last_open_days_of": "month", "days": 1, "scale": { "contact_types.a.volume": 2 } } } } }"#;
    for changes in ["", r#""x": { "from": 6, "set": { "lines": 9 } }"#] {
        let loaded = read(changes, more).unwrap_or_else(|said| panic!("{said:#?}"));
        let own = &loaded.variants[0].scenario;
        assert_eq!(volumes(on(own, "2026-01-30")), [10, 20]);
        assert_eq!(volumes(on(own, "2026-01-31")), [10, 10]);
        assert_eq!(volumes(on(own, "2026-03-31")), [20, 20]);
        assert_eq!(volumes(on(&loaded.base, "2026-03-31")), [10, 20]);
        assert_eq!(own.remarks.against_base.happens, ["volume"]);
    }
    // As where the file has no changes yet.
    let text =
        CENTRE.replace(",\n               \"changes\": { CHANGES }", "").replace("MORE", more);
    let loaded = Source::of("c.json", &text, &InMemory::default()).load().map_err(said);
    let own = loaded.expect("sound").variants.remove(0).scenario;
    assert_eq!(volumes(on(&own, "2026-03-31")), [20, 20]);
}

#[test]
fn before_it_begins_a_variant_is_its_base() {
    let changes = r#""training": { "from": 2, "until": 4, "costs": 10, "set": { "agent_groups.two.agents": 1 } },
        "later": { "from": 5, "costs": 20 }"#;
    let more = r#", "variants": { "v": { "from": 3, "set": { "agent_groups.one.agents": 9,
        "horizon.changes.training.costs": 99, "horizon.changes.own": { "from": 1, "costs": 40 } },
        "pool": { "groups": ["two"], "into": "both" } } }"#;
    let more = more.replace(", \"agent_groups.two.agents\"", "");
    let changes = changes.replace("agent_groups.two.agents", "lines");
    let loaded = read(&changes, &more).unwrap_or_else(|said| panic!("{said:#?}"));
    let own = &loaded.variants[0].scenario;
    let heads_and_lines = |of: &Scenario| {
        let heads = of.agent_groups.iter().map(|own| (own.name.clone(), own.homes.len()));
        (
            heads.filter(|(_, heads)| *heads > 0).collect::<Vec<_>>(),
            of.lines,
            of.contact_types.clone(),
        )
    };
    for date in ["2025-12-24", "2026-01-02", "2026-01-03", "2026-02-02", "2026-02-28"] {
        assert_eq!(
            heads_and_lines(on(own, date)),
            heads_and_lines(on(&loaded.base, date)),
            "{date}"
        );
    }
    let after = heads_and_lines(on(own, "2026-03-02"));
    assert_eq!(after.0, [("both".to_owned(), 2), ("one".to_owned(), 9)]);
    assert_eq!(after.1, Some(1));
    assert_eq!(heads_and_lines(on(own, "2026-05-04")).1, None);
    // What the base has begun is paid; what the variant adds begins with it.
    assert_eq!(horizon(own).costs, [(31, 10.0), (59, 40.0), (120, 20.0)]);
    assert_eq!(horizon(&loaded.base).costs, [(31, 10.0), (120, 20.0)]);
}

#[test]
fn a_variant_that_begins_at_once_differs_in_nothing_but_its_lead_in() {
    let verbs = |from: &str| {
        format!(
            ", \"variants\": {{ \"v\": {{ {from} \"set\": {{ \"agent_groups.two.agents\": 5 }} }} }}"
        )
    };
    let of = |from: &str| read("", &verbs(from)).expect("sound").variants.remove(0).scenario;
    let (at_once, plain) = (of("\"from\": 1,"), of(""));
    for date in ["2026-01-02", "2026-01-03", "2026-06-30"] {
        assert_eq!(on(&at_once, date).agent_groups, on(&plain, date).agent_groups, "{date}");
    }
    let two = |of: &Scenario| of.agent_groups[1].homes.len();
    assert_eq!([two(on(&at_once, "2025-12-30")), two(on(&plain, "2025-12-30"))], [2, 5]);
}

#[test]
fn a_change_is_set_on_the_command_line() {
    let value = r#"{ "from": 2, "scale": { "contact_types.a.volume": 2 } }"#;
    let set = Override::Set("horizon.changes.x".to_owned(), value.to_owned());
    let loaded = source("", "").changed(&[set]).load().map_err(said).expect("sound");
    assert_eq!(volumes(on(&loaded.base, "2026-02-02")), [20, 20]);
}

/// Changes, and the problem that each makes; all begin in line 8.
const MISTAKES: &[(&str, &str)] = &[
    (
        r#""x": { "costs": 3 }"#,
        "8:34: found a change without `from`, `until` or `in_last_open_days_of`, wanted one of them",
    ),
    (
        r#""x": { "from": "2026-07-01" }"#,
        "8:44: found 2026-07-01, which is not in the horizon, wanted a date from 2026-01-01 to \
         2026-06-30, or a month from 1 to 6",
    ),
    (
        r#""x": { "until": 7 }"#,
        "8:45: found 7, which is not in the horizon, wanted a date from 2026-01-01 to 2026-06-30, \
         or a month from 1 to 6",
    ),
    (
        r#""x": { "from": 3, "until": "2026-02-28" }"#,
        "8:56: found 2026-02-28, which is before 2026-03-01, wanted `until` after `from`",
    ),
    (
        r#""x": { "in_last_open_days_of": "week", "days": 1 }"#,
        "8:60: found \"week\", wanted `month` or `quarter`",
    ),
    (
        r#""x": { "in_last_open_days_of": "month" }"#,
        "8:34: found `in_last_open_days_of` without `days`, wanted `days`",
    ),
    (
        r#""x": { "from": 2, "best_split": { "groups": ["one", "two"] } }"#,
        "8:47: found the unknown key `best_split`, wanted it in a step of a variant",
    ),
    (
        r#""x": { "from": 2, "set": { "contact_types.c.volume_per_hour": 3 } }"#,
        "8:56: found `c` in the path `contact_types.c.volume_per_hour` on 2026-02-01, wanted a key \
         of `contact_types`, which has `a` and `b`",
    ),
    (
        r#""x": { "from": 2, "scale": { "contact_types.a.sale.conversion_probability": 5 } }"#,
        "8:105: found 2 on 2026-02-01, wanted a number from 0 to 1 (did you mean 0.02?)",
    ),
    (
        r#""x": { "from": "2026-01-02", "set": { "lines": 3, "day.opens": "09:00" } }"#,
        "8:79: found another `day` on 2026-01-02, wanted that of the file: it is the same on all \
         days",
    ),
    (
        r#""x": { "from": 2, "scale": { "customers.at_start": 2 } }"#,
        "8:58: found another `customers.at_start` on 2026-02-01, wanted that of the file: it is \
         the same on all days",
    ),
    (
        r#""x": { "from": 2, "set": { "targets.a": { "within_seconds": 9 } } }"#,
        "8:56: found another `targets.a` on 2026-02-01, wanted that of the file: all days have one \
         yardstick",
    ),
    (
        r#""x": { "from": 2, "set": { "agent_groups.one.skills": ["b"] } },
           "y": { "from": 3, "move_agents": { "from": "one", "to": "two", "agents": 3 } }"#,
        "9:85: found 3 on 2026-03-07, wanted at most 2, the heads at 08:00, or a `share` (`one`)",
    ),
];

#[test]
fn mistakes_in_changes_are_located() {
    let found: Vec<String> =
        MISTAKES.iter().map(|(changes, _)| read(changes, "").unwrap_err().join("; ")).collect();
    let wanted: Vec<String> =
        MISTAKES.iter().map(|(_, wanted)| format!("c.json:{wanted}")).collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_a_change_makes_of_the_file_is_said_at_the_change() {
    let changes = r#""x": { "from": 2, "set": { "lines": 3, "agent_groups.one.incentive": "hot" } },
        "y": { "from": 3, "set": { "lines": 4 } }"#;
    let more = ", \"incentive_profiles\": { \"hot\": { \"conversion_factor\": 3 } }";
    let said = problem(changes, more);
    assert_eq!(
        said,
        "c.json:8:29: found conversion_factor 3, which takes conversion_probability 0.4 of `a` \
         with `one` to 1.2000 at c.json:20:59 on 2026-02-01 in the change `x`, wanted a factor \
         that keeps it at most 1"
    );
}

#[test]
fn names_of_day_types_are_known_ones() {
    let text = |old: &str, new: &str| {
        let text = CENTRE.replace("CHANGES", "").replace("MORE", "").replace(old, new);
        let said = Source::of("c.json", &text, &InMemory::default()).load().map_err(said);
        said.unwrap_err()
    };
    assert_eq!(
        text("\"saturday\": \"short\"", "\"saturday\": \"shrot\""),
        ["c.json:5:38: found \"shrot\", wanted `short`"]
    );
    let said = text("\"day_types\": { \"short\"", "\"day_types\": { \"open\": {}, \"short\"");
    assert_eq!(
        said,
        ["c.json:7:31: found a day type named `open`, wanted another name: that one is built in"]
    );
    let said = text("\"agent_groups.one.agents\": 2 ", "\"agent_groups.won.agents\": 2 ");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("found `won` in the path `agent_groups.won.agents` on 2025-12-06"),
        "{said:?}"
    );
}

#[test]
fn a_variant_says_where_it_makes_a_change_wrong() {
    let changes =
        r#""x": { "from": 2, "move_agents": { "from": "one", "to": "two", "agents": 2 } }"#;
    let more = ",\n  \"variants\": { \"v\": { \"set\": { \"lines\": 3, \"agent_groups.one.agents\": 1 } } }";
    let said = problem(changes, more);
    assert_eq!(
        said,
        "c.json:20:45: found 2 on 2026-02-01 at c.json:8:102 in the variant `v`, wanted at most 1, the heads at 08:00, or a `share` (`one`)"
    );
}

#[test]
fn when_a_variant_begins_is_checked() {
    let with = |from: &str| format!(",\n\"variants\": {{ \"v\": {from} }}");
    for (from, wanted) in [
        (
            r#"{ "from": 9 }"#,
            "20:30: found 9, which is not in the horizon, wanted a date from 2026-01-01 to 2026-06-30, or a month from 1 to 6",
        ),
        (
            r#"[{ "from": 2 }, { "from": 3 }]"#,
            "20:46: found `from` again, wanted one for all steps of a variant",
        ),
        (
            r#"{ "from": 2, "set": { "customers.at_start": 5 } }"#,
            "20:42: found a variant with another `customers.at_start`, wanted the base's: all designs have the same days and begin with the same customers",
        ),
        (
            r#"{ "set": { "horizon.day_types": {} } }"#,
            "20:31: found a variant with another `horizon`, wanted the base's: all designs have the same days and begin with the same customers",
        ),
    ] {
        let said = read("", &with(from)).unwrap_err();
        assert!(said.contains(&format!("c.json:{wanted}")), "{from}: {said:#?}");
    }
    let text = r#"{ "format": 1, "day": { "opens": "08:00", "closes": "10:00" },
      "contact_types": { "a": { "volume_per_hour": 1, "handle_time": 1 } },
      "agent_groups": { "g": { "agents": 1, "skills": ["a"] } },
      "variants": { "v": { "from": "2026-01-01" } } }"#;
    let said = Source::of("c.json", text, &InMemory::default()).load().map_err(said).unwrap_err();
    assert_eq!(
        said,
        [
            "c.json:4:36: found `from` without `horizon`, wanted a `horizon`, on whose days the variant begins later"
        ]
    );
}

#[test]
fn ten_mistakes_in_days_and_changes_are_ten_problems() {
    let changes = r#""a": { "until": "30.6.2026" }, "b": { "from": 0 }, "c": { "from": 2, "costs": -1 },
        "d": { "from": 2, "days": 3 }, "e": { "in_last_open_days_of": "month", "days": 0 },
        "f": { "from": 1, "sett": {} }"#;
    let text = CENTRE
        .replace("CHANGES", changes)
        .replace("MORE", ", \"variants\": { \"v\": { \"from\": true } }")
        .replace("\"sunday\": \"closed\"", "\"sunday\": 7")
        .replace("\"2026-01-01\": \"closed\"", "\"2026-01-01\": null")
        .replace(
            "\"scale\": { \"contact_types.*.volume\": 0.5 }",
            "\"scale\": { \"contact_types.*.volume\": \"half\" }",
        );
    let said = Source::of("c.json", &text, &InMemory::default()).load().map_err(said).unwrap_err();
    assert_eq!(said.len(), 10, "{said:#?}");
}

#[test]
fn what_days_and_changes_read_from_files_is_filled_in() {
    let from = r#"{ "set": { "contact_types.a.volume": { "from": "v" } } }"#;
    let launch = r#""launch": { "from": 2, "set": { "contact_types.b.volume": { "from": "v" } } }"#;
    let text = CENTRE
        .replace("CHANGES", launch)
        .replace("\"day_types\": {", &format!("\"day_types\": {{ \"other\": {from},"))
        .replace("\"sunday\": \"closed\"", "\"sunday\": \"other\"")
        .replace(
            "MORE",
            &format!(
                ", \"inputs\": {{ \"v\": {{ \"csv\": \"v.csv\" }} }},
                  \"variants\": {{ \"v\": {{ \"set\": {{ \"horizon.changes.more\": {} }} }} }}",
                launch.split_once(": ").expect("a change").1.replace("2,", "4,")
            ),
        );
    let rows =
        ["08", "09"].map(|hour| format!("1999-01-01,{hour}:00,a,11\n1999-01-01,{hour}:00,b,12\n"));
    let table = format!("date,interval_start,contact_type,offered\n{}", rows.concat());
    let source = Source::of("c.json", &text, &InMemory::from_iter([("v.csv", table)]));
    let alone = source.filled().map_err(said).expect("sound");
    let read = source.load().map_err(said).expect("sound");
    let again = Source::of("c.json", &alone, &InMemory::default()).load().map_err(said);
    let again = again.expect("sound");
    assert_eq!(volumes(on(&read.base, "2026-03-01")), [11, 12]);
    assert_eq!(again.base.horizon, read.base.horizon);
    assert_eq!(again.variants[0].scenario.horizon, read.variants[0].scenario.horizon);
}

/// The contract's quota, without its feedback, on the shipped bank.
#[test]
fn a_quota_at_the_end_of_the_month_is_read() {
    let bank = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/horizon/bank.json");
    let value = r#"{ "in_last_open_days_of": "month", "days": 5, "set": {
        "incentive_profiles.commission.conversion_factor": 1.3225,
        "incentive_profiles.commission.overpromise_factor": 4 } }"#;
    let set = Override::Set("horizon.changes.end of the month".to_owned(), value.to_owned());
    let loaded = load(Path::new(bank), &[set]).map_err(said).expect("sound");
    let promises = |of: &Scenario| of.agent_groups[0].incentive.overpromise_factor > 3.9;
    let dates = dates(&loaded.base, |day| day.agent_groups.len() == 2 && promises(day));
    let first: Vec<&str> = dates.iter().take(6).map(String::as_str).collect();
    assert_eq!(
        first,
        ["2026-01-26", "2026-01-27", "2026-01-28", "2026-01-29", "2026-01-30", "2026-02-23"]
    );
    assert_eq!(dates.len(), 5 * 24);
    assert_eq!(horizon(&loaded.base).dated.len(), 1);
}
