//! Agents as routing sees them: who is on duty, who is idle and since when.

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
    group: GroupId,
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

#[derive(Clone, Copy, Debug)]
struct Group {
    head: u32,
    tail: u32,
    idle: u32,
    on_duty: u32,
}

/// All agents of all groups; the idle of a group in the order of the longest idle, agents idle
/// since the same moment by number.
#[derive(Debug, Default)]
pub struct Agents {
    agents: Vec<Agent>,
    groups: Vec<Group>,
}

impl Agents {
    /// Everybody away: one entry a group with its number of agents.
    pub fn clear(&mut self, agents_by_group: impl Iterator<Item = usize>) {
        self.agents.clear();
        self.groups.clear();
        for (group, count) in agents_by_group.enumerate() {
            self.groups.push(Group { head: NOBODY, tail: NOBODY, idle: 0, on_duty: 0 });
            let agent = Agent {
                group: GroupId::at(group),
                doing: Doing::Away,
                since: Micros::ZERO,
                on_since: Micros::ZERO,
                on_before: Micros::ZERO,
                handled: Micros::ZERO,
                before: NOBODY,
                behind: NOBODY,
            };
            self.agents.resize(self.agents.len() + count, agent);
        }
    }

    /// An agent comes on duty and is idle from now.
    pub fn arrive(&mut self, agent: AgentId, now: Micros) {
        let entry = &mut self.agents[agent.index()];
        debug_assert_eq!(entry.doing, Doing::Away);
        entry.on_since = now;
        self.groups[entry.group.index()].on_duty += 1;
        self.join_idle(agent, now);
    }

    /// An idle agent goes off duty.
    pub fn depart(&mut self, agent: AgentId, now: Micros) {
        self.leave_idle(agent);
        let entry = &mut self.agents[agent.index()];
        entry.doing = Doing::Away;
        entry.since = now;
        entry.on_before += now.since(entry.on_since);
        self.groups[entry.group.index()].on_duty -= 1;
    }

    /// An idle agent takes a contact.
    pub fn take(&mut self, agent: AgentId, now: Micros) {
        self.leave_idle(agent);
        let entry = &mut self.agents[agent.index()];
        entry.doing = Doing::Handling;
        entry.since = now;
    }

    /// An agent has finished a contact and is idle from now.
    pub fn release(&mut self, agent: AgentId, now: Micros) {
        let entry = &mut self.agents[agent.index()];
        debug_assert_eq!(entry.doing, Doing::Handling);
        entry.handled += now.since(entry.since);
        self.join_idle(agent, now);
    }

    /// What an agent is doing.
    #[must_use]
    pub fn doing(&self, agent: AgentId) -> Doing {
        self.agents[agent.index()].doing
    }

    /// The agent's group.
    #[must_use]
    pub fn group(&self, agent: AgentId) -> GroupId {
        self.agents[agent.index()].group
    }

    /// Since when an agent does what it does.
    #[must_use]
    pub fn since(&self, agent: AgentId) -> Micros {
        self.agents[agent.index()].since
    }

    /// Handling time and duty time of an idle agent since opening.
    #[must_use]
    pub fn handled_and_on_duty(&self, agent: AgentId, now: Micros) -> (Micros, Micros) {
        let entry = &self.agents[agent.index()];
        (entry.handled, entry.on_before + now.since(entry.on_since))
    }

    /// How many agents of a group are idle.
    #[must_use]
    pub fn idle(&self, group: GroupId) -> u32 {
        self.groups[group.index()].idle
    }

    /// How many agents of a group are on duty, those finishing after their end included.
    #[must_use]
    pub fn on_duty(&self, group: GroupId) -> u32 {
        self.groups[group.index()].on_duty
    }

    /// The agent of a group who has been idle longest.
    #[must_use]
    pub fn longest_idle(&self, group: GroupId) -> Option<AgentId> {
        let head = self.groups[group.index()].head;
        (head != NOBODY).then_some(AgentId(head))
    }

    /// The idle agents of a group, the longest idle first.
    pub fn idle_agents(&self, group: GroupId) -> impl Iterator<Item = AgentId> + '_ {
        std::iter::successors(self.longest_idle(group), |agent| {
            let behind = self.agents[agent.index()].behind;
            (behind != NOBODY).then_some(AgentId(behind))
        })
    }

    fn join_idle(&mut self, agent: AgentId, now: Micros) {
        let group = self.agents[agent.index()].group.index();
        // Usually behind the tail; before those of higher number who became idle just now.
        let mut before = self.groups[group].tail;
        while before != NOBODY && before > agent.0 && self.agents[before as usize].since == now {
            before = self.agents[before as usize].before;
        }
        let behind = if before == NOBODY {
            std::mem::replace(&mut self.groups[group].head, agent.0)
        } else {
            std::mem::replace(&mut self.agents[before as usize].behind, agent.0)
        };
        if behind == NOBODY {
            self.groups[group].tail = agent.0;
        } else {
            self.agents[behind as usize].before = agent.0;
        }
        self.groups[group].idle += 1;
        let entry = &mut self.agents[agent.index()];
        (entry.before, entry.behind) = (before, behind);
        entry.doing = Doing::Idle;
        entry.since = now;
    }

    fn leave_idle(&mut self, agent: AgentId) {
        let Agent { group, before, behind, doing, .. } = self.agents[agent.index()];
        debug_assert_eq!(doing, Doing::Idle);
        let group = &mut self.groups[group.index()];
        group.idle -= 1;
        if before == NOBODY {
            group.head = behind;
        } else {
            self.agents[before as usize].behind = behind;
        }
        if behind == NOBODY {
            group.tail = before;
        } else {
            self.agents[behind as usize].before = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: GroupId = GroupId(0);

    fn idle_after(steps: impl FnOnce(&mut Agents)) -> Vec<u32> {
        let mut agents = Agents::default();
        agents.clear([3].into_iter());
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
            [2, 0, 1].into_iter().for_each(|number| agents.release(AgentId(number), Micros(5)));
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
        agents.clear([1].into_iter());
        let only = AgentId(0);
        agents.arrive(only, Micros(0));
        agents.take(only, Micros(10));
        agents.release(only, Micros(30));
        agents.depart(only, Micros(40));
        agents.arrive(only, Micros(100));
        assert_eq!(agents.handled_and_on_duty(only, Micros(110)), (Micros(20), Micros(50)));
    }
}
