//! What holds for any customers after any days.

use proptest::prelude::*;

use super::fixture::{
    Centre, DESK, RESOLVED, UNRESOLVED, contact, of_address, offer, sale, tell, terms, win,
    with_effects,
};
use crate::base::{Micros, TypeId};
use crate::customers::base::{GONE, Won};
use crate::customers::{Bands, Base, ByBand, ByOrigin, NeedTerms, Night, Terms};
use crate::economics::retention::{Cause, Hazards};
use crate::floor::contact::{Contact, Who};
use crate::floor::happening::Happening;
use crate::random::{Address, Key, Owner};

/// One contact of a day: of a customer (by his place among those present) or a prospect, of a
/// type, at a moment, and what happens in it.
type Told = (bool, u32, u32, u64, u8);

/// Contacts of some days.
fn days() -> impl Strategy<Value = Vec<Vec<Told>>> {
    let told = (any::<bool>(), 0_u32..40, 0_u32..2, 0_u64..5, any::<u8>());
    proptest::collection::vec(proptest::collection::vec(told, 0..40), 1..30)
}

fn happenings(what: u8) -> Vec<Happening> {
    let mut all = Vec::new();
    let mut add = |bit: u8, some: &[Happening]| {
        if what >> bit & 1 == 1 {
            all.extend_from_slice(some);
        }
    };
    add(0, &[UNRESOLVED]);
    add(1, &[RESOLVED]);
    add(2, &sale(i64::from(what) + 3));
    add(3, &[Happening::Blocked]);
    add(4, &offer(i64::from(what) + 5));
    add(5, &[Happening::Abandoned { waited: Micros(90_000_000) }]);
    add(6, &[Happening::NeedUnmet]);
    add(7, &[Happening::OfferAnswered { group: DESK, need: true, accepted: false }]);
    all
}

/// Contacts of a day by their number.
fn numbered(told: &[Told]) -> impl DoubleEndedIterator<Item = (u32, &Told)> {
    told.iter().enumerate().map(|(index, told)| (index as u32, told))
}

/// What is told on a day, and how much is earned by it.
fn play<'a>(
    centre: &mut Centre<'_>,
    told: impl Iterator<Item = (u32, &'a Told)>,
    present: &[u32],
) -> i64 {
    let mut earned = 0;
    centre.base.morning(centre.day.terms());
    for (index, &(is_customer, which, of_type, at, what)) in told {
        let root = Address::new(Owner(7), 0, which);
        let who = match present.get(which as usize % present.len().max(1)) {
            Some(&number) if is_customer => Who::Customer(number),
            _ => Who::Prospect(root),
        };
        let address = Address::new(Owner(8), 0, index);
        let contact = Contact { contact_type: TypeId(of_type), ..of_address(address) };
        let happenings = happenings(what);
        for happening in &happenings {
            if let Happening::Earned { contribution, .. } = happening {
                earned += contribution;
            }
        }
        tell(&mut centre.day, who, &contact, at, &happenings);
    }
    earned
}

fn present(base: &Base) -> Vec<u32> {
    (1..=base.filled()).filter(|&number| base.is_present(number)).collect()
}

/// All that a base remembers, bit for bit.
#[derive(Debug, PartialEq)]
struct Bits {
    left: Vec<u64>,
    grievance: Vec<u64>,
    won: Vec<Won>,
    bands: ByBand<i64>,
    was_angry: Vec<bool>,
    causes: Vec<Option<[u64; 11]>>,
    needs: Vec<u64>,
    margins: ByOrigin,
}

fn bits(base: &Base) -> Bits {
    let of = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect();
    let mut causes = base.causes.clone();
    let mut shares = |place| Some(causes.shares(place)?.map(f64::to_bits));
    Bits {
        left: of(&base.left),
        grievance: of(&base.grievance),
        won: base.won.clone(),
        bands: base.bands(),
        was_angry: base.was_angry.clone(),
        causes: (0..base.left.len()).map(&mut shares).collect(),
        needs: (1..=base.filled()).map(|number| base.need(number, 0.3).to_bits()).collect(),
        margins: base.margins.of_a_day(30),
    }
}

