//! Each verb worked by hand, and the law that heads are neither made nor lost.

#![expect(clippy::float_cmp, reason = "values worked by hand are exact")]

use proptest::prelude::*;

use super::*;
use crate::scenario::build::build;
use crate::scenario::model::{AgentGroup, Home, Scenario, Skill, Staffing};
use crate::scenario::shape::Shape;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::parse::parse;
use crate::scenario::{BestSplit, SplitBy};

const CENTRE: &str = r#"{"format": 1,
  "day": {"opens": "08:00", "closes": "10:00"},
  "contact_types": {
    "sales": {"volume_per_hour": 20, "handle_time": {"mean_seconds": 360},
      "patience": {"distribution": "uniform", "low_seconds": 10, "high_seconds": 30}},
    "care": {"volume": [10, 20, 30, 40], "handle_time": {"mean_seconds": 300, "cv": 0.5}}},
  "agent_groups": {
    "sales desk": {"agents": [3, 4, 5, 4], "skills": ["sales"]},
    "care desk": {"agents": 5, "skills": ["care"], "wage_per_hour": 20},
    "blended": {"agents": 2, "skills": {"sales": {"handle_time_factor": 1.1}, "care": {}}}}}"#;

fn tree(text: &str) -> Node {
    let mut problems = Problems::default();
    let mut node = parse("centre.json", text, &mut problems).expect("JSON");
    validate(&node, &Shape::Object(&SCENARIO), &mut problems);
    assert_eq!(problems, Problems::default());
    fill_defaults(&mut node);
    node
}

fn apply(base: &Node, verbs: &str) -> Result<(Scenario, Option<BestSplit>), Vec<String>> {
    let mut problems = Problems::default();
    let verbs = parse("whatif.json", verbs, &mut problems).expect("JSON");
    let mut draft = Draft::of(base, &|_, _, _| {});
    draft.apply(&verbs, &mut problems);
    validate(&draft.tree, &Shape::Object(&SCENARIO), &mut problems);
    let scenario = build(&draft.tree, &draft.homes, &mut problems);
    if !problems.is_empty() {
        return Err(problems.sorted().iter().map(ToString::to_string).collect());
    }
    let mut scenario = scenario.expect("no problem");
    let split = draft.split.map(|split| divide(&split, &mut scenario));
    Ok((scenario, split))
}

fn variant(verbs: &str) -> Scenario {
    apply(&tree(CENTRE), verbs).unwrap_or_else(|said| panic!("{}", said.join("\n"))).0
}

fn problem(verbs: &str) -> String {
    let said = apply(&tree(CENTRE), verbs).expect_err("a problem");
    assert_eq!(said.len(), 1, "{said:?}");
    said[0].clone()
}

fn group<'a>(scenario: &'a Scenario, name: &str) -> &'a AgentGroup {
    scenario.agent_groups.iter().find(|group| group.name == name).expect("a group")
}

fn heads(group: &AgentGroup) -> &[u32] {
    match &group.staffing {
        Staffing::Counter { scheduled, .. } => scheduled,
        Staffing::Shifts(_) => panic!("counted heads"),
    }
}

fn homes(group: &AgentGroup) -> Vec<String> {
    group.homes.iter().map(|home| format!("{} {}", home.group, home.number)).collect()
}

fn skill(scenario: &Scenario, group_name: &str, contact_type: &str) -> Skill {
    let of = |skill: &&Skill| scenario.contact_types[skill.contact_type].name == contact_type;
    *group(scenario, group_name).skills.iter().find(of).expect("a skill")
}

#[test]
fn giving_a_skill_makes_a_group_of_the_highest_numbers() {
    let centre = variant(
        r#"{"give_skill": {"group": "care desk", "share": 0.4, "skill": "sales",
                           "handle_time_factor": 1.15}}"#,
    );
    assert_eq!(heads(group(&centre, "care desk")), [3; 4]);
    let made = group(&centre, "care desk + sales");
    assert_eq!(heads(made), [2; 4]);
    assert_eq!(homes(made), ["care desk 4", "care desk 5"]);
    assert_eq!(homes(group(&centre, "care desk")), ["care desk 1", "care desk 2", "care desk 3"]);
    assert_eq!(made.wage_per_hour, 20.0);
    // Behind the group that it comes from.
    assert_eq!(made.display, 2);
    let given = skill(&centre, "care desk + sales", "sales");
    assert_eq!(given.handle_time_factor, 1.15);
    // Two skills, so specialists come first.
    assert_eq!(given.preference, 2.0);
    assert_eq!(skill(&centre, "care desk + sales", "care").preference, 2.0);
}

