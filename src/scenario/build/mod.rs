//! From the checked tree to the [`Scenario`]: what each value means, and what only the whole can
//! tell to be wrong.
//!
//! The shape checks have seen every key and kind before. Here names meet what they name, lists
//! meet the number of intervals, and factors meet the probabilities that they multiply. Building
//! goes on after a problem, so that all are said at once.

mod arrivals;
mod assumptions;
mod contact_types;
mod customers;
mod day;
mod groups;
mod laws;
mod pairs;
mod read;
mod routing;
mod sizes;
mod staffing;
mod steady_state;
mod whole;

use super::meant::warnings;
use super::model::{Day, Scenario};
use super::overlay::Homes;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::quoted;
use read::Entries;

pub(super) use day::day;
pub(super) use read::whole_value;
pub use routing::Preset;
pub(super) use staffing::{carried, is_random};

/// Everything by name, while a scenario is built.
struct Book<'a> {
    root: &'a Node,
    /// Nothing when the day itself is wrong: lengths cannot be checked then.
    day: Option<Day>,
    types: Entries<'a>,
    groups: Entries<'a>,
    busyness: Entries<'a>,
    incentives: Entries<'a>,
    /// Contacts expected in the day, of all types.
    volume: f64,
}

impl Book<'_> {
    /// Says when a list has not one item for each interval.
    fn check_length(&self, list: &Node, problems: &mut Problems) {
        let Some(day) = &self.day else { return };
        if list.items().len() != day.intervals {
            let wanted = format!("one number for each of the {} intervals", day.intervals);
            problems.add(&list.place, quoted(list), wanted);
        }
    }

    /// Number of intervals; none when the day is wrong.
    fn intervals(&self) -> usize {
        self.day.as_ref().map_or(0, |day| day.intervals)
    }
}

/// Builds the scenario of a tree that has been validated and whose inputs have been filled in.
/// Agents are those of `homes`, where a what-if has moved some. Nothing if anything is wrong.
pub(super) fn build(root: &Node, homes: &Homes, problems: &mut Problems) -> Option<Scenario> {
    let mut own = Problems::default();
    let types = Entries::of(root, "contact_types", "contact type");
    let book = Book {
        root,
        day: day(root, &mut own),
        volume: types.iter().map(|entry| routing::volume(entry.node)).sum(),
        types,
        groups: Entries::of(root, "agent_groups", "agent group"),
        busyness: Entries::of(root, "busyness_factors", "busyness factor"),
        incentives: Entries::of(root, "incentive_profiles", "incentive profile"),
    };
    let scenario = whole::scenario(&book, homes, &mut own);
    let sound = own.is_empty();
    problems.append(own);
    let mut scenario = scenario.filter(|_| sound)?;
    scenario.remarks.warnings = warnings(&scenario, root);
    Some(scenario)
}

#[cfg(test)]
mod tests;
