//! What does not go together with a horizon, or with customers who are individuals.

use crate::scenario::build::book::Book;
use crate::scenario::build::read::{Entry, number_or};
use crate::scenario::shape::defaults::is_default;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// Says what of a file with a horizon does not go together.
pub(crate) fn check(book: &Book<'_>, problems: &mut Problems) {
    let Some(horizon) = book.root.get("horizon") else {
        let wanted = "a `horizon` with `at_start` in `customers`, or a file without it";
        return of_persons(book, "horizon", wanted, problems);
    };
    if book.root.get("steady_state").is_some() {
        problems.add(&horizon.place, "`horizon` beside `steady_state`", "one of them");
    }
    fixed_volumes(book, horizon, problems);
    let customers = book.root.get("customers");
    if customers.is_some_and(|customers| customers.get("at_start").is_some()) {
        whose_contacts(book, problems);
        without_bands(book, problems);
    } else {
        nobody_persists(book, problems);
        let wanted = "`at_start` in `customers` (with it customers are individuals), or a file \
                      without it";
        of_persons(book, "at_start", wanted, problems);
    }
}

/// What is fixed is not multiplied.
fn fixed_volumes(book: &Book<'_>, horizon: &Node, problems: &mut Problems) {
    let grows = number_or(horizon, "growth_per_year", 0.0).abs() > 0.0;
    let by_month = horizon.get("volume_by_month").is_some();
    let Some(key) = by_month.then_some("volume_by_month").or(grows.then_some("growth_per_year"))
    else {
        return;
    };
    for entry in book.types.iter() {
        let arrivals = entry.node.get("arrivals").filter(|node| node.text() == Some("fixed"));
        if let Some(arrivals) = arrivals {
            let wanted = "\"poisson\" arrivals: a fixed number of contacts has no factor";
            problems.add(&arrivals.place, format!("\"fixed\" beside `{key}`"), wanted);
        }
    }
}

/// Who buys is a customer already or becomes one: the file must say how many are which.
fn whose_contacts(book: &Book<'_>, problems: &mut Problems) {
    let wanted = "`existing_customer_share` beside `at_start`: how many of those who buy are \
                  customers already";
    for Entry { node, .. } in book.types.iter() {
        let given = node.get("existing_customer_share").is_some_and(|it| !is_default(node, it));
        for key in ["sale", "offer"] {
            if let Some(own) = node.get(key).filter(|_| !given) {
                let found = format!("`{key}` without `existing_customer_share`");
                problems.add(&own.place, found, wanted);
            }
        }
    }
}

/// What is said of customers who are nobody in particular.
fn nobody_persists(book: &Book<'_>, problems: &mut Problems) {
    let mut refuse = |parent: &Node, key: &str| {
        let given = parent.get(key).filter(|node| !is_default(parent, node));
        if let Some(node) = given.filter(|node| node.number().is_some_and(|it| it > 0.0)) {
            let wanted = "`at_start` in `customers` (with it customers are individuals), or a file \
                          without it";
            problems.add(&node.place, format!("`{key}` without `at_start`"), wanted);
        }
    };
    if let Some(customers) = book.root.get("customers") {
        refuse(customers, "memory_months");
    }
    if let Some(prospects) = book.root.get("prospects") {
        refuse(prospects, "advertising_cost_per_prospect");
    }
    for entry in book.types.iter() {
        refuse(entry.node, "recovers_share");
    }
}

/// What only customers who are individuals give a meaning: an object of the file, a key of it, and
/// the number that says nothing.
const OF_PERSONS: [(&str, &str, Option<f64>); 11] = [
    ("customers", "retention_observed_per_month", None),
    ("customers", "bands", None),
    ("customers", "spend_factor", None),
    ("customers", "needs", None),
    ("customers", "refers_per_month", None),
    ("customers", "people_told_if_angry", Some(0.0)),
    ("customers", "prospects_lost_per_person_told", Some(0.0)),
    ("customers", "told_felt_days", None),
    ("prospects", "advertising", Some(1.0)),
    ("prospects", "contact_type", None),
    ("prospects", "referred_conversion_factor", Some(1.0)),
];

/// Refuses all of that where there is no `lacking`.
fn of_persons(book: &Book<'_>, lacking: &str, wanted: &str, problems: &mut Problems) {
    let mut refuse = |parent: &Node, key: &str, nothing: Option<f64>| {
        let given = parent.get(key).filter(|node| !is_default(parent, node));
        let says = |node: &&Node| nothing.is_none_or(|nothing| node.number() != Some(nothing));
        if let Some(node) = given.filter(says) {
            problems.add(&node.place, format!("`{key}` without `{lacking}`"), wanted);
        }
    };
    for (object, key, nothing) in OF_PERSONS {
        if let Some(parent) = book.root.get(object) {
            refuse(parent, key, nothing);
        }
    }
    for Entry { node, .. } in book.types.iter() {
        if node.get("wait_is_felt").and_then(Node::truth) == Some(false) {
            refuse(node, "wait_is_felt", None);
        }
        for bought in ["sale", "offer"].into_iter().filter_map(|key| node.get(key)) {
            refuse(bought, "adds_margin_per_month", Some(0.0));
        }
    }
}

/// Without bands nobody is angry or delighted.
fn without_bands(book: &Book<'_>, problems: &mut Problems) {
    let Some(customers) = book.root.get("customers") else { return };
    if customers.get("bands").is_some() {
        return;
    }
    let wanted = "`bands` in `customers`: from when on a customer is angry or delighted";
    let mut refuse = |node: &Node, key: &str, nothing: f64| {
        if node.number() != Some(nothing) {
            problems.add(&node.place, format!("`{key}` without `bands`"), wanted);
        }
    };
    for (key, nothing) in [("spend_factor", 1.0), ("refers_per_month", 0.0)] {
        let Some(by_band) = customers.get(key) else { continue };
        for band in ["angry", "delighted"] {
            if let Some(node) = by_band.get(band) {
                refuse(node, &format!("{key}.{band}"), nothing);
            }
        }
    }
    let told = customers.get("people_told_if_angry");
    if let Some(told) = told.filter(|_| customers.get("prospects_lost_per_person_told").is_some()) {
        refuse(told, "people_told_if_angry", 0.0);
    }
}
