//! The tables of a comparison: every variant, and its paired difference from the base.

use std::io;

use super::grid::Row::{self, Always, IfAny};
use super::grid::{Entry, all_overall, by_entry, by_measure, happened};
use super::levels::TYPE_ROWS;
use super::{Report, money};
use crate::measures::estimate::{Measured, Summary};
use crate::report::form::figure::{Sense, cell};
use crate::report::form::notes::Notes;
use crate::report::form::number::{grouped, plain_decimals};
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::has_money;

/// Up to so many variants stand beside the base; more stand below it, one row each.
const SIDE_BY_SIDE: usize = 1;

pub(crate) const LEGEND: &str =
    "✓ better, ✗ worse than base; no mark: the interval contains no difference";

/// What is said of a contact type where many variants stand below each other.
const TYPE_DIFFERENCES: &[Row] = &[
    Always("service_level"),
    Always("abandon_rate"),
    Always("mean_wait_seconds"),
    Always("wait_p90_seconds"),
    IfAny("revenue"),
];

fn key_rows(report: &Report) -> Vec<Row> {
    let mut rows = vec![Always("service_level"), Always("abandon_rate")];
    if report.outcome.variants.iter().any(has_money) {
        rows.extend([IfAny("customers_lost"), Always("net_value")]);
    } else {
        rows.extend([Always("mean_wait_seconds"), Always("occupancy"), IfAny("customers_lost")]);
    }
    rows
}

pub(crate) fn write(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    write_overview(report, page, notes)?;
    write_contrasts(report, page, notes)?;
    write_service(report, page, notes)?;
    let is_wide = is_wide(report);
    let rows =
        if is_wide { money::rows(&report.outcome.variants) } else { money::key_rows(report) };
    let table = side_table(report, &rows, Whose::Centre, notes);
    if !table.is_empty() {
        let (heading, about) = money::heading(report);
        page.heading(heading, &format!("{about}; base, then differences from base"))?;
        table.write(page)?;
    }
    money::write_difference_sensitivity(report, page)
}

fn is_wide(report: &Report) -> bool {
    report.outcome.differences.len() <= SIDE_BY_SIDE
}

/// Contact types and agent groups.
pub(crate) fn write_service(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let each = each(&report.base().scenario);
    let rows = if is_wide(report) { TYPE_ROWS } else { TYPE_DIFFERENCES };
    for contact_type in &report.base().summary.contact_types {
        let whose = Whose::ContactType(&contact_type.name);
        if has_contacts(report, whose) {
            let heading = format!("Contact type {}", contact_type.name);
            page.heading(&heading, &format!("{each}; base, then differences from base"))?;
            side_table(report, rows, whose, notes).write(page)?;
        } else {
            page.heading(&format!("Contact type {}", contact_type.name), "no contacts")?;
        }
    }
    write_groups(report, page, notes)
}

fn write_overview(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    let rows = key_rows(report);
    let scenario = &report.base().scenario;
    let levels: Vec<Entry> = report
        .outcome
        .variants
        .iter()
        .map(|it| Entry::new(&it.name, all_overall(&it.summary), Sense::Level, &it.summary))
        .collect();
    page.heading("Variants", &format!("all contact types, {}", each(scenario)))?;
    by_entry(&levels, &rows, scenario, notes).write(page)?;
    let differences: Vec<Entry> = report
        .outcome
        .differences
        .iter()
        .zip(&report.outcome.variants[1..])
        .map(|((name, it), variant)| {
            let against = &variant.scenario.remarks.against_base;
            Entry::new(name, all_overall(it), Sense::Difference, it).against(against)
        })
        .collect();
    page.heading("Differences from base", LEGEND)?;
    by_entry(&differences, &rows, scenario, notes).write(page)
}

