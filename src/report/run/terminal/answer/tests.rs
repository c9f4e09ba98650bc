//! What the first sentences say, and what they must not say.

use super::*;
use crate::measures::estimate::{Estimate, Measured, Subject};
use crate::report::sample::{self, about};
use crate::scenario::text::tree::Written;
use crate::scenario::{Warning, Weight};

fn told(report: &Report) -> String {
    let text = match report.kind {
        Kind::Run => run(report.base()),
        Kind::Compare => choice::sentences(report).join(" "),
    };
    text.replace('\u{a0}', " ")
}

fn set(measures: &mut [Measured], key: &str, estimate: Estimate) {
    let mut found = measures.iter_mut().filter(|it| it.definition.key == key);
    found.next().unwrap_or_else(|| panic!("no {key}")).estimate = estimate;
}

/// A run that reaches its only target, 0.8 of service, in the day and in each interval.
fn held() -> Report {
    let mut report = sample::run();
    let base = &mut report.outcome.variants[0];
    let types = &mut base.scenario.contact_types;
    for own in types.iter_mut() {
        own.target.service_level = None;
    }
    types.iter_mut().find(|it| it.name == "service").unwrap().target.service_level = Some(0.8);
    let summary = &mut base.summary;
    set(&mut summary.contact_types[1].measures, "service_level", about(0.85, 0.01));
    for interval in &mut summary.intervals {
        set(&mut interval.contact_types[1].measures, "service_level", about(0.88, 0.01));
    }
    report
}

fn first(report: &mut Report) -> &mut VariantOutcome {
    &mut report.outcome.variants[0]
}

#[test]
fn a_day_that_reaches_every_target_in_every_interval_holds() {
    let text = told(&held());
    assert!(text.starts_with("It holds: every target is reached. In all,"), "{text}");
    assert!(text.contains("3 of 3 intervals meet their target,"), "{text}");
}

#[test]
fn a_day_of_which_intervals_surely_fail_is_not_said_to_hold() {
    let mut report = held();
    let interval = &mut first(&mut report).summary.intervals[1];
    set(&mut interval.contact_types[1].measures, "service_level", about(0.61, 0.02));
    let text = told(&report);
    let wanted = "The day as a whole reaches every target, but 1 of 3 intervals does not.";
    assert!(text.starts_with(wanted), "{text}");
    // An interval that may reach it is counted as what it is.
    let interval = &mut first(&mut report).summary.intervals[1];
    set(&mut interval.contact_types[1].measures, "service_level", about(0.81, 0.02));
    let text = told(&report);
    assert!(text.starts_with("It holds"), "{text}");
    assert!(
        text.contains("3 of 3 intervals meet their target on the estimate (2 surely)"),
        "{text}"
    );
}

#[test]
fn every_target_is_spoken_of_the_highest_occupancy_too() {
    let mut report = held();
    first(&mut report).scenario.targets.max_occupancy = Some(0.92);
    let text = told(&report);
    let wanted = "It does not hold: agents of blended are 95.00 % occupied (±0.12), wanted at most \
                  92 %. The other 2 targets are reached.";
    assert!(text.starts_with(wanted), "{text}");
    first(&mut report).scenario.targets.max_occupancy = Some(0.96);
    assert!(told(&report).starts_with("It holds"), "{}", told(&report));
    first(&mut report).scenario.targets.max_occupancy = Some(0.9505);
    assert!(told(&report).starts_with("Too close to call: agents of blended"), "{}", told(&report));
}

#[test]
fn a_target_on_what_had_no_contact_is_not_reached() {
    let mut report = held();
    let base = first(&mut report);
    set(&mut base.summary.contact_types[1].measures, "service_level", Estimate::default());
    let text = told(&report);
    let wanted =
        "It does not hold: no contact of service was offered, wanted 80 % of them in time.";
    assert!(text.starts_with(wanted), "{text}");
}

#[test]
fn a_day_that_is_warned_of_is_never_said_to_hold() {
    let mut report = held();
    let warning = |weight| Warning {
        place: Written { file: "a.json".to_owned(), line: 5, column: 5 },
        subject: "contact_types.service".to_owned(),
        sentence: "Nobody who takes `service` is on duty from 17:30 to 18:00.".to_owned(),
        weight,
    };
    first(&mut report).scenario.remarks.warnings = vec![warning(Weight::NoVerdict)];
    let text = told(&report);
    assert!(!text.contains("It holds") && text.contains("is no day that holds"), "{text}");
    assert_eq!(report.warnings().len(), 1);
    first(&mut report).scenario.remarks.warnings = vec![warning(Weight::Doubt)];
    assert!(told(&report).starts_with("It holds"), "a doubt leaves the figures what they are");
}

