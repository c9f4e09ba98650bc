//! A choice among designs as JSON: `best_format` 1, described in `docs/results.md`.

use serde_json::{Map, Value, json};

use super::{Best, LeftAside, word};
use crate::experiment::best::{Approximation, DesignOutcome, Extreme};
use crate::experiment::run::outcome::Ended;
use crate::report::StoppedBy;
use crate::report::form::json::estimate;
use crate::report::form::number::significant;
use crate::report::form::words::warnings;

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const BEST_FORMAT: u32 = 1;

pub(super) fn value(report: &Best) -> Value {
    let outcome = &report.outcome;
    let leader = &outcome.designs[outcome.leader];
    let designs = report.ranking().into_iter().map(|position| {
        let one = &outcome.designs[position];
        (one.name.clone(), design(one))
    });
    let mut value = json!({
        "best_format": BEST_FORMAT,
        "scenario": report.title,
        "run": run(report),
        "digest": outcome.digest,
        "understood": report.understood,
        "by": outcome.question.figure.to_string(),
        "wanted": if outcome.question.wanted == Extreme::Highest { "highest" } else { "lowest" },
        "indifference": significant(outcome.indifference.value),
        "indifference_chosen": outcome.indifference.is_chosen,
        "best": leader.name,
        "decided": outcome.ended == Ended::Precise,
        "approximations": outcome.approximations.iter().copied().map(approximation).collect::<Vec<_>>(),
        "designs": Value::Object(designs.collect::<Map<_, _>>()),
    });
    if !report.left_aside.is_empty() {
        let one = |it: &LeftAside| {
            let why = if it.is_what_if { "happens" } else { "yardstick" };
            json!({ "design": it.name, why: it.what })
        };
        value["left_aside"] = report.left_aside.iter().map(one).collect();
    }
    if let Some(warnings) = warnings::value(&report.warnings()) {
        value["warnings"] = warnings;
    }
    value
}

fn run(report: &Best) -> Value {
    let outcome = &report.outcome;
    let ended_by = match outcome.ended {
        Ended::Precise => "decided",
        Ended::AtMost => "max_replications",
        Ended::Stopped if report.stopped_by == StoppedBy::TimeLimit => "time_limit",
        Ended::Stopped => "interrupt",
    };
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "seed": outcome.seed,
        "confidence": significant(outcome.confidence),
        "replications": outcome.looks.last(),
        "max_replications": outcome.most,
        "looks": outcome.looks,
        "ended_by": ended_by,
        "interrupted": outcome.ended == Ended::Stopped && report.stopped_by != StoppedBy::TimeLimit,
        "threads": outcome.threads,
        "cpu_seconds": significant(report.cpu_seconds),
        "wall_seconds": significant(report.wall_seconds),
    })
}

fn design(design: &DesignOutcome) -> Value {
    json!({
        "standing": word(design.standing),
        "level": estimate(&design.level),
        "less_leader": estimate(&design.from_leader),
        "less_best_of_the_others": {
            "low": significant(design.from_best.low),
            "high": significant(design.from_best.high),
        },
        "replications": design.replications,
        "findings": design.findings,
        "assumptions": design.scenario.assumptions,
    })
}

fn approximation(approximation: Approximation) -> &'static str {
    match approximation {
        Approximation::Ratio => "ratio_of_means",
        Approximation::DailyPercentile => "mean_of_daily_percentiles",
        Approximation::Batches => "batches",
    }
}
