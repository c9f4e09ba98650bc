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
use crate::floor::contact::{Contact, Origin, Who};
use crate::floor::happening::{Happening, Observer, Saturation, Served};

/// Customers whose room is kept for the next day. That of more is given back: each variant has a
/// tally, and they count one after the other.
const CROWD: usize = 1 << 16;

/// Counts what happens on one day.
#[derive(Debug)]
pub struct DayTally<'t> {
    pub(super) terms: &'t Terms,
    types: usize,
    groups: usize,
    pub(super) totals: DayTotals,
    /// The interval that is under way, and from when to when; after closing, what would be the next.
    interval: usize,
    began: Micros,
    ends: Micros,
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
            types,
            groups,
            totals,
            interval: 0,
            began: Micros::ZERO,
            ends: terms.interval,
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
        self.totals.saturated = Default::default();
        self.totals.answered_waits.iter_mut().for_each(WaitHistogram::clear);
        self.totals.left_waits.iter_mut().for_each(WaitHistogram::clear);
        self.begin(0, Micros::ZERO);
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

    /// Another interval is under way.
    fn begin(&mut self, interval: usize, now: Micros) {
        (self.interval, self.began, self.ends) = (interval, now, now + self.terms.interval);
    }

    /// The contact's own cell.
    pub(super) fn own(&mut self, contact: &Contact) -> &mut TypeCounts {
        let types = self.types;
        &mut self.totals.cells[contact.interval as usize * types + contact.contact_type.index()]
    }

    /// The cell of the chain's first contact.
    pub(super) fn first(&mut self, contact: &Contact) -> &mut TypeCounts {
        let types = self.types;
        &mut self.totals.cells[contact.first_interval as usize * types + contact.first_type.index()]
    }

    /// A group's cell at a moment; what is after closing stands in the last interval.
    pub(super) fn group(&mut self, at: Micros, group: GroupId) -> &mut GroupCounts {
        let interval = self.interval_of(at).min(self.terms.intervals - 1);
        &mut self.totals.group_cells[interval * self.groups + group.index()]
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

    /// The same for a moment not before the interval under way, most often in it.
    #[inline]
    fn interval_soon(&self, at: Micros) -> usize {
        debug_assert!(at >= self.began, "an agent picks up now and ends later");
        if at < self.ends { self.interval } else { self.interval_of(at) }
    }

    fn in_queue(&mut self, at: Micros, contact: &Contact, by: i64) {
        self.queues.change(self.interval_of(at), contact.contact_type.index(), at, by);
    }

    fn in_handling(&mut self, at: Micros, group: GroupId, by: i64) {
        self.handling.change(self.interval_of(at), group.index(), at, by);
    }

    #[inline]
    fn offered(&mut self, contact: &Contact) {
        let own = self.own(contact);
        add(own, Count::Offered, 1);
        if contact.origin == Origin::Fresh {
            add(own, Count::Chains, 1);
        } else {
            self.offered_again(contact);
        }
        if self.terms.retention.is_some() && contact.origin == Origin::Fresh {
            self.follow(contact);
        }
    }

    /// A customer calls for the first time today.
    fn follow(&mut self, contact: &Contact) {
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
    #[expect(clippy::inline_always, reason = "who has not waited is counted with less ado")]
    #[inline(always)]
    fn contact_served(&mut self, contact: &Contact, served: &Served) {
        let &Served { group, since, waited, talk_ended, finished, .. } = served;
        let (from, until) = (self.interval_soon(since), self.interval_soon(finished));
        let row = from.min(self.terms.intervals - 1) * self.groups;
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
        let row = self.interval * self.groups;
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
    /// Whoever comes again from an earlier day does not call for the first time.
    fn belongs(&mut self, contact: &Contact, _: Who) {
        if self.terms.retention.is_some() {
            self.follow(contact);
        }
    }

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

    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
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

    fn saturated(&mut self, limit: Saturation) {
        self.totals.saturated[limit as usize] = true;
    }

    fn hears_in_order(&self) -> bool {
        false
    }

    fn follows_customers(&self) -> bool {
        self.terms.retention.is_some()
    }

    fn interval(&mut self, now: Micros, interval: usize) {
        self.read_levels(now);
        self.begin(interval, now);
    }

    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        self.on_duty[group.index()].become_(now, on_duty);
        self.past_end[group.index()].become_(now, past_end);
    }

    fn closed(&mut self, now: Micros) {
        self.read_levels(now);
        self.begin(self.terms.intervals, now);
    }

    fn ended(&mut self, now: Micros) {
        self.book_changes(now);
        close_the_day(self.terms, &mut self.totals);
        if self.customers.capacity() > CROWD {
            self.customers = Vec::new();
        }
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

#[cfg(test)]
mod tests {
    use super::super::count::Total;
    use super::super::fixture::{contact, terms};
    use super::*;
    use crate::base::{AgentId, TypeId};
    use crate::economics::retention::Retention;
    use crate::floor::happening::Loss;
    use crate::random::{Key, Spawn};

    /// Of the fixture's contact: its own cell, and that of its chain's first.
    const OWN: usize = 2 * 3 + 1;
    const FIRST: usize = 3 + 2;
    const DESK: GroupId = GroupId(1);

    fn leg() -> Contact {
        Contact { origin: Origin::Leg, ..contact() }
    }

    /// What is left of some happenings of a contact at microsecond 130.
    fn after(contact: &Contact, happenings: &[Happening]) -> DayTotals {
        let terms = terms();
        let mut tally = DayTally::new(&terms);
        for &happening in happenings {
            tally.hear(Micros(130), contact, happening);
        }
        tally.totals().clone()
    }

    /// The counts of contacts that are not 0, by cell.
    #[track_caller]
    fn are(totals: &DayTotals, expected: &[(usize, Count, i64)]) {
        let mut cells = vec![[0; Count::NUMBER]; totals.cells.len()];
        for &(cell, count, value) in expected {
            cells[cell][count as usize] = value;
        }
        assert_eq!(totals.cells, cells, "not {expected:?}");
    }

    /// The counts of groups that are not 0, by cell.
    #[track_caller]
    fn of_groups_are(totals: &DayTotals, expected: &[(usize, GroupCount, i64)]) {
        let mut cells = vec![[0; GroupCount::NUMBER]; totals.group_cells.len()];
        for &(cell, count, value) in expected {
            cells[cell][count as usize] = value;
        }
        assert_eq!(totals.group_cells, cells, "not {expected:?}");
    }

    fn answered(waited: u64) -> Happening {
        Happening::Answered { agent: AgentId(0), group: DESK, waited: Micros(waited) }
    }

    #[test]
    fn an_attempt_is_offered_at_its_own_cell_by_origin_and_a_chain_with_its_first() {
        let of = |origin, attempt| {
            after(&Contact { attempt, origin, ..contact() }, &[Happening::Offered])
        };
        are(&of(Origin::Fresh, 1), &[(OWN, Count::Offered, 1), (OWN, Count::Chains, 1)]);
        are(&of(Origin::Redial, 2), &[(OWN, Count::Offered, 1), (OWN, Count::Redialled, 1)]);
        for (origin, count) in
            [(Origin::Repeat, Count::Repeats), (Origin::Complaint, Count::ComplaintsToday)]
        {
            let found = of(origin, 1);
            are(&found, &[(OWN, Count::Offered, 1), (OWN, Count::Chains, 1), (OWN, count, 1)]);
        }
    }

    #[test]
    fn who_is_blocked_is_counted_apart_and_who_balks_is_lost_within_no_time() {
        are(&after(&contact(), &[Happening::Blocked]), &[(OWN, Count::Blocked, 1)]);
        let balked = after(&contact(), &[Happening::Balked]);
        are(
            &balked,
            &[
                (OWN, Count::Balked, 1),
                (OWN, Count::AbandonedWithin, 1),
                (OWN, Count::AbandonedShort, 1),
            ],
        );
        assert_eq!(
            balked.left_waits.iter().map(|waits| waits.bins[0]).collect::<Vec<_>>(),
            [0, 1, 0]
        );
    }

    #[test]
    fn an_answer_is_in_time_up_to_the_threshold_and_delayed_unless_at_once() {
        are(
            &after(&contact(), &[answered(0)]),
            &[(OWN, Count::Answered, 1), (OWN, Count::AnsweredWithin, 1)],
        );
        for (waited, within) in [(20, 1), (21, 0)] {
            let found = after(&contact(), &[answered(waited)]);
            are(
                &found,
                &[
                    (OWN, Count::Answered, 1),
                    (OWN, Count::AnsweredWithin, within),
                    (OWN, Count::WaitAnswered, waited as i64),
                    (OWN, Count::AnsweredDelayed, 1),
                ],
            );
            assert_eq!(found.types[1][Count::MaxWait as usize], waited as i64);
            assert_eq!(found.answered_waits[1].bins[..2], [0, 1]);
            assert_eq!(found.left_waits[1].bins[..2], [0, 0]);
        }
    }

    #[test]
    fn an_answered_leg_is_a_transfer_of_the_chains_first_and_no_contact() {
        let found = after(&leg(), &[answered(30)]);
        are(&found, &[(FIRST, Count::TransfersAnswered, 1), (FIRST, Count::TransferWait, 30)]);
        assert_eq!(found.types[1][Count::MaxWait as usize], 0);
        assert_eq!(found.answered_waits, after(&leg(), &[]).answered_waits);
    }

    #[test]
    fn a_contact_is_abandoned_short_and_within_up_to_their_limits() {
        for (waited, short, within) in [(5, 1, 1), (6, 0, 1), (20, 0, 1), (21, 0, 0)] {
            let found = after(&contact(), &[Happening::Abandoned { waited: Micros(waited) }]);
            are(
                &found,
                &[
                    (OWN, Count::Abandoned, 1),
                    (OWN, Count::WaitAbandoned, waited as i64),
                    (OWN, Count::AbandonedShort, short),
                    (OWN, Count::AbandonedWithin, within),
                    (OWN, Count::Line, waited as i64),
                ],
            );
            assert_eq!(found.types[1][Count::MaxWait as usize], waited as i64);
            assert_eq!(found.left_waits[1].bins[..2], [0, 1]);
            assert_eq!(found.answered_waits[1].bins[..2], [0, 0]);
        }
        are(
            &after(&leg(), &[Happening::Abandoned { waited: Micros(5) }]),
            &[
                (FIRST, Count::TransfersAbandoned, 1),
                (FIRST, Count::TransferWait, 5),
                (FIRST, Count::Line, 5),
            ],
        );
    }

    #[test]
    fn who_joins_a_queue_is_delayed_legs_apart() {
        are(&after(&contact(), &[Happening::Joined]), &[(OWN, Count::Delayed, 1)]);
        are(&after(&leg(), &[Happening::Joined]), &[]);
    }

    #[test]
    fn who_is_cut_off_waited_for_nothing() {
        let waited = Micros(40);
        for (happening, own, of_leg) in [
            (Happening::Disconnected { waited }, Count::Disconnected, Count::TransfersDisconnected),
            (Happening::LeftWaiting { waited }, Count::WaitingAtEnd, Count::TransfersWaitingAtEnd),
        ] {
            are(
                &after(&contact(), &[happening]),
                &[(OWN, own, 1), (OWN, Count::WaitOthers, 40), (OWN, Count::Line, 40)],
            );
            are(
                &after(&leg(), &[happening]),
                &[(FIRST, of_leg, 1), (OWN, Count::WaitOthers, 40), (FIRST, Count::Line, 40)],
            );
        }
    }

    #[test]
    fn a_chain_ends_at_its_first_contact_and_loses_a_sale_by_its_last_loss() {
        let waited = Micros(70);
        are(
            &after(&contact(), &[Happening::ChainAnswered { waited }]),
            &[(FIRST, Count::ChainsAnswered, 1), (FIRST, Count::ChainWait, 70)],
        );
        for (last, count) in [
            (Loss::Blocked, Count::LostBlocked),
            (Loss::Balked, Count::LostBalked),
            (Loss::Abandoned, Count::LostAbandoned),
            (Loss::Disconnected, Count::LostDisconnected),
        ] {
            let lost =
                |would_buy| after(&contact(), &[Happening::ChainLost { last, waited, would_buy }]);
            are(&lost(false), &[(FIRST, Count::ChainWait, 70)]);
            are(
                &lost(true),
                &[
                    (FIRST, Count::ChainWait, 70),
                    (FIRST, Count::SalesPotential, 1),
                    (FIRST, count, 1),
                ],
            );
        }
    }

    #[test]
    fn a_sale_is_potential_sold_or_lost_by_the_wait() {
        for (would_buy, bought, potential, sold, lost) in
            [(true, true, 1, 1, 0), (true, false, 1, 0, 1), (false, false, 0, 0, 0)]
        {
            let found =
                after(&contact(), &[Happening::SaleAsked { group: DESK, would_buy, bought }]);
            are(
                &found,
                &[
                    (FIRST, Count::SalesAsked, 1),
                    (FIRST, Count::SalesPotential, potential),
                    (FIRST, Count::Sold, sold),
                    (FIRST, Count::LostWaited, lost),
                ],
            );
            of_groups_are(&found, &[(1, GroupCount::SalesAsked, 1), (1, GroupCount::Sold, sold)]);
        }
    }

    #[test]
    fn money_is_booked_with_its_commission() {
        let earned = Happening::Earned { group: DESK, revenue: 900, contribution: 400 };
        let found = after(&contact(), &[earned, earned]);
        are(
            &found,
            &[
                (FIRST, Count::Revenue, 1800),
                (FIRST, Count::Contribution, 800),
                (FIRST, Count::SalesCommission, 10),
            ],
        );
        of_groups_are(&found, &[(1, GroupCount::Commission, 10)]);
    }

    #[test]
    fn offers_are_made_to_a_need_or_pushed_and_met_declined_or_accepted() {
        for (need, count) in [(true, Count::OffersToNeed), (false, Count::OffersPushed)] {
            let found = after(&contact(), &[Happening::OfferMade { group: DESK, need }]);
            are(&found, &[(FIRST, count, 1)]);
            of_groups_are(&found, &[(1, GroupCount::Offers, 1)]);
        }
        for (need, accepted, met, declined) in
            [(true, true, 1, 0), (true, false, 0, 1), (false, true, 0, 0), (false, false, 0, 0)]
        {
            let told = [Happening::OfferAnswered { group: DESK, need, accepted }];
            let found = after(&contact(), &told);
            are(
                &found,
                &[
                    (FIRST, Count::OffersAccepted, i64::from(accepted)),
                    (FIRST, Count::NeedsMet, met),
                    (FIRST, Count::NeedsDeclined, declined),
                ],
            );
            of_groups_are(&found, &[(1, GroupCount::OffersAccepted, i64::from(accepted))]);
        }
    }

    #[test]
    fn each_outcome_has_its_count() {
        for (happening, expected) in [
            (Happening::RedialAfterClose, (OWN, Count::DueAfterClose, 1)),
            (Happening::AttemptsExhausted, (OWN, Count::AttemptsExhausted, 1)),
            (Happening::Resolution { resolved: false }, (OWN, Count::ResolutionAsked, 1)),
            (Happening::Overpromised, (FIRST, Count::Overpromised, 1)),
            (Happening::NeedSeen, (FIRST, Count::Needs, 1)),
            (Happening::NeedUnmet, (FIRST, Count::NeedsUnmet, 1)),
            (Happening::HandedOver { to: TypeId(0) }, (FIRST, Count::Transfers, 1)),
        ] {
            are(&after(&contact(), &[happening]), &[expected]);
        }
        are(
            &after(&contact(), &[Happening::Resolution { resolved: true }]),
            &[(OWN, Count::ResolutionAsked, 1), (OWN, Count::Resolved, 1)],
        );
        are(
            &after(&contact(), &[Happening::Deferred { contact_type: TypeId(0) }]),
            &[
                (FIRST, Count::DeferredContacts, 1),
                (FIRST, Count::DeferredHandle, 300),
                (FIRST, Count::DeferredCost, 7),
            ],
        );
    }

    #[test]
    fn a_line_is_held_from_the_offer_to_the_end_of_talk_and_handling_is_as_told() {
        let finished = Happening::Finished { agent: AgentId(0), group: DESK, handled: Micros(25) };
        let told = [Happening::TalkEnded, finished];
        are(&after(&contact(), &told), &[(OWN, Count::Line, 30), (OWN, Count::Handle, 25)]);
        are(&after(&leg(), &told), &[(FIRST, Count::Line, 30), (FIRST, Count::TransferHandle, 25)]);
    }

    /// Opens at 0, intervals of 100, closes at 300; staffed by one from 0 on, past the end from
    /// 250; a contact waits from 80 to 140 and is handled to 190, another waits from 280 to 330
    /// and is handled to 350.
    #[test]
    fn time_integrals_stand_in_the_interval_of_the_time_and_apart_after_closing() {
        let terms = Terms { interval: Micros(100), ..terms() };
        let mut tally = DayTally::new(&terms);
        let contact = contact();
        let finished = Happening::Finished { agent: AgentId(0), group: DESK, handled: Micros(0) };
        tally.interval(Micros(0), 0);
        tally.staffed(Micros(0), DESK, 1, 0);
        tally.hear(Micros(80), &contact, Happening::Joined);
        tally.interval(Micros(100), 1);
        tally.hear(Micros(140), &contact, Happening::LeftQueue);
        tally.hear(Micros(140), &contact, answered(0));
        tally.hear(Micros(190), &contact, finished);
        tally.interval(Micros(200), 2);
        tally.staffed(Micros(250), DESK, 1, 1);
        tally.hear(Micros(280), &leg(), Happening::Joined);
        tally.closed(Micros(300));
        tally.hear(Micros(330), &leg(), Happening::LeftQueue);
        tally.hear(Micros(330), &leg(), answered(0));
        tally.hear(Micros(350), &leg(), finished);
        tally.staffed(Micros(350), DESK, 0, 0);
        tally.ended(Micros(400));
        let totals = tally.totals();
        let of_type =
            |interval: usize, count: Count| totals.cells[interval * 3 + 1][count as usize];
        assert_eq!([0, 1, 2].map(|at| of_type(at, Count::QueueOpen)), [20, 40, 20]);
        assert_eq!([0, 1, 2].map(|at| of_type(at, Count::QueueClosed)), [0, 0, 30]);
        let of_group = |interval: usize, count: GroupCount| {
            totals.group_cells[interval * 2 + 1][count as usize]
        };
        for (count, expected) in [
            (GroupCount::Answered, [0, 1, 1]),
            (GroupCount::HandlingOpen, [0, 50, 0]),
            (GroupCount::HandlingClosed, [0, 0, 20]),
            (GroupCount::OnDutyOpen, [100, 100, 100]),
            (GroupCount::OvertimeOpen, [0, 0, 50]),
        ] {
            assert_eq!([0, 1, 2].map(|at| of_group(at, count)), expected, "{count:?}");
        }
        // The day is closed: it has its totals.
        assert_eq!(totals.types[1][Count::QueueOpen as usize], 80);
        assert_eq!(totals.groups[1][GroupCount::OnDutyOpen as usize], 300);
        for empty in totals.cells.iter().step_by(3).chain(totals.cells.iter().skip(2).step_by(3)) {
            assert_eq!(empty[Count::QueueOpen as usize] + empty[Count::QueueClosed as usize], 0);
        }
    }

    fn with_effects() -> Terms {
        let given: Hazards = std::array::from_fn(|cause| 0.01 * (cause as f64 + 1.0));
        Terms { retention: Some(Retention::new(12.0, 0.99, &given)), ..terms() }
    }

    /// Expected losses by cause, all and at multipliers, at the fresh contact's own cell.
    fn losses(terms: &Terms, told: &[(Contact, Happening)]) -> Vec<i64> {
        let mut tally = DayTally::new(terms);
        tally.hear(Micros(0), &contact(), Happening::Offered);
        for (contact, happening) in told {
            tally.hear(Micros(130), contact, *happening);
        }
        tally.hear(Micros(200), &contact(), Happening::Settled);
        let places = Count::LostBecauseAbandoned as usize..=Count::CustomersLostQuadruple as usize;
        for (at, cell) in tally.totals().cells.iter().enumerate() {
            assert!(at == OWN || cell[places.clone()].iter().all(|&units| units == 0));
        }
        tally.totals().cells[OWN][places].to_vec()
    }

    /// The same, of a customer with the hazards of some causes.
    fn expected(terms: &Terms, causes: &[Cause], waited: u64) -> Vec<i64> {
        let retention = terms.retention.as_ref().unwrap();
        let mut hazards = Hazards::default();
        for &cause in causes {
            hazards[cause as usize] += retention.hazard(cause);
        }
        hazards[Cause::Waited as usize] += retention.hazard_of_wait(Micros(waited));
        let lost = retention.lost(&hazards, terms.types[1].customer_share);
        [&lost.by_cause[..], &[lost.all], &lost.at_multipliers].concat()
    }

    #[test]
    fn each_experience_is_that_of_its_cause() {
        let terms = with_effects();
        let minute = Micros(60_000_000);
        let spawned = contact().address.child(Key::new(1, 1), Spawn::Repeat, 0);
        let repeat = Contact { chain: spawned, ..contact() };
        let told = |contact: Contact, happening, causes: &[Cause], waited| {
            let found = losses(&terms, &[(contact, happening)]);
            assert_eq!(found, expected(&terms, causes, waited), "{happening:?}");
        };
        let once = |happening, causes: &[Cause]| told(contact(), happening, causes, 0);
        once(Happening::Blocked, &[Cause::Blocked]);
        once(Happening::Balked, &[Cause::Balked]);
        once(Happening::Resolution { resolved: true }, &[Cause::ResolvedAtOnce]);
        once(Happening::Resolution { resolved: false }, &[Cause::Unresolved]);
        told(repeat, Happening::Resolution { resolved: true }, &[], 0);
        told(repeat, Happening::Resolution { resolved: false }, &[Cause::Unresolved], 0);
        once(Happening::Overpromised, &[Cause::BrokenPromise]);
        once(Happening::NeedUnmet, &[Cause::NeedUnmet]);
        once(Happening::HandedOver { to: TypeId(0) }, &[Cause::Transferred]);
        once(Happening::OfferMade { group: DESK, need: true }, &[]);
        once(Happening::OfferMade { group: DESK, need: false }, &[Cause::UnwantedOffer]);
        for (need, accepted, causes) in [
            (true, true, &[Cause::NeedMet][..]),
            (true, false, &[]),
            (false, true, &[]),
            (false, false, &[]),
        ] {
            once(Happening::OfferAnswered { group: DESK, need, accepted }, causes);
        }
        once(answered(0), &[]);
        told(contact(), answered(20), &[], 20);
        told(contact(), answered(60_000_000), &[Cause::AnsweredLate], 60_000_000);
        told(leg(), answered(60_000_000), &[Cause::AnsweredLate], 60_000_000);
        for (happening, cause) in [
            (Happening::Abandoned { waited: minute }, Cause::Abandoned),
            (Happening::Disconnected { waited: minute }, Cause::Disconnected),
            (Happening::LeftWaiting { waited: minute }, Cause::Disconnected),
        ] {
            told(contact(), happening, &[cause], minute.0);
        }
    }

    #[test]
    fn experiences_of_all_attempts_add_up_and_count_by_the_share_that_can_be_lost() {
        let mut terms = with_effects();
        terms.types[1].customer_share = 0.5;
        let redial = Contact { origin: Origin::Redial, attempt: 2, ..contact() };
        let waited = Micros(30_000_000);
        let told = [
            (contact(), Happening::Abandoned { waited }),
            (redial, Happening::Offered),
            (redial, Happening::Abandoned { waited }),
        ];
        let causes = [Cause::Abandoned, Cause::Abandoned];
        assert_eq!(losses(&terms, &told), expected(&terms, &causes, 60_000_000));
    }

    #[test]
    fn a_slot_of_a_customer_is_used_again_without_the_last_ones_experiences() {
        let terms = with_effects();
        let mut tally = DayTally::new(&terms);
        for customer in [0, 1, 0] {
            let contact = Contact { customer, ..contact() };
            tally.hear(Micros(0), &contact, Happening::Offered);
            tally.hear(Micros(10), &contact, Happening::Blocked);
            tally.hear(Micros(10), &contact, Happening::Settled);
        }
        let one = expected(&terms, &[Cause::Blocked], 0)[Cause::Blocked as usize];
        assert_eq!(tally.totals().cells[OWN][Count::LostBecauseBlocked as usize], 3 * one);
    }

    /// A tally that is told one by one what an agent does with a contact.
    struct OneByOne<'t>(DayTally<'t>);

    impl Observer for OneByOne<'_> {
        fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
            self.0.hear(now, contact, happening);
        }
    }

    #[test]
    fn who_is_served_is_counted_as_if_told_one_by_one() {
        let terms = Terms { interval: Micros(100), ..with_effects() };
        let again = Contact { waited_before: Micros(45), ..contact() };
        for contact in [contact(), again, leg()] {
            for (since, waited, talk_ended, finished) in [
                (110, 0, 150, 190),
                (120, 20, 160, 200),
                (190, 21, 199, 260),
                (280, 30, 310, 340),
                (301, 40, 310, 350),
            ] {
                let [since, waited, talk_ended, finished] =
                    [since, waited, talk_ended, finished].map(Micros);
                let agent = AgentId(0);
                let served = Served { agent, group: DESK, since, waited, talk_ended, finished };
                let (mut at_once, mut told) = (DayTally::new(&terms), DayTally::new(&terms));
                for tally in [&mut at_once, &mut told] {
                    tally.hear(Micros(100), &self::contact(), Happening::Offered);
                }
                at_once.served(&contact, &served);
                let mut told = OneByOne(told);
                told.served(&contact, &served);
                for tally in [&mut at_once, &mut told.0] {
                    tally.hear(Micros(360), &self::contact(), Happening::Settled);
                    tally.ended(Micros(400));
                }
                assert_eq!(at_once.totals(), told.0.totals(), "{contact:?} {served:?}");
            }
        }
    }

    #[test]
    fn a_moment_is_of_the_interval_that_it_begins_and_after_closing_of_one_more() {
        let terms = Terms { interval: Micros(100), ..terms() };
        let mut tally = DayTally::new(&terms);
        let moments = [0, 99, 100, 199, 200, 299, 300, 399, 400, 5000].map(Micros);
        let intervals = [0, 0, 1, 1, 2, 2, 3, 3, 3, 3];
        for under_way in 0..3 {
            tally.interval(Micros(100 * under_way as u64), under_way);
            assert_eq!(moments.map(|at| tally.interval_of(at)), intervals);
        }
        tally.closed(Micros(300));
        assert_eq!(moments.map(|at| tally.interval_of(at)), intervals);
    }

    #[test]
    fn customers_are_followed_where_contacts_have_effects() {
        assert!(!DayTally::new(&terms()).follows_customers());
        assert!(DayTally::new(&with_effects()).follows_customers());
    }

    #[test]
    fn the_room_of_a_crowd_is_given_back_and_that_of_others_kept() {
        let terms = with_effects();
        let mut tally = DayTally::new(&terms);
        for (customers, is_kept) in [(100, true), (CROWD as u32 + 1, false), (100, true)] {
            tally.clear();
            for customer in 0..customers {
                let one = Contact { customer, ..contact() };
                tally.hear(Micros(10), &one, Happening::Offered);
            }
            assert_eq!(tally.customers.len(), customers as usize);
            tally.ended(Micros(300));
            assert_eq!(tally.customers.capacity() >= 100, is_kept, "after {customers}");
            assert_eq!(tally.totals().total.0[Count::Offered as usize], i64::from(customers));
        }
    }

    #[test]
    fn nothing_of_a_day_is_left_after_clearing() {
        let terms = with_effects();
        let mut tally = DayTally::new(&terms);
        let fresh = tally.totals().clone();
        let day = |tally: &mut DayTally<'_>| {
            tally.interval(Micros(0), 0);
            tally.staffed(Micros(10), DESK, 2, 1);
            tally.interval(Micros(100), 1);
            tally.hear(Micros(110), &contact(), Happening::Offered);
            tally.hear(Micros(120), &contact(), Happening::Joined);
            tally.hear(Micros(120), &contact(), Happening::Balked);
            tally.hear(Micros(130), &contact(), answered(30));
            tally.closed(Micros(300));
            tally.ended(Micros(310));
        };
        day(&mut tally);
        let once = tally.totals().clone();
        assert_ne!(once, fresh);
        assert_ne!(once.total, Total::default());
        tally.clear();
        assert_eq!(*tally.totals(), fresh);
        day(&mut tally);
        assert_eq!(*tally.totals(), once);
    }
}
