//! Month by month: how far one design is ahead of the other, or what one design earns.

use std::collections::BTreeSet;
use std::io;

use super::prose::percent;
use super::{answer, in_currency};
use crate::measures::definitions::Definition;
use crate::measures::estimate::{IntervalSummary, Measured, find};
use crate::measures::horizon::overtaking::{Overtaking, Trajectory};
use crate::report::Report;
use crate::report::form::figure::{Cell, Sense, cell};
use crate::report::form::notes::Notes;
use crate::report::form::page::Page;
use crate::report::form::table::Table;
use crate::report::form::words::period::Observed;
use crate::report::form::words::scenario::has_money;

/// So many months stand on a page; of more, every so many.
const MOST: usize = 24;

const CUMULATIVE: &str = "money.cumulative";
const ALONE: &str = "money.net_value";
const CUSTOMERS: &str = "customers.at_end";

pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    if !report.outcome.variants.iter().any(has_money) {
        return Ok(());
    }
    let told = answer::told_of(report).and_then(|at| {
        let variant = &report.outcome.variants[at];
        let (_, own) = report.outcome.overtaking.iter().find(|(name, _)| *name == variant.name)?;
        Some((&*variant.name, own))
    });
    match told {
        Some((name, own)) => write_differences(report, name, own, page, notes),
        None => write_levels(report, page, notes),
    }
}

/// The definition of a figure that every month has; none where nobody persists.
fn definition(months: &[IntervalSummary], key: &str) -> Option<&'static Definition> {
    find(&months.first()?.horizon, key).map(|it| it.definition)
}

fn write_differences(
    report: &Report,
    name: &str,
    own: &Overtaking,
    page: &mut Page,
    notes: &mut Notes,
) -> io::Result<()> {
    let summary = &report.base().summary;
    let observed = Observed::of(summary);
    let columns: Vec<(&'static Definition, &str, &Trajectory)> = [
        (CUMULATIVE, "net value so far", Some(&own.cumulative)),
        (ALONE, "the month alone", Some(&own.monthly)),
        (CUSTOMERS, "customers", own.customers.as_ref()),
    ]
    .into_iter()
    .filter_map(|(key, heading, own)| Some((definition(&summary.intervals, key)?, heading, own?)))
    .collect();
    let about = format!(
        "“{name}” less base{}; ± holds for all months of a column at once",
        in_currency(report)
    );
    page.heading("Month by month", &about)?;
    let mut headings: Vec<String> = columns.iter().map(|it| it.1.to_owned()).collect();
    headings.push("ahead".to_owned());
    let mut table = Table::new(headings);
    for month in shown(own) {
        let mut cells: Vec<Cell> = columns
            .iter()
            .map(|(definition, _, own)| {
                let estimate = own.months.get(month).copied().unwrap_or_default();
                cell(&Measured { definition, estimate }, Sense::Difference, observed)
            })
            .collect();
        let ahead = own.cumulative.ahead.get(month);
        cells.push(ahead.map_or_else(Cell::nothing, |it| Cell::text(&percent(it.0, 0))));
        table.row(label(report, month), cells);
    }
    table.write(page)?;
    notes.add_other("Ahead", "Share of the replications in which it has earned more so far");
    Ok(())
}

fn write_levels(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let summary = &report.base().summary;
    let observed = Observed::of(summary);
    let keys = [
        (CUMULATIVE, "net value so far"),
        (ALONE, "the month alone"),
        (CUSTOMERS, "customers"),
        ("customers.lost.all", "left"),
        ("customers.acquired.all", "won"),
    ];
    let columns: Vec<(&str, &str)> =
        keys.into_iter().filter(|it| definition(&summary.intervals, it.0).is_some()).collect();
    page.heading("Month by month", in_currency(report).trim_start_matches(", "))?;
    let mut table = Table::new(columns.iter().map(|it| it.1.to_owned()).collect());
    for month in every_so_many(summary.intervals.len(), &BTreeSet::new()) {
        let own = &summary.intervals[month].horizon;
        let figure = |key: &str| find(own, key).map(|it| cell(it, Sense::Level, observed));
        let cells = columns.iter().map(|it| figure(it.0).unwrap_or_else(Cell::nothing)).collect();
        table.row(label(report, month), cells);
    }
    for definition in keys.iter().filter_map(|it| definition(&summary.intervals, it.0)).take(1) {
        notes.add(definition);
    }
    table.write(page)
}

/// " 3  2026-03", with the days of a month that is not whole.
fn label(report: &Report, month: usize) -> String {
    let months = report.base().scenario.horizon.as_ref().map(|it| &it.months);
    let Some(own) = months.and_then(|months| months.get(month)) else { return String::new() };
    let days = if own.days < own.calendar_days {
        format!(" ({} of {} days)", own.days, own.calendar_days)
    } else {
        String::new()
    };
    format!("{:>2}  {}{days}", month + 1, own.name)
}

/// Months that stand on the page; those in which somebody gets ahead always do.
fn shown(own: &Overtaking) -> Vec<usize> {
    let leads = &own.cumulative.leads;
    let mut kept: BTreeSet<usize> = leads.leads.iter().map(|lead| lead.from).collect();
    kept.extend(leads.overtaken.map(|it| it.low));
    every_so_many(own.cumulative.months.len(), &kept)
}

/// All months where they fit, else every so many, the first, the last and those to be kept.
fn every_so_many(months: usize, kept: &BTreeSet<usize>) -> Vec<usize> {
    let step = months.div_ceil(MOST).max(1);
    let is_shown = |month: &usize| {
        (month + 1).is_multiple_of(step)
            || *month == 0
            || month + 1 == months
            || kept.contains(month)
    };
    (0..months).filter(is_shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_months_every_so_many_are_shown_and_what_matters() {
        assert_eq!(every_so_many(3, &BTreeSet::new()), [0, 1, 2]);
        let shown = every_so_many(60, &BTreeSet::from([3, 16]));
        assert_eq!(shown[..6], [0, 2, 3, 5, 8, 11]);
        assert!(shown.contains(&16) && shown.contains(&59) && shown.len() <= MOST, "{shown:?}");
    }
}
