//! Tables of measures by subject, in either direction.

use crate::measures::definitions::Definition;
use crate::measures::estimate::{Measured, Summary, find};
use crate::report::form::figure::{Cell, Sense, cell};
use crate::report::form::notes::Notes;
use crate::report::form::table::Table;
use crate::report::form::words::period::{Observed, noun};
use crate::report::form::words::scenario::label;
use crate::scenario::Scenario;
use crate::scenario::model::AgainstBase;

/// Where the figures of a row or column are found.
pub(crate) struct Entry<'a> {
    pub(crate) heading: String,
    pub(crate) measures: Vec<&'a Measured>,
    pub(crate) sense: Sense,
    observed: Observed,
    /// Keys of figures that are measured otherwise than the base's, so that nothing is better or
    /// worse.
    measured_otherwise: &'static [&'static str],
}

/// The figures that a threshold or a formula changes.
const BY_YARDSTICK: &[&str] = &["service_level", "target_met"];
/// The figure that a target changes.
const BY_TARGET: &[&str] = &["target_met"];

impl<'a> Entry<'a> {
    pub(crate) fn new(
        heading: impl Into<String>,
        measures: impl IntoIterator<Item = &'a Measured>,
        sense: Sense,
        summary: &Summary,
    ) -> Self {
        let measures = measures.into_iter().collect();
        let observed = Observed::of(summary);
        Self { heading: heading.into(), measures, sense, observed, measured_otherwise: &[] }
    }

    /// A difference from a base that is measured as it may be.
    pub(crate) fn against(mut self, base: &AgainstBase) -> Self {
        self.measured_otherwise = if base.has_own_service_level() {
            BY_YARDSTICK
        } else if base.has_own_targets() {
            BY_TARGET
        } else {
            &[]
        };
        self
    }

    fn get(&self, key: &str) -> Option<&'a Measured> {
        self.measures.iter().find(|measured| measured.definition.key == key).copied()
    }

    fn cell(&self, key: &str) -> Cell {
        match self.get(key) {
            Some(_) if self.measured_otherwise.contains(&key) => Cell::text("other yardstick"),
            // Undefined for another reason than that nobody called: nothing was to be resolved.
            Some(measured) if measured.estimate.mean.is_none() && self.has_contacts() => {
                let is_percentile = key.contains("wait_p");
                let too_few = || format!("too few {}", noun(self.observed.period, 2));
                if is_percentile { Cell::text(&too_few()) } else { Cell::nothing() }
            }
            Some(measured) => cell(measured, self.sense, self.observed),
            None => Cell::nothing(),
        }
    }

    fn has_contacts(&self) -> bool {
        let contacts = self.get("offered").or_else(|| self.get("answered"));
        contacts.is_none_or(happened)
    }
}

/// A measure of a table.
#[derive(Clone, Copy)]
pub(crate) enum Row {
    /// Stands in the table whenever it was measured.
    Always(&'static str),
    /// Stands in the table only if something of the kind happened.
    IfAny(&'static str),
}

impl Row {
    /// The definition, if the row is to be shown.
    fn shown(self, entries: &[Entry]) -> Option<&'static Definition> {
        let (Self::Always(key) | Self::IfAny(key)) = self;
        let found = || entries.iter().filter_map(|entry| entry.get(key));
        let definition = found().next()?.definition;
        match self {
            Self::Always(_) => Some(definition),
            Self::IfAny(_) => found().any(happened).then_some(definition),
        }
    }
}

/// Whether anything of the kind was seen.
pub(crate) fn happened(measured: &Measured) -> bool {
    let estimate = &measured.estimate;
    estimate.none_seen().is_none() && estimate.mean.is_some_and(|mean| mean.abs() > 0.0)
}

/// One row a measure, one column an entry.
pub(crate) fn by_measure(
    entries: &[Entry],
    rows: &[Row],
    scenario: &Scenario,
    notes: &mut Notes,
) -> Table {
    let mut table = Table::new(entries.iter().map(|entry| entry.heading.clone()).collect());
    for definition in rows.iter().filter_map(|row| row.shown(entries)) {
        notes.add(definition);
        let cells = entries.iter().map(|entry| entry.cell(definition.key)).collect();
        table.row(label(definition, scenario), cells);
    }
    table
}

/// One row an entry, one column a measure.
pub(crate) fn by_entry(
    entries: &[Entry],
    rows: &[Row],
    scenario: &Scenario,
    notes: &mut Notes,
) -> Table {
    let shown: Vec<&Definition> = rows.iter().filter_map(|row| row.shown(entries)).collect();
    for definition in &shown {
        notes.add(definition);
    }
    let mut table = Table::new(shown.iter().map(|it| label(it, scenario)).collect());
    if shown.is_empty() {
        return table;
    }
    for entry in entries {
        let cells = shown.iter().map(|definition| entry.cell(definition.key)).collect();
        table.row(entry.heading.clone(), cells);
    }
    table
}

/// The measure of the whole centre or of its customers.
pub(crate) fn overall<'a>(summary: &'a Summary, key: &str) -> Option<&'a Measured> {
    find(&summary.total, key).or_else(|| find(&summary.customers, key))
}

/// Every measure of the whole centre and of its customers.
pub(crate) fn all_overall(summary: &Summary) -> impl Iterator<Item = &Measured> {
    summary.total.iter().chain(&summary.customers)
}