fn centre_terms(retention_per_month: f64, memory_months: f64) -> Terms {
    let mut given = Hazards::default();
    given[Cause::Unresolved as usize] = 0.2;
    given[Cause::Blocked as usize] = 0.01;
    given[Cause::Waited as usize] = 0.03;
    given[Cause::ResolvedAtOnce as usize] = 0.3;
    let mut terms = with_effects(20, retention_per_month, memory_months, &given);
    terms.bands = Bands::new(0.1, 0.02);
    terms.needs = Some(NeedTerms { return_after_months: 2.0, unmet_last_months: 1.0 });
    terms.types[1].sale_adds_margin = 7_000_000;
    terms.types[0].offer_adds_margin = 3_000_000;
    terms.margin_per_month = ByBand { angry: 1.0, neutral: 7.0, delighted: 11.0 };
    terms.types[0].recovers_share = 0.3;
    terms
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nobody_is_lost_from_the_books(
        days in days(),
        retention in prop_oneof![Just(1.0), Just(0.2), 0.9..1.0f64],
        memory in prop_oneof![Just(0.0), Just(0.05), 0.0..6.0f64],
    ) {
        let terms = centre_terms(retention, memory);
        let (mut centre, mut angry, mut contacts) = (Centre::new(&terms, 1), 0, 0);
        for (day, told) in (1..).zip(&days) {
            let before = centre.base.clone();
            let were = present(&before);
            let earned = play(&mut centre, numbered(told), &were);
            contacts += told.len() as i64;
            let counts = centre.night(Night { day, calendar_days: 30 });
            let are = present(&centre.base);
            prop_assert_eq!(counts.customer_days, were.len() as i64);
            prop_assert_eq!(counts.customer_days + counts.acquired.all() - counts.lost, are.len() as i64);
            prop_assert_eq!(centre.base.present() as usize, are.len());
            let by_contacts = counts.lost_by_contacts();
            prop_assert_eq!(counts.lost << 32, counts.lost_by_base + by_contacts);
            prop_assert!(counts.lost_by_base >= 0 && counts.lost_because.iter().all(|&it| it >= 0));
            prop_assert_eq!(counts.bands.all(), are.len() as i64);
            prop_assert_eq!(counts.bands, centre.base.bands());
            let margin = counts.margin;
            prop_assert!(margin.start >= 0 && margin.advertising >= 0 && margin.referral == 0);
            prop_assert!(margin.all() <= counts.customer_days * 11_000_000 / 30 + 20 + contacts * 334_000);
            angry += counts.became_angry;
            let ever = centre.base.was_angry.iter().filter(|&&was| was).count();
            prop_assert_eq!(ever as i64, angry);
            let gone = (1..=terms.at_start).filter(|number| were.contains(number));
            let gone = gone.filter(|number| !are.contains(number)).count();
            prop_assert_eq!(counts.lost_of_start, gone as i64);
            let all = counts.contribution;
            let by_source = all.sales_to_customers + all.sales_to_prospects + all.offers;
            prop_assert_eq!(by_source, earned);
            prop_assert_eq!(all.by_origin.all(), earned);
            let new = u32::try_from(counts.acquired.all()).unwrap();
            prop_assert_eq!(centre.base.filled(), before.filled() + new);
            prop_assert_eq!(centre.base.joined_on(centre.base.filled() + 1), None);
            for (place, (&left, &grievance)) in
                centre.base.left.iter().zip(&centre.base.grievance).enumerate()
            {
                prop_assert!(grievance.is_finite());
                prop_assert!(left > 0.0 || (left == GONE && grievance == 0.0));
                // A hazard never falls, and nobody comes back.
                prop_assert!(before.left.get(place).is_none_or(|&before| left <= before));
            }
        }
    }

    #[test]
    fn the_order_of_telling_does_not_matter(days in days(), memory in 0.0..6.0f64) {
        let terms = centre_terms(0.97, memory);
        let (mut one, mut other) = (Centre::new(&terms, 1), Centre::new(&terms, 1));
        for (day, told) in (1..).zip(&days) {
            let present = present(&one.base);
            play(&mut one, numbered(told), &present);
            play(&mut other, numbered(told).rev(), &present);
            let night = Night { day, calendar_days: 30 };
            prop_assert_eq!(one.night(night), other.night(night));
            prop_assert_eq!(bits(&one.base), bits(&other.base));
        }
    }

    #[test]
    fn a_copy_goes_on_as_the_one_it_was_made_of(days in days(), from in 1_usize..30) {
        let terms = centre_terms(0.97, 1.0);
        let (mut one, mut other) = (Centre::new(&terms, 1), Centre::new(&terms, 2));
        for (day, told) in (1..).zip(&days) {
            let present = present(&one.base);
            play(&mut one, numbered(told), &present);
            let night = Night { day, calendar_days: 30 };
            if day as usize > from {
                play(&mut other, numbered(told), &present);
                other.night(night);
            }
            one.night(night);
            if day as usize == from {
                // Into memory that held something else.
                win(&mut other.day, 1);
                other.night(night);
                other.base.clone_from(&one.base);
            }
            if day as usize >= from {
                prop_assert_eq!(bits(&one.base), bits(&other.base));
            }
        }
        // Nor does a replication know of the one before it.
        one.base.begin(7, Key::new(1, 9));
        prop_assert_eq!(bits(&one.base), bits(&Base::new(7, Key::new(1, 9))));
    }
}