#[test]
fn shares_of_heads_are_carried_over_intervals() {
    let centre =
        variant(r#"{"give_skill": {"group": "care desk", "share": 0.1, "skill": "sales"}}"#);
    // 0.5 1.0 1.5 2.0 cumulated, rounded half to even: 0 1 2 2.
    assert_eq!(heads(group(&centre, "care desk + sales")), [0, 1, 1, 0]);
    assert_eq!(heads(group(&centre, "care desk")), [5, 4, 4, 5]);
    // All five of the desk are needed in the first interval, so who moves is one more.
    assert_eq!(homes(group(&centre, "care desk + sales")), ["care desk 6"]);
}

#[test]
fn moving_agents_keeps_their_homes() {
    let centre =
        variant(r#"{"move_agents": {"from": "sales desk", "to": "care desk", "agents": 2}}"#);
    assert_eq!(heads(group(&centre, "sales desk")), [1, 2, 3, 2]);
    assert_eq!(heads(group(&centre, "care desk")), [7; 4]);
    assert_eq!(homes(group(&centre, "care desk"))[5..], ["sales desk 4", "sales desk 5"]);
}

#[test]
fn steps_are_done_one_after_the_other() {
    let centre = variant(
        r#"[{"move_agents": {"from": "sales desk", "to": "care desk", "agents": 2}},
            {"move_agents": {"from": "care desk", "to": "sales desk", "agents": 2}}]"#,
    );
    assert_eq!(heads(group(&centre, "sales desk")), [3, 4, 5, 4]);
    assert_eq!(homes(group(&centre, "sales desk")), homes(group(&variant("{}"), "sales desk")));
}

#[test]
fn pooling_sums_heads_and_unites_skills() {
    let centre = variant(
        r#"{"pool": {"groups": ["sales desk", "care desk"], "into": "all", "wage_per_hour": 21}}"#,
    );
    assert_eq!(centre.agent_groups.len(), 2);
    let all = group(&centre, "all");
    assert_eq!(heads(all), [8, 9, 10, 9]);
    assert_eq!(all.skills.len(), 2);
    assert_eq!(all.wage_per_hour, 21.0);
    assert_eq!(all.display, 0);
    assert_eq!(homes(all)[..4], ["care desk 1", "sales desk 1", "care desk 2", "sales desk 2"]);
    assert_eq!(all.homes.len(), 10);
}

#[test]
fn pooling_refuses_what_differs_unless_it_is_given() {
    let three = r#"{"pool": {"groups": ["sales desk", "care desk", "blended"], "into": "all"}}"#;
    let said = apply(&tree(CENTRE), three).unwrap_err();
    assert_eq!(
        said,
        [
            "whatif.json:1:10: found wage_per_hour 0 in `sales desk` and `blended` and 20 in \
             `care desk`, wanted groups that are alike, or `wage_per_hour` in the pool",
            "whatif.json:1:10: found handle_time_factor of `sales` 1 in `sales desk` and 1.1 in \
             `blended`, wanted groups that are alike, or `skills` in the pool",
        ]
    );
    let given = three
        .replace("\"into\"", "\"skills\": [\"sales\", \"care\"], \"wage_per_hour\": 20, \"into\"");
    assert_eq!(heads(group(&variant(&given), "all")), [10, 11, 12, 11]);
}

#[test]
fn values_are_set_at_paths_even_where_there_was_none() {
    let centre = variant(
        r#"{"set": {"contact_types.sales.volume_per_hour": 40, "lines": 12,
                    "contact_types.*.redial": {"probability": 0.5, "delay": 60},
                    "agent_groups.care desk.scheduled_agents": 9,
                    "agent_groups.blended.skills.care.after_seconds": 15,
                    "targets.sales.within_seconds": 30}}"#,
    );
    assert_eq!(centre.contact_types[1].arrivals.expected, [20.0; 4]);
    assert_eq!(centre.lines, Some(12));
    assert!(centre.contact_types.iter().all(|contact_type| contact_type.redial.is_some()));
    assert_eq!(heads(group(&centre, "care desk")), [9; 4]);
    assert_eq!(skill(&centre, "blended", "care").after_seconds, 15.0);
    assert_eq!(centre.contact_types[1].target.within_seconds, 30.0);
}

