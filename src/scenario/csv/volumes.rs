//! Volumes and handle times from CSV, brought to the scenario's intervals.

use super::day::{Cover, Day, Row};
use super::table::{Cell, Table};
use crate::scenario::shape::defaults::number_at;
use crate::scenario::shape::grid::Grid;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// What a file says of one contact type.
#[derive(Debug)]
pub(crate) struct Volumes {
    /// Contacts offered, one number for each interval of the scenario.
    pub offered: Vec<Node>,
    /// Mean handle time in seconds, likewise; none where the file has no such columns.
    pub handle_times: Option<Vec<Node>>,
    pub total_offered: f64,
    /// Weighted by contacts.
    pub mean_handle_time: Option<f64>,
    /// Intervals without a handle time of their own, which take the mean.
    pub without_handle_time: usize,
}

/// A row's figures. Handle time is a weight and a total, so that rows can be added up.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    offered: f64,
    handled: f64,
    handle_seconds: f64,
}

/// What is wanted of a file; what is not wanted may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Offered,
    HandleTime,
}

/// Reads the rows of a contact type.
pub(crate) fn volumes(
    wanted: Wanted,
    table: &Table,
    day: &Day,
    name: &str,
    grid: Grid,
    problems: &mut Problems,
) -> Option<Volumes> {
    let cover = day.cover(table, name, grid, problems)?;
    refuse_outside(table, &cover, grid, problems);
    let column = handle_time_column(table).filter(|_| wanted == Wanted::HandleTime);
    let figures: Vec<Option<Figures>> =
        cover.inside.iter().map(|row| figures(table, column, row, problems)).collect();
    let figures: Vec<Figures> = figures.into_iter().collect::<Option<_>>()?;
    let by_interval = on_our_grid(&figures, day.step, grid);
    let sum = |part: fn(&Figures) -> f64| figures.iter().map(part).sum::<f64>();
    let (handled, handle_seconds) = (sum(|f| f.handled), sum(|f| f.handle_seconds));
    let mean_handle_time = (handled > 0.0).then(|| handle_seconds / handled);
    let place_of = |interval: usize, column: &str| {
        let slot = interval * grid.interval_minutes as usize / day.step as usize;
        let row = cover.inside[slot.min(cover.inside.len() - 1)];
        table.at(row.record, column).unwrap_or(&table.records[row.record][0]).place.clone()
    };
    let offered = |(interval, figures): (usize, &Figures)| {
        number_at(figures.offered, &place_of(interval, "offered"))
    };
    let handle_time = |(interval, figures): (usize, &Figures), mean: f64| {
        let own =
            if figures.handled > 0.0 { figures.handle_seconds / figures.handled } else { mean };
        number_at(own, &place_of(interval, column.unwrap_or("offered")))
    };
    Some(Volumes {
        offered: by_interval.iter().enumerate().map(offered).collect(),
        handle_times: mean_handle_time
            .map(|mean| by_interval.iter().enumerate().map(|one| handle_time(one, mean)).collect()),
        total_offered: sum(|f| f.offered),
        mean_handle_time,
        without_handle_time: by_interval.iter().filter(|f| f.handled <= 0.0).count(),
    })
}

/// The column that says handle time, if the file has what it needs.
fn handle_time_column(table: &Table) -> Option<&'static str> {
    if table.has("handle_time_seconds") {
        return Some("handle_time_seconds");
    }
    let has_both = table.has("handled") && table.has("total_handle_time_seconds");
    has_both.then_some("total_handle_time_seconds")
}

fn figures(
    table: &Table,
    handle_time: Option<&str>,
    row: &Row,
    problems: &mut Problems,
) -> Option<Figures> {
    let offered = known(table, row.record, "offered", problems)?;
    let none = Figures { offered, ..Figures::default() };
    match handle_time {
        None => Some(none),
        Some("handle_time_seconds") => {
            let cell = table.at(row.record, "handle_time_seconds")?;
            if cell.text.is_empty() && offered <= 0.0 {
                return Some(none);
            }
            let mean = known(table, row.record, "handle_time_seconds", problems)?;
            let handled = if mean > 0.0 { offered } else { 0.0 };
            Some(Figures { handled, handle_seconds: offered * mean, ..none })
        }
        Some(column) => {
            let handled = table.at(row.record, "handled")?;
            let total = table.at(row.record, column)?;
            if handled.text.is_empty() && total.text.is_empty() && offered <= 0.0 {
                return Some(none);
            }
            let handled = known(table, row.record, "handled", problems);
            let handle_seconds = known(table, row.record, column, problems);
            Some(Figures { handled: handled?, handle_seconds: handle_seconds?, ..none })
        }
    }
}

/// A number that must be known.
fn known(table: &Table, record: usize, column: &str, problems: &mut Problems) -> Option<f64> {
    let cell = table.at(record, column)?;
    if cell.text.is_empty() {
        refuse_blank(column, cell, "a number (0 is zero)", problems);
    }
    table.number(record, column, problems)
}

/// Says that a cell of a column must not be blank.
pub(crate) fn refuse_blank(column: &str, cell: &Cell, wanted: &str, problems: &mut Problems) {
    let (cause, found) = (format!("{column}: blank"), "a blank, which means unknown");
    problems.add_alike(cause, "rows", &cell.place, found, wanted);
}

/// Volumes outside opening hours would be lost in silence.
fn refuse_outside(table: &Table, cover: &Cover, grid: Grid, problems: &mut Problems) {
    let hours = format!("{} to {}", grid.clock(0), grid.clock(i64::from(grid.length_minutes)));
    for row in &cover.outside {
        let Some(cell) = table.at(row.record, "offered") else { continue };
        if table.number(row.record, "offered", problems).is_some_and(|offered| offered > 0.0) {
            let found = format!("{} offered outside opening hours", cell.text);
            let wanted = format!("nothing but 0 outside {hours}");
            problems.add_alike("offered: outside", "rows", &cell.place, found, wanted);
        }
    }
}

/// Splits longer steps evenly over our intervals and adds shorter ones up.
fn on_our_grid(figures: &[Figures], step: u32, grid: Grid) -> Vec<Figures> {
    let ours = grid.interval_minutes;
    if step >= ours {
        let parts = step / ours;
        let part = 1.0 / f64::from(parts);
        let split = |f: &Figures| Figures {
            offered: f.offered * part,
            handled: f.handled * part,
            handle_seconds: f.handle_seconds * part,
        };
        return figures.iter().flat_map(|f| vec![split(f); parts as usize]).collect();
    }
    let sum = |chunk: &[Figures]| {
        chunk.iter().fold(Figures::default(), |sum, f| Figures {
            offered: sum.offered + f.offered,
            handled: sum.handled + f.handled,
            handle_seconds: sum.handle_seconds + f.handle_seconds,
        })
    };
    figures.chunks((ours / step) as usize).map(sum).collect()
}
