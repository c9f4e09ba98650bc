//! Whether a customer buys after having waited.

use crate::base::math::exp;

const LN_2: f64 = std::f64::consts::LN_2;

/// The probability of buying after a total wait: it halves with every half-life.
#[must_use]
pub fn conversion_after(
    probability: f64,
    waited_seconds: f64,
    half_life_seconds: Option<f64>,
) -> f64 {
    match half_life_seconds {
        Some(half_life) => probability * exp(-LN_2 * waited_seconds / half_life),
        None => probability,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_life_of_waiting_halves_the_chance() {
        assert!((conversion_after(0.3, 120.0, Some(120.0)) - 0.15).abs() < 1e-15);
        assert!((conversion_after(0.3, 120.0, None) - 0.3).abs() < 1e-15);
    }
}
