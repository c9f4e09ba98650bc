//! Cases of the horizon with a known answer, whole replications of it: the day and the nights
//! together.
//!
//! A mean over replications must lie within 3.3 standard errors of the exact value; a right program
//! fails one of these comparisons in some 3 of 100 seeds, and the seed is fixed.

use crate::horizon::{Calendar, Played, Replication};
use crate::measures::count::Count;
use crate::random::Key;
use crate::scenario::load::read_text;

/// A horizon, its centre and who persists in it.
struct Centre {
    horizon: &'static str,
    hours: &'static str,
    types: String,
    customers: &'static str,
    agents: u32,
}

impl Centre {
    fn calendar(&self) -> Calendar {
        let Self { horizon, hours, types, customers, agents } = self;
        let text = format!(
            r#"{{ "format": 1, "day": {{ {hours} }}, "horizon": {{ "lead_in_months": 0, {horizon} }},
                "contact_types": {{ {types} }},
                "agent_groups": {{ "desk": {{ "agents": {agents}, "offers": true,
                    "skills": ["calls", "complaint"] }} }} {customers} }}"#
        );
        let loaded = read_text("horizon.json", &text).unwrap_or_else(|no| panic!("{no:?}"));
        Calendar::new(&loaded.base).expect("a horizon")
    }
}

const COMPLAINT: &str = r#""complaint": { "volume_per_hour": 0,
    "handle_time": { "distribution": "constant", "value_seconds": 1 } }"#;
const ALL_DAY: &str = r#""opens": "00:00", "closes": "24:00", "interval_minutes": 60"#;

/// A type of so many contacts an hour that take a second, and what else is said of it.
fn calls(an_hour: f64, more: &str) -> String {
    format!(
        r#""calls": {{ "volume_per_hour": {an_hour},
            "handle_time": {{ "distribution": "constant", "value_seconds": 1 }} {more} }}, {COMPLAINT}"#
    )
}

/// Mean and standard error, over replications, of figures of each.
fn means<const N: usize>(
    calendar: &Calendar,
    replications: u64,
    mut of: impl FnMut(&mut [f64; N], &Played<'_>),
) -> [(f64, f64); N] {
    let mut horizon = Replication::new(calendar);
    let found: Vec<[f64; N]> = (1..=replications)
        .map(|replication| {
            let mut figures = [0.0; N];
            let key = Key::new(1, replication);
            horizon.lead_in(key, &mut |_| {}, &|| false).unwrap();
            horizon.play(key, &mut |played| of(&mut figures, played), &|| false).unwrap();
            figures
        })
        .collect();
    std::array::from_fn(|at| {
        let n = found.len() as f64;
        let mean = found.iter().map(|one| one[at]).sum::<f64>() / n;
        let squares = found.iter().map(|one| (one[at] - mean) * (one[at] - mean));
        let variance = squares.sum::<f64>() / (n - 1.0);
        (mean, (variance / n).sqrt())
    })
}

/// One replication, its lead-in first.
pub(super) fn play(calendar: &Calendar, key: Key, tell: &mut dyn FnMut(&Played<'_>)) {
    let mut horizon = Replication::new(calendar);
    horizon.lead_in(key, &mut |_| {}, &|| false).unwrap();
    horizon.play(key, tell, &|| false).unwrap();
}

#[track_caller]
fn is(case: &str, (mean, error): (f64, f64), expected: f64) {
    let apart = (mean - expected) / error;
    assert!(apart.abs() <= 3.3, "{case}: {mean}, not {expected}: {apart:.1} standard errors apart");
    let narrow = 1.96 * error <= 0.01 * expected.abs();
    assert!(narrow, "{case}: known within {:.3} % only", 196.0 * error / expected.abs());
}

fn offered(played: &Played<'_>) -> f64 {
    played.totals.map_or(0, |day| day.total.0[Count::Offered as usize]) as f64
}

/// Twelve sales a day, 8 % over-promised, one complaint each.
fn sales(an_hour: f64, delay: &str) -> String {
    let sale = format!(
        r#", "sale": {{ "conversion_probability": 1, "revenue": 1, "contribution_share": 1,
            "overpromise_probability": 0.08, "complaint": {{ "contact_type": "complaint",
                "count": 1, "delay_days": {delay} }} }}"#
    );
    calls(an_hour, &sale)
}

