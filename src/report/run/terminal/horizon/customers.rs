//! Customers by band, who left and because of what, and who came.

use std::io;

use super::prose::percent;
use super::{all, measure};
use crate::measures::estimate::{Measured, find};
use crate::report::Report;
use crate::report::form::figure::{Sense, cell};
use crate::report::form::notes::Notes;
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::listed;
use crate::report::run::terminal::grid::Row::{self, IfAny};
use crate::report::run::terminal::grid::{Entry, by_measure};

const BANDS: [&str; 3] = ["angry", "neutral", "delighted"];
const BAND_ROWS: &[Row] =
    &[IfAny("customers.angry"), IfAny("customers.neutral"), IfAny("customers.delighted")];

const ROWS: &[Row] = &[
    IfAny("customers.at_start"),
    IfAny("customers.acquired.advertising"),
    IfAny("customers.acquired.referral"),
    IfAny("customers.lost.base"),
    IfAny("customers.lost.contacts"),
    IfAny("customers.lost.abandoned"),
    IfAny("customers.lost.blocked"),
    IfAny("customers.lost.balked"),
    IfAny("customers.lost.disconnected"),
    IfAny("customers.lost.answered_late"),
    IfAny("customers.lost.per_minute_waited"),
    IfAny("customers.lost.unresolved"),
    IfAny("customers.lost.transferred"),
    IfAny("customers.lost.unwanted_offer"),
    IfAny("customers.lost.need_unmet"),
    IfAny("customers.lost.broken_promise"),
    IfAny("customers.at_end"),
    IfAny("customers.lost_of_start"),
    IfAny("customers.churn_per_month"),
    IfAny("customers.still_to_be_lost"),
    IfAny("customers.not_made.fresh"),
    IfAny("prospects.offered.own"),
    IfAny("prospects.offered.referred"),
    IfAny("prospects.lost"),
    IfAny("prospects.conversion"),
    IfAny("sales.to_customers"),
    IfAny("sales.to_prospects"),
];

pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let scenario = &report.base().scenario;
    if !scenario.has_persons() {
        return Ok(());
    }
    let columns = columns(report);
    let about = if columns.len() > 1 { "; differences from base" } else { "" };
    page.heading("Customers who came, stayed and left", &format!("{}{about}", each(scenario)))?;
    by_measure(&columns, ROWS, scenario, notes).write(page)?;
    if !has_bands(report) {
        return Ok(());
    }
    page.heading("Customers by band", &format!("at the end{about}"))?;
    by_measure(&columns, BAND_ROWS, scenario, notes).write(page)?;
    if let Some(told) = at_first(report) {
        page.paragraph(&told, Ink::Plain, 2, 2)?;
    }
    Ok(())
}

/// The base; of one variant also its own figures; of each variant what it differs by.
pub(crate) fn columns(report: &Report) -> Vec<Entry<'_>> {
    let outcome = &report.outcome;
    let base = &report.base().summary;
    let mut columns = vec![Entry::new("base", all(base), Sense::Level, base)];
    if let ([_, variant], [_]) = (&outcome.variants[..], &outcome.differences[..]) {
        columns.push(Entry::new(
            &variant.name,
            all(&variant.summary),
            Sense::Level,
            &variant.summary,
        ));
    }
    let alone = outcome.differences.len() == 1;
    columns.extend(outcome.differences.iter().map(|(name, it)| {
        let heading = if alone { "difference" } else { name };
        Entry::new(heading, all(it), Sense::Difference, it)
    }));
    if outcome.differences.is_empty() {
        columns[0].heading.clear();
    }
    columns
}

fn has_bands(report: &Report) -> bool {
    let customers = report.base().scenario.customers.as_ref();
    customers.and_then(|it| it.persisting.as_ref()).is_some_and(|it| it.bands.is_some())
}

/// "On the first morning 8,320 (±135) were angry, ..., under every variant."
fn at_first(report: &Report) -> Option<String> {
    let summary = &report.base().summary;
    let last = summary.lead_in.first()?;
    let total: f64 = BANDS.iter().filter_map(|band| mean(last, band)).sum();
    let told = BANDS.iter().filter_map(|band| {
        let measured = find(last, &format!("customers.{band}"))?;
        let number = measured.estimate.mean.filter(|it| *it > 0.0)?;
        let share = percent(number / total.max(1.0), 1);
        let cell = cell(measured, Sense::Level, Observed::of(summary));
        Some(format!("{} {band} ({share})", cell.with("")))
    });
    let told: Vec<String> = told.collect();
    let whom = if report.outcome.variants.len() > 1 { ", under every variant" } else { "" };
    let at_end = measure(summary, "customers.angry_share").and_then(|it| it.estimate.mean);
    let then = at_end.map_or(String::new(), |share| {
        format!(" At the end {} of the base's are angry.", percent(share, 1))
    });
    Some(format!("On the first morning: {}{whom}.{then}", listed(&told)))
}

fn mean(measures: &[Measured], band: &str) -> Option<f64> {
    find(measures, &format!("customers.{band}"))?.estimate.mean
}
