//! What a contact leads to at the end of talk: resolution, sale, need and offer.

use super::beyond::{Beyond, Pending};
use super::day::Day;
use super::handling::Hand;
use super::model::{AfterTalk, Gain, OfferModel, RuleModel};
use crate::base::{GroupId, Micros, TypeId};
use crate::economics::money::{MOST, millionths};
use crate::economics::sale::conversion_after;
use crate::floor::contact::{Contact, Origin};
use crate::floor::happening::{Happening, Observer, Saturation};
use crate::random::{Address, Purpose, Spawn, poisson, uniform_at};
use crate::routing::Policy;
use crate::scenario::model::{ComplaintCount, Contribution};

/// Complaints that may come of one day's sales on the same day. Complaints that sell and lead to
/// complaints themselves would have no end.
const MOST_COMPLAINTS_A_DAY: u32 = 1 << 18;

impl<'a, P: Policy, O: Observer, B: Beyond> Day<'a, P, O, B> {
    /// What comes of a talk when it is over. Extra talk at standard speed, in seconds, and whether
    /// there is a need, when the agent goes on with an offer.
    pub(super) fn after_talk(
        &mut self,
        now: Micros,
        contact: &Contact,
        hand: Hand,
    ) -> Option<(f64, bool)> {
        let group = hand.group;
        if contact.is_leg() {
            self.offer_in_leg(now, contact, group);
            return None;
        }
        let waited = hand.since.since(contact.offered_at);
        self.resolve(now, contact, group);
        self.sell(now, contact, group, contact.waited_before + waited);
        self.meet_need(now, contact, group)
    }

    /// Whether anything may come of a talk.
    pub(super) fn leads_on(&self, contact: &Contact) -> bool {
        self.model.contact_type(contact.contact_type).after_talk == AfterTalk::MayLeadOn
            || contact.first_type != contact.contact_type
            || contact.is_leg()
    }

    fn resolve(&mut self, now: Micros, contact: &Contact, group: GroupId) {
        let own = self.model.contact_type(contact.contact_type);
        if !own.asks_resolution {
            return;
        }
        let probability = self.model.service(contact.contact_type, group).resolution;
        let resolved = self.draw(contact.chain, Purpose::Resolution) < probability;
        self.hear(now, contact, Happening::Resolution { resolved });
        let Some(repeat) = own.repeat.as_ref().filter(|_| !resolved) else { return };
        if self.draw(contact.chain, Purpose::Repeat) < repeat.probability {
            let due = now + self.draw_duration(&repeat.delay, contact.chain, Purpose::RepeatDelay);
            let address = contact.address.child(self.key, Spawn::Repeat, 0);
            self.come_again(now, contact, repeat.contact_type, Origin::Repeat, address, due);
        }
    }

    /// A new chain of the same customer: today, or deferred.
    fn come_again(
        &mut self,
        now: Micros,
        contact: &Contact,
        contact_type: TypeId,
        origin: Origin,
        address: Address,
        due: Micros,
    ) {
        let again = Contact {
            address,
            chain: address,
            patience: address,
            contact_type,
            first_type: contact_type,
            handed_over_from: contact_type,
            attempt: 1,
            origin,
            offered_at: due,
            waited_before: Micros::ZERO,
            ..*contact
        };
        if due >= self.model.closes {
            self.hear(now, contact, Happening::Deferred { contact_type });
            self.beyond.later(&Pending { contact: again, at: due, keeps_talk: false });
            return;
        }
        let complains = origin == Origin::Complaint;
        let will =
            if complains { Happening::WillComplain { due } } else { Happening::WillRepeat { due } };
        self.hear(now, contact, will);
        let interval = self.model.interval_of(due);
        let talk_seconds =
            self.talk_of(contact_type, interval, self.draw(address, Purpose::HandleTime));
        let (interval, first_interval) = (interval as u32, interval as u32);
        self.spawn(Contact { interval, first_interval, talk_seconds, ..again });
    }

