//! Waiting: what a contact meets on arrival, its queue and patience, and who takes it.

use super::day::Day;
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::floor::ContactView;
use crate::floor::contact::Contact;
use crate::floor::happening::{Happening, Loss, Observer};
use crate::random::Purpose;
use crate::routing::{Among, Policy};

impl<P: Policy, O: Observer> Day<'_, P, O> {
    /// A contact reaches us and meets lines, waiting places, agents and its own patience.
    pub(super) fn offer(&mut self, now: Micros, slot: u32) {
        let contact_type = self.work.contacts.get(slot).contact_type;
        self.hear(slot, Happening::Offered);
        if self.lines_in_use >= self.model.lines {
            self.lose(now, slot, Happening::Blocked, Loss::Blocked, Micros::ZERO);
            return;
        }
        if self.work.floor.waiting(contact_type) == 0
            && let Some(agent) = self.agent_for(slot, Micros::ZERO, Among::All)
        {
            self.lines_in_use += 1;
            self.answer(now, slot, agent, Micros::ZERO);
            return;
        }
        let own = self.model.contact_type(contact_type);
        if self.work.floor.waiting(contact_type) >= own.waiting_places {
            self.lose(now, slot, Happening::Blocked, Loss::Blocked, Micros::ZERO);
        } else if self.balks(slot) {
            self.lose(now, slot, Happening::Balked, Loss::Balked, Micros::ZERO);
        } else {
            self.lines_in_use += 1;
            self.join(now, slot);
        }
    }

    fn balks(&self, slot: u32) -> bool {
        let contact = self.work.contacts.get(slot);
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

    /// A contact joins its queue and its patience begins.
    pub(super) fn join(&mut self, now: Micros, slot: u32) {
        let contact_type = self.work.contacts.get(slot).contact_type;
        self.hear(slot, Happening::Joined);
        self.work.floor.queues.join(contact_type, slot, now);
        let queues = &self.work.floor.queues;
        self.work.delays.joined(self.model, queues, contact_type, slot);
        let contact = self.work.contacts.get(slot);
        let due = now + self.patience(contact);
        if !due.is_never() {
            let order = (contact_type.0, contact.address.order());
            self.work.deadlines.add(due, order, slot);
        }
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

    /// Takes a contact out of its queue and gives its wait.
    pub(super) fn leave_queue(&mut self, now: Micros, slot: u32) -> Micros {
        let contact_type = self.work.contacts.get(slot).contact_type;
        let queues = &mut self.work.floor.queues;
        self.work.delays.leaves(self.model, queues, contact_type, slot);
        queues.leave(contact_type, slot);
        let waited = now.since(queues.joined_at(slot));
        self.work.deadlines.remove(slot);
        self.hear(slot, Happening::LeftQueue);
        waited
    }

    pub(super) fn abandon(&mut self, now: Micros) {
        let slot =
            self.work.deadlines.first().expect("a deadline that is due belongs to a contact");
        let waited = self.leave_queue(now, slot);
        self.lines_in_use -= 1;
        self.lose(now, slot, Happening::Abandoned { waited }, Loss::Abandoned, waited);
    }

    pub(super) fn end_delay(&mut self) {
        let contact_type = self.work.delays.pass(self.model, &self.work.floor.queues);
        self.place(contact_type);
    }

    /// Matches waiting contacts of one type, which have become open to more groups.
    pub(super) fn place(&mut self, contact_type: TypeId) {
        while let Some(slot) = self.work.floor.queues.head(contact_type) {
            let now = self.work.floor.now;
            let waited = now.since(self.work.floor.queues.joined_at(slot));
            let Some(agent) = self.agent_for(slot, waited, Among::All) else { return };
            self.take_from_queue(now, slot, agent);
        }
    }

    /// Matches the idle agents of one group, of whom there are more than before.
    pub(super) fn serve(&mut self, group: GroupId) {
        while self.work.floor.waiting_in_all() > 0 && self.work.floor.idle(group) > 0 {
            let Some(contact_type) = self.policy.type_for(&self.work.floor, group) else { return };
            let now = self.work.floor.now;
            let slot =
                self.work.floor.queues.head(contact_type).expect("policies choose who waits");
            let waited = now.since(self.work.floor.queues.joined_at(slot));
            let agent = self
                .agent_for(slot, waited, Among::Group(group))
                .expect("policies choose open pairs");
            self.take_from_queue(now, slot, agent);
        }
    }

    fn take_from_queue(&mut self, now: Micros, slot: u32, agent: AgentId) {
        let waited = self.leave_queue(now, slot);
        self.answer(now, slot, agent, waited);
    }

    fn agent_for(&self, slot: u32, waited: Micros, among: Among) -> Option<AgentId> {
        let contact = self.work.contacts.get(slot);
        let (key, address) = (self.key, &contact.address);
        let view = ContactView { contact_type: contact.contact_type, waited, key, address };
        self.policy.agent_for(&self.work.floor, view, among)
    }
}
