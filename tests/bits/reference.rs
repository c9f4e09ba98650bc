//! The functions of `base::math` a second time, from their series, with 25 digits or more.
//!
//! Truncated terms are below 1e-32 of the result; what rounding leaves is said at each function and
//! checked below against values of 40 digits computed with mpmath. Where `std` or the function under
//! test is used it gives a starting point, whose error is then removed.

#![expect(clippy::approx_constant, reason = "both parts of a constant are written out")]
#![expect(clippy::disallowed_methods, reason = "the platform's logarithm is a starting point")]

use crate::wide::{Wide, scaled};

const LN_2: Wide = Wide::new(0.693_147_180_559_945_3, 2.319_046_813_846_299_6e-17);
const INVERSE_SQRT_2_PI: Wide = Wide::new(0.398_942_280_401_432_7, -2.492_327_202_277_73e-17);
const LN_SQRT_2_PI: Wide = Wide::new(0.918_938_533_204_672_8, -3.878_294_158_067_241_4e-17);
/// pi / 2 to 160 bits.
const HALF_PI: [f64; 3] =
    [1.570_796_326_794_896_6, 6.123_233_995_736_766e-17, -1.497_384_904_859_169_8e-33];

/// A number times a power of two, for results beyond the range of `f64`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scaled {
    pub(crate) value: Wide,
    pub(crate) exponent: i32,
}

impl From<Wide> for Scaled {
    fn from(value: Wide) -> Self {
        Self { value, exponent: 0 }
    }
}

impl Scaled {
    /// How far a number is off, in units in the last place of the exact result.
    pub(crate) fn units_from(self, ours: f64) -> f64 {
        let difference = Wide::from(scaled(ours, -self.exponent)) - self.value;
        let size = self.value.high.abs();
        let unit = f64::from_bits(size.to_bits() & (0x7ff << 52)) * f64::EPSILON;
        // Subnormal numbers lie 2^-1074 apart.
        let smallest = scaled(1.0, -1074 - self.exponent);
        (difference.high / unit.max(smallest)).abs()
    }
}

fn whole(n: u32) -> Wide {
    f64::from(n).into()
}

/// e^x; relative error below 1e-27 (k ln 2 for k up to 1075, and eight squarings).
pub(crate) fn exp(x: Wide) -> Scaled {
    let k = (x.high / LN_2.high).round();
    let r = (x - LN_2 * k.into()).scaled(-8);
    let mut power = Wide::from(1.0) + growth(r, 12);
    for _ in 0..8 {
        power = power * power;
    }
    Scaled { value: power, exponent: k as i32 }
}

fn exp_within_range(x: Wide) -> Wide {
    let Scaled { value, exponent } = exp(x);
    value.scaled(exponent)
}

/// e^r - 1 by so many terms.
fn growth(r: Wide, terms: u32) -> Wide {
    let one = Wide::from(1.0);
    let inner = (2..=terms).rev().fold(one, |sum, n| one + r * sum / whole(n));
    r * inner
}

/// e^x - 1; 30 terms where it is small.
pub(crate) fn exp_m1(x: f64) -> Scaled {
    if x.abs() < 0.5 {
        return growth(x.into(), 30).into();
    }
    let power = exp(x.into());
    let less = Wide::from(scaled(1.0, -power.exponent));
    Scaled { value: power.value - less, ..power }
}

/// ln x of a positive number; relative error below 1e-28.
pub(crate) fn ln(x: Wide) -> Wide {
    // Subnormal numbers first become normal.
    let shift = if x.high < f64::MIN_POSITIVE { 200 } else { 0 };
    let lifted = x.scaled(shift);
    let bits = (lifted.high.to_bits() >> 52) as i32 - 1023;
    let half_up = f64::from(u8::from(scaled(lifted.high, -bits) > std::f64::consts::SQRT_2));
    let k = bits + half_up as i32;
    let m = lifted.scaled(-k);
    ln_near_one(m) + LN_2 * f64::from(k - shift).into()
}

/// ln m for m about 1: one step of Newton from the platform's, whose square is taken along.
fn ln_near_one(m: Wide) -> Wide {
    let above = m - 1.0.into();
    if above.high.abs() < 1e-4 {
        return ln_series(above);
    }
    let start = m.high.ln();
    let rest = m * exp_within_range(Wide::from(-start)) - 1.0.into();
    Wide::from(start) + (rest - rest * rest * 0.5.into())
}

/// ln(1 + f) for a small f.
fn ln_series(f: Wide) -> Wide {
    let term = |n: u32| Wide::from(if n.is_multiple_of(2) { -1.0 } else { 1.0 }) / whole(n);
    f * (1..=10).rev().fold(Wide::from(0.0), |sum, n| term(n) + f * sum)
}

pub(crate) fn ln_1p(x: f64) -> Wide {
    if x.abs() < 1e-4 { ln_series(x.into()) } else { ln(Wide::sum(1.0, x)) }
}