#[test]
#[ignore = "long: thousands of horizons"]
fn h_03_complaints_are_pending_until_they_are_due() {
    let centre = |delay| Centre {
        horizon: r#""starts": "2026-01-01", "days": 20"#,
        hours: ALL_DAY,
        types: sales(0.5, delay),
        customers: "",
        agents: 50,
    };
    let pending = |day: u32| {
        move |figures: &mut [f64; 2], played: &Played<'_>| {
            figures[0] += if played.day == day { played.pending as f64 } else { 0.0 };
            figures[1] += if played.day == 20 { played.pending as f64 } else { 0.0 };
        }
    };
    let memoryless = centre(r#"{ "distribution": "exponential", "mean": 10 }"#).calendar();
    let [_, last] = means(&memoryless, 6000, pending(5));
    is("H-03 day 20", last, 8.300_781_281);
    let constant = centre(r#"{ "distribution": "constant", "value": 10 }"#).calendar();
    let [fifth, last] = means(&constant, 10_000, pending(5));
    is("H-03 constant, day 5", fifth, 4.8);
    is("H-03 constant, day 20", last, 9.6);
}

#[test]
#[ignore = "long: thousands of horizons"]
fn h_04_what_is_due_after_closing_comes_on_the_next_day() {
    let centre = Centre {
        horizon: r#""starts": "2026-01-01", "days": 20"#,
        hours: r#""opens": "08:00", "closes": "20:00", "interval_minutes": 60"#,
        types: sales(1.0, r#"{ "distribution": "exponential", "mean": 10 }"#),
        customers: "",
        agents: 50,
    };
    let found = means(&centre.calendar(), 45_000, |figures: &mut [f64; 3], played| {
        for (figure, day) in figures.iter_mut().zip([1, 2, 20]) {
            *figure += if played.day == day { played.pending as f64 } else { 0.0 };
        }
    });
    for (of, expected) in found.into_iter().zip([0.936_395_049_6, 1.769_675_935, 8.383_105_711]) {
        is("H-04", of, expected);
    }
}

#[test]
fn h_05_who_calls_again_the_next_day_calls_on_the_next_open_one() {
    let centre = |after_close: &str| {
        let more = format!(
            r#", "arrivals": "fixed", "patience": {{ "distribution": "constant",
                "value_seconds": 60 }}, "redial": {{ "probability": 1, "max_attempts": 3,
                "delay": {{ "distribution": "constant", "value_seconds": 3600 }} {after_close} }}"#
        );
        let centre = Centre {
            horizon: r#""starts": "2026-01-01", "days": 5,
                "week": { "saturday": "closed", "sunday": "closed" }"#,
            hours: r#""opens": "19:00", "closes": "19:30", "interval_minutes": 30"#,
            types: calls(20.0, &more),
            customers: "",
            agents: 0,
        };
        centre.calendar()
    };
    let mut days = Vec::new();
    let calendar = centre(r#", "after_close": "next_day""#);
    let mut tell = |played: &Played<'_>| {
        let of = |count: Count| played.totals.map_or(0, |day| day.total.0[count as usize]);
        days.push((of(Count::Offered), of(Count::Abandoned), of(Count::Chains), played.pending));
    };
    play(&calendar, Key::new(1, 1), &mut tell);
    let expected =
        [(10, 10, 10, 10), (20, 20, 10, 20), (0, 0, 0, 20), (0, 0, 0, 20), (30, 30, 10, 20)];
    assert_eq!(days, expected);
    let [offered_in_all] = means(&centre(""), 2, |figures: &mut [f64; 1], played| {
        figures[0] += offered(played);
    });
    assert_eq!(offered_in_all, (30.0, 0.0));
}

