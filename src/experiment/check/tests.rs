//! Checks of small centres, through the planner's own door.

use super::*;
use crate::experiment::{self, Kind};
use crate::scenario::load::read_text;

/// A small desk whose service level is some 70 %, another type that nobody calls for, and two
/// variants.
const CENTRE: &str = r#"{
  "format": 1, "name": "small",
  "day": { "opens": "08:00", "closes": "12:00" },
  "contact_types": {
    "sales": { "volume_per_hour": 60, "handle_time": { "mean_seconds": 300 }, "patience": { "mean_seconds": 120 } },
    "fax": { "volume_per_hour": 0, "handle_time": { "mean_seconds": 300 }, "patience": { "mean_seconds": 60 } }
  },
  "agent_groups": { "desk": { "agents": 6, "skills": ["sales", "fax"] } },
  "variants": {
    "more": { "set": { "agent_groups.desk.agents": 8 } },
    "same": {}
  },
  "checks": { CHECKS }
}"#;

fn loaded(checks: &str) -> Loaded {
    read_text("centre.json", &CENTRE.replace("CHECKS", checks)).unwrap()
}

fn nothing() -> Reference<'static> {
    Reference { baseline: None, pairing: Pairing::Paired, missing: Missing::Fails }
}

fn paired(baseline: &Baseline) -> Reference<'_> {
    Reference { baseline: Some(baseline), ..nothing() }
}

fn settings() -> CheckSettings {
    CheckSettings { seed: 3, threads: 2, confidence: 0.95, first: None, most: Some(400) }
}

fn checked(checks: &str, settings: &CheckSettings, reference: Reference<'_>) -> CheckOutcome {
    check(&loaded(checks), &|_| true, settings, reference, &()).unwrap()
}

/// The verdict of a file with one assertion.
fn verdict(check: &str) -> (Verdict, Option<Reason>) {
    let outcome = checked(&format!("\"it\": {{ {check} }}"), &settings(), nothing());
    assert_eq!(outcome.assertions.len(), 1);
    (outcome.assertions[0].verdict, outcome.assertions[0].reason)
}

const LEVEL: &str = r#""measure": "contact_types.sales.service_level""#;

#[test]
fn the_verdict_follows_the_interval() {
    assert_eq!(verdict(&format!("{LEVEL}, \"at_least\": 0.5")).0, Verdict::Pass);
    assert_eq!(verdict(&format!("{LEVEL}, \"at_least\": 0.9")).0, Verdict::Fail);
    assert_eq!(verdict(&format!("{LEVEL}, \"at_most\": 0.5")).0, Verdict::Fail);
    assert_eq!(verdict(&format!("{LEVEL}, \"at_least\": 0.5, \"at_most\": 0.9")).0, Verdict::Pass);
}

#[test]
fn a_bound_at_the_figure_itself_is_inconclusive_at_the_cap() {
    let run = experiment::run(
        &loaded(&format!("\"it\": {{ {LEVEL}, \"at_least\": 0.5 }}")),
        Kind::BaseOnly,
        &experiment::Settings { seed: 3, replications: 400, threads: 2, confidence: 0.95 },
        &(),
    );
    let checks = loaded(&format!("\"it\": {{ {LEVEL}, \"at_least\": 0.5 }}")).checks;
    let outcome = run.unwrap();
    let mean = checks[0].figure.of(&outcome.variants[0].summary).unwrap().estimate.mean.unwrap();
    let at_it = format!("\"it\": {{ {LEVEL}, \"at_least\": {mean} }}");
    let outcome = checked(&at_it, &settings(), nothing());
    let found = &outcome.assertions[0];
    assert_eq!((found.verdict, found.reason), (Verdict::Inconclusive, None));
    assert_eq!((found.replications, outcome.replications), (400, 400));
    assert_eq!(found.estimate.mean, Some(mean), "the figure of a run of as many days");
}

#[test]
fn days_are_doubled_only_until_it_is_decided() {
    let outcome =
        checked(&format!("\"it\": {{ {LEVEL}, \"at_least\": 0.3 }}"), &settings(), nothing());
    assert_eq!(outcome.replications, 50);
    assert_eq!(outcome.family, Family { confidence: 0.95, assertions: 1, looks: 4 });
    let few = CheckSettings { most: Some(20), ..settings() };
    let outcome = checked(&format!("\"it\": {{ {LEVEL}, \"at_least\": 0.3 }}"), &few, nothing());
    assert_eq!((outcome.replications, outcome.family.looks), (20, 1));
}

#[test]
fn an_assertion_over_nothing_is_an_error_whichever_way_it_points() {
    let wanted = (Verdict::Error, Some(Reason::NoObservations));
    for check in [
        r#""measure": "contact_types.fax.service_level", "at_least": 0.8"#,
        r#""measure": "contact_types.fax.abandon_rate", "at_most": 0.1"#,
        // A number of what could not happen is 0, and says nothing.
        r#""measure": "contact_types.fax.abandoned", "at_most": 5"#,
        r#""measure": "contact_types.fax.wait_p90_seconds", "at_most": 60"#,
        r#""measure": "contact_types.fax.abandoned", "variant": "more", "difference": true, "at_most": 1"#,
    ] {
        assert_eq!(verdict(check), wanted, "{check}");
    }
}

