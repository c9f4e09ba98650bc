//! What the tally counts beyond the queue: sales, needs, and customers won and lost.

use super::count::{Count, GroupCount};
use super::day::{DayTally, add};
use crate::base::{GroupId, Micros};
use crate::economics::retention::{Cause, MULTIPLIERS};
use crate::floor::contact::Contact;
use crate::floor::happening::{Happening, Loss};

impl DayTally<'_> {
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

    fn sale_asked(
        &mut self,
        now: Micros,
        contact: &Contact,
        group: GroupId,
        would_buy: bool,
        bought: bool,
    ) {
        let first = self.first(contact);
        add(first, Count::SalesAsked, 1);
        add(first, Count::SalesPotential, i64::from(would_buy));
        add(first, Count::Sold, i64::from(bought));
        add(first, Count::LostWaited, i64::from(would_buy && !bought));
        let cell = self.group(now, group);
        add(cell, GroupCount::SalesAsked, 1);
        add(cell, GroupCount::Sold, i64::from(bought));
    }

    fn earned(
        &mut self,
        now: Micros,
        contact: &Contact,
        group: GroupId,
        revenue: i64,
        contribution: i64,
    ) {
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

    fn offer_answered(
        &mut self,
        now: Micros,
        contact: &Contact,
        group: GroupId,
        need: bool,
        accepted: bool,
    ) {
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

    fn deferred(&mut self, contact: &Contact, contact_type: usize) {
        let terms = self.terms.types[contact_type];
        let first = self.first(contact);
        add(first, Count::DeferredContacts, 1);
        add(first, Count::DeferredHandle, terms.deferred_handle.0 as i64);
        add(first, Count::DeferredCost, terms.deferred_cost);
    }

    pub(super) fn experience(&mut self, contact: &Contact, cause: Cause) {
        if let Some(retention) = &self.terms.retention {
            let hazards = &mut self.customers[contact.customer as usize].hazards;
            hazards[cause as usize] += retention.hazard(cause);
        }
    }

    pub(super) fn experience_of_wait(&mut self, contact: &Contact, waited: Micros) {
        if let Some(retention) = &self.terms.retention {
            let hazards = &mut self.customers[contact.customer as usize].hazards;
            hazards[Cause::Waited as usize] += retention.hazard_of_wait(waited);
        }
    }

    pub(super) fn settled(&mut self, contact: &Contact) {
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
    pub(super) fn hear_outcome(&mut self, now: Micros, contact: &Contact, happening: Happening) {
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
}

const _: () = assert!(
    Count::LostBecauseResolvedAtOnce as usize - Count::LostBecauseAbandoned as usize + 1
        == Cause::NUMBER
        && Count::CustomersLostQuadruple as usize - Count::CustomersLostHalf as usize + 1
            == MULTIPLIERS.len()
);

#[cfg(test)]
mod tests {
    use super::super::fixture::{contact, terms};
    use super::*;
    use crate::base::{AgentId, TypeId};
    use crate::economics::experience::{Experience, experiences};
    use crate::economics::retention::{Hazards, Retention};
    use crate::floor::contact::Origin;
    use crate::floor::happening::Observer;
    use crate::random::{Key, Spawn};

    const GROUP: GroupId = GroupId(1);

    /// Happenings by place in their list: a new one has no place until it is listed here.
    fn place(happening: Happening) -> usize {
        match happening {
            Happening::Offered => 0,
            Happening::Blocked => 1,
            Happening::Balked => 2,
            Happening::Joined => 3,
            Happening::LeftQueue => 4,
            Happening::Answered { .. } => 5,
            Happening::Abandoned { .. } => 6,
            Happening::Disconnected { .. } => 7,
            Happening::LeftWaiting { .. } => 8,
            Happening::WillRedial { .. } => 9,
            Happening::RedialAfterClose => 10,
            Happening::AttemptsExhausted => 11,
            Happening::Resolution { .. } => 12,
            Happening::WillRepeat { .. } => 13,
            Happening::Deferred { .. } => 14,
            Happening::SaleAsked { .. } => 15,
            Happening::Earned { .. } => 16,
            Happening::Overpromised => 17,
            Happening::WillComplain { .. } => 18,
            Happening::NeedSeen => 19,
            Happening::OfferMade { .. } => 20,
            Happening::OfferAnswered { .. } => 21,
            Happening::NeedUnmet => 22,
            Happening::HandedOver { .. } => 23,
            Happening::TalkEnded => 24,
            Happening::Finished { .. } => 25,
            Happening::ChainLost { .. } => 26,
            Happening::ChainAnswered { .. } => 27,
            Happening::Settled => 28,
        }
    }

    /// Every fact, with whatever may be said of it.
    fn all() -> Vec<Happening> {
        let (agent, group, due) = (AgentId(0), GROUP, Micros(200));
        let mut all = vec![
            Happening::Offered,
            Happening::Blocked,
            Happening::Balked,
            Happening::Joined,
            Happening::LeftQueue,
            Happening::WillRedial { due },
            Happening::RedialAfterClose,
            Happening::AttemptsExhausted,
            Happening::WillRepeat { due },
            Happening::Deferred { contact_type: TypeId(0) },
            Happening::Earned { group, revenue: 3, contribution: 2 },
            Happening::Overpromised,
            Happening::WillComplain { due },
            Happening::NeedSeen,
            Happening::NeedUnmet,
            Happening::HandedOver { to: TypeId(0) },
            Happening::TalkEnded,
            Happening::Finished { agent, group, handled: Micros(9) },
            Happening::Settled,
        ];
        // The acceptable wait of the fixture is 20 microseconds.
        for waited in [0, 1, 20, 21, 90_000_000].map(Micros) {
            all.extend([
                Happening::Answered { agent, group, waited },
                Happening::Abandoned { waited },
                Happening::Disconnected { waited },
                Happening::LeftWaiting { waited },
                Happening::ChainAnswered { waited },
                Happening::ChainLost { last: Loss::Balked, waited, would_buy: true },
            ]);
        }
        for yes in [false, true] {
            all.extend([
                Happening::Resolution { resolved: yes },
                Happening::OfferMade { group, need: yes },
                Happening::SaleAsked { group, would_buy: true, bought: yes },
                Happening::OfferAnswered { group, need: yes, accepted: false },
                Happening::OfferAnswered { group, need: yes, accepted: true },
            ]);
        }
        all
    }

    #[test]
    fn every_fact_is_the_experience_that_economics_says() {
        let mut terms = terms();
        let given: Hazards = std::array::from_fn(|cause| 0.01 * (cause + 1) as f64);
        let retention = Retention::new(12.0, 0.99, &given);
        terms.retention = Some(retention.clone());
        let spawned = contact().address.child(Key::new(1, 1), Spawn::Repeat, 0);
        let contacts = [
            contact(),
            Contact { origin: Origin::Redial, attempt: 2, ..contact() },
            Contact { origin: Origin::Repeat, chain: spawned, address: spawned, ..contact() },
            Contact { origin: Origin::Redial, chain: spawned, attempt: 2, ..contact() },
            Contact { origin: Origin::Leg, ..contact() },
        ];
        let (mut facts, mut causes) = ([false; 29], [false; Cause::NUMBER]);
        for (contact, happening) in
            contacts.iter().flat_map(|contact| all().into_iter().map(move |fact| (contact, fact)))
        {
            let mut tally = DayTally::new(&terms);
            tally.hear(Micros(100), &self::contact(), Happening::Offered);
            tally.hear(Micros(130), contact, happening);
            let mut hazards = Hazards::default();
            let within = terms.types[contact.contact_type.index()].within;
            experiences(contact, happening, within, |experience| {
                let cause = match experience {
                    Experience::Wait(_) => Cause::Waited,
                    Experience::Once(cause) => cause,
                };
                hazards[cause as usize] += experience.hazard(&retention);
                causes[cause as usize] = true;
            });
            let booked = tally.customers[0].hazards.map(f64::to_bits);
            assert_eq!(booked, hazards.map(f64::to_bits), "{contact:?} {happening:?}");
            facts[place(happening)] = true;
        }
        assert_eq!(facts, [true; 29], "every fact is told");
        assert_eq!(causes, [true; Cause::NUMBER], "every cause is met");
    }
}
