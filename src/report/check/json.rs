//! Checks as JSON: a contract, `check_format` 1, described in `docs/results.md`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Checked, CheckedFile, Told};
use crate::experiment::check::{Claim, Pairing, Standing};
use crate::report::form::json::estimate;
use crate::report::form::json::write_value;
use crate::report::form::number::significant;
use crate::scenario::asked::checks::{Of, Severity};

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const CHECK_FORMAT: u32 = 1;

impl Checked {
    /// Writes everything.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let files: Vec<Value> = self.files.iter().map(|it| self.file(it)).collect();
        let document = json!({
            "check_format": CHECK_FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "passed": self.standing() == Standing::Passed && !self.was_interrupted(),
            "interrupted": self.was_interrupted(),
            "numbers": {
                "passed": self.number(Standing::Passed),
                "warned": self.number(Standing::Warned),
                "failed": self.number(Standing::Failed),
                "inconclusive": self.number(Standing::Open),
            },
            "files": files,
        });
        write_value(&document, 0, out)?;
        out.write_all(b"\n")
    }

    fn file(&self, file: &CheckedFile) -> Value {
        let outcome = &file.outcome;
        json!({
            "file": file.file,
            "scenario": outcome.title,
            "seed": outcome.seed,
            "replications": outcome.replications,
            "confidence": significant(outcome.confidence),
            "family": {
                "assertions": outcome.family.assertions,
                "looks": outcome.family.looks,
                "confidence_of_each": significant(outcome.family.bound_confidence()),
            },
            "baseline": file.baseline,
            "changed": outcome.changed,
            "warnings": outcome.warnings,
            "passed": self.of(file).all(|one| has_passed(&one)),
            "assertions": self.of(file).map(|one| assertion(&one)).collect::<Vec<_>>(),
        })
    }
}

/// A warning does not stop anything from having passed.
fn has_passed(one: &Told<'_>) -> bool {
    matches!(one.standing, Standing::Passed | Standing::Warned)
}

fn assertion(one: &Told<'_>) -> Value {
    let Told { assertion, .. } = one;
    let check = &assertion.check;
    let severity = match check.severity {
        Severity::Error => "error",
        Severity::Warn => "warn",
    };
    let claim = match assertion.claim {
        Claim::Bounds => "bounds",
        Claim::Drift => "baseline",
    };
    let margin = check.margin.filter(|_| assertion.claim == Claim::Drift);
    let bounds = |bound: Option<f64>| bound.filter(|_| assertion.claim == Claim::Bounds);
    let drift = assertion.drift.map(|drift| {
        json!({
            "now": estimate(&drift.now),
            "stored": estimate(&drift.stored),
            "paired": drift.pairing == Pairing::Paired,
            "same": drift.is_same,
        })
    });
    json!({
        "name": check.name,
        "claim": claim,
        "passed": one.standing == Standing::Passed,
        "verdict": one.verdict(),
        "severity": severity,
        "measure": check.figure.to_string(),
        "variant": check.variant_name,
        "difference": check.of == Of::Difference,
        "at_least": bounds(check.at_least),
        "at_most": bounds(check.at_most),
        "margin": margin,
        "found": found(one),
        "baseline": drift,
        "observations": assertion.observations,
        "message": one.message(),
        "place": {
            "file": check.written.file,
            "line": check.written.line,
            "column": check.written.column,
        },
        "command": one.again,
    })
}

/// The figure with the interval by which it was judged.
fn found(one: &Told<'_>) -> Value {
    let real = |number: Option<f64>| number.map(significant);
    let interval = one.assertion.interval;
    json!({
        "mean": real(one.assertion.estimate.mean),
        "low": real(interval.map(|it| it.low)),
        "high": real(interval.map(|it| it.high)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::check::sample;

    fn parsed(checked: &Checked) -> Value {
        let mut out = Vec::new();
        checked.write_json(&mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn passed_means_passed() {
        let json = parsed(&sample::checked());
        assert_eq!((&json["check_format"], &json["passed"]), (&json!(1), &json!(false)));
        let assertions = json["files"][0]["assertions"].as_array().unwrap();
        for one in assertions {
            assert_eq!(one["passed"] == true, one["verdict"] == "pass", "{one}");
        }
        assert_eq!(assertions[0]["passed"], true);
        assert_eq!(assertions[1]["verdict"], "fail");
        let mut good = sample::checked();
        good.files[0].outcome.assertions.truncate(1);
        let json = parsed(&good);
        assert_eq!((&json["passed"], &json["files"][0]["passed"]), (&json!(true), &json!(true)));
    }

    #[test]
    fn an_interrupted_check_has_not_passed() {
        let mut cut = sample::checked();
        cut.files[0].outcome.assertions.truncate(1);
        cut.files[0].outcome.is_cut_short = true;
        assert_eq!(parsed(&cut)["passed"], false);
    }
}
