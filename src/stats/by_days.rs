//! Intervals where no day, or few, were unlike the rest.
//!
//! A sample without variance is not certainty: a figure that was the same on all of n days may be
//! another on as many as 1 - risk^(1/n) of all days. What it may be there is bounded by what is
//! known of it beforehand (a share lies between 0 and 1), and so is the figure. Where few days
//! were unlike the rest Student's interval is as blind to those that were not seen: the share of
//! such days is bounded exactly (Clopper and Pearson 1934, Biometrika 26), as large as those seen,
//! and days worse than any seen are allowed for like those that were never seen at all. Method and
//! coverage: `docs/methods/intervals.md`.

use super::interval::{Basis, Figure, Interval, LITTLE, Told, Width, skewed};
use super::paired::{self, Products, Side};
use super::ratio::{Sums, spread};
use super::student;
use crate::base::math::{exp, ln_1p, pow};

/// Fewer days than this are few where they are no more than one in ten: of so many, those that are
/// worse than the others are seen too.
const FEW: u64 = 30;
/// Fewer than this are, unless they are most of all days: the least number of events for which a
/// normal law is trusted.
const VERY_FEW: u64 = 10;

/// Whether so many days of `n` that were unlike the rest are few.
#[must_use]
pub(crate) fn are_few(unlike: u64, n: u64) -> bool {
    unlike < VERY_FEW && 2 * unlike <= n || unlike < FEW && 10 * unlike <= n
}

/// Intervals over a number of replications.
#[derive(Clone, Debug)]
pub(crate) struct ByDays {
    n: u64,
    confidence: f64,
    /// Student's critical value; 0 for one replication.
    critical: f64,
}

impl ByDays {
    /// Of `n` replications, to cover with that confidence.
    #[must_use]
    pub(crate) fn new(n: u64, confidence: f64) -> Self {
        let critical = if n > 1 { student::critical(confidence, n - 1) } else { 0.0 };
        Self { n, confidence, critical }
    }

    /// A ratio, or a mean, in the unit of `scale`, which on no day lies outside `range`; an end
    /// that it lies beyond itself is none.
    #[must_use]
    pub(crate) fn level(&self, sums: &Sums, scale: f64, range: Interval) -> Option<Told> {
        let figure = sums.figure(self.n)?.scaled(scale);
        let range = range.allowing(figure.value);
        let Some(error) = figure.standard_error else { return Some(unknown(figure.value)) };
        if error <= 0.0 {
            // Days on which it is 0/0 say nothing of it; on each of the others x is not 0, or not y.
            let days = sums.some.max(sums.short);
            return Some(self.not_seen(figure.value, days, range));
        }
        if are_few(sums.some, self.n) {
            let size = scale.abs() * sums.size(self.n);
            return Some(self.few(figure, (sums.some, size), range));
        }
        // The same from the other end: of a share, what is missing to 1.
        let is_whole = range.high.is_finite() && (scale - range.high).abs() <= 0.0;
        if is_whole && are_few(sums.short, self.n) {
            let size = scale.abs() * sums.missing_size(self.n);
            let missing = Figure { value: range.high - figure.value, ..figure };
            let turned = Interval { low: 0.0, high: range.high - range.low };
            let told = self.few(missing, (sums.short, size), turned);
            return Some(from_above(told, range.high));
        }
        Some(self.told(figure, range))
    }

    /// The difference of two ratios over the same replications, of figures that lie inside
    /// `range` on any day.
    #[must_use]
    pub(crate) fn difference(
        &self,
        own: Side<'_>,
        base: Side<'_>,
        products: &Products,
        range: Interval,
    ) -> Option<Told> {
        let figure = paired::difference(self.n, own, base, products)?;
        Some(self.change(figure, products.apart, range.high - range.low))
    }

    /// A difference that was not 0 on so many days, on none of which it can be larger than `most`,
    /// unless it is itself.
    #[must_use]
    pub(crate) fn change(&self, figure: Figure, apart: u64, most: f64) -> Told {
        let Some(error) = figure.standard_error else { return unknown(figure.value) };
        let most = if most < figure.value.abs() { f64::INFINITY } else { most };
        let either_way = Interval { low: -most, high: most };
        if error <= 0.0 {
            return self.not_seen(figure.value, self.n, either_way);
        }
        if are_few(apart, self.n) {
            let squares = error * error * spread(self.n);
            let n = self.n as f64;
            let all = squares + n * figure.value * figure.value;
            let size = (all / apart.max(1) as f64).sqrt();
            return self.few(figure, (apart, size), either_way);
        }
        let width = Width::Half(self.critical * error);
        Told { value: figure.value, width, basis: Basis::Variation }
    }