#[test]
fn what_never_happened_is_bounded_by_the_days_that_may_have_had_it() {
    let unseen = r#""measure": "contact_types.sales.waiting_at_end", "#;
    // At most all of some 240 contacts a day, on at most 1.3 % of 400 days.
    assert_eq!(verdict(&format!("{unseen}\"at_most\": 4")).0, Verdict::Pass);
    assert_eq!(verdict(&format!("{unseen}\"at_most\": 0.001")).0, Verdict::Inconclusive);
    // There is no limit to the lines: that nobody is blocked is certain.
    let never = r#""measure": "contact_types.sales.blocked", "at_most": 0"#;
    assert_eq!(verdict(never).0, Verdict::Pass);
}

#[test]
fn a_percentile_is_looked_at_from_forty_days_on() {
    let p90 = r#""it": { "measure": "contact_types.sales.wait_p90_seconds", "at_most": 600 }"#;
    let first = CheckSettings { first: Some(10), ..settings() };
    let outcome = checked(p90, &first, nothing());
    assert_eq!((outcome.assertions[0].verdict, outcome.replications), (Verdict::Pass, 40));
    let few = CheckSettings { most: Some(30), ..first };
    let found = &checked(p90, &few, nothing()).assertions[0];
    let wanted = Some(Reason::TooFew { wanted: 40 });
    assert_eq!((found.verdict, found.reason), (Verdict::Inconclusive, wanted));
}

#[test]
fn a_variant_is_judged_by_its_level_or_by_its_difference() {
    let more = format!("{LEVEL}, \"variant\": \"more\", ");
    assert_eq!(verdict(&format!("{more}\"at_least\": 0.8")).0, Verdict::Pass);
    assert_eq!(
        verdict(&format!("{more}\"difference\": true, \"at_least\": 0.05")).0,
        Verdict::Pass
    );
    assert_eq!(verdict(&format!("{more}\"difference\": true, \"at_most\": 0.05")).0, Verdict::Fail);
    let same = format!("{LEVEL}, \"variant\": \"same\", \"difference\": true, \"at_most\": 0");
    assert_eq!(verdict(&same).0, Verdict::Pass, "two equal variants differ by exactly 0");
}

const MARGIN: &str = r#""it": { "measure": "contact_types.sales.service_level", "margin": 0.02 }"#;

fn stored(checks: &str, settings: &CheckSettings) -> Baseline {
    measure(&loaded(checks), settings, "0.1.0", &()).unwrap()
}

#[test]
fn an_unchanged_model_differs_from_its_baseline_by_exactly_0() {
    let both =
        format!("{MARGIN}, \"other\": {{ {LEVEL}, \"variant\": \"more\", \"margin\": 1e-9 }}");
    let baseline = stored(&both, &settings());
    let outcome = checked(&both, &settings(), paired(&baseline));
    assert_eq!(outcome.changed, Some(false));
    for found in &outcome.assertions {
        assert_eq!(found.verdict, Verdict::Pass);
        assert_eq!((found.estimate.mean, found.estimate.half_width), (Some(0.0), Some(0.0)));
        assert!(found.drift.unwrap().is_same);
    }
    let threads = CheckSettings { threads: 1, ..settings() };
    assert_eq!(stored(&both, &threads), baseline, "on any number of threads");
}

#[test]
fn the_digest_of_the_base_is_that_of_a_run() {
    let few = CheckSettings { first: Some(30), ..settings() };
    let baseline = stored(MARGIN, &few);
    let settings = experiment::Settings { seed: 3, replications: 30, threads: 1, confidence: 0.9 };
    let run = experiment::run(&loaded(MARGIN), Kind::BaseOnly, &settings, &()).unwrap();
    assert_eq!(baseline.digests, [("base".to_owned(), run.digest)]);
}

#[test]
fn a_changed_model_is_within_beyond_or_undecided() {
    let baseline = stored(MARGIN, &settings());
    let mut verdicts = Vec::new();
    for (from, to) in [
        (
            "300 }, \"patience\": { \"mean_seconds\": 120",
            "302 }, \"patience\": { \"mean_seconds\": 120",
        ),
        ("\"agents\": 6", "\"agents\": 7"),
        ("\"agents\": 6", "\"agents\": 5"),
    ] {
        let text = CENTRE.replace("CHECKS", MARGIN).replace(from, to);
        let loaded = read_text("centre.json", &text).unwrap();
        let reference = paired(&baseline);
        let outcome = check(&loaded, &|_| true, &settings(), reference, &()).unwrap();
        assert_eq!(outcome.changed, Some(true), "{to}");
        verdicts.push(outcome.assertions[0].verdict);
    }
    assert_eq!(verdicts, [Verdict::Pass, Verdict::Fail, Verdict::Fail]);
}

