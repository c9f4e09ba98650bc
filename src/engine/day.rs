//! The loop of one day and its events: what is next, and one method for each kind.

use std::cmp::Reverse;

use super::model::{Model, PolicyModel};
use super::workspace::{Phase, Serving, Workspace};
use crate::base::{AgentId, Micros, TypeId};
use crate::floor::Floor;
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Observer};
use crate::random::{Address, Key, Purpose, Sampler, uniform};
use crate::routing::Policy;

/// One replication under way.
#[derive(Debug)]
pub struct Day<'a, P, O> {
    pub(super) model: &'a Model,
    pub(super) policy: &'a P,
    pub(super) work: &'a mut Workspace,
    pub(super) observer: &'a mut O,
    pub(super) key: Key,
    /// Position in the schedule.
    pub(super) scheduled: usize,
    /// The next scheduled change or closing, as a word.
    pub(super) control: u64,
    pub(super) closed: bool,
    pub(super) follows_customers: bool,
    pub(super) lines_in_use: u32,
    pub(super) in_handling: u32,
    /// Complaints led to so far.
    pub(super) complaints: u32,
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
}

/// A time and a kind in one word, so that the next event is found by comparing words, without a
/// branch on the data.
const KIND_BITS: u32 = 3;
const NEVER: u64 = u64::MAX >> KIND_BITS;

impl Kind {
    const ALL: [Self; 7] = [
        Self::Schedule,
        Self::BreakEnds,
        Self::HandlingEnds,
        Self::DelayEnds,
        Self::Abandonment,
        Self::Closing,
        Self::Arrival,
    ];

    /// The word of an event of this kind; what never happens is later than everything.
    fn at(self, time: Micros) -> u64 {
        // Times end far below 2^61: the longest length is 2^47 and a day is a day.
        time.0.min(NEVER) << KIND_BITS | self as u64
    }
}

/// Runs one replication (from 1) of a seed, telling an observer what happens.
pub fn run<O: Observer>(
    model: &Model,
    work: &mut Workspace,
    seed: u64,
    replication: u64,
    observer: &mut O,
) {
    let key = Key::new(seed, replication);
    work.clear(model, key);
    match &model.policy {
        PolicyModel::RuleTable(policy) => Day::new(model, policy, work, observer, key).run(),
        PolicyModel::MaxWeight(policy) => Day::new(model, policy, work, observer, key).run(),
    }
}

impl<'a, P: Policy, O: Observer> Day<'a, P, O> {
    fn new(
        model: &'a Model,
        policy: &'a P,
        work: &'a mut Workspace,
        observer: &'a mut O,
        key: Key,
    ) -> Self {
        Self {
            model,
            policy,
            work,
            follows_customers: observer.follows_customers(),
            observer,
            key,
            scheduled: 0,
            control: 0,
            closed: false,
            lines_in_use: 0,
            in_handling: 0,
            complaints: 0,
        }
    }

    /// From opening until nothing is left to happen.
    fn run(mut self) {
        self.prepare_staff();
        self.plan_control();
        while let Some((now, kind)) = self.next() {
            self.work.floor.now = now;
            match kind {
                Kind::Schedule => self.change_schedule(now),
                Kind::BreakEnds => self.end_break(now),
                Kind::HandlingEnds => self.end_handling(now),
                Kind::DelayEnds => self.end_delay(),
                Kind::Abandonment => self.abandon(now),
                Kind::Closing => self.close(now),
                Kind::Arrival => self.arrive(now),
            }
        }
        self.finish();
    }

    /// The next event: the earliest, and of one moment the first kind.
    fn next(&self) -> Option<(Micros, Kind)> {
        let mut word = self
            .control
            .min(Kind::HandlingEnds.at(self.work.ends.earliest()))
            .min(Kind::Abandonment.at(self.work.deadlines.earliest()))
            .min(Kind::Arrival.at(self.next_arrival()));
        if self.model.has_breaks_or_delays {
            word = word
                .min(Kind::BreakEnds.at(self.work.breaks.earliest()))
                .min(Kind::DelayEnds.at(self.work.delays.earliest()));
        }
        let kind = Kind::ALL[(word & ((1 << KIND_BITS) - 1)) as usize];
        let time = word >> KIND_BITS;
        (time <= self.model.latest.0).then_some((Micros(time), kind))
    }

    /// The word of the next change that is known beforehand: of the schedule, or closing.
    pub(super) fn plan_control(&mut self) {
        self.control = match self.model.schedule.get(self.scheduled) {
            Some(change) => Kind::Schedule.at(change.at),
            None if self.closed => Kind::Closing.at(Micros::NEVER),
            None => Kind::Closing.at(self.model.closes),
        };
    }

    fn next_arrival(&self) -> Micros {
        let spawned = self.work.spawned.peek().map_or(Micros::NEVER, |Reverse(first)| first.at);
        self.work.arrivals.earliest().min(spawned)
    }

    fn arrive(&mut self, now: Micros) {
        let slot = match self.work.spawned.peek() {
            Some(Reverse(first)) if (first.at, first.order) < self.next_fresh() => {
                let slot = first.slot;
                self.work.spawned.pop();
                slot
            }
            _ => self.take_fresh(now),
        };
        self.offer(now, slot);
    }

