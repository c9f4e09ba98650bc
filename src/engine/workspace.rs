//! Buffers lent to a day: whatever a day needs, cleared before it is used.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::arrivals::Arrivals;
use super::beyond::Beyond;
use super::calls::Calls;
use super::deadlines::Deadlines;
use super::delays::Delays;
use super::model::Model;
use super::watched::Watched;
use crate::base::Micros;
use crate::floor::Floor;
use crate::floor::contact::Contacts;
use crate::floor::winner_tree::WinnerTree;
use crate::random::Key;

/// The memory of one thread. No state survives from one day to the next.
#[derive(Debug, Default)]
pub struct Workspace {
    pub(super) floor: Floor,
    pub(super) contacts: Contacts,
    pub(super) arrivals: Arrivals,
    /// Contacts that others led to, by when they reach us.
    pub(super) spawned: BinaryHeap<Reverse<Spawned>>,
    /// Ends of talk and wrap-up, by agent of a watched group.
    pub(super) ends: WinnerTree,
    /// Ends that are waited for, by group that is not watched.
    pub(super) calls: Calls,
    /// Ends of breaks, by agent.
    pub(super) breaks: WinnerTree,
    pub(super) deadlines: Deadlines,
    pub(super) delays: Delays,
    pub(super) serving: Vec<Serving>,
    pub(super) staff: Vec<Staff>,
    pub(super) speeds: Vec<f64>,
    /// Wanted heads by group now.
    pub(super) targets: Vec<u32>,
    /// Agents past their own end by group, for groups with shifts.
    pub(super) past_end: Vec<u32>,
    /// Contacts of a customer that are not over, by slot.
    pub(super) customers: Vec<u32>,
    pub(super) free_customers: Vec<u32>,
}

/// A contact to come: when, the order among those of one moment, and its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spawned {
    pub(super) at: Micros,
    pub(super) order: (u32, u64),
    pub(super) slot: u32,
}

/// What an agent does with which contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Serving {
    pub(super) slot: u32,
    pub(super) phase: Phase,
    pub(super) since: Micros,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Nothing,
    Talk,
    /// Extra talk for an offer; was there a need?
    Offer {
        need: bool,
    },
    WrapUp,
}

/// An agent's own day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Staff {
    /// Absent the whole day.
    pub(super) absent: bool,
    /// Past the shift's end.
    pub(super) leaving: bool,
    /// A break that waits for the contact in hand.
    pub(super) break_due: Micros,
}

impl Workspace {
    /// Makes everything as it is before opening; everything is watched unless it is said what is.
    pub(super) fn clear<B: Beyond>(
        &mut self,
        model: &Model,
        watched: Option<&Watched>,
        key: Key,
        beyond: &mut B,
    ) {
        self.floor.now = Micros::ZERO;
        let lines = (0..model.types.len()).map(|line| watched.is_none_or(|some| some.lines[line]));
        self.floor.queues.clear(lines);
        let groups = model.groups.iter().enumerate().map(|(index, group)| {
            (group.agents.len(), watched.is_none_or(|some| some.groups[index]))
        });
        self.floor.agents.clear(groups);
        self.contacts.clear();
        self.arrivals.clear(model, key, beyond);
        self.spawned.clear();
        self.ends.clear(model.agents.len());
        self.calls.clear(model);
        self.breaks.clear(model.agents.len());
        self.deadlines.clear();
        self.delays.clear(model);
        let nothing = Serving { slot: 0, phase: Phase::Nothing, since: Micros::ZERO };
        self.serving.clear();
        self.serving.resize(model.agents.len(), nothing);
        self.staff.clear();
        self.staff.resize(model.agents.len(), Staff::default());
        self.speeds.clear();
        self.speeds.resize(model.agents.len(), 1.0);
        self.targets.clear();
        self.targets.resize(model.groups.len(), 0);
        self.past_end.clear();
        self.past_end.resize(model.groups.len(), 0);
        self.customers.clear();
        self.free_customers.clear();
    }
}
