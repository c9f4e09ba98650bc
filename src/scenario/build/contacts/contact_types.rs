//! Contact types: what a contact is for and what may come of it.

use crate::random::Law;

use super::arrivals::arrivals;
use super::laws::{delay, handle_time, law_at, unknown};
use crate::scenario::build::book::Book;
use crate::scenario::build::customers::target;
use crate::scenario::build::read::{Entry, choice, number, number_or, whole};
use crate::scenario::build::routing;
use crate::scenario::build::sizes::check_delay;
use crate::scenario::model::{
    Balking, Complaint, ComplaintCount, ContactType, Contribution, DurationByInterval, Offer,
    OfferRule, Redial, RedialAfterClose, Repeat, Sale, TransferOfNeed,
};
use crate::scenario::shape::LawShape;
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::quoted;

/// The contact type of an entry.
pub(crate) fn contact_type(
    entry: &Entry<'_>,
    book: &Book<'_>,
    problems: &mut Problems,
) -> ContactType {
    let node = entry.node;
    let talk = handle_time(node, book, problems);
    ContactType {
        name: entry.name.to_owned(),
        display: entry.display,
        arrivals: arrivals(node, book, problems),
        busyness: busyness(node, book, problems),
        handle_time: talk.unwrap_or(DurationByInterval { law: unknown(), factors: Vec::new() }),
        wrap_up: law_at(node, "wrap_up", &LawShape::WORK, problems),
        patience: law_at(node, "patience", &LawShape::PATIENCE, problems),
        balking: node.get("balking").map(|node| balking(node, problems)),
        waiting_places: whole(node, "waiting_places"),
        redial: node.get("redial").map(|node| redial(node, book, problems)),
        existing_customer_share: number_or(node, "existing_customer_share", 1.0),
        sale: node.get("sale").map(|node| sale(node, book, problems)),
        resolution_probability: number(node, "resolution_probability"),
        recovers_share: number_or(node, "recovers_share", 0.0),
        wait_is_felt: node.get("wait_is_felt").and_then(Node::truth) != Some(false),
        repeat: node.get("repeat").map(|node| repeat(node, book, problems)),
        need_probability: number_or(node, "need_probability", 0.0),
        offer: node.get("offer").map(|node| offer(node, book, problems)),
        transfer_of_need: node
            .get("transfer_of_need")
            .and_then(|transfer| transfer_of_need(transfer, node, book, problems)),
        waiting_cost_per_minute: number_or(node, "waiting_cost_per_minute", 1.0),
        queue_share: routing::queue_share(entry, book),
        among_idle_agents: routing::among_idle_agents(node, book),
        target: target(book, entry.name),
    }
}

