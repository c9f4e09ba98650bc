//! Volumes: expected contacts by interval.

use crate::scenario::build::book::Book;
use crate::scenario::build::read::choice;
use crate::scenario::model::{ArrivalKind, Arrivals};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::quoted;

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
