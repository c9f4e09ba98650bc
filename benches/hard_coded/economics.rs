//! What the contacts of B2 are worth, written out by hand: `scenarios/benchmarks/b2-economics.json`.
//!
//! Resolution, sales, promises, needs, offers, commission, deferred contacts, and what each contact
//! does to the probability that its customer stays. It draws what the engine draws where a draw
//! decides something, and books what the engine books.

use switchroom::base::Micros;
use switchroom::economics::money::{hourly, millionths};
use switchroom::economics::retention::{Cause, Hazards, Retention};
use switchroom::economics::sale::conversion_after;
use switchroom::measures::count::{Count, DayTotals, GroupCount, GroupCounts, TypeCounts};
use switchroom::random::{Key, Law, Purpose, Sampler, uniform};

use super::b2::{AGENTS, BLENDED, Contact, GROUPS, INTERVALS, TYPES, Talk, WITHIN, Worth, bucket};

const SALES: usize = 0;
const SERVICE_DESK: usize = 2;

const RESOLUTION: [f64; TYPES] = [0.85, 0.78];
const BLENDED_RESOLUTION: f64 = 0.78 * 0.95;
const REPEAT: f64 = 0.6;
const CONVERSION: f64 = 0.18;
const DESK_CONVERSION: f64 = 0.18 * 1.15;
const BLENDED_CONVERSION: f64 = 0.18 * 0.9 * 1.15;
const HALF_LIFE: f64 = 300.0;
const SALE_SHARE: f64 = 0.6;
const OVERPROMISE: f64 = 0.06;
const NEED: f64 = 0.15;
const OFFER_REVENUE: i64 = 60_000_000;
const OFFER_CONTRIBUTION: i64 = 42_000_000;
/// Millionths for each sale and accepted offer.
const COMMISSION: i64 = 10_000_000;
/// Share of the customers who can be lost.
const CUSTOMERS: [f64; TYPES] = [0.3, 1.0];
/// Mean talk of service, to which everything deferred belongs.
const DEFERRED: i64 = 300_000_000;

/// The prices, and what was booked in a day.
pub(crate) struct Economics {
    revenue: Sampler,
    offer_talk: Sampler,
    retention: Retention,
    /// What a deferred contact costs where it is served.
    deferred_cost: i64,
    cells: Vec<[TypeCounts; TYPES]>,
    group_cells: Vec<[GroupCounts; GROUPS]>,
}

impl Economics {
    pub(crate) fn new() -> Self {
        let mut given = Hazards::default();
        for (cause, probability) in [
            (Cause::Abandoned, 0.03),
            (Cause::AnsweredLate, 0.005),
            (Cause::Waited, 0.002),
            (Cause::Unresolved, 0.02),
            (Cause::UnwantedOffer, 0.008),
            (Cause::NeedUnmet, 0.01),
            (Cause::BrokenPromise, 0.10),
            (Cause::NeedMet, 0.10),
            (Cause::ResolvedAtOnce, 0.02),
        ] {
            given[cause as usize] = probability;
        }
        let (blended, desk) = (AGENTS[BLENDED] as f64, AGENTS[SERVICE_DESK] as f64);
        let wage = (blended * 27.0 + desk * 23.0) / (blended + desk);
        Self {
            revenue: Sampler::new(&Law::Gamma { mean: 140.0, cv: 0.8 }),
            offer_talk: Sampler::new(&Law::Exponential { mean: 60.0 }),
            retention: Retention::new(12.0, 0.99, &given),
            deferred_cost: hourly(DEFERRED, wage),
            cells: vec![[[0; Count::NUMBER]; TYPES]; INTERVALS],
            group_cells: vec![[[0; GroupCount::NUMBER]; GROUPS]; INTERVALS],
        }
    }

    fn defer(&mut self, contact: Contact) {
        let cell = &mut self.cells[contact.interval][contact.of];
        cell[Count::DeferredContacts as usize] += 1;
        cell[Count::DeferredHandle as usize] += DEFERRED;
        cell[Count::DeferredCost as usize] += self.deferred_cost;
    }

