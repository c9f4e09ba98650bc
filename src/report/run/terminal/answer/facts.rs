//! Figures as parts of sentences.

use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::{Estimate, Measured, Summary};
use crate::report::form::figure::{Cell, NO_BREAK, Sense, cell, is_clear};
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::{ASSUMED, formula_words, in_time, money};
use crate::report::run::terminal::grid::overall;
use crate::scenario::model::ContactType;

/// Both ends of a figure's interval, by which everything is judged.
pub(crate) fn bounds_of(estimate: &Estimate) -> Option<(f64, f64)> {
    estimate.ends().map(|ends| (ends.low, ends.high))
}

pub(crate) fn in_display_order(variant: &VariantOutcome) -> Vec<&ContactType> {
    let mut types: Vec<&ContactType> = variant.scenario.contact_types.iter().collect();
    types.sort_by_key(|it| it.display);
    types
}

/// A figure of the whole centre; nothing where it is not defined.
pub(crate) fn level(summary: &Summary, key: &str) -> Option<Cell> {
    let measured: &Measured = overall(summary, key)?;
    measured.estimate.mean?;
    Some(cell(measured, Sense::Level, Observed::of(summary)))
}

/// "EUR 5,566 a day † (±41)".
pub(crate) fn net_value(variant: &VariantOutcome) -> Option<String> {
    let value = level(&variant.summary, "net_value")?;
    let amount = money(&variant.scenario.currency, &value.value);
    let words = format!("{}{}", each(&variant.scenario), sign(variant));
    Some(Cell { value: amount, ..value }.with(&words))
}

/// Net value rests on assumptions only where contacts are said to move customers.
fn sign(variant: &VariantOutcome) -> String {
    if variant.scenario.customers.is_some() { format!(" {ASSUMED}") } else { String::new() }
}

/// "82.1 % are answered in 20 s (±0.4, of offered)".
pub(crate) fn answered_in_time(variant: &VariantOutcome) -> Option<String> {
    let cell = level(&variant.summary, "service_level")?;
    let formula = formula_words(variant.scenario.targets.formula);
    let about = match cell.interval.trim_matches(['(', ')']) {
        "" => formula.to_owned(),
        interval => format!("{interval}, {formula}"),
    };
    let value = cell.value.replace(' ', NO_BREAK);
    Some(format!("{value} are answered {} ({about})", in_time(&variant.scenario)))
}

/// ", 2.7 points more than the base (±0.1)".
pub(crate) fn versus(difference: &Summary, key: &str) -> String {
    overall(difference, key)
        .map_or_else(String::new, |measured| versus_of(measured, Observed::of(difference)))
}

/// The same of any difference.
pub(crate) fn versus_of(measured: &Measured, observed: Observed) -> String {
    let Some(mean) = measured.estimate.mean else { return String::new() };
    let cell = cell(measured, Sense::Difference, observed);
    if !is_clear(&measured.estimate) {
        return match cell.interval.as_str() {
            "±0" => ", the same as the base".to_owned(),
            _ => {
                format!(", not clearly different from the base ({} {})", cell.value, cell.interval)
            }
        };
    }
    let way = if mean > 0.0 { "more" } else { "less" };
    let cell = cell.unsigned();
    let value = cell.value.replace(" pts", " points").replace(' ', NO_BREAK);
    match cell.interval.as_str() {
        bracketed if bracketed.starts_with(['(', '[']) => {
            format!(", {value} {way} than the base {bracketed}")
        }
        interval => format!(", {value} {way} than the base ({interval})"),
    }
}
