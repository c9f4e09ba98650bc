//! A sweep as JSON: `sweep_format` 1, described in `docs/results.md`.

use serde_json::{Map, Value, json};

use super::SweepReport;
use crate::experiment::sweep::{BreakEven, Crossing, Point};
use crate::measures::estimate::Measured;
use crate::report::form::json::estimate;
use crate::report::form::number::significant;
use crate::report::form::words::warnings;
use crate::scenario::asked::sweep::{AxisValue, Sampled};

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const SWEEP_FORMAT: u32 = 1;

pub(super) fn value(report: &SweepReport) -> Value {
    let outcome = &report.outcome;
    let mut value = json!({
        "sweep_format": SWEEP_FORMAT,
        "scenario": outcome.base.name,
        "run": run(report),
        "digest": outcome.digest,
        "understood": report.understood,
        "axes": outcome.axes,
        "chosen": match outcome.sampled {
            Sampled::Grid => "grid",
            Sampled::LatinHypercube => "latin_hypercube",
            Sampled::Sobol => "sobol",
        },
        "break_evens": outcome.break_evens.iter().map(break_even).collect::<Vec<_>>(),
        "base": figures(report, outcome.base_figures.iter().map(Option::as_ref)),
        "points": outcome.points.iter().map(|own| point(report, own)).collect::<Vec<_>>(),
    });
    if let Some(warnings) = warnings::value(&report.warnings()) {
        value["warnings"] = warnings;
    }
    value
}

fn run(report: &SweepReport) -> Value {
    let outcome = &report.outcome;
    let mut run = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "seed": outcome.seed,
        "replications": outcome.replications,
        "points": outcome.points.len(),
        "points_requested": outcome.points_requested,
        "interrupted": false,
        "confidence": significant(report.confidence),
        "threads": outcome.threads,
        "contacts": outcome.contacts,
        "cpu_seconds": significant(report.cpu_seconds),
        "wall_seconds": significant(report.wall_seconds),
    });
    report.stopped_by.mark(&mut run);
    run
}

fn point(report: &SweepReport, own: &Point) -> Value {
    let levels = own.figures.iter().map(|figure| figure.as_ref().map(|it| &it.level));
    let differences = own.figures.iter().map(|figure| figure.as_ref()?.difference.as_ref());
    json!({
        "values": own.values.iter().map(axis_value).collect::<Vec<_>>(),
        "figures": figures(report, levels),
        "differences": figures(report, differences),
    })
}

fn axis_value(value: &AxisValue) -> Value {
    match value {
        AxisValue::Number(number) => significant(*number).into(),
        AxisValue::Text(text) => text.as_str().into(),
    }
}

/// Figures by path; those that a point has not are absent.
fn figures<'a>(
    report: &SweepReport,
    found: impl Iterator<Item = Option<&'a Measured>>,
) -> Map<String, Value> {
    let names = report.outcome.figures.iter().zip(found);
    let found = names.filter_map(|(name, own)| Some((name.to_string(), estimate(&own?.estimate))));
    found.collect()
}

fn break_even(own: &BreakEven) -> Value {
    let mut members = Map::new();
    members.insert("figure".into(), own.figure.to_string().into());
    members.insert("value".into(), significant(own.value).into());
    let numbers = |pair: &[f64; 2]| json!(pair.map(significant));
    match &own.crossing {
        Crossing::Unknown => {
            members.insert("crossing".into(), "unknown".into());
        }
        Crossing::Never { is_below } => {
            members.insert("crossing".into(), "never".into());
            members.insert("below".into(), (*is_below).into());
        }
        Crossing::Several(pairs) => {
            members.insert("crossing".into(), "several".into());
            members.insert("between".into(), pairs.iter().map(numbers).collect());
        }
        Crossing::Once(crossed) => {
            members.insert("crossing".into(), "once".into());
            members.insert("at".into(), significant(crossed.at).into());
            members.insert("low".into(), crossed.low.map(significant).into());
            members.insert("high".into(), crossed.high.map(significant).into());
            members.insert("between".into(), numbers(&crossed.between));
            members.insert("rises".into(), crossed.rises.into());
            members.insert("whole".into(), crossed.is_whole.into());
        }
    }
    members.into()
}