    /// When the next fresh contact comes, and its order among those of one moment.
    fn next_fresh(&self) -> (Micros, (u32, u64)) {
        let at = self.work.arrivals.earliest();
        if at.is_never() {
            return (at, (u32::MAX, u64::MAX));
        }
        let (contact_type, address) = self.work.arrivals.next_address(self.model);
        (at, (contact_type.0, address.order()))
    }

    fn take_fresh(&mut self, now: Micros) -> u32 {
        let arrival = self.work.arrivals.take(self.model, self.key);
        let owner = self.model.contact_type(arrival.contact_type).owner;
        let address = Address::new(owner, arrival.interval as u16, arrival.number);
        let customer = self.new_customer();
        self.work.contacts.add(Contact {
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
        })
    }

    /// An agent picks up.
    pub(super) fn answer(&mut self, now: Micros, slot: u32, agent: AgentId, waited: Micros) {
        let contact = *self.work.contacts.get(slot);
        let group = self.work.floor.agents.group(agent);
        let service = self.model.service(contact.contact_type, group);
        debug_assert!(service.handle_time_factor > 0.0, "the group has no such skill");
        self.hear(slot, Happening::Answered { agent, group, waited });
        if !contact.is_leg() {
            self.hear(slot, Happening::ChainAnswered { waited: contact.waited_before + waited });
        }
        let speed = service.handle_time_factor * self.work.speeds[agent.index()];
        let talk = Micros::from_seconds(contact.talk_seconds * speed);
        self.work.floor.agents.take(agent, now);
        self.in_handling += 1;
        self.work.serving[agent.index()] = Serving { slot, phase: Phase::Talk, since: now };
        self.work.ends.set(agent.index(), now + talk);
    }

    fn end_handling(&mut self, now: Micros) {
        let agent = AgentId::at(self.work.ends.winner());
        let serving = self.work.serving[agent.index()];
        match serving.phase {
            Phase::Talk => self.end_talk(now, agent, serving.slot),
            Phase::Offer { need } => self.end_offer(now, agent, serving.slot, need),
            Phase::WrapUp => self.end_wrap_up(now, agent, serving),
            Phase::Nothing => unreachable!("only those who handle a contact have an end"),
        }
    }

    /// Wrap-up begins, or where there is none ends at once.
    pub(super) fn wrap_up(&mut self, now: Micros, agent: AgentId, slot: u32) {
        let contact = *self.work.contacts.get(slot);
        let own = self.model.contact_type(contact.contact_type);
        let serving = &mut self.work.serving[agent.index()];
        serving.phase = Phase::WrapUp;
        let serving = *serving;
        let Some(law) = &own.wrap_up else {
            self.end_wrap_up(now, agent, serving);
            return;
        };
        let group = self.work.floor.agents.group(agent);
        let factor = self.model.service(contact.contact_type, group).handle_time_factor
            * self.work.speeds[agent.index()];
        let address = if contact.is_leg() { contact.address } else { contact.chain };
        let seconds = law.quantile(self.draw(address, Purpose::WrapUp)) * factor;
        self.work.ends.set(agent.index(), now + Micros::from_seconds(seconds));
    }

    fn end_wrap_up(&mut self, now: Micros, agent: AgentId, serving: Serving) {
        let group = self.work.floor.agents.group(agent);
        let handled = now.since(serving.since);
        self.hear(serving.slot, Happening::Finished { agent, group, handled });
        self.work.serving[agent.index()].phase = Phase::Nothing;
        self.release_customer(serving.slot);
        self.work.contacts.remove(serving.slot);
        self.in_handling -= 1;
        self.free(now, agent);
        // Whoever took the next contact at once has a new end already.
        if self.work.serving[agent.index()].phase == Phase::Nothing {
            self.work.ends.set(agent.index(), Micros::NEVER);
        }
    }

    fn close(&mut self, now: Micros) {
        self.closed = true;
        self.plan_control();
        self.observer.closed(now);
        self.end_all_breaks();
        if self.model.clear_at_close {
            self.clear_queues(now, |waited| Happening::Disconnected { waited });
        }
    }

    /// Ends every wait, type by type, in the order of each line.
    fn clear_queues(&mut self, now: Micros, how: fn(Micros) -> Happening) {
        for index in 0..self.model.types.len() {
            while let Some(slot) = self.work.floor.queues.head(TypeId::at(index)) {
                let waited = self.leave_queue(now, slot);
                self.cut_off(slot, how(waited), waited);
            }
        }
    }

    /// Those whom nobody will ever take, and those whom somebody will handle for ever.
    fn finish(mut self) {
        let now = self.work.floor.now;
        self.clear_queues(now, |waited| Happening::LeftWaiting { waited });
        for agent in 0..self.model.agents.len() {
            let Serving { slot, phase, .. } = self.work.serving[agent];
            match phase {
                Phase::Talk if self.work.contacts.get(slot).is_leg() => {
                    self.hear(slot, Happening::NeedUnmet);
                }
                Phase::Offer { need } => {
                    let group = self.model.agents[agent].group;
                    self.hear(slot, Happening::OfferAnswered { group, need, accepted: false });
                }
                Phase::Talk | Phase::WrapUp => {}
                Phase::Nothing => continue,
            }
            self.release_customer(slot);
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
    pub(super) fn hear(&mut self, slot: u32, happening: Happening) {
        let Workspace { floor, contacts, .. } = &*self.work;
        self.observer.hear(floor.now, contacts.get(slot), happening);
    }

    /// The floor, for the rules that read it.
    pub(super) fn floor(&self) -> &Floor {
        &self.work.floor
    }
}
