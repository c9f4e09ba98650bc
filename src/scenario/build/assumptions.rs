//! What the planner did not say, and what was taken instead, in plain sentences.
//!
//! A guess that is not printed is a lie: every default that moves a figure is named here, and
//! only those that apply to this file.

use super::book::Book;
use super::customers::{
    DEFAULT_MEMORY_SHARE, DEFAULT_SHORT_ABANDON_SECONDS, DEFAULT_WITHIN_SECONDS,
};
use super::groups::is_random;
use super::read::{Entries, Entry, number_or};
use crate::base::decimal::shown;
use crate::scenario::model::WordOfMouth;
use crate::scenario::shape::defaults::is_default;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::all_of;

/// The sentences, in the order in which a contact lives.
pub(super) fn assumptions(book: &Book<'_>) -> Vec<String> {
    let mut said = Vec::new();
    times(book, &mut said);
    losses(book, &mut said);
    agents(book, &mut said);
    routing(book, &mut said);
    customers_and_money(book, &mut said);
    targets(book, &mut said);
    said
}

/// Whether the planner wrote a key.
fn given(node: &Node, key: &str) -> bool {
    node.get(key).is_some_and(|value| !is_default(node, value))
}

/// The names of those entries that a condition holds for: "`a`, `b` and `c`"; nothing for none.
fn those(entries: &Entries<'_>, holds: impl Fn(&Entry<'_>) -> bool) -> Option<String> {
    let mut found: Vec<&Entry<'_>> = entries.iter().filter(|entry| holds(entry)).collect();
    found.sort_by_key(|entry| entry.display);
    let names: Vec<String> = found.iter().map(|entry| format!("`{}`", entry.name)).collect();
    (!names.is_empty()).then(|| all_of(&names))
}

/// Laws whose family was not named.
fn times(book: &Book<'_>, said: &mut Vec<String>) {
    for (key, what) in [("handle_time", "Handle time"), ("wrap_up", "Wrap-up")] {
        let named = |entry: &Entry<'_>| entry.node.get(key).is_some_and(no_family_no_cv);
        if let Some(names) = those(&book.types, named) {
            said.push(format!("{what} of {names}: lognormal with cv 1."));
        }
    }
    let named = |entry: &Entry<'_>| entry.node.get("patience").is_some_and(no_family);
    if let Some(names) = those(&book.types, named) {
        said.push(format!("Patience of {names}: exponential."));
    }
}

fn no_family(law: &Node) -> bool {
    given(law, "mean_seconds") && !given(law, "distribution")
}

fn no_family_no_cv(law: &Node) -> bool {
    no_family(law) && !given(law, "cv")
}

/// How contacts are lost and come back.
fn losses(book: &Book<'_>, said: &mut Vec<String>) {
    let patient = |entry: &Entry<'_>| entry.node.get("patience").is_none();
    if let Some(names) = those(&book.types, patient) {
        said.push(format!("No patience is given for {names}: nobody abandons there."));
    }
    let never_again = |entry: &Entry<'_>| {
        entry.node.get("patience").is_some() && entry.node.get("redial").is_none()
    };
    if let Some(names) = those(&book.types, never_again) {
        said.push(format!("No redial is given for {names}: who abandons does not call again."));
    }
    let closing_rule = book.root.get("day").is_some_and(|day| given(day, "after_close"));
    let has_closing = book.root.get("steady_state").is_none();
    if has_closing && !closing_rule {
        said.push("Whoever waits at closing is still answered (after_close).".to_owned());
    }
}

/// Staffing and its shrinkage.
fn agents(book: &Book<'_>, said: &mut Vec<String>) {
    let shrinkage = book.root.get("shrinkage").filter(|node| number_or(node, "share", 0.0) > 0.0);
    let Some(shrinkage) = shrinkage else { return };
    let productive = |entry: &Entry<'_>| entry.node.get("agents").is_some();
    if let Some(names) = those(&book.groups, productive) {
        said.push(format!("Agents of {names} are productive heads: shrinkage is not taken off."));
    }
    let shifts = |entry: &Entry<'_>| entry.node.get("shifts").is_some();
    if let Some(names) = those(&book.groups, shifts).filter(|_| !is_random(shrinkage)) {
        said.push(format!("Shifts of {names} are worked as written: shrinkage is not taken off."));
    }
}

