//! What a file comes to mean, on files small enough to read.

use super::*;
use crate::random::Law;
use crate::scenario::model::{
    AmongIdleAgents, AmongWaiting, ArrivalKind, ComplaintCount, Contribution, Home,
    LostCustomerCosts, OfferRule, PolicyKind, Scenario, Skill, Staffing, Target,
};
use crate::scenario::overlay::Homes;
use crate::scenario::shape::Shape;
use crate::scenario::shape::defaults::fill_defaults;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::parse::parse;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// A tree with its defaults, and what the shape checks say.
fn read_all(text: &str, problems: &mut Problems) -> Node {
    let mut node = parse("t.json", text, problems).expect("JSON");
    validate(&node, &Shape::Object(&SCENARIO), problems);
    fill_defaults(&mut node);
    node
}

/// A piece of a file with its defaults.
pub(super) fn read(text: &str) -> Node {
    let mut problems = Problems::default();
    let mut node = parse("t.json", text, &mut problems).expect("JSON");
    assert!(problems.is_empty(), "{:?}", said(problems));
    fill_defaults(&mut node);
    node
}

pub(super) fn said(problems: Problems) -> Vec<String> {
    problems.sorted().iter().map(ToString::to_string).collect()
}

pub(super) fn result(text: &str) -> Result<Scenario, Vec<String>> {
    let mut problems = Problems::default();
    let tree = read_all(text, &mut problems);
    let scenario = build(&tree, &Homes::default(), &mut problems);
    if problems.is_empty() { Ok(scenario.expect("no problem")) } else { Err(said(problems)) }
}

pub(super) fn scenario(text: &str) -> Scenario {
    result(text).unwrap_or_else(|said| panic!("{}", said.join("\n")))
}

/// A file of two hours with these contact types, groups and other keys.
pub(super) fn file(types: &str, groups: &str, rest: &str) -> String {
    format!(
        "{{\"format\": 1, \"day\": {{\"opens\": \"08:00\", \"closes\": \"10:00\"}},\n\
         \"contact_types\": {{{types}}},\n\"agent_groups\": {{{groups}}}{rest}}}"
    )
}

const TYPES: &str = r#""sales": {"volume_per_hour": 20, "handle_time": 300,
    "sale": {"conversion_probability": 0.5, "revenue": 100}},
    "care": {"volume_per_hour": 60, "handle_time": 300, "resolution_probability": 0.8}"#;

const GROUPS: &str = r#""desk": {"agents": 3, "skills": ["sales"]},
    "blended": {"agents": [1, 2, 5, 0], "skills": ["sales", "care"]}"#;

fn skill(scenario: &Scenario, group: &str, contact_type: &str) -> Skill {
    let group = scenario.agent_groups.iter().find(|known| known.name == group).expect("a group");
    let of = |skill: &&Skill| scenario.contact_types[skill.contact_type].name == contact_type;
    *group.skills.iter().find(of).expect("a skill")
}

#[test]
fn types_and_groups_stand_by_name_and_remember_their_place_in_the_file() {
    let centre = scenario(&file(TYPES, GROUPS, ""));
    let types: Vec<_> = centre.contact_types.iter().map(|t| (t.name.as_str(), t.display)).collect();
    assert_eq!(types, [("care", 1), ("sales", 0)]);
    let groups: Vec<_> = centre.agent_groups.iter().map(|g| (g.name.as_str(), g.display)).collect();
    assert_eq!(groups, [("blended", 1), ("desk", 0)]);
    assert_eq!(centre.day.intervals, 4);
    assert_eq!(centre.contact_types[1].arrivals.expected, [10.0; 4]);
    assert_eq!(centre.contact_types[1].arrivals.kind, ArrivalKind::Poisson);
    assert_eq!(
        centre.contact_types[0].target,
        Target { service_level: None, within_seconds: 20.0 }
    );
    // A quarter of the volume is sales.
    assert!((centre.contact_types[1].queue_share - 0.25).abs() < 1e-12);
    let expected = vec![1, 2, 5, 0];
    let counter = Staffing::Counter { scheduled: expected.clone(), productive: expected };
    assert_eq!(centre.agent_groups[0].staffing, counter);
    let home = |number| Home { group: "blended".to_owned(), number };
    assert_eq!(centre.agent_groups[0].homes, [home(1), home(2), home(3), home(4), home(5)]);
}