#[test]
fn scaling_and_adding_keep_the_cv() {
    let centre = variant(
        r#"{"scale": {"contact_types.*.volume": 1.5, "contact_types.sales.patience": 2,
                      "agent_groups.*.agents": 1.5},
            "add": {"contact_types.care.handle_time.mean_seconds": 15,
                    "contact_types.sales.volume_per_hour": 2}}"#,
    );
    assert_eq!(centre.contact_types[0].arrivals.expected, [15.0, 30.0, 45.0, 60.0]);
    // 20 an hour: 10 x 1.5 in half an hour, and one more.
    assert_eq!(centre.contact_types[1].arrivals.expected, [16.0; 4]);
    let care = &centre.contact_types[0].handle_time.law;
    assert_eq!(*care, crate::random::Law::Lognormal { mean: 315.0, cv: 0.5 });
    let patience = centre.contact_types[1].patience.as_ref();
    assert_eq!(patience, Some(&crate::random::Law::Uniform { low: 20.0, high: 60.0 }));
    // 4.5, 6, 7.5 and 6: halves to the even number.
    assert_eq!(heads(group(&centre, "sales desk")), [4, 6, 8, 6]);
    assert_eq!(heads(group(&centre, "care desk")), [8; 4]);
}

#[test]
fn a_scaled_list_of_means_scales_the_talk_time() {
    let text = CENTRE.replace("\"mean_seconds\": 360", "\"mean_seconds\": [100, 200, 300, 400]");
    let scaled = r#"{"scale": {"contact_types.sales.handle_time": 2}}"#;
    let (centre, _) = apply(&tree(&text), scaled).unwrap();
    let talk = &centre.contact_types[1].handle_time;
    assert_eq!(talk.law.mean(), 200.0);
    assert_eq!(talk.factors, [1.0, 2.0, 3.0, 4.0]);
}

#[test]
fn a_mistake_in_a_verb_stands_in_the_what_if() {
    let said: Vec<String> = MISTAKES.iter().map(|(verbs, _)| problem(verbs)).collect();
    let wanted: Vec<&str> = MISTAKES.iter().map(|(_, message)| *message).collect();
    assert_eq!(said, wanted, "{}", said.join("\n"));
}

const MISTAKES: &[(&str, &str)] = &[
    (
        r#"{"give_skill": {"group": "care dsk", "share": 0.4, "skill": "sales"}}"#,
        "whatif.json:1:26: found `care dsk`, wanted a known agent group: `care desk`",
    ),
    (
        r#"{"give_skill": {"group": "care desk", "share": 0.4, "skill": "slaes"}}"#,
        "whatif.json:1:62: found `slaes`, wanted a known contact type: `sales`",
    ),
    (
        r#"{"give_skill": {"group": "care desk", "share": 0.4, "skill": "care"}}"#,
        "whatif.json:1:62: found \"care\", wanted a skill that `care desk` does not have",
    ),
    (
        r#"{"move_agents": {"from": "sales desk", "to": "blended", "agents": 4}}"#,
        "whatif.json:1:67: found 4, wanted at most 3, the heads at 08:00, or a `share` \
             (`sales desk`)",
    ),
    (
        r#"{"scale": {"contact_types.care.patience.mean_seconds": 2}}"#,
        "whatif.json:1:12: found `patience` in the path \
             `contact_types.care.patience.mean_seconds`, wanted a key of `contact_types.care`, \
             which has `volume`, `handle_time`, `arrivals`, `existing_customer_share`, \
             `need_probability` and `waiting_cost_per_minute`",
    ),
    (
        r#"{"set": {"contact_types.care.patienc": 2}}"#,
        "whatif.json:1:40: found the unknown key `patienc`, wanted `patience`",
    ),
    (
        r#"{"add": {"contact_types.care.handle_time.mean_seconds": -400}}"#,
        "whatif.json:1:57: found -100, wanted a number above 0",
    ),
    (
        r#"{"scale": {"day.opens": 2}}"#,
        "whatif.json:1:12: found `day.opens`, which is \"08:00\", wanted a path to a number, \
             a list or a random quantity",
    ),
    (
        r#"{"best_split": {"groups": ["care desk"]}}"#,
        "whatif.json:1:16: found only `care desk` to receive the heads, wanted at least two \
             groups of which none can do all that the other can",
    ),
    (
        r#"{"pool": {"groups": ["care desk"], "into": "sales desk"}}"#,
        "whatif.json:1:44: found \"sales desk\", wanted a new name, or the name of a group \
             that is pooled",
    ),
];