pub(crate) fn write_contrasts(
    report: &Report,
    page: &mut Page,
    notes: &mut Notes,
) -> io::Result<()> {
    let contrasts = &report.outcome.contrasts;
    if contrasts.is_empty() {
        return Ok(());
    }
    let entries: Vec<Entry> = contrasts
        .iter()
        .map(|it| Entry::new(&it.name, &it.measures, Sense::Difference, &report.base().summary))
        .collect();
    let rows =
        ["net_value", "customers_lost", "contribution", "commissions", "abandoned"].map(IfAny);
    let scenario = &report.base().scenario;
    let about = format!("mean of some variants less mean of others, {}", each(scenario));
    page.heading("Contrasts", &about)?;
    by_entry(&entries, &rows, scenario, notes).write(page)
}

/// One sentence a variant, since variants may have different groups.
fn write_groups(report: &Report, page: &mut Page, notes: &mut Notes) -> io::Result<()> {
    page.heading("Agent groups", "mean agents on duty, and their occupancy")?;
    for variant in &report.outcome.variants {
        let observed = Observed::of(&variant.summary);
        let mut groups = Vec::new();
        for group in &variant.summary.agent_groups {
            let (Some(agents), Some(occupancy)) = (group.get("agents"), group.get("occupancy"))
            else {
                continue;
            };
            if occupancy.estimate.mean.is_some() {
                notes.add(occupancy.definition);
                let agents = staffed(agents, observed);
                let occupancy = cell(occupancy, Sense::Level, observed).with("");
                groups.push(format!("{} {agents} at {occupancy}", group.name));
            }
        }
        let text = format!("{}: {}", variant.name, groups.join(", "));
        page.paragraph(&text, Ink::Plain, 2, 4)?;
    }
    Ok(())
}

/// Agents on duty; a schedule is known well enough to need no interval.
fn staffed(agents: &Measured, observed: Observed) -> String {
    let (mean, half_width) = (agents.estimate.mean.unwrap_or(0.0), agents.estimate.half_width);
    if half_width.is_some_and(|half_width| half_width < 0.05) {
        return grouped(mean, plain_decimals(mean, 1));
    }
    cell(agents, Sense::Level, observed).with("")
}

/// The base and what differs: side by side for few variants, else one row each.
fn side_table(report: &Report, rows: &[Row], whose: Whose, notes: &mut Notes) -> Table {
    let outcome = &report.outcome;
    let scenario = &report.base().scenario;
    let base = &report.base().summary;
    let mut entries = vec![Entry::new("base", whose.of(base), Sense::Level, base)];
    if outcome.differences.len() > SIDE_BY_SIDE {
        entries.extend(outcome.differences.iter().zip(&outcome.variants[1..]).map(
            |((name, it), variant)| {
                let against = &variant.scenario.remarks.against_base;
                Entry::new(name, whose.of(it), Sense::Difference, it).against(against)
            },
        ));
        return by_entry(&entries, rows, scenario, notes);
    }
    for (variant, (_, difference)) in outcome.variants[1..].iter().zip(&outcome.differences) {
        let summary = &variant.summary;
        entries.push(Entry::new(&variant.name, whose.of(summary), Sense::Level, summary));
        let entry = Entry::new("difference", whose.of(difference), Sense::Difference, difference);
        entries.push(entry.against(&variant.scenario.remarks.against_base));
    }
    by_measure(&entries, rows, scenario, notes)
}

/// Whether any variant has anything to say of it.
fn has_contacts(report: &Report, whose: Whose) -> bool {
    report.outcome.variants.iter().any(|variant| {
        let measures = whose.of(&variant.summary);
        let offered = measures.iter().find(|it| it.definition.key == "offered");
        offered.is_some_and(|it| happened(it))
    })
}

/// Whose figures a table shows.
#[derive(Clone, Copy)]
enum Whose<'a> {
    ContactType(&'a str),
    Centre,
}

impl Whose<'_> {
    fn of(self, summary: &Summary) -> Vec<&Measured> {
        match self {
            Self::Centre => all_overall(summary).collect(),
            Self::ContactType(name) => {
                let found = summary.contact_types.iter().find(|it| it.name == name);
                found.map_or_else(Vec::new, |it| it.measures.iter().collect())
            }
        }
    }
}
