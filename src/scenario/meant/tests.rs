//! For each kind the smallest file that is warned of, and its neighbour that is not.

use super::*;
use crate::scenario::load::read_text;
use crate::scenario::model::{AgainstBase, Weight};

/// A small centre in which everything makes sense: each test spoils one thing.
const SOUND: &str = r#"{
  "format": 1,
  "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 30 },
  "contact_types": {
    "a": { "volume_per_hour": 60, "handle_time": { "mean_seconds": 120 } }
  },
  "agent_groups": { "g": { "agents": 4, "skills": ["a"] } }
}"#;

/// The sound file with pieces replaced.
fn file(changes: &[(&str, &str)]) -> String {
    let mut text = SOUND.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} is not in\n{text}");
        text = text.replace(from, to);
    }
    text
}

fn warned(text: &str) -> Vec<Warning> {
    let loaded = read_text("a.json", text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    loaded.warnings().cloned().collect()
}

/// One warning, at this key, with these words; and none of the neighbour.
#[track_caller]
fn assert_kind(spoilt: &[(&str, &str)], neighbour: &[(&str, &str)], key: &str, said: &str) {
    let text = file(spoilt);
    let found = warned(&text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_at(&text, &found[0], key);
    assert!(found[0].sentence.contains(said), "{}", found[0]);
    let found = warned(&file(neighbour));
    assert!(found.is_empty(), "of the neighbour: {found:?}");
}

/// The warning stands at this key.
#[track_caller]
fn assert_at(text: &str, warning: &Warning, key: &str) {
    let (line, column) = (warning.place.line as usize, warning.place.column as usize);
    let rest: String = text.lines().nth(line - 1).unwrap().chars().skip(column - 1).collect();
    assert!(rest.starts_with(&format!("\"{key}\"")), "{warning} stands at {rest}");
}

const PATIENT: (&str, &str) = (
    r#""mean_seconds": 120 } }"#,
    r#""mean_seconds": 120 }, "patience": { "mean_seconds": 60 } }"#,
);
const TYPE: &str = r#""mean_seconds": 120 } }"#;
const AGENTS: &str = r#""agents": 4"#;
const SKILLS: &str = r#""skills": ["a"]"#;

#[test]
fn what_makes_sense_is_not_warned_of() {
    assert_eq!(warned(SOUND), []);
}

#[test]
fn a_type_that_nobody_takes() {
    let with = |volume: &str| {
        let second = format!(
            r#""mean_seconds": 120 }} }}, "b": {{ "volume_per_hour": {volume}, "handle_time": {{ "mean_seconds": 1 }} }}"#
        );
        warned(&file(&[(TYPE, &second)]))
    };
    let found = with("1");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].sentence.starts_with("Nobody takes `b`"), "{}", found[0]);
    assert_eq!(found[0].weight, Weight::NoVerdict);
    assert_eq!(with("0"), [], "what never comes need not be taken");
}

#[test]
fn a_type_that_another_leads_to_and_nobody_takes() {
    let with = |probability: &str| {
        let second = format!(
            r#""mean_seconds": 120 }}, "need_probability": 0.5, {OFFER}
               "transfer_of_need": {{ "to": "b", "probability": {probability} }} }},
               "b": {{ "volume_per_hour": 0, "handle_time": {{ "mean_seconds": 1 }} }}"#
        );
        warned(&file(&[(TYPE, &second)]))
    };
    let found = with("0.5");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].sentence.starts_with("Nobody takes `b`"), "{}", found[0]);
}

