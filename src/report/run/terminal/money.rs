//! Customers and money, and how much of it rests on assumed effects on customers.

use std::io;

use super::Report;
use super::grid::Row::{self, Always, IfAny};
use super::grid::{Entry, all_overall, by_measure};
use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::definitions::Definition;
use crate::measures::estimate::{Estimate, Measured, Sensitivity, Summary};
use crate::report::form::figure::{Cell, Sense, cell};
use crate::report::form::notes::Notes;
use crate::report::form::number::grouped;
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::{ASSUMED, has_money};

/// What customers see of a day in which some of them call again.
const REDIAL_ROWS: &[Row] = &[
    Always("customers"),
    Always("answered_share"),
    Always("attempts"),
    Always("total_wait_seconds"),
];

const CUSTOMER_ROWS: &[Row] = &[
    IfAny("needs"),
    IfAny("needs_met_share"),
    IfAny("customers_lost"),
    IfAny("customers_lost_by_cause.abandoned"),
    IfAny("customers_lost_by_cause.blocked"),
    IfAny("customers_lost_by_cause.balked"),
    IfAny("customers_lost_by_cause.disconnected"),
    IfAny("customers_lost_by_cause.answered_late"),
    IfAny("customers_lost_by_cause.per_minute_waited"),
    IfAny("customers_lost_by_cause.unresolved"),
    IfAny("customers_lost_by_cause.transferred"),
    IfAny("customers_lost_by_cause.unwanted_offer"),
    IfAny("customers_lost_by_cause.need_unmet"),
    IfAny("customers_lost_by_cause.broken_promise"),
    IfAny("customers_lost_by_cause.need_met"),
    IfAny("customers_lost_by_cause.resolved_at_once"),
];

const MONEY_ROWS: &[Row] = &[
    IfAny("contribution"),
    IfAny("wages"),
    IfAny("commissions"),
    IfAny("contact_costs"),
    IfAny("deferred_work_cost"),
    IfAny("lost_customer_costs"),
    Always("net_value"),
    IfAny("lost_customer_costs_memo"),
];

/// Rows of customers, and of money if the planner gave any.
pub(crate) fn rows(variants: &[VariantOutcome]) -> Vec<Row> {
    let mut types = variants.iter().flat_map(|it| &it.scenario.contact_types);
    let mut rows = Vec::new();
    // Else customers are contacts, and the table above has said it all.
    if types.any(|it| it.redial.is_some()) {
        rows.extend(REDIAL_ROWS);
    }
    rows.extend(CUSTOMER_ROWS);
    if variants.iter().any(has_money) {
        rows.extend(MONEY_ROWS);
    }
    rows
}

/// The rows that matter most, where many variants stand below each other.
pub(crate) fn key_rows(report: &Report) -> Vec<Row> {
    if report.outcome.variants.iter().any(has_money) {
        return MONEY_ROWS.to_vec();
    }
    vec![IfAny("customers_lost"), IfAny("answered_share")]
}

/// "Customers and money", in the scenario's currency.
pub(crate) fn heading(report: &Report) -> (&'static str, String) {
    if !report.outcome.variants.iter().any(has_money) {
        return ("Customers", each(&report.base().scenario));
    }
    let scenario = &report.base().scenario;
    let currency = &scenario.currency;
    let about = if currency.is_empty() { String::new() } else { format!(", money in {currency}") };
    ("Customers and money", format!("{}{about}", each(scenario)))
}

/// Customers and money of one scenario.
pub(crate) fn write_levels(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let base = report.base();
    let summary = &base.summary;
    let entry = Entry::new("", all_overall(summary), Sense::Level, summary);
    let table = by_measure(&[entry], &rows(&report.outcome.variants), &base.scenario, notes);
    if table.is_empty() {
        return Ok(());
    }
    let (heading, about) = heading(report);
    page.heading(heading, &about)?;
    table.write(page)?;
    let Some(sensitivity) = &summary.sensitivity else { return Ok(()) };
    write_sensitivity(report, summary, sensitivity, page)
}

