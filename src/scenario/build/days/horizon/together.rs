//! What does not go together with a horizon, or with customers who are individuals.

use crate::scenario::build::book::Book;
use crate::scenario::build::read::{Entry, number_or};
use crate::scenario::shape::defaults::is_default;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// Says what of a file with a horizon does not go together.
pub(crate) fn check(book: &Book<'_>, problems: &mut Problems) {
    let Some(horizon) = book.root.get("horizon") else { return };
    if book.root.get("steady_state").is_some() {
        problems.add(&horizon.place, "`horizon` beside `steady_state`", "one of them");
    }
    fixed_volumes(book, horizon, problems);
    let customers = book.root.get("customers");
    match customers.and_then(|customers| customers.get("at_start")) {
        Some(_) => whose_contacts(book, problems),
        None => nobody_persists(book, problems),
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
