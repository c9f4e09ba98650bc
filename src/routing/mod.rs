//! Who takes whom: policies choose, the engine acts.
//!
//! A policy sees counts and ages, idle times and ranks; never patience, handle times or the
//! calendar. It returns a choice and changes nothing. Next: `engine`, which asks.
//!
//! Method: `docs/methods/routing.md`.

#[cfg(test)]
mod fixture;
mod max_weight;
mod rule_table;

use crate::base::{AgentId, GroupId, TypeId};
use crate::floor::{ContactView, Floor, Pair};

pub use max_weight::MaxWeight;
pub use rule_table::{AmongIdleAgents, AmongWaiting, RuleTable};

/// The pairs of a centre, from the contact's side and from the group's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairs {
    /// For each contact type, by (preference, group).
    pub by_type: Vec<Vec<Pair>>,
    /// For each group, by (priority, contact type).
    pub by_group: Vec<Vec<Pair>>,
}

impl Pairs {
    /// Sorts pairs for both sides.
    #[must_use]
    pub fn new(pairs: &[Pair], types: usize, groups: usize) -> Self {
        let mut by_type = vec![Vec::new(); types];
        let mut by_group = vec![Vec::new(); groups];
        for pair in pairs {
            by_type[pair.contact_type.index()].push(*pair);
            by_group[pair.group.index()].push(*pair);
        }
        for list in &mut by_type {
            list.sort_by(|a, b| a.preference.total_cmp(&b.preference).then(a.group.cmp(&b.group)));
        }
        for list in &mut by_group {
            list.sort_by(|a, b| {
                a.priority.total_cmp(&b.priority).then(a.contact_type.cmp(&b.contact_type))
            });
        }
        Self { by_type, by_group }
    }

    /// The pair of a type and a group, if the group has the skill.
    #[must_use]
    pub fn of(&self, contact_type: TypeId, group: GroupId) -> Option<&Pair> {
        self.by_type[contact_type.index()].iter().find(|pair| pair.group == group)
    }
}

/// Among which agents a contact's agent is sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All groups with the skill.
    All,
    /// One group, which has chosen this contact because their pair is open.
    Group(GroupId),
}

/// A routing rule: two questions.
///
/// Whatever it answers must be open (`Floor::is_open`); the engine relies on it.
pub trait Policy {
    /// The idle agent that takes a contact, if one may.
    fn agent_for(&self, floor: &Floor, contact: ContactView<'_>, among: Among) -> Option<AgentId>;

    /// The contact type whose first waiting contact an agent of this group takes, if any.
    fn type_for(&self, floor: &Floor, group: GroupId) -> Option<TypeId>;
}

#[cfg(test)]
mod tests {
    use super::fixture::{EAST, SALES, SERVICE, WEST, pair};
    use super::*;

    #[test]
    fn a_contact_sees_groups_by_preference_and_a_group_sees_types_by_priority_ties_by_name() {
        let ranked = |contact_type, group, preference, priority| Pair {
            preference,
            priority,
            ..pair(contact_type, group)
        };
        let pairs = Pairs::new(
            &[
                ranked(SERVICE, WEST, 1.0, 1.0),
                ranked(SALES, WEST, 1.0, 1.0),
                ranked(SERVICE, EAST, 1.0, 2.0),
                ranked(SALES, EAST, 2.0, 3.0),
            ],
            3,
            2,
        );
        let groups = |list: &[Pair]| list.iter().map(|pair| pair.group).collect::<Vec<_>>();
        let types = |list: &[Pair]| list.iter().map(|pair| pair.contact_type).collect::<Vec<_>>();
        assert_eq!(
            pairs.by_type.iter().map(|list| groups(list)).collect::<Vec<_>>(),
            [vec![], vec![WEST, EAST], vec![EAST, WEST],]
        );
        assert_eq!(
            pairs.by_group.iter().map(|list| types(list)).collect::<Vec<_>>(),
            [vec![SERVICE, SALES], vec![SALES, SERVICE],]
        );
    }

    #[test]
    fn a_pair_is_found_where_the_group_has_the_skill() {
        let pairs = Pairs::new(&[pair(SALES, EAST), pair(SALES, WEST), pair(SERVICE, EAST)], 3, 2);
        assert_eq!(pairs.of(SALES, WEST), Some(&pair(SALES, WEST)));
        assert_eq!(pairs.of(SERVICE, WEST), None);
    }
}
