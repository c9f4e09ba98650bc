//! Ratio of means, with its standard error by the delta method.
//!
//! Over replications a numerator x and a denominator y are summed; the estimate is the sum of x
//! over the sum of y, never the mean of x / y. Its variance is that of x - R y over the squared
//! mean of y (Law, Simulation Modeling and Analysis, on ratio estimation). More in
//! `docs/methods/intervals.md`.

use super::interval::{Figure, cancelling_sum};
use crate::base::tape::Tape;

const FITS: &str = "sums of squares over replications stay below 2^127";

/// Exact sums over replications of x, y and their products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub x: i128,
    pub y: i128,
    pub xx: i128,
    pub xy: i128,
    pub yy: i128,
    /// Replications in which x was not 0.
    pub some: u64,
    /// Replications in which x was not y.
    pub short: u64,
}

impl Sums {
    /// One replication.
    pub fn add(&mut self, x: i64, y: i64) {
        grow(&mut self.x, x.into());
        grow(&mut self.y, y.into());
        grow(&mut self.xx, product(x, x));
        grow(&mut self.xy, product(x, y));
        grow(&mut self.yy, product(y, y));
        self.some += u64::from(x != 0);
        self.short += u64::from(x != y);
    }

    /// One replication of a plain mean: y is 1 and left to [`Self::per_replication`].
    pub fn add_plain(&mut self, x: i64) {
        grow(&mut self.x, x.into());
        grow(&mut self.xx, product(x, x));
        self.some += u64::from(x != 0);
    }

    /// The sums of a plain mean over `n` replications with their y.
    #[must_use]
    pub fn per_replication(&self, n: u64) -> Self {
        let (y, short) = (n.into(), n);
        Self { y, xy: self.x, yy: y, short, ..*self }
    }

    /// Joins the replications of two sets of sums.
    pub fn merge(&mut self, other: &Self) {
        for (sum, more) in self.parts_mut().into_iter().zip(other.parts()) {
            grow(sum, more);
        }
        self.some += other.some;
        self.short += other.short;
    }

    /// Runs all of them past a tape.
    pub fn pass(&mut self, tape: &mut Tape) {
        self.parts_mut().into_iter().for_each(|part| tape.whole(part));
        tape.part(&mut self.some);
        tape.part(&mut self.short);
    }

    /// All sums, in a fixed order.
    #[must_use]
    pub fn parts(&self) -> [i128; 5] {
        [self.x, self.y, self.xx, self.xy, self.yy]
    }

    /// The ratio over `n` replications; none where it is 0/0 (or anything over 0).
    #[must_use]
    pub fn figure(&self, n: u64) -> Option<Figure> {
        if self.y == 0 {
            return None;
        }
        let value = self.x as f64 / self.y as f64;
        let standard_error = (n > 1).then(|| {
            let variance = cancelling_sum(&self.variance_terms(n, value)) / spread(n);
            variance.sqrt() / mean(self.y, n).abs()
        });
        Some(Figure { value, standard_error })
    }

    /// The size of x where it is not 0, as a ratio to the mean of y: its root mean square over
    /// those of `n` replications.
    #[must_use]
    pub(crate) fn size(&self, n: u64) -> f64 {
        self.of_the_mean(n, self.xx, self.some)
    }

    /// The same of what x lacks to y.
    #[must_use]
    pub(crate) fn missing_size(&self, n: u64) -> f64 {
        self.of_the_mean(n, self.yy - 2 * self.xy + self.xx, self.short)
    }

    fn of_the_mean(&self, n: u64, squares: i128, replications: u64) -> f64 {
        (squares as f64 / replications.max(1) as f64).sqrt() / mean(self.y, n).abs()
    }

    /// The terms of the summed squares of x - R y.
    pub(super) fn variance_terms(&self, n: u64, ratio: f64) -> [f64; 3] {
        [
            centred(n, self.xx, self.x, self.x),
            -2.0 * ratio * centred(n, self.xy, self.x, self.y),
            ratio * ratio * centred(n, self.yy, self.y, self.y),
        ]
    }

    fn parts_mut(&mut self) -> [&mut i128; 5] {
        [&mut self.x, &mut self.y, &mut self.xx, &mut self.xy, &mut self.yy]
    }
}

/// From a sum of centred squares to the variance of a mean: n (n - 1).
pub(super) fn spread(n: u64) -> f64 {
    n as f64 * (n - 1) as f64
}

/// The mean of a sum.
pub(super) fn mean(sum: i128, n: u64) -> f64 {
    sum as f64 / n as f64
}

/// Adds to a sum that must not overflow.
pub(super) fn grow(sum: &mut i128, more: i128) {
    *sum = sum.checked_add(more).expect(FITS);
}

/// The product of two counts, which always fits.
pub(super) fn product(a: i64, b: i64) -> i128 {
    i128::from(a) * i128::from(b)
}