fn write_sensitivity(
    report: &Report,
    summary: &Summary,
    sensitivity: &Sensitivity,
    page: &mut Page,
) -> io::Result<()> {
    page.heading(
        &format!("If the effects on customers were weaker or stronger {ASSUMED}"),
        "times as assumed",
    )?;
    let mut table = Table::new(multipliers(sensitivity));
    let mut row = |key: &str, pick: fn(&(f64, Estimate, Estimate)) -> Estimate| {
        let Some(measured) = super::grid::overall(summary, key) else { return };
        let cells = sensitivity
            .at
            .iter()
            .map(|at| estimated(measured.definition, pick(at), Sense::Level, Observed::of(summary)))
            .collect();
        table.row(format!("{} {ASSUMED}", measured.definition.name), cells);
    };
    row("customers_lost", |at| at.1);
    let with_money = report.outcome.variants.iter().any(has_money);
    if with_money {
        row("net_value", |at| at.2);
    }
    table.write(page)?;
    if !with_money {
        return Ok(());
    }
    let text = match sensitivity.sign_change {
        Some(_) => {
            format!("Net value changes sign {}, on the estimate.", sign_change(sensitivity))
        }
        None => "Net value does not change sign from 0 to 4 times as assumed.".to_owned(),
    };
    page.paragraph(&text, Ink::Plain, 2, 2)
}

/// How the differences of net value depend on the effects on customers, one row a variant.
pub(crate) fn write_difference_sensitivity(report: &Report, page: &mut Page) -> io::Result<()> {
    if !report.outcome.variants.iter().any(has_money) {
        return Ok(());
    }
    let with = report.outcome.differences.iter().filter_map(|(name, summary)| {
        let net_value = super::grid::overall(summary, "net_value")?;
        Some((name, summary, net_value.definition, summary.sensitivity.as_ref()?))
    });
    let with: Vec<_> = with.collect();
    let Some((.., first)) = with.first() else { return Ok(()) };
    page.heading(
        &format!("Net value from base, were the effects on customers weaker or stronger {ASSUMED}"),
        "times as assumed",
    )?;
    let mut headings = multipliers(first);
    headings.retain(|heading| MIDDLE.iter().any(|middle| *heading == times(*middle)));
    headings.push("changes sign".to_owned());
    let mut table = Table::new(headings);
    for (name, summary, definition, sensitivity) in with {
        let at = sensitivity.at.iter().filter(|at| MIDDLE.contains(&at.0));
        let mut cells: Vec<Cell> = at
            .map(|at| estimated(definition, at.2, Sense::Difference, Observed::of(summary)))
            .collect();
        cells.push(Cell::text(&sign_change(sensitivity)));
        table.row(name, cells);
    }
    table.write(page)
}

/// The multipliers of which every comparison tells.
const MIDDLE: [f64; 3] = [0.5, 1.0, 2.0];

fn multipliers(sensitivity: &Sensitivity) -> Vec<String> {
    sensitivity.at.iter().map(|(multiplier, ..)| times(*multiplier)).collect()
}

fn times(multiplier: f64) -> String {
    format!("× {multiplier}")
}

fn sign_change(sensitivity: &Sensitivity) -> String {
    if let Some(at) = sensitivity.sign_change {
        return format!("near × {}", grouped(at, 1));
    }
    let ends = sensitivity.at.first().zip(sensitivity.at.last());
    let (least, most) = ends.map_or((0.0, 0.0), |(first, last)| (first.0, last.0));
    if least > 0.0 {
        format!("none from {} to {}", times(least), times(most))
    } else {
        format!("none up to {}", times(most))
    }
}

fn estimated(
    definition: &'static Definition,
    estimate: Estimate,
    sense: Sense,
    observed: Observed,
) -> Cell {
    cell(&Measured { definition, estimate }, sense, observed)
}