    fn resolve(&mut self, key: Key, talk: &Talk, hazards: &mut Hazards) {
        let contact = talk.contact;
        let blended_service = talk.group == BLENDED && contact.of != SALES;
        let chance = if blended_service { BLENDED_RESOLUTION } else { RESOLUTION[contact.of] };
        let resolved = uniform(key, contact.at, Purpose::Resolution) < chance;
        let cell = &mut self.cells[contact.interval][contact.of];
        cell[Count::ResolutionAsked as usize] += 1;
        cell[Count::Resolved as usize] += i64::from(resolved);
        let cause = if resolved { Cause::ResolvedAtOnce } else { Cause::Unresolved };
        hazards[cause as usize] = self.retention.hazard(cause);
        if !resolved && contact.of != SALES && uniform(key, contact.at, Purpose::Repeat) < REPEAT {
            self.defer(contact);
        }
    }

    fn sell(&mut self, key: Key, talk: &Talk, hazards: &mut Hazards) {
        let contact = talk.contact;
        let conversion = if talk.group == BLENDED { BLENDED_CONVERSION } else { DESK_CONVERSION };
        let chance = uniform(key, contact.at, Purpose::Sale);
        let would_buy = chance < conversion;
        let waited = Micros(talk.waited).seconds();
        let bought = would_buy && chance < conversion_after(conversion, waited, Some(HALF_LIFE));
        let cell = &mut self.cells[contact.interval][SALES];
        cell[Count::SalesAsked as usize] += 1;
        cell[Count::SalesPotential as usize] += i64::from(would_buy);
        cell[Count::Sold as usize] += i64::from(bought);
        cell[Count::LostWaited as usize] += i64::from(would_buy && !bought);
        let group = &mut self.group_cells[bucket(talk.ends).min(INTERVALS - 1)][talk.group];
        group[GroupCount::SalesAsked as usize] += 1;
        group[GroupCount::Sold as usize] += i64::from(bought);
        if !bought {
            return;
        }
        let amount = self.revenue.quantile(uniform(key, contact.at, Purpose::Revenue));
        cell[Count::Revenue as usize] += millionths(amount);
        cell[Count::Contribution as usize] += millionths(amount * SALE_SHARE);
        cell[Count::SalesCommission as usize] += COMMISSION;
        group[GroupCount::Commission as usize] += COMMISSION;
        if uniform(key, contact.at, Purpose::Overpromise) < OVERPROMISE {
            cell[Count::Overpromised as usize] += 1;
            hazards[Cause::BrokenPromise as usize] = self.retention.hazard(Cause::BrokenPromise);
            self.defer(contact);
        }
    }

    /// Needs and offers of service. Microseconds that the offer takes.
    fn offer(&mut self, key: Key, talk: &Talk, hazards: &mut Hazards) -> u64 {
        let contact = talk.contact;
        let draw = |purpose| uniform(key, contact.at, purpose);
        let need = draw(Purpose::Need) < NEED;
        let (detect, push) = if talk.group == BLENDED { (0.5, 0.05) } else { (0.6, 0.01) };
        let offered =
            if need { draw(Purpose::Detect) < detect } else { draw(Purpose::Push) < push };
        let cell = &mut self.cells[contact.interval][contact.of];
        cell[Count::Needs as usize] += i64::from(need);
        if !offered {
            if need {
                cell[Count::NeedsUnmet as usize] += 1;
                hazards[Cause::NeedUnmet as usize] = self.retention.hazard(Cause::NeedUnmet);
            }
            return 0;
        }
        let extra = Micros::from_seconds(self.offer_talk.quantile(draw(Purpose::OfferHandle))).0;
        let accepted = draw(Purpose::Accept) < if need { 0.35 } else { 0.03 };
        let commission = if talk.group == BLENDED && accepted { COMMISSION } else { 0 };
        cell[Count::OffersAccepted as usize] += i64::from(accepted);
        if need {
            cell[Count::OffersToNeed as usize] += 1;
            cell[Count::NeedsMet as usize] += i64::from(accepted);
            cell[Count::NeedsDeclined as usize] += i64::from(!accepted);
        } else {
            cell[Count::OffersPushed as usize] += 1;
            hazards[Cause::UnwantedOffer as usize] = self.retention.hazard(Cause::UnwantedOffer);
        }
        if accepted {
            cell[Count::Revenue as usize] += OFFER_REVENUE;
            cell[Count::Contribution as usize] += OFFER_CONTRIBUTION;
            cell[Count::SalesCommission as usize] += commission;
            if need {
                hazards[Cause::NeedMet as usize] = self.retention.hazard(Cause::NeedMet);
            }
        }
        let made = bucket(talk.ends).min(INTERVALS - 1);
        self.group_cells[made][talk.group][GroupCount::Offers as usize] += 1;
        let answered = bucket(talk.ends + extra).min(INTERVALS - 1);
        let group = &mut self.group_cells[answered][talk.group];
        group[GroupCount::OffersAccepted as usize] += i64::from(accepted);
        group[GroupCount::Commission as usize] += commission;
        extra
    }

