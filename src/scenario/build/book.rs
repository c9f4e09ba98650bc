//! Everything of a file by name, while a scenario is built.

use super::days::day;
use super::read::{Entries, volume};
use crate::scenario::model::Day;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::quoted;

/// Everything by name, while a scenario is built.
pub(super) struct Book<'a> {
    pub(super) root: &'a Node,
    /// Nothing when the day itself is wrong: lengths cannot be checked then.
    pub(super) day: Option<Day>,
    pub(super) types: Entries<'a>,
    pub(super) groups: Entries<'a>,
    pub(super) busyness: Entries<'a>,
    pub(super) incentives: Entries<'a>,
    /// Contacts expected in the day, of all types.
    pub(super) volume: f64,
}

impl<'a> Book<'a> {
    /// The book of a checked tree.
    pub(super) fn of(root: &'a Node, problems: &mut Problems) -> Self {
        let types = Entries::of(root, "contact_types", "contact type");
        Self {
            root,
            day: day(root, problems),
            volume: types.iter().map(|entry| volume(entry.node)).sum(),
            types,
            groups: Entries::of(root, "agent_groups", "agent group"),
            busyness: Entries::of(root, "busyness_factors", "busyness factor"),
            incentives: Entries::of(root, "incentive_profiles", "incentive profile"),
        }
    }

    /// Says when a list has not one item for each interval.
    pub(super) fn check_length(&self, list: &Node, problems: &mut Problems) {
        let Some(day) = &self.day else { return };
        if list.items().len() != day.intervals {
            let wanted = format!("one number for each of the {} intervals", day.intervals);
            problems.add(&list.place, quoted(list), wanted);
        }
    }

    /// Number of intervals; none when the day is wrong.
    pub(super) fn intervals(&self) -> usize {
        self.day.as_ref().map_or(0, |day| day.intervals)
    }
}
