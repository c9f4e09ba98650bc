//! Days in a row, and customers who persist: what is said where it has no meaning, or counts twice.

use super::view::View;
use crate::scenario::model::{Customers, Persisting, Warning, Weight};
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::all_of;

/// What only a horizon has a use for, in a file without one.
pub(super) fn says_nothing_of_one_day(view: &View<'_>) -> Vec<Warning> {
    if view.given(&["horizon"]).is_some() {
        return Vec::new();
    }
    let mut found: Vec<Vec<&str>> = vec![
        vec!["customers", "at_start"],
        vec!["customers", "memory_months"],
        vec!["prospects", "advertising_cost_per_prospect"],
        vec!["prospects", "advertising_cost_per_month"],
    ];
    found.extend(
        view.types().iter().map(|(_, own)| vec!["contact_types", &own.name, "recovers_share"]),
    );
    found.retain(|keys| view.given(keys).and_then(Node::number).is_some_and(|it| it > 0.0));
    let Some(first) = found.first() else { return Vec::new() };
    let names = found.iter().map(|keys| format!("`{}`", keys.join("."))).collect::<Vec<_>>();
    let (say, need) = if found.len() == 1 { ("says", "needs") } else { ("say", "need") };
    let sentence = format!(
        "{} {say} nothing of a single day, and {need} a `horizon` (from when on, and for how long).",
        all_of(&names)
    );
    vec![view.warning(first, Weight::Doubt, sentence)]
}

/// Customers who are individuals.
fn persisting<'a>(view: &View<'a>) -> Option<(&'a Customers, Persisting)> {
    let customers = view.scenario.customers.as_ref()?;
    Some((customers, customers.persisting?))
}

/// Effects that are remembered, and a first day before which nothing happened.
pub(super) fn begins_without_memory(view: &View<'_>) -> Vec<Warning> {
    let Some((customers, _)) = persisting(view) else { return Vec::new() };
    let has_lead_in = view.scenario.horizon.as_ref().is_none_or(|it| it.lead_in_months > 0);
    if has_lead_in || !customers.remember() {
        return Vec::new();
    }
    let sentence = "Customers begin without memory (lead_in_months 0): the first months are not \
                    those of a running centre."
        .to_owned();
    vec![view.warning(&["horizon", "lead_in_months"], Weight::Doubt, sentence)]
}

/// Volumes that grow of themselves beside customers who are won.
pub(super) fn grows_twice(view: &View<'_>) -> Vec<Warning> {
    let keys = ["horizon", "growth_per_year"];
    let grows = view.given(&keys).and_then(Node::number).is_some_and(|it| it.abs() > 0.0);
    if !grows || persisting(view).is_none() {
        return Vec::new();
    }
    let sentence = "Volumes grow by `growth_per_year` and with the customers who are won \
                    (`at_start`): what the base gains or loses may be in it twice."
        .to_owned();
    vec![view.warning(&keys, Weight::Doubt, sentence)]
}

/// What a lost customer costs, where his margin is missing instead.
pub(super) fn charged_to_nobody(view: &View<'_>) -> Vec<Warning> {
    let keys = ["customers", "replacement_cost"];
    if persisting(view).is_none() || view.given(&keys).is_none() {
        return Vec::new();
    }
    let sentence = "No customer who leaves is charged at `replacement_cost` beside `at_start`: \
                    his margin is missing from then on, and winning another costs advertising."
        .to_owned();
    vec![view.warning(&keys, Weight::Doubt, sentence)]
}

/// Days without a night, joined to others.
pub(super) fn never_closes(view: &View<'_>) -> Vec<Warning> {
    let is_whole_day = view.scenario.day.open_seconds() >= 24.0 * 3600.0;
    if view.given(&["horizon"]).is_none() || !is_whole_day {
        return Vec::new();
    }
    let sentence = "The centre never closes, and in a horizon each day begins empty: who waits at \
                    the end of a day is answered beside those of the next, not before them."
        .to_owned();
    vec![view.warning(&["day", "closes"], Weight::Doubt, sentence)]
}