    /// How many observations a figure that cannot fall below 0 wants, if more than there are: as
    /// many as bring Student's half-width down to a [`LITTLE`] part of it.
    #[must_use]
    pub(crate) fn wanted(&self, figure: Figure) -> Option<u64> {
        let relative = figure.half_width(self.critical)? / figure.value;
        if figure.value <= 0.0 || relative <= LITTLE {
            return None;
        }
        let times = relative / LITTLE;
        // Casts beyond the range saturate.
        Some((self.n as f64 * times * times).ceil() as u64)
    }

    /// A figure that was the same on every one of so many days.
    fn not_seen(&self, value: f64, days: u64, range: Interval) -> Told {
        let unlike = none_seen(days, 1.0 - self.confidence);
        // On the days unlike those seen the figure is anything in its range.
        let toward = |end: f64| value + unlike * (end - value);
        let ends = Interval { low: toward(range.low), high: toward(range.high) };
        Told { value, width: Width::Ends(ends), basis: Basis::NotSeenToVary { unlike } }
    }

    /// A figure that was 0 but on a few days, on which it had that mean square.
    fn few(&self, figure: Figure, (days, size): (u64, f64), range: Interval) -> Told {
        let value = figure.value;
        let share = self.unlike(days);
        let seen = days as f64 / self.n as f64;
        let beyond = |most: f64| if most.is_finite() { (most - size).max(0.0) } else { 0.0 };
        let worse = self.worse_than_seen();
        let basis = Basis::FewDays { unlike: share.high };
        if range.low < 0.0 {
            let student = figure.half_width(self.critical).unwrap_or_default();
            let by_days = (share.high - seen) * size + worse * beyond(range.high);
            return Told { value, width: Width::Half(by_days.max(student)), basis };
        }
        let high = (share.high * size + worse * beyond(range.high)).min(range.high);
        // Fewer such days than were seen, or smaller ones.
        let fewer = if days == 0 { 0.0 } else { value * share.low / seen };
        let student = figure.half_width(self.critical).unwrap_or_default();
        let low = skewed(value, student).map_or(fewer, |smaller| smaller.low.min(fewer));
        Told { value, width: Width::Ends(Interval { low, high }), basis }
    }

    /// A figure that varied on enough days.
    fn told(&self, figure: Figure, range: Interval) -> Told {
        let value = figure.value;
        let half = figure.half_width(self.critical).unwrap_or_default();
        let basis = Basis::Variation;
        let told = |ends: Interval| {
            let (low, high) = (ends.low.max(range.low), ends.high.min(range.high));
            Told { value, width: Width::Ends(Interval { low, high }), basis }
        };
        let symmetric = Told { value, width: Width::Half(half), basis };
        if range.low.abs() > 0.0 {
            return symmetric;
        }
        let is_nearer_the_top = value > range.high - value;
        if is_nearer_the_top {
            let missing = skewed(range.high - value, half);
            missing.map_or(symmetric, |it| {
                told(Interval { low: range.high - it.high, high: range.high - it.low })
            })
        } else {
            skewed(value, half).map_or(symmetric, told)
        }
    }

    /// The largest credible share of days unlike all that were seen, one-sided.
    #[must_use]
    pub(crate) fn none_seen(&self) -> f64 {
        none_seen(self.n, 1.0 - self.confidence)
    }

    /// The same for days worse than any seen, beside those that were: half of the risk.
    fn worse_than_seen(&self) -> f64 {
        none_seen(self.n, (1.0 - self.confidence) / 2.0)
    }

    /// The credible shares of days that are unlike the rest, after a few of them.
    fn unlike(&self, seen: u64) -> Interval {
        exact(seen, self.n, (1.0 - self.confidence) / 2.0)
    }
}

/// Of how many days the squares of these differences are: as many as there are where all weigh the
/// same, and the few large ones where most are small, (sum of d^2)^2 / (sum of d^4) rounded down.
#[must_use]
pub(crate) fn weighing(differences: impl Iterator<Item = f64>) -> u64 {
    let (mut squares, mut fourths) = (0.0, 0.0);
    for difference in differences {
        let square = difference * difference;
        squares += square;
        fourths += square * square;
    }
    // A whole number stays itself, whatever rounding makes of it.
    if fourths > 0.0 { (squares * squares / fourths + 1e-6) as u64 } else { 0 }
}

