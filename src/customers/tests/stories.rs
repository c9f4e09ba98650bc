//! Single nights of a few customers, worked by hand.

use super::fixture::{
    Centre, DESK, RESOLVED, UNRESOLVED, contact, of_address, offer, sale, tell, tell_of, terms,
    win, with_effects,
};
use crate::base::math::{exp, exp_m1, ln};
use crate::base::{AgentId, Micros, TypeId};
use crate::customers::{
    Bands, ByBand, ByOrigin, Experiences, NeedTerms, Night, NightCounts, Terms,
};
use crate::economics::retention::{Cause, Hazards};
use crate::floor::contact::{Contact, Who};
use crate::floor::happening::{Happening, Observer};
use crate::random::{Address, Key, Owner, Spawn};

const NIGHT: Night = Night { day: 5, calendar_days: 31 };
/// Months of a memory of which nothing is felt in a night.
const FOR_EVER: f64 = 1e18;
/// Exactly one customer.
const ONE: i64 = 1 << 32;

#[track_caller]
fn is(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-10, "{value} is not {expected}");
}

/// Of what is kept at half the usual precision.
fn is_nearly(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-7, "{value} is not {expected}");
}

/// What an experience of a half, and what one of a hundredth, adds.
fn half() -> f64 {
    -ln(0.5)
}

