//! How many replications for a wanted precision: when to look, and what a look must find.
//!
//! A first stage, then one look after another, each planned from the variance found at the last;
//! it ends at the first look at which every half-width is small enough. Since looks are planned
//! from whole numbers of replications alone, the same input stops at the same number on any
//! number of threads. Sources and coverage: `docs/methods/precision.md`.

use crate::base::quantity::hundredth;

/// Observations of the first stage. Fewer would often stop too early, by luck with the variance.
pub const FIRST_LOOK: u64 = 100;
/// A look is planned at no more than so many times the replications of the last one: a variance
/// found on few of them is itself uncertain.
const MOST_GROWTH: u64 = 4;
/// A look that nearly reached its aim is followed by one that is a tenth longer.
const LEAST_GROWTH: u64 = 10;

/// How far off a figure may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Margin {
    /// In the unit of the figure (shares are 0 to 1).
    Absolute(f64),
    /// As a share of the true value.
    Relative(f64),
}

impl Margin {
    /// What [`Self::read`] wants.
    pub const WANTED: &str = "a number above 0 such as 0.005, or a percentage such as 1%";

    /// Reads `0.005`, or `1%` of the true value; `None` unless it is above 0.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let positive = |text: &str| -> Option<f64> {
            text.trim_end().parse().ok().filter(|number: &f64| *number > 0.0 && number.is_finite())
        };
        match text.strip_suffix('%') {
            Some(percent) => positive(percent).map(|percent| Self::Relative(hundredth(percent))),
            None => positive(text).map(Self::Absolute),
        }
    }

    /// The half-width that is small enough, for a margin that is relative to something estimated
    /// as `value`.
    ///
    /// An estimate within r / (1 + r) of itself is within r of the true value (Law, Simulation
    /// Modeling and Analysis, on relative error).
    #[must_use]
    pub fn half_width(self, value: f64) -> f64 {
        match self {
            Self::Absolute(margin) => margin,
            Self::Relative(share) => value.abs() * share / (1.0 + share),
        }
    }
}

/// The level of each of several intervals that are all to hold at once with `confidence`
/// (Bonferroni: their chances to fail add up at most).
#[must_use]
pub fn each_of(figures: usize, confidence: f64) -> f64 {
    1.0 - (1.0 - confidence) / figures.max(1) as f64
}

/// The number of replications at which to look next, after one at `replications` found the
/// half-width that is furthest off to be `excess` times what is wanted (none: nobody knows, since
/// nothing was estimated). None when no more than `most` are allowed and they are used up.
///
/// Half-widths fall with the root of the number, so the next look is where this one would have
/// been reached.
#[must_use]
pub fn next_look(replications: u64, excess: Option<f64>, most: u64) -> Option<u64> {
    if replications >= most {
        return None;
    }
    let furthest = replications.saturating_mul(MOST_GROWTH);
    let wanted = match excess {
        // Casts beyond the range saturate.
        Some(excess) => (replications as f64 * excess * excess).ceil() as u64,
        None => furthest,
    };
    let least = replications + replications.div_ceil(LEAST_GROWTH);
    Some(wanted.min(furthest).max(least).min(most))
}