#[test]
fn open_hours_with_nobody_on_duty() {
    assert_kind(
        &[(AGENTS, r#""agents": [4, 4, 4, 0]"#)],
        &[(AGENTS, r#""agents": [4, 4, 4, 1]"#)],
        "a",
        "Nobody who takes `a` is on duty from 09:30 to 10:00, when 30 of its 120 contacts",
    );
}

#[test]
fn shifts_that_end_before_the_centre_closes_and_breaks_of_who_is_alone() {
    let shift = |end: &str, count: u32| {
        format!(r#""shifts": [ {{ "start": "08:00", "end": "{end}", "agents": {count} }} ]"#)
    };
    assert_kind(
        &[(AGENTS, &shift("09:45", 4))],
        &[(AGENTS, &shift("10:00", 4))],
        "a",
        "from 09:45 to 10:00, when 15 of its 120 contacts",
    );
    let alone = r#""shifts": [ { "start": "08:00", "end": "10:00",
        "breaks": [ { "start": "09:00", "end": "09:15" } ] } ]"#;
    let relieved = r#""shifts": [ { "start": "08:00", "end": "10:00",
        "breaks": [ { "start": "09:00", "end": "09:15" } ] },
        { "start": "09:00", "end": "09:30" } ]"#;
    assert_kind(&[(AGENTS, alone)], &[(AGENTS, relieved)], "a", "from 09:00 to 09:15");
}

#[test]
fn nobody_on_duty_all_day_is_said_as_such_and_hours_without_contacts_are_not() {
    let found = warned(&file(&[(AGENTS, r#""agents": 0"#)]));
    assert!(found[0].sentence.contains("is on duty at any time"), "{found:?}");
    let changes = [
        (r#""volume_per_hour": 60"#, r#""volume": [30, 30, 30, 0]"#),
        (AGENTS, r#""agents": [4, 4, 4, 0]"#),
    ];
    assert_eq!(warned(&file(&changes)), []);
}

#[test]
fn a_target_on_what_never_comes() {
    let with = |volume: &str| {
        let second = format!(
            r#""mean_seconds": 120 }} }}, "b": {{ "volume_per_hour": {volume}, "handle_time": {{ "mean_seconds": 1 }} }}"#
        );
        let text = file(&[(TYPE, &second), (SKILLS, r#""skills": ["a", "b"]"#)]);
        let target = "  \"targets\": { \"b\": { \"service_level\": 0.8 } }\n}";
        let cut = text.trim_end().strip_suffix("\n}").unwrap();
        warned(&format!("{cut},\n{target}"))
    };
    let found = with("0");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].sentence.contains("`b` has a target, and no contact of it ever comes"));
    assert_eq!(found[0].subject, "targets.b");
    assert_eq!(with("1"), []);
}

#[test]
fn patience_far_below_the_wait_that_the_target_allows() {
    let with = |within: &str| {
        let text = file(&[PATIENT]);
        let cut = text.trim_end().strip_suffix("\n}").unwrap().to_owned();
        let target = format!(
            "  \"targets\": {{ \"a\": {{ \"service_level\": 0.8, \"within_seconds\": {within} }} }}\n}}"
        );
        warned(&format!("{cut},\n{target}"))
    };
    // Of exponential patience of 60 s, e^-3 = 4.98 % are left after 180 s and 5.3 % after 176 s.
    let found = with("180");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].sentence.contains("answered within 180 s, and fewer than 1 in 20"));
    assert_eq!(with("176"), []);
}

#[test]
fn an_announced_wait_that_nobody_accepts() {
    // Who is next with all four agents busy is told 120 s / 4.
    let balking = |accepted: &str| {
        format!(
            r#""mean_seconds": 120 }}, "balking": {{ "announced_wait": {{ "distribution": "constant", "value_seconds": {accepted} }} }} }}"#
        )
    };
    assert_kind(
        &[(TYPE, &balking("29"))],
        &[(TYPE, &balking("31"))],
        "balking",
        "is told 30 s, and fewer than 1 in 20 accept",
    );
}

const OFFER: &str = r#""offer": { "when": "always", "handle_time": { "mean_seconds": 9 },
    "acceptance_probability": 0.1, "revenue": 1 },"#;

fn offer(about_need: &str, when: &str) -> String {
    format!(
        r#""mean_seconds": 120 }}, {about_need}
    "offer": {{ "when": {when}, "handle_time": {{ "mean_seconds": 9 }}, "acceptance_probability": 0.1, "revenue": 1 }} }}"#
    )
}

#[test]
fn an_offer_that_nobody_has_a_need_for() {
    let may = (AGENTS, r#""agents": 4, "offers": true"#);
    assert_kind(
        &[(TYPE, &offer("", "\"always\"")), may],
        &[(TYPE, &offer("\"need_probability\": 0.1,", "\"always\"")), may],
        "offer",
        "The offer of `a` is never made: nobody has a need (need_probability)",
    );
    // Who is told never to offer is taken at his word.
    assert_eq!(warned(&file(&[(TYPE, &offer("", "\"never\"")), may])), []);
}

#[test]
fn an_offer_that_no_group_may_make_or_that_nobody_notices() {
    let need = offer("\"need_probability\": 0.1,", "\"always\"");
    let may = (AGENTS, r#""agents": 4, "offers": true"#);
    assert_kind(
        &[(TYPE, &need)],
        &[(TYPE, &need), may],
        "offer",
        "no group that takes it may offer (offers)",
    );
    let blind = |detect: &str| {
        let profile = format!(
            "\"incentive_profiles\": {{ \"p\": {{ \"detect\": {detect} }} }},\n  \"agent_groups\""
        );
        let group = r#""agents": 4, "offers": true, "incentive": "p""#;
        warned(&file(&[(TYPE, &need), ("\"agent_groups\"", &profile), (AGENTS, group)]))
    };
    assert!(blind("0")[0].sentence.contains("notices a need (detect) or pushes"));
    assert_eq!(blind("0.1"), []);
}

#[test]
fn an_offer_whose_rule_lets_none_through() {
    let with = |when: &str| offer("\"need_probability\": 0.1,", when);
    let may = (AGENTS, r#""agents": 4, "offers": true"#);
    assert_kind(
        &[(TYPE, &with("{ \"idle_at_least\": 4 }")), may],
        &[(TYPE, &with("{ \"idle_at_least\": 3 }")), may],
        "offer",
        "4 agents are never idle together",
    );
    assert_kind(
        &[(TYPE, &with("{ \"clock\": [\"10:00\", \"12:00\"] }")), may],
        &[(TYPE, &with("{ \"clock\": [\"09:59\", \"12:00\"] }")), may],
        "offer",
        "lie outside the opening hours",
    );
}

#[test]
fn a_need_that_is_never_handed_over() {
    let with = |need: &str| {
        format!(
            r#""mean_seconds": 120 }}, {need} {OFFER}
               "transfer_of_need": {{ "to": "a", "probability": 0.5 }} }}"#
        )
    };
    // What is pushed is offered, and needs are still nobody's.
    let pushes = (
        r#""agent_groups": { "g": { "agents": 4"#,
        r#""incentive_profiles": { "p": { "push": 0.1 } },
  "agent_groups": { "g": { "agents": 4, "offers": true, "incentive": "p""#,
    );
    assert_kind(
        &[(TYPE, &with("")), pushes],
        &[(TYPE, &with("\"need_probability\": 0.1,")), pushes],
        "transfer_of_need",
        "A need of `a` is never handed over: nobody has one",
    );
}

#[test]
fn a_pair_that_never_opens() {
    let skill = |key: &str, value: u32| {
        format!(
            r#""skills": {{ "a": {{ "{key}": {value} }} }} }}, "h": {{ "agents": 1, "skills": ["a"]"#
        )
    };
    assert_kind(
        &[(SKILLS, &skill("keep_idle", 4))],
        &[(SKILLS, &skill("keep_idle", 3))],
        "a",
        "`g` never takes `a`: it keeps 4 idle, and at most 4 agents are on duty",
    );
    // Of exponential patience of 60 s, 0.1 % are left after 414.5 s.
    assert_kind(
        &[PATIENT, (SKILLS, &skill("after_seconds", 415))],
        &[PATIENT, (SKILLS, &skill("after_seconds", 414))],
        "a",
        "it waits 415 s (after_seconds), and fewer than 1 in 1,000 customers do",
    );
}

#[test]
fn what_is_there_for_nothing() {
    let second = |volume: &str| {
        format!(
            r#""mean_seconds": 120 }} }}, "b": {{ "volume_per_hour": {volume}, "handle_time": {{ "mean_seconds": 1 }} }}"#
        )
    };
    let group = (SKILLS, r#""skills": ["a"] }, "h": { "agents": 1, "skills": ["b"]"#);
    assert_kind(
        &[(TYPE, &second("0")), group],
        &[(TYPE, &second("1")), group],
        "skills",
        "`h` has nothing to do: no contact that it takes ever comes",
    );
    let found = warned(&file(&[(r#""volume_per_hour": 60"#, r#""volume_per_hour": 0"#)]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].sentence.starts_with("No contact ever comes"), "{}", found[0]);
    assert_kind(
        &[(r#""contact_types""#, r#""lines": 3, "contact_types""#)],
        &[(r#""contact_types""#, r#""lines": 4, "contact_types""#)],
        "lines",
        "`g` has 4 agents on duty, and there are 3 lines",
    );
    let again = r#""mean_seconds": 120 }, "redial": { "probability": 0.5, "delay": 60 } }"#;
    let lost = r#""mean_seconds": 120 }, "redial": { "probability": 0.5, "delay": 60 }, "waiting_places": 3 }"#;
    assert_kind(&[(TYPE, again)], &[(TYPE, lost)], "redial", "Nobody calls `a` again");
}

/// The sound file with these variants.
fn with_variants(variants: &str) -> crate::scenario::Loaded {
    let cut = SOUND.trim_end().strip_suffix("\n}").unwrap();
    let text = format!("{cut},\n  \"variants\": {{\n    {variants}\n  }}\n}}");
    read_text("a.json", &text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_variant_that_is_the_base_again() {
    let loaded = with_variants(
        r#""same": { "scale": { "contact_types.*.volume": 1 } }, "other": { "set": { "agent_groups.g.agents": 5 } }"#,
    );
    let found: Vec<&Warning> = loaded.warnings().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let wanted = "a.json:9:5: warning: The variant “same” is the base again: it changes nothing.";
    assert_eq!(found[0].to_string(), wanted);
}

#[test]
fn a_variant_is_warned_of_what_it_spoils_itself() {
    let loaded = with_variants(r#""nobody": { "set": { "agent_groups.g.agents": 0 } }"#);
    assert!(loaded.base.remarks.warnings.is_empty());
    let said: Vec<String> = loaded.warnings().map(|it| it.sentence.clone()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("is on duty at any time"), "{said:?}");
}

/// What a variant changes: (what happens, of the yardstick).
fn against_base(variant: &str) -> (String, String) {
    let loaded = with_variants(&format!("\"v\": {variant}"));
    let AgainstBase { happens, yardstick } = &loaded.variants[0].scenario.remarks.against_base;
    (happens.join(", "), yardstick.join(", "))
}

#[test]
fn what_a_variant_changes_is_chosen_or_happens_or_is_the_yardstick() {
    let of = |text: &str| against_base(text);
    let none = || (String::new(), String::new());
    for chosen in [
        r#"{ "set": { "agent_groups.g.agents": 5 } }"#,
        r#"{ "set": { "agent_groups.g.offers": true } }"#,
        r#"{ "set": { "lines": 9 } }"#,
        r#"{ "set": { "routing.policy": "longest_wait" } }"#,
        r#"{ "set": { "agent_groups.g.skills.a.keep_idle": 1 } }"#,
    ] {
        assert_eq!(of(chosen), none(), "{chosen}");
    }
    for (happens, what) in [
        (r#"{ "scale": { "contact_types.*.volume": 1.2 } }"#, "volume"),
        (r#"{ "set": { "contact_types.a.patience": { "mean_seconds": 60 } } }"#, "patience"),
        (r#"{ "add": { "contact_types.a.handle_time.mean_seconds": 5 } }"#, "handle time"),
        (r#"{ "set": { "agent_groups.g.skills.a.handle_time_factor": 1.1 } }"#, "skills"),
        (r#"{ "set": { "agent_groups.g.wage_per_hour": 1 } }"#, "wages"),
        (
            r#"{ "set": { "customers": { "effect_months": 3, "retention_per_month": 0.9 } } }"#,
            "effects on customers",
        ),
        (
            r#"{ "set": { "agent_groups.g.agents": 5 }, "scale": { "contact_types.a.volume": 2 } }"#,
            "volume",
        ),
    ] {
        assert_eq!(of(happens), (what.to_owned(), String::new()), "{happens}");
    }
    for (measured, what) in [
        (r#"{ "set": { "targets.service_level_formula": "answered" } }"#, "formula"),
        (r#"{ "set": { "targets.a.within_seconds": 30 } }"#, "threshold"),
        (r#"{ "set": { "targets.a.service_level": 0.9 } }"#, "target"),
    ] {
        assert_eq!(of(measured), (String::new(), what.to_owned()), "{measured}");
    }
}

#[test]
fn what_a_file_says_wins_over_what_a_variant_changes() {
    let of = |text: &str| against_base(text).0;
    assert_eq!(of(r#"{ "happens": false, "scale": { "contact_types.*.volume": 1.2 } }"#), "");
    let chosen = r#"{ "happens": true, "set": { "agent_groups.g.agents": 3 } }"#;
    assert_eq!(of(chosen), "the file says so");
    let steps = r#"[ { "scale": { "contact_types.*.volume": 1.2 } }, { "happens": false } ]"#;
    assert_eq!(of(steps), "");
}

#[test]
fn what_the_same_profile_pays_is_no_choice_even_of_a_group_that_is_new() {
    let cut = SOUND.replace(
        r#""agent_groups": { "g": { "agents": 4"#,
        r#""incentive_profiles": { "p": { "commission_per_sale": 9 }, "q": { "push": 0.1 } },
  "agent_groups": { "g": { "agents": 4, "incentive": "p""#,
    );
    let cut = cut.trim_end().strip_suffix("\n}").unwrap();
    let of = |variant: &str| {
        let text = format!("{cut},\n  \"variants\": {{ \"v\": {variant} }}\n}}");
        let loaded = read_text("a.json", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        loaded.variants[0].scenario.remarks.against_base.happens.join(", ")
    };
    assert_eq!(of(r#"{ "set": { "agent_groups.g.incentive": "q" } }"#), "");
    let free = r#""set": { "incentive_profiles.*.commission_per_sale": 0 }"#;
    assert_eq!(of(&format!("{{ {free} }}")), "incentive profiles");
    let pool = r#""pool": { "groups": ["g"], "into": "h", "incentive": "p" }"#;
    assert_eq!(of(&format!("{{ {pool} }}")), "");
    assert_eq!(of(&format!("{{ {pool}, {free} }}")), "incentive profiles");
}
