//! Where money comes from and where it goes.

use std::io;

use super::customers::columns;
use super::prose::money as in_prose;
use super::{in_currency, measure};
use crate::measures::estimate::Summary;
use crate::report::Report;
use crate::report::form::figure::Cell;
use crate::report::form::notes::Notes;
use crate::report::form::number::counted;
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::{has_money, money as in_words};
use crate::report::run::terminal::grid::Row::{self, Always, IfAny};
use crate::report::run::terminal::grid::by_measure;
use crate::report::run::terminal::money::write_difference_sensitivity;

/// Lines that add up to net value.
const BY_SOURCE: &[Row] = &[
    IfAny("money.by_source.margin"),
    IfAny("money.by_source.sales_to_customers"),
    IfAny("money.by_source.sales_to_prospects"),
    IfAny("money.by_source.offers"),
    IfAny("wages"),
    IfAny("commissions"),
    IfAny("contact_costs"),
    IfAny("money.advertising"),
    IfAny("money.change_costs"),
    IfAny("deferred_work_cost"),
    Always("money.net_value"),
    IfAny("money.discounted"),
    IfAny("money.acquisition_cost"),
];

/// The same where nobody is a person.
const WITHOUT_PERSONS: &[Row] = &[
    IfAny("contribution"),
    IfAny("wages"),
    IfAny("commissions"),
    IfAny("contact_costs"),
    IfAny("lost_customer_costs"),
    IfAny("deferred_work_cost"),
    Always("money.net_value"),
    IfAny("money.discounted"),
];

const BY_ORIGIN: &[Row] = &[
    IfAny("money.by_origin.at_start"),
    IfAny("money.by_origin.advertising"),
    IfAny("money.by_origin.referral"),
];

pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    if !report.outcome.variants.iter().any(has_money) {
        return Ok(());
    }
    let scenario = &report.base().scenario;
    let columns = columns(report);
    let about = if columns.len() > 1 { "; differences from base" } else { "" };
    let about = format!("{}{}{about}", each(scenario), in_currency(report));
    if !scenario.has_persons() {
        page.heading("Money", &about)?;
        return by_measure(&columns, WITHOUT_PERSONS, scenario, notes).write(page);
    }
    page.heading("Money by source, and what it costs", &about)?;
    by_measure(&columns, BY_SOURCE, scenario, notes).write(page)?;
    for told in kept(report) {
        page.paragraph(&told, Ink::Plain, 2, 2)?;
    }
    let by_origin = by_measure(&columns, BY_ORIGIN, scenario, notes);
    if by_origin.is_empty() {
        return Ok(());
    }
    page.heading("Money by origin of the customer", &about)?;
    by_origin.write(page)
}

/// What each customer cost whom a variant alone keeps.
fn kept(report: &Report) -> Vec<String> {
    let one = |(name, difference): &(String, Summary)| {
        let lost = measure(difference, "customers.lost_of_start")?.estimate.mean?;
        let cost = measure(difference, "money.cost_per_customer_kept")?.estimate;
        if cost.mean.is_none() || lost >= 0.0 {
            return None;
        }
        let told = in_prose(&cost, Observed::of(difference));
        let amount = in_words(&report.base().scenario.currency, &told.value);
        let told = Cell { value: amount, ..told }.with("");
        let free = cost.mean.is_some_and(|it| it < 0.0);
        let free = if free { ": keeping them cost nothing" } else { "" };
        Some(format!(
            "Each customer of the start whom “{name}” keeps and the base loses costs {told}, margin \
             aside{free}."
        ))
    };
    report.outcome.differences.iter().filter_map(one).collect()
}

/// What differences would be, were effects on customers weaker or stronger: other lives, played
/// again on some of the replications.
pub(crate) fn write_sensitivity(report: &Report, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    if let Some(number) = outcome.sensitivity_replications {
        write_difference_sensitivity(report, page)?;
        let told = counted(number as usize, "replication");
        let text = format!("Half and twice: on the first {told}, played again, lead-in included.");
        return page.paragraph(&text, Ink::Faint, 2, 2);
    }
    if outcome.variants.iter().any(|it| it.scenario.contacts_move_persons()) {
        let text = "What weaker or stronger effects on customers would change was not looked at.";
        page.gap()?;
        page.paragraph(text, Ink::Plain, 2, 2)?;
    }
    Ok(())
}
