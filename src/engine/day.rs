//! The loop of one day and its events: what is next, and one method for each kind.

use std::cmp::Reverse;

use super::beyond::Beyond;
use super::model::{Model, PolicyModel};
use super::workspace::{Phase, Serving, Workspace};
use crate::base::{Micros, Stop, TypeId};
use crate::floor::Floor;
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Observer, Saturation};
use crate::floor::winner_tree::Turn;
use crate::random::{Address, Key, Purpose, Sampler, uniform};
use crate::routing::Policy;

/// One replication under way.
#[derive(Debug)]
pub struct Day<'a, P, O, B> {
    pub(super) model: &'a Model,
    pub(super) policy: &'a P,
    pub(super) work: &'a mut Workspace,
    pub(super) observer: &'a mut O,
    pub(super) beyond: &'a mut B,
    pub(super) key: Key,
    /// Position in the schedule.
    pub(super) scheduled: usize,
    /// The next scheduled change or closing, as a word.
    pub(super) control: u64,
    /// Whether breaks and delays end, or patience in a watched line.
    more_kinds: bool,
    pub(super) closed: bool,
    pub(super) follows_customers: bool,
    pub(super) lines_in_use: u32,
    pub(super) in_handling: u32,
    /// Complaints led to so far.
    pub(super) complaints: u32,
    /// The latest of what was told before or after its moment.
    pub(super) latest: Micros,
}

/// Kinds of event, in the order in which they happen at one moment.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Schedule,
    BreakEnds,
    HandlingEnds,
    DelayEnds,
    Abandonment,
    Closing,
    Arrival,
    /// Whatever else is to come comes later than any day lasts.
    Nothing,
}

/// A time and a kind in one word, so that the next event is found by comparing words, without a
/// branch on the data.
const KIND_BITS: u32 = 3;

impl Kind {
    /// The kind of a word, in its lowest bits.
    #[inline]
    const fn of(word: u64) -> Self {
        match word & ((1 << KIND_BITS) - 1) {
            0 => Self::Schedule,
            1 => Self::BreakEnds,
            2 => Self::HandlingEnds,
            3 => Self::DelayEnds,
            4 => Self::Abandonment,
            5 => Self::Closing,
            6 => Self::Arrival,
            _ => Self::Nothing,
        }
    }

    /// The word of an event of this kind; what never happens is later than every day.
    #[inline]
    const fn at(self, time: Micros) -> u64 {
        // Times end far below 2^61: the longest length is 2^47 and a day is a day.
        time.0 << KIND_BITS | self as u64
    }
}

/// So many events of a day happen between two questions whether to stop: some hundredths of a
/// second, and the question costs no more than the count to this number.
pub const EVENTS_BETWEEN_LOOKS: u32 = 1 << 16;

/// Runs one replication (from 1) of a seed, telling an observer what happens.
pub fn run<O: Observer>(
    model: &Model,
    work: &mut Workspace,
    seed: u64,
    replication: u64,
    observer: &mut O,
) {
    let _ = run_unless_stopped(model, work, seed, replication, observer, &|| false);
}

/// The same, and how many events it had; none if somebody wanted it to stop, who is asked every
/// [`EVENTS_BETWEEN_LOOKS`]. What the observer has heard by then is no day.
pub fn run_unless_stopped<O: Observer>(
    model: &Model,
    work: &mut Workspace,
    seed: u64,
    replication: u64,
    observer: &mut O,
    stop: Stop<'_>,
) -> Option<u64> {
    run_among_days(model, work, Key::new(seed, replication), (observer, &mut ()), stop)
}

/// The same of a day among others, which are asked for what lies beyond it.
pub(crate) fn run_among_days<O: Observer, B: Beyond>(
    model: &Model,
    work: &mut Workspace,
    key: Key,
    (observer, beyond): (&mut O, &mut B),
    stop: Stop<'_>,
) -> Option<u64> {
    let watched = if observer.hears_in_order() { None } else { Some(&model.watched) };
    work.clear(model, watched, key, beyond);
    let around = (observer, beyond);
    match &model.policy {
        PolicyModel::RuleTable(policy) => Day::new(model, policy, work, around, key).run(stop),
        PolicyModel::MaxWeight(policy) => Day::new(model, policy, work, around, key).run(stop),
    }
}