/// Customers who leave with the base hazard alone.
const LEAVING: &str = r#", "customers": { "at_start": 20000, "effect_months": 12,
    "memory_months": 0, "retention_per_month": 0.98 }"#;

#[test]
#[ignore = "long: thousands of horizons"]
fn h_12_who_leaves_takes_away_his_own_contacts() {
    let centre = Centre {
        horizon: r#""starts": "2026-01-01", "months": 24,
            "week": { "saturday": "closed", "sunday": "closed" }"#,
        hours: ALL_DAY,
        types: calls(1000.0 / 24.0, ""),
        customers: LEAVING,
        agents: 50,
    };
    let mut drawn = 0.0;
    let found = means(&centre.calendar(), 20, |figures: &mut [f64; 5], played| {
        let today = offered(played);
        match played.day {
            ..=31 => figures[0] += today,
            335..=365 => figures[1] += today,
            700.. => figures[2] += today,
            _ => {}
        }
        figures[3] += today;
        figures[4] += played.told.not_made_fresh as f64;
        drawn += today + played.told.not_made_fresh as f64;
    });
    let expected = [21_785.705_34, 18_237.999_22, 14_308.417_81, 413_408.994_4, 108_591.005_6];
    for (of, expected) in found.into_iter().zip(expected) {
        is("H-12", of, expected);
    }
}

#[test]
#[ignore = "long: thousands of horizons"]
fn h_11_and_h_14_prospects_who_buy_become_customers_who_call() {
    let centre = Centre {
        horizon: r#""starts": "2026-01-01", "months": 24,
            "week": { "saturday": "closed", "sunday": "closed" }"#,
        hours: ALL_DAY,
        // 5 of 205 are prospects, and each of them buys.
        types: calls(
            205.0 / 24.0,
            r#", "existing_customer_share": 0.97560975609756095, "sale": {
                "conversion_probability": 1, "revenue": 1, "contribution_share": 1 }"#,
        ),
        customers: r#", "customers": { "at_start": 1000, "effect_months": 12,
            "memory_months": 0, "retention_per_month": 0.98 }"#,
        agents: 50,
    };
    let found = means(&centre.calendar(), 60, |figures: &mut [f64; 4], played| {
        let base = played.base.expect("customers persist");
        if played.day == 730 {
            let won = base.at_start() + 1..=base.filled();
            figures[0] += won.filter(|&number| base.is_present(number)).count() as f64;
        }
        let own = played.told.of_the_won as f64;
        figures[1] += own;
        figures[2] += if (335..=365).contains(&played.day) { own } else { 0.0 };
        figures[3] += played.night.acquired.all() as f64;
    });
    let expected = [2_070.858_192, 116_455.210_0, 5_114.723_406, 2_610.0];
    for (of, expected) in found.into_iter().zip(expected) {
        is("H-11, H-14", of, expected);
    }
}

/// 10,000 customers with 0.0625 contacts a day each, and needs that are remembered.
fn needing(horizon: &'static str, offer: &str) -> Calendar {
    let more = format!(r#", "need_probability": 0.12 {offer}"#);
    let centre = Centre {
        horizon,
        hours: ALL_DAY,
        types: calls(625.0 / 24.0, &more),
        customers: r#", "customers": { "at_start": 10000, "effect_months": 12,
            "memory_months": 0, "retention_per_month": 1,
            "needs": { "return_after_months": 12, "unmet_last_months": 3 } }"#,
        agents: 50,
    };
    centre.calendar()
}

/// Contacts with a need as a share of those that may have one, in January, February and December.
fn shares_of_needs(calendar: &Calendar, replications: u64) -> [(f64, f64); 3] {
    let months = [1..=31, 32..=59, 335..=365];
    let mut sums = Vec::new();
    means(calendar, replications, |figures: &mut [f64; 3], played| {
        if played.day == 1 {
            sums = vec![(0, 0); 3];
        }
        let needs = played.totals.map_or(0, |day| day.total.0[Count::Needs as usize]);
        for (month, (figure, sum)) in months.iter().zip(figures.iter_mut().zip(&mut sums)) {
            if month.contains(&played.day) {
                sum.0 += needs;
                sum.1 += played.told.needs_asked;
                *figure = sum.0 as f64 / sum.1 as f64;
            }
        }
    })
}

