//! Natural logarithms.

/// High part of ln 2: its last 21 bits are zero, so that its product with an exponent is exact.
pub(super) const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
/// What is missing from [`LN_2_HIGH`].
pub(super) const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

const FRACTION: u64 = (1 << 52) - 1;
const SQRT_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
/// Moves numbers from sqrt(1/2) up into the binade of 1.
const SHIFT: u64 = 1.0f64.to_bits() - SQRT_HALF;
/// 2^52: a small whole number in its last bits is that number more than 2^52.
const TWO_52: f64 = 4_503_599_627_370_496.0;
const TWO_54: f64 = 18_014_398_509_481_984.0;

/// Natural logarithm; error below 1 unit in the last place (0.78 found).
///
/// x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); the logarithm of 1 + f is a polynomial
/// in f / (2 + f), with the coefficients of fdlibm (`e_log.c`, Sun Microsystems, 1993).
/// Zero gives minus infinity, a negative number NaN.
#[inline]
pub fn ln(x: f64) -> f64 {
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * TWO_54 } else { x };
    let bias = if subnormal { TWO_52 + 1077.0 } else { TWO_52 + 1023.0 };
    let shifted = scaled.to_bits().wrapping_add(SHIFT);
    let k = f64::from_bits(TWO_52.to_bits() | ((shifted >> 52) & 0xfff)) - bias;
    let f = f64::from_bits((shifted & FRACTION) + SQRT_HALF) - 1.0;
    let y = ln_of_parts(k, f);
    let y = if x < f64::INFINITY { y } else { x };
    let at_most_zero = if x < 0.0 { f64::NAN } else { f64::NEG_INFINITY };
    if x <= 0.0 { at_most_zero } else { y }
}

/// ln(2^k (1 + f)).
#[inline]
#[expect(clippy::many_single_char_names, reason = "the letters of the formula")]
fn ln_of_parts(k: f64, f: f64) -> f64 {
    const L1: f64 = 6.666_666_666_666_735e-1;
    const L2: f64 = 3.999_999_999_940_942e-1;
    const L3: f64 = 2.857_142_874_366_239e-1;
    const L4: f64 = 2.222_219_843_214_978_4e-1;
    const L5: f64 = 1.818_357_216_161_805e-1;
    const L6: f64 = 1.531_383_769_920_937_3e-1;
    const L7: f64 = 1.479_819_860_511_658_6e-1;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (L2 + w * (L4 + w * L6));
    let odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
    let half_square = 0.5 * f * f;
    k * LN_2_HIGH - ((half_square - (s * (half_square + (even + odd)) + k * LN_2_LOW)) - f)
}

/// ln(1 + x) without losing a small x in the sum; error below 2 units in the last place (1.18
/// found).
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    // What the rounded sum lost, to first order; the second is below the last place.
    let lost = (x - (sum - 1.0)) / sum;
    let y = ln(sum);
    if lost.is_finite() { y + lost } else { y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::tests::{bit_patterns, worst_relative_error};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's function is the reference")]
    fn ln_agrees_with_the_platform_over_all_positive_numbers() {
        let all = bit_patterns(2_000_000).map(f64::abs).filter(|x| x.is_finite() && *x > 0.0);
        assert!(worst_relative_error(all, ln, f64::ln) < 2.3e-16);
        let near_one = (1..1_000_000).map(|i| 0.5 + f64::from(i) * 1.5e-6);
        assert!(worst_relative_error(near_one, ln, f64::ln) < 2.3e-16);
    }

    #[test]
    fn ln_keeps_to_the_edges() {
        assert_eq!(ln(1.0).to_bits(), 0.0f64.to_bits());
        assert!(ln(0.0) == f64::NEG_INFINITY && ln(-0.0) == f64::NEG_INFINITY);
        assert!(ln(f64::INFINITY) == f64::INFINITY);
        assert!(ln(-1.0).is_nan() && ln(f64::NEG_INFINITY).is_nan() && ln(f64::NAN).is_nan());
        assert!((ln(f64::from_bits(1)) + 744.440_071_921_381_2).abs() < 1e-12);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's function is the reference")]
    fn ln_1p_agrees_with_the_platform_from_tiny_to_huge() {
        let tiny = (0..1_000_000).map(|i| f64::from_bits((i * 8_580 + 1) << 30));
        assert!(worst_relative_error(tiny, ln_1p, f64::ln_1p) < 4.5e-16);
        let negative = (1..1_000_000).map(|i| -f64::from(i) * 1e-6);
        assert!(worst_relative_error(negative, ln_1p, f64::ln_1p) < 4.5e-16);
        assert!(ln_1p(-1.0) == f64::NEG_INFINITY && ln_1p(f64::INFINITY) == f64::INFINITY);
        assert!(ln_1p(-1.5).is_nan() && ln_1p(f64::NAN).is_nan());
    }
}
