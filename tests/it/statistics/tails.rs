//! Draws at single uniform numbers: the ends of the unit interval, and order everywhere.

use switchroom::random::{Law, Sampler};

use super::fit::{smooth, with_atoms};
use crate::support::estimates::say;

/// The smallest and the largest uniform number that is ever drawn.
const FIRST: f64 = f64::EPSILON / 2.0;
const LAST: f64 = 1.0 - f64::EPSILON / 2.0;

/// The number nearest below that can be drawn: an odd multiple of 2^-53, so that 1 - u is exact.
fn drawn(u: f64) -> f64 {
    ((u / f64::EPSILON).floor() + 0.5) * f64::EPSILON
}

/// Relative error of a draw, far out and at the very ends.
///
/// Tables are good to 1e-10 where they are tested as they are made; the rest is the reference's.
const ERROR: f64 = 1e-9;

#[test]
fn draws_at_the_ends_of_the_unit_interval_are_those_of_the_exact_inverse() {
    let mut worst = (0.0, String::new());
    for case in smooth() {
        let sampler = Sampler::new(&case.law);
        let ends = [FIRST, 3.0 * FIRST, 1e-12, 1e-9, 1e-6, 1e-4, 0.01, 0.3];
        for u in ends.into_iter().flat_map(|u| [drawn(u), 1.0 - drawn(u)]) {
            let (ours, exact) = (sampler.quantile(u), case.exact.quantile(u));
            let error = (ours / exact - 1.0).abs();
            assert!(error < ERROR, "{:?} at {u:e}: {ours}, exactly {exact}", case.law);
            if error > worst.0 {
                worst = (error, format!("{:?} at {u:e}", case.law));
            }
        }
    }
    say(&format!("worst relative error of a draw at the ends: {:.1e}, {}", worst.0, worst.1));
}

/// Ever larger uniform numbers: evenly, towards both ends by one part in fifty, and around the
/// joints of tables, which stand at every 1/8 and, where cut, 1/128 of the normal quantile.
fn rising() -> Vec<f64> {
    let mut numbers: Vec<f64> = (1..200_000).map(|i| f64::from(i) / 200_000.0).collect();
    let mut u = FIRST;
    while u < 0.01 {
        numbers.extend([u, 1.0 - u]);
        u *= 1.02;
    }
    for joint in -1056..=1056 {
        let u = switchroom::base::math::normal_cdf(f64::from(joint) / 128.0);
        for step in -4..=4 {
            let near =
                u + f64::from(step) * (u.min(1.0 - u) * f64::EPSILON).max(f64::EPSILON / 8.0);
            numbers.push(near);
        }
    }
    numbers.retain(|u| (FIRST..=LAST).contains(u));
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers
}

#[test]
fn a_larger_uniform_number_never_gives_less_not_even_where_tables_join() {
    let numbers = rising();
    let never =
        Law::Mixture { parts: vec![(0.5, Law::Never), (0.5, Law::Gamma { mean: 300.0, cv: 1.2 })] };
    let laws = smooth().into_iter().chain(with_atoms()).map(|case| case.law);
    let mut worst = 0.0;
    for law in laws.chain([never]) {
        let sampler = Sampler::new(&law);
        let mut before = (0.0, 0.0);
        for &u in &numbers {
            let x = sampler.quantile(u);
            // Neighbours may fall by the rounding of the normal quantile, some 1e-15, times the slope
            // of ln x over it, up to some tens: nanoseconds of a day.
            let fall = if x < before.1 { 1.0 - x / before.1 } else { 0.0 };
            assert!(fall < 1e-13, "{law:?}: {x} at {u:e} after {} at {:e}", before.1, before.0);
            worst = f64::max(worst, fall);
            before = (u, x);
        }
    }
    say(&format!("worst relative fall between neighbouring numbers: {worst:.1e}"));
}
