//! Two who listen to one day: what counts it, and what hears its customers.

use crate::base::{GroupId, Micros};
use crate::floor::contact::{Contact, Who};
use crate::floor::happening::{Happening, Observer, Saturation, Served};

/// Tells both, the first first.
pub(super) struct Both<'a, A, B>(pub(super) &'a mut A, pub(super) &'a mut B);

impl<A: Observer, B: Observer> Observer for Both<'_, A, B> {
    fn belongs(&mut self, contact: &Contact, who: Who) {
        self.0.belongs(contact, who);
        self.1.belongs(contact, who);
    }

    #[expect(clippy::inline_always, reason = "who tells knows what: the match falls away")]
    #[inline(always)]
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        self.0.hear(now, contact, happening);
        self.1.hear(now, contact, happening);
    }

    #[inline]
    fn served(&mut self, contact: &Contact, served: &Served) {
        self.0.served(contact, served);
        self.1.served(contact, served);
    }

    fn hears_in_order(&self) -> bool {
        self.0.hears_in_order() || self.1.hears_in_order()
    }

    fn follows_customers(&self) -> bool {
        // What is pending belongs to somebody, who is known by his slot.
        true
    }

    fn interval(&mut self, now: Micros, interval: usize) {
        self.0.interval(now, interval);
        self.1.interval(now, interval);
    }

    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        self.0.staffed(now, group, on_duty, past_end);
        self.1.staffed(now, group, on_duty, past_end);
    }

    fn saturated(&mut self, limit: Saturation) {
        self.0.saturated(limit);
        self.1.saturated(limit);
    }

    fn closed(&mut self, now: Micros) {
        self.0.closed(now);
        self.1.closed(now);
    }

    fn ended(&mut self, now: Micros) {
        self.0.ended(now);
        self.1.ended(now);
    }
}
