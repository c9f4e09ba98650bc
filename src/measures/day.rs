//! The observer that counts one replication.
//!
//! Counts of queueing stand at the contact's own type and interval; what becomes of the customer
//! (sales, needs, legs, losses) stands at the chain's first contact.

use super::close::close_the_day;
use super::count::{Count, DayTotals, GroupCount, GroupCounts, TypeCounts};
use super::level::{Changes, Level};
use super::terms::Terms;
use super::waits::WaitHistogram;
use crate::base::{GroupId, Micros};
use crate::economics::retention::{Cause, Hazards, MULTIPLIERS};
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Loss, Observer};

/// Counts what happens on one day.
#[derive(Debug)]
pub struct DayTally<'t> {
    terms: &'t Terms,
    totals: DayTotals,
    /// The interval that is under way, and when it began; after closing, what would be the next.
    interval: usize,
    began: Micros,
    /// Numbers waiting, by interval (one more after closing) and contact type, row by row.
    queues: Vec<Changes>,
    /// Numbers in handling, by interval (one more after closing) and group, row by row.
    handling: Vec<Changes>,
    on_duty: Vec<Level>,
    past_end: Vec<Level>,
    customers: Vec<Customer>,
}

#[derive(Clone, Copy, Debug)]
struct Customer {
    hazards: Hazards,
    first_type: usize,
    first_interval: usize,
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
            queues: vec![Changes::default(); types * (terms.intervals + 1)],
            handling: vec![Changes::default(); groups * (terms.intervals + 1)],
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
        self.queues.fill(Changes::default());
        self.handling.fill(Changes::default());
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
    fn own(&mut self, contact: &Contact) -> &mut TypeCounts {
        let types = self.terms.types.len();
        &mut self.totals.cells[contact.interval as usize * types + contact.contact_type.index()]
    }

    /// The cell of the chain's first contact.
    fn first(&mut self, contact: &Contact) -> &mut TypeCounts {
        let types = self.terms.types.len();
        &mut self.totals.cells[contact.first_interval as usize * types + contact.first_type.index()]
    }

    /// A group's cell at a moment; what is after closing stands in the last interval.
    fn group(&mut self, at: Micros, group: GroupId) -> &mut GroupCounts {
        let interval = self.interval_of(at).min(self.terms.intervals - 1);
        &mut self.totals.group_cells[interval * self.terms.groups.len() + group.index()]
    }

    /// The interval of a moment, and one more for all that is after closing.
    fn interval_of(&self, at: Micros) -> usize {
        let length = self.terms.interval.0;
        // Most that is told is of the interval under way.
        if at.0.wrapping_sub(self.began.0) < length {
            return self.interval;
        }
        ((at.0 / length) as usize).min(self.terms.intervals)
    }

    fn in_queue(&mut self, at: Micros, contact: &Contact, by: i64) {
        let row = self.interval_of(at) * self.terms.types.len();
        self.queues[row + contact.contact_type.index()].change(at, by);
    }

    fn in_handling(&mut self, at: Micros, group: GroupId, by: i64) {
        let row = self.interval_of(at) * self.terms.groups.len();
        self.handling[row + group.index()].change(at, by);
    }

