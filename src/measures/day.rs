//! The observer that counts one replication.
//!
//! Counts of queueing stand at the contact's own type and interval; what becomes of the customer
//! (sales, needs, legs, losses) stands at the chain's first contact.

use super::close::close_the_day;
use super::count::{Count, DayTotals, GroupCount, GroupCounts, TypeCounts};
use super::level::{Flow, Level};
use super::terms::Terms;
use super::waits::WaitHistogram;
use crate::base::{GroupId, Micros};
use crate::economics::retention::{Cause, Hazards};
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Observer, Served};

/// Counts what happens on one day.
#[derive(Debug)]
pub struct DayTally<'t> {
    pub(super) terms: &'t Terms,
    pub(super) totals: DayTotals,
    /// The interval that is under way, and when it began; after closing, what would be the next.
    interval: usize,
    began: Micros,
    /// Numbers waiting, by contact type.
    queues: Flow,
    /// Numbers in handling, by group.
    handling: Flow,
    on_duty: Vec<Level>,
    past_end: Vec<Level>,
    pub(super) customers: Vec<Customer>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Customer {
    pub(super) hazards: Hazards,
    pub(super) first_type: usize,
    pub(super) first_interval: usize,
}

impl<'t> DayTally<'t> {
    /// A tally for days on these terms.
    #[must_use]
    pub fn new(terms: &'t Terms) -> Self {
        let (types, groups) = (terms.types.len(), terms.groups.len());
        let totals = DayTotals {
            cells: vec![[0; Count::NUMBER]; types * terms.intervals],
            group_cells: vec![[0; GroupCount::NUMBER]; groups * terms.intervals],
            types: vec![[0; Count::NUMBER]; types],
            groups: vec![[0; GroupCount::NUMBER]; groups],
            answered_waits: vec![WaitHistogram::default(); types],
            left_waits: vec![WaitHistogram::default(); types],
            ..DayTotals::default()
        };
        Self {
            terms,
            totals,
            interval: 0,
            began: Micros::ZERO,
            queues: Flow::new(types, terms.intervals),
            handling: Flow::new(groups, terms.intervals),
            on_duty: vec![Level::default(); groups],
            past_end: vec![Level::default(); groups],
            customers: Vec::new(),
        }
    }

    /// Forgets the last day; nothing of it survives but the memory.
    pub fn clear(&mut self) {
        self.totals.cells.fill([0; Count::NUMBER]);
        self.totals.group_cells.fill([0; GroupCount::NUMBER]);
        self.totals.types.fill([0; Count::NUMBER]);
        self.totals.groups.fill([0; GroupCount::NUMBER]);
        self.totals.total.0.fill(0);
        self.totals.answered_waits.iter_mut().for_each(WaitHistogram::clear);
        self.totals.left_waits.iter_mut().for_each(WaitHistogram::clear);
        self.interval = 0;
        self.began = Micros::ZERO;
        self.queues.clear();
        self.handling.clear();
        self.on_duty.fill(Level::default());
        self.past_end.fill(Level::default());
        self.customers.clear();
    }

    /// What was counted, complete once the day has ended.
    #[must_use]
    pub fn totals(&self) -> &DayTotals {
        &self.totals
    }

    /// The contact's own cell.
    pub(super) fn own(&mut self, contact: &Contact) -> &mut TypeCounts {
        let types = self.terms.types.len();
        &mut self.totals.cells[contact.interval as usize * types + contact.contact_type.index()]
    }

    /// The cell of the chain's first contact.
    pub(super) fn first(&mut self, contact: &Contact) -> &mut TypeCounts {
        let types = self.terms.types.len();
        &mut self.totals.cells[contact.first_interval as usize * types + contact.first_type.index()]
    }

    /// A group's cell at a moment; what is after closing stands in the last interval.
    pub(super) fn group(&mut self, at: Micros, group: GroupId) -> &mut GroupCounts {
        let interval = self.interval_of(at).min(self.terms.intervals - 1);
        &mut self.totals.group_cells[interval * self.terms.groups.len() + group.index()]
    }