#[test]
fn h_20_needs_that_nobody_meets_are_still_there() {
    let calendar = needing(r#""starts": "2026-01-01", "months": 12"#, "");
    let found = shares_of_needs(&calendar, 12);
    for (of, expected) in found.into_iter().zip([0.204_747_358_2, 0.337_807_259_7, 0.764_010_183_6])
    {
        is("H-20", of, expected);
    }
}

#[test]
#[ignore = "long: thousands of horizons"]
fn h_21_needs_that_are_met_come_back_slowly() {
    let offer = r#", "existing_customer_share": 1, "offer": { "when": "always", "revenue": 1, "contribution_share": 1,
        "handle_time": { "distribution": "constant", "value_seconds": 1 },
        "acceptance_probability": { "with_need": 1, "without_need": 0 } }"#;
    let calendar = needing(r#""starts": "2026-01-01", "months": 12"#, offer);
    let [january, _, december] = shares_of_needs(&calendar, 60);
    is("H-21", january, 0.107_836_969_5);
    is("H-21", december, 0.047_630_386_21);
}

/// 1,000 customers of whom each sends 0.03 prospects a month, and all who call buy.
fn referring(horizon: &'static str, advertising: &str) -> Calendar {
    let types = calls(
        2.0 / 24.0,
        r#", "existing_customer_share": 0, "sale": {
            "conversion_probability": 1, "revenue": 1, "contribution_share": 1 }"#,
    );
    let text = format!(
        r#", "prospects": {{ "advertising": {advertising} }}, "customers": {{ "at_start": 1000,
            "effect_months": 12, "memory_months": 0, "retention_per_month": 0.95,
            "refers_per_month": {{ "neutral": 0.03 }} }}"#
    );
    let customers = text.leak();
    Centre { horizon, hours: ALL_DAY, types, customers, agents: 50 }.calendar()
}

/// Customers after two years: mean and variance, each with its standard error.
fn after_two_years(calendar: &Calendar, replications: u64) -> [(f64, f64); 2] {
    let mut found = Vec::new();
    let [mean] = means(calendar, replications, |figures: &mut [f64; 1], played| {
        figures[0] = f64::from(played.base.map_or(0, crate::customers::Base::present));
        if played.day == 730 {
            found.push(figures[0]);
        }
    });
    let n = found.len() as f64;
    let variance = found.iter().map(|one| (one - mean.0) * (one - mean.0)).sum::<f64>() / (n - 1.0);
    [mean, (variance, variance * (2.0 / (n - 1.0)).sqrt())]
}

const FIVE_DAYS: &str = r#""starts": "2026-01-01", "months": 24,
    "week": { "saturday": "closed", "sunday": "closed" }"#;