#[test]
fn the_order_of_keys_means_nothing_but_the_display() {
    let (sales, care) = TYPES.split_once(",\n    \"care\"").unwrap();
    let (desk, blended) = GROUPS.split_once(",\n").unwrap();
    let turned = file(&format!("\"care\"{care}, {sales}"), &format!("{blended}, {desk}"), "");
    let straight = scenario(&file(TYPES, GROUPS, ""));
    let mut turned = scenario(&turned);
    assert_ne!(straight, turned);
    for (one, other) in turned.contact_types.iter_mut().zip(&straight.contact_types) {
        one.display = other.display;
    }
    for (one, other) in turned.agent_groups.iter_mut().zip(&straight.agent_groups) {
        one.display = other.display;
    }
    // The sentences name things in the planner's order.
    turned.assumptions.clone_from(&straight.assumptions);
    assert_eq!(straight, turned);
}

#[test]
fn a_policy_fills_the_pairs_and_what_a_skill_states_wins() {
    let groups = r#""desk": {"agents": 3, "skills": ["sales"]},
        "blended": {"agents": 2, "skills": {"sales": {"priority": 5}, "care": {"preference": 7}}}"#;
    let with = |policy: &str| {
        let rest = format!(", \"routing\": {{\"policy\": \"{policy}\"}}");
        scenario(&file(TYPES, groups, &rest))
    };
    let ranks = |centre: &Scenario, group, contact_type| {
        let skill = skill(centre, group, contact_type);
        (skill.preference, skill.priority)
    };
    let first = with("specialists_first");
    assert_eq!(ranks(&first, "desk", "sales"), (1.0, 0.0));
    assert_eq!(ranks(&first, "blended", "sales"), (2.0, 5.0));
    assert_eq!(ranks(&first, "blended", "care"), (7.0, 0.0));
    let sales = with("sales_first");
    assert_eq!(ranks(&sales, "desk", "sales"), (1.0, 0.0));
    assert_eq!(ranks(&sales, "blended", "care"), (7.0, 1.0));
    let longest = with("longest_wait");
    assert_eq!(ranks(&longest, "desk", "sales"), (0.0, 0.0));
    let split = with("split");
    // care has the lower stated priority (none), so sales is dropped.
    assert_eq!(split.agent_groups[0].skills.len(), 1);
    assert_eq!(ranks(&split, "blended", "care"), (7.0, 0.0));
    assert_eq!(split.routing.policy, PolicyKind::RuleTable);
    let own_code = with("max_weight");
    assert_eq!(own_code.routing.policy, PolicyKind::MaxWeight);
    assert_eq!(own_code.routing.policy_name, "max_weight");
}

#[test]
fn rules_among_equals_are_the_types_or_groups_own_or_those_of_the_whole() {
    let types = TYPES.replacen("\"sale\"", "\"among_idle_agents\": \"fastest\", \"sale\"", 1);
    let groups = GROUPS.replacen("\"skills\"", "\"among_waiting\": \"c_mu\", \"skills\"", 1);
    let rest = r#", "routing": {"among_idle_agents": "random", "among_waiting": "earliest_due"}"#;
    let centre = scenario(&file(&types, &groups, rest));
    let idle: Vec<_> = centre.contact_types.iter().map(|t| t.among_idle_agents).collect();
    assert_eq!(idle, [AmongIdleAgents::Random, AmongIdleAgents::Fastest]);
    let waiting: Vec<_> = centre.agent_groups.iter().map(|g| g.among_waiting).collect();
    assert_eq!(waiting, [AmongWaiting::EarliestDue, AmongWaiting::CMu]);
}

#[test]
fn shrinkage_takes_scheduled_agents_and_no_others() {
    let groups = r#""a": {"scheduled_agents": 28, "skills": ["sales"]},
        "b": {"agents": 28, "skills": ["care"]}"#;
    let constant = scenario(&file(TYPES, groups, ", \"shrinkage\": {\"share\": 0.3}"));
    let productive = |group: usize, centre: &Scenario| match &centre.agent_groups[group].staffing {
        Staffing::Counter { productive, .. } => productive.clone(),
        Staffing::Shifts(_) => unreachable!("no shifts are given"),
    };
    assert_eq!(productive(0, &constant), [20, 19, 20, 19]);
    assert_eq!(productive(1, &constant), [28; 4]);
    assert_eq!(constant.agent_groups[0].homes.len(), 20);
    let random = ", \"shrinkage\": {\"share\": 0.3, \"kind\": \"random\"}";
    let scheduled = r#""a": {"scheduled_agents": 28, "skills": ["sales", "care"]}"#;
    let random_centre = scenario(&file(TYPES, scheduled, random));
    assert_eq!(productive(0, &random_centre), [28; 4]);
    assert!((random_centre.routing.absence_probability - 0.3).abs() < 1e-12);
    let refused = result(&file(TYPES, groups, random)).unwrap_err();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].contains("`agents` beside random shrinkage"), "{refused:?}");
}