    /// The interval of a moment, and one more for all that is after closing.
    pub(super) fn interval_of(&self, at: Micros) -> usize {
        let length = self.terms.interval.0;
        // Most that is told is of the interval under way.
        if at.0.wrapping_sub(self.began.0) < length {
            return self.interval;
        }
        ((at.0 / length) as usize).min(self.terms.intervals)
    }

    fn in_queue(&mut self, at: Micros, contact: &Contact, by: i64) {
        self.queues.change(self.interval_of(at), contact.contact_type.index(), at, by);
    }

    fn in_handling(&mut self, at: Micros, group: GroupId, by: i64) {
        self.handling.change(self.interval_of(at), group.index(), at, by);
    }

    fn offered(&mut self, contact: &Contact) {
        let own = self.own(contact);
        add(own, Count::Offered, 1);
        if contact.origin == Origin::Fresh {
            add(own, Count::Chains, 1);
        } else {
            self.offered_again(contact);
        }
        if self.terms.retention.is_some() && contact.origin == Origin::Fresh {
            let customer = Customer {
                hazards: Hazards::default(),
                first_type: contact.contact_type.index(),
                first_interval: contact.interval as usize,
            };
            let slot = contact.customer as usize;
            if slot == self.customers.len() {
                self.customers.push(customer);
            } else {
                self.customers[slot] = customer;
            }
        }
    }

    fn offered_again(&mut self, contact: &Contact) {
        let own = self.own(contact);
        add(own, Count::Chains, i64::from(contact.attempt == 1));
        match contact.origin {
            Origin::Redial => add(own, Count::Redialled, 1),
            Origin::Repeat => add(own, Count::Repeats, 1),
            Origin::Complaint => add(own, Count::ComplaintsToday, 1),
            Origin::Fresh | Origin::Leg => {}
        }
    }

    fn answered(&mut self, now: Micros, contact: &Contact, group: GroupId, waited: Micros) {
        add(self.group(now, group), GroupCount::Answered, 1);
        self.in_handling(now, group, 1);
        let terms = self.terms.types[contact.contact_type.index()];
        if contact.is_leg() {
            let first = self.first(contact);
            add(first, Count::TransfersAnswered, 1);
            add(first, Count::TransferWait, waited.0 as i64);
        } else {
            let own = self.own(contact);
            add(own, Count::Answered, 1);
            add(own, Count::WaitAnswered, waited.0 as i64);
            add(own, Count::AnsweredWithin, i64::from(waited <= terms.within));
            let index = contact.contact_type.index();
            self.totals.answered_waits[index].count(waited);
        }
        // Most are answered at once, and nothing more is to be counted of those.
        if waited > Micros::ZERO {
            self.answered_after_waiting(contact, waited);
        }
    }

    /// A contact (not a leg) was served: what `answered`, `talk_ended` and `finished` count.
    fn contact_served(&mut self, contact: &Contact, served: &Served) {
        let &Served { group, since, waited, talk_ended, finished, .. } = served;
        let (from, until) = (self.interval_of(since), self.interval_of(finished));
        let row = from.min(self.terms.intervals - 1) * self.terms.groups.len();
        let cell = &mut self.totals.group_cells[row + group.index()];
        add(cell, GroupCount::Answered, 1);
        self.handling.spell((from, since), (until, finished), group.index());
        let index = contact.contact_type.index();
        let within = self.terms.types[index].within;
        let own = self.own(contact);
        add(own, Count::Answered, 1);
        add(own, Count::AnsweredWithin, i64::from(waited <= within));
        add(own, Count::WaitAnswered, waited.0 as i64);
        add(own, Count::Line, talk_ended.since(contact.offered_at).0 as i64);
        add(own, Count::Handle, finished.since(since).0 as i64);
        self.totals.answered_waits[index].count(waited);
        let first = self.first(contact);
        add(first, Count::ChainsAnswered, 1);
        add(first, Count::ChainWait, (contact.waited_before + waited).0 as i64);
        if waited > Micros::ZERO {
            self.answered_after_waiting(contact, waited);
        }
    }

