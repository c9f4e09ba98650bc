//! What the headings of a page mean.

use std::io;

use super::page::{Ink, Page};
use super::words::period::each;
use super::words::scenario::{ASSUMED, formula_words, thresholds};
use crate::measures::definitions::Definition;
use crate::scenario::Scenario;

/// The definitions of the headings on a page, in the order of their first use.
#[derive(Default)]
pub(crate) struct Notes {
    used: Vec<&'static Definition>,
    /// Headings that name no measure, and what they mean.
    others: Vec<(&'static str, &'static str)>,
    /// Whether customers lost are told by cause.
    has_causes: bool,
}

/// What is told by cause.
const BY_CAUSES: [&str; 2] = ["customers_lost", "customers.lost.contacts"];

/// The names of these measures say what they are, and one sentence says how they are made.
fn is_cause(key: &str) -> bool {
    const OTHERS: [&str; 3] = ["all", "base", "contacts"];
    let lost = key.strip_prefix("customers.lost.").is_some_and(|rest| !OTHERS.contains(&rest));
    lost || key.starts_with("customers_lost_by_cause.")
}

impl Notes {
    /// Of headings of these measures.
    pub(crate) fn of(definitions: impl IntoIterator<Item = &'static Definition>) -> Self {
        let mut notes = Self::default();
        for definition in definitions {
            notes.add(definition);
        }
        notes
    }

    /// A heading of this measure stands on the page.
    pub(crate) fn add(&mut self, definition: &'static Definition) {
        let is_cause = is_cause(definition.key);
        self.has_causes |= is_cause;
        if !is_cause && self.used.iter().all(|used| used.key != definition.key) {
            self.used.push(definition);
        }
    }

    /// A heading that names no measure stands on the page.
    pub(crate) fn add_other(&mut self, heading: &'static str, meaning: &'static str) {
        self.others.push((heading, meaning));
    }

    /// Writes what each heading means, and what of it rests on assumptions.
    pub(crate) fn write(&self, scenario: &Scenario, page: &mut Page) -> io::Result<()> {
        page.heading("What the headings mean", "switchroom explain MEASURE says more")?;
        if scenario.customers.is_some() && self.used.iter().any(|it| it.assumption_driven) {
            let text = format!(
                "{ASSUMED} rests on the effects of contacts on customers that the scenario assumes, \
                 not on the queue alone"
            );
            page.paragraph(&text, Ink::Faint, 2, 4)?;
        }
        if scenario.steady_state.is_some() {
            let text = format!(
                "where a definition says a day, or from opening to closing, it is here {}",
                each(scenario)
            );
            page.paragraph(&text, Ink::Faint, 2, 4)?;
        }
        for definition in &self.used {
            let text = if definition.key == "service_level" {
                let formula = scenario.targets.formula;
                format!(
                    "{}: answered within {}, {} (formula `{}`)",
                    definition.name,
                    thresholds(scenario),
                    formula_words(formula),
                    formula.name()
                )
            } else {
                let gist = gist(definition.formula);
                let is_of_horizon = scenario.horizon.is_some();
                let gist = if is_of_horizon { of_horizon(gist) } else { gist.to_owned() };
                format!("{}: {gist}", definition.name)
            };
            page.paragraph(&text, Ink::Faint, 2, 4)?;
            if self.has_causes && BY_CAUSES.contains(&definition.key) {
                let text = "and by cause: the part that each cause has in the hazard of leaving";
                page.paragraph(text, Ink::Faint, 4, 4)?;
            }
        }
        for (heading, meaning) in &self.others {
            page.paragraph(&format!("{heading}: {meaning}"), Ink::Faint, 2, 4)?;
        }
        Ok(())
    }
}

/// A definition of what is counted a day, where it is counted over many.
fn of_horizon(formula: &str) -> String {
    let mut told = formula.replace(", a day", "");
    for (of_day, of_many) in
        [(" on a day", " on one day"), (" a day", ""), (" of the same day", "")]
    {
        told = told.replace(of_day, of_many);
    }
    told.replace("of the day's", "of").replace("of all days", "of all open days")
}

/// A definition up to its first semicolon: what `explain` adds to it is for who asks.
fn gist(formula: &str) -> &str {
    formula.split(';').next().unwrap_or(formula).trim_end_matches('.')
}