#[test]
fn shifts_are_persons_in_seconds_since_opening() {
    let groups = r#""a": {"skills": ["sales", "care"], "shifts": [
        {"start": "08:00", "end": "09:30", "agents": 2, "breaks": [{"start": "08:30", "end": "08:45"}]},
        {"start": "08:30", "end": "10:00"}]}"#;
    let centre = scenario(&file(TYPES, groups, ""));
    let group = &centre.agent_groups[0];
    let Staffing::Shifts(shifts) = &group.staffing else { panic!("shifts") };
    assert_eq!(shifts.len(), 3);
    assert_eq!(shifts[1].breaks, [(1800.0, 2700.0)]);
    assert_eq!(
        (shifts[2].agent, shifts[2].start_seconds, shifts[2].end_seconds),
        (2, 1800.0, 7200.0)
    );
    assert_eq!(group.homes.len(), 3);
}

#[test]
fn what_would_do_nothing_or_never_end_is_said() {
    let types = r#""care": {"volume": [1, 2, 3, 4], "handle_time": 300,
"redial": {"probability": 1, "delay": 0},
"transfer_of_need": {"to": "care", "probability": 0.5}}"#;
    let groups = r#""desk": {"agents": 1, "skills": ["care"]}"#;
    let said = result(&file(types, groups, "")).unwrap_err();
    let wanted = [
        "t.json:3:11: found a mean delay under 1 s and no `max_attempts`, wanted a longer `delay`, \
         or `max_attempts`",
        "t.json:4:21: found `transfer_of_need` without `offer`, wanted an `offer` beside it, which \
         says what is offered to the need and who accepts",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn everything_that_only_the_whole_can_tell_is_said_at_once_and_located() {
    let types = r#""sales": {"volume": [1, 2, 3], "handle_time": {"mean_seconds": [300, 300]},
"busyness": ["wether"], "sale": {"conversion_probability": 0.6,
"complaint": {"contact_type": "complaints", "count": 1, "delay_days": 2}}},
"care": {"volume": [1.5, 2, 3, 4], "arrivals": "fixed", "handle_time": 300,
"repeat": {"probability": 0.5, "delay": 60, "contact_type": "cares"},
"redial": {"probability": 0.5, "delay": 60, "contact_type": "x"},
"transfer_of_need": {"to": "sale", "probability": 0.5}}"#;
    let groups = r#""desk": {"agents": [1, 2], "incentive": "push", "skills": {"sales": {"conversion_factor": 1.2}}},
"early": {"skills": ["loans"], "shifts": [{"start": "07:30", "end": "09:00"},
{"start": "08:00", "end": "09:00", "breaks": [{"start": "08:50", "end": "09:05"}]}]}"#;
    let rest = r#",
"busyness_factors": {"weather": {"cv": 0.1}},
"incentive_profiles": {"commission": {"push": 0.1}},
"targets": {"service": {"service_level": 0.8}}"#;
    let said = result(&file(types, groups, rest)).unwrap_err();
    let wanted = [
        "t.json:2:39: found a list of 3, wanted one number for each of the 4 intervals",
        "t.json:2:82: found a list of 2, wanted one number for each of the 4 intervals",
        "t.json:3:14: found `wether`, wanted a known busyness factor: `weather`",
        "t.json:4:31: found `complaints`, wanted a known contact type: `care` or `sales`",
        "t.json:5:21: found 1.5, wanted whole numbers of contacts in each interval, since arrivals \
         are \"fixed\"",
        "t.json:6:61: found `cares`, wanted a known contact type: `care`",
        "t.json:7:61: found `x`, wanted a known contact type: `care` or `sales`",
        "t.json:8:21: found `transfer_of_need` without `offer`, wanted an `offer` beside it, which \
         says what is offered to the need and who accepts",
        "t.json:8:28: found `sale`, wanted a known contact type: `sales`",
        "t.json:9:37: found a list of 2, wanted one number for each of the 4 intervals",
        "t.json:9:58: found `push`, wanted a known incentive profile: `commission`",
        "t.json:10:22: found `loans`, wanted a known contact type: `care` or `sales`",
        "t.json:10:43: found 07:30 to 09:00, wanted a shift inside 08:00 to 10:00",
        "t.json:11:47: found 08:50 to 09:05, wanted a break inside the shift and after the break \
         before it",
        "t.json:14:13: found `service`, wanted a known contact type: `care` or `sales`",
    ];
    assert_eq!(said, wanted, "{}", said.join("\n"));
}

