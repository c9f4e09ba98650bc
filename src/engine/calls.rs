//! Whose next end is waited for, among groups that are not watched.
//!
//! Such a group's next end is an event only while somebody waits whom it could take and none of its
//! agents is idle (somebody may be idle while those who wait have not waited long enough for this
//! group: then another idle agent changes nothing), or while it has more agents on duty than the
//! schedule wants.

use super::model::Model;
use crate::base::{GroupId, TypeId};
use crate::floor::idle::Agents;
use crate::floor::winner_tree::{Turn, WinnerTree};

/// The next end of each group that waits for one.
#[derive(Debug, Default)]
pub(super) struct Calls {
    /// By group: how many of its types have somebody waiting, and one if agents are to go home.
    reasons: Vec<u32>,
    /// By group: whether agents are to go home as they end.
    goes_home: Vec<bool>,
    ends: WinnerTree,
}

impl Calls {
    pub(super) fn clear(&mut self, model: &Model) {
        self.reasons.clear();
        self.reasons.resize(model.groups.len(), 0);
        self.goes_home.clear();
        self.goes_home.resize(model.groups.len(), false);
        self.ends.clear(model.groups.len());
    }

    /// The first end that is waited for, and whose it is.
    pub(super) fn first(&self) -> Turn {
        self.ends.first()
    }

    /// Somebody waits in a line that was empty.
    pub(super) fn somebody_waits(&mut self, model: &Model, agents: &Agents, contact_type: TypeId) {
        for &group in &model.contact_type(contact_type).served_by {
            if !agents.is_watched(group) {
                self.reasons[group.index()] += 1;
                self.look(agents, group);
            }
        }
    }

    /// A line is empty.
    pub(super) fn nobody_waits(&mut self, model: &Model, agents: &Agents, contact_type: TypeId) {
        for &group in &model.contact_type(contact_type).served_by {
            if !agents.is_watched(group) {
                self.reasons[group.index()] -= 1;
                self.look(agents, group);
            }
        }
    }

    /// Whether a group's agents are to go home as they end.
    pub(super) fn sends_home(&mut self, agents: &Agents, group: GroupId, goes: bool) {
        let was = std::mem::replace(&mut self.goes_home[group.index()], goes);
        self.reasons[group.index()] += u32::from(goes);
        self.reasons[group.index()] -= u32::from(was);
        self.look(agents, group);
    }

    /// The next end of a group may be another one.
    pub(super) fn next_end(&mut self, agents: &Agents, group: GroupId) {
        if self.reasons[group.index()] > 0 {
            self.look(agents, group);
        }
    }

    fn look(&mut self, agents: &Agents, group: GroupId) {
        let waited_for = self.reasons[group.index()] > 0;
        let turn = if waited_for { agents.next_end(group) } else { Turn::NEVER };
        self.ends.put(group.index(), turn);
    }
}
