//! Volumes: expected contacts by interval.

use super::super::model::{ArrivalKind, Arrivals};
use super::super::problem::Problems;
use super::super::tree::Node;
use super::super::words::quoted;
use super::Book;
use super::read::choice;

/// The most contacts that may be expected in a day: above it is a slip, not a contact centre.
const MOST_CONTACTS_A_DAY: f64 = 1e7;

const KINDS: [(&str, ArrivalKind); 2] =
    [("poisson", ArrivalKind::Poisson), ("fixed", ArrivalKind::Fixed)];

/// The arrivals of a contact type.
pub(super) fn arrivals(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Arrivals {
    let kind = choice(node, "arrivals", &KINDS, ArrivalKind::Poisson);
    let Some(volume) = node.get("volume") else {
        return Arrivals { kind, expected: vec![0.0; book.intervals()], times: None };
    };
    if !volume.items().is_empty() {
        book.check_length(volume, problems);
    }
    if kind == ArrivalKind::Fixed {
        check_whole(volume, problems);
    }
    let expected = volume.items().iter().map(|item| item.number().unwrap_or(0.0)).collect();
    Arrivals { kind, expected, times: None }
}

fn check_whole(volume: &Node, problems: &mut Problems) {
    for item in volume.items() {
        if item.number().is_some_and(|number| number.floor() < number) {
            let wanted = "whole numbers of contacts in each interval, since arrivals are \"fixed\"";
            problems.add(&item.place, quoted(item), wanted);
        }
    }
}

/// Says when more contacts are expected than any day has, where the largest volume stands.
pub(super) fn check_size(book: &Book<'_>, problems: &mut Problems) {
    let mut total = 0.0;
    let mut largest: Option<(f64, &Node)> = None;
    for entry in book.types.iter() {
        let Some(volume) = entry.node.get("volume") else { continue };
        let sum: f64 = volume.items().iter().filter_map(Node::number).sum();
        total += sum;
        if largest.is_none_or(|(most, _)| sum > most) {
            largest = Some((sum, volume));
        }
    }
    if let Some((_, volume)) = largest.filter(|_| total > MOST_CONTACTS_A_DAY) {
        let found = format!("{total:.0} contacts expected in the day");
        problems.add(&volume.place, found, format!("at most {MOST_CONTACTS_A_DAY} in all"));
    }
}