#[test]
fn what_is_experienced_today_is_added_in_whatever_slots_it_was() {
    let terms = terms(2, 1.0, 4.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    let day = &mut centre.day;
    // Two of his contacts at once, in two slots, and a third in one of them later.
    let (one, other) = (contact(), Contact { customer: 1, ..contact() });
    day.belongs(&one, Who::Customer(2));
    day.belongs(&other, Who::Customer(2));
    tell(day, Who::Customer(2), &Contact { customer: 2, ..contact() }, 100, &[UNRESOLVED]);
    for told in [&one, &other, &one] {
        day.hear(told.offered_at, told, UNRESOLVED);
    }
    day.hear(one.offered_at, &one, Happening::Settled);
    day.hear(other.offered_at, &other, Happening::Settled);
    centre.base.night_of_lead_in(&mut centre.day);
    let share = -exp_m1(-1.0 / (4.0 * 30.4375));
    is(centre.base.grievance[1], 4.0 * half() * (1.0 - share));
    assert_eq!(centre.base.grievance[0].to_bits(), 0.0_f64.to_bits());
}

#[test]
fn a_slot_is_used_again_by_another_without_the_last_ones_experiences() {
    let terms = terms(3, 1.0, FOR_EVER, 0.5);
    let mut centre = Centre::new(&terms, 1);
    for who in [1, 3, 3] {
        tell_of(&mut centre.day, who, &[UNRESOLVED]);
    }
    tell(&mut centre.day, Who::Nobody, &contact(), 100, &[UNRESOLVED]);
    centre.base.night_of_lead_in(&mut centre.day);
    for (grievance, experiences) in centre.base.grievance.iter().zip([1.0, 0.0, 2.0]) {
        is(*grievance, experiences * half());
    }
}

#[test]
fn what_was_told_is_told_to_one_night_alone() {
    let terms = terms(1, 1.0, FOR_EVER, 0.5);
    let mut centre = Centre::new(&terms, 1);
    tell_of(&mut centre.day, 1, &[UNRESOLVED]);
    for _ in 0..3 {
        centre.base.night_of_lead_in(&mut centre.day);
        is(centre.base.grievance[0], half());
    }
    // Nor is anything left of a day that was given up.
    tell_of(&mut centre.day, 1, &[UNRESOLVED]);
    centre.day.begin(&terms);
    centre.base.night_of_lead_in(&mut centre.day);
    is(centre.base.grievance[0], half());
}

#[test]
fn recovery_takes_from_what_was_felt_in_the_morning_and_once_for_each_contact() {
    let terms = terms(3, 1.0, FOR_EVER, 0.5);
    let mut centre = Centre::new(&terms, 1);
    centre.base.grievance.copy_from_slice(&[0.2, -0.3, 0.4]);
    let complaint = Contact { contact_type: TypeId(1), ..contact() };
    let happenings = [RESOLVED, UNRESOLVED, RESOLVED];
    for number in [1, 2] {
        tell(&mut centre.day, Who::Customer(number), &complaint, 100, &happenings);
    }
    // Of a type that does not let anybody recover.
    tell_of(&mut centre.day, 3, &[RESOLVED]);
    centre.base.night_of_lead_in(&mut centre.day);
    is(centre.base.grievance[0], 0.2 * 0.4 * 0.4 + half());
    is(centre.base.grievance[1], -0.3 + half());
    is(centre.base.grievance[2], 0.4);
}

#[test]
fn who_leaves_is_booked_by_what_he_feels_that_night() {
    let base = -ln(0.5) / 31.0;
    let mut given = Hazards::default();
    given[Cause::Unresolved as usize] = -exp_m1(-base);
    given[Cause::ResolvedAtOnce as usize] = 0.5 / 31.0 / 12.0;
    let terms = with_effects(3, 0.5, 0.0, &given);
    let mut centre = Centre::new(&terms, 1);
    centre.base.left.copy_from_slice(&[1e-6, 1e-6, 1e-6]);
    // Goodwill of half the base hazard of a night, a grievance of the whole of it, and neither.
    tell_of(&mut centre.day, 1, &[RESOLVED]);
    tell_of(&mut centre.day, 2, &[UNRESOLVED]);
    let counts = centre.night(NIGHT);
    assert_eq!((counts.customer_days, counts.lost, counts.lost_of_start), (3, 3, 3));
    let unresolved = counts.lost_because[Cause::Unresolved as usize];
    is(unresolved as f64 / ONE as f64, 0.5);
    assert_eq!(
        (counts.lost_by_contacts(), counts.lost_by_base),
        (unresolved, 3 * ONE - unresolved)
    );
    assert_eq!(counts.nights_cut_off, 0);
    assert_eq!(centre.base.present(), 0);
    assert_eq!(centre.base.worth(), 0);
    assert_eq!(centre.night(NIGHT), NightCounts::default());
}

#[test]
fn goodwill_beyond_the_base_hazard_is_cut_off_and_spent_all_the_same() {
    let terms = terms(2, 0.5, 1.0, 0.2);
    let mut centre = Centre::new(&terms, 1);
    centre.base.grievance.copy_from_slice(&[-100.0, -0.001]);
    let before = centre.base.left.clone();
    let counts = centre.night(NIGHT);
    assert_eq!((counts.nights_cut_off, counts.lost), (1, 0));
    assert_eq!(centre.base.left[0].to_bits(), before[0].to_bits());
    assert!(centre.base.left[1] < before[1]);
    is(centre.base.grievance[0] / -100.0, exp(-1.0 / 30.4375));
}

#[test]
fn nobody_leaves_nor_joins_in_the_lead_in() {
    let terms = terms(10, 1e-9, 0.0, 0.999_999);
    let mut centre = Centre::new(&terms, 1);
    for night in 1..=40 {
        (1..=10).for_each(|number| tell_of(&mut centre.day, number, &[UNRESOLVED; 9]));
        win(&mut centre.day, night);
        centre.base.night_of_lead_in(&mut centre.day);
    }
    assert_eq!((centre.base.present(), centre.base.filled()), (10, 10));
    assert!(centre.base.grievance.iter().all(|&grievance| grievance == 0.0));
    let counts = centre.night(NIGHT);
    assert_eq!(
        (counts.acquired.all(), counts.sales_to_prospects),
        (0, 0),
        "the past is not booked"
    );
}

#[test]
fn who_joins_feels_what_he_experienced_but_no_base_hazard_on_his_first_day() {
    // Whoever was there leaves for certain.
    let terms = terms(4, 1e-300, 1.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    let root = Address::new(Owner(7), 0, 3);
    let bought = [&[UNRESOLVED][..], &sale(90)].concat();
    tell(&mut centre.day, Who::Prospect(root), &of_address(root), 100, &bought);
    win(&mut centre.day, 9);
    let threshold = centre.base.threshold(5);
    let counts = centre.night(NIGHT);
    assert_eq!((counts.customer_days, counts.acquired.all()), (4, 2));
    assert_eq!((counts.lost, counts.lost_of_start), (4, 4));
    assert_eq!((centre.base.present(), centre.base.filled()), (2, 6));
    let felt = half() * -exp_m1(-1.0 / 30.4375);
    is(centre.base.left[4], threshold - felt);
    is(centre.base.grievance[4], half() - felt);
    assert_eq!(
        [4, 5, 6, 7].map(|number| centre.base.joined_on(number)),
        [None, Some(5), Some(5), None]
    );
    // The night after he is one like others.
    assert_eq!(centre.night(NIGHT).lost, 2);
}

#[test]
fn who_has_enough_on_the_day_on_which_he_buys_leaves_because_of_contacts() {
    let terms = terms(1, 1.0, 0.0, 1.0);
    let mut centre = Centre::new(&terms, 1);
    let root = Address::new(Owner(7), 0, 3);
    let bought = [&sale(90)[..], &[UNRESOLVED]].concat();
    tell(&mut centre.day, Who::Prospect(root), &of_address(root), 100, &bought);
    let counts = centre.night(NIGHT);
    assert_eq!((counts.acquired.all(), counts.lost, counts.lost_of_start), (1, 1, 0));
    assert_eq!((counts.lost_by_base, counts.lost_by_contacts()), (0, ONE));
    assert!(!centre.base.is_present(2) && centre.base.is_present(1));
}

#[test]
fn a_root_buys_once_as_a_prospect_the_earliest_first() {
    let terms = terms(2, 1.0, 4.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    let day = &mut centre.day;
    let [one, other, never] = [4, 3, 5].map(|index| Address::new(Owner(7), 0, index));
    let later = of_address(one.child(Key::new(1, 1), Spawn::Repeat, 0));
    // Told first, happened last; and one contact that sells and has an offer accepted at once.
    tell(day, Who::Prospect(one), &later, 900, &sale(1));
    let both = [&sale(20)[..], &offer(300)].concat();
    tell(day, Who::Prospect(one), &of_address(one), 200, &both);
    tell(day, Who::Prospect(other), &of_address(other), 500, &offer(4000));
    tell(day, Who::Prospect(never), &of_address(never), 50, &[UNRESOLVED]);
    tell(day, Who::Customer(2), &contact(), 100, &sale(50_000));
    tell(day, Who::Nobody, &contact(), 100, &sale(600_000));
    let counts = centre.night(NIGHT);
    assert_eq!(counts.acquired.advertising, 2);
    assert_eq!((counts.sales_to_prospects, counts.sales_to_customers), (1, 2));
    let contribution = counts.contribution;
    assert_eq!(contribution.sales_to_prospects, 20);
    assert_eq!(contribution.sales_to_customers, 50_001);
    assert_eq!(contribution.offers, 4300);
    let expected = ByOrigin { start: 50_000, advertising: 4321, referral: 0 };
    assert_eq!(contribution.by_origin, expected);
    // Both of one type, so by address.
    let numbers = [other, one, never].map(|root| centre.buyers.number_of(root));
    assert_eq!(numbers, [Some(3), Some(4), None]);
    assert_eq!(centre.night(NIGHT).acquired.all(), 0);
    assert_eq!(centre.buyers.number_of(one), None);
}

#[test]
fn who_was_sent_is_told_apart_from_who_called_of_his_own() {
    let terms = Terms {
        margin_per_month: ByBand { neutral: 31.0, ..ByBand::default() },
        ..terms(2, 1.0, 4.0, 0.5)
    };
    let mut centre = Centre::new(&terms, 1);
    let day = &mut centre.day;
    let [own, sent] = [4, 3].map(|index| Address::new(Owner(7), 0, index));
    let answered = Happening::ChainAnswered { waited: Micros::ZERO };
    let told = [&[answered][..], &sale(20)].concat();
    tell(day, Who::Prospect(own), &of_address(own), 100, &[answered]);
    tell(day, Who::Referred(sent), &of_address(sent), 100, &told);
    // A chain that came out of another is not the one he began with.
    let repeat = of_address(own.child(Key::new(1, 1), Spawn::Repeat, 0));
    tell(day, Who::Prospect(own), &repeat, 300, &[answered]);
    tell(day, Who::Customer(1), &contact(), 300, &[answered]);
    let counts = centre.night(NIGHT);
    assert_eq!((counts.prospects_answered, counts.referred_answered), (1, 1));
    let one = |referral| ByOrigin { referral, ..ByOrigin::default() };
    assert_eq!((counts.acquired, counts.contribution.by_origin), (one(1), one(20)));
    assert_eq!(counts.margin, ByOrigin { start: 2_000_000, ..ByOrigin::default() });
    // From the next day on he brings what others bring, and what he buys is booked as his origin's.
    tell(&mut centre.day, Who::Customer(3), &contact(), 100, &sale(7));
    let counts = centre.night(NIGHT);
    let margin = ByOrigin { start: 2_000_000, referral: 1_000_000, advertising: 0 };
    assert_eq!((counts.margin, counts.contribution.by_origin), (margin, one(7)));
}

#[test]
fn numbers_go_by_the_contact_type_and_address_of_the_sale() {
    let terms = terms(10, 1.0, 4.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    let roots = [5, 6, 7].map(|index| Address::new(Owner(7), 0, index));
    for (root, contact_type, sold_at) in [(0, 1, 1), (1, 0, 9), (2, 0, 8)] {
        let address = Address::new(Owner(8), 3, sold_at);
        let contact = Contact { contact_type: TypeId(contact_type), ..of_address(address) };
        tell(&mut centre.day, Who::Prospect(roots[root]), &contact, 100, &sale(1));
    }
    centre.night(NIGHT);
    assert_eq!(roots.map(|root| centre.buyers.number_of(root)), [Some(13), Some(12), Some(11)]);
}

#[test]
fn all_that_a_root_experienced_on_the_day_is_the_customers() {
    let terms = terms(1, 1.0, FOR_EVER, 0.5);
    let mut centre = Centre::new(&terms, 1);
    let [one, other] = [3, 4].map(|index| Address::new(Owner(7), 0, index));
    let redial = of_address(one.child(Key::new(1, 1), Spawn::Redial, 0));
    tell(&mut centre.day, Who::Prospect(one), &of_address(one), 100, &[UNRESOLVED]);
    tell(&mut centre.day, Who::Prospect(other), &of_address(other), 100, &[UNRESOLVED]);
    tell(&mut centre.day, Who::Prospect(one), &redial, 200, &sale(1));
    tell(&mut centre.day, Who::Prospect(one), &redial, 300, &[UNRESOLVED]);
    centre.night(NIGHT);
    assert_eq!(centre.base.filled(), 2);
    is(centre.base.grievance[1], 2.0 * half());
    // What was not his is nobody's, also when the other buys the day after.
    tell(&mut centre.day, Who::Prospect(other), &of_address(other), 100, &sale(1));
    centre.night(NIGHT);
    assert_eq!(centre.base.grievance[2].to_bits(), 0.0_f64.to_bits());
}

#[test]
fn no_experience_is_more_than_a_thousand_hazards() {
    let mut given = Hazards::default();
    given[Cause::Unresolved as usize] = 1.0;
    given[Cause::ResolvedAtOnce as usize] = 1.0;
    let terms = with_effects(2, 0.0, FOR_EVER, &given);
    let mut day = Experiences::new(&terms);
    let mut centre = Centre::new(&terms, 1);
    tell_of(&mut day, 1, &[UNRESOLVED, UNRESOLVED]);
    tell_of(&mut day, 2, &[RESOLVED]);
    centre.base.night_of_lead_in(&mut day);
    is(centre.base.grievance[0] / 2048.0, 1.0);
    is(centre.base.grievance[1] / -1024.0, 1.0);
    // However often it happens.
    for _ in 0..40 {
        tell_of(&mut day, 1, &[UNRESOLVED; 500]);
    }
    tell_of(&mut day, 1, &vec![UNRESOLVED; 20_000]);
    centre.base.night_of_lead_in(&mut day);
    assert!(centre.base.grievance[0] > 8e6, "the largest sum");
}

#[test]
#[should_panic(expected = "who has left does not call")]
fn who_has_left_does_not_call() {
    let terms = terms(2, 1e-300, 0.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    assert_eq!(centre.night(NIGHT).lost, 2);
    tell_of(&mut centre.day, 2, &[UNRESOLVED]);
    centre.night(NIGHT);
}

#[test]
fn bands_are_read_before_a_grievance_is_felt_and_joiners_stand_in_them() {
    // H-22: after one experience of 0.10, and after two of 0.02.
    let terms = |p| Terms { bands: Bands::new(0.03, 0.001), ..terms(2, 1.0, 4.0, p) };
    for (p, experiences, expected) in [(0.10, 1, 152), (0.02, 2, 35)] {
        let terms = terms(p);
        let mut centre = Centre::new(&terms, 1);
        tell_of(&mut centre.day, 1, &vec![UNRESOLVED; experiences]);
        let (mut nights, mut became) = (0, 0);
        let mut last = 1.0;
        loop {
            let before = centre.base.grievance[0];
            let counts = centre.night(NIGHT);
            assert_eq!(counts.bands.all(), 2);
            became += counts.became_angry;
            if counts.bands.angry == 0 {
                break;
            }
            (nights, last) = (nights + 1, before);
        }
        assert_eq!((nights, became), (expected, 1), "{p}");
        if experiences == 1 {
            is(last, 0.030_482_158_50);
        }
        // A second time is no first one.
        tell_of(&mut centre.day, 1, &[UNRESOLVED; 9]);
        let counts = centre.night(NIGHT);
        assert_eq!((counts.bands.angry, counts.became_angry), (1, 0));
    }
    // One who is angry on the day on which he buys.
    let terms = terms(0.5);
    let mut centre = Centre::new(&terms, 1);
    let root = Address::new(Owner(7), 0, 3);
    let bought = [&sale(90)[..], &[UNRESOLVED]].concat();
    tell(&mut centre.day, Who::Prospect(root), &of_address(root), 100, &bought);
    let counts = centre.night(NIGHT);
    assert_eq!(
        (counts.bands, counts.became_angry),
        (ByBand { angry: 1, neutral: 2, delighted: 0 }, 1)
    );
}

#[test]
fn what_a_customer_brings_is_his_bands_and_those_who_leave_still_bring_it() {
    let mut given = Hazards::default();
    given[Cause::Unresolved as usize] = 0.5;
    given[Cause::ResolvedAtOnce as usize] = 0.5;
    let mut terms = with_effects(4, 0.9, 1.0, &given);
    terms.bands = Bands::new(0.03, 0.001);
    terms.margin_per_month = ByBand { angry: 31.0, neutral: 310.0, delighted: 3100.0 };
    let mut centre = Centre::new(&terms, 1);
    centre.base.left.copy_from_slice(&[1e-6, 9.0, 9.0, 9.0]);
    tell_of(&mut centre.day, 1, &[UNRESOLVED]);
    tell_of(&mut centre.day, 2, &[UNRESOLVED]);
    tell_of(&mut centre.day, 3, &[RESOLVED]);
    let root = Address::new(Owner(7), 0, 3);
    tell(&mut centre.day, Who::Referred(root), &of_address(root), 100, &sale(0));
    let counts = centre.night(NIGHT);
    // Number 1 has left, number 5 has joined.
    assert_eq!(counts.bands, ByBand { angry: 1, neutral: 2, delighted: 1 });
    assert_eq!(counts.margin, ByOrigin { start: 112_000_000, ..ByOrigin::default() });
    centre.base.left[4] = 9.0;
    tell_of(&mut centre.day, 5, &[RESOLVED]);
    let counts = centre.night(NIGHT);
    assert_eq!(counts.bands, ByBand { angry: 1, neutral: 1, delighted: 2 });
    let margin = ByOrigin { start: 111_000_000, referral: 100_000_000, advertising: 0 };
    assert_eq!(counts.margin, margin);
}

#[test]
fn who_leaves_because_of_contacts_leaves_because_of_what_he_remembers() {
    // H-23: 0.10 on day 1, 0.05 on day 31.
    let mut given = Hazards::default();
    given[Cause::BrokenPromise as usize] = 0.10;
    given[Cause::NeedUnmet as usize] = 0.05;
    let terms = with_effects(1, 0.995, 4.0, &given);
    let mut centre = Centre::new(&terms, 1);
    centre.base.left[0] = 9.0;
    for day in 1..=31 {
        match day {
            1 => tell_of(&mut centre.day, 1, &[Happening::Overpromised]),
            31 => {
                tell_of(&mut centre.day, 1, &[Happening::NeedUnmet]);
                centre.base.left[0] = 1e-9;
            }
            _ => {}
        }
        centre.night(Night { day, calendar_days: 31 });
    }
    let counts = centre.counts;
    let of = |cause: Cause| counts.lost_because[cause as usize] as f64 / ONE as f64;
    let (first, second) = (of(Cause::BrokenPromise), of(Cause::NeedUnmet));
    // What is resented is kept at half the usual precision.
    assert!((first - 0.536_795_424_6).abs() < 1e-7, "{first}");
    assert!((second - 0.334_352_461_8).abs() < 1e-7, "{second}");
    assert!((first / (first + second) - 0.616_193_223_9).abs() < 1e-7);
    assert_eq!(counts.lost_by_base + counts.lost_by_contacts(), ONE);
    let base = counts.lost_by_base as f64 / ONE as f64;
    assert!((base - 0.128_852_113_6).abs() < 1e-9, "{base}");
}

#[test]
fn what_is_resented_fades_and_is_made_up_for_as_the_grievance_is() {
    let mut given = Hazards::default();
    given[Cause::BrokenPromise as usize] = 0.10;
    given[Cause::Unresolved as usize] = 0.10;
    // Memory may be another from some night on.
    let [slow, fast] = [4.0, 0.5].map(|memory| with_effects(1, 1.0, memory, &given));
    let mut centre = Centre::new(&slow, 1);
    centre.base.left[0] = 99.0;
    tell_of(&mut centre.day, 1, &[Happening::Overpromised]);
    centre.nights(10);
    centre.day.begin(&fast);
    centre.nights(7);
    let complaint = Contact { contact_type: TypeId(1), ..contact() };
    tell(&mut centre.day, Who::Customer(1), &complaint, 100, &[RESOLVED]);
    centre.nights(1);
    let first = centre.base.grievance[0];
    is(centre.base.causes.shares(0).unwrap()[Cause::BrokenPromise as usize], 1.0);
    tell_of(&mut centre.day, 1, &[UNRESOLVED]);
    centre.nights(1);
    let own = centre.base.causes.shares(0).unwrap();
    let second = -ln(0.9);
    is_nearly(own[Cause::Unresolved as usize], second / (first + second));
    is_nearly(own[Cause::BrokenPromise as usize], first / (first + second));
}

#[test]
fn of_a_days_needs_one_that_was_answered_counts_before_one_that_nobody_met() {
    let needs = NeedTerms { return_after_months: 12.0, unmet_last_months: 3.0 };
    let terms = Terms { needs: Some(needs), ..terms(3, 1.0, 4.0, 0.0) };
    let mut centre = Centre::new(&terms, 1);
    centre.base.morning(&terms);
    let declined = Happening::OfferAnswered { group: DESK, need: true, accepted: false };
    let pushed = Happening::OfferAnswered { group: DESK, need: false, accepted: true };
    tell_of(&mut centre.day, 1, &[declined, Happening::NeedUnmet]);
    tell_of(&mut centre.day, 2, &[Happening::NeedUnmet]);
    tell_of(&mut centre.day, 3, &[pushed]);
    let root = Address::new(Owner(7), 0, 3);
    tell(&mut centre.day, Who::Prospect(root), &of_address(root), 100, &[Happening::NeedUnmet]);
    tell(&mut centre.day, Who::Prospect(root), &of_address(root), 200, &sale(0));
    let of = |centre: &Centre<'_>| [1, 2, 3, 4].map(|number| centre.base.need(number, 0.12));
    centre.night(NIGHT);
    centre.base.morning(&terms);
    let (returned, left) = (-exp_m1(-1.0 / 30.4375 / 12.0), exp(-1.0 / 30.4375 / 3.0));
    let [first, second, third, fourth] = of(&centre);
    is(first, 0.12 * returned);
    is(second, left + (1.0 - left) * 0.12);
    // Who has no need, and who was a prospect, is not remembered.
    is(third, 0.12);
    is(fourth, 0.12);
    // Either replaces what was remembered.
    tell_of(&mut centre.day, 1, &[Happening::NeedUnmet]);
    tell_of(&mut centre.day, 2, &[declined]);
    centre.night(NIGHT);
    centre.base.morning(&terms);
    assert_eq!(of(&centre)[..2].to_vec(), [second, first]);
}

#[test]
fn who_waits_on_somebodys_behalf_does_not_feel_it() {
    let mut given = Hazards::default();
    for cause in [Cause::Waited, Cause::AnsweredLate, Cause::Disconnected, Cause::Unresolved] {
        given[cause as usize] = 0.5;
    }
    let mut terms = with_effects(2, 1.0, FOR_EVER, &given);
    terms.types[0].wait_is_felt = false;
    let mut centre = Centre::new(&terms, 1);
    let waited = Micros(60_000_000);
    let answered = Happening::Answered { agent: AgentId(0), group: DESK, waited };
    let cut_off = Happening::Disconnected { waited };
    let other = Contact { contact_type: TypeId(1), ..contact() };
    tell_of(&mut centre.day, 1, &[answered, UNRESOLVED, cut_off]);
    tell(&mut centre.day, Who::Customer(2), &other, 100, &[answered, UNRESOLVED, cut_off]);
    centre.base.night_of_lead_in(&mut centre.day);
    // A minute, late, a minute, cut off, and not resolved.
    is(centre.base.grievance[0], half());
    is(centre.base.grievance[1], 5.0 * half());
}

#[test]
fn what_was_bought_brings_more_from_the_next_day_on_while_its_buyer_is_there() {
    let mut terms = terms(2, 1.0, 4.0, 0.5);
    terms.types[0].sale_adds_margin = 31_000_000;
    terms.types[1].offer_adds_margin = 310_000_000;
    let mut centre = Centre::new(&terms, 1);
    let root = Address::new(Owner(7), 0, 3);
    tell_of(&mut centre.day, 1, &sale(0));
    // He is answered as another type than he called for, and handed over for the offer.
    let leg = Contact { handed_over_from: TypeId(1), contact_type: TypeId(1), ..contact() };
    tell(&mut centre.day, Who::Customer(1), &leg, 100, &[&sale(0)[..], &offer(0)].concat());
    let twice = [sale(0), sale(0)].concat();
    tell(&mut centre.day, Who::Referred(root), &of_address(root), 100, &twice);
    assert_eq!(centre.night(NIGHT).margin, ByOrigin::default());
    let expected = ByOrigin { start: 12_000_000, referral: 2_000_000, advertising: 0 };
    assert_eq!(centre.night(NIGHT).margin, expected);
    centre.base.left[0] = 0.0;
    assert_eq!(centre.night(NIGHT).margin, expected);
    assert_eq!(centre.night(NIGHT).margin, ByOrigin { start: 0, ..expected });
}
