//! Where money comes from and where it goes.

use std::io;

use super::customers::columns;
use super::in_currency;
use crate::report::Report;
use crate::report::form::notes::Notes;
use crate::report::form::number::counted;
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::each;
use crate::report::form::words::scenario::has_money;
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
    page.heading("Money by origin of the customer", &about)?;
    by_measure(&columns, BY_ORIGIN, scenario, notes).write(page)
}

/// What differences would be, were effects on customers weaker or stronger: other lives, played
/// again on some of the replications.
pub(crate) fn write_sensitivity(report: &Report, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    if let Some(number) = outcome.sensitivity_replications {
        write_difference_sensitivity(report, page)?;
        let told = counted(number as usize, "replication");
        let text = format!("On the first {told}, all three, lead-in included.");
        return page.paragraph(&text, Ink::Faint, 2, 2);
    }
    if outcome.variants.iter().any(|it| it.scenario.contacts_move_persons()) {
        let text = "What weaker or stronger effects on customers would change was not looked at.";
        page.end_line()?;
        page.paragraph(text, Ink::Plain, 2, 2)?;
    }
    Ok(())
}
