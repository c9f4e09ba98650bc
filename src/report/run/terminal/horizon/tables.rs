//! Variants side by side, what they differ by from the base, and who is ahead when.

use std::io;

use super::{all, in_currency, leads};
use crate::report::Report;
use crate::report::form::figure::{Cell, Sense};
use crate::report::form::notes::Notes;
use crate::report::form::page::Page;
use crate::report::form::table::Table;
use crate::report::form::words::period::each;
use crate::report::form::words::scenario::has_money;
use crate::report::run::terminal::comparison::{LEGEND, write_contrasts};
use crate::report::run::terminal::grid::Row::{self, Always, IfAny};
use crate::report::run::terminal::grid::{Entry, by_entry};

const CUSTOMERS: &[Row] =
    &[IfAny("customers.at_end"), IfAny("customers.lost.all"), IfAny("customers.acquired.all")];
const MONEY: &[Row] =
    &[Always("money.net_value"), IfAny("money.discounted"), IfAny("money.worth_at_end")];
const SERVICE: &[Row] = &[Always("service_level"), Always("abandon_rate")];

fn rows(report: &Report) -> Vec<Row> {
    let mut rows = CUSTOMERS.to_vec();
    if report.outcome.variants.iter().any(has_money) {
        rows.extend(MONEY);
    } else {
        rows.extend(SERVICE);
    }
    rows
}

pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let (outcome, scenario) = (&report.outcome, &report.base().scenario);
    let rows = rows(report);
    let levels: Vec<Entry> = outcome
        .variants
        .iter()
        .map(|it| Entry::new(&it.name, all(&it.summary), Sense::Level, &it.summary))
        .collect();
    page.heading("Variants", &format!("{}{}", each(scenario), in_currency(report)))?;
    by_entry(&levels, &rows, scenario, notes).write(page)?;
    let differences: Vec<Entry> = outcome
        .differences
        .iter()
        .map(|(name, it)| Entry::new(name, all(it), Sense::Difference, it))
        .collect();
    page.heading("Differences from base", LEGEND)?;
    by_entry(&differences, &rows, scenario, notes).write(page)?;
    write_contrasts(report, page, notes)?;
    write_leads(report, page)
}

/// One row a variant; nothing where the answer has said it all.
fn write_leads(report: &Report, page: &mut Page) -> io::Result<()> {
    let overtaking = &report.outcome.overtaking;
    if overtaking.len() < 2 {
        return Ok(());
    }
    let about = "months count from 1; [first, last] month in which the lead may have changed";
    page.heading("Who is ahead of the base, and when", about)?;
    let mut table = Table::new(["net value so far", "customers"].map(str::to_owned).to_vec());
    for (name, own) in overtaking {
        let told = |own: &crate::measures::horizon::overtaking::Trajectory| {
            let told = leads::told(&own.leads, own.months.len());
            Cell::text(told.as_deref().unwrap_or("neither is"))
        };
        let customers = own.customers.as_ref().map_or_else(Cell::nothing, told);
        table.row(name, vec![told(&own.cumulative), customers]);
    }
    table.write(page)
}
