//! Agents come and go: heads that are counted, shifts of persons, breaks.

use super::beyond::Beyond;
use super::change::{Side, What};
use super::day::Day;
use super::workspace::Workspace;
use crate::base::math::{exp, ln, normal_quantile};
use crate::base::{AgentId, GroupId, Micros};
use crate::floor::happening::Observer;
use crate::floor::idle::Doing;
use crate::random::{Address, Purpose};
use crate::routing::Policy;

impl<P: Policy, O: Observer, B: Beyond> Day<'_, P, O, B> {
    /// Who is absent today, and how fast everybody is.
    pub(super) fn prepare_staff(&mut self) {
        for (position, agent) in self.model.agents.iter().enumerate() {
            let address = Address::new(agent.home, 0, agent.number);
            let absence = self.model.absence_probability;
            if absence > 0.0 {
                let owner = self.beyond.today(self.key, agent.home);
                let today = Address::new(owner, 0, agent.number);
                self.work.staff[position].absent = self.draw(today, Purpose::Absence) < absence;
            }
            let cv = agent.speed_cv;
            if cv > 0.0 {
                // Lognormal with mean 1.
                let variance = ln(1.0 + cv * cv);
                let score = normal_quantile(self.draw(address, Purpose::Speed));
                self.work.speeds[position] = exp(variance.sqrt() * score - variance / 2.0);
            }
        }
    }

    pub(super) fn change_schedule(&mut self, now: Micros) {
        let change = self.model.schedule[self.scheduled];
        let break_ends = self.work.breaks.earliest() == now;
        if break_ends
            && change.side == Side::End
            && self.work.breaks.winner() < change.agent.index()
        {
            // Ends of breaks stand among the other ends of a moment, by agent.
            self.end_break(now);
            return;
        }
        self.scheduled += 1;
        self.plan_control();
        match change.what {
            What::Interval(interval) => self.observer.interval(now, interval as usize),
            What::HeadsRise(group) => self.heads_rise(now, group),
            What::HeadsFall(group) => self.heads_fall(now, group),
            What::ShiftStarts => self.shift_starts(now, change.agent),
            What::BreakStarts(length) => self.break_starts(now, change.agent, length),
            What::ShiftEnds => self.shift_ends(now, change.agent),
        }
    }

    /// An agent has finished a contact: goes home, has a break, or is idle.
    pub(super) fn free(&mut self, now: Micros, agent: AgentId) {
        let group = self.work.floor.agents.group(agent);
        if self.work.floor.agents.is_watched(group) {
            self.work.floor.agents.release(agent, now);
        }
        let counted = self.model.groups[group.index()].heads.is_some();
        let staff = self.work.staff[agent.index()];
        if counted && self.work.floor.on_duty(group) > self.work.targets[group.index()] {
            self.work.floor.agents.depart(agent, now);
            self.send_home(group);
        } else if staff.leaving {
            self.work.past_end[group.index()] -= 1;
            self.work.floor.agents.depart(agent, now);
        } else if staff.break_due > Micros::ZERO && !self.closed {
            self.work.floor.agents.depart(agent, now);
            self.begin_break(now, agent, staff.break_due);
        } else {
            if self.work.floor.waiting_in_all() > self.model.overlooked() {
                self.serve(group);
            }
            return;
        }
        self.tell_staff(now, group);
    }

    /// Heads that the schedule wants in the interval that begins now, less those who are absent.
    fn wanted(&self, now: Micros, group: GroupId) -> u32 {
        let own = &self.model.groups[group.index()];
        let heads = own.heads.as_ref().expect("only heads that are counted rise and fall");
        let scheduled = heads[self.model.interval_of(now)];
        let persons = &self.work.staff[own.agents.clone()][..scheduled as usize];
        persons.iter().filter(|person| !person.absent).count() as u32
    }

    fn heads_rise(&mut self, now: Micros, group: GroupId) {
        let wanted = self.wanted(now, group);
        if wanted <= self.work.targets[group.index()] {
            return;
        }
        self.work.targets[group.index()] = wanted;
        let own = self.model.groups[group.index()].agents.clone();
        for position in own {
            if self.work.floor.on_duty(group) >= wanted {
                break;
            }
            let agent = AgentId::at(position);
            let away = self.work.floor.agents.doing(agent) == Doing::Away;
            if away && !self.work.staff[position].absent {
                self.work.floor.agents.arrive(agent, now);
            }
        }
        self.send_home(group);
        self.tell_staff(now, group);
        self.serve(group);
    }

    fn heads_fall(&mut self, now: Micros, group: GroupId) {
        let wanted = self.wanted(now, group);
        if wanted >= self.work.targets[group.index()] {
            return;
        }
        self.work.targets[group.index()] = wanted;
        let own = self.model.groups[group.index()].agents.clone();
        for position in own.rev() {
            if self.work.floor.on_duty(group) <= wanted {
                break;
            }
            let agent = AgentId::at(position);
            if self.work.floor.agents.doing(agent) == Doing::Idle {
                self.work.floor.agents.depart(agent, now);
            }
        }
        self.send_home(group);
        self.tell_staff(now, group);
    }

    /// Of a group that is not watched: whether agents are to go home as they end, now that there
    /// are more or fewer of them.
    fn send_home(&mut self, group: GroupId) {
        let Workspace { floor, calls, targets, .. } = &mut *self.work;
        if !floor.agents.is_watched(group) {
            let too_many = floor.on_duty(group) > targets[group.index()];
            calls.sends_home(&floor.agents, group, too_many);
        }
    }

    fn shift_starts(&mut self, now: Micros, agent: AgentId) {
        if self.work.staff[agent.index()].absent {
            return;
        }
        self.work.floor.agents.arrive(agent, now);
        let group = self.work.floor.agents.group(agent);
        self.tell_staff(now, group);
        self.serve(group);
    }

    fn shift_ends(&mut self, now: Micros, agent: AgentId) {
        let group = self.work.floor.agents.group(agent);
        self.work.staff[agent.index()].leaving = true;
        match self.work.floor.agents.doing(agent) {
            Doing::Away => return,
            Doing::Idle => self.work.floor.agents.depart(agent, now),
            Doing::Handling => self.work.past_end[group.index()] += 1,
        }
        self.tell_staff(now, group);
    }

    fn break_starts(&mut self, now: Micros, agent: AgentId, length: Micros) {
        match self.work.floor.agents.doing(agent) {
            Doing::Idle => {
                self.work.floor.agents.depart(agent, now);
                self.begin_break(now, agent, length);
                self.tell_staff(now, self.work.floor.agents.group(agent));
            }
            Doing::Handling => self.work.staff[agent.index()].break_due += length,
            // Absent, or late back from the break before: the one follows the other.
            Doing::Away if !self.work.staff[agent.index()].absent => {
                self.work.staff[agent.index()].break_due += length;
            }
            Doing::Away => {}
        }
    }

    fn begin_break(&mut self, now: Micros, agent: AgentId, length: Micros) {
        self.work.staff[agent.index()].break_due = Micros::ZERO;
        self.work.breaks.set(agent.index(), now + length);
    }

    pub(super) fn end_break(&mut self, now: Micros) {
        let agent = AgentId::at(self.work.breaks.winner());
        self.work.breaks.set(agent.index(), Micros::NEVER);
        let staff = self.work.staff[agent.index()];
        if staff.leaving {
            return;
        }
        if staff.break_due > Micros::ZERO {
            self.begin_break(now, agent, staff.break_due);
            return;
        }
        self.work.floor.agents.arrive(agent, now);
        let group = self.work.floor.agents.group(agent);
        self.tell_staff(now, group);
        self.serve(group);
    }

    /// At closing whoever is on a break goes home, and whoever was due for one works on: nobody's
    /// shift goes on after closing.
    pub(super) fn end_all_breaks(&mut self) {
        self.work.breaks.clear(self.model.agents.len());
    }

    fn tell_staff(&mut self, now: Micros, group: GroupId) {
        let on_duty = self.work.floor.on_duty(group);
        let past_end = if self.model.groups[group.index()].heads.is_some() {
            on_duty.saturating_sub(self.work.targets[group.index()])
        } else {
            self.work.past_end[group.index()]
        };
        self.observer.staffed(now, group, on_duty, past_end);
    }
}
