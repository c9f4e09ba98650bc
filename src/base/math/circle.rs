//! Sine and cosine.

/// pi / 2 in three parts; the first two have 33 bits, so that their products with a whole number
/// below 2^20 are exact.
const HALF_PI: [f64; 3] = [
    f64::from_bits(0x3FF9_21FB_5440_0000),
    f64::from_bits(0x3DD0_B461_1A60_0000),
    f64::from_bits(0x3BA3_198A_2E03_7073),
];
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// Sine of an angle in radians, up to a million either way (NaN beyond); absolute error 2.2e-16.
pub fn sin(x: f64) -> f64 {
    quarter(x, 0)
}

/// Cosine of an angle in radians, up to a million either way (NaN beyond); absolute error 2.2e-16.
pub fn cos(x: f64) -> f64 {
    quarter(x, 1)
}

/// The sine of x plus some quarter turns.
fn quarter(x: f64, turns: u64) -> f64 {
    if x.is_nan() || x.abs() > 1e6 {
        return f64::NAN;
    }
    let rounded = x * std::f64::consts::FRAC_2_PI + ROUNDER;
    let n = rounded - ROUNDER;
    let r = ((x - n * HALF_PI[0]) - n * HALF_PI[1]) - n * HALF_PI[2];
    match rounded.to_bits().wrapping_add(turns) % 4 {
        0 => sine(r),
        1 => cosine(r),
        2 => -sine(r),
        _ => -cosine(r),
    }
}

/// Sine within an eighth of a turn; coefficients of fdlibm (`k_sin.c`).
fn sine(r: f64) -> f64 {
    const S: [f64; 6] = [
        -1.666_666_666_666_663_2e-1,
        8.333_333_333_322_49e-3,
        -1.984_126_982_985_795e-4,
        2.755_731_370_707_006_8e-6,
        -2.505_076_025_340_686_3e-8,
        1.589_690_995_211_55e-10,
    ];
    let z = r * r;
    r + r * z * super::polynomial(z, &S)
}

/// Cosine within an eighth of a turn; coefficients of fdlibm (`k_cos.c`).
fn cosine(r: f64) -> f64 {
    const C: [f64; 6] = [
        4.166_666_666_666_66e-2,
        -1.388_888_888_887_411e-3,
        2.480_158_728_947_673e-5,
        -2.755_731_435_139_066_3e-7,
        2.087_572_321_298_175e-9,
        -1.135_964_755_778_819_5e-11,
    ];
    let z = r * r;
    let w = 1.0 - 0.5 * z;
    w + (((1.0 - w) - 0.5 * z) + z * z * super::polynomial(z, &C))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the platform's functions are the reference")]
    fn sine_and_cosine_agree_with_the_platform() {
        for i in -1_000_000..1_000_000 {
            let x = f64::from(i) * 1.234_567e-5;
            assert!((sin(x) - x.sin()).abs() < 2.3e-16, "sine of {x}");
            assert!((cos(x) - x.cos()).abs() < 2.3e-16, "cosine of {x}");
            let far = x * 8e4;
            assert!((sin(far) - far.sin()).abs() < 2.3e-16, "sine of {far}");
            assert!((cos(far) - far.cos()).abs() < 2.3e-16, "cosine of {far}");
        }
        assert!(sin(2e6).is_nan() && cos(f64::INFINITY).is_nan() && sin(f64::NAN).is_nan());
    }
}