impl<'a, P: Policy, O: Observer, B: Beyond> Day<'a, P, O, B> {
    fn new(
        model: &'a Model,
        policy: &'a P,
        work: &'a mut Workspace,
        (observer, beyond): (&'a mut O, &'a mut B),
        key: Key,
    ) -> Self {
        let more_kinds = model.has_breaks_or_delays || work.floor.queues.are_watched();
        Self {
            model,
            policy,
            work,
            follows_customers: observer.follows_customers(),
            observer,
            beyond,
            key,
            scheduled: 0,
            control: 0,
            more_kinds,
            closed: false,
            lines_in_use: 0,
            in_handling: 0,
            complaints: 0,
            latest: Micros::ZERO,
        }
    }

    /// From opening until nothing is left to happen; how many events that were, or none if it was
    /// stopped.
    fn run(mut self, stop: Stop<'_>) -> Option<u64> {
        self.prepare_staff();
        self.expect_pending();
        self.plan_control();
        let mut events = 0;
        loop {
            for more in 0..EVENTS_BETWEEN_LOOKS {
                let (now, kind) = self.next();
                let (at_once, later) = (Turn::before_all(now), Micros(now.0 + 1));
                match kind {
                    Kind::Schedule => self.move_on(now, at_once, now).change_schedule(now),
                    Kind::BreakEnds => self.move_on(now, at_once, now).end_break(now),
                    Kind::HandlingEnds => {
                        let this_end = self.next_end();
                        self.move_on(now, this_end.next(), now).end_handling(now, this_end);
                    }
                    Kind::DelayEnds => {
                        let before = self.work.floor.now;
                        self.move_on(now, Turn::before_all(later), now).end_delay(before);
                    }
                    Kind::Abandonment => {
                        self.move_on(now, Turn::before_all(later), now).abandon(now);
                    }
                    Kind::Closing => self.move_on(now, Turn::before_all(later), later).close(now),
                    Kind::Arrival => self.move_on(now, Turn::before_all(later), later).arrive(now),
                    Kind::Nothing => {
                        self.finish();
                        return Some(events + u64::from(more));
                    }
                }
            }
            events += u64::from(EVENTS_BETWEEN_LOOKS);
            if stop() {
                return None;
            }
        }
    }

    /// The next event: the earliest, and of one moment the first kind.
    #[inline]
    fn next(&self) -> (Micros, Kind) {
        let mut word = self
            .control
            .min(Kind::HandlingEnds.at(self.next_end().time_or_late()))
            .min(Kind::Arrival.at(self.next_arrival()));
        if self.more_kinds {
            word = word
                .min(Kind::BreakEnds.at(self.work.breaks.earliest()))
                .min(Kind::DelayEnds.at(self.work.delays.earliest()))
                .min(Kind::Abandonment.at(self.work.deadlines.earliest()));
        }
        (Micros(word >> KIND_BITS), Kind::of(word))
    }

    /// Whether that time is ever reached.
    #[inline]
    pub(super) fn happens(&self, time: Micros) -> bool {
        time <= self.model.latest
    }

    /// The next end of handling that is an event: of a watched group, or one that is waited for.
    #[inline]
    fn next_end(&self) -> Turn {
        self.work.ends.first().min(self.work.calls.first())
    }

    /// It is now; ends before that turn, and abandonments before that moment, have happened.
    #[inline]
    fn move_on(&mut self, now: Micros, ended: Turn, gone: Micros) -> &mut Self {
        let floor = &mut self.work.floor;
        floor.now = now;
        floor.agents.ends_have_happened(ended);
        floor.queues.patience_has_run_out(gone);
        self
    }

    /// The word of the next change that is known beforehand: of the schedule, closing, or the end.
    pub(super) fn plan_control(&mut self) {
        self.control = match self.model.schedule.get(self.scheduled) {
            Some(change) => Kind::Schedule.at(change.at),
            None if self.closed => Kind::Nothing.at(self.model.latest),
            None => Kind::Closing.at(self.model.closes),
        };
    }

    #[inline]
    fn next_arrival(&self) -> Micros {
        let spawned = self.work.spawned.peek().map_or(Micros::NEVER, |Reverse(first)| first.at);
        self.work.arrivals.earliest().min(spawned)
    }