/// x^y.
pub(crate) fn pow(x: f64, y: f64) -> Scaled {
    exp(ln(x.into()) * y.into())
}

/// sin x and cos x for |x| up to a million; absolute error below 1e-30.
pub(crate) fn sin_cos(x: f64) -> (Wide, Wide) {
    let n = (x / HALF_PI[0]).round();
    let r = HALF_PI.iter().fold(Wide::from(x), |rest, part| rest - Wide::product(n, *part));
    let square = -(r * r);
    let series = |first: u32| {
        let one = Wide::from(1.0);
        let step = |sum, k: u32| {
            let two = first + 2 * k;
            one + square * sum / whole(two * (two - 1))
        };
        (1..=16).rev().fold(one, step)
    };
    let (sine, cosine) = (r * series(1), series(0));
    match (n as i64).rem_euclid(4) {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// The standard normal density.
pub(crate) fn normal_density(x: f64) -> Scaled {
    let power = exp(Wide::product(x, x) * Wide::from(-0.5));
    Scaled { value: INVERSE_SQRT_2_PI * power.value, ..power }
}

/// The standard normal probability of at most x; relative error below 1e-24.
///
/// Up to 5 by the power series of (P - 1/2) / density, whose terms are all positive, beyond by
/// Laplace's continued fraction for the tail, 100 steps (from x = 5 on its rest is below 1e-60).
pub(crate) fn normal_cdf(x: f64) -> Scaled {
    let away = x.abs();
    let density = normal_density(x);
    if away < 5.0 {
        let square = Wide::product(away, away);
        let (mut term, mut sum, mut n) = (Wide::from(away), Wide::from(away), 1);
        while term.high > 1e-34 * sum.high {
            n += 2;
            term = term * square / whole(n);
            sum = sum + term;
        }
        let half = density.value.scaled(density.exponent) * sum;
        let sign = Wide::from(if x < 0.0 { -1.0 } else { 1.0 });
        return (Wide::from(0.5) + sign * half).into();
    }
    let start = Wide::from(away);
    let fraction = (1..=100).rev().fold(start, |below, n| start + whole(n) / below);
    let tail = Scaled { value: density.value / fraction, ..density };
    if x < 0.0 {
        return tail;
    }
    (Wide::from(1.0) - tail.value.scaled(tail.exponent)).into()
}

/// What Stirling's formula lacks at x of at least 40 (Abramowitz and Stegun 6.1.41).
fn stirling_series(x: Wide) -> Wide {
    /// Bernoulli's numbers B2, B4, ... as fractions.
    const BERNOULLI: [(f64, f64); 14] = [
        (1.0, 6.0),
        (-1.0, 30.0),
        (1.0, 42.0),
        (-1.0, 30.0),
        (5.0, 66.0),
        (-691.0, 2730.0),
        (7.0, 6.0),
        (-3617.0, 510.0),
        (43_867.0, 798.0),
        (-174_611.0, 330.0),
        (854_513.0, 138.0),
        (-236_364_091.0, 2730.0),
        (8_553_103.0, 6.0),
        (-23_749_461_029.0, 870.0),
    ];
    let inverse = Wide::from(1.0) / x;
    let square = inverse * inverse;
    let terms = BERNOULLI.iter().zip(1..15_u32).rev();
    let sum = terms.fold(Wide::from(0.0), |sum, (&(over, under), k)| {
        Wide::from(over) / (Wide::from(under) * whole(2 * k * (2 * k - 1))) + square * sum
    });
    inverse * sum
}

/// ln of the gamma function for x > 0; absolute error below 1e-27 (1 + |result|).
pub(crate) fn ln_gamma(x: f64) -> Wide {
    let (mut above, mut steps) = (Wide::from(x), Wide::from(1.0));
    while above.high < 40.0 {
        steps = steps * above;
        above = above + 1.0.into();
    }
    (above - 0.5.into()) * ln(above) - above + LN_SQRT_2_PI + stirling_series(above) - ln(steps)
}

/// What Stirling's formula lacks, as a difference below 40.
pub(crate) fn stirling_error(x: f64) -> Wide {
    let wide = Wide::from(x);
    if x >= 40.0 {
        return stirling_series(wide);
    }
    // ln gamma(x + 1) is ln gamma(x) + ln x.
    ln_gamma(x) - ((wide - 0.5.into()) * ln(wide) - wide + LN_SQRT_2_PI)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(ours: Wide, high: f64, low: f64, error: f64) {
        let difference = (ours - Wide::new(high, low)).high / high;
        assert!(difference.abs() < error, "{ours:?}, not {high} + {low}: {difference:e}");
    }

    #[test]
    fn exponentials_and_logarithms_have_27_digits() {
        close(
            exp_within_range(1.0.into()),
            2.718_281_828_459_045,
            1.445_646_891_729_250_2e-16,
            1e-29,
        );
        close(
            exp_within_range(Wide::from(-0.1)),
            0.904_837_418_035_959_5,
            5.055_984_668_733_208e-17,
            1e-29,
        );
        close(
            exp_within_range(Wide::from(123.456)),
            4.132_944_352_778_106e53,
            6.702_925_749_764_18e36,
            1e-27,
        );
        close(
            exp_within_range(Wide::from(-321.5)),
            2.367_685_792_326_302_4e-140,
            1.263_829_804_778_594_8e-156,
            1e-27,
        );
        close(exp_m1(1e-9).value, 1.000_000_000_500_000_1e-9, -7.443_897_403_844_588e-26, 1e-30);
        close(exp_m1(-0.3).value, -0.259_181_779_318_282_1, -1.805_530_505_953e-18, 1e-30);
        close(exp_m1(0.49).value, 0.632_316_219_955_379, -5.519_520_269_074_642e-17, 1e-30);
        close(ln(10.0.into()), 2.302_585_092_994_046, -2.170_756_223_382_249_4e-16, 1e-30);
        close(ln(0.7.into()), -0.356_674_943_938_732_45, 4.825_563_799_376_62e-18, 1e-28);
        close(ln(1.000_001.into()), 9.999_994_999_180_668e-7, 1.580_787_608_969_973_2e-23, 1e-30);
        close(ln(1e-300.into()), -690.775_527_898_213_7, -2.367_009_617_670_983_2e-14, 1e-30);
        close(ln_1p(1e-10), 9.999_999_999_500_001e-11, -3.389_513_322_121_794e-27, 1e-30);
        close(ln_1p(-0.9), -2.302_585_092_994_046, -4.968_982_586_806_388e-18, 1e-28);
        close(
            pow(1.5, 40.5).value.scaled(pow(1.5, 40.5).exponent),
            13_542_411.051_343_735,
            7.115_963_287_536_771e-10,
            1e-27,
        );
    }

    #[test]
    fn sines_have_28_digits() {
        close(sin_cos(1.0).0, 0.841_470_984_807_896_5, 1.776_845_092_935_536e-18, 1e-30);
        close(sin_cos(1.0).1, 0.540_302_305_868_139_8, -4.760_954_612_604_417e-17, 1e-30);
        close(sin_cos(-2.5).0, -0.598_472_144_103_956_5, 5.521_403_334_082_375e-17, 1e-29);
        close(sin_cos(-2.5).1, -0.801_143_615_546_933_7, -1.867_474_270_508_555_3e-17, 1e-29);
        close(sin_cos(987_654.321).0, 0.410_100_672_235_448_66, 8.102_951_803_557_156e-18, 1e-28);
        close(sin_cos(987_654.321).1, 0.912_040_261_519_212_2, 1.818_456_768_576_434_7e-17, 1e-28);
    }

    #[test]
    fn the_normal_law_has_24_digits() {
        close(normal_cdf(-0.3).value, 0.382_088_577_811_047_4, -1.378_903_159_349_49e-17, 1e-29);
        close(normal_cdf(1.5).value, 0.933_192_798_731_141_9, 1.918_130_374_949_297_6e-17, 1e-29);
        close(normal_cdf(-4.9).value, 4.791_832_765_903_19e-7, 1.523_564_596_013_434e-23, 1e-24);
        close(
            {
                let Scaled { value, exponent } = normal_cdf(-5.1);
                value.scaled(exponent)
            },
            1.698_267_407_147_601_4e-7,
            1.039_935_413_232_900_8e-23,
            1e-28,
        );
        close(
            {
                let Scaled { value, exponent } = normal_cdf(-20.5);
                value.scaled(exponent)
            },
            1.076_467_325_879_096_1e-93,
            -8.349_148_350_199_075e-110,
            1e-27,
        );
        close(normal_cdf(6.0).value, 0.999_999_999_013_412_3, 5.538_678_126_725_596e-17, 1e-30);
    }

    #[test]
    fn the_gamma_function_has_26_digits() {
        close(ln_gamma(0.1), 2.252_712_651_734_206, -8.214_908_571_963_665e-17, 1e-27);
        close(ln_gamma(1e-5), 11.512_919_692_895_826, -5.480_224_538_411_252e-16, 1e-27);
        close(ln_gamma(3.7), 1.428_072_326_665_388, 4.823_204_321_026_723e-17, 1e-27);
        close(ln_gamma(1234.5), 7_550.550_901_077_895, -2.093_880_963_942_756e-13, 1e-29);
        close(stirling_error(0.3), 0.236_064_900_748_215_6, -6.384_742_054_968_306e-18, 1e-26);
        close(stirling_error(12.5), 0.006_665_247_032_707_682, 3.815_414_230_769_613_5e-19, 1e-25);
        close(stirling_error(1e6), 8.333_333_333_333_056e-8, -3.503_188_784_867_289e-24, 1e-29);
    }
}
