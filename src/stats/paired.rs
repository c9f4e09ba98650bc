//! Difference of two ratios whose replications are paired by common random numbers.
//!
//! More in `docs/methods/paired-comparison.md`.

use super::interval::{Figure, cancelling_sum};
use super::ratio::{Sums, centred, grow, mean, product, spread};
use crate::base::tape::Tape;

/// Exact sums over replications of the products of a variant's x and y with the base's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Products {
    /// The variant's x times the base's x.
    pub xx: i128,
    /// The variant's x times the base's y.
    pub xy: i128,
    /// The variant's y times the base's x.
    pub yx: i128,
    /// The variant's y times the base's y.
    pub yy: i128,
    /// Replications in which the two ratios differed.
    pub apart: u64,
}

impl Products {
    /// One replication: (x, y) of the variant and of the base.
    pub(crate) fn add(&mut self, variant: (i64, i64), base: (i64, i64)) {
        grow(&mut self.xx, product(variant.0, base.0));
        let (xy, yx) = (product(variant.0, base.1), product(variant.1, base.0));
        grow(&mut self.xy, xy);
        grow(&mut self.yx, yx);
        self.apart += u64::from(xy != yx);
        grow(&mut self.yy, product(variant.1, base.1));
    }

    /// One replication of a plain mean: y is 1 and left to [`Self::per_replication`].
    pub(crate) fn add_plain(&mut self, variant: i64, base: i64) {
        grow(&mut self.xx, product(variant, base));
        self.apart += u64::from(variant != base);
    }

    /// The products of plain means over `n` replications with their y.
    #[must_use]
    pub(crate) fn per_replication(&self, n: u64, variant: &Sums, base: &Sums) -> Self {
        Self { xy: variant.x, yx: base.x, yy: n.into(), ..*self }
    }

    /// Joins the replications of two sets of products.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (sum, more) in self.parts_mut().into_iter().zip(other.parts()) {
            grow(sum, more);
        }
        self.apart += other.apart;
    }

    /// Runs all of them past a tape.
    pub(crate) fn pass(&mut self, tape: &mut Tape) {
        self.parts_mut().into_iter().for_each(|part| tape.whole(part));
        tape.part(&mut self.apart);
    }

    /// All of them, in a fixed order.
    #[must_use]
    pub(crate) fn parts(&self) -> [i128; 4] {
        [self.xx, self.xy, self.yx, self.yy]
    }

    fn parts_mut(&mut self) -> [&mut i128; 4] {
        [&mut self.xx, &mut self.xy, &mut self.yx, &mut self.yy]
    }
}

/// One of the two that are compared: its sums, and the factor that brings its ratio to the unit
/// printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'a> {
    pub sums: &'a Sums,
    pub scale: f64,
}

/// The variant's ratio less the base's over `n` paired replications, by the delta method on the
/// pair; none where either is 0/0.
#[must_use]
pub(crate) fn difference(
    n: u64,
    variant: Side<'_>,
    base: Side<'_>,
    products: &Products,
) -> Option<Figure> {
    if let Some(sums) = over_one_denominator(n, variant, base, products) {
        return Some(sums.figure(n)?.scaled(variant.scale));
    }
    let own = variant.sums.figure(n)?.scaled(variant.scale);
    let other = base.sums.figure(n)?.scaled(base.scale);
    let standard_error = (n > 1).then(|| (squares(n, variant, base, products) / spread(n)).sqrt());
    Some(Figure { value: own.value - other.value, standard_error })
}

/// The sums of x - x' and y, where y was the same in every replication: the difference is then
/// itself a ratio, free of cancellation, and exactly 0 if x was the same too.
fn over_one_denominator(
    n: u64,
    variant: Side<'_>,
    base: Side<'_>,
    products: &Products,
) -> Option<Sums> {
    let (v, b) = (variant.sums, base.sums);
    let same_unit = variant.scale.to_bits() == base.scale.to_bits();
    (same_unit && v.yy + b.yy == 2 * products.yy).then(|| Sums {
        x: v.x - b.x,
        y: v.y,
        xx: v.xx + b.xx - 2 * products.xx,
        xy: v.xy - products.yx,
        yy: v.yy,
        some: products.apart,
        short: n,
    })
}