    fn answered_after_waiting(&mut self, contact: &Contact, waited: Micros) {
        let index = contact.contact_type.index();
        if !contact.is_leg() {
            add(self.own(contact), Count::AnsweredDelayed, 1);
            self.longest(index, waited);
        }
        self.experience_of_wait(contact, waited);
        if waited > self.terms.types[index].within {
            self.experience(contact, Cause::AnsweredLate);
        }
    }

    /// Left without an answer after waiting (or, having balked, without waiting).
    fn left(&mut self, contact: &Contact, how: Count, waited: Micros) {
        let (within, short) =
            (self.terms.types[contact.contact_type.index()].within, self.terms.short);
        let own = self.own(contact);
        add(own, how, 1);
        add(own, Count::WaitAbandoned, waited.0 as i64);
        add(own, Count::AbandonedWithin, i64::from(waited <= within));
        add(own, Count::AbandonedShort, i64::from(waited <= short));
        add(own, Count::Line, waited.0 as i64);
        let index = contact.contact_type.index();
        self.totals.left_waits[index].count(waited);
        self.longest(index, waited);
    }

    fn abandoned(&mut self, contact: &Contact, waited: Micros) {
        if contact.is_leg() {
            let first = self.first(contact);
            add(first, Count::TransfersAbandoned, 1);
            add(first, Count::TransferWait, waited.0 as i64);
            add(first, Count::Line, waited.0 as i64);
        } else {
            self.left(contact, Count::Abandoned, waited);
        }
        self.experience_of_wait(contact, waited);
        self.experience(contact, Cause::Abandoned);
    }

    /// Turned out, or forgotten, while waiting.
    fn cut_off(&mut self, contact: &Contact, waited: Micros, own: Count, leg: Count) {
        let cell = self.own(contact);
        add(cell, Count::WaitOthers, waited.0 as i64);
        if contact.is_leg() {
            let first = self.first(contact);
            add(first, leg, 1);
            add(first, Count::Line, waited.0 as i64);
        } else {
            add(cell, own, 1);
            add(cell, Count::Line, waited.0 as i64);
        }
        self.experience_of_wait(contact, waited);
        self.experience(contact, Cause::Disconnected);
    }

    fn talk_ended(&mut self, now: Micros, contact: &Contact) {
        let line = now.since(contact.offered_at).0 as i64;
        let cell = if contact.is_leg() { self.first(contact) } else { self.own(contact) };
        add(cell, Count::Line, line);
    }

    fn finished(&mut self, now: Micros, contact: &Contact, group: GroupId, handled: Micros) {
        self.in_handling(now, group, -1);
        if contact.is_leg() {
            add(self.first(contact), Count::TransferHandle, handled.0 as i64);
        } else {
            add(self.own(contact), Count::Handle, handled.0 as i64);
        }
    }

    fn longest(&mut self, contact_type: usize, waited: Micros) {
        let longest = &mut self.totals.types[contact_type][Count::MaxWait as usize];
        *longest = (*longest).max(waited.0 as i64);
    }

    /// Books the time on duty up to now into the interval that ends.
    fn read_levels(&mut self, now: Micros) {
        let row = self.interval * self.terms.groups.len();
        let cells = &mut self.totals.group_cells[row..];
        for (cell, level) in cells.iter_mut().zip(&mut self.on_duty) {
            add(cell, GroupCount::OnDutyOpen, level.read(now));
        }
        for (cell, level) in cells.iter_mut().zip(&mut self.past_end) {
            add(cell, GroupCount::OvertimeOpen, level.read(now));
        }
    }