/// How much farther off the mean of `n` differences may be than its variance says, where so many
/// of them weigh ([`weighing`]) and none can be larger than `most`; 0 where they are not few.
///
/// It holds at all numbers of observations at once with a risk of no more than twice `risk`: that
/// at most k days were seen where more were due is shared out over the k that are few, and once
/// true of the first number of days at which k are too few, it can only become false.
#[must_use]
pub(crate) fn allowance(figure: Figure, weighty: u64, most: f64, n: u64, risk: f64) -> f64 {
    if !are_few(weighty, n) {
        return 0.0;
    }
    let each = risk / FEW as f64;
    let error = figure.standard_error.unwrap_or_default();
    let all = error * error * spread(n) + n as f64 * figure.value * figure.value;
    let size = (all / weighty.max(1) as f64).sqrt();
    let seen = exact(weighty, n, each).high - weighty as f64 / n as f64;
    let worse = none_seen(n, each) * (most - size).max(0.0);
    if weighty == 0 { worse } else { worse + seen * size }
}

fn unknown(value: f64) -> Told {
    Told { value, width: Width::Unknown, basis: Basis::Variation }
}

/// What is missing to a highest value, told from below.
fn from_above(missing: Told, highest: f64) -> Told {
    let value = highest - missing.value;
    let width = match missing.width {
        Width::Ends(Interval { low, high }) => {
            Width::Ends(Interval { low: highest - high, high: highest - low })
        }
        same => same,
    };
    Told { value, width, ..missing }
}

/// The largest share of replications with an event that is still credible after `n` (at least
/// one) without any, at a risk: 1 - risk^(1/n), one-sided (Clopper and Pearson).
#[must_use]
pub(crate) fn none_seen(n: u64, risk: f64) -> f64 {
    1.0 - pow(risk, 1.0 / n as f64)
}

/// The interval of Clopper and Pearson for a share of which so many of `n` (at least one) were
/// seen, each end at a risk.
#[must_use]
pub(crate) fn exact(seen: u64, n: u64, risk: f64) -> Interval {
    let high = if seen >= n { 1.0 } else { crossing(|share| at_most(seen, n, share), risk) };
    let low = match seen.checked_sub(1) {
        None => 0.0,
        Some(fewer) => crossing(|share| at_most(fewer, n, share), 1.0 - risk),
    };
    Interval { low, high }
}

/// The probability of at most so many of `n`, fewer than all, at a share.
fn at_most(number: u64, n: u64, share: f64) -> f64 {
    if share >= 1.0 {
        return 0.0;
    }
    let odds = share / (1.0 - share);
    // Far above the share that is looked for all of this is 0.
    let mut term = exp(n as f64 * ln_1p(-share));
    let mut sum = term;
    for at in 0..number {
        term *= (n - at) as f64 / (at + 1) as f64 * odds;
        sum += term;
    }
    sum
}

