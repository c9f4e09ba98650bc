//! Whether a difference is small enough not to matter: two one-sided tests.
//!
//! More in `docs/methods/checks.md`.

use super::interval::{Figure, Interval};
use super::student;

/// What two one-sided tests say of a difference and a margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Equivalence {
    /// It lies inside the margin on both sides.
    Within,
    /// It lies beyond the margin.
    Beyond,
    /// Neither can be told.
    Unclear,
}

/// The interval of a difference of probability 1 - 2 `level`, and whether it lies inside
/// (-`margin`, `margin`): both one-sided tests at `level` then find the difference to be smaller.
/// Nothing where the difference has no standard error.
///
/// Source: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15.
#[must_use]
pub fn equivalence(
    difference: Figure,
    degrees: u64,
    margin: f64,
    level: f64,
) -> Option<(Interval, Equivalence)> {
    let half_width = difference.half_width(student::critical(1.0 - 2.0 * level, degrees))?;
    let Figure { value, .. } = difference;
    let interval = Interval { low: value - half_width, high: value + half_width };
    let verdict = if interval.low > -margin && interval.high < margin {
        Equivalence::Within
    } else if interval.low >= margin || interval.high <= -margin {
        Equivalence::Beyond
    } else {
        Equivalence::Unclear
    };
    Some((interval, verdict))
}

/// The difference of two figures that were found independently of each other.
#[must_use]
pub fn unpaired(one: Figure, other: Figure) -> Figure {
    let errors = one.standard_error.zip(other.standard_error);
    Figure {
        value: one.value - other.value,
        standard_error: errors.map(|(one, other)| (one * one + other * other).sqrt()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    fn figure(value: f64, standard_error: f64) -> Figure {
        Figure { value, standard_error: Some(standard_error) }
    }

    #[test]
    fn ten_degrees_give_the_interval_of_the_tables() {
        // Student's 95 % point on 10 degrees is 1.812461.
        let (interval, verdict) = equivalence(figure(0.3, 0.1), 10, 0.5, 0.05).unwrap();
        assert!((interval.low - 0.118_753_9).abs() < 1e-6, "{interval:?}");
        assert!((interval.high - 0.481_246_1).abs() < 1e-6, "{interval:?}");
        assert_eq!(verdict, Equivalence::Within);
    }

    #[test]
    fn a_difference_is_within_beyond_or_unclear() {
        let verdict = |value, error| equivalence(figure(value, error), 50, 1.0, 0.05).unwrap().1;
        assert_eq!(verdict(0.0, 0.0), Equivalence::Within);
        assert_eq!(verdict(-0.8, 0.05), Equivalence::Within);
        assert_eq!(verdict(-0.8, 0.5), Equivalence::Unclear);
        assert_eq!(verdict(1.0, 0.0), Equivalence::Beyond);
        assert_eq!(verdict(-1.5, 0.2), Equivalence::Beyond);
        assert_eq!(verdict(0.0, 9.0), Equivalence::Unclear);
        let one = Figure { value: 0.0, standard_error: None };
        assert_eq!(equivalence(one, 1, 1.0, 0.05), None);
    }

    #[test]
    fn independent_errors_are_added_in_squares() {
        let difference = unpaired(figure(5.0, 3.0), figure(4.0, 4.0));
        assert_eq!(difference, figure(1.0, 5.0));
        let one = Figure { standard_error: None, ..difference };
        assert_eq!(unpaired(one, difference).standard_error, None);
    }

    #[test]
    fn a_difference_at_the_margin_is_found_within_it_as_seldom_as_the_level_says() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let within = (0..4000)
            .filter(|_| {
                // The mean of 30 sums of 12 uniform numbers: true mean 1, margin 1.
                let days: Vec<f64> = (0..30)
                    .map(|_| (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 5.0)
                    .collect();
                let mean = days.iter().sum::<f64>() / 30.0;
                let squares: f64 = days.iter().map(|day| (day - mean) * (day - mean)).sum();
                let found = figure(mean, (squares / (30.0 * 29.0)).sqrt());
                equivalence(found, 29, 1.0, 0.05).unwrap().1 == Equivalence::Within
            })
            .count();
        // 200 are expected, with a standard deviation of 14.
        assert!((150..=250).contains(&within), "{within} of 4000");
    }
}