#[test]
fn the_best_split_divides_all_heads_among_specialists() {
    let verbs = r#"{"best_split": {"groups": ["sales desk", "care desk", "blended"],
                                   "by": "net_value"}}"#;
    let (centre, split) = apply(&tree(CENTRE), verbs).unwrap();
    let split = split.expect("a split");
    assert_eq!(split.heads, [10, 11, 12, 11]);
    assert_eq!(split.by, SplitBy::NetValue);
    let names: Vec<&str> =
        split.receivers.iter().map(|&group| centre.agent_groups[group].name.as_str()).collect();
    assert_eq!(names, ["care desk", "sales desk"]);
    assert_eq!(heads(group(&centre, "blended")), [0; 4]);
    assert!(group(&centre, "blended").homes.is_empty());
    // Work: care 300 s x (10 20 30 40), sales 360 s x 10. Shares of care: 3000 / 6600 = 0.4545,
    // 0.625, 0.7143, 0.7692; of the heads 4.545, 6.875, 8.571, 8.461.
    assert_eq!(heads(group(&centre, "care desk")), [5, 7, 9, 8]);
    assert_eq!(heads(group(&centre, "sales desk")), [5, 4, 3, 3]);
    let care = homes(group(&centre, "care desk"));
    let mut sales = homes(group(&centre, "sales desk"));
    assert_eq!(care.len(), 12);
    sales.reverse();
    assert_eq!(care, sales);
}

#[test]
fn a_blended_group_alone_is_split_into_one_group_for_each_skill() {
    let verbs = r#"{"best_split": {"groups": ["blended"]}}"#;
    let (centre, split) = apply(&tree(CENTRE), verbs).unwrap();
    assert_eq!(split.expect("a split").heads, [2; 4]);
    let names: Vec<&str> = centre.agent_groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(names, ["blended: care", "blended: sales", "care desk", "sales desk"]);
    assert_eq!(skill(&centre, "blended: sales", "sales").handle_time_factor, 1.1);
    assert_eq!(group(&centre, "blended: care").skills.len(), 1);
}

#[test]
fn the_best_split_comes_after_the_other_verbs() {
    let verbs = r#"[{"best_split": {"groups": ["all"]}},
        {"pool": {"groups": ["sales desk", "care desk"], "into": "all", "wage_per_hour": 1}}]"#;
    // In the order written there is no group `all` yet, but the split is done last.
    let (centre, split) = apply(&tree(CENTRE), verbs).unwrap();
    assert_eq!(split.expect("a split").heads, [8, 9, 10, 9]);
    assert_eq!(group(&centre, "all: care").wage_per_hour, 1.0);
}

#[test]
fn scheduled_heads_can_be_divided_unless_a_constant_share_is_away() {
    let with = |kind: &str| {
        let shrinkage =
            format!("{{\"format\": 1, \"shrinkage\": {{\"share\": 0.1, \"kind\": \"{kind}\"}},");
        let text = CENTRE.replace("\"agents\"", "\"scheduled_agents\"");
        tree(&text.replacen("{\"format\": 1,", &shrinkage, 1))
    };
    let verbs = r#"{"best_split": {"groups": ["sales desk", "care desk"]}}"#;
    let (_, split) = apply(&with("random"), verbs).unwrap();
    assert_eq!(split.expect("a split").heads, [8, 9, 10, 9]);
    let refused = apply(&with("constant"), verbs).unwrap_err();
    assert_eq!(
        refused,
        ["whatif.json:1:16: found `scheduled_agents` in `sales desk`, wanted groups with \
          `agents`, productive heads by interval"]
    );
}

