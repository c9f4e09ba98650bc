//! The answer in a few sentences: where the limit is, or which points lie at the ends.

use super::SweepReport;
use super::tables::headline;
use crate::experiment::sweep::{BreakEven, Crossed, Crossing};
use crate::measures::definitions::{Better, Unit};
use crate::measures::estimate::Measured;
use crate::report::form::figure::{NO_BREAK, Sense, cell};
use crate::report::form::number::{grouped, shown, whole};
use crate::report::form::words::paths::AxisWords;
use crate::scenario::asked::sweep::AxisValue;

/// One sentence each.
pub(super) fn sentences(report: &SweepReport) -> Vec<String> {
    let outcome = &report.outcome;
    let mut sentences = Vec::new();
    if let Some(why) = report.stopped_by.in_words() {
        let (done, of) = (outcome.points.len(), outcome.points_requested);
        sentences.push(if outcome.has_all_points() {
            let (done, of) = (outcome.break_evens.len(), outcome.break_evens_requested);
            format!("{why} after all points: {done} of {of} break-evens were found.")
        } else {
            format!("{why} after {} of {} points.", whole(done as u64), whole(of as u64))
        });
    }
    sentences.extend(outcome.break_evens.iter().map(|own| break_even(report, own)));
    if outcome.break_evens.is_empty() {
        sentences.extend(headline(report).into_iter().filter_map(|at| ends(report, at)));
    }
    sentences
}

fn break_even(report: &SweepReport, own: &BreakEven) -> String {
    let figure = own.figure.in_words();
    let value = value(report, own);
    let better = own.figure.definition.better;
    let axis = AxisWords::of(&report.outcome.axes[0]);
    let bound = match better {
        Better::Higher => format!("at least {value}"),
        Better::Lower => format!("at most {value}"),
        Better::Neither => format!("below {value}"),
    };
    match &own.crossing {
        Crossing::Unknown => {
            format!("{figure}: no break-even, since it needs a figure at two numbers of the axis.")
        }
        Crossing::Never { is_below: true } => {
            format!("{figure} stays below {value} at every point.")
        }
        Crossing::Never { is_below: false } => {
            format!("{figure} never falls below {value} at any point.")
        }
        Crossing::Several(pairs) => {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|[a, b]| {
                    let [a, b] = [a, b].map(|at| axis.number(*at, None));
                    format!("between {} and {b}", axis.at(&a))
                })
                .collect();
            let pairs = crate::report::form::words::scenario::listed(&pairs);
            format!("{figure} crosses {value} more than once: {pairs}.")
        }
        Crossing::Once(crossed) => {
            let holds_above = better == Better::Higher;
            let text = place(report, crossed, crossed.rises == holds_above);
            format!("{figure} is {bound} {text}.")
        }
    }
}

/// "up to volume +7.3 % (95 %: +7.1 % to +7.5 %)", "from lines 97 on (95 %: 95 to 98)".
fn place(report: &SweepReport, crossed: &Crossed, begins: bool) -> String {
    let axis = AxisWords::of(&report.outcome.axes[0]);
    let decimals = decimals_of(crossed.between[1] - crossed.between[0]);
    let number = |at: f64| axis.number(at, (!crossed.is_whole).then_some(decimals));
    let at = match (crossed.is_whole, begins) {
        (true, true) => crossed.between[1],
        (true, false) => crossed.between[0],
        (false, _) => crossed.at,
    };
    let level = grouped(report.confidence * 100.0, 1);
    let level = level.trim_end_matches(".0");
    let interval = match (crossed.low, crossed.high) {
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("{} to beyond the points", number(low)),
        (None, Some(high)) => format!("below the points to {}", number(high)),
        (None, None) => "wider than the points".to_owned(),
    };
    let interval = format!("({level}{NO_BREAK}%: {interval})");
    let place = axis.at(&number(at));
    if begins { format!("from {place} on {interval}") } else { format!("up to {place} {interval}") }
}

/// As many decimals as the search can tell apart.
fn decimals_of(step: f64) -> usize {
    let mut decimals = 0;
    let mut scaled = step;
    while scaled < 0.95 && decimals < 9 {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

/// A wanted value in the unit of its figure.
pub(super) fn value(report: &SweepReport, own: &BreakEven) -> String {
    let definition = own.figure.definition;
    let number = |scale: f64| shown(own.value * scale);
    match definition.unit {
        Unit::Share => format!("{}{NO_BREAK}%", number(100.0)),
        Unit::Seconds => format!("{}{NO_BREAK}s", number(1.0)),
        Unit::Money if !report.outcome.base.currency.is_empty() => {
            format!("{}{NO_BREAK}{}", report.outcome.base.currency, number(1.0))
        }
        Unit::Count | Unit::Money | Unit::Number => number(1.0),
    }
}

/// Where a figure is highest and where lowest.
fn ends(report: &SweepReport, at: usize) -> Option<String> {
    let outcome = &report.outcome;
    let found: Vec<(usize, f64, &Measured)> = outcome
        .points
        .iter()
        .enumerate()
        .filter_map(|(point, own)| {
            let level = &own.figures[at].as_ref()?.level;
            Some((point, level.estimate.mean?, level))
        })
        .collect();
    let highest = found.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let lowest = found.iter().min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))?;
    if highest.0 == lowest.0 {
        return None;
    }
    let told = |(point, _, level): &(usize, f64, &Measured)| {
        let place: Vec<String> = outcome
            .axes
            .iter()
            .zip(&outcome.points[*point].values)
            .map(|(axis, value)| {
                let axis = AxisWords::of(axis);
                match value {
                    AxisValue::Number(number) => axis.at(&axis.number(*number, None)),
                    AxisValue::Text(text) => axis.at(text),
                }
            })
            .collect();
        let cell = cell(level, Sense::Level, report.observed());
        format!("{} at {}", cell.with(""), place.join(", "))
    };
    let figure = outcome.figures[at].in_words();
    Some(format!(
        "{figure} is highest on the estimate with {} and lowest with {}.",
        told(highest),
        told(lowest)
    ))
}
