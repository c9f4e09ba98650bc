//! The tables of one scenario: contact types, agent groups, customers and money.

use std::io;

use super::grid::Row::{self, Always, IfAny};
use super::grid::{Entry, by_entry, by_measure};
use super::{Report, money};
use crate::report::form::figure::Sense;
use crate::report::form::notes::Notes;
use crate::report::form::page::Page;
use crate::report::form::words::period::each;

/// What is said of a contact type.
pub(crate) const TYPE_ROWS: &[Row] = &[
    Always("offered"),
    Always("answered"),
    Always("abandon_rate"),
    IfAny("blocked"),
    IfAny("balked"),
    IfAny("disconnected"),
    IfAny("waiting_at_end"),
    Always("service_level"),
    Always("asa_seconds"),
    Always("mean_wait_seconds"),
    Always("wait_p90_seconds"),
    Always("handle_time_seconds"),
    IfAny("target_met"),
    IfAny("redialled"),
    IfAny("transfers"),
    IfAny("resolution_rate"),
    IfAny("offers"),
    IfAny("offer_acceptance"),
    IfAny("conversion"),
    IfAny("lost_sales"),
    IfAny("revenue"),
];

/// What is said of an agent group.
pub(crate) const GROUP_ROWS: &[Row] = &[
    Always("agents"),
    Always("occupancy"),
    Always("handle_time_seconds"),
    IfAny("offers"),
    IfAny("sold"),
];

pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    write_service(report, page, notes)?;
    money::write_levels(report, page, notes)
}

/// Contact types and agent groups.
pub(crate) fn write_service(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let base = report.base();
    let summary = &base.summary;
    let mut entries: Vec<Entry> = summary
        .contact_types
        .iter()
        .map(|it| Entry::new(&it.name, &it.measures, Sense::Level, summary))
        .collect();
    entries.push(Entry::new("all", &summary.total, Sense::Level, summary));
    page.heading("Contact types", &each(&base.scenario))?;
    by_measure(&entries, TYPE_ROWS, &base.scenario, notes).write(page)?;

    let groups: Vec<Entry> = summary
        .agent_groups
        .iter()
        .map(|it| Entry::new(&it.name, &it.measures, Sense::Level, summary))
        .collect();
    page.heading("Agent groups", "")?;
    by_entry(&groups, GROUP_ROWS, &base.scenario, notes).write(page)
}