#[test]
fn a_factor_that_takes_a_probability_above_1_is_a_problem_where_it_stands() {
    let groups = r#""desk": {"agents": 1, "incentive": "push", "skills": {
"sales": {"conversion_factor": 1.5}, "care": {"resolution_factor": 1.3}}}"#;
    let rest = r#", "incentive_profiles": {"push": {"conversion_factor": 1.4}}"#;
    let said = result(&file(TYPES, groups, rest)).unwrap_err();
    let wanted = [
        "t.json:6:32: found conversion_factor 1.5, which takes conversion_probability 0.5 of \
         `sales` with `desk` to 1.0500, wanted a factor that keeps it at most 1",
        "t.json:6:68: found resolution_factor 1.3, which takes resolution_probability 0.8 of \
         `care` with `desk` to 1.0400, wanted a factor that keeps it at most 1",
    ];
    assert_eq!(said, wanted, "{}", said.join("\n"));
    let exactly_1 = groups.replace("1.3", "1.25").replace("1.5", "1.4");
    assert!(result(&file(TYPES, &exactly_1, rest)).is_ok());
}

#[test]
fn absurd_sizes_are_refused() {
    let types = TYPES.replace("60,", "6000000,");
    let groups = GROUPS.replace("\"agents\": 3", "\"agents\": 70000");
    let said = result(&file(&types, &groups, "")).unwrap_err();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("12,000,040 contacts expected in the day"), "{said:?}");
    assert!(said[1].contains("70,005 agents, wanted at most 65,536 agents in all"), "{said:?}");
}

#[test]
fn what_a_slip_makes_too_large_is_said_where_it_stands() {
    let one = |types: &str, groups: &str| {
        let rest = ", \"busyness_factors\": {\"wild\": {\"cv\": 5, \"interval_cv\": 5}}";
        let said = result(&file(types, groups, rest)).unwrap_err();
        assert_eq!(said.len(), 1, "{said:?}");
        said[0].clone()
    };
    let type_with = |old: &str, new: &str| one(&TYPES.replacen(old, new, 1), GROUPS);
    for (old, new, wanted) in [
        ("60,", "400000, \"busyness\": [\"wild\"],", "contacts in one interval, busyness included"),
        ("60,", "4500000,", "wanted at most 2,000,000"),
        ("\"revenue\": 100", "\"revenue\": 1e8", "sales of 4,000,000,000 in a day"),
        ("300", "90000", "found a handle time with a mean of 90,000, wanted at most 86,400"),
        (
            "300",
            "{\"mean_seconds\": [300, 1e-9, 300, 300]}",
            "found 1e-9, wanted a number from 0.000001 to 86400",
        ),
        (
            "300",
            "{\"distribution\": \"lognormal\", \"mean_seconds\": 300, \"median_seconds\": 1}",
            "wanted a cv from 0 to 50",
        ),
        ("0.8", "0.8, \"repeat\": {\"probability\": 1, \"delay\": 0.5}", "a mean delay under 1 s"),
        (
            "0.8",
            "0.8, \"repeat\": {\"probability\": 1, \"delay\": {\"distribution\": \"lognormal\", \"mean_seconds\": 1, \"cv\": 50}}",
            "found a delay under 1 s nine times in ten, wanted a longer `delay`",
        ),
    ] {
        let said = type_with(old, new);
        assert!(said.contains(wanted), "{new}: {said}");
    }
    let wages = GROUPS.replacen("\"skills\"", "\"wage_per_hour\": 1e9, \"skills\"", 1);
    assert!(one(TYPES, &wages).contains("wages and bonuses of 6,000,000,000 in a day"));
    let long = GROUPS.replacen("desk", &"d".repeat(201), 1);
    assert!(one(TYPES, &long).contains("a longer name, wanted at most 200 characters"));
    let twice = GROUPS.replacen("[\"sales\"]", "[\"sales\", \"sales\"]", 1);
    assert!(one(TYPES, &twice).contains("found `sales` again, wanted each name once"));
}

#[test]
fn talk_time_by_interval_is_one_law_and_factors() {
    let types = TYPES.replacen(
        "\"handle_time\": 300",
        "\"handle_time\": {\"mean_seconds\": [200, 300, 400, 100], \"cv\": 0.5}",
        1,
    );
    let centre = scenario(&file(&types, GROUPS, ""));
    let talk = &centre.contact_types[1].handle_time;
    assert_eq!(talk.law, Law::Lognormal { mean: 200.0, cv: 0.5 });
    assert_eq!(talk.factors, [1.0, 1.5, 2.0, 0.5]);
}