/// The factors of a type, as sorted positions.
fn busyness(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Vec<usize> {
    let Some(given) = node.get("busyness") else { return Vec::new() };
    let mut positions = Vec::new();
    for name in given.items() {
        let Some(text) = name.text() else { continue };
        let Some(position) = book.busyness.named(text, &name.place, problems) else { continue };
        if positions.contains(&position) {
            problems.add(&name.place, format!("`{text}` again"), "each name once");
        }
        positions.push(position);
    }
    positions.sort_unstable();
    positions
}

fn balking(node: &Node, problems: &mut Problems) -> Balking {
    Balking {
        probability: number_or(node, "probability", 0.0),
        announced_wait: law_at(node, "announced_wait", &LawShape::PATIENCE, problems),
    }
}

const AFTER_CLOSE: [(&str, RedialAfterClose); 2] =
    [("give_up", RedialAfterClose::GivenUp), ("next_day", RedialAfterClose::NextDay)];

fn redial(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Redial {
    let delay = delay(node, problems);
    let max_attempts = whole(node, "max_attempts");
    if max_attempts.is_none() {
        let words = (" and no `max_attempts`", "a longer `delay`, or `max_attempts`");
        check_delay(delay.as_ref(), node, words, problems);
    }
    Redial {
        probability: number_or(node, "probability", 0.0),
        delay: delay.unwrap_or_else(unknown),
        max_attempts,
        contact_type: book.types.referred(node, "contact_type", problems),
        patience_kept: node.get("patience").and_then(Node::text) == Some("kept"),
        after_close: choice(node, "after_close", &AFTER_CLOSE, RedialAfterClose::GivenUp),
    }
}

fn sale(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Sale {
    Sale {
        conversion_probability: number_or(node, "conversion_probability", 0.0),
        half_life_wait_seconds: number(node, "half_life_wait_seconds"),
        revenue: revenue(node, problems),
        contribution: contribution(node),
        overpromise_probability: number_or(node, "overpromise_probability", 0.0),
        complaint: node.get("complaint").and_then(|node| complaint(node, book, problems)),
        adds_margin_per_month: number_or(node, "adds_margin_per_month", 0.0),
    }
}

/// No revenue given: a sale is worth only its contribution.
fn revenue(node: &Node, problems: &mut Problems) -> Law {
    law_at(node, "revenue", &LawShape::MONEY, problems).unwrap_or_else(unknown)
}

fn contribution(node: &Node) -> Contribution {
    match number(node, "contribution") {
        Some(amount) => Contribution::Amount(amount),
        None => Contribution::Share(number_or(node, "contribution_share", 1.0)),
    }
}

fn complaint(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Option<Complaint> {
    let contact_type = book.types.referred(node, "contact_type", problems);
    let delay = delay(node, problems).unwrap_or_else(unknown);
    let count = match whole(node, "count") {
        Some(count) => ComplaintCount::Fixed(count),
        None => ComplaintCount::Poisson(number_or(node, "mean_count", 0.0)),
    };
    Some(Complaint { contact_type: contact_type?, count, delay })
}

fn repeat(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Repeat {
    let delay = delay(node, problems);
    check_delay(delay.as_ref(), node, ("", "a longer `delay`"), problems);
    Repeat {
        probability: number_or(node, "probability", 0.0),
        delay: delay.unwrap_or_else(unknown),
        contact_type: book.types.referred(node, "contact_type", problems),
    }
}

fn transfer_of_need(
    node: &Node,
    contact_type: &Node,
    book: &Book<'_>,
    problems: &mut Problems,
) -> Option<TransferOfNeed> {
    if contact_type.get("offer").is_none() {
        let wanted = "an `offer` beside it, which says what is offered to the need and who accepts";
        problems.add(&node.place, "`transfer_of_need` without `offer`", wanted);
    }
    let to = book.types.referred(node, "to", problems);
    let handle_time = law_at(node, "handle_time", &LawShape::WORK, problems);
    let patience = law_at(node, "patience", &LawShape::PATIENCE, problems);
    let probability = number_or(node, "probability", 0.0);
    Some(TransferOfNeed { to: to?, probability, handle_time, patience })
}

fn offer(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Offer {
    let accepted = node.get("acceptance_probability");
    let accepted_by = |key| accepted.map_or(0.0, |accepted| number_or(accepted, key, 0.0));
    Offer {
        when: offer_rule(node.get("when"), book, problems),
        handle_time: law_at(node, "handle_time", &LawShape::WORK, problems).unwrap_or_else(unknown),
        acceptance_with_need: accepted_by("with_need"),
        acceptance_without_need: accepted_by("without_need"),
        revenue: revenue(node, problems),
        contribution: contribution(node),
        adds_margin_per_month: number_or(node, "adds_margin_per_month", 0.0),
    }
}

fn offer_rule(node: Option<&Node>, book: &Book<'_>, problems: &mut Problems) -> OfferRule {
    let Some(node) = node else { return OfferRule::default() };
    let windows = node.get("clock").map_or(&[][..], Node::items);
    // A day that passes midnight may meet a window on both its dates.
    let day = 24.0 * 3600.0;
    let open = book.day.as_ref().map_or(day, crate::scenario::model::Day::open_seconds);
    let windows: Vec<(f64, f64)> =
        windows.iter().filter_map(|pair| window(pair, book, problems)).collect();
    let mut clock: Vec<(f64, f64)> = windows
        .iter()
        .flat_map(|(from, to)| [(from - day, to - day), (*from, *to), (from + day, to + day)])
        .filter(|&(from, to)| to > 0.0 && from < open)
        .collect();
    if clock.is_empty() {
        // No window is open at any time: without them it would be at every time.
        clock = windows;
    }
    OfferRule {
        never: node.get("never").and_then(Node::truth) == Some(true),
        waiting_at_most: whole(node, "waiting_at_most"),
        in_system_at_most: whole(node, "in_system_at_most"),
        idle_at_least: whole(node, "idle_at_least"),
        clock,
    }
}

fn window(pair: &Node, book: &Book<'_>, problems: &mut Problems) -> Option<(f64, f64)> {
    let [start, end] = pair.items() else { return None };
    let from = clock::minutes(start.text()?)?;
    let to = clock::minutes(end.text()?)?;
    if from == to {
        problems.add(&end.place, quoted(end), "an end other than the start");
        return None;
    }
    Some(book.day.as_ref()?.stretch(from, to))
}