#[test]
fn without_effects_the_same_customers_leave_whatever_they_experience() {
    let terms = terms(2000, 0.95, 4.0, 0.0);
    let (mut quiet, mut busy) = (Centre::new(&terms, 1), Centre::new(&terms, 1));
    for day in 1..=200 {
        for number in present(&busy.base).into_iter().step_by(7) {
            let told = [UNRESOLVED, Happening::Blocked];
            tell(&mut busy.day, Who::Customer(number), &contact(), 100, &told);
        }
        let night = Night { day, calendar_days: 30 };
        assert_eq!(quiet.night(night), busy.night(night));
        assert_eq!(bits(&quiet.base), bits(&busy.base));
    }
    assert!((1000..1900).contains(&busy.base.present()), "{} stay", busy.base.present());
}

#[test]
fn a_number_has_its_threshold_whoever_was_won_before() {
    let terms = terms(10, 0.999, 4.0, 0.5);
    let (mut one, mut other) = (Centre::new(&terms, 1), Centre::new(&terms, 1));
    (1..=3).for_each(|index| win(&mut one.day, index));
    (1..=13).for_each(|index| win(&mut other.day, index));
    for centre in [&mut one, &mut other] {
        centre.night(Night { day: 1, calendar_days: 30 });
    }
    // None of them leaves on his first day, and they have experienced nothing.
    assert_eq!(one.base.left[10..13], other.base.left[10..13]);
    let another = Centre::new(&terms, 2);
    assert!(one.base.left[..10].iter().zip(&another.base.left).all(|(a, b)| (a - b).abs() > 0.0));
}

#[test]
fn who_experiences_more_stays_no_longer() {
    let days_present = |unresolved| {
        let terms = terms(500, 0.99, 2.0, unresolved);
        let mut centre = Centre::new(&terms, 1);
        let mut days = vec![0; 500];
        for day in 1..=120 {
            for number in present(&centre.base) {
                days[number as usize - 1] += 1;
                if (number + day) % 5 == 0 {
                    tell(&mut centre.day, Who::Customer(number), &contact(), 100, &[UNRESOLVED]);
                }
            }
            centre.night(Night { day, calendar_days: 30 });
        }
        days
    };
    let (less, more) = (days_present(0.02), days_present(0.05));
    assert!(less.iter().zip(&more).all(|(less, more)| less >= more));
    assert!(less.iter().sum::<u32>() > more.iter().sum::<u32>());
}
