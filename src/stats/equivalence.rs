//! Whether a difference is small enough not to matter: two one-sided tests.
//!
//! More in `docs/methods/checks.md`.

use super::interval::{Figure, Interval};

/// What two one-sided tests say of a difference and a margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Equivalence {
    /// It lies inside the margin on both sides.
    Within,
    /// It lies beyond the margin.
    Beyond,
    /// Neither can be told.
    Unclear,
}

/// Whether the interval of a difference, of probability 1 - 2 of the level of each test, lies
/// inside (-`margin`, `margin`): both one-sided tests then find the difference to be smaller.
///
/// Source: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15.
#[must_use]
pub(crate) fn equivalence(interval: Interval, margin: f64) -> Equivalence {
    if interval.low > -margin && interval.high < margin {
        Equivalence::Within
    } else if interval.low >= margin || interval.high <= -margin {
        Equivalence::Beyond
    } else {
        Equivalence::Unclear
    }
}

/// The difference of two figures that were found independently of each other.
#[must_use]
pub(crate) fn unpaired(one: Figure, other: Figure) -> Figure {
    let errors = one.standard_error.zip(other.standard_error);
    Figure {
        value: one.value - other.value,
        standard_error: errors.map(|(one, other)| (one * one + other * other).sqrt()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::student;
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    fn figure(value: f64, standard_error: f64) -> Figure {
        Figure { value, standard_error: Some(standard_error) }
    }

    fn at(value: f64, half_width: f64) -> Interval {
        Interval { low: value - half_width, high: value + half_width }
    }

    #[test]
    fn a_difference_is_within_beyond_or_unclear() {
        for (value, half_width, wanted) in [
            (0.0, 0.0, Equivalence::Within),
            (-0.8, 0.1, Equivalence::Within),
            (-0.8, 1.0, Equivalence::Unclear),
            (1.0, 0.0, Equivalence::Beyond),
            (-1.5, 0.4, Equivalence::Beyond),
            (0.0, 9.0, Equivalence::Unclear),
            (0.0, f64::INFINITY, Equivalence::Unclear),
        ] {
            assert_eq!(equivalence(at(value, half_width), 1.0), wanted, "{value} {half_width}");
        }
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
                let half_width = found.half_width(student::critical(0.9, 29)).unwrap();
                equivalence(at(mean, half_width), 1.0) == Equivalence::Within
            })
            .count();
        // 200 are expected, with a standard deviation of 14.
        assert!((150..=250).contains(&within), "{within} of 4000");
    }
}