#[test]
fn persons_with_shifts_go_whole() {
    let text = CENTRE.replace(
        "\"agents\": [3, 4, 5, 4]",
        "\"shifts\": [{\"start\": \"08:00\", \"end\": \"09:00\", \"agents\": 3}, \
                      {\"start\": \"09:00\", \"end\": \"10:00\", \"agents\": 2}]",
    );
    let verbs = r#"{"give_skill": {"group": "sales desk", "share": 0.6, "skill": "care"}}"#;
    let (centre, _) = apply(&tree(&text), verbs).unwrap();
    let made = group(&centre, "sales desk + care");
    let Staffing::Shifts(shifts) = &made.staffing else { panic!("shifts") };
    let starts: Vec<f64> = shifts.iter().map(|shift| shift.start_seconds).collect();
    assert_eq!(starts, [0.0, 3600.0, 3600.0]);
    assert_eq!(homes(made), ["sales desk 3", "sales desk 4", "sales desk 5"]);
    let mixed = r#"{"move_agents": {"from": "sales desk", "to": "care desk", "agents": 1}}"#;
    assert_eq!(
        apply(&tree(&text), mixed).unwrap_err(),
        ["whatif.json:1:17: found `shifts` in `sales desk` and `agents` in `care desk`, wanted \
          groups whose heads are given in the same way"]
    );
}

/// Heads of all groups together, by interval.
fn all_heads(centre: &Scenario) -> Vec<u32> {
    let mut sum = vec![0; centre.day.intervals];
    for group in &centre.agent_groups {
        for (sum, heads) in sum.iter_mut().zip(heads(group)) {
            *sum += heads;
        }
    }
    sum
}

fn is_each_agent_once(centre: &Scenario) -> bool {
    let mut all: Vec<&Home> = centre.agent_groups.iter().flat_map(|group| &group.homes).collect();
    let before = all.len();
    all.sort();
    all.dedup();
    all.len() == before
}

proptest! {
    #[test]
    fn heads_are_neither_made_nor_lost(
        sales in proptest::collection::vec(0_u32..30, 4),
        care in proptest::collection::vec(0_u32..30, 4),
        share in 0.0_f64..=1.0,
        other_share in 0.0_f64..=1.0,
    ) {
        let text = CENTRE
            .replace("[3, 4, 5, 4]", &format!("{sales:?}"))
            .replace("\"agents\": 5", &format!("\"agents\": {care:?}"));
        let base = tree(&text);
        let (before, _) = apply(&base, "{}").unwrap();
        let verbs = [
            format!(r#"{{"give_skill": {{"group": "sales desk", "skill": "care", "share": {share}}}}}"#),
            format!(
                r#"{{"move_agents": [{{"from": "sales desk", "to": "care desk", "share": {share}}},
                                     {{"from": "care desk", "to": "blended", "share": {other_share}}}]}}"#
            ),
            r#"{"pool": {"groups": ["sales desk", "care desk"], "into": "x", "wage_per_hour": 2}}"#
                .to_owned(),
        ];
        for verbs in &verbs {
            let (after, _) = apply(&base, verbs).unwrap();
            prop_assert_eq!(all_heads(&before), all_heads(&after), "{}", verbs);
            prop_assert!(is_each_agent_once(&after), "{}", verbs);
            for group in &after.agent_groups {
                let most = heads(group).iter().copied().max().unwrap_or(0);
                prop_assert_eq!(group.homes.len(), most as usize);
            }
        }
        let split = r#"{"best_split": {"groups": ["sales desk", "care desk"]}}"#;
        let (after, split) = apply(&base, split).unwrap();
        prop_assert_eq!(all_heads(&before), all_heads(&after));
        let split = split.expect("a split");
        // Whatever the split, no person is called by two receivers.
        for (interval, &all) in split.heads.iter().enumerate() {
            for mine in 0..=all as usize {
                let first = &after.agent_groups[split.receivers[0]].homes[..mine];
                let last = &after.agent_groups[split.receivers[1]].homes[..all as usize - mine];
                prop_assert!(first.iter().all(|home| !last.contains(home)), "{}", interval);
            }
        }
    }
}
