//! Cases of the horizon with a known answer: closed forms and exact recursions in steps of a day.
//!
//! A share of persons must lie within 3.3 standard errors of the exact one; what is no chance is
//! exact to nine digits. A right program fails one of the two dozen comparisons with chance in some
//! 2 of 100 seeds; the seeds are fixed.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::fixture::{
    CalendarDay, Centre, RESOLVED, UNRESOLVED, calendar, contact, tell, tell_of, terms, win,
};
use crate::base::TypeId;
use crate::base::math::exp;
use crate::customers::{Base, ByBand, Terms};
use crate::economics::retention::UNITS;
use crate::floor::contact::{Contact, Who};
use crate::random::{Key, poisson};

#[track_caller]
fn is(value: f64, expected: f64) {
    assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
}

/// So many of so many, each with the same probability on his own.
#[track_caller]
fn is_share(number: u32, of: u32, expected: f64) {
    let (n, share) = (f64::from(of), f64::from(number) / f64::from(of));
    let error = (expected * (1.0 - expected) / n).sqrt();
    assert!((share - expected).abs() < 3.3 * error, "{share} is not {expected} by {error}");
    assert!(1.96 * error < 0.01 * expected, "too few: {error} of {expected}");
}

/// What was summed against the one who can bear most: everybody present has had the same.
fn summed(base: &Base) -> f64 {
    let toughest = (1..=base.at_start())
        .max_by(|&one, &other| base.threshold(one).total_cmp(&base.threshold(other)));
    let toughest = toughest.expect("there are customers");
    assert!(base.is_present(toughest), "somebody is left");
    base.threshold(toughest) - base.left[toughest as usize - 1]
}

/// Everybody has had the same: the share who are present, and each one's probability to be.
#[track_caller]
fn present_is(base: &Base, expected: f64) {
    is(exp(-summed(base)), expected);
    is_share(base.present(), base.at_start(), expected);
}

#[test]
fn a_base_whose_contacts_do_nothing_shrinks_by_its_retention() {
    // H-06: 0.995^1, ^12, ^24 of 40,000.
    let terms = terms(40_000, 0.995, 4.0, 0.0);
    let days = calendar(24);
    assert_eq!((days.len(), days.iter().filter(|day| day.is_weekday).count()), (730, 522));
    let mut pooled = [0; 3];
    for replication in 1..=8 {
        let mut centre = Centre::new(&terms, replication);
        for day in &days {
            centre.night(day.night);
            for (month, pool) in [1, 12, 24].into_iter().zip(&mut pooled) {
                *pool += u32::from(day.is_last && day.month == month) * centre.base.present();
            }
        }
        is(exp(-summed(&centre.base)) * 40_000.0, 35_466.140_42);
        assert_eq!(centre.counts.lost_by_contacts(), 0);
        assert_eq!(centre.counts.lost_of_start, centre.counts.lost);
    }
    for (number, expected) in pooled.into_iter().zip([39_800.0, 37_664.912_28, 35_466.140_42]) {
        is_share(number, 8 * 40_000, expected / 40_000.0);
    }
}

#[test]
fn leavers_of_a_base_vary_as_those_of_persons_on_their_own() {
    // H-06: the standard deviation after 24 months, here of 100 customers.
    let terms = terms(100, 0.995, 4.0, 0.0);
    let present = |replication: u32| {
        let mut centre = Centre::new(&terms, u64::from(replication));
        for day in calendar(24) {
            centre.night(day.night);
        }
        f64::from(centre.base.present())
    };
    let replications = 400_u32;
    let all: Vec<f64> = (1..=replications).map(present).collect();
    let mean = all.iter().sum::<f64>() / f64::from(replications);
    let squares: f64 = all.iter().map(|it| (it - mean) * (it - mean)).sum();
    let (variance, expected) = (squares / f64::from(replications - 1), 63.403_174_31_f64);
    let expected = expected * expected / 400.0;
    let error = expected * (2.0 / f64::from(replications - 1)).sqrt();
    assert!((variance - expected).abs() < 3.3 * error, "{variance} is not {expected}");
}

#[test]
fn a_partial_month_counts_by_the_days_of_its_calendar_month() {
    // H-07.
    let terms = terms(40_000, 0.98, 4.0, 0.0);
    for (days, expected) in [(0..45, 0.970_150_503_8), (14..76, 0.958_524_155_6)] {
        let mut centre = Centre::new(&terms, 1);
        for day in &calendar(3)[days] {
            centre.night(day.night);
        }
        present_is(&centre.base, expected);
    }
}