/// The summed squares of s (x - R y) / Y - s' (x' - R' y') / Y', with Y the mean of y.
fn squares(n: u64, variant: Side<'_>, base: Side<'_>, products: &Products) -> f64 {
    let (v, b) = (variant.sums, base.sums);
    let (ratio, base_ratio) = (v.x as f64 / v.y as f64, b.x as f64 / b.y as f64);
    let (factor, base_factor) = (variant.scale / mean(v.y, n), base.scale / mean(b.y, n));
    let both = -2.0 * factor * base_factor;
    let own = v.variance_terms(n, ratio).map(|term| factor * factor * term);
    let other = b.variance_terms(n, base_ratio).map(|term| base_factor * base_factor * term);
    let across = [
        both * centred(n, products.xx, v.x, b.x),
        -both * base_ratio * centred(n, products.xy, v.x, b.y),
        -both * ratio * centred(n, products.yx, v.y, b.x),
        both * ratio * base_ratio * centred(n, products.yy, v.y, b.y),
    ];
    let [o1, o2, o3] = own;
    let [b1, b2, b3] = other;
    let [a1, a2, a3, a4] = across;
    cancelling_sum(&[o1, o2, o3, b1, b2, b3, a1, a2, a3, a4])
}

#[cfg(test)]
mod tests {
    use super::super::student::critical;
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    /// (x, y) of the variant and of the base.
    type Pair = ((i64, i64), (i64, i64));

    fn both(pairs: &[Pair]) -> (Sums, Sums, Products) {
        let (mut variant, mut base, mut products) =
            (Sums::default(), Sums::default(), Products::default());
        for &(own, other) in pairs {
            variant.add(own.0, own.1);
            base.add(other.0, other.1);
            products.add(own, other);
        }
        (variant, base, products)
    }

    fn change(pairs: &[Pair]) -> Figure {
        let (variant, base, products) = both(pairs);
        let side = |sums| Side { sums, scale: 1.0 };
        difference(pairs.len() as u64, side(&variant), side(&base), &products).unwrap()
    }

    #[test]
    fn eight_pairs_give_the_difference_worked_by_hand() {
        let x = [121, 98, 143, 110, 106, 132, 91, 127];
        let y = [112, 91, 130, 104, 101, 123, 87, 115];
        let pairs: Vec<_> = x.into_iter().zip(y).map(|(x, y)| ((x, 10), (y, 10))).collect();
        let figure = change(&pairs);
        assert!((figure.value - 0.8125).abs() < 1e-12);
        let half_width = figure.half_width(critical(0.95, 7)).unwrap();
        assert!((half_width - 0.269_747_488_5).abs() < 1e-9, "{half_width}");
    }

    #[test]
    fn plain_means_pair_like_ratios_to_one_a_day() {
        let days = [(5, 3), (9, 4), (2, 2)];
        let (mut variant, mut base, mut products) =
            (Sums::default(), Sums::default(), Products::default());
        for (own, other) in days {
            variant.add_plain(own);
            base.add_plain(other);
            products.add_plain(own, other);
        }
        let (full, full_base, full_products) = both(&days.map(|(a, b)| ((a, 1), (b, 1))));
        assert_eq!(products.per_replication(3, &variant, &base), full_products);
        assert_eq!(variant.per_replication(3), full);
        assert_eq!(base.per_replication(3), full_base);
    }

    #[test]
    fn products_are_those_of_both_pairs_and_join_to_the_same_sums() {
        let days = [((2, 3), (5, 7)), ((11, 13), (17, 19)), ((1, 4), (6, 8))];
        assert_eq!(both(&days[..1]).2.parts(), [10, 14, 15, 21]);
        let (_, _, mut products) = both(&days[..1]);
        products.merge(&both(&days[1..]).2);
        assert_eq!(products, both(&days).2);
    }

    #[test]
    fn a_small_difference_of_huge_figures_over_one_denominator_loses_nothing() {
        let huge = 4_000_000_000_000_000;
        let figure = change(&[((huge + 1, 3), (huge, 3)), ((huge + 3, 3), (huge, 3))]);
        // 1/3 and 3/3 a replication: 2/3, and half of their distance as its error.
        assert!((figure.value - 2.0 / 3.0).abs() < 1e-15, "{figure:?}");
        assert!((figure.standard_error.unwrap() - 1.0 / 3.0).abs() < 1e-15, "{figure:?}");
    }

