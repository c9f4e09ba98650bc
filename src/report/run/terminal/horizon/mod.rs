//! The page of a horizon: its answer, variants and differences, months, customers, money, and what
//! all of it rests on. Tables of service are those of a day.

use std::io;

use super::{chart, comparison, levels};
use crate::measures::estimate::{Measured, Summary, find};
use crate::report::form::notes::Notes;
use crate::report::form::page::{Ink, Page};
use crate::report::{Kind, Report};
use crate::scenario::Scenario;

pub(crate) mod answer;
pub(crate) mod assumptions;
mod customers;
mod leads;
mod money;
mod prose;
mod tables;
mod trajectory;

/// Whether a report is of horizons.
pub(crate) fn is_horizon(report: &Report) -> bool {
    report.base().scenario.horizon.is_some()
}

/// Everything between the answer and the foot.
pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    if report.kind == Kind::Compare {
        tables::write(report, page, notes)?;
    }
    trajectory::write(report, page, notes)?;
    customers::write(report, page, notes)?;
    money::write(report, page, notes)?;
    if report.kind == Kind::Compare {
        money::write_sensitivity(report, page)?;
    }
    match report.kind {
        Kind::Run => {
            levels::write_service(report, page, notes)?;
            let text = "Formulas beside what was simulated are of one day, and are left out.";
            page.paragraph(text, Ink::Faint, 2, 2)?;
        }
        Kind::Compare => comparison::write_service(report, page, notes)?,
    }
    chart::write(report, page)
}

/// A figure of the whole horizon.
fn measure<'a>(summary: &'a Summary, key: &str) -> Option<&'a Measured> {
    find(&summary.horizon, key).or_else(|| find(&summary.total, key))
}

/// Every figure of the whole horizon.
fn all(summary: &Summary) -> impl Iterator<Item = &Measured> {
    summary.horizon.iter().chain(&summary.total)
}

/// Whether anything was simulated before the first day.
fn has_lead_in(scenario: &Scenario) -> bool {
    scenario.horizon.as_ref().is_some_and(|own| own.lead_in_months > 0)
}

/// ", money in EUR".
fn in_currency(report: &Report) -> String {
    match &*report.base().scenario.currency {
        "" => String::new(),
        currency => format!(", money in {currency}"),
    }
}
