//! How many agents and when: heads by interval, or persons with shifts.

use crate::base::decimal::counted;
use crate::scenario::build::book::Book;
use crate::scenario::build::read::{number_or, whole, whole_value};
use crate::scenario::limits::MOST_AGENTS;
use crate::scenario::model::{Shift, Staffing};
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Value};

/// The staffing of a group, in a scenario that may have so many agents more.
pub(super) fn staffing(
    group: &Node,
    book: &Book<'_>,
    room: u32,
    problems: &mut Problems,
) -> Staffing {
    if let Some(shifts) = group.get("shifts") {
        return Staffing::Shifts(persons(shifts, book, room, problems));
    }
    let shrinkage = book.root.get("shrinkage");
    if let Some(node) = group.get("scheduled_agents") {
        let scheduled = heads(node, book, problems);
        let share = constant_shrinkage(book.root);
        return Staffing::Counter { productive: productive_heads(&scheduled, share), scheduled };
    }
    let Some(node) = group.get("agents") else { return no_staffing() };
    if shrinkage.is_some_and(|node| is_random(node) && number_or(node, "share", 0.0) > 0.0) {
        let wanted = "`scheduled_agents`, since `agents` are productive and random shrinkage \
                      takes whole agents away";
        problems.add(&node.place, "`agents` beside random shrinkage", wanted);
    }
    let scheduled = heads(node, book, problems);
    Staffing::Counter { productive: scheduled.clone(), scheduled }
}

fn no_staffing() -> Staffing {
    Staffing::Counter { scheduled: Vec::new(), productive: Vec::new() }
}

/// Whether shrinkage is whole-day absence.
pub(crate) fn is_random(shrinkage: &Node) -> bool {
    shrinkage.get("kind").and_then(Node::text) == Some("random")
}

/// Share of the paid time that is away in every interval; random shrinkage is none of it.
pub(crate) fn constant_shrinkage(root: &Node) -> f64 {
    let constant = root.get("shrinkage").filter(|node| !is_random(node));
    constant.map_or(0.0, |node| number_or(node, "share", 0.0))
}

/// Heads by interval of a number or a list.
fn heads(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Vec<u32> {
    match &node.value {
        Value::List(items) => {
            book.check_length(node, problems);
            items.iter().map(head_count).collect()
        }
        _ => vec![head_count(node); book.intervals()],
    }
}

/// What is no whole number has been reported by the shape checks.
fn head_count(node: &Node) -> u32 {
    whole_value(node).unwrap_or(0)
}

/// Productive heads by interval when a constant share of the scheduled ones is away: fractions
/// are carried over from interval to interval, so that the agent-hours of the day are exact to
/// half an agent's interval.
fn productive_heads(scheduled: &[u32], share: f64) -> Vec<u32> {
    carried(scheduled, 1.0 - share)
}

/// A share of the heads of each interval, in whole heads: rounded (half to even) so that the sum
/// up to each interval is the share of the sum.
pub(crate) fn carried(heads: &[u32], share: f64) -> Vec<u32> {
    let mut cumulated = 0_u64;
    let mut given = 0.0;
    let rounded = heads.iter().map(|&count| {
        cumulated += u64::from(count);
        let until_now = (share * cumulated as f64).round_ties_even();
        let here = until_now - given;
        given = until_now;
        // Whole and from 0 to `count`, since the share is from 0 to 1.
        here as u32
    });
    rounded.collect()
}

/// The persons of a list of shifts, in its order.
fn persons(shifts: &Node, book: &Book<'_>, room: u32, problems: &mut Problems) -> Vec<Shift> {
    let mut persons = Vec::new();
    for node in shifts.items() {
        let count = whole(node, "agents").unwrap_or(1);
        let Some(shift) = shift(node, book, problems) else { continue };
        if persons.len() + count as usize > room as usize {
            let wanted = format!("at most {} in all", counted(MOST_AGENTS as usize, "agent"));
            problems.add(&node.place, counted(count as usize, "agent"), wanted);
            continue;
        }
        for _ in 0..count {
            persons.push(Shift { agent: persons.len(), ..shift.clone() });
        }
    }
    persons
}

fn shift(node: &Node, book: &Book<'_>, problems: &mut Problems) -> Option<Shift> {
    let day = book.day.as_ref()?;
    let (start, end) = clock_pair(node)?;
    let (start_seconds, end_seconds) = day.stretch(start, end);
    if start_seconds < 0.0 || end_seconds > day.open_seconds() {
        let hours = format!("{} to {}", day.interval_start(0), day.interval_start(day.intervals));
        problems.add(&node.place, shift_in_words(node), format!("a shift inside {hours}"));
        return None;
    }
    let mut breaks: Vec<(f64, f64)> = Vec::new();
    for node in node.get("breaks").map_or(&[][..], Node::items) {
        let Some((from, to)) = clock_pair(node) else { continue };
        let (from, to) = day.stretch(from, to);
        let free_from = breaks.last().map_or(start_seconds, |last| last.1);
        if from < free_from || to > end_seconds {
            let wanted = "a break inside the shift and after the break before it";
            problems.add(&node.place, shift_in_words(node), wanted);
            continue;
        }
        breaks.push((from, to));
    }
    Some(Shift { agent: 0, start_seconds, end_seconds, breaks })
}

fn clock_pair(node: &Node) -> Option<(u32, u32)> {
    let minute = |key| clock::minutes(node.get(key)?.text()?);
    Some((minute("start")?, minute("end")?))
}

fn shift_in_words(node: &Node) -> String {
    let text = |key| node.get(key).and_then(Node::text).unwrap_or("?");
    format!("{} to {}", text("start"), text("end"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_agents_are_carried_over() {
        // 0.7 x 28 = 19.6, cumulated 19.6 39.2 58.8 78.4 98.0, rounded 20 39 59 78 98.
        assert_eq!(productive_heads(&[28; 5], 0.30), [20, 19, 20, 19, 20]);
        // Halves go to the even number: 0.5 1.0 1.5 2.0.
        assert_eq!(productive_heads(&[1; 4], 0.5), [0, 1, 1, 0]);
        assert_eq!(productive_heads(&[3, 0, 7], 0.0), [3, 0, 7]);
        assert_eq!(productive_heads(&[3, 0, 7], 1.0), [0, 0, 0]);
    }

    proptest::proptest! {
        #[test]
        fn a_carried_share_is_never_more_than_there_is(
            heads in proptest::collection::vec(0_u32..50, 1..40),
            share in 0.0_f64..=1.0,
        ) {
            let part = carried(&heads, share);
            for (part, all) in part.iter().zip(&heads) {
                proptest::prop_assert!(part <= all);
            }
            let total: u32 = heads.iter().sum();
            let given: u32 = part.iter().sum();
            proptest::prop_assert!((f64::from(given) - share * f64::from(total)).abs() <= 0.5);
        }
    }
}