    /// Books waiting and handling into all intervals, and what was after closing into the last.
    fn book_changes(&mut self, end: Micros) {
        let Terms { types, groups, intervals, interval, .. } = self.terms;
        let last = intervals - 1;
        for (own, at, area) in self.queues.areas(*interval, end) {
            let count = if at > last { Count::QueueClosed } else { Count::QueueOpen };
            add(&mut self.totals.cells[at.min(last) * types.len() + own], count, area);
        }
        for (own, at, area) in self.handling.areas(*interval, end) {
            let open = at <= last;
            let count = if open { GroupCount::HandlingOpen } else { GroupCount::HandlingClosed };
            add(&mut self.totals.group_cells[at.min(last) * groups.len() + own], count, area);
        }
    }
}

impl Observer for DayTally<'_> {
    #[expect(clippy::inline_always, reason = "who tells knows what: the match falls away")]
    #[inline(always)]
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        match happening {
            Happening::Offered => self.offered(contact),
            Happening::Blocked => {
                add(self.own(contact), Count::Blocked, 1);
                self.experience(contact, Cause::Blocked);
            }
            Happening::Balked => {
                self.left(contact, Count::Balked, Micros::ZERO);
                self.experience(contact, Cause::Balked);
            }
            Happening::Joined => {
                if !contact.is_leg() {
                    add(self.own(contact), Count::Delayed, 1);
                }
                self.in_queue(now, contact, 1);
            }
            Happening::LeftQueue => self.in_queue(now, contact, -1),
            Happening::Answered { group, waited, .. } => {
                self.answered(now, contact, group, waited);
            }
            Happening::Abandoned { waited } => self.abandoned(contact, waited),
            Happening::Disconnected { waited } => {
                self.cut_off(contact, waited, Count::Disconnected, Count::TransfersDisconnected);
            }
            Happening::LeftWaiting { waited } => {
                self.cut_off(contact, waited, Count::WaitingAtEnd, Count::TransfersWaitingAtEnd);
            }
            Happening::TalkEnded => self.talk_ended(now, contact),
            Happening::Finished { group, handled, .. } => {
                self.finished(now, contact, group, handled);
            }
            Happening::ChainAnswered { waited } => {
                let first = self.first(contact);
                add(first, Count::ChainsAnswered, 1);
                add(first, Count::ChainWait, waited.0 as i64);
            }
            Happening::Settled => self.settled(contact),
            outcome => self.hear_outcome(now, contact, outcome),
        }
    }

    #[inline]
    fn served(&mut self, contact: &Contact, served: &Served) {
        if contact.is_leg() {
            let &Served { group, since, waited, talk_ended, finished, .. } = served;
            self.answered(since, contact, group, waited);
            self.talk_ended(talk_ended, contact);
            self.finished(finished, contact, group, finished.since(since));
        } else {
            self.contact_served(contact, served);
        }
    }

    fn hears_in_order(&self) -> bool {
        false
    }

    fn follows_customers(&self) -> bool {
        self.terms.retention.is_some()
    }

    fn interval(&mut self, now: Micros, interval: usize) {
        self.read_levels(now);
        (self.interval, self.began) = (interval, now);
    }

    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        self.on_duty[group.index()].become_(now, on_duty);
        self.past_end[group.index()].become_(now, past_end);
    }

    fn closed(&mut self, now: Micros) {
        self.read_levels(now);
        (self.interval, self.began) = (self.terms.intervals, now);
    }

    fn ended(&mut self, now: Micros) {
        self.book_changes(now);
        close_the_day(self.terms, &mut self.totals);
    }
}

/// A name among the counts of a cell.
pub(super) trait Named: Copy {
    fn place(self) -> usize;
}

impl Named for Count {
    fn place(self) -> usize {
        self as usize
    }
}

impl Named for GroupCount {
    fn place(self) -> usize {
        self as usize
    }
}

pub(super) fn add<N: Named>(counts: &mut [i64], name: N, amount: i64) {
    counts[name.place()] += amount;
}