#[test]
fn what_has_no_baseline_fails_unless_that_is_tolerated() {
    let reason = |reference| {
        let outcome = checked(MARGIN, &settings(), reference);
        (outcome.assertions[0].verdict, outcome.assertions[0].reason.unwrap())
    };
    assert_eq!(reason(nothing()), (Verdict::Error, Reason::NoBaseline));
    let tolerated = Reference { missing: Missing::IsSkipped, ..nothing() };
    assert_eq!(reason(tolerated), (Verdict::Skipped, Reason::NoBaseline));
    let baseline = stored(MARGIN, &settings());
    let other = Baseline { seed: 4, ..baseline.clone() };
    let wanted = (Verdict::Error, Reason::OtherSeed { stored: 4 });
    assert_eq!(reason(paired(&other)), wanted);
    let other = Baseline { sample_path: 0, ..baseline.clone() };
    let wanted = (Verdict::Error, Reason::OtherSamplePath { stored: 0 });
    assert_eq!(reason(paired(&other)), wanted);
    let other = Baseline { figures: Vec::new(), ..baseline };
    assert_eq!(reason(paired(&other)), (Verdict::Error, Reason::NotInBaseline));
    let tolerated = Reference { baseline: Some(&other), ..tolerated };
    assert_eq!(reason(tolerated), (Verdict::Skipped, Reason::NotInBaseline));
}

#[test]
fn other_customers_are_compared_without_pairing() {
    let baseline = stored(MARGIN, &settings());
    let fresh = CheckSettings { seed: 9, ..settings() };
    let unpaired = Reference { pairing: Pairing::Unpaired, ..paired(&baseline) };
    let outcome = checked(MARGIN, &fresh, unpaired);
    let found = &outcome.assertions[0];
    assert_eq!((outcome.changed, found.reason), (None, None));
    let drift = found.drift.unwrap();
    assert!(drift.pairing == Pairing::Unpaired && !drift.is_same && found.verdict != Verdict::Fail);
    let errors = [drift.now, drift.stored].map(|it| it.half_width.unwrap());
    let both = (errors[0] * errors[0] + errors[1] * errors[1]).sqrt();
    assert!((found.estimate.half_width.unwrap() - both).abs() < 1e-12);
}

#[test]
fn one_check_alone_gets_the_verdict_that_it_has_among_all() {
    let checks = format!(
        "\"a\": {{ {LEVEL}, \"at_least\": 0.5 }}, \"b\": {{ {LEVEL}, \"variant\": \"more\", \
         \"at_least\": 0.8 }}"
    );
    let all = checked(&checks, &settings(), nothing());
    let only = |one: &Check| one.name == "b";
    let alone = check(&loaded(&checks), &only, &settings(), nothing(), &()).unwrap();
    assert_eq!(alone.assertions.len(), 1);
    assert_eq!(alone.assertions[0].estimate, all.assertions[1].estimate);
    assert_eq!(alone.family, all.family);
}

#[test]
fn a_shift_is_told_with_its_paired_difference() {
    let baseline = stored(MARGIN, &settings());
    let text = CENTRE.replace("CHECKS", MARGIN).replace("\"agents\": 6", "\"agents\": 7");
    let changed = read_text("centre.json", &text).unwrap();
    let new = measure(&changed, &settings(), "0.1.0", &()).unwrap();
    let told = &shifts(&changed, Some(&baseline), &new, 0.95)[0];
    assert!(!told.is_same && told.old.unwrap().mean < told.new.mean);
    let difference = told.difference.unwrap();
    assert!(difference.mean.unwrap() > difference.half_width.unwrap());
    let elsewhere = Baseline { seed: 8, ..baseline };
    assert_eq!(shifts(&changed, Some(&elsewhere), &new, 0.95)[0].difference, None);
    assert!(shifts(&changed, None, &new, 0.95)[0].old.is_none());
}

#[test]
fn a_figure_that_showed_no_change_is_no_certainty_where_something_has_changed() {
    let baseline = stored(MARGIN, &settings());
    // Wages change a total and no service level.
    let text = CENTRE
        .replace("CHECKS", MARGIN)
        .replace("\"agents\": 6, \"skills\"", "\"agents\": 6, \"wage_per_hour\": 20, \"skills\"");
    let loaded = read_text("centre.json", &text).unwrap();
    let outcome = check(&loaded, &|_| true, &settings(), paired(&baseline), &()).unwrap();
    let found = &outcome.assertions[0];
    assert_eq!(outcome.changed, Some(true));
    assert!(found.drift.unwrap().is_same);
    // 1 - 0.05^(1/200) of all days may be changed altogether: within two points, not within one.
    let high = found.interval.unwrap().high;
    assert!((0.010..0.016).contains(&high), "{high}");
    assert_eq!(found.verdict, Verdict::Pass);
    let narrow = Check { margin: Some(0.01), ..found.check.clone() };
    let strict = Loaded { checks: vec![narrow], ..loaded };
    let outcome = check(&strict, &|_| true, &settings(), paired(&baseline), &()).unwrap();
    assert_eq!(outcome.assertions[0].verdict, Verdict::Inconclusive);
}