    fn offered(&mut self, contact: &Contact) {
        let own = self.own(contact);
        add(own, Count::Offered, 1);
        match contact.origin {
            Origin::Redial => add(own, Count::Redialled, 1),
            Origin::Repeat => add(own, Count::Repeats, 1),
            Origin::Complaint => add(own, Count::ComplaintsToday, 1),
            Origin::Fresh | Origin::Leg => {}
        }
        if contact.attempt == 1 {
            add(own, Count::Chains, 1);
        }
        if contact.origin == Origin::Fresh && self.terms.retention.is_some() {
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
        if waited == Micros::ZERO {
            return;
        }
        if !contact.is_leg() {
            add(self.own(contact), Count::AnsweredDelayed, 1);
            self.longest(contact.contact_type.index(), waited);
        }
        self.experience_of_wait(contact, waited);
        if waited > terms.within {
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

    fn chain_lost(&mut self, contact: &Contact, last: Loss, waited: Micros, would_buy: bool) {
        let first = self.first(contact);
        add(first, Count::ChainWait, waited.0 as i64);
        if would_buy {
            add(first, Count::SalesPotential, 1);
            let cause = match last {
                Loss::Blocked => Count::LostBlocked,
                Loss::Balked => Count::LostBalked,
                Loss::Abandoned => Count::LostAbandoned,
                Loss::Disconnected => Count::LostDisconnected,
            };
            add(first, cause, 1);
        }
    }

    fn sale_asked(&mut self, now: Micros, contact: &Contact, group: GroupId, would_buy: bool, bought: bool) {
        let first = self.first(contact);
        add(first, Count::SalesAsked, 1);
        add(first, Count::SalesPotential, i64::from(would_buy));
        add(first, Count::Sold, i64::from(bought));
        add(first, Count::LostWaited, i64::from(would_buy && !bought));
        let cell = self.group(now, group);
        add(cell, GroupCount::SalesAsked, 1);
        add(cell, GroupCount::Sold, i64::from(bought));
    }

    fn earned(&mut self, now: Micros, contact: &Contact, group: GroupId, revenue: i64, contribution: i64) {
        let commission = self.terms.groups[group.index()].commission;
        let first = self.first(contact);
        add(first, Count::Revenue, revenue);
        add(first, Count::Contribution, contribution);
        add(first, Count::SalesCommission, commission);
        add(self.group(now, group), GroupCount::Commission, commission);
    }

    fn offer_made(&mut self, now: Micros, contact: &Contact, group: GroupId, need: bool) {
        let count = if need { Count::OffersToNeed } else { Count::OffersPushed };
        add(self.first(contact), count, 1);
        add(self.group(now, group), GroupCount::Offers, 1);
        if !need {
            self.experience(contact, Cause::UnwantedOffer);
        }
    }

    fn offer_answered(&mut self, now: Micros, contact: &Contact, group: GroupId, need: bool, accepted: bool) {
        let first = self.first(contact);
        add(first, Count::OffersAccepted, i64::from(accepted));
        if need {
            add(first, if accepted { Count::NeedsMet } else { Count::NeedsDeclined }, 1);
        }
        add(self.group(now, group), GroupCount::OffersAccepted, i64::from(accepted));
        if need && accepted {
            self.experience(contact, Cause::NeedMet);
        }
    }

    fn resolution(&mut self, contact: &Contact, resolved: bool) {
        let own = self.own(contact);
        add(own, Count::ResolutionAsked, 1);
        add(own, Count::Resolved, i64::from(resolved));
        if !resolved {
            self.experience(contact, Cause::Unresolved);
        } else if !contact.chain.is_spawned() {
            // Not a repeat or a complaint, nor a redial of one.
            self.experience(contact, Cause::ResolvedAtOnce);
        }
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

    fn deferred(&mut self, contact: &Contact, contact_type: usize) {
        let terms = self.terms.types[contact_type];
        let first = self.first(contact);
        add(first, Count::DeferredContacts, 1);
        add(first, Count::DeferredHandle, terms.deferred_handle.0 as i64);
        add(first, Count::DeferredCost, terms.deferred_cost);
    }

    fn longest(&mut self, contact_type: usize, waited: Micros) {
        let longest = &mut self.totals.types[contact_type][Count::MaxWait as usize];
        *longest = (*longest).max(waited.0 as i64);
    }

    fn experience(&mut self, contact: &Contact, cause: Cause) {
        if let Some(retention) = &self.terms.retention {
            let hazards = &mut self.customers[contact.customer as usize].hazards;
            hazards[cause as usize] += retention.hazard(cause);
        }
    }

    fn experience_of_wait(&mut self, contact: &Contact, waited: Micros) {
        if let Some(retention) = &self.terms.retention {
            let hazards = &mut self.customers[contact.customer as usize].hazards;
            hazards[Cause::Waited as usize] += retention.hazard_of_wait(waited);
        }
    }

    fn settled(&mut self, contact: &Contact) {
        let Some(retention) = &self.terms.retention else { return };
        let customer = self.customers[contact.customer as usize];
        let share = self.terms.types[customer.first_type].customer_share;
        let lost = retention.lost(&customer.hazards, share);
        let types = self.terms.types.len();
        let cell = &mut self.totals.cells[customer.first_interval * types + customer.first_type];
        for (cause, units) in lost.by_cause.iter().enumerate() {
            cell[Count::LostBecauseAbandoned as usize + cause] += units;
        }
        add(cell, Count::CustomersLost, lost.all);
        for (place, units) in lost.at_multipliers.iter().enumerate() {
            cell[Count::CustomersLostHalf as usize + place] += units;
        }
    }

    /// What a contact leads to beyond the queue.
    fn hear_outcome(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        match happening {
            Happening::RedialAfterClose => add(self.own(contact), Count::DueAfterClose, 1),
            Happening::AttemptsExhausted => add(self.own(contact), Count::AttemptsExhausted, 1),
            Happening::Resolution { resolved } => self.resolution(contact, resolved),
            Happening::Deferred { contact_type } => self.deferred(contact, contact_type.index()),
            Happening::SaleAsked { group, would_buy, bought } => {
                self.sale_asked(now, contact, group, would_buy, bought);
            }
            Happening::Earned { group, revenue, contribution } => {
                self.earned(now, contact, group, revenue, contribution);
            }
            Happening::Overpromised => {
                add(self.first(contact), Count::Overpromised, 1);
                self.experience(contact, Cause::BrokenPromise);
            }
            Happening::NeedSeen => add(self.first(contact), Count::Needs, 1),
            Happening::OfferMade { group, need } => self.offer_made(now, contact, group, need),
            Happening::OfferAnswered { group, need, accepted } => {
                self.offer_answered(now, contact, group, need, accepted);
            }
            Happening::NeedUnmet => {
                add(self.first(contact), Count::NeedsUnmet, 1);
                self.experience(contact, Cause::NeedUnmet);
            }
            Happening::HandedOver { .. } => {
                add(self.first(contact), Count::Transfers, 1);
                self.experience(contact, Cause::Transferred);
            }
            Happening::ChainLost { last, waited, would_buy } => {
                self.chain_lost(contact, last, waited, would_buy);
            }
            // Plans, counted when they come true; and what `hear` has heard.
            _ => {}
        }
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
        let begins = |index: usize| Micros(interval.0 * index as u64);
        let totals = &mut self.totals;
        for own in 0..types.len() {
            let mut value = 0;
            for index in 0..=*intervals {
                let changes = self.queues[index * types.len() + own];
                let (count, ends) = if index < *intervals {
                    (Count::QueueOpen, begins(index + 1))
                } else {
                    (Count::QueueClosed, end)
                };
                let area;
                (area, value) = changes.area(value, begins(index), ends);
                let cell = index.min(intervals - 1) * types.len() + own;
                add(&mut totals.cells[cell], count, area);
            }
        }
        for own in 0..groups.len() {
            let mut value = 0;
            for index in 0..=*intervals {
                let changes = self.handling[index * groups.len() + own];
                let (count, ends) = if index < *intervals {
                    (GroupCount::HandlingOpen, begins(index + 1))
                } else {
                    (GroupCount::HandlingClosed, end)
                };
                let area;
                (area, value) = changes.area(value, begins(index), ends);
                let cell = index.min(intervals - 1) * groups.len() + own;
                add(&mut totals.group_cells[cell], count, area);
            }
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

const _: () = assert!(
    Count::LostBecauseResolvedAtOnce as usize - Count::LostBecauseAbandoned as usize + 1
        == Cause::NUMBER
        && Count::CustomersLostQuadruple as usize - Count::CustomersLostHalf as usize + 1
            == MULTIPLIERS.len()
);

/// A name among the counts of a cell.
trait Named: Copy {
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

fn add<N: Named>(counts: &mut [i64], name: N, amount: i64) {
    counts[name.place()] += amount;
}
