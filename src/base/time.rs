//! Simulated time: whole microseconds.
//!
//! Whole numbers make ties well defined and sums exact, so that totals can be merged in any order
//! and give the same bytes.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// An instant since opening, or a length of time, in whole microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub u64);

/// Microseconds in a second.
pub(crate) const MICROS_PER_SECOND: u64 = 1_000_000;

impl Micros {
    /// Opening time, and the empty length.
    pub const ZERO: Self = Self(0);
    /// Later than everything: what never happens.
    pub const NEVER: Self = Self(u64::MAX);
    /// The longest length that is not "never": 2^47 microseconds, about four and a half years.
    pub const LONGEST: Self = Self(1 << 47);

    /// A length in seconds, rounded half to even; longer than [`Self::LONGEST`] is never, and a
    /// negative length is none.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Self {
        // Adding 2^52 rounds half to even in the addition itself, on every platform and without a
        // call to its maths library, and leaves the whole number in the lower 52 bits.
        const TWO_52: f64 = 4_503_599_627_370_496.0;
        // What is negative (or no number) is none.
        let micros = (seconds * 1e6).max(0.0);
        if micros > Self::LONGEST.0 as f64 {
            return Self::NEVER;
        }
        Self((micros + TWO_52).to_bits() & (TWO_52 as u64 - 1))
    }

    /// A whole number of seconds.
    #[must_use]
    pub const fn from_whole_seconds(seconds: u64) -> Self {
        Self(seconds * MICROS_PER_SECOND)
    }

    /// The same length in seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// Whether this is opening time, or no length.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this never happens.
    #[must_use]
    pub const fn is_never(self) -> bool {
        self.0 == Self::NEVER.0
    }

    /// This instant and a length later; never stays never.
    #[must_use]
    pub const fn after(self, length: Self) -> Self {
        Self(self.0.saturating_add(length.0))
    }

    /// The length since an earlier instant.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Self {
        debug_assert!(self.0 >= earlier.0);
        Self(self.0 - earlier.0)
    }
}

impl Add for Micros {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.after(other)
    }
}

impl AddAssign for Micros {
    fn add_assign(&mut self, other: Self) {
        *self = self.after(other);
    }
}

impl Sub for Micros {
    type Output = Self;

    fn sub(self, earlier: Self) -> Self {
        self.since(earlier)
    }
}

impl fmt::Display for Micros {
    /// Seconds, with as many decimals as are needed and no more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_never() {
            return f.write_str("never");
        }
        let (whole, rest) = (self.0 / MICROS_PER_SECOND, self.0 % MICROS_PER_SECOND);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{rest:06}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_half_to_even() {
        assert_eq!(Micros::from_seconds(0.000_000_5), Micros(0));
        assert_eq!(Micros::from_seconds(0.000_001_5), Micros(2));
        assert_eq!(Micros::from_seconds(2.5e-6), Micros(2));
        assert_eq!(Micros::from_seconds(300.0), Micros(300_000_000));
        assert_eq!(Micros::from_seconds(-1.0), Micros(0));
    }

    #[test]
    fn what_is_longer_than_2_to_the_47_never_happens() {
        let longest = Micros::LONGEST.seconds();
        assert_eq!(Micros::from_seconds(longest), Micros::LONGEST);
        assert!(Micros::from_seconds(longest + 1.0).is_never());
        assert!(Micros::from_seconds(f64::INFINITY).is_never());
        assert!((Micros(5) + Micros::NEVER).is_never());
    }

    #[test]
    fn times_read_as_seconds() {
        assert_eq!(Micros(70_000_000).to_string(), "70");
        assert_eq!(Micros(1_250_000).to_string(), "1.25");
        assert_eq!(Micros::NEVER.to_string(), "never");
    }
}
