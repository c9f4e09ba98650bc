//! Exponentials and powers.

use super::ln;
use super::logarithm::{LN_2_HIGH, LN_2_LOW};

/// 1.5 x 2^52: adding it rounds to a whole number, which then stands in the last bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// e^x; error below 1 unit in the last place (0.96 found), subnormal results included.
///
/// x = k ln 2 + r with |r| <= (ln 2) / 2, and e^r by its Taylor series to degree 13, whose rest is
/// below 5e-18.
#[inline]
pub fn exp(x: f64) -> f64 {
    // Beyond these the result is 0 or infinite; NaN passes both comparisons unchanged.
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let rounded = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = rounded - ROUNDER;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let y = 1.0 + (r + r * r * series(r));
    // Two factors, since 2^k itself need not be a normal number.
    let k = rounded.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(2046);
    let (first, second) = (k >> 1, k.wrapping_sub(k >> 1));
    y * f64::from_bits(first << 52) * f64::from_bits(second << 52)
}

/// e^x - 1 without losing a small x in the sum; error below 4 units in the last place (3.70 found).
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    if x.abs() < 0.35 { x + x * x * series(x) } else { exp(x) - 1.0 }
}

/// (e^r - 1 - r) / r^2, summed in pairs so that a processor may work ahead.
#[inline]
fn series(r: f64) -> f64 {
    const C: [f64; 12] = inverse_factorials_from_2();
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (C[0] + C[1] * r) + r2 * (C[2] + C[3] * r);
    let middle = (C[4] + C[5] * r) + r2 * (C[6] + C[7] * r);
    let high = (C[8] + C[9] * r) + r2 * (C[10] + C[11] * r);
    low + r4 * (middle + r4 * high)
}

/// 1/2!, 1/3!, ...; every factorial up to 13! is exact.
const fn inverse_factorials_from_2<const N: usize>() -> [f64; N] {
    let mut inverses = [0.0; N];
    let (mut factorial, mut i) = (1.0, 0);
    while i < N {
        factorial *= (i + 2) as f64;
        inverses[i] = 1.0 / factorial;
        i += 1;
    }
    inverses
}

/// x^y for x >= 0; NaN for a negative x.
///
/// Error below 2 (1 + |y ln x|) units in the last place (1.73 found): a probability or a discount factor raised to
/// some hundreds keeps 13 digits. x^0 and 1^y are 1 whatever the other is.
#[inline]
#[expect(clippy::float_cmp, reason = "exactly one and exactly zero are the cases meant")]
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if y == 1.0 {
        return x;
    }
    exp(y * ln(x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::tests::worst_relative_error;

    fn grid(low: f64, high: f64, points: u32) -> impl Iterator<Item = f64> {
        (0..points).map(move |i| low + (high - low) * f64::from(i) / f64::from(points))
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's function is the reference")]
    fn exp_agrees_with_the_platform() {
        assert!(worst_relative_error(grid(-708.0, 709.7, 2_000_000), exp, f64::exp) < 2.3e-16);
        assert!(worst_relative_error(grid(-1.0, 1.0, 2_000_000), exp, f64::exp) < 2.3e-16);
        for x in grid(-746.0, -708.0, 100_000) {
            assert!((exp(x) - x.exp()).abs() <= f64::from_bits(1).max(x.exp() * 2.3e-16));
        }
    }

    #[test]
    fn exp_keeps_to_the_edges() {
        assert_eq!(exp(0.0).to_bits(), 1.0f64.to_bits());
        assert_eq!(exp(-0.0).to_bits(), 1.0f64.to_bits());
        assert!(exp(709.8) == f64::INFINITY && exp(f64::INFINITY) == f64::INFINITY);
        assert!(exp(709.78) < f64::INFINITY);
        assert!(exp(-745.2) == 0.0 && exp(f64::NEG_INFINITY) == 0.0 && exp(-745.1) > 0.0);
        assert!(exp(f64::NAN).is_nan());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's function is the reference")]
    #[expect(clippy::float_cmp, reason = "the edges are exact")]
    fn exp_m1_agrees_with_the_platform() {
        assert!(worst_relative_error(grid(-40.0, 40.0, 1_000_001), exp_m1, f64::exp_m1) < 7e-16);
        assert!(worst_relative_error(grid(-0.4, 0.4, 1_000_001), exp_m1, f64::exp_m1) < 7e-16);
        assert!(worst_relative_error(grid(-1e-9, 1e-9, 100_001), exp_m1, f64::exp_m1) < 7e-16);
        assert!(exp_m1(f64::NEG_INFINITY) == -1.0 && exp_m1(f64::INFINITY) == f64::INFINITY);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's function is the reference")]
    fn pow_agrees_with_the_platform() {
        for x in grid(0.001, 20.0, 1_000) {
            for y in grid(-30.0, 30.0, 1_000) {
                let bound = (1.0 + (y * x.ln()).abs()) * 2.3e-16;
                assert!((pow(x, y) / x.powf(y) - 1.0).abs() <= bound, "{x} to the {y}");
            }
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the edges are exact")]
    fn pow_keeps_to_the_edges() {
        assert!(pow(0.0, 0.0) == 1.0 && pow(0.0, 2.0) == 0.0);
        assert!(pow(0.0, -1.0) == f64::INFINITY && pow(1.0, f64::INFINITY) == 1.0);
        assert!(pow(0.5, f64::INFINITY) == 0.0 && pow(-1.0, 0.5).is_nan());
    }
}