    #[test]
    fn each_side_is_brought_to_its_own_unit_before_they_are_compared() {
        // Ratios 1 and 3 a replication, and 5 and 9: twice 2 less three times 7.
        let pairs = [((1, 1), (5, 1)), ((3, 1), (9, 1))];
        let (variant, base, products) = both(&pairs);
        let (own, other) = (Side { sums: &variant, scale: 2.0 }, Side { sums: &base, scale: 3.0 });
        let figure = difference(2, own, other, &products).unwrap();
        // The replications differ by 2 - 15 = -13 and 6 - 27 = -21.
        assert_eq!(figure, Figure { value: -17.0, standard_error: Some(4.0) });
        // In one unit they differ by 1 - 5 = -4 and 3 - 9 = -6, each times 2.
        let other = Side { scale: 2.0, ..other };
        let figure = difference(2, own, other, &products).unwrap();
        assert_eq!(figure, Figure { value: -10.0, standard_error: Some(2.0) });
    }

    #[test]
    fn the_same_in_every_replication_differs_by_exactly_0() {
        let figure = change(&[((3, 7), (3, 7)), ((11, 13), (11, 13)), ((1, 9), (1, 9))]);
        assert_eq!(figure, Figure { value: 0.0, standard_error: Some(0.0) });
    }

    #[test]
    fn one_pair_has_no_error() {
        let figure = change(&[((3, 4), (1, 2))]);
        assert_eq!(figure, Figure { value: 0.25, standard_error: None });
    }

    #[test]
    fn the_same_in_sum_alone_keeps_its_width() {
        let figure = change(&[((3, 10), (4, 10)), ((4, 10), (3, 10)), ((5, 10), (5, 10))]);
        assert!(figure.value.abs() < 1e-15);
        assert!(figure.standard_error.unwrap() > 0.01);
    }

    #[test]
    fn the_variance_is_that_of_the_residuals_written_out() {
        let pairs = [((3, 7), (2, 9)), ((11, 13), (9, 10)), ((1, 9), (4, 8)), ((6, 6), (5, 9))];
        let (variant, base, _) = both(&pairs);
        let (r, q) = (variant.x as f64 / variant.y as f64, base.x as f64 / base.y as f64);
        let (my, mq) = (variant.y as f64 / 4.0, base.y as f64 / 4.0);
        let squares: f64 = pairs
            .iter()
            .map(|&((x, y), (u, v))| {
                let own = (x as f64 - r * y as f64) / my;
                let other = (u as f64 - q * v as f64) / mq;
                (own - other) * (own - other)
            })
            .sum();
        let expected = (squares / 12.0).sqrt();
        assert!((change(&pairs).standard_error.unwrap() - expected).abs() < 1e-14);
    }

    #[test]
    fn intervals_cover_the_true_difference_as_often_as_they_say_and_pairing_narrows_them() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(23);
        let critical = critical(0.95, 29);
        let (mut covered, mut narrower) = (0, 0);
        for _ in 0..1000 {
            let pairs: Vec<_> = (0..30)
                .map(|_| {
                    // The same contacts on a day that is good or bad for both, and 30 more.
                    let (offered, risk) =
                        (random.random_range(50..150), random.random_range(0.05..0.15));
                    let base = (0..offered).filter(|_| random.random_bool(risk)).count() as i64;
                    let more = (0..30).filter(|_| random.random_bool(risk)).count() as i64;
                    ((base + more, offered + 30), (base, offered))
                })
                .collect();
            let figure = change(&pairs);
            covered += u32::from(figure.value.abs() <= figure.half_width(critical).unwrap());
            let (variant, base, _) = both(&pairs);
            let error = |sums: Sums| sums.figure(30).unwrap().standard_error.unwrap();
            let unpaired = error(variant) * error(variant) + error(base) * error(base);
            narrower += u32::from(figure.standard_error.unwrap() < 0.7 * unpaired.sqrt());
        }
        assert!((925..=970).contains(&covered), "{covered} of 1000");
        assert!(narrower > 990, "{narrower} of 1000");
    }
}