/// The sum of products of the deviations of a and b from their means, from the sums of a b, a
/// and b.
///
/// The deviations are first taken from the nearest whole numbers to the means, exactly; what the
/// rest takes away is at most half of what is left, so that no digit is lost to cancellation.
pub(super) fn centred(n: u64, ab: i128, a: i128, b: i128) -> f64 {
    let count = i128::from(n);
    let (near_a, near_b) = (nearest(a, count), nearest(b, count));
    let (rest_a, rest_b) = (a - near_a * count, b - near_b * count);
    let whole = ab - near_a * b - near_b * rest_a;
    whole as f64 - rest_a as f64 * rest_b as f64 / n as f64
}

/// The whole number nearest to `sum / count`.
fn nearest(sum: i128, count: i128) -> i128 {
    (sum + count / 2).div_euclid(count)
}

#[cfg(test)]
mod tests {
    use super::super::student::critical;
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    fn sums(pairs: &[(i64, i64)]) -> Sums {
        let mut sums = Sums::default();
        for &(x, y) in pairs {
            sums.add(x, y);
        }
        sums
    }

    #[test]
    fn ten_days_of_abandonment_give_the_ratio_worked_by_hand() {
        let days = [
            (40, 900),
            (55, 1040),
            (38, 870),
            (61, 1100),
            (47, 960),
            (52, 1010),
            (44, 930),
            (58, 1075),
            (49, 985),
            (50, 990),
        ];
        let figure = sums(&days).figure(10).unwrap();
        assert!((figure.value - 0.050_101_419_88).abs() < 1e-11);
        let half_width = figure.half_width(critical(0.95, 9)).unwrap();
        assert!((half_width - 0.002_730_940_577).abs() < 1e-11, "{half_width}");
    }

    #[test]
    fn deviations_of_huge_numbers_lose_nothing() {
        let far = 4_000_000_000_000_000;
        let days = sums(&[(far + 1, 1), (far + 2, 1), (far + 4, 1)]);
        let squares = centred(3, days.xx, days.x, days.x);
        assert!((squares - 14.0 / 3.0).abs() < 1e-12, "{squares}");
        let turned = sums(&[(-far - 1, far + 3), (-far - 2, far + 5), (-far - 4, far + 7)]);
        let products = centred(3, turned.xy, turned.x, turned.y);
        assert!((products + 6.0).abs() < 1e-12, "{products}");
    }

    #[test]
    fn the_nearest_whole_number_to_a_mean_is_above_or_below_it() {
        assert_eq!([5, 7, -5, -7, 8].map(|sum| nearest(sum, 4)), [1, 2, -1, -2, 2]);
        assert_eq!([4, 5, -4, -5].map(|sum| nearest(sum, 3)), [1, 2, -1, -2]);
    }

    #[test]
    fn sums_have_their_parts_in_order_and_join_to_the_same_sums() {
        let days = [(2, 3), (5, 7), (-1, 4)];
        assert_eq!(sums(&days[..1]).parts(), [2, 3, 4, 6, 9]);
        let mut joined = sums(&days[..1]);
        joined.merge(&sums(&days[1..]));
        assert_eq!(joined, sums(&days));
    }

    #[test]
    fn what_never_varies_has_no_width() {
        let figure = sums(&[(30, 90), (7, 21), (11, 33)]).figure(3).unwrap();
        assert_eq!(figure.standard_error, Some(0.0));
        let wages = sums(&[(1_234_567, 1); 5]).figure(5).unwrap();
        assert_eq!(wages, Figure { value: 1_234_567.0, standard_error: Some(0.0) });
    }

    #[test]
    fn one_replication_has_no_error_and_nothing_over_nothing_no_value() {
        assert_eq!(sums(&[(1, 4)]).figure(1), Some(Figure { value: 0.25, standard_error: None }));
        assert_eq!(sums(&[(0, 0), (0, 0)]).figure(2), None);
    }

    #[test]
    fn a_plain_mean_is_the_ratio_to_one_a_day() {
        let mut plain = Sums::default();
        for x in [3, 8, 1, 9] {
            plain.add_plain(x);
        }
        let full = Sums { short: 4, ..sums(&[(3, 1), (8, 1), (1, 1), (9, 1)]) };
        assert_eq!(plain.per_replication(4), full);
    }

    #[test]
    fn intervals_cover_the_true_ratio_as_often_as_they_say() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
        let critical = critical(0.95, 29);
        let covered = (0..2000)
            .filter(|_| {
                let days: Vec<_> = (0..30)
                    .map(|_| {
                        let offered = random.random_range(50..150);
                        let lost = (0..offered).filter(|_| random.random_bool(0.1)).count();
                        (lost as i64, offered)
                    })
                    .collect();
                let figure = sums(&days).figure(30).unwrap();
                (figure.value - 0.1).abs() <= figure.half_width(critical).unwrap()
            })
            .count();
        assert!((1860..=1940).contains(&covered), "{covered} of 2000");
    }
}
