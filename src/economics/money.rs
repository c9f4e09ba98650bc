//! Money in whole millionths of a currency unit.

use crate::base::rounding::round_half_even;

/// Millionths in a currency unit.
pub const MILLIONTHS: f64 = 1e6;

/// The largest sum, in units of the currency: whole millionths of more do not fit a real. Scenarios
/// are checked to stay below it, but for the far tail of a random amount.
pub const MOST: f64 = 2e9;

/// An amount in whole millionths, rounded half to even; more than [`MOST`] is that.
#[must_use]
pub fn millionths(amount: f64) -> i64 {
    round_half_even(amount.min(MOST) * MILLIONTHS)
}

/// What so many microseconds cost at a price for each hour, in millionths.
#[must_use]
pub fn hourly(micros: i64, price_per_hour: f64) -> i64 {
    round_half_even((micros as f64 * (price_per_hour / 3600.0)).min(MOST * MILLIONTHS))
}

/// What so many microseconds cost at a price for each minute, in millionths.
#[must_use]
pub fn by_minute(micros: i64, price_per_minute: f64) -> i64 {
    round_half_even((micros as f64 * (price_per_minute / 60.0)).min(MOST * MILLIONTHS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_costs_its_price() {
        assert_eq!(hourly(3_600_000_000, 24.0), 24_000_000);
        assert_eq!(by_minute(90_000_000, 0.02), 30_000);
        assert_eq!(millionths(0.05), 50_000);
        assert_eq!(millionths(f64::INFINITY), 2_000_000_000_000_000);
        assert_eq!(hourly(i64::MAX, 1e300), 2_000_000_000_000_000);
    }
}