    /// What the customer first called for decides what he may buy, whatever type answers.
    fn sell(&mut self, now: Micros, contact: &Contact, group: GroupId, waited: Micros) {
        let Some(sale) = &self.model.contact_type(contact.first_type).sale else { return };
        let (conversion, overpromise) = if contact.contact_type == contact.first_type {
            let service = self.model.service(contact.contact_type, group);
            (service.conversion, service.overpromise)
        } else {
            (sale.conversion, sale.overpromise)
        };
        let conversion = self.beyond.conversion(contact.customer, conversion);
        let chance = self.draw(contact.chain, Purpose::Sale);
        let would_buy = chance < conversion;
        let bought = chance < conversion_after(conversion, waited.seconds(), sale.half_life);
        self.hear(now, contact, Happening::SaleAsked { group, would_buy, bought });
        if !bought {
            return;
        }
        self.earn(now, contact, group, &sale.gain, Purpose::Revenue);
        if self.draw(contact.chain, Purpose::Overpromise) < overpromise {
            self.overpromise(now, contact);
        }
    }

    fn overpromise(&mut self, now: Micros, contact: &Contact) {
        self.hear(now, contact, Happening::Overpromised);
        let sale = self.model.contact_type(contact.first_type).sale.as_ref();
        let Some(complaint) = sale.and_then(|sale| sale.complaint.as_ref()) else { return };
        let count = match complaint.count {
            ComplaintCount::Fixed(count) => count,
            ComplaintCount::Poisson(mean) => {
                let chance = self.draw(contact.chain, Purpose::ComplaintCount);
                // Ordinals of an address end at 4095.
                poisson(mean, chance).min(4095) as u32
            }
        };
        let room = MOST_COMPLAINTS_A_DAY - self.complaints;
        let today = count.min(room);
        self.complaints += today;
        if today < count {
            self.observer.saturated(Saturation::Complaints);
        }
        for ordinal in 0..count as u16 {
            let chance = uniform_at(self.key, contact.chain, ordinal, Purpose::ComplaintDelay);
            let due = now + Micros::from_seconds(complaint.delay.quantile(chance));
            // Those for whom there is no room today are deferred, whenever they are due.
            let due = if u32::from(ordinal) < today { due } else { due.max(self.model.closes) };
            let address = contact.address.child(self.key, Spawn::Complaint, ordinal);
            self.come_again(now, contact, complaint.contact_type, Origin::Complaint, address, due);
        }
    }

    fn earn(
        &mut self,
        now: Micros,
        contact: &Contact,
        group: GroupId,
        gain: &Gain,
        purpose: Purpose,
    ) {
        let chain = contact.chain;
        let amount = gain.revenue.quantile(self.draw(chain, purpose));
        let contribution = match gain.contribution {
            Contribution::Share(share) => amount * share,
            Contribution::Amount(amount) => amount,
        };
        if amount.max(contribution) > MOST {
            self.observer.saturated(Saturation::Money);
        }
        let (revenue, contribution) = (millionths(amount), millionths(contribution));
        self.hear(now, contact, Happening::Earned { group, revenue, contribution });
    }

    /// What becomes of a latent need, or of an agent's wish to sell. Extra talk in seconds at
    /// standard speed, and whether there is a need, when the agent makes an offer.
    fn meet_need(&mut self, now: Micros, contact: &Contact, group: GroupId) -> Option<(f64, bool)> {
        let own = self.model.contact_type(contact.contact_type);
        let staff = &self.model.groups[group.index()];
        let probability = self.beyond.need(contact.customer, own.need_probability);
        let need = self.chance(contact.chain, Purpose::Need, probability);
        if need {
            self.hear(now, contact, Happening::NeedSeen);
        }
        let candidate = if need {
            self.chance(contact.chain, Purpose::Detect, staff.detect)
        } else {
            self.chance(contact.chain, Purpose::Push, staff.push)
        };
        if candidate && staff.offers {
            if let Some(offer) =
                own.offer.as_ref().filter(|offer| self.allows(&offer.rule, now, group))
            {
                self.hear(now, contact, Happening::OfferMade { group, need });
                let talk = offer.talk.quantile(self.draw(contact.chain, Purpose::OfferHandle));
                return Some((talk, need));
            }
        } else if candidate && need && self.hand_over(now, contact) {
            return None;
        }
        if need {
            self.hear(now, contact, Happening::NeedUnmet);
        }
        None
    }

