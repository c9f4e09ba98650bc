//! The worst intervals as bars: service level, its interval, and the target.

use std::io;

use super::answer::best;
use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::{Measured, Summary};
use crate::measures::plan::Period;
use crate::report::form::bar;
use crate::report::form::figure::{NO_BREAK, Sense, cell};
use crate::report::form::page::{Ink, Page, columns};
use crate::report::form::table::cut;
use crate::report::form::words::period::Observed;
use crate::report::form::words::scenario::in_time;
use crate::report::{Kind, Report};

/// So many of the worst are shown.
const WORST: usize = 6;
/// Fewer, when each is shown for two variants.
const WORST_OF_TWO: usize = 4;
const NAME_WIDTH: usize = 24;

/// One contact type in one interval of the base.
struct Spot {
    interval: usize,
    contact_type: usize,
    /// Service level less target, or the service level itself where there is no target.
    margin: f64,
    target: Option<f64>,
}

pub(crate) fn write(report: &Report, page: &mut Page) -> io::Result<()> {
    let base = report.base();
    let other = match report.kind {
        Kind::Run => None,
        Kind::Compare => compared(report),
    };
    let mut spots = spots(base);
    spots.truncate(if other.is_some() { WORST_OF_TWO } else { WORST });
    if spots.is_empty() {
        return Ok(());
    }
    let about = format!(
        "service level {}, 0 to 100 %: █ mean, ▒ interval, │ target",
        in_time(&base.scenario).replace(NO_BREAK, " ")
    );
    let what = match base.summary.period {
        Period::Horizon => "Worst months",
        Period::Day | Period::Batch => "Worst intervals",
    };
    let heading = if other.is_some() { format!("{what} of the base") } else { what.to_owned() };
    page.heading(&heading, &about)?;
    page.chart(|page| {
        for spot in &spots {
            let interval = &base.summary.intervals[spot.interval];
            let name = &interval.contact_types[spot.contact_type].name;
            write_bar(page, &interval.start, name, &base.summary, spot, base)?;
            if let Some(other) = other {
                write_bar(page, "", &format!("  {}", other.name), &other.summary, spot, base)?;
            }
        }
        Ok(())
    })
}

/// The variant that the chart shows beside the base.
fn compared(report: &Report) -> Option<&VariantOutcome> {
    let by_money = best(report, "net_value").filter(|_| {
        report.outcome.variants.iter().any(crate::report::form::words::scenario::has_money)
    });
    let best = by_money.or_else(|| best(report, "service_level"))?;
    report.outcome.variants.get(best.max(1))
}

/// Worst first; of equals, the earlier.
fn spots(variant: &VariantOutcome) -> Vec<Spot> {
    let mut spots = Vec::new();
    for (interval, summary) in variant.summary.intervals.iter().enumerate() {
        for (contact_type, subject) in summary.contact_types.iter().enumerate() {
            let measured = subject.get("service_level");
            let Some(mean) = measured.and_then(|it| it.estimate.mean) else { continue };
            let found = variant.scenario.contact_types.iter().find(|it| it.name == subject.name);
            let target = found.and_then(|it| it.target.service_level);
            let margin = mean - target.unwrap_or(0.0);
            spots.push(Spot { interval, contact_type, margin, target });
        }
    }
    spots.sort_by(|a, b| a.margin.total_cmp(&b.margin));
    spots
}

fn write_bar(
    page: &mut Page,
    start: &str,
    name: &str,
    summary: &Summary,
    spot: &Spot,
    base: &VariantOutcome,
) -> io::Result<()> {
    let type_name = &base.summary.intervals[spot.interval].contact_types[spot.contact_type].name;
    let Some(measured) = figure(summary, spot.interval, type_name) else { return Ok(()) };
    let name = cut(name, NAME_WIDTH);
    let padding = " ".repeat(NAME_WIDTH - columns(&name));
    let start_width = columns(&base.summary.intervals[spot.interval].start);
    page.put(&format!("  {start:<start_width$} {name}{padding} "), Ink::Plain)?;
    bar::write(page, &measured.estimate, 1.0, spot.target)?;
    let cell = cell(measured, Sense::Level, Observed::of(summary));
    page.put(&format!(" {}", cell.value), Ink::Plain)?;
    page.put(&format!(" {}", cell.interval), Ink::Faint)?;
    page.end_line()
}

fn figure<'a>(summary: &'a Summary, interval: usize, name: &str) -> Option<&'a Measured> {
    let interval = summary.intervals.get(interval)?;
    interval.contact_types.iter().find(|it| it.name == name)?.get("service_level")
}