/// Rules that were not named.
fn routing(book: &Book<'_>, said: &mut Vec<String>) {
    let routing = book.root.get("routing");
    let open = |key| !routing.is_some_and(|node| given(node, key));
    if open("policy") {
        said.push("Routing: the group with fewest skills first (specialists_first).".to_owned());
    }
    if open("among_idle_agents") {
        said.push("Among idle agents: the longest idle.".to_owned());
    }
    if open("among_waiting") {
        said.push("A freed agent takes the contact that has waited longest.".to_owned());
    }
}

/// Effects on customers, and what things cost.
fn customers_and_money(book: &Book<'_>, said: &mut Vec<String>) {
    if book.root.get("customers").is_none() {
        said.push("No effect of contacts on customers is given: nobody leaves.".to_owned());
    } else if let Some(names) =
        those(&book.types, |entry| !given(entry.node, "existing_customer_share"))
    {
        said.push(format!(
            "Every contact of {names} is from an existing customer (existing_customer_share 1)."
        ));
    }
    let whole_revenue = |entry: &Entry<'_>| {
        let earns = |key| {
            entry.node.get(key).is_some_and(|node| {
                !given(node, "contribution") && !given(node, "contribution_share")
            })
        };
        earns("sale") || earns("offer")
    };
    if let Some(names) = those(&book.types, whole_revenue) {
        said.push(format!("The whole revenue of {names} is earned (contribution_share 1)."));
    }
    horizon(book, said);
    if let Some(names) = those(&book.groups, |entry| !given(entry.node, "wage_per_hour")) {
        said.push(format!("No wage is given for {names}: these agents cost nothing."));
    }
}

/// What customers who are individuals may do beside coming and leaving.
const OF_CUSTOMERS: [(&str, &str); 5] = [
    ("bands", "who is angry or delighted"),
    ("spend_factor", "what that does to spending"),
    ("needs", "needs that are remembered"),
    ("refers_per_month", "referrals"),
    ("people_told_if_angry", "word of mouth"),
];

/// How long customers remember, where they are individuals.
fn horizon(book: &Book<'_>, said: &mut Vec<String>) {
    let Some(customers) = book.root.get("customers") else { return };
    if book.root.get("horizon").is_none() || !given(customers, "at_start") {
        return;
    }
    if !given(customers, "memory_months") {
        let months = number_or(customers, "effect_months", 0.0) * DEFAULT_MEMORY_SHARE;
        let months = shown(months);
        said.push(format!(
            "Experiences are remembered for {months} months (memory_months: a third of \
             effect_months)."
        ));
    }
    if given(customers, "people_told_if_angry") && !given(customers, "told_felt_days") {
        let days = shown(WordOfMouth::DEFAULT_FELT_DAYS);
        said.push(format!("What angry customers tell is felt for {days} days (told_felt_days)."));
    }
    let own_type = book.root.get("prospects").is_some_and(|node| given(node, "contact_type"));
    let with_prospects =
        |entry: &Entry<'_>| number_or(entry.node, "existing_customer_share", 1.0) < 1.0;
    if let Some(name) = those(&book.types, with_prospects)
        && given(customers, "refers_per_month")
        && !own_type
    {
        said.push(format!("Referred prospects call as {name}, which alone has prospects."));
    }
    let off = OF_CUSTOMERS.iter().filter(|(key, _)| !given(customers, key));
    let off: Vec<String> = off.map(|(key, what)| format!("{what} ({key})")).collect();
    if !off.is_empty() {
        said.push(format!("Not given, and therefore off: {}.", all_of(&off)));
    }
}

/// Thresholds that were not given.
fn targets(book: &Book<'_>, said: &mut Vec<String>) {
    let targets = book.root.get("targets");
    let no_threshold = |entry: &Entry<'_>| {
        let target = targets.and_then(|targets| targets.get(entry.name));
        !target.is_some_and(|target| given(target, "within_seconds"))
    };
    if let Some(names) = those(&book.types, no_threshold) {
        said.push(format!("{names} in time: within {DEFAULT_WITHIN_SECONDS} s."));
    }
    if !targets.is_some_and(|targets| given(targets, "short_abandon_seconds")) {
        said.push(format!("Short abandons: up to {DEFAULT_SHORT_ABANDON_SECONDS} s."));
    }
}
