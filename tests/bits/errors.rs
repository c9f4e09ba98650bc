//! Theory: how far each function is off, in units in the last place of the exact result.
//!
//! The bounds are those that the functions' own documentation states. A unit is the distance of
//! neighbouring numbers at the exact result; rounding alone is half of one.

use std::fmt::Write as _;

use switchroom::base::math;

use crate::reference::{self, Scaled};
use crate::wide::{Wide, scaled};
use crate::{between, pattern};

const POINTS: u64 = 100_000;

/// The worst error found, and where.
#[derive(Default)]
struct Worst {
    error: f64,
    at: String,
    points: u64,
}

impl Worst {
    fn look(&mut self, error: f64, at: impl FnOnce() -> String) {
        self.points += 1;
        assert!(!error.is_nan(), "nothing to compare at {}", at());
        if error > self.error {
            *self = Self { error, at: at(), points: self.points };
        }
    }
}

/// Looks at a function of one number over some arguments.
fn over(
    arguments: impl Iterator<Item = f64>,
    function: fn(f64) -> f64,
    exact: impl Fn(f64) -> Scaled,
) -> Worst {
    let mut worst = Worst::default();
    for x in arguments {
        worst.look(exact(x).units_from(function(x)), || format!("{x:?}"));
    }
    worst
}

#[expect(clippy::print_stdout, reason = "what was measured is shown")]
#[track_caller]
fn within(found: &[(&str, Worst, f64)]) {
    let mut text = String::new();
    for (name, worst, bound) in found {
        let Worst { error, at, points } = worst;
        let _ = writeln!(text, "  {name:<28} {error:>7.4} of {bound} at {at} ({points} points)");
    }
    println!("{text}");
    assert!(found.iter().all(|(_, worst, bound)| worst.error < *bound), "{text}");
}

/// Points of a range, its ends included.
fn range(low: f64, high: f64) -> impl Iterator<Item = f64> {
    (0..POINTS).map(move |i| between(low, high, i)).chain([low, high])
}

/// Neighbours of a number on both sides.
fn around(x: f64) -> impl Iterator<Item = f64> {
    (-20_i64..=20).map(move |step| f64::from_bits(x.to_bits().wrapping_add_signed(step)))
}

fn positive() -> impl Iterator<Item = f64> {
    let subnormal = [1, 2, 3, 0x000f_ffff_ffff_ffff, 0x0010_0000_0000_0000];
    let edges = subnormal.map(f64::from_bits);
    (0..POINTS).map(|i| pattern(i).abs()).filter(|x| x.is_finite() && *x > 0.0).chain(edges)
}

#[test]
fn logarithms_are_off_by_less_than_they_say() {
    let ln = || positive().chain(range(0.4, 2.9)).chain(around(1.0)).chain([f64::MAX]);
    let tiny = positive().filter(|x| *x < 1e300);
    let ln_1p = tiny.chain(range(-0.999_999, 3.0)).chain(range(-1e-3, 1e-3).filter(|x| *x != 0.0));
    within(&[
        (
            "ln",
            over(ln().filter(|x| (*x - 1.0).abs() > 0.0), math::ln, |x| {
                reference::ln(x.into()).into()
            }),
            1.0,
        ),
        ("ln_1p", over(ln_1p, math::ln_1p, |x| reference::ln_1p(x).into()), 2.0),
    ]);
}

#[test]
fn exponentials_are_off_by_less_than_they_say() {
    // Just above the smallest result that is not 0, to just below the largest that is finite.
    let exp = range(-708.0, 709.7).chain(range(-1.0, 1.0)).chain(around(0.5)).chain([709.78]);
    let small = range(-40.0, 40.0).chain(range(-0.4, 0.4)).chain(range(-1e-9, 1e-9));
    within(&[
        ("exp", over(exp, math::exp, |x| reference::exp(x.into())), 1.0),
        (
            "exp, subnormal",
            over(range(-745.0, -708.4), math::exp, |x| reference::exp(x.into())),
            1.0,
        ),
        ("exp_m1", over(small.filter(|x| *x != 0.0), math::exp_m1, reference::exp_m1), 4.0),
    ]);
}

/// In units of 1 + |y ln x| last places, as its documentation says.
#[test]
fn powers_are_off_by_less_than_they_say() {
    let mut worst = Worst::default();
    for i in 0..POINTS {
        let (x, y) = (between(0.0, 20.0, i), between(-30.0, 30.0, i / 7));
        let exponent = (y * math::ln(x)).abs();
        // Beyond, the result is no normal number.
        if exponent > 708.0 {
            continue;
        }
        let growth = 1.0 + exponent;
        let units = reference::pow(x, y).units_from(math::pow(x, y));
        worst.look(units / growth, || format!("{x:?} to the {y:?}"));
    }
    within(&[("pow", worst, 2.0)]);
}

