//! A figure over the only axis, as bars: its mean, its interval and the value it is to reach.

use std::io;

use super::SweepReport;
use super::answer::value;
use super::tables::label;
use crate::measures::definitions::Unit;
use crate::measures::estimate::Estimate;
use crate::report::form::bar::{self, TARGET};
use crate::report::form::figure::{Sense, cell};
use crate::report::form::page::{Ink, Page, columns};
use crate::report::form::table::cut;
use crate::stats::interval::Interval;

/// So many points are drawn.
const MOST_BARS: usize = 60;
/// So many figures are drawn.
const MOST_CHARTS: usize = 3;
const LABEL_WIDTH: usize = 24;

/// Writes a chart for each break-even, or of the total service level; nothing for several axes.
pub(super) fn write(report: &SweepReport, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    if outcome.axes.len() != 1 || outcome.points.len() > MOST_BARS {
        return Ok(());
    }
    let wanted: Vec<(usize, Option<(f64, String)>)> = if outcome.break_evens.is_empty() {
        let first = report.measures.first().map_or("total.service_level", String::as_str);
        report.position(first).into_iter().map(|at| (at, None)).collect()
    } else {
        let position = |own: &crate::experiment::sweep::BreakEven| {
            let at = report.position(&own.figure.to_string())?;
            Some((at, Some((own.value, value(report, own)))))
        };
        outcome.break_evens.iter().filter_map(position).take(MOST_CHARTS).collect()
    };
    wanted.into_iter().try_for_each(|(at, target)| chart(report, at, target.as_ref(), page))
}

fn chart(
    report: &SweepReport,
    at: usize,
    target: Option<&(f64, String)>,
    page: &mut Page,
) -> io::Result<()> {
    let outcome = &report.outcome;
    let figure = &outcome.figures[at];
    let level = |point: usize| outcome.points[point].figures[at].as_ref().map(|it| &it.level);
    let all: Vec<Estimate> =
        (0..outcome.points.len()).filter_map(|point| level(point).map(|it| it.estimate)).collect();
    let value = target.map(|(value, _)| *value);
    // Bars begin at 0: what may be negative has no bars.
    let reached = value.map(|value| Interval { low: value, high: value });
    let ends = || all.iter().filter_map(Estimate::ends).chain(reached);
    if ends().any(|it| it.low < -1e-9 && figure.definition.unit == Unit::Money) {
        return Ok(());
    }
    let most = match figure.definition.unit {
        Unit::Share => 1.0,
        // Of an end that is not known the bar goes as far as the others.
        _ => ends().map(|it| it.high).filter(|high| high.is_finite()).fold(0.0, f64::max),
    };
    if most <= 0.0 {
        return Ok(());
    }
    let wanted = target.map_or_else(String::new, |(_, text)| format!(", {TARGET} {text}"));
    let about = format!("over {}: █ mean, ▒ interval{wanted}", outcome.axes[0]);
    page.heading(&figure.in_words(), &about)?;
    let labels: Vec<String> =
        outcome.points.iter().map(|point| cut(&label(point), LABEL_WIDTH)).collect();
    let width = labels.iter().map(|label| columns(label)).max().unwrap_or(0);
    page.chart(|page| {
        for (point, label) in labels.iter().enumerate() {
            let padding = " ".repeat(width - columns(label));
            page.put(&format!("  {padding}{label} "), Ink::Plain)?;
            let Some(level) = level(point) else {
                page.put("-", Ink::Faint)?;
                page.end_line()?;
                continue;
            };
            bar::write(page, &level.estimate, most, value)?;
            let cell = cell(level, Sense::Level, report.observed());
            page.put(&format!(" {}", cell.value), Ink::Plain)?;
            page.put(&format!(" {}", cell.interval), Ink::Faint)?;
            page.end_line()?;
        }
        Ok(())
    })
}
