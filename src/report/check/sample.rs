//! A check made by hand, for the tests of this room: one assertion of each kind of ending.

use super::{Checked, CheckedFile};
use crate::experiment::check::{
    Assertion, CheckOutcome, Claim, Drift, Family, OnInconclusive, Pairing, Reason, Verdict,
};
use crate::measures::estimate::Estimate;
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Period;
use crate::report::sample::about;
use crate::scenario::Check;
use crate::scenario::asked::checks::{Of, Severity};
use crate::scenario::text::tree::Written;
use crate::stats::interval::Interval;

pub(super) fn checked() -> Checked {
    let assertions = vec![
        assertion("few leave", "contact_types.sales.abandon_rate", 41, Verdict::Pass),
        assertion("sales hold", "contact_types.sales.service_level", 42, Verdict::Fail),
        nothing_seen(),
        assertion(
            "service holds",
            "contact_types.service.service_level",
            44,
            Verdict::Inconclusive,
        ),
        drift(),
    ];
    let again = assertions
        .iter()
        .map(|one| format!("switchroom check centre.json --only '{}' --seed 1", one.check.name));
    let again = again.collect();
    let outcome = CheckOutcome {
        title: "Two queues".to_owned(),
        seed: 1,
        replications: 200,
        confidence: 0.95,
        family: Family { confidence: 0.95, assertions: 5, looks: 3 },
        contacts: 2_088_000,
        is_cut_short: false,
        changed: Some(true),
        warnings: Vec::new(),
        assertions,
    };
    let update = "switchroom check --update centre.json".to_owned();
    let baseline = "baselines/centre.json".to_owned();
    let file = CheckedFile { file: "centre.json".to_owned(), outcome, baseline, update, again };
    Checked { files: vec![file], on_inconclusive: OnInconclusive::Tell, is_cut_short: false }
}

fn check(name: &str, measure: &str, line: u32) -> Check {
    let names =
        Names { contact_types: vec!["sales".to_owned(), "service".to_owned()], ..Names::default() };
    let is_rate = measure.ends_with("abandon_rate");
    Check {
        name: name.to_owned(),
        written: Written { file: "centre.json".to_owned(), line, column: 5 },
        figure: FigureName::read(measure, &names).unwrap(),
        variant: 0,
        variant_name: "base".to_owned(),
        of: Of::Level,
        at_least: (!is_rate).then_some(0.8),
        at_most: is_rate.then_some(0.03),
        margin: None,
        severity: Severity::Error,
        max_replications: None,
    }
}

fn assertion(name: &str, measure: &str, line: u32, verdict: Verdict) -> Assertion {
    let mean = match verdict {
        Verdict::Pass => 0.0132,
        Verdict::Fail => 0.624,
        _ => 0.801,
    };
    Assertion {
        check: check(name, measure, line),
        claim: Claim::Bounds,
        verdict,
        reason: None,
        replications: 200,
        observations: 200,
        period: Period::Day,
        estimate: about(mean, 0.005),
        interval: Some(Interval { low: mean - 0.005, high: mean + 0.005 }),
        drift: None,
    }
}

fn nothing_seen() -> Assertion {
    Assertion {
        reason: Some(Reason::NoObservations),
        estimate: Estimate::default(),
        interval: None,
        ..assertion("fax", "contact_types.sales.service_level", 43, Verdict::Error)
    }
}

fn drift() -> Assertion {
    let mut drift = assertion("no drift", "contact_types.service.service_level", 45, Verdict::Fail);
    drift.check.at_least = None;
    drift.check.margin = Some(0.01);
    drift.check.severity = Severity::Warn;
    drift.claim = Claim::Drift;
    drift.estimate = about(-0.0176, 0.001);
    drift.interval = Some(Interval { low: -0.0186, high: -0.0166 });
    let (now, stored) = (about(0.8603, 0.004), about(0.8779, 0.004));
    drift.drift = Some(Drift { now, stored, pairing: Pairing::Paired, is_same: false });
    drift
}