    /// What the customer's experience comes to.
    fn settle(&mut self, contact: Contact, hazards: &Hazards) {
        let lost = self.retention.lost(hazards, CUSTOMERS[contact.of]);
        let cell = &mut self.cells[contact.interval][contact.of];
        let by_cause = &mut cell[Count::LostBecauseAbandoned as usize..];
        by_cause.iter_mut().zip(lost.by_cause).for_each(|(sum, units)| *sum += units);
        cell[Count::CustomersLost as usize] += lost.all;
        let at_multipliers = &mut cell[Count::CustomersLostHalf as usize..];
        at_multipliers.iter_mut().zip(lost.at_multipliers).for_each(|(sum, units)| *sum += units);
    }
}

impl Worth for Economics {
    fn clear(&mut self) {
        self.cells.fill([[0; Count::NUMBER]; TYPES]);
        self.group_cells.fill([[0; GroupCount::NUMBER]; GROUPS]);
    }

    fn answered(&mut self, key: Key, talk: &Talk) -> u64 {
        let mut hazards = Hazards::default();
        if talk.waited > 0 {
            hazards[Cause::Waited as usize] = self.retention.hazard_of_wait(Micros(talk.waited));
            if talk.waited > WITHIN {
                hazards[Cause::AnsweredLate as usize] = self.retention.hazard(Cause::AnsweredLate);
            }
        }
        self.resolve(key, talk, &mut hazards);
        let extra = if talk.contact.of == SALES {
            self.sell(key, talk, &mut hazards);
            0
        } else {
            self.offer(key, talk, &mut hazards)
        };
        self.settle(talk.contact, &hazards);
        extra
    }

    fn abandoned(&mut self, key: Key, contact: Contact, waited: u64) {
        let mut hazards = Hazards::default();
        hazards[Cause::Waited as usize] = self.retention.hazard_of_wait(Micros(waited));
        hazards[Cause::Abandoned as usize] = self.retention.hazard(Cause::Abandoned);
        if contact.of == SALES && uniform(key, contact.at, Purpose::Sale) < CONVERSION {
            let cell = &mut self.cells[contact.interval][SALES];
            cell[Count::SalesPotential as usize] += 1;
            cell[Count::LostAbandoned as usize] += 1;
        }
        self.settle(contact, &hazards);
    }

    fn add_to(&self, totals: &mut DayTotals) {
        let cells = totals.cells.iter_mut().zip(self.cells.as_flattened());
        for (count, booked) in cells.flat_map(|(cell, booked)| cell.iter_mut().zip(booked)) {
            *count += booked;
        }
        let cells = totals.group_cells.iter_mut().zip(self.group_cells.as_flattened());
        for (count, booked) in cells.flat_map(|(cell, booked)| cell.iter_mut().zip(booked)) {
            *count += booked;
        }
    }
}