#[test]
fn what_a_contact_leads_to_is_read() {
    let types = r#""sales": {"volume_per_hour": 20, "handle_time": 300, "sale": {
        "conversion_probability": 0.5, "revenue": {"mean": 140, "cv": 0.8}, "contribution": 90,
        "complaint": {"contact_type": "care", "mean_count": 1.4,
                      "delay_days": {"distribution": "exponential", "mean": 10}}}},
      "care": {"volume_per_hour": 60, "handle_time": 300, "need_probability": 0.1,
        "offer": {"when": {"waiting_at_most": 3, "clock": ["09:30", "17:00"]}, "handle_time": 60,
          "acceptance_probability": 0.3, "revenue": 60, "contribution_share": 0.7},
        "transfer_of_need": {"to": "sales", "probability": 0.8},
        "redial": {"probability": 0.4, "delay": 900, "patience": "kept", "max_attempts": 3}}"#;
    let rest = r#", "customers": {"effect_months": 12, "retention_per_month": 0.99,
        "replacement_cost": 120, "lost_customer_costs": "replacement",
        "leaves_because": {"abandoned": 0.03, "balked": 0.01}, "stays_because": {"need_met": 0.1}}"#;
    let centre = scenario(&file(types, GROUPS, rest));
    let (care, sales) = (&centre.contact_types[0], &centre.contact_types[1]);
    let sale = sales.sale.as_ref().unwrap();
    assert_eq!(sale.revenue, Law::Lognormal { mean: 140.0, cv: 0.8 });
    assert_eq!(sale.contribution, Contribution::Amount(90.0));
    let complaint = sale.complaint.as_ref().unwrap();
    assert_eq!(complaint.count, ComplaintCount::Poisson(1.4));
    assert_eq!(complaint.delay, Law::Exponential { mean: 864_000.0 });
    assert_eq!(complaint.contact_type, 0);
    let offer = care.offer.as_ref().unwrap();
    let clock = vec![(5400.0, 32_400.0)];
    let when = OfferRule { waiting_at_most: Some(3), clock, ..OfferRule::default() };
    assert_eq!(offer.when, when);
    assert_eq!((offer.acceptance_with_need, offer.acceptance_without_need), (0.3, 0.3));
    assert_eq!(offer.contribution, Contribution::Share(0.7));
    assert_eq!(care.transfer_of_need.as_ref().unwrap().to, 1);
    let redial = care.redial.as_ref().unwrap();
    assert!(redial.patience_kept);
    assert_eq!((redial.max_attempts, redial.contact_type), (Some(3), None));
    let customers = centre.customers.as_ref().unwrap();
    assert_eq!(customers.lost_customer_costs, LostCustomerCosts::ReplacementCost);
    let leaves = customers.leaves_because;
    // Blocked is as abandoned, balked has its own.
    assert_eq!((leaves.abandoned, leaves.blocked, leaves.balked), (0.03, 0.03, 0.01));
}

#[test]
fn only_what_was_not_given_is_an_assumption() {
    let bare = scenario(&file(
        r#""sales": {"volume_per_hour": 20, "handle_time": {"mean_seconds": 300}}"#,
        r#""desk": {"agents": 3, "skills": []}"#,
        "",
    ));
    let wanted = [
        "Handle time of `sales`: lognormal with cv 1.",
        "No patience is given for `sales`: nobody abandons there.",
        "Whoever waits at closing is still answered (after_close).",
        "Routing: the group with fewest skills first (specialists_first).",
        "Among idle agents: the longest idle.",
        "A freed agent takes the contact that has waited longest.",
        "No effect of contacts on customers is given: nobody leaves.",
        "No wage is given for `desk`: these agents cost nothing.",
        "`sales` in time: within 20 s.",
        "Short abandons: up to 5 s.",
    ];
    assert_eq!(bare.assumptions, wanted);
    let full = r#"{"format": 1, "day": {"opens": "08:00", "closes": "10:00", "after_close": "clear"},
      "contact_types": {"sales": {"volume_per_hour": 20, "handle_time": {"mean_seconds": 300, "cv": 2},
        "patience": {"distribution": "exponential", "mean_seconds": 60},
        "redial": {"probability": 0, "delay": 60}, "existing_customer_share": 0.5}},
      "agent_groups": {"desk": {"agents": 3, "skills": ["sales"], "wage_per_hour": 20}},
      "routing": {"policy": "longest_wait", "among_idle_agents": "longest_idle",
                  "among_waiting": "longest_wait"},
      "customers": {"effect_months": 12, "retention_per_month": 1},
      "targets": {"sales": {"within_seconds": 20}, "short_abandon_seconds": 5}}"#;
    assert_eq!(scenario(full).assumptions, Vec::<String>::new());
}
