//! A contact in an agent's hands: talk, offer and wrap-up, step by step or all at once.

use super::beyond::Beyond;
use super::day::Day;
use super::model::AfterTalk;
use super::workspace::{Phase, Serving, Workspace};
use crate::base::{AgentId, GroupId, Micros};
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Observer, Served};
use crate::floor::winner_tree::Turn;
use crate::random::Purpose;
use crate::routing::Policy;

/// Who serves a contact, and since when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hand {
    pub(super) agent: AgentId,
    pub(super) group: GroupId,
    pub(super) since: Micros,
}

/// How far a contact gets that is handled at once, and when.
#[derive(Clone, Copy, Debug)]
struct Ends {
    /// The last phase that begins.
    phase: Phase,
    talk_ended: Micros,
    /// End of wrap-up.
    finished: Micros,
}

impl<P: Policy, O: Observer, B: Beyond> Day<'_, P, O, B> {
    /// An agent picks up. In a watched group the contact's further steps are events; in another
    /// group they are all known now.
    #[expect(clippy::inline_always, reason = "who has not waited is counted with less ado")]
    #[inline(always)]
    pub(super) fn answer(
        &mut self,
        now: Micros,
        contact: &Contact,
        agent: AgentId,
        waited: Micros,
    ) {
        let group = self.work.floor.agents.group(agent);
        let hand = Hand { agent, group, since: now };
        let until = now + Micros::from_seconds(contact.talk_seconds * self.pace(contact, hand));
        if self.work.floor.agents.is_watched(group) {
            self.begin_handling(contact, hand, waited, until);
        } else {
            let until = self.handle_unwatched(contact, hand, waited, until);
            let Workspace { floor, calls, .. } = &mut *self.work;
            floor.agents.take_until(agent, group, now, until);
            calls.next_end(&floor.agents, group);
        }
    }

    fn begin_handling(&mut self, contact: &Contact, hand: Hand, waited: Micros, until: Micros) {
        self.tell_answered(contact, hand, waited);
        self.in_handling += 1;
        self.work.floor.agents.take(hand.agent, hand.since);
        self.hold(contact, hand, Phase::Talk);
        self.work.ends.set(hand.agent.index(), until);
    }

    fn tell_answered(&mut self, contact: &Contact, hand: Hand, waited: Micros) {
        let Hand { agent, group, since } = hand;
        self.hear(since, contact, Happening::Answered { agent, group, waited });
        if !contact.is_leg() {
            let waited = contact.waited_before + waited;
            self.hear(since, contact, Happening::ChainAnswered { waited });
        }
    }

    /// An agent has a contact in hand.
    fn hold(&mut self, contact: &Contact, hand: Hand, phase: Phase) {
        let slot = self.work.contacts.add(contact);
        self.work.serving[hand.agent.index()] = Serving { slot, phase, since: hand.since };
    }

    /// How long an agent takes, as a factor on standard times.
    #[inline]
    fn pace(&self, contact: &Contact, hand: Hand) -> f64 {
        let service = self.model.service(contact.contact_type, hand.group);
        debug_assert!(service.handle_time_factor > 0.0, "the group has no such skill");
        if !self.model.speeds_differ {
            return service.handle_time_factor;
        }
        service.handle_time_factor * self.work.speeds[hand.agent.index()]
    }

    /// All steps of a contact from picking up to the end of wrap-up, told at once. When that is;
    /// never for who is handled for ever, after whom the end of the day looks.
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn handle_unwatched(
        &mut self,
        contact: &Contact,
        hand: Hand,
        waited: Micros,
        talk_ended: Micros,
    ) -> Micros {
        let mut ends = Ends { phase: Phase::Talk, talk_ended, finished: talk_ended };
        let own = self.model.contact_type(contact.contact_type);
        if contact.origin != Origin::Fresh || own.after_talk != AfterTalk::Nothing {
            ends = self.go_on(contact, hand, talk_ended);
        }
        let Ends { talk_ended, finished, .. } = ends;
        self.lines_in_use -= 1;
        if !self.happens(finished) {
            self.handle_for_ever(contact, hand, waited, ends);
            return Micros::NEVER;
        }
        self.latest = self.latest.max(finished);
        let Hand { agent, group, since } = hand;
        let served = Served { agent, group, since, waited, talk_ended, finished };
        self.observer.served(contact, &served);
        self.release_customer(finished, contact);
        finished
    }

    /// What comes after the talk with an agent of a group that is not watched.
    #[inline(never)]
    fn go_on(&mut self, contact: &Contact, hand: Hand, mut talk_ended: Micros) -> Ends {
        let mut phase = Phase::Talk;
        if self.leads_on(contact) && self.happens(talk_ended) {
            self.latest = self.latest.max(talk_ended);
            if let Some((talk, need)) = self.after_talk(talk_ended, contact, hand) {
                let extra = Micros::from_seconds(talk * self.pace(contact, hand));
                (phase, talk_ended) = (Phase::Offer { need }, talk_ended + extra);
                if self.happens(talk_ended) {
                    self.answer_offer(talk_ended, contact, hand.group, need);
                }
            }
        }
        let mut finished = talk_ended;
        if self.happens(talk_ended)
            && let Some(length) = self.wrap_up(contact, hand)
        {
            (phase, finished) = (Phase::WrapUp, talk_ended + length);
        }
        Ends { phase, talk_ended, finished }
    }

    #[cold]
    fn handle_for_ever(&mut self, contact: &Contact, hand: Hand, waited: Micros, ends: Ends) {
        self.tell_answered(contact, hand, waited);
        if ends.phase == Phase::WrapUp {
            self.latest = self.latest.max(ends.talk_ended);
            self.hear(ends.talk_ended, contact, Happening::TalkEnded);
        }
        self.hold(contact, hand, ends.phase);
    }

    pub(super) fn end_handling(&mut self, now: Micros, end: Turn) {
        let agent = AgentId::at(end.number());
        let group = self.work.floor.agents.group(agent);
        if !self.work.floor.agents.is_watched(group) {
            self.free(now, agent);
            let Workspace { floor, calls, .. } = &mut *self.work;
            if calls.first() == end {
                // He stays idle: nobody has waited long enough for him.
                calls.next_end(&floor.agents, group);
            }
            return;
        }
        let Serving { slot, phase, since } = self.work.serving[agent.index()];
        let hand = Hand { agent, group, since };
        let contact = *self.work.contacts.get(slot);
        match phase {
            Phase::Talk => self.end_talk(now, &contact, hand),
            Phase::Offer { need } => {
                self.answer_offer(now, &contact, hand.group, need);
                self.hang_up(now, &contact, hand);
            }
            Phase::WrapUp => self.end_wrap_up(now, &contact, hand),
            Phase::Nothing => unreachable!("only those who handle a contact have an end"),
        }
    }

    /// Talk is over, unless the agent goes on with an offer.
    fn end_talk(&mut self, now: Micros, contact: &Contact, hand: Hand) {
        if self.leads_on(contact)
            && let Some((talk, need)) = self.after_talk(now, contact, hand)
        {
            let extra = Micros::from_seconds(talk * self.pace(contact, hand));
            self.work.serving[hand.agent.index()].phase = Phase::Offer { need };
            self.work.ends.set(hand.agent.index(), now + extra);
            return;
        }
        self.hang_up(now, contact, hand);
    }

    /// Wrap-up begins, or where there is none ends at once.
    fn hang_up(&mut self, now: Micros, contact: &Contact, hand: Hand) {
        self.lines_in_use -= 1;
        self.hear(now, contact, Happening::TalkEnded);
        let Some(length) = self.wrap_up(contact, hand) else {
            self.end_wrap_up(now, contact, hand);
            return;
        };
        self.work.serving[hand.agent.index()].phase = Phase::WrapUp;
        self.work.ends.set(hand.agent.index(), now + length);
    }

    /// How long an agent's wrap-up takes, if there is one.
    #[inline]
    fn wrap_up(&self, contact: &Contact, hand: Hand) -> Option<Micros> {
        let law = self.model.contact_type(contact.contact_type).wrap_up.as_ref()?;
        let address = if contact.is_leg() { contact.address } else { contact.chain };
        let seconds = law.quantile(self.draw(address, Purpose::WrapUp));
        Some(Micros::from_seconds(seconds * self.pace(contact, hand)))
    }

    fn end_wrap_up(&mut self, now: Micros, contact: &Contact, hand: Hand) {
        let Hand { agent, group, since } = hand;
        let handled = now.since(since);
        self.hear(now, contact, Happening::Finished { agent, group, handled });
        self.release_customer(now, contact);
        self.in_handling -= 1;
        let serving = &mut self.work.serving[agent.index()];
        serving.phase = Phase::Nothing;
        self.work.contacts.take(serving.slot);
        self.free(now, agent);
        // Whoever took the next contact at once has a new end already.
        if self.work.serving[agent.index()].phase == Phase::Nothing {
            self.work.ends.set(agent.index(), Micros::NEVER);
        }
    }
}
