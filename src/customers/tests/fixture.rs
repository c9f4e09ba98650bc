//! Terms, contacts and days for the tests of this room.

use crate::base::{GroupId, Micros, TypeId};
use crate::customers::Base;
use crate::customers::terms::{Terms, TypeTerms};
use crate::customers::{Bands, Buyers, ByBand, Experiences, Night, NightCounts};
use crate::economics::memory::hazard_each_month;
use crate::economics::retention::{Cause, Hazards, Retention};
use crate::floor::contact::{Contact, Origin, Who};
use crate::floor::happening::{Happening, Observer};
use crate::random::{Address, Key, Owner};

pub(super) const DESK: GroupId = GroupId(0);
pub(super) const UNRESOLVED: Happening = Happening::Resolution { resolved: false };
pub(super) const RESOLVED: Happening = Happening::Resolution { resolved: true };

/// Two types; a contact of the second that is resolved takes 0.6 of a grievance away. Each contact
/// that is not resolved makes a share leave.
pub(super) fn terms(
    at_start: u32,
    retention_per_month: f64,
    memory_months: f64,
    unresolved: f64,
) -> Terms {
    let mut given = Hazards::default();
    given[Cause::Unresolved as usize] = unresolved;
    with_effects(at_start, retention_per_month, memory_months, &given)
}

/// The same with any effects.
pub(super) fn with_effects(
    at_start: u32,
    retention_per_month: f64,
    memory_months: f64,
    given: &Hazards,
) -> Terms {
    let within = Micros::from_seconds(20.0);
    Terms {
        at_start,
        retention: Retention::new(12.0, retention_per_month, given),
        hazard_per_month: hazard_each_month(retention_per_month, 0.0),
        memory_months,
        bands: Bands::NONE,
        needs: None,
        margin_per_month: ByBand::default(),
        types: [0.0, 0.6]
            .map(|recovers_share| TypeTerms {
                within,
                recovers_share,
                wait_is_felt: true,
                sale_adds_margin: 0,
                offer_adds_margin: 0,
            })
            .to_vec(),
    }
}

/// A fresh contact of the first type, in the first slot.
pub(super) fn contact() -> Contact {
    of_address(Address::new(Owner(1), 2, 1))
}

/// The same that begins its chain at an address.
pub(super) fn of_address(address: Address) -> Contact {
    Contact {
        address,
        chain: address,
        patience: address,
        contact_type: TypeId(0),
        first_type: TypeId(0),
        handed_over_from: TypeId(0),
        interval: 2,
        first_interval: 2,
        customer: 0,
        attempt: 1,
        origin: Origin::Fresh,
        offered_at: Micros(100),
        waited_before: Micros::ZERO,
        talk_seconds: 0.0,
    }
}

/// A sale, as it is told, that brings so much.
pub(super) fn sale(contribution: i64) -> [Happening; 2] {
    let asked = Happening::SaleAsked { group: DESK, would_buy: true, bought: true };
    [asked, Happening::Earned { group: DESK, revenue: 0, contribution }]
}

/// An offer that is accepted without need, as it is told.
pub(super) fn offer(contribution: i64) -> [Happening; 2] {
    let answered = Happening::OfferAnswered { group: DESK, need: false, accepted: true };
    [answered, Happening::Earned { group: DESK, revenue: 0, contribution }]
}

/// One contact of somebody, from taking its slot to giving it back.
pub(super) fn tell(
    day: &mut Experiences<'_>,
    who: Who,
    contact: &Contact,
    at: u64,
    happenings: &[Happening],
) {
    day.belongs(contact, who);
    for &happening in happenings {
        day.hear(Micros(at), contact, happening);
    }
    day.hear(Micros(at), contact, Happening::Settled);
}

/// One contact of a customer.
pub(super) fn tell_of(day: &mut Experiences<'_>, number: u32, happenings: &[Happening]) {
    tell(day, Who::Customer(number), &contact(), 100, happenings);
}

/// One sale to a prospect who began with the index-th contact.
pub(super) fn win(day: &mut Experiences<'_>, index: u32) {
    let root = Address::new(Owner(7), 0, index);
    tell(day, Who::Prospect(root), &of_address(root), 100, &sale(0));
}

/// Calendar days of 2026 and 2027, from 1 on: of which month, how long it is, and whether it is
/// from Monday to Friday.
#[derive(Clone, Copy, Debug)]
pub(super) struct CalendarDay {
    pub(super) month: usize,
    pub(super) is_weekday: bool,
    pub(super) is_last: bool,
    pub(super) night: Night,
}

/// All days of so many months from 2026-01-01, a Thursday.
pub(super) fn calendar(months: usize) -> Vec<CalendarDay> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let lengths = LENGTHS.into_iter().cycle().take(months).enumerate();
    let days =
        lengths.flat_map(|(month, length)| (1..=length).map(move |day| (month, length, day)));
    let numbered = (1..).zip(days);
    let of = |(day, (month, calendar_days, of_month))| CalendarDay {
        month: month + 1,
        is_weekday: (day + 2) % 7 < 5,
        is_last: of_month == calendar_days,
        night: Night { day, calendar_days },
    };
    numbered.map(of).collect()
}

/// Nights with a base of its own.
#[derive(Debug)]
pub(super) struct Centre<'t> {
    pub(super) base: Base,
    pub(super) day: Experiences<'t>,
    pub(super) buyers: Buyers,
    /// Of all nights.
    pub(super) counts: NightCounts,
}

impl<'t> Centre<'t> {
    pub(super) fn new(terms: &'t Terms, replication: u64) -> Self {
        Self {
            base: Base::new(terms.at_start, Key::new(1, replication)),
            day: Experiences::new(terms),
            buyers: Buyers::default(),
            counts: NightCounts::default(),
        }
    }

    pub(super) fn night(&mut self, night: Night) -> NightCounts {
        let counts = self.base.night(night, &mut self.day, &mut self.buyers);
        self.counts += counts;
        counts
    }

    /// So many nights of a month of 31 days.
    pub(super) fn nights(&mut self, number: u32) {
        for _ in 0..number {
            self.night(Night { day: 1, calendar_days: 31 });
        }
    }
}