#[test]
fn agents_who_are_idle_for_most_of_the_day_are_to_spare() {
    let mut report = held();
    set(&mut first(&mut report).summary.total, "occupancy", about(0.28, 0.01));
    let text = told(&report);
    let wanted = "There are agents to spare: the 100 on duty are idle for 72 % of their time; \
                  `switchroom staff` finds how few would do.";
    assert!(text.contains(wanted), "{text}");
    set(&mut first(&mut report).summary.total, "occupancy", about(0.495, 0.01));
    assert!(!told(&report).contains("to spare"));
}

#[test]
fn what_happens_is_compared_and_never_the_best() {
    let mut report = sample::compare();
    report.outcome.variants[1].scenario.remarks.against_base.happens = vec!["volume".to_owned()];
    let text = told(&report);
    assert!(!text.contains("Best"), "{text}");
    assert!(text.starts_with("No variant beats the base by net value."), "{text}");
    let wanted = "What if, not a choice: “all blended” (volume) EUR 5,566 a day † (±41), 1,381 more \
                  than the base (±52).";
    assert!(text.ends_with(wanted), "{text}");
}

#[test]
fn another_yardstick_is_neither_better_nor_worse() {
    let mut report = sample::compare();
    for variant in &mut report.outcome.variants {
        variant.scenario.customers = None;
        for own in &mut variant.scenario.contact_types {
            own.sale = None;
        }
        for own in &mut variant.scenario.agent_groups {
            own.wage_per_hour = 0.0;
        }
    }
    let wanted = "“all blended” measures by another yardstick (formula)";
    assert!(!told(&report).contains(wanted));
    report.outcome.variants[1].scenario.remarks.against_base.yardstick = vec!["formula".to_owned()];
    let text = told(&report);
    assert!(text.contains(wanted) && !text.contains("Best"), "{text}");
}

#[test]
fn a_recommendation_names_what_gets_clearly_worse_and_where_it_turns_round() {
    let mut report = sample::compare();
    let difference = &mut report.outcome.differences[0].1;
    set(&mut difference.total, "abandon_rate", about(0.126, 0.002));
    set(&mut difference.total, "mean_wait_seconds", about(28.0, 0.4));
    difference.sensitivity.as_mut().unwrap().sign_change = Some(1.1);
    let text = told(&report);
    assert!(text.contains("But there 93.18 % are answered"), "{text}");
    assert!(text.contains("Clearly worse there: mean wait 28.0 s more than the base"), "{text}");
    assert!(text.contains("near × 1.1 of them it turns round, on the estimate"), "{text}");
    report.outcome.differences[0].1.sensitivity.as_mut().unwrap().sign_change = Some(3.2);
    assert!(!told(&report).contains("turns round"));
}

#[test]
fn variants_that_cannot_be_told_apart_are_not_called_the_best() {
    let mut report = sample::compare();
    report.outcome.variants[2].summary.total = report.outcome.variants[1].summary.total.clone();
    let near = &mut report.outcome.differences[1].1;
    set(&mut near.total, "net_value", about(1_350.0, 60.0));
    let text = told(&report);
    assert!(text.starts_with("Highest by net value is “all blended”: EUR 5,566"), "{text}");
    let wanted =
        "“handle time +15 s” cannot be told apart from it here; `switchroom best` decides.";
    assert!(text.contains(wanted), "{text}");
    let difference = &mut report.outcome.differences[0].1;
    set(&mut difference.total, "net_value", about(40.0, 52.0));
    let text = told(&report);
    assert!(text.starts_with("No difference is told from the base by net value."), "{text}");
}

#[test]
fn a_type_that_gets_worse_while_the_whole_gets_better_is_named() {
    let mut report = sample::compare();
    let difference = &mut report.outcome.differences[0].1;
    let worse = |own: &mut Subject| set(&mut own.measures, "service_level", about(-0.1, 0.01));
    worse(&mut difference.contact_types[0]);
    let text = told(&report);
    assert!(
        text.contains("Clearly worse there: service level of sales 10.0 points less than the base"),
        "{text}"
    );
}
