//! Agents as routing sees them: who is on duty, who is idle and since when.
//!
//! A **watched** group keeps a list of its idle agents, and is told of every end. Of a group that
//! is not watched only the time is kept at which each agent will be free, in a winner tree: an
//! agent whose time has passed is idle since then, the winner is the longest idle, and nobody need
//! be told when an agent ends. Routing cannot tell the two apart, as long as it asks for nothing
//! but the longest idle agent.

use super::winner_tree::{Turn, WinnerTree};
use crate::base::{AgentId, GroupId, Micros};

const NOBODY: u32 = u32::MAX;

/// What an agent is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Not on duty.
    Away,
    Idle,
    /// Talk or wrap-up.
    Handling,
}

#[derive(Clone, Copy, Debug)]
struct Agent {
    doing: Doing,
    /// When the agent became what it is now.
    since: Micros,
    /// Came on duty at.
    on_since: Micros,
    /// Duty time of earlier spells.
    on_before: Micros,
    handled: Micros,
    before: u32,
    behind: u32,
}

#[derive(Debug)]
struct Group {
    head: u32,
    tail: u32,
    idle: u32,
    on_duty: u32,
    /// Its first agent.
    first: u32,
    watched: bool,
    /// When its agents will be free or have been since; those away, never. Empty if watched.
    free_times: WinnerTree,
}

impl Default for Group {
    fn default() -> Self {
        Self {
            head: NOBODY,
            tail: NOBODY,
            idle: 0,
            on_duty: 0,
            first: 0,
            watched: false,
            free_times: WinnerTree::default(),
        }
    }
}

impl Group {
    /// Everybody away; the memory of the tree is used again.
    fn clear(&mut self, first: usize, count: usize, watched: bool) {
        let mut free_times = std::mem::take(&mut self.free_times);
        free_times.clear(if watched { 0 } else { count });
        *self = Self { first: first as u32, watched, free_times, ..Self::default() };
    }

    /// An agent is, or will be, free then.
    #[inline]
    fn set_free(&mut self, agent: AgentId, at: Micros) {
        self.free_times.put((agent.0 - self.first) as usize, Turn::at(at, agent.index()));
    }
}

/// All agents of all groups; the idle of a group in the order of the longest idle, agents idle
/// since the same moment by number.
#[derive(Debug)]
pub struct Agents {
    entries: Vec<Agent>,
    /// The group of each agent, apart: of most agents nothing else is read for long.
    group_of: Vec<GroupId>,
    groups: Vec<Group>,
    /// Ends before this turn have happened.
    ended: Turn,
    /// When somebody last came on duty.
    came: Micros,
}

impl Default for Agents {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            group_of: Vec::new(),
            groups: Vec::new(),
            ended: Turn::before_all(Micros::ZERO),
            came: Micros::ZERO,
        }
    }
}

impl Agents {
    /// Everybody away: for each group its number of agents, and whether it is watched.
    pub fn clear(&mut self, groups: impl Iterator<Item = (usize, bool)>) {
        self.entries.clear();
        self.group_of.clear();
        (self.ended, self.came) = (Turn::before_all(Micros::ZERO), Micros::ZERO);
        let mut number = 0;
        for (group, (count, watched)) in groups.enumerate() {
            number += 1;
            if self.groups.len() < number {
                self.groups.push(Group::default());
            }
            self.groups[group].clear(self.entries.len(), count, watched);
            let agent = Agent {
                doing: Doing::Away,
                since: Micros::ZERO,
                on_since: Micros::ZERO,
                on_before: Micros::ZERO,
                handled: Micros::ZERO,
                before: NOBODY,
                behind: NOBODY,
            };
            self.entries.resize(self.entries.len() + count, agent);
            self.group_of.resize(self.entries.len(), GroupId::at(group));
        }
        self.groups.truncate(number);
    }

    /// Whether a group is told of every end.
    #[inline]
    #[must_use]
    pub fn is_watched(&self, group: GroupId) -> bool {
        self.groups[group.index()].watched
    }

    /// Time has moved on: ends before this turn have happened.
    pub fn ends_have_happened(&mut self, before: Turn) {
        self.ended = before;
    }

    /// An agent comes on duty and is idle from now.
    pub fn arrive(&mut self, agent: AgentId, now: Micros) {
        let group = self.group(agent).index();
        let (entry, group) = (&mut self.entries[agent.index()], &mut self.groups[group]);
        debug_assert_eq!(entry.doing, Doing::Away);
        entry.on_since = now;
        group.on_duty += 1;
        if group.watched {
            self.join_idle(agent, now);
        } else {
            entry.doing = Doing::Idle;
            self.came = now;
            group.set_free(agent, now);
        }
    }