#[cfg(test)]
mod tests {
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};
    use rand_distr::{Distribution, Exp1, StandardNormal};

    use super::super::ratio::Sums;
    use super::super::student::critical;
    use super::*;

    #[test]
    fn a_margin_is_a_number_or_a_percentage_above_nothing() {
        assert_eq!(Margin::read("0.005"), Some(Margin::Absolute(0.005)));
        assert_eq!(Margin::read("2 %"), Some(Margin::Relative(0.02)));
        for wrong in ["0", "-1", "inf", "-1%", "%", "", "one"] {
            assert_eq!(Margin::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_next_look_is_where_the_half_width_would_be_reached() {
        assert_eq!(next_look(50, Some(1.5), 10_000), Some(113));
        assert_eq!(next_look(50, Some(1.001), 10_000), Some(55), "a tenth more at least");
        assert_eq!(next_look(50, Some(100.0), 10_000), Some(200), "four times at most");
        assert_eq!(next_look(50, None, 10_000), Some(200));
        assert_eq!(next_look(50, Some(f64::INFINITY), 10_000), Some(200));
        assert_eq!(next_look(50, Some(1.5), 80), Some(80));
        assert_eq!(next_look(80, Some(1.5), 80), None);
    }

    #[test]
    fn a_relative_margin_is_a_share_of_the_true_value() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a}, not {b}");
        near(Margin::Absolute(0.005).half_width(-3.0), 0.005);
        // An estimate of 110 that may be 10 too high, of a true 100: a tenth of the true value.
        near(Margin::Relative(0.1).half_width(-110.0), 10.0);
    }

    #[test]
    fn levels_of_several_add_up_to_the_level_of_all() {
        assert!((each_of(1, 0.95) - 0.95).abs() < 1e-15);
        assert!((each_of(10, 0.95) - 0.995).abs() < 1e-12);
        assert!((each_of(0, 0.95) - 0.95).abs() < 1e-15);
    }

    /// A number a day, in thousandths, for `figures` figures.
    type Days<'a> = &'a mut dyn FnMut(&mut Xoshiro256PlusPlus) -> Vec<(i64, i64)>;

    /// Runs the rule to its end: the sums, and the replications.
    fn stopped(day: Days, random: &mut Xoshiro256PlusPlus, margin: Margin) -> (Vec<Sums>, u64) {
        let mut sums: Vec<Sums> = Vec::new();
        let (mut done, mut look) = (0, FIRST_LOOK);
        loop {
            for _ in done..look {
                let figures = day(random);
                sums.resize(figures.len(), Sums::default());
                sums.iter_mut().zip(figures).for_each(|(sum, (x, y))| sum.add(x, y));
            }
            done = look;
            let level = each_of(sums.len(), 0.95);
            let excess = |sums: &Sums| {
                let figure = sums.figure(done).unwrap();
                figure.half_width(critical(level, done - 1)).unwrap()
                    / margin.half_width(figure.value)
            };
            let furthest = sums.iter().map(excess).fold(0.0, f64::max);
            if furthest <= 1.0 {
                return (sums, done);
            }
            look = next_look(done, Some(furthest), 1_000_000).unwrap();
        }
    }

    const RUNS: u64 = 2000;

    /// How many of the runs end with every figure within its margin of the truth, and the mean
    /// number of replications.
    fn covered(day: Days, truth: &[f64], margin: Margin) -> (usize, f64) {
        let (mut covered, mut replications) = (0, 0);
        for seed in 0..RUNS {
            let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
            let (sums, done) = stopped(day, &mut random, margin);
            let level = each_of(sums.len(), 0.95);
            covered += usize::from(sums.iter().zip(truth).all(|(sums, truth)| {
                let figure = sums.figure(done).unwrap();
                let half_width = figure.half_width(critical(level, done - 1)).unwrap();
                (figure.value - truth).abs() <= half_width
            }));
            replications += done;
        }
        (covered, replications as f64 / RUNS as f64)
    }

    fn normal(random: &mut Xoshiro256PlusPlus) -> f64 {
        StandardNormal.sample(random)
    }

    /// Intervals that cover with exactly 95 % cover fewer times with probability 0.0003, those that
    /// cover with 92 % do so with 0.98.
    const LEAST_COVERED: usize = 1865;

    #[test]
    fn what_stops_early_covers_as_often_as_it_says() {
        // Standard deviation 1: about 1.96^2 / 0.1^2 = 384 replications.
        let mut one = |random: &mut Xoshiro256PlusPlus| {
            vec![((1000.0 * (5.0 + normal(random))).round() as i64, 1000)]
        };
        let (held, mean) = covered(&mut one, &[5.0], Margin::Absolute(0.1));
        assert!(held >= LEAST_COVERED, "{held} of {RUNS}, {mean:.0} replications");
        assert!((350.0..450.0).contains(&mean), "{mean}");
        let (held, mean) = covered(&mut one, &[5.0], Margin::Relative(0.02));
        assert!(held >= LEAST_COVERED, "{held} of {RUNS}, {mean:.0} replications");
    }

    #[test]
    fn skewed_days_and_ratios_cover_too() {
        let mut skewed = |random: &mut Xoshiro256PlusPlus| {
            let wait: f64 = Exp1.sample(random);
            vec![((1000.0 * wait).round() as i64, 1000)]
        };
        let (held, mean) = covered(&mut skewed, &[1.0], Margin::Absolute(0.1));
        assert!(held >= LEAST_COVERED, "{held} of {RUNS}, {mean:.0} replications");
        let mut ratio = |random: &mut Xoshiro256PlusPlus| {
            let (offered, risk) = (random.random_range(50..150), random.random_range(0.05..0.15));
            vec![((0..offered).filter(|_| random.random_bool(risk)).count() as i64, offered)]
        };
        let (held, mean) = covered(&mut ratio, &[0.1], Margin::Absolute(0.005));
        assert!(held >= LEAST_COVERED, "{held} of {RUNS}, {mean:.0} replications");
    }

    #[test]
    fn several_figures_hold_at_once() {
        // Five figures that share half of their noise, of unequal spread.
        let mut several = |random: &mut Xoshiro256PlusPlus| {
            let shared = normal(random);
            let own = |spread: f64, noise: f64| {
                let value = 1000.0 * spread * (shared + noise);
                (value.round() as i64, 1000)
            };
            [1.0, 0.8, 0.6, 0.4, 0.2].map(|spread| own(spread, normal(random))).to_vec()
        };
        let (held, mean) = covered(&mut several, &[0.0; 5], Margin::Absolute(0.15));
        assert!(held >= LEAST_COVERED, "{held} of {RUNS}, {mean:.0} replications");
    }
}
