//! Attempts that were lost, those who call again, and customers of whom nothing more can come.

use std::cmp::Reverse;

use super::beyond::{Beyond, Pending};
use super::day::Day;
use super::workspace::Spawned;
use crate::base::{Micros, TypeId};
use crate::floor::contact::{Contact, Origin, Who};
use crate::floor::happening::{Happening, Loss, Observer};
use crate::random::{Purpose, Spawn};
use crate::routing::Policy;

impl<P: Policy, O: Observer, B: Beyond> Day<'_, P, O, B> {
    /// An attempt (or a leg) is lost; the customer may call again.
    pub(super) fn lose(
        &mut self,
        now: Micros,
        contact: &Contact,
        how: Happening,
        last: Loss,
        waited: Micros,
    ) {
        self.hear(now, contact, how);
        if contact.is_leg() {
            self.hear(now, contact, Happening::NeedUnmet);
        } else if !self.redials(now, contact, waited) {
            self.end_lost_chain(now, contact, last, waited);
        }
        self.release_customer(now, contact);
    }

    /// A wait is cut off; nobody calls again.
    pub(super) fn cut_off(
        &mut self,
        now: Micros,
        contact: &Contact,
        how: Happening,
        waited: Micros,
    ) {
        self.lines_in_use -= 1;
        self.hear(now, contact, how);
        if contact.is_leg() {
            self.hear(now, contact, Happening::NeedUnmet);
        } else {
            self.end_lost_chain(now, contact, Loss::Disconnected, waited);
        }
        self.release_customer(now, contact);
    }

    fn end_lost_chain(&mut self, now: Micros, contact: &Contact, last: Loss, waited: Micros) {
        let sale = self.model.contact_type(contact.first_type).sale.as_ref();
        let would_buy = sale.is_some_and(|sale| {
            let conversion = self.beyond.conversion(contact.customer, sale.conversion);
            self.draw(contact.chain, Purpose::Sale) < conversion
        });
        let waited = contact.waited_before + waited;
        self.hear(now, contact, Happening::ChainLost { last, waited, would_buy });
    }

    /// Whether the customer will call again, today or on a later day; plans the redial.
    fn redials(&mut self, now: Micros, contact: &Contact, waited: Micros) -> bool {
        let own = self.model.contact_type(contact.contact_type);
        let Some(redial) = &own.redial else { return false };
        if self.draw(contact.address, Purpose::Redial) >= redial.probability {
            return false;
        }
        if contact.attempt >= redial.max_attempts {
            self.hear(now, contact, Happening::AttemptsExhausted);
            return false;
        }
        let delay = self.draw_duration(&redial.delay, contact.address, Purpose::RedialDelay);
        let due = now + delay;
        let after_close = due >= self.model.closes;
        if after_close && !redial.next_day {
            self.hear(now, contact, Happening::RedialAfterClose);
            return false;
        }
        let address = contact.address.child(self.key, Spawn::Redial, 0);
        let again = Contact {
            address,
            patience: if redial.patience_kept { contact.patience } else { address },
            contact_type: redial.contact_type,
            handed_over_from: redial.contact_type,
            attempt: contact.attempt + 1,
            origin: Origin::Redial,
            offered_at: due,
            waited_before: contact.waited_before + waited,
            ..*contact
        };
        let keeps_talk = redial.contact_type == contact.contact_type;
        if after_close {
            let contact_type = redial.contact_type;
            self.hear(now, contact, Happening::Deferred { contact_type });
            self.beyond.later(&Pending { contact: again, at: due, keeps_talk });
            return true;
        }
        self.hear(now, contact, Happening::WillRedial { due });
        let interval = self.model.interval_of(due);
        let talk_seconds = self.talk_again(&again, keeps_talk, interval);
        self.spawn(Contact { interval: interval as u32, talk_seconds, ..again });
        true
    }

    /// Standard talk of a contact that comes again in an interval: as it was, or drawn by its chain.
    fn talk_again(&self, contact: &Contact, keeps_talk: bool, interval: usize) -> f64 {
        if keeps_talk {
            return contact.talk_seconds;
        }
        let chance = self.draw(contact.chain, Purpose::HandleTime);
        self.talk_of(contact.contact_type, interval, chance)
    }

    /// Standard talk of a type, from a uniform number.
    pub(super) fn talk_of(&self, contact_type: TypeId, interval: usize, uniform: f64) -> f64 {
        let own = self.model.contact_type(contact_type);
        own.talk.quantile(uniform) * own.talk_factors[interval]
    }

    /// A contact will reach us later today.
    pub(super) fn spawn(&mut self, contact: Contact) {
        self.expect_more_of(contact.customer);
        self.put_among_spawned(contact);
    }

    /// A contact that its customer's slot counts already will reach us.
    fn put_among_spawned(&mut self, contact: Contact) {
        let order = (contact.contact_type.0, contact.address.order());
        let slot = self.work.contacts.add(&contact);
        self.work.spawned.push(Reverse(Spawned { at: contact.offered_at, order, slot }));
    }

    /// Contacts that earlier days left to this one will reach us at their moments.
    pub(super) fn expect_pending(&mut self) {
        while let Some((pending, who)) = self.beyond.next_pending() {
            let Pending { contact, at, keeps_talk } = pending;
            let interval = self.model.interval_of(at);
            let talk_seconds = self.talk_again(&contact, keeps_talk, interval);
            let customer = self.new_customer();
            let (interval, first_interval) = (interval as u32, interval as u32);
            let again = Contact {
                interval,
                first_interval,
                customer,
                offered_at: at,
                talk_seconds,
                ..contact
            };
            self.belongs(&again, who);
            self.put_among_spawned(again);
        }
    }

    /// To whom a customer's slot of the day belongs.
    pub(super) fn belongs(&mut self, contact: &Contact, who: Who) {
        self.beyond.belongs(contact, who);
        self.observer.belongs(contact, who);
    }

    /// One more contact of the customer is under way.
    pub(super) fn expect_more_of(&mut self, customer: u32) {
        if self.follows_customers {
            self.work.customers[customer as usize] += 1;
        }
    }

    /// A slot for a customer with one contact under way.
    pub(super) fn new_customer(&mut self) -> u32 {
        if !self.follows_customers {
            return 0;
        }
        if let Some(slot) = self.work.free_customers.pop() {
            self.work.customers[slot as usize] = 1;
            return slot;
        }
        self.work.customers.push(1);
        (self.work.customers.len() - 1) as u32
    }

    /// One contact of the customer is over.
    pub(super) fn release_customer(&mut self, now: Micros, contact: &Contact) {
        if !self.follows_customers {
            return;
        }
        let pending = &mut self.work.customers[contact.customer as usize];
        *pending -= 1;
        if *pending == 0 {
            self.hear(now, contact, Happening::Settled);
            self.work.free_customers.push(contact.customer);
        }
    }
}