    #[inline]
    fn arrive(&mut self, now: Micros) {
        let contact = match self.work.spawned.peek() {
            Some(Reverse(first)) if (first.at, first.order) < self.next_fresh() => {
                let slot = first.slot;
                self.work.spawned.pop();
                self.work.contacts.take(slot)
            }
            _ => self.take_fresh(now),
        };
        self.offer(now, &contact);
    }

    /// When the next fresh contact comes, and its order among those of one moment.
    fn next_fresh(&self) -> (Micros, (u32, u64)) {
        let at = self.work.arrivals.earliest();
        if at.is_never() {
            return (at, (u32::MAX, u64::MAX));
        }
        let (contact_type, address) = self.work.arrivals.next_address(self.model, self.beyond);
        (at, (contact_type.0, address.order()))
    }

    #[inline]
    fn take_fresh(&mut self, now: Micros) -> Contact {
        let arrival = self.work.arrivals.take(self.model, self.key, self.beyond);
        let address = Address::new(arrival.owner, arrival.interval as u16, arrival.number);
        let customer = self.new_customer();
        let contact = Contact {
            address,
            chain: address,
            patience: address,
            contact_type: arrival.contact_type,
            first_type: arrival.contact_type,
            handed_over_from: arrival.contact_type,
            interval: arrival.interval as u32,
            first_interval: arrival.interval as u32,
            customer,
            attempt: 1,
            origin: Origin::Fresh,
            offered_at: now,
            waited_before: Micros::ZERO,
            talk_seconds: arrival.talk_seconds,
        };
        if B::IS_THERE {
            self.belongs(&contact, arrival.who);
        }
        contact
    }

    fn close(&mut self, now: Micros) {
        self.closed = true;
        self.plan_control();
        self.observer.closed(now);
        self.end_all_breaks();
        if self.model.clear_at_close {
            self.tell_of_all_gone();
            self.clear_queues(now, |waited| Happening::Disconnected { waited });
        }
    }

    /// Ends every wait, type by type, in the order of each line.
    fn clear_queues(&mut self, now: Micros, how: fn(Micros) -> Happening) {
        for index in 0..self.model.types.len() {
            while let Some(slot) = self.work.floor.queues.head(TypeId::at(index)) {
                let contact = self.work.contacts.take(slot);
                let waited = self.leave_queue(now, slot, &contact);
                self.cut_off(now, &contact, how(waited), waited);
            }
        }
    }

    /// Those whom nobody will ever take, and those whom somebody will handle for ever.
    fn finish(mut self) {
        self.work.floor.queues.patience_has_run_out(Micros(self.model.latest.0 + 1));
        self.tell_of_all_gone();
        let now = self.work.floor.now.max(self.latest);
        self.clear_queues(now, |waited| Happening::LeftWaiting { waited });
        if self.work.arrivals.are_cut {
            self.observer.saturated(Saturation::Interval);
        }
        for agent in 0..self.model.agents.len() {
            let Serving { slot, phase, .. } = self.work.serving[agent];
            let contact = match phase {
                Phase::Nothing => continue,
                _ => *self.work.contacts.get(slot),
            };
            self.observer.saturated(Saturation::Handling);
            match phase {
                Phase::Talk if contact.is_leg() => {
                    self.hear(now, &contact, Happening::NeedUnmet);
                }
                Phase::Offer { need } => {
                    let group = self.model.agents[agent].group;
                    let accepted = false;
                    self.hear(now, &contact, Happening::OfferAnswered { group, need, accepted });
                }
                _ => {}
            }
            self.release_customer(now, &contact);
        }
        self.observer.ended(now);
    }

    /// A uniform number of an address.
    pub(super) fn draw(&self, address: Address, purpose: Purpose) -> f64 {
        uniform(self.key, address, purpose)
    }

    /// A length of time drawn at an address.
    pub(super) fn draw_duration(
        &self,
        law: &Sampler,
        address: Address,
        purpose: Purpose,
    ) -> Micros {
        Micros::from_seconds(law.quantile(self.draw(address, purpose)))
    }

    /// Tells the observer.
    #[expect(
        clippy::inline_always,
        reason = "who tells knows what: the observer's match falls away"
    )]
    #[inline(always)]
    pub(super) fn hear(&mut self, at: Micros, contact: &Contact, happening: Happening) {
        self.observer.hear(at, contact, happening);
    }

    /// The floor, for the rules that read it.
    pub(super) fn floor(&self) -> &Floor {
        &self.work.floor
    }
}