#[test]
fn h_24_who_is_sent_becomes_a_customer_who_sends() {
    let calendar = referring(r#""starts": "2026-01-01", "months": 24"#, "0");
    let [mean, _] = after_two_years(&calendar, 140);
    is("H-24 without prospects of their own", mean, 600.387_996_1);
}

#[test]
#[ignore = "long: thousands of horizons"]
fn h_24_and_h_25_referral_as_chance_has_it() {
    let every_day = r#""starts": "2026-01-01", "months": 24"#;
    for (case, horizon, advertising, mean, variance) in [
        ("H-24", every_day, "1", 1_744.996_682, 2_704.771_839),
        ("H-24 alone", every_day, "0", 600.387_996_1, 917.013_520_7),
        ("H-25", FIVE_DAYS, "1", 1_419.080_312, 2_194.908_930),
    ] {
        let [found, varies] = after_two_years(&referring(horizon, advertising), 300);
        is(case, found, mean);
        let apart = (varies.0 - variance) / varies.1;
        assert!(apart.abs() <= 3.3, "{case}: {} instead of {variance}: {apart}", varies.0);
    }
}

#[test]
fn a_horizon_of_one_day_is_a_day_and_a_longer_one_begins_with_the_shorter() {
    let centre = |days: &'static str| {
        let centre = Centre {
            horizon: days,
            hours: ALL_DAY,
            types: sales(20.0, r#"{ "distribution": "exponential", "mean": 1 }"#),
            customers: "",
            agents: 1,
        };
        centre.calendar()
    };
    let (short, long) = (
        centre(r#""starts": "2026-01-01", "days": 1"#),
        centre(r#""starts": "2026-01-01", "days": 9"#),
    );
    let totals = |calendar: &Calendar| {
        let mut days = Vec::new();
        let mut tell = |played: &Played<'_>| days.push(played.totals.cloned());
        play(calendar, Key::new(1, 5), &mut tell);
        days
    };
    let (one, nine) = (totals(&short), totals(&long));
    assert_eq!((one.len(), nine.len()), (1, 9));
    assert_eq!(one[0], nine[0]);
    let mut tally = crate::measures::DayTally::new(&short.models[0].terms);
    let mut work = crate::engine::Workspace::default();
    crate::engine::run(&short.models[0], &mut work, 1, 5, &mut tally);
    assert_eq!(one[0].as_ref(), Some(tally.totals()));
}

#[test]
#[ignore = "long: thousands of horizons"]
fn h_13_persons_are_thinned_and_not_contacts() {
    // What is offered on day 730 depends on who is there on its morning: no other day need be open.
    let centre = Centre {
        horizon: r#""starts": "2026-01-01", "months": 24, "special_days": { "2027-12-31": "open" },
            "week": { "monday": "closed", "tuesday": "closed", "wednesday": "closed",
                "thursday": "closed", "friday": "closed", "saturday": "closed",
                "sunday": "closed" }"#,
        hours: ALL_DAY,
        types: calls(1000.0 / 24.0, ""),
        customers: r#", "customers": { "at_start": 1000, "effect_months": 12,
            "memory_months": 0, "retention_per_month": 0.98 }"#,
        agents: 50,
    };
    let (expected, variance) = (616.181_771_5, 852.683_567_5);
    let [mean, square] = means(&centre.calendar(), 6000, |figures: &mut [f64; 2], played| {
        if played.day == 730 {
            let today = offered(played);
            *figures = [today, (today - expected) * (today - expected)];
        }
    });
    is("H-13", mean, expected);
    // Of a variance less is known than of a mean; were contacts thinned, it were the mean.
    let (found, error) = square;
    assert!((found - variance).abs() <= 3.3 * error, "H-13 variance: {found}, not {variance}");
    assert!(1.96 * error <= 0.05 * variance, "H-13 variance: known within {error} only");
}

#[test]
fn h_27_a_quota_sells_more_on_the_last_open_days_of_a_month() {
    let centre = Centre {
        horizon: r#""starts": "2026-01-01", "months": 2,
            "week": { "saturday": "closed", "sunday": "closed" },
            "changes": { "quota": { "in_last_open_days_of": "month", "days": 5,
                "scale": { "contact_types.calls.sale.conversion_probability": 1.5 } } }"#,
        hours: ALL_DAY,
        types: calls(
            1000.0 / 24.0,
            r#", "sale": { "conversion_probability": 0.2, "revenue": 1,
                "contribution_share": 1 }"#,
        ),
        customers: "",
        agents: 50,
    };
    let found = means(&centre.calendar(), 30, |figures: &mut [f64; 2], played| {
        let sold = played.totals.map_or(0, |day| day.total.0[Count::Sold as usize]) as f64;
        figures[usize::from(played.day > 31)] += sold;
    });
    is("H-27 January", found[0], 4900.0);
    is("H-27 February", found[1], 4500.0);
}