    /// An idle agent goes off duty.
    pub fn depart(&mut self, agent: AgentId, now: Micros) {
        let group = self.group(agent).index();
        if self.groups[group].watched {
            self.leave_idle(agent);
        } else {
            self.groups[group].set_free(agent, Micros::NEVER);
        }
        let entry = &mut self.entries[agent.index()];
        entry.doing = Doing::Away;
        entry.since = now;
        entry.on_before += now.since(entry.on_since);
        self.groups[group].on_duty -= 1;
    }

    /// An idle agent of a group that is not watched takes a contact, and will be free then.
    #[inline]
    pub fn take_until(&mut self, agent: AgentId, group: GroupId, now: Micros, until: Micros) {
        if now == self.came {
            // Whoever is on duty since this very moment and idle is known by it.
            self.entries[agent.index()].doing = Doing::Handling;
        }
        self.groups[group.index()].set_free(agent, until);
    }

    /// Who of a group that is not watched ends next, if nobody is idle; else never.
    #[must_use]
    pub fn next_end(&self, group: GroupId) -> Turn {
        let first = self.groups[group.index()].free_times.first();
        if first < self.ended { Turn::NEVER } else { first }
    }

    /// An idle agent takes a contact.
    pub fn take(&mut self, agent: AgentId, now: Micros) {
        self.leave_idle(agent);
        let entry = &mut self.entries[agent.index()];
        entry.doing = Doing::Handling;
        entry.since = now;
    }

    /// An agent has finished a contact and is idle from now.
    pub fn release(&mut self, agent: AgentId, now: Micros) {
        let entry = &mut self.entries[agent.index()];
        debug_assert_eq!(entry.doing, Doing::Handling);
        entry.handled += now.since(entry.since);
        self.join_idle(agent, now);
    }

    /// What an agent is doing.
    #[must_use]
    pub fn doing(&self, agent: AgentId) -> Doing {
        let doing = self.entries[agent.index()].doing;
        if doing == Doing::Away || self.is_watched(self.group(agent)) {
            return doing;
        }
        if self.is_free(agent) { Doing::Idle } else { Doing::Handling }
    }

    /// Whether an agent of a group that is not watched is idle.
    fn is_free(&self, agent: AgentId) -> bool {
        let entry = &self.entries[agent.index()];
        let free = self.free_turn(agent);
        // Whoever came on duty just now is idle although this moment's ends have not happened yet.
        free < self.ended || entry.doing == Doing::Idle && free.time() == entry.on_since
    }

    fn free_turn(&self, agent: AgentId) -> Turn {
        let group = &self.groups[self.group(agent).index()];
        group.free_times.turn((agent.0 - group.first) as usize)
    }

    /// The agent's group.
    #[inline]
    #[must_use]
    pub fn group(&self, agent: AgentId) -> GroupId {
        self.group_of[agent.index()]
    }

    /// Handling time and duty time of an idle agent since opening.
    #[must_use]
    pub fn handled_and_on_duty(&self, agent: AgentId, now: Micros) -> (Micros, Micros) {
        let entry = &self.entries[agent.index()];
        (entry.handled, entry.on_before + now.since(entry.on_since))
    }

    /// How many agents of a watched group are idle.
    #[must_use]
    pub fn idle(&self, group: GroupId) -> u32 {
        let group = &self.groups[group.index()];
        debug_assert!(group.watched, "whoever counts the idle has the group watched");
        group.idle
    }

    /// How many agents of a group are on duty, those finishing after their end included.
    #[must_use]
    pub fn on_duty(&self, group: GroupId) -> u32 {
        self.groups[group.index()].on_duty
    }

    /// The agent of a group who has been idle longest, and since when; never if nobody is idle.
    #[inline]
    #[must_use]
    pub fn longest_idle(&self, group: GroupId) -> Turn {
        let own = &self.groups[group.index()];
        let free_first = own.free_times.first();
        if free_first < self.ended {
            return free_first;
        }
        if own.watched {
            self.head(own)
        } else if free_first.time_or_late() == self.came {
            self.came_just_now(own)
        } else {
            Turn::NEVER
        }
    }