#[test]
fn an_experience_is_felt_over_its_memory() {
    // H-08: half of them leave in the end, after so many nights so many are left.
    let terms = terms(40_000, 1.0, 4.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    (1..=40_000).for_each(|number| tell_of(&mut centre.day, number, &[UNRESOLVED]));
    let mut nights = 0;
    for (until, expected, grievance) in [
        (1, 0.994_346_159_6, Some(0.687_477_296_7)),
        (30, 0.859_520_755_3, Some(0.541_766_874_2)),
        (122, 0.644_889_916_5, None),
        (365, 0.517_592_782_7, None),
    ] {
        centre.nights(until - nights);
        nights = until;
        present_is(&centre.base, expected);
        let own = centre.base.grievance.iter().find(|grievance| **grievance > 0.0);
        if let Some(expected) = grievance {
            is(*own.unwrap(), expected);
        }
    }
    assert_eq!(centre.counts.lost_by_base, 0);
}

#[test]
fn without_memory_an_experience_is_felt_the_same_night() {
    // H-08.
    let terms = terms(40_000, 1.0, 0.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    (1..=40_000).for_each(|number| tell_of(&mut centre.day, number, &[UNRESOLVED]));
    centre.nights(1);
    present_is(&centre.base, 0.5);
    let present = centre.base.present();
    centre.nights(1);
    assert_eq!(centre.base.present(), present);
}

#[test]
fn who_recovers_still_feels_what_is_left() {
    // H-09: as H-08, and a complaint resolved on day 10.
    let terms = terms(40_000, 1.0, 4.0, 0.5);
    let mut centre = Centre::new(&terms, 1);
    (1..=40_000).for_each(|number| tell_of(&mut centre.day, number, &[UNRESOLVED]));
    centre.nights(9);
    present_is(&centre.base, 0.951_809_104_5);
    let complaint = Contact { contact_type: TypeId(1), ..contact() };
    for number in (1..=40_000).filter(|&number| centre.base.is_present(number)) {
        tell(&mut centre.day, Who::Customer(number), &complaint, 100, &[RESOLVED]);
    }
    centre.nights(1);
    present_is(&centre.base, 0.949_806_372_7);
    centre.nights(50);
    present_is(&centre.base, 0.871_521_802_0);
    centre.nights(305);
    present_is(&centre.base, 0.745_976_587_9);
}

/// Whose contacts a day has, Poisson by customer.
fn callers(random: &mut Xoshiro256PlusPlus, customers: u32, each: f64) -> Vec<u32> {
    let number = poisson(each * f64::from(customers), random.random_range(1e-12..1.0));
    (0..number).map(|_| random.random_range(1..=customers)).collect()
}

/// The share of 40,000 who are present after the twelve months of 2026, each with so many contacts
/// on a day that none is resolved in.
fn present_after_a_year(memory_months: f64, each: impl Fn(&CalendarDay) -> f64) -> u32 {
    let terms = terms(40_000, 0.995, memory_months, 0.01);
    let mut centre = Centre::new(&terms, 1);
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    for day in calendar(12) {
        for number in callers(&mut random, 40_000, each(&day)) {
            if centre.base.is_present(number) {
                tell_of(&mut centre.day, number, &[UNRESOLVED]);
            }
        }
        centre.night(day.night);
    }
    let counts = centre.counts;
    assert_eq!(counts.lost << 32, counts.lost_by_base + counts.lost_by_contacts());
    centre.base.present()
}

#[test]
fn contacts_that_are_not_resolved_lose_customers_over_a_year() {
    // H-10.
    let every_day = |_: &CalendarDay| 0.0625;
    let weekdays = |day: &CalendarDay| if day.is_weekday { 0.0875 } else { 0.0 };
    is_share(present_after_a_year(0.0, every_day), 40_000, 0.749_555_060_0);
    is_share(present_after_a_year(4.0, every_day), 40_000, 0.805_375_128_1);
    is_share(present_after_a_year(0.0, weekdays), 40_000, 0.749_367_694_6);
    is_share(present_after_a_year(4.0, weekdays), 40_000, 0.805_470_650_7);
}

#[test]
fn who_was_won_stays_by_the_retention_from_the_day_after() {
    // H-11, the same number every day: the mean is the same, the variance smaller.
    let terms = terms(8, 0.98, 4.0, 0.0);
    let replications = 40;
    let mut pooled = [0; 3];
    for replication in 1..=replications {
        let mut centre = Centre::new(&terms, replication);
        for day in calendar(24) {
            (1..=5).filter(|_| day.is_weekday).for_each(|index| win(&mut centre.day, index));
            centre.night(day.night);
            for (month, pool) in [1, 12, 24].into_iter().zip(&mut pooled) {
                if day.is_last && day.month == month {
                    *pool += (9..=centre.base.filled())
                        .filter(|&number| centre.base.is_present(number))
                        .count();
                }
            }
        }
        assert_eq!((centre.counts.acquired.all(), centre.base.filled()), (2610, 2618));
    }
    for (number, expected) in pooled.into_iter().zip([108.934_980_1, 1_160.157_108, 2_070.858_192])
    {
        let (mean, n) = (number as f64 / replications as f64, replications as f64);
        let error = (expected / n).sqrt();
        assert!((mean - expected).abs() < 3.3 * error, "{mean} is not {expected} by {error}");
    }
}

/// The same in each band.
fn alike(each: f64) -> ByBand<f64> {
    ByBand { angry: each, neutral: each, delighted: each }
}

/// A mean over replications of what chance made of an exact value.
#[track_caller]
fn mean_is(values: &[f64], expected: f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
    let error = (squares / (n - 1.0) / n).sqrt();
    assert!((mean - expected).abs() < 3.3 * error, "{mean} is not {expected} by {error}");
    assert!(1.96 * error < 0.01 * expected, "too few: {error} of {expected}");
}

#[test]
fn margin_comes_from_those_present_in_the_morning_by_their_origin() {
    // H-15: 9 a month of 4,000 (a tenth) and of 5 an open day who are won, at 0.98.
    let terms = Terms { margin_per_month: alike(9.0), ..terms(4_000, 0.98, 4.0, 0.0) };
    let months: Vec<[[f64; 2]; 24]> = (1..=20)
        .map(|replication| {
            let mut centre = Centre::new(&terms, replication);
            let mut months = [[0.0; 2]; 24];
            for day in calendar(24) {
                (1..=5).filter(|_| day.is_weekday).for_each(|index| win(&mut centre.day, index));
                let counts = centre.night(day.night);
                let each = (9e6 / f64::from(day.night.calendar_days)).round() as i64;
                assert_eq!(counts.margin.all(), counts.customer_days * each);
                assert_eq!(counts.margin.referral, 0);
                let month = &mut months[day.month - 1];
                month[0] += counts.margin.start as f64 / 1e6;
                month[1] += counts.margin.advertising as f64 / 1e6;
            }
            months
        })
        .collect();
    let of = |origin: usize, from: usize, to: usize| -> Vec<f64> {
        let sum = |months: &[[f64; 2]; 24]| months[from..to].iter().map(|it| it[origin]).sum();
        months.iter().map(sum).collect()
    };
    mean_is(&of(0, 0, 1), 35_650.402_01);
    mean_is(&of(0, 1, 2), 34_938.613_60);
    mean_is(&of(0, 23, 24), 22_400.833_21);
    mean_is(&of(0, 0, 24), 684_883.877_4);
    mean_is(&of(1, 0, 1), 474.604_823_0);
    mean_is(&of(1, 23, 24), 18_283.551_14);
    mean_is(&of(1, 0, 24), 240_259.167_9);
}

#[test]
fn who_remembers_a_grievance_is_worth_less() {
    // H-17: a customer is worth 264.1184582.
    let mut base = Base::new(3, Key::new(1, 1));
    base.grievance.copy_from_slice(&[0.2, 0.0, -0.1]);
    is(base.worth() as f64 / UNITS * 264.118_458_2, 744.478_820_6);
    is(base.still_to_be_lost() as f64 / UNITS, 0.181_269_246_9);
}

#[test]
fn a_lead_in_leaves_grievances_and_everybody_there() {
    // H-19.
    let terms: Terms = terms(40_000, 0.995, 4.0, 0.01);
    let mut centre = Centre::new(&terms, 1);
    let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
    for _ in 0..365 {
        for number in callers(&mut random, 40_000, 0.0625) {
            tell_of(&mut centre.day, number, &[UNRESOLVED]);
        }
        centre.base.night_of_lead_in(&mut centre.day);
    }
    assert_eq!((centre.base.present(), centre.base.filled()), (40_000, 40_000));
    let lost = centre.base.still_to_be_lost() as f64 / UNITS / 40_000.0;
    for (values, expected) in [
        (centre.base.grievance.clone(), 0.072_363_397_98),
        (centre.base.grievance.iter().map(|own| 1.0 - exp(-own)).collect(), 0.069_630_737_33),
    ] {
        let mean = values.iter().sum::<f64>() / 40_000.0;
        let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
        let error = (squares / 40_000.0 / 39_999.0).sqrt();
        assert!((mean - expected).abs() < 3.3 * error, "{mean} is not {expected} by {error}");
        assert!(1.96 * error < 0.01 * expected);
    }
    let by_hand = centre.base.grievance.iter().map(|own| 1.0 - exp(-own)).sum::<f64>() / 40_000.0;
    assert!((lost - by_hand).abs() < 1e-9, "{lost} is not {by_hand}");
}
