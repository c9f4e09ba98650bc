//! Rounding half to even, the same on every platform.

/// The nearest whole number, half to even; NaN gives 0.
///
/// # Panics
/// In debug builds, beyond 2^51: sums are split into summands far below that.
#[must_use]
pub(crate) fn round_half_even(value: f64) -> i64 {
    whole(value) as i64
}

/// The same as a real.
///
/// # Panics
/// In debug builds, beyond 2^51.
#[inline]
#[must_use]
pub(crate) fn whole(value: f64) -> f64 {
    // Adding 1.5 x 2^52 leaves no bits for a fraction, so the addition itself rounds half to even.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    debug_assert!(value.is_nan() || value.abs() <= 2_251_799_813_685_248.0, "{value} is too large");
    (value + SHIFT) - SHIFT
}

/// `count x value / 2^32`, half to even, in whole numbers throughout.
#[must_use]
pub(crate) fn times_units(count: i64, value: i64) -> i64 {
    const UNIT: i128 = 1 << 32;
    let product = i128::from(count) * i128::from(value);
    let (quotient, rest) = (product.div_euclid(UNIT), product.rem_euclid(UNIT));
    let up = match rest.cmp(&(UNIT / 2)) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => quotient & 1,
        std::cmp::Ordering::Greater => 1,
    };
    (quotient + up) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        assert_eq!([0.5, 1.5, 2.5, -0.5, -1.5, 2.4].map(round_half_even), [0, 2, 2, 0, -2, 2]);
    }

    #[test]
    fn units_round_like_reals() {
        let half = 1_i64 << 31;
        assert_eq!([1, 3, 5, -1, -3].map(|value| times_units(half, value)), [0, 2, 2, 0, -2]);
        assert_eq!(times_units(1 << 32, 7_000_000_123), 7_000_000_123);
    }
}