/// Where a function that falls from 1 at 0 to 0 at 1 passes a level.
fn crossing(falling: impl Fn(f64) -> f64, level: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    // The width halves; beyond fifty halvings it is below every digit that is told.
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        if falling(middle) > level {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    const SHARE: Interval = Interval { low: 0.0, high: 1.0 };
    const COUNT: Interval = Interval { low: 0.0, high: f64::INFINITY };

    fn sums(days: &[(i64, i64)]) -> Sums {
        let mut sums = Sums::default();
        for &(x, y) in days {
            sums.add(x, y);
        }
        sums
    }

    fn ends(told: Told) -> Interval {
        match told.width {
            Width::Ends(ends) => ends,
            Width::Half(half) => Interval { low: told.value - half, high: told.value + half },
            Width::Unknown => Interval::ANYTHING,
        }
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-6 * wanted.abs().max(1.0), "{found}, not {wanted}");
    }

    #[test]
    fn exact_intervals_are_those_of_the_tables() {
        // Clopper and Pearson at 95 %: 0 and 1 of 10, 5 of 100; and the rule of three.
        for (seen, n, low, high) in [
            (0, 10, 0.0, 0.308_497_1),
            (1, 10, 0.002_528_6, 0.445_016_1),
            (5, 100, 0.016_431_9, 0.112_834_9),
            (10, 10, 0.691_502_9, 1.0),
        ] {
            let found = exact(seen, n, 0.025);
            near(found.low, low);
            near(found.high, high);
        }
        assert!((none_seen(1000, 0.05) - 3.0 / 1000.0).abs() < 1e-5);
        near(none_seen(1, 0.05), 0.95);
        near(exact(0, 50, 0.05).high, none_seen(50, 0.05));
    }

    #[test]
    fn a_share_that_was_whole_on_all_days_ends_at_the_days_that_may_be_lost() {
        let days = ByDays::new(50, 0.95);
        let told = days.level(&sums(&[(10, 10); 50]), 1.0, SHARE).unwrap();
        near(ends(told).low, 1.0 - none_seen(50, 0.05));
        near(ends(told).high, 1.0);
        assert_eq!(told.basis, Basis::NotSeenToVary { unlike: none_seen(50, 0.05) });
        // Halfway: anything from 0 to 1 on the days unlike those seen.
        let told = days.level(&sums(&[(5, 10); 50]), 1.0, SHARE).unwrap();
        near(ends(told).low, 0.5 - 0.5 * none_seen(50, 0.05));
        near(ends(told).high, 0.5 + 0.5 * none_seen(50, 0.05));
        // Of a number of which no most is known there is no upper end.
        let told = days.level(&sums(&[(0, 1); 50]), 1.0, COUNT).unwrap();
        assert!(ends(told).low.abs() < 1e-15 && ends(told).high.is_infinite());
    }

    #[test]
    fn one_lost_day_is_bounded_like_one_event() {
        let mut of = vec![(10, 10); 100];
        of[7] = (0, 10);
        let told = ByDays::new(100, 0.95).level(&sums(&of), 1.0, SHARE).unwrap();
        let exact = exact(1, 100, 0.025);
        near(ends(told).low, 1.0 - exact.high);
        near(ends(told).high, 1.0 - exact.low);
        near(told.value, 0.99);
        // A tenth of it lost: days worse than it may have gone unseen.
        of[7] = (9, 10);
        let told = ByDays::new(100, 0.95).level(&sums(&of), 1.0, SHARE).unwrap();
        near(1.0 - ends(told).low, 0.1 * exact.high + 0.9 * none_seen(100, 0.025));
        assert_eq!(told.basis, Basis::FewDays { unlike: exact.high });
    }

    #[test]
    fn a_figure_beyond_what_it_was_thought_to_be_lies_in_its_interval() {
        // Waits of at most 10: 35 on one day of three, 35 on every day, differences of 35.
        let waits = Interval { low: 0.0, high: 10.0 };
        let days = ByDays::new(3, 0.95);
        let few = days.level(&sums(&[(0, 1), (105, 1), (0, 1)]), 1.0, waits).unwrap();
        near(few.value, 35.0);
        assert!(ends(few).low < 35.0, "{few:?}");
        near(ends(few).high, 105.0 * exact(1, 3, 0.025).high);
        let same = days.level(&sums(&[(35, 1); 3]), 1.0, waits).unwrap();
        assert!(ends(same).low < 35.0 && ends(same).high.is_infinite(), "{same:?}");
        let figure = Figure { value: -35.0, standard_error: Some(0.0) };
        let apart = ends(days.change(figure, 3, 10.0));
        assert!(apart.low.is_infinite() && apart.high.is_infinite(), "{apart:?}");
        // What is only rounding beyond an end does not do away with it.
        assert_eq!(waits.allowing(10.0 + 1e-13), waits);
    }

    #[test]
    fn what_varies_on_many_days_has_students_interval_or_one_that_is_skewed() {
        let of: Vec<_> = (0..100).map(|at| (50 + at % 7, 100)).collect();
        let told = ByDays::new(100, 0.95).level(&sums(&of), 1.0, SHARE).unwrap();
        assert!(matches!(told.width, Width::Half(half) if half > 0.0), "{told:?}");
        let of: Vec<_> = (0..100).map(|at| (i64::from(at % 9 == 0) * 5, 100)).collect();
        let low = ByDays::new(100, 0.95).level(&sums(&of), 1.0, SHARE).unwrap();
        let Width::Ends(ends) = low.width else { panic!("{low:?}") };
        assert!(ends.high - low.value > low.value - ends.low && ends.low > 0.0);
        // Turned about a half, it is the same from above.
        let turned: Vec<_> = of.iter().map(|&(x, y)| (y - x, y)).collect();
        let high = ByDays::new(100, 0.95).level(&sums(&turned), 1.0, SHARE).unwrap();
        let Width::Ends(other) = high.width else { panic!("{high:?}") };
        near(1.0 - other.low, ends.high);
        near(1.0 - other.high, ends.low);
    }

    #[test]
    fn a_few_large_differences_weigh_more_than_many_small_ones() {
        assert_eq!(weighing([0.0; 50].into_iter()), 0);
        assert_eq!(weighing([1.0, 0.0, -1.0, 1.0].into_iter()), 3);
        assert_eq!(weighing([0.1; 7].into_iter()), 7);
        // One of 1 and 100 of a hundredth: (1 + 0.01)^2 / (1 + 1e-6) = 1.02.
        assert_eq!(weighing(std::iter::once(1.0).chain([0.01; 100])), 1);
        // Of normal differences a third: (n 1)^2 / (n 3).
        let normal = (1..1000).map(|at| student::normal(f64::from(at) / 1000.0));
        assert!((300..400).contains(&weighing(normal)));
    }

    #[test]
    fn no_difference_seen_is_no_certainty() {
        let one = sums(&[(10, 10); 50]);
        let mut products = Products::default();
        (0..50).for_each(|_| products.add((10, 10), (10, 10)));
        let side = Side { sums: &one, scale: 1.0 };
        let days = ByDays::new(50, 0.95);
        let told = days.difference(side, side, &products, SHARE).unwrap();
        near(ends(told).high, none_seen(50, 0.05));
        near(ends(told).low, -none_seen(50, 0.05));
        assert!(matches!(told.basis, Basis::NotSeenToVary { .. }));
    }

    #[test]
    fn days_on_which_nobody_came_say_nothing_of_those_who_come() {
        // Ten come on 5 of 100 days.
        let mut of = vec![(0, 0); 95];
        of.extend([(10, 10); 5]);
        let days = ByDays::new(100, 0.95);
        let whole = days.level(&sums(&of), 1.0, SHARE).unwrap();
        near(ends(whole).low, 1.0 - none_seen(5, 0.05));
        of[95..].fill((0, 10));
        let lost = days.level(&sums(&of), 1.0, SHARE).unwrap();
        near(ends(lost).high, none_seen(5, 0.05));
        // On one such day in five all are lost. The interval ends above the truth, 0.8, in no more
        // than 5 % of 2000 seeds; three standard errors are 1.5 %.
        let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
        let (mut told, mut wrong) = (0, 0);
        for _ in 0..2000 {
            let mut day = || match random.random::<f64>() {
                draw if draw < 0.01 => (0, 10),
                draw if draw < 0.05 => (10, 10),
                _ => (0, 0),
            };
            let of: Vec<_> = (0..100).map(|_| day()).collect();
            if let Some(level) = days.level(&sums(&of), 1.0, SHARE) {
                told += 1;
                wrong += u32::from(ends(level).low > 0.8);
            }
        }
        assert!(f64::from(wrong) <= 0.065 * f64::from(told), "{wrong} of {told}");
    }

    /// How many of 2000 intervals for a share that loses `lost` of a day with probability `risk`
    /// end below the truth, and above it.
    fn misses(days: u64, risk: f64, lost: impl Fn(f64) -> i64) -> (u32, u32) {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(days);
        let (mut low, mut high) = (0, 0);
        let truth = {
            let levels = (0..10_000).map(|at| lost((f64::from(at) + 0.5) / 1e4) as f64);
            1.0 - risk * levels.sum::<f64>() / 1e4 / 1000.0
        };
        for _ in 0..2000 {
            let of: Vec<_> = (0..days)
                .map(|_| {
                    let is_lost = random.random_bool(risk);
                    let place = random.random::<f64>();
                    (1000 - if is_lost { lost(place) } else { 0 }, 1000)
                })
                .collect();
            let told = ByDays::new(days, 0.95).level(&sums(&of), 1.0, SHARE).unwrap();
            let ends = ends(told);
            low += u32::from(ends.high < truth);
            high += u32::from(ends.low > truth);
        }
        (low, high)
    }

    #[test]
    #[ignore = "long: .ci/run runs it"]
    fn rare_days_are_covered_as_often_as_is_said() {
        // Whole days; days of any size; most a little and one in ten whole.
        let laws: [fn(f64) -> i64; 3] = [
            |_| 1000,
            |place| (1000.0 * place) as i64,
            |place| if place < 0.9 { 50 } else { 1000 },
        ];
        for days in [50, 200] {
            for one_in in [20.0, 50.0, 200.0, 2000.0] {
                for (law, lost) in laws.iter().enumerate() {
                    let (low, high) = misses(days, 1.0 / one_in, lost);
                    // 100 of 2000 are 5 %, with a standard deviation of 10.
                    let told = format!("{days} days, 1 in {one_in}, law {law}: {low} {high}");
                    assert!(high <= 120, "too sure of few losses: {told}");
                    assert!(low + high <= 140, "{told}");
                }
            }
        }
    }
}