    /// A yes with a probability; where it is 0 nothing is drawn.
    fn chance(&self, address: Address, purpose: Purpose, probability: f64) -> bool {
        probability > 0.0 && self.draw(address, purpose) < probability
    }

    fn allows(&self, rule: &RuleModel, now: Micros, group: GroupId) -> bool {
        let floor = self.floor();
        let waiting_here = || {
            let serves = &self.model.groups[group.index()].serves;
            serves.iter().map(|&served| floor.waiting(served)).sum::<u32>()
        };
        let in_system = || floor.waiting_in_all() + self.in_handling;
        !rule.never
            && rule.waiting_at_most.is_none_or(|most| waiting_here() <= most)
            && rule.in_system_at_most.is_none_or(|most| in_system() <= most)
            && rule.idle_at_least.is_none_or(|least| floor.idle(group) >= least)
            && (rule.clock.is_empty()
                || rule.clock.iter().any(|&(from, to)| (from..to).contains(&now)))
    }

    /// Hands a detected need over to another queue, if the agent thinks of it.
    fn hand_over(&mut self, now: Micros, contact: &Contact) -> bool {
        let own = self.model.contact_type(contact.contact_type);
        let Some(transfer) = &own.transfer else { return false };
        if !self.chance(contact.chain, Purpose::Transfer, transfer.probability) {
            return false;
        }
        self.hear(now, contact, Happening::HandedOver { to: transfer.to });
        let address = contact.address.child(self.key, Spawn::Leg, 0);
        let chance = self.draw(address, Purpose::HandleTime);
        let interval = self.model.interval_of(now).min(self.model.intervals - 1);
        let talk_seconds = match &transfer.talk {
            Some(talk) => talk.quantile(chance),
            None => self.talk_of(transfer.to, interval, chance),
        };
        self.expect_more_of(contact.customer);
        self.lines_in_use += 1;
        let leg = Contact {
            address,
            patience: address,
            contact_type: transfer.to,
            origin: Origin::Leg,
            offered_at: now,
            waited_before: Micros::ZERO,
            talk_seconds,
            handed_over_from: contact.contact_type,
            ..*contact
        };
        self.tell_of_gone(transfer.to);
        let slot = self.join(now, &leg);
        if self.work.floor.queues.head(transfer.to) == Some(slot) {
            self.place(transfer.to);
        }
        let still_waits = self.work.floor.queues.head(transfer.to) == Some(slot);
        if self.closed && self.model.clear_at_close && still_waits {
            let leg = self.work.contacts.take(slot);
            let waited = self.leave_queue(now, slot, &leg);
            self.cut_off(now, &leg, Happening::Disconnected { waited }, waited);
        }
        true
    }

    /// The agent who takes a leg offers what the first agent saw a need for.
    fn offer_in_leg(&mut self, now: Micros, contact: &Contact, group: GroupId) {
        if self.offer_of(contact).is_some() {
            self.hear(now, contact, Happening::OfferMade { group, need: true });
            self.answer_offer(now, contact, group, true);
        } else {
            self.hear(now, contact, Happening::NeedUnmet);
        }
    }

    /// The customer answers an offer.
    pub(super) fn answer_offer(
        &mut self,
        now: Micros,
        contact: &Contact,
        group: GroupId,
        need: bool,
    ) {
        let Some(offer) = self.offer_of(contact) else { return };
        let probability = if need { offer.accepts_with_need } else { offer.accepts_without_need };
        let accepted = self.chance(contact.chain, Purpose::Accept, probability);
        self.hear(now, contact, Happening::OfferAnswered { group, need, accepted });
        if accepted {
            self.earn(now, contact, group, &offer.gain, Purpose::OfferRevenue);
        }
    }

    /// The offer of the contact's own type, or of the type a leg came from.
    fn offer_of(&self, contact: &Contact) -> Option<&'a OfferModel> {
        self.model.contact_type(contact.handed_over_from).offer.as_ref()
    }
}
