//! Words for what a scenario holds: thresholds, formulas, money.

use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::definitions::Definition;
use crate::report::form::figure::NO_BREAK;
use crate::scenario::Scenario;
use crate::scenario::model::ServiceLevelFormula;

/// The sign of a figure that rests on assumed effects on customers.
pub(crate) const ASSUMED: &str = "†";

/// The heading of a measure.
pub(crate) fn label(definition: &Definition, scenario: &Scenario) -> String {
    let name = definition.name;
    let is_assumed = definition.assumption_driven && scenario.customers.is_some();
    let sign = if is_assumed { " †" } else { "" };
    match (definition.key, threshold(scenario)) {
        ("service_level", Some(seconds)) => {
            format!("{name} in{NO_BREAK}{seconds}{NO_BREAK}s{sign}")
        }
        _ => format!("{name}{sign}"),
    }
}

/// "in 20 s", or "in time" where contact types differ.
pub(crate) fn in_time(scenario: &Scenario) -> String {
    threshold(scenario)
        .map_or_else(|| "in time".to_owned(), |seconds| format!("in {seconds}{NO_BREAK}s"))
}

/// The threshold of all contact types, if they have the same.
fn threshold(scenario: &Scenario) -> Option<f64> {
    let mut seconds = scenario.contact_types.iter().map(|it| it.target.within_seconds);
    let first = seconds.next()?;
    seconds.all(|other| other.to_bits() == first.to_bits()).then_some(first)
}

/// Thresholds by contact type: "20 s (sales), 30 s (service)".
pub(crate) fn thresholds(scenario: &Scenario) -> String {
    if let Some(seconds) = threshold(scenario) {
        return format!("{seconds} s");
    }
    let each = scenario
        .contact_types
        .iter()
        .map(|it| format!("{} s ({})", it.target.within_seconds, it.name));
    each.collect::<Vec<_>>().join(", ")
}

/// The denominator of the headline in words.
pub(crate) fn formula_words(formula: ServiceLevelFormula) -> &'static str {
    match formula {
        ServiceLevelFormula::Offered => "of offered",
        ServiceLevelFormula::Answered => "of answered",
        ServiceLevelFormula::AbandonedWithinExcluded => {
            "of offered less those who abandoned in time"
        }
        ServiceLevelFormula::AbandonedWithinMet => "of offered, abandoned in time counted as met",
        ServiceLevelFormula::ShortExcluded => "of offered less short abandons",
        ServiceLevelFormula::ShortMet => "of offered, short abandons counted as met",
    }
}

/// An amount with its currency, for a sentence: "EUR 4,185".
pub(crate) fn money(currency: &str, amount: &str) -> String {
    if currency.is_empty() { amount.to_owned() } else { format!("{currency}{NO_BREAK}{amount}") }
}

/// Whether the planner gave any amount of money.
pub(crate) fn has_money(variant: &VariantOutcome) -> bool {
    variant.scenario.has_money()
}

/// "a", "a and b", "a, b and c".
pub(crate) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