    /// The first in the list of a watched group.
    fn head(&self, group: &Group) -> Turn {
        match self.entries.get(group.head as usize) {
            Some(agent) => Turn::at(agent.since, group.head as usize),
            None => Turn::NEVER,
        }
    }

    /// The first of a group who is on duty since this very moment, at which others may still end.
    #[cold]
    fn came_just_now(&self, group: &Group) -> Turn {
        let first = group.first as usize;
        let own = self.group_of[first..].iter().take_while(|&&of| of == self.group_of[first]);
        let mut own = (group.first..).zip(&self.entries[first..][..own.count()]);
        let found = own.find(|&(number, agent)| {
            agent.doing == Doing::Idle
                && agent.on_since == self.came
                && self.is_free(AgentId(number))
        });
        found.map_or(Turn::NEVER, |(number, agent)| Turn::at(agent.on_since, number as usize))
    }

    /// The idle agents of a watched group, the longest idle first.
    pub fn idle_agents(&self, group: GroupId) -> impl Iterator<Item = AgentId> + '_ {
        let group = &self.groups[group.index()];
        debug_assert!(group.watched, "whoever compares the idle has the group watched");
        let follow = |number: u32| (number != NOBODY).then_some(AgentId(number));
        std::iter::successors(follow(group.head), move |agent| {
            follow(self.entries[agent.index()].behind)
        })
    }

    fn join_idle(&mut self, agent: AgentId, now: Micros) {
        let group = self.group(agent).index();
        // Usually behind the tail; before those of higher number who became idle just now.
        let mut before = self.groups[group].tail;
        while before != NOBODY && before > agent.0 && self.entries[before as usize].since == now {
            before = self.entries[before as usize].before;
        }
        let behind = if before == NOBODY {
            std::mem::replace(&mut self.groups[group].head, agent.0)
        } else {
            std::mem::replace(&mut self.entries[before as usize].behind, agent.0)
        };
        if behind == NOBODY {
            self.groups[group].tail = agent.0;
        } else {
            self.entries[behind as usize].before = agent.0;
        }
        self.groups[group].idle += 1;
        let entry = &mut self.entries[agent.index()];
        (entry.before, entry.behind) = (before, behind);
        entry.doing = Doing::Idle;
        entry.since = now;
    }

    fn leave_idle(&mut self, agent: AgentId) {
        let Agent { before, behind, doing, .. } = self.entries[agent.index()];
        debug_assert_eq!(doing, Doing::Idle);
        let group = self.group(agent).index();
        let group = &mut self.groups[group];
        group.idle -= 1;
        if before == NOBODY {
            group.head = behind;
        } else {
            self.entries[before as usize].behind = behind;
        }
        if behind == NOBODY {
            group.tail = before;
        } else {
            self.entries[behind as usize].before = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: GroupId = GroupId(0);

    fn idle_after(steps: impl FnOnce(&mut Agents)) -> Vec<u32> {
        let mut agents = Agents::default();
        agents.clear([(3, true)].into_iter());
        (0..3).for_each(|number| agents.arrive(AgentId(number), Micros::ZERO));
        steps(&mut agents);
        agents.idle_agents(DESK).map(|agent| agent.0).collect()
    }

    #[test]
    fn who_became_idle_first_stands_first() {
        let order = idle_after(|agents| {
            agents.take(AgentId(0), Micros(1));
            agents.release(AgentId(0), Micros(2));
        });
        assert_eq!(order, [1, 2, 0]);
    }

    #[test]
    fn idle_since_the_same_moment_stands_by_number() {
        let order = idle_after(|agents| {
            (0..3).for_each(|number| agents.take(AgentId(number), Micros(1)));
            for number in [2, 0, 1] {
                agents.release(AgentId(number), Micros(5));
            }
        });
        assert_eq!(order, [0, 1, 2]);
    }

    #[test]
    fn the_middle_of_the_idle_may_leave() {
        let order = idle_after(|agents| agents.depart(AgentId(1), Micros(3)));
        assert_eq!(order, [0, 2]);
    }

    #[test]
    fn duty_and_handling_add_up_over_spells() {
        let mut agents = Agents::default();
        agents.clear([(1, true)].into_iter());
        let only = AgentId(0);
        agents.arrive(only, Micros(0));
        agents.take(only, Micros(10));
        agents.release(only, Micros(30));
        agents.depart(only, Micros(40));
        agents.arrive(only, Micros(100));
        assert_eq!(agents.handled_and_on_duty(only, Micros(110)), (Micros(20), Micros(50)));
    }
}
