//! Waiting: what a contact meets on arrival, its queue and patience, and who takes it.

use super::beyond::Beyond;
use super::day::Day;
use super::workspace::Workspace;
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::floor::ContactView;
use crate::floor::contact::Contact;
use crate::floor::happening::{Happening, Loss, Observer};
use crate::random::Purpose;
use crate::routing::{Among, Policy};

impl<P: Policy, O: Observer, B: Beyond> Day<'_, P, O, B> {
    /// A contact reaches us and meets lines, waiting places, agents and its own patience.
    #[inline]
    pub(super) fn offer(&mut self, now: Micros, contact: &Contact) {
        let contact_type = contact.contact_type;
        self.hear(now, contact, Happening::Offered);
        if self.lines_in_use >= self.model.lines {
            self.lose(now, contact, Happening::Blocked, Loss::Blocked, Micros::ZERO);
            return;
        }
        if self.nobody_waits(contact_type)
            && let Some(agent) = self.agent_for(contact, Micros::ZERO, Among::All)
        {
            self.lines_in_use += 1;
            self.answer(now, contact, agent, Micros::ZERO);
            return;
        }
        let own = self.model.contact_type(contact_type);
        if self.work.floor.waiting(contact_type) >= own.waiting_places {
            self.lose(now, contact, Happening::Blocked, Loss::Blocked, Micros::ZERO);
        } else if self.balks(contact) {
            self.lose(now, contact, Happening::Balked, Loss::Balked, Micros::ZERO);
        } else {
            self.lines_in_use += 1;
            self.join(now, contact);
        }
    }

    fn balks(&self, contact: &Contact) -> bool {
        let own = self.model.contact_type(contact.contact_type);
        if own.balk_probability > 0.0
            && self.draw(contact.address, Purpose::Balk) < own.balk_probability
        {
            return true;
        }
        own.accepted_announcement.as_ref().is_some_and(|accepted| {
            let accepted = accepted.quantile(self.draw(contact.address, Purpose::AnnouncedWait));
            self.announced_wait(contact) > accepted
        })
    }

    /// (Queue ahead + 1) x mean handle time / agents on duty with the skill, in seconds.
    fn announced_wait(&self, contact: &Contact) -> f64 {
        let own = self.model.contact_type(contact.contact_type);
        let ahead = self.work.floor.waiting(contact.contact_type);
        let groups = self.model.groups.iter().enumerate();
        let agents: u32 = groups
            .filter(|(_, group)| group.serves.contains(&contact.contact_type))
            .map(|(group, _)| self.work.floor.on_duty(GroupId::at(group)))
            .sum();
        f64::from(ahead + 1) * own.mean_handle[contact.interval as usize] / f64::from(agents)
    }

    /// A contact joins its queue and its patience begins. Gives its slot.
    pub(super) fn join(&mut self, now: Micros, contact: &Contact) -> u32 {
        let contact_type = contact.contact_type;
        self.hear(now, contact, Happening::Joined);
        let due = now + self.patience(contact);
        let work = &mut *self.work;
        let slot = work.contacts.add(contact);
        if work.floor.queues.is_watched(contact_type) {
            work.floor.queues.join(contact_type, slot, now, Micros::NEVER);
            if !due.is_never() {
                let order = (contact_type.0, contact.address.order());
                work.deadlines.add(due, order, slot);
            }
        } else {
            work.floor.queues.join(contact_type, slot, now, due);
        }
        if !self.model.delays.is_empty() {
            work.delays.joined(self.model, &work.floor.queues, contact_type, slot);
        }
        if work.floor.waiting(contact_type) == 1 {
            work.calls.somebody_waits(self.model, &work.floor.agents, contact_type);
        }
        slot
    }

    fn patience(&self, contact: &Contact) -> Micros {
        let own = self.model.contact_type(contact.contact_type);
        let given = if contact.is_leg() {
            let transfer = self.model.contact_type(contact.handed_over_from).transfer.as_ref();
            transfer.and_then(|transfer| transfer.patience.as_ref()).or(own.patience.as_ref())
        } else {
            own.patience.as_ref()
        };
        given.map_or(Micros::NEVER, |law| {
            self.draw_duration(law, contact.patience, Purpose::Patience)
        })
    }

    /// A contact, taken out of its slot, leaves its queue. Gives its wait.
    #[inline]
    pub(super) fn leave_queue(&mut self, now: Micros, slot: u32, contact: &Contact) -> Micros {
        let work = &mut *self.work;
        let contact_type = contact.contact_type;
        if !self.model.delays.is_empty() {
            work.delays.leaves(self.model, &work.floor.queues, contact_type, slot);
        }
        if work.floor.queues.is_watched(contact_type) {
            work.deadlines.remove(slot);
        }
        work.floor.queues.leave(contact_type, slot);
        if work.floor.waiting(contact_type) == 0 {
            work.calls.nobody_waits(self.model, &work.floor.agents, contact_type);
        }
        let waited = now.since(work.floor.queues.joined_at(slot));
        self.hear(now, contact, Happening::LeftQueue);
        waited
    }

    pub(super) fn abandon(&mut self, now: Micros) {
        let slot =
            self.work.deadlines.first().expect("a deadline that is due belongs to a contact");
        self.abandon_line(now, slot);
    }

    fn abandon_line(&mut self, now: Micros, slot: u32) {
        let contact = self.work.contacts.take(slot);
        let waited = self.leave_queue(now, slot, &contact);
        self.lines_in_use -= 1;
        self.lose(now, &contact, Happening::Abandoned { waited }, Loss::Abandoned, waited);
    }

    /// Tells of those who have abandoned a line that is not watched, up to the first who has not.
    #[inline]
    pub(super) fn tell_of_gone(&mut self, contact_type: TypeId) {
        if self.work.floor.queues.gone_head(contact_type).is_some() {
            self.tell_of_gone_heads(contact_type);
        }
    }

    /// Whether nobody waits in a line, having told of those who have abandoned it.
    #[inline]
    fn nobody_waits(&mut self, contact_type: TypeId) -> bool {
        if self.work.floor.queues.head(contact_type).is_none() {
            return true;
        }
        self.tell_of_gone(contact_type);
        self.work.floor.waiting(contact_type) == 0
    }

    #[inline(never)]
    fn tell_of_gone_heads(&mut self, contact_type: TypeId) {
        while let Some(slot) = self.work.floor.queues.gone_head(contact_type) {
            self.tell_gone(slot);
        }
    }

    /// Tells of everybody who has abandoned a line that is not watched.
    pub(super) fn tell_of_all_gone(&mut self) {
        for index in 0..self.model.types.len() {
            let mut next = self.work.floor.queues.head(TypeId::at(index));
            while let Some(slot) = next {
                next = self.work.floor.queues.behind(slot);
                if self.work.floor.queues.is_gone(slot) {
                    self.tell_gone(slot);
                }
            }
        }
    }

    fn tell_gone(&mut self, slot: u32) {
        let gone_at = self.work.floor.queues.gone_at(slot);
        self.latest = self.latest.max(gone_at);
        self.abandon_line(gone_at, slot);
    }

    /// The first of a line who had not waited so long now has; before this it was that time.
    pub(super) fn end_delay(&mut self, before: Micros) {
        let Workspace { floor, delays, .. } = &mut *self.work;
        let (contact_type, slot) = delays.pass(self.model, &floor.queues);
        if floor.queues.is_gone(slot) {
            // Nothing happens to who has abandoned.
            floor.now = before;
        } else {
            self.place(contact_type);
        }
    }

    /// Matches waiting contacts of one type, which have become open to more groups.
    pub(super) fn place(&mut self, contact_type: TypeId) {
        loop {
            self.tell_of_gone(contact_type);
            let Some(slot) = self.work.floor.queues.head(contact_type) else { return };
            let now = self.work.floor.now;
            let waited = now.since(self.work.floor.queues.joined_at(slot));
            let contact = self.work.contacts.get(slot);
            let Some(agent) = self.agent_for(contact, waited, Among::All) else { return };
            self.take_from_queue(now, slot, agent);
        }
    }

    /// Matches the idle agents of one group, of whom there are more than before.
    pub(super) fn serve(&mut self, group: GroupId) {
        while self.work.floor.waiting_in_all() > 0
            && !self.work.floor.longest_idle(group).is_never()
        {
            for &served in &self.model.groups[group.index()].serves {
                self.tell_of_gone(served);
            }
            let Some(contact_type) = self.policy.type_for(&self.work.floor, group) else { return };
            let now = self.work.floor.now;
            let slot =
                self.work.floor.queues.head(contact_type).expect("policies choose who waits");
            let waited = now.since(self.work.floor.queues.joined_at(slot));
            let agent = self
                .agent_for(self.work.contacts.get(slot), waited, Among::Group(group))
                .expect("policies choose open pairs");
            self.take_from_queue(now, slot, agent);
        }
    }

    fn take_from_queue(&mut self, now: Micros, slot: u32, agent: AgentId) {
        let contact = self.work.contacts.take(slot);
        let waited = self.leave_queue(now, slot, &contact);
        self.answer(now, &contact, agent, waited);
    }

    #[inline]
    fn agent_for(&self, contact: &Contact, waited: Micros, among: Among) -> Option<AgentId> {
        let (key, address) = (self.key, &contact.address);
        let view = ContactView { contact_type: contact.contact_type, waited, key, address };
        self.policy.agent_for(&self.work.floor, view, among)
    }
}
