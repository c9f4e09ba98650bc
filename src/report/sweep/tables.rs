//! Tables of a sweep: points by figures, and one figure over two axes.

use std::io;

use super::SweepReport;
use crate::experiment::sweep::{Point, PointFigure};
use crate::measures::definitions::Definition;
use crate::measures::estimate::Measured;
use crate::measures::figure_name::FigureName;
use crate::report::form::figure::{Cell, Sense, cell};
use crate::report::form::number::counted;
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::scenario::ASSUMED;
use crate::scenario::asked::sweep::Sampled;

/// So many points stand in a table of the page; the exports have all.
const MOST_ROWS: usize = 60;
/// So many contact types have a column of their own.
const MOST_TYPES: usize = 4;
/// So many columns has a table of one figure over two axes.
const MOST_COLUMNS: usize = 15;

/// Positions of the figures that the page shows of each point.
pub(super) fn shown(report: &SweepReport) -> Vec<usize> {
    let outcome = &report.outcome;
    let types = &outcome.base.contact_types;
    let mut paths: Vec<String> = Vec::new();
    if types.len() > 1 && types.len() <= MOST_TYPES {
        let is_level = |figure: &&FigureName| {
            let (kind, _) = figure.subject();
            kind == "contact_type" && figure.definition.key == "service_level"
        };
        paths.extend(outcome.figures.iter().filter(is_level).map(ToString::to_string));
    }
    paths.extend(["service_level", "abandon_rate", "mean_wait_seconds"].map(total));
    if has_money(report) {
        paths.push(total("net_value"));
    }
    paths.extend(outcome.break_evens.iter().map(|own| own.figure.to_string()));
    paths.extend(report.measures.iter().cloned());
    let mut positions: Vec<usize> = Vec::new();
    for at in paths.iter().filter_map(|path| report.position(path)) {
        if !positions.contains(&at) {
            positions.push(at);
        }
    }
    positions
}

/// Positions of the figures that the answer is about where nothing better was asked for.
pub(super) fn headline(report: &SweepReport) -> Vec<usize> {
    let mut paths = vec![total("service_level")];
    if has_money(report) {
        paths.push(total("net_value"));
    }
    paths.extend(report.measures.iter().cloned());
    paths.iter().filter_map(|path| report.position(path)).collect()
}

fn total(key: &str) -> String {
    format!("total.{key}")
}

/// Whether any net value is not nothing.
fn has_money(report: &SweepReport) -> bool {
    let Some(at) = report.position("total.net_value") else { return false };
    let value = |point: &Point| point.figures[at].as_ref().and_then(|it| it.level.estimate.mean);
    report.outcome.points.iter().filter_map(value).any(|value| value.abs() > 0.0)
}

/// Levels and differences of the points.
pub(super) fn write(report: &SweepReport, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    let positions = shown(report);
    let base: Vec<Cell> = positions
        .iter()
        .map(|&at| match &outcome.base_figures[at] {
            Some(level) => cell(level, Sense::Level, report.observed()),
            None => Cell::nothing(),
        })
        .collect();
    let axes = outcome.axes.join(", ");
    page.heading("Points", &axes)?;
    let mut levels = table(report, &positions);
    levels.row("base", base);
    let mut differences = table(report, &positions);
    for point in outcome.points.iter().take(MOST_ROWS) {
        let label = label(point);
        levels.row(label.clone(), cells(report, point, &positions, Sense::Level));
        differences.row(label, cells(report, point, &positions, Sense::Difference));
    }
    levels.write(page)?;
    let left = outcome.points.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        let left = counted(left, "point");
        let text = format!("and {left} more, in full with --export-csv and --export-json");
        page.paragraph(&text, Ink::Faint, 2, 2)?;
    }
    let about = "✓ better, ✗ worse than base; no mark: the interval contains no difference";
    page.heading("Differences from base", about)?;
    differences.write(page)
}

fn table(report: &SweepReport, positions: &[usize]) -> Table {
    Table::new(positions.iter().map(|&at| heading(report, at)).collect())
}

fn heading(report: &SweepReport, at: usize) -> String {
    let figure = &report.outcome.figures[at];
    let sign = if is_assumed(report, figure.definition) { ASSUMED } else { "" };
    format!("{} {sign}", figure.in_words()).trim_end().to_owned()
}

fn is_assumed(report: &SweepReport, definition: &Definition) -> bool {
    definition.assumption_driven && report.outcome.base.customers.is_some()
}

/// The values of a point.
pub(super) fn label(point: &Point) -> String {
    point.values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether an axis changes what is measured: a threshold or the formula of the service level.
fn measures_otherwise(report: &SweepReport) -> bool {
    let is_yardstick = |axis: &String| {
        axis.starts_with("targets.")
            && ![".service_level", "max_occupancy"].iter().any(|end| axis.ends_with(end))
    };
    report.outcome.axes.iter().any(is_yardstick)
}

fn own_key_is_of_yardstick(measured: &Measured) -> bool {
    ["service_level", "target_met"].contains(&measured.definition.key)
}

fn cells(report: &SweepReport, point: &Point, positions: &[usize], sense: Sense) -> Vec<Cell> {
    let one = |figure: &PointFigure| match sense {
        Sense::Level => Some(cell(&figure.level, sense, report.observed())),
        Sense::Difference => {
            let is_of_yardstick = own_key_is_of_yardstick(&figure.level);
            match &figure.difference {
                Some(_) if is_of_yardstick && measures_otherwise(report) => {
                    Some(Cell::text("other yardstick"))
                }
                own => own.as_ref().map(|own| cell(own, sense, report.observed())),
            }
        }
    };
    let found = positions.iter().map(|&at| point.figures[at].as_ref().and_then(one));
    found.map(|cell| cell.unwrap_or_else(Cell::nothing)).collect()
}

/// One figure over two axes; nothing for other sweeps.
pub(super) fn write_grid(report: &SweepReport, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    let ([down, across], Sampled::Grid) = (&outcome.axes[..], outcome.sampled) else {
        return Ok(());
    };
    let Some(at) = report.measures.first().and_then(|path| report.position(path)) else {
        return match report.position("total.service_level") {
            Some(at) => grid(report, at, [down, across], page),
            None => Ok(()),
        };
    };
    grid(report, at, [down, across], page)
}

fn grid(
    report: &SweepReport,
    at: usize,
    [down, across]: [&String; 2],
    page: &mut Page,
) -> io::Result<()> {
    let points = &report.outcome.points;
    let Some(first) = points.first() else { return Ok(()) };
    let row: Vec<&Point> = points.iter().take_while(|it| it.values[0] == first.values[0]).collect();
    if row.len() > MOST_COLUMNS || points.len() / row.len() > MOST_ROWS {
        return Ok(());
    }
    let headings = row.iter().map(|point| point.values[1].to_string()).collect();
    page.heading(&heading(report, at), &format!("down: {down}; across: {across}"))?;
    let mut table = Table::new(headings);
    for row in points.chunks_exact(row.len()) {
        let cell = |point: &Point| {
            let figure = point.figures[at].as_ref();
            let cell = figure.map(|it| cell(&it.level, Sense::Level, report.observed()));
            Cell::text(&cell.map_or_else(|| "-".to_owned(), |cell| cell.value))
        };
        table.row(row[0].values[0].to_string(), row.iter().map(cell).collect());
    }
    table.write(page)
}
