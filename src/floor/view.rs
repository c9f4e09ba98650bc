//! The floor as a policy may see it: counts and ages, never patience or handle times.

use super::idle::Agents;
use super::pair::Pair;
use super::queue::Queues;
use super::winner_tree::Turn;
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::random::{Address, Key, Purpose, uniform};

/// All queues and all agents, at a moment.
#[derive(Debug, Default)]
pub struct Floor {
    pub(crate) now: Micros,
    pub(crate) queues: Queues,
    pub(crate) agents: Agents,
}

/// A contact as a policy may see it.
#[derive(Clone, Copy, Debug)]
pub struct ContactView<'a> {
    pub contact_type: TypeId,
    /// Since joining its queue.
    pub waited: Micros,
    pub(crate) key: Key,
    // By reference: it is rarely read, and often still on its way to memory.
    pub(crate) address: &'a Address,
}

impl ContactView<'_> {
    /// A uniform number of the contact's own for a random choice among agents.
    #[must_use]
    pub fn chance(&self) -> f64 {
        uniform(self.key, *self.address, Purpose::RandomAgent)
    }
}

impl Floor {
    /// The time.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.now
    }

    /// How many contacts of a type wait.
    #[inline]
    #[must_use]
    pub fn waiting(&self, contact_type: TypeId) -> u32 {
        self.queues.length(contact_type)
    }

    /// How many contacts wait in all.
    #[inline]
    #[must_use]
    pub fn waiting_in_all(&self) -> u32 {
        self.queues.waiting()
    }

    /// How long the first in the queue of a type has waited, if anybody waits.
    #[inline]
    #[must_use]
    pub fn longest_wait(&self, contact_type: TypeId) -> Option<Micros> {
        self.queues.head(contact_type).map(|slot| self.now.since(self.queues.joined_at(slot)))
    }

    /// How many agents of a (watched) group are idle.
    #[must_use]
    pub fn idle(&self, group: GroupId) -> u32 {
        self.agents.idle(group)
    }

    /// How many agents of a group are on duty.
    #[must_use]
    pub fn on_duty(&self, group: GroupId) -> u32 {
        self.agents.on_duty(group)
    }

    /// The agent of a group who has been idle longest, and since when; never if nobody is idle.
    #[inline]
    #[must_use]
    pub fn longest_idle(&self, group: GroupId) -> Turn {
        self.agents.longest_idle(group)
    }

    /// The idle agents of a (watched) group, the longest idle first.
    pub fn idle_agents(&self, group: GroupId) -> impl Iterator<Item = AgentId> + '_ {
        self.agents.idle_agents(group)
    }

    /// Handling time and duty time of an idle agent since opening.
    #[must_use]
    pub fn handled_and_on_duty(&self, agent: AgentId) -> (Micros, Micros) {
        self.agents.handled_and_on_duty(agent, self.now)
    }

    /// Whether a pair is open for a contact that has waited so long: it has waited enough, and
    /// enough agents of the group are idle.
    #[inline]
    #[must_use]
    pub fn is_open(&self, pair: &Pair, waited: Micros) -> bool {
        !self.longest_idle_if_open(pair, waited).is_never()
    }

    /// The longest idle agent of a pair's group if the pair is open, else never.
    #[inline]
    #[must_use]
    pub fn longest_idle_if_open(&self, pair: &Pair, waited: Micros) -> Turn {
        let reserved = || pair.keep_idle > 0 && self.idle(pair.group) <= pair.keep_idle;
        if waited < pair.after || reserved() {
            return Turn::NEVER;
        }
        self.longest_idle(pair.group)
    }

    /// The wait of the first of a pair's type for whom the pair is open, if there is one.
    #[inline]
    #[must_use]
    pub fn open_wait(&self, pair: &Pair) -> Option<Micros> {
        self.longest_wait(pair.contact_type).filter(|&waited| self.is_open(pair, waited))
    }
}
