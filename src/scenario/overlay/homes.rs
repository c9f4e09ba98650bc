//! Who the agents of a variant are in the base.

use std::collections::BTreeMap;

use crate::scenario::model::Home;

/// The agents of those groups that a what-if has changed, in the order in which the counter calls
/// them. A group that is not here has agents of its own, numbered from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Homes {
    by_group: BTreeMap<String, Vec<Home>>,
}

impl Homes {
    /// As many agents of a group as may ever be on duty. More than there were in the base are new
    /// agents, with the numbers that follow.
    pub(crate) fn of(&self, group: &str, needed: usize) -> Vec<Home> {
        let mut homes = self.by_group.get(group).cloned().unwrap_or_default();
        homes.truncate(needed);
        let missing = needed - homes.len();
        let first = self.highest_number(group) + 1;
        homes.extend((first..).take(missing).map(|number| home(group, number)));
        homes
    }

    fn highest_number(&self, group: &str) -> u32 {
        let all = self.by_group.values().flatten().filter(|home| home.group == group);
        all.map(|home| home.number).max().unwrap_or(0)
    }

    /// Says who the agents of a group are.
    pub(super) fn set(&mut self, group: &str, homes: Vec<Home>) {
        self.by_group.insert(group.to_owned(), homes);
    }

    /// Takes the last agents of a group away: it keeps `kept`, and the next `moved` are returned.
    pub(super) fn part(&mut self, group: &str, kept: usize, moved: usize) -> Vec<Home> {
        let mut homes = self.of(group, kept + moved);
        let gone = homes.split_off(kept);
        self.set(group, homes);
        gone
    }

    /// Forgets a group that is no more; its agents have been put elsewhere.
    pub(super) fn forget(&mut self, group: &str) {
        self.by_group.remove(group);
    }
}

fn home(group: &str, number: u32) -> Home {
    Home { group: group.to_owned(), number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_nobody_touched_has_its_own_agents() {
        let homes = Homes::default();
        assert_eq!(homes.of("desk", 2), [home("desk", 1), home("desk", 2)]);
    }

    #[test]
    fn those_who_go_are_the_highest_numbers_and_their_numbers_stay_theirs() {
        let mut homes = Homes::default();
        let gone = homes.part("desk", 3, 2);
        assert_eq!(gone, [home("desk", 4), home("desk", 5)]);
        homes.set("desk + sales", gone);
        // The desk grows again: new persons, not those who have gone.
        assert_eq!(homes.of("desk", 4)[3], home("desk", 6));
    }
}