/// In units of 2^-53, half the last place of numbers just below 1.
#[test]
fn sines_are_off_by_less_than_they_say() {
    let arguments = || {
        let turns = (1..2000).flat_map(|n| around(f64::from(n) * std::f64::consts::FRAC_PI_4));
        range(-10.0, 10.0).chain(range(-1e6, 1e6)).chain(turns).chain([0.0, 1e-300, -1e-8])
    };
    let absolute = |function: fn(f64) -> f64, exact: fn(f64) -> Wide| {
        let mut worst = Worst::default();
        for x in arguments() {
            let error = Wide::from(function(x)) - exact(x);
            worst.look((error.high * 2.0 / f64::EPSILON).abs(), || format!("{x:?}"));
        }
        worst
    };
    within(&[
        ("sin", absolute(math::sin, |x| reference::sin_cos(x).0), 2.0),
        ("cos", absolute(math::cos, |x| reference::sin_cos(x).1), 2.0),
    ]);
}

/// Numbers in (0, 1) as they are drawn, towards both ends too, and where the approximation changes.
fn uniforms() -> impl Iterator<Item = f64> {
    let half_step = f64::EPSILON / 2.0;
    let low = (0..POINTS).map(move |i| math::exp(between(-36.7, 0.0, i)).clamp(half_step, 0.5));
    let joints = [0.075, 0.925, 1.388_794_386_496_401e-11].into_iter().flat_map(around);
    range(half_step, 1.0 - half_step)
        .chain(low.flat_map(|u| [u, 1.0 - u]))
        .chain(joints)
        .chain([1e-300, 1e-100])
        .filter(|u| (*u - 0.5).abs() > 0.0)
}

/// The error of a quantile z is what its probability lacks over the density, to first order; the
/// second is smaller by |z| times the error.
fn off_the_quantile(u: f64) -> f64 {
    let z = math::normal_quantile(u);
    // The smaller side keeps its digits; 1 - u is exact for u of 1/2 or more.
    let (wanted, side) = if u < 0.5 { (u, z) } else { (1.0 - u, -z) };
    let found = reference::normal_cdf(side);
    let density = reference::normal_density(z);
    let lacking = found.value - Wide::from(scaled(wanted, -found.exponent));
    let error = scaled((lacking / density.value).high, found.exponent - density.exponent);
    let unit = f64::from_bits(z.to_bits() & (0x7ff << 52)) * f64::EPSILON;
    (error / unit).abs()
}

/// The density in units of 1 + x^2 / 2 last places, as its documentation says.
#[test]
fn the_normal_law_is_off_by_less_than_it_says() {
    let mut quantile = Worst::default();
    for u in uniforms() {
        quantile.look(off_the_quantile(u), || format!("{u:?}"));
    }
    let x = || range(-37.0, 9.0).chain(range(-3.0, 3.0)).chain(around(5.0)).chain(around(-5.0));
    let mut density = Worst::default();
    for x in x() {
        let units = reference::normal_density(x).units_from(math::normal_density(x));
        density.look(units / (1.0 + x * x / 2.0), || format!("{x:?}"));
    }
    within(&[
        ("normal_quantile", quantile, 7.0),
        ("normal_cdf", over(x(), math::normal_cdf, reference::normal_cdf), 8.0),
        ("normal_density", density, 3.0),
    ]);
}

/// In units of 2^-52 (1 + |result|).
#[test]
fn the_gamma_function_is_off_by_less_than_it_says() {
    let absolute = |function: fn(f64) -> f64, exact: fn(f64) -> Wide| {
        let any_size = (0..POINTS / 2).map(|i| math::exp(between(-12.0, 16.0, i)));
        let usual = (0..POINTS / 2).map(|i| between(0.5, 30.0, i));
        let mut worst = Worst::default();
        for x in any_size.chain(usual).chain([1.0, 2.0, 0.5]) {
            let exact = exact(x);
            let error = (Wide::from(function(x)) - exact).high;
            let unit = f64::EPSILON * (1.0 + exact.high.abs());
            worst.look((error / unit).abs(), || format!("{x:?}"));
        }
        worst
    };
    within(&[
        ("ln_gamma", absolute(math::ln_gamma, reference::ln_gamma), 9.0),
        ("stirling_error", absolute(math::stirling_error, reference::stirling_error), 9.0),
    ]);
}
