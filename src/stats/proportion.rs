//! Shares of replications: Wilson's interval, and the score interval of a paired difference.
//!
//! More in `docs/methods/intervals.md` and, of pairs, in `docs/methods/paired-comparison.md`.

use super::interval::Interval;

/// Wilson's score interval for `successes` of `n` (at least one), at a normal critical value.
///
/// Source: Wilson (1927), Journal of the American Statistical Association 22.
#[must_use]
pub(crate) fn wilson(successes: u64, n: u64, z: f64) -> Interval {
    let interval = wilson_of(successes as f64 / n as f64, n as f64, z);
    // At none and at all one end is 0 or 1 by algebra; rounding must not show.
    let low = if successes == 0 { 0.0 } else { interval.low };
    let high = if successes == n { 1.0 } else { interval.high };
    Interval { low, high }
}

/// The same for a share of a number of trials that need not be whole.
#[must_use]
pub(crate) fn wilson_of(share: f64, trials: f64, z: f64) -> Interval {
    let z2 = z * z;
    let centre = (share + z2 / (2.0 * trials)) / (1.0 + z2 / trials);
    let half = z / (1.0 + z2 / trials)
        * (share * (1.0 - share) / trials + z2 / (4.0 * trials * trials)).sqrt();
    Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

/// How often which of two paired shares held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pairs {
    /// Pairs in all; at least one.
    pub all: u64,
    /// Pairs in which the first held and the second did not.
    pub first_only: u64,
    /// Pairs in which the second held and the first did not.
    pub second_only: u64,
}

impl Pairs {
    /// The first share less the second.
    #[must_use]
    pub(crate) fn difference(&self) -> f64 {
        (self.first_only as f64 - self.second_only as f64) / self.all as f64
    }

    /// The score interval of the difference, at a normal critical value.
    ///
    /// Source: Tango (1998), Statistics in Medicine 17.
    #[must_use]
    pub(crate) fn score_interval(&self, z: f64) -> Interval {
        let seen = self.difference();
        Interval {
            low: if seen <= -1.0 { -1.0 } else { self.cross(-1.0, seen, z) },
            high: if seen >= 1.0 { 1.0 } else { self.cross(seen, 1.0, -z) },
        }
    }

    /// Where between two differences the score, which falls, passes a level.
    fn cross(&self, mut low: f64, mut high: f64, level: f64) -> f64 {
        loop {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                return middle;
            }
            if self.score(middle) > level {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /// The standardised distance of what was seen from a true difference.
    fn score(&self, difference: f64) -> f64 {
        let (n, first, second) = (self.all as f64, self.first_only as f64, self.second_only as f64);
        // The likeliest share of "second only" under that difference solves a quadratic.
        let linear = -first - second + (2.0 * n - first + second) * difference;
        let constant = -second * difference * (1.0 - difference);
        let root = (linear * linear - 8.0 * n * constant).max(0.0).sqrt();
        let share = (root - linear) / (4.0 * n);
        let variance = n * (2.0 * share + difference * (1.0 - difference));
        (first - second - n * difference) / variance.max(f64::MIN_POSITIVE).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    const Z: f64 = 1.959_963_984_540_054;

    #[test]
    fn wilson_agrees_with_published_intervals() {
        // Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20.
        for (successes, n, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
        {
            let interval = wilson(successes, n, Z);
            assert!((interval.low - low).abs() < 5e-5, "{successes} of {n}: {interval:?}");
            assert!((interval.high - high).abs() < 5e-5, "{successes} of {n}: {interval:?}");
        }
        assert!(wilson(20, 20, Z).high >= 1.0);
    }

    #[test]
    fn the_difference_of_paired_shares_rests_on_the_discordant_pairs() {
        let pairs = Pairs { all: 50, first_only: 9, second_only: 2 };
        assert!((pairs.difference() - 0.14).abs() < 1e-15);
    }

    #[test]
    fn without_a_discordant_pair_the_score_interval_has_its_closed_form() {
        let interval = Pairs { all: 40, first_only: 0, second_only: 0 }.score_interval(Z);
        let end = Z * Z / (40.0 + Z * Z);
        assert!((interval.high - end).abs() < 1e-9, "{interval:?}");
        assert!((interval.low + end).abs() < 1e-9, "{interval:?}");
    }

    #[test]
    fn turning_the_pair_turns_the_interval() {
        let there = Pairs { all: 50, first_only: 9, second_only: 2 }.score_interval(Z);
        let back = Pairs { all: 50, first_only: 2, second_only: 9 }.score_interval(Z);
        assert!((there.low + back.high).abs() < 1e-9 && (there.high + back.low).abs() < 1e-9);
        assert!(there.low < 0.14 && 0.14 < there.high);
    }

    #[test]
    fn all_pairs_discordant_end_at_one() {
        let interval = Pairs { all: 10, first_only: 10, second_only: 0 }.score_interval(Z);
        assert!(interval.high >= 1.0 && interval.low > 0.4 && interval.low < 0.9, "{interval:?}");
        let turned = Pairs { all: 10, first_only: 0, second_only: 10 }.score_interval(Z);
        assert!(turned.low <= -1.0 && (turned.high + interval.low).abs() < 1e-9, "{turned:?}");
    }

    #[test]
    fn score_intervals_cover_a_paired_difference_as_often_as_they_say() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(11);
        let covered = (0..2000)
            .filter(|_| {
                let mut pairs = Pairs { all: 40, first_only: 0, second_only: 0 };
                for _ in 0..40 {
                    let place: f64 = random.random();
                    pairs.first_only += u64::from(place < 0.15);
                    pairs.second_only += u64::from(place > 0.95);
                }
                let interval = pairs.score_interval(Z);
                interval.low <= 0.1 && 0.1 <= interval.high
            })
            .count();
        assert!((1860..=1960).contains(&covered), "{covered} of 2000");
    }
}
