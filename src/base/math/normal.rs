//! The standard normal law.

use super::{exp, ln, polynomial};

/// 1 / sqrt(2 pi).
const INVERSE_SQRT_2_PI: f64 = 0.398_942_280_401_432_7;
/// The middle of the law: u within this of 1/2, 85 % of all.
const MIDDLE: f64 = 0.425;

/// Density at x; error below 3 (1 + x^2 / 2) units in the last place, from rounding the square.
pub fn normal_density(x: f64) -> f64 {
    INVERSE_SQRT_2_PI * exp(-0.5 * x * x)
}

/// Probability of at most x; error below 8 units in the last place (6.2 found), in both tails.
///
/// The tail beyond |x| is the density times Mills' ratio. The ratio times (|x| + 1) is a polynomial
/// in (|x| - 5) / (|x| + 5), fitted at Chebyshev's points with 60 digits; its error is 3e-16.
pub fn normal_cdf(x: f64) -> f64 {
    const MILLS: [f64; 25] = [
        1.156_848_628_291_894_6,
        -0.229_487_538_252_113_15,
        0.077_781_598_868_735_54,
        0.025_072_179_301_638_8,
        -0.066_177_600_778_993_4,
        0.061_505_045_840_186_5,
        -0.038_026_592_187_762_366,
        0.016_348_231_281_029_38,
        -0.004_201_290_310_663_574,
        1.953_063_837_079_078_6e-5,
        0.000_457_043_818_200_079_54,
        -0.000_134_374_278_557_113_5,
        -2.480_545_844_721_45e-5,
        2.270_961_270_923_768e-5,
        -1.772_343_818_560_155_6e-7,
        -3.277_287_633_208_865e-6,
        3.219_713_160_904_218_5e-7,
        4.919_962_331_478_34e-7,
        -6.738_323_465_177_047e-8,
        -7.758_520_236_786_343e-8,
        1.008_289_564_626_018_8e-8,
        1.103_207_115_157_433_6e-8,
        -1.084_692_528_886_079_5e-9,
        -9.564_832_934_712_551e-10,
        6.288_377_855_498_677e-11,
    ];
    if x.is_nan() {
        return x;
    }
    // Beyond 39 nothing is left that a number can hold.
    let away = if x.abs() < 40.0 { x.abs() } else { 40.0 };
    // The square in two parts, the first exact, since rounding it would be magnified by exp.
    let coarse = (away * 16.0).floor() / 16.0;
    let fine = (away - coarse) * (away + coarse);
    let density = INVERSE_SQRT_2_PI * exp(-0.5 * coarse * coarse) * exp(-0.5 * fine);
    let tail = density * polynomial((away - 5.0) / (away + 5.0), &MILLS) / (away + 1.0);
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// The x that a standard normal number falls below with probability u; 0 and 1 give infinities.
///
/// Algorithm AS 241 (Wichura, *Applied Statistics* 37, 1988), `PPND16`; error below 7 units in the
/// last place (5.6 found).
#[inline]
pub fn normal_quantile(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= MIDDLE { middle(q) } else { tail(u) }
}

/// Replaces each number u by what [`normal_quantile`] gives for it, to the bit, several at once.
pub fn normal_quantiles(uniforms: &mut [f64]) {
    const CHUNK: usize = 64;
    for chunk in uniforms.chunks_mut(CHUNK) {
        let mut kept = [0.0; CHUNK];
        kept[..chunk.len()].copy_from_slice(chunk);
        for u in chunk.iter_mut() {
            *u = middle(*u - 0.5);
        }
        for (x, &u) in chunk.iter_mut().zip(&kept) {
            if (u - 0.5).abs() > MIDDLE {
                *x = tail(u);
            }
        }
    }
}

#[inline]
fn middle(q: f64) -> f64 {
    const A: [f64; 8] = [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ];
    const B: [f64; 8] = [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ];
    let r = MIDDLE * MIDDLE - q * q;
    q * polynomial(r, &A) / polynomial(r, &B)
}

#[cold]
fn tail(u: f64) -> f64 {
    const C: [f64; 8] = [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ];
    const D: [f64; 8] = [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ];
    let upper = u > 0.5;
    let r = (-ln(if upper { 1.0 - u } else { u })).sqrt();
    let x = if r <= 5.0 {
        polynomial(r - 1.6, &C) / polynomial(r - 1.6, &D)
    } else if r < f64::INFINITY {
        far_tail(r - 5.0)
    } else {
        r
    };
    if upper { x } else { -x }
}

fn far_tail(r: f64) -> f64 {
    const E: [f64; 8] = [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ];
    const F: [f64; 8] = [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ];
    polynomial(r, &E) / polynomial(r, &F)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUANTILES: [(f64, f64); 17] = [
        (1.0e-300, -37.047_096_299_361_2),
        (1.0e-100, -21.273_453_560_965_326),
        (1.110_223_024_625_156_5e-16, -8.209_536_151_601_387),
        (1.0e-12, -7.034_483_825_301_132),
        (1.0e-6, -4.753_424_308_822_899),
        (0.001, -3.090_232_306_167_813_6),
        (0.025, -1.959_963_984_540_054_3),
        (0.075, -1.439_531_470_938_456),
        (0.2, -0.841_621_233_572_914_2),
        (0.45, -0.125_661_346_855_074_02),
        (0.499_999, -2.506_628_274_566_559_3e-6),
        (0.6, 0.253_347_103_135_799_7),
        (0.9, 1.281_551_565_544_600_6),
        (0.95, 1.644_853_626_951_472_2),
        (0.975, 1.959_963_984_540_053_8),
        (0.999, 3.090_232_306_167_813),
        (0.999_999_999_999_999_9, 8.209_536_151_601_387),
    ];
    const PROBABILITIES: [(f64, f64); 13] = [
        (-38.0, 2.885_428_35e-316),
        (-20.0, 2.753_624_118_606_233_7e-89),
        (-8.2, 1.201_935_154_273_585_9e-16),
        (-5.0, 2.866_515_718_791_939e-7),
        (-2.0, 0.022_750_131_948_179_21),
        (-1.41, 0.079_269_841_453_392_4),
        (-1.0, 0.158_655_253_931_457_05),
        (-0.3, 0.382_088_577_811_047_4),
        (0.1, 0.539_827_837_277_029),
        (1.0, 0.841_344_746_068_542_9),
        (1.5, 0.933_192_798_731_141_9),
        (3.0, 0.998_650_101_968_369_9),
        (8.0, 0.999_999_999_999_999_3),
    ];

    #[test]
    fn quantiles_agree_with_values_computed_to_40_digits() {
        // Roots of erfc(-x / sqrt 2) / 2 = u, by mpmath at 40 digits.
        for (u, x) in QUANTILES {
            assert!((normal_quantile(u) / x - 1.0).abs() < 1e-15, "at {u}: {}", normal_quantile(u));
        }
        assert!(normal_quantile(0.5) == 0.0);
        assert!(normal_quantile(0.0) == f64::NEG_INFINITY && normal_quantile(1.0) == f64::INFINITY);
        assert!(normal_quantile(-0.1).is_nan() && normal_quantile(f64::NAN).is_nan());
    }

    #[test]
    fn the_quantile_undoes_the_cdf() {
        for i in -8_200..8_200 {
            let x = f64::from(i) / 1000.0;
            let u = normal_cdf(x);
            // Near one the probability itself is rounded to 2^-53.
            let rounding =
                f64::EPSILON / normal_density(x).max(1e-300) * if x > 0.0 { 1.0 } else { u };
            assert!((normal_quantile(u) - x).abs() < 4e-15 * (1.0 + x.abs()) + rounding, "at {x}");
        }
    }

    #[test]
    fn many_at_once_are_the_same_bits_as_one_by_one() {
        let mut many: Vec<f64> = (0..100_003).map(|i| (f64::from(i) + 0.5) / 100_003.0).collect();
        many.extend([f64::EPSILON, 1.0 - f64::EPSILON, 1e-300]);
        let single: Vec<u64> = many.iter().map(|&u| normal_quantile(u).to_bits()).collect();
        normal_quantiles(&mut many);
        assert!(many.iter().map(|x| x.to_bits()).eq(single));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the edges are exact")]
    fn the_cdf_agrees_with_values_computed_to_40_digits() {
        for (x, p) in PROBABILITIES {
            let bound = if x < -37.0 { 1e-8 } else { 2e-15 };
            assert!((normal_cdf(x) / p - 1.0).abs() < bound, "at {x}: {}", normal_cdf(x));
        }
        assert!(normal_cdf(f64::NEG_INFINITY) == 0.0 && normal_cdf(f64::INFINITY) == 1.0);
        assert!(normal_cdf(f64::NAN).is_nan());
    }

    #[test]
    fn the_cdf_agrees_with_the_incomplete_gamma_function() {
        for i in 1..30_000 {
            let x = f64::from(i) / 1000.0;
            let tail = 0.5 * crate::base::math::regularized_gamma_q(0.5, 0.5 * x * x);
            // Rounding the square weighs x^2 / 2 times in the reference.
            let bound = 1e-14 + 2e-16 * x * x;
            assert!((normal_cdf(-x) / tail - 1.0).abs() < bound, "at {x}");
        }
    }
}
