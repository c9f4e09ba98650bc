//! Exact figures of the product that need no simulation: lifetime values and laws.

use serde_json::{Value, json};
use switchroom::base::math;

use super::steady::one_queue;
use crate::support::estimates::say;
use crate::support::scenarios::read;

#[track_caller]
fn same(case: &str, known: f64, found: f64, digit: f64) {
    say(&format!("{case}: known {known}, ours {found}"));
    assert!((found - known).abs() <= digit / 2.0 + 1e-9 * known.abs(), "{case}: {found}");
}

/// What margins of 1 a period are worth, the first after one period: the product's lifetime
/// value with a month for the period.
fn margin_multiple(retention: f64, interest: f64, periods: u32) -> f64 {
    let mut file = one_queue(json!({ "volume_per_hour": 1, "handle_time": 60 }), 1);
    file["customers"] = json!({
        "effect_months": 1, "retention_per_month": retention, "margin_per_month": 1,
        "discount_rate_per_year": math::pow(1.0 + interest, 12.0) - 1.0, "value_months": periods,
    });
    read(&file).base.customers.unwrap().lifetime_value
}

/// As many periods as a file may have: at these rates the rest is nothing.
const ENDLESS: u32 = 1200;

#[test]
fn lifetime_values_are_those_of_the_textbooks() {
    let table = [
        (0.6, [1.2, 1.153_846, 1.111_111, 1.071_429]),
        (0.7, [1.75, 1.666_667, 1.590_909, 1.521_739]),
        (0.8, [2.666_667, 2.5, 2.352_941, 2.222_222]),
        (0.9, [4.5, 4.090_909, 3.75, 3.461_538]),
    ];
    for (retention, row) in table {
        for (interest, known) in [0.10, 0.12, 0.14, 0.16].into_iter().zip(row) {
            let found = margin_multiple(retention, interest, ENDLESS);
            same(&format!("F-01 multiple at r {retention}, i {interest}"), known, found, 1e-6);
        }
    }
    let later = 100.0 * margin_multiple(0.8, 0.1, ENDLESS) - 150.0;
    same("F-02 value, first margin after one period", 116.666_666_7, later, 1e-7);
    same("F-02 value, first margin now", 216.666_666_7, later + 100.0, 1e-7);
    // Of each year's promotion, paid in mid-year to those who were kept the year before.
    let ten_years = margin_multiple(0.75, 0.2, 10);
    let promotions = 50.0 * ten_years * 1.2_f64.sqrt() / 0.75;
    let value = 260.0 * (1.0 + ten_years) - promotions;
    same("F-04 value with promotions, ten years", 568.783_067_4, value, 1e-7);
}

#[test]
fn five_points_of_retention_are_worth_what_their_rates_say() {
    let now = |retention: f64, interest: f64| 1.0 + margin_multiple(retention, interest, ENDLESS);
    let gain = |r: f64, i: f64| now(r + 0.05, i) / now(r, i) - 1.0;
    for (retention, interest, known) in [
        (0.75, 0.0, 0.25),
        (0.85, 0.1, 0.25),
        (0.8, 0.1, 0.20),
        (0.9, 0.1, 0.333_3),
        (0.9, 0.0, 1.0),
        // Where 1 + i - r is 0.25 and 0.102632.
        (0.8, 0.05, 0.25),
        (0.9, 0.002_632, 0.95),
    ] {
        let found = gain(retention, interest);
        same(&format!("F-05 gain at r {retention}, i {interest}"), known, found, 1e-4);
    }
    same("F-07 mean life at a churn of 10 %", 10.0, now(0.9, 0.0), 1e-6);
    same("F-07 mean life at a churn of 5 %", 20.0, now(0.95, 0.0), 1e-6);
}

#[test]
fn a_lognormal_law_by_mean_and_median_has_the_variation_it_must() {
    let law: Value =
        json!({ "distribution": "lognormal", "mean_seconds": 192, "median_seconds": 115 });
    let file = one_queue(json!({ "volume_per_hour": 1, "handle_time": law }), 1);
    let cv = read(&file).base.contact_types[0].handle_time.law.cv();
    same("H-07 cv of mean 192 and median 115", 1.337, cv, 1e-3);
    same("H-07 variance of the logarithm", 1.025_1, math::ln(1.0 + cv * cv), 1e-4);
}
