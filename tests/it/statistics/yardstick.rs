//! Tests of fit, and laws written a second time to test against.
//!
//! Probabilities that chance alone goes as far: of the Kolmogorov-Smirnov distances by their
//! limiting law (exact to a few per cent at these sizes), of chi-squares and counts by `statrs`.

#![expect(clippy::disallowed_methods, reason = "the reference is the platform's mathematics")]

use std::fmt::Write as _;

use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::Distribution;
use statrs::distribution::{Binomial, ChiSquared, ContinuousCDF, DiscreteCDF};
use statrs::function::erf::erfc;
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

use crate::support::estimates::say;

/// Each test of fit fails by chance once in so many times. There are 250 of them with fixed
/// seeds, so that one of them would fail with probability 0.025 if all draws were perfect.
const ONCE_IN: f64 = 10_000.0;

/// What the tests of fit found, printed and asserted together.
#[derive(Default)]
pub(super) struct Verdicts {
    text: String,
    wrong: bool,
}

impl Verdicts {
    /// Chance goes as far as was seen with this probability.
    pub(super) fn judge(&mut self, law: &str, test: &str, probability: f64) {
        let fits = probability * ONCE_IN >= 1.0;
        self.wrong |= !fits;
        let verdict = if fits { "fits" } else { "DOES NOT FIT" };
        let _ = writeln!(self.text, "  {law:<44} {test:<32} p {probability:>9.6}  {verdict}");
    }

    #[track_caller]
    pub(super) fn close(self) {
        say(&self.text);
        assert!(!self.wrong, "{}", self.text);
    }
}

/// The chance of a Kolmogorov-Smirnov distance at least as large, times the root of the number of
/// draws (of two samples: half their harmonic mean).
pub(super) fn beyond_distance(scaled: f64) -> f64 {
    if scaled < 0.3 {
        return 1.0;
    }
    let term = |k: i32| {
        let sign = if k % 2 == 0 { -1.0 } else { 1.0 };
        sign * (-2.0 * f64::from(k * k) * scaled * scaled).exp()
    };
    (2.0 * (1..=20).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

/// The Kolmogorov-Smirnov test of sorted draws against a law that may have single values.
pub(super) fn kolmogorov_smirnov(sorted: &[f64], law: &Exact) -> f64 {
    let n = sorted.len() as f64;
    let distance = sorted.iter().enumerate().fold(0.0, |worst: f64, (rank, &x)| {
        let (before, below) = (law.before(x), law.below(x));
        // Draws of one value share a step; both its ends are looked at by its first and last draw.
        let first = rank == 0 || sorted[rank - 1] < x;
        let last = rank + 1 == sorted.len() || sorted[rank + 1] > x;
        let from = if first { (before - rank as f64 / n).abs() } else { 0.0 };
        let to = if last { (below - (rank + 1) as f64 / n).abs() } else { 0.0 };
        worst.max(from).max(to)
    });
    beyond_distance(distance * n.sqrt())
}

/// The two-sample test of as many sorted draws.
pub(super) fn two_sample(ours: &[f64], theirs: &[f64]) -> f64 {
    let (n, mut at, mut distance) = (ours.len() as f64, 0, 0.0_f64);
    for (rank, &x) in ours.iter().enumerate() {
        if ours.get(rank + 1) == Some(&x) {
            continue;
        }
        let before = at;
        while theirs.get(at).is_some_and(|&y| y <= x) {
            at += 1;
        }
        // Just before x theirs may have run ahead of ours, or lag behind at x.
        let first = ours.partition_point(|&y| y < x) as f64;
        let theirs_before = theirs[before..at].partition_point(|&y| y < x) as f64 + before as f64;
        distance = distance.max((theirs_before - first).abs() / n);
        distance = distance.max((rank as f64 + 1.0 - at as f64).abs() / n);
    }
    beyond_distance(distance * (n / 2.0).sqrt())
}

/// The chi-square test of a table; cells that expect fewer than ten draws are joined.
pub(super) fn chi_square(seen: &[f64], expected: &[f64]) -> f64 {
    let (mut statistic, mut cells, mut pair) = (0.0, 0.0, (0.0, 0.0));
    let mut last = (0.0, 0.0);
    for (seen, expected) in seen.iter().zip(expected) {
        pair = (pair.0 + seen, pair.1 + expected);
        if pair.1 >= 10.0 {
            statistic += (pair.0 - pair.1) * (pair.0 - pair.1) / pair.1;
            (cells, last, pair) = (cells + 1.0, pair, (0.0, 0.0));
        }
    }
    // What is left over goes to the last cell.
    let with_rest = (last.0 + pair.0, last.1 + pair.1);
    statistic += (with_rest.0 - with_rest.1) * (with_rest.0 - with_rest.1) / with_rest.1
        - (last.0 - last.1) * (last.0 - last.1) / last.1;
    ChiSquared::new(cells - 1.0).unwrap().sf(statistic)
}

/// The chance that as many or more, or as few or fewer, of the draws lie beyond a point that each
/// passes with this probability; twice the smaller of the two.
pub(super) fn far_beyond(number: u64, draws: u32, probability: f64) -> f64 {
    let law = Binomial::new(probability, draws.into()).unwrap();
    let more = number.checked_sub(1).map_or(1.0, |before| law.sf(before));
    (2.0 * more.min(law.cdf(number))).min(1.0)
}

/// Draws by another library, from its own generator.
pub(super) fn independent<T>(law: impl Distribution<T>, draws: u32) -> Vec<T> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    (0..draws).map(|_| law.sample(&mut random)).collect()
}

/// A distribution function, written apart from the product's.
#[derive(Clone, Debug)]
pub(super) enum Exact {
    Exponential(f64),
    /// Median, and standard deviation of the logarithm.
    Lognormal(f64, f64),
    /// Shape and scale.
    Gamma(f64, f64),
    /// Shape and scale.
    Weibull(f64, f64),
    Uniform(f64, f64),
    Triangular(f64, f64, f64),
    /// A single value.
    Atom(f64),
    Mixture(Vec<(f64, Exact)>),
}

impl Exact {
    pub(super) fn lognormal(mean: f64, cv: f64) -> Self {
        Self::Lognormal(mean / (1.0 + cv * cv).sqrt(), (cv * cv).ln_1p().sqrt())
    }

    pub(super) fn gamma(mean: f64, cv: f64) -> Self {
        Self::Gamma(1.0 / (cv * cv), mean * cv * cv)
    }

    /// P(X <= x).
    pub(super) fn below(&self, x: f64) -> f64 {
        match self {
            Self::Exponential(mean) => -(-x / mean).exp_m1(),
            Self::Lognormal(median, sigma) => normal(-(x / median).ln() / sigma),
            Self::Gamma(shape, scale) => gamma_below(*shape, x / scale),
            Self::Weibull(shape, scale) => -(-(x / scale).powf(*shape)).exp_m1(),
            Self::Uniform(low, high) => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Self::Triangular(low, mode, high) => {
                if x >= *mode {
                    return 1.0 - self.above(x);
                }
                let climbed = (x - low).max(0.0);
                climbed / (high - low) * (climbed / (mode - low).max(f64::MIN_POSITIVE))
            }
            Self::Atom(value) => f64::from(u8::from(*value <= x)),
            Self::Mixture(parts) => parts.iter().map(|(share, law)| share * law.below(x)).sum(),
        }
    }

    /// P(X > x), to its own digits where it is small.
    pub(super) fn above(&self, x: f64) -> f64 {
        match self {
            Self::Exponential(mean) => (-x / mean).exp(),
            Self::Lognormal(median, sigma) => normal((x / median).ln() / sigma),
            Self::Gamma(shape, scale) => gamma_ur(*shape, x / scale),
            Self::Weibull(shape, scale) => (-(x / scale).powf(*shape)).exp(),
            Self::Uniform(low, high) => ((high - x) / (high - low)).clamp(0.0, 1.0),
            Self::Triangular(low, mode, high) => {
                if x < *mode {
                    return 1.0 - self.below(x);
                }
                let left = (high - x).max(0.0);
                left / (high - low) * (left / (high - mode).max(f64::MIN_POSITIVE))
            }
            Self::Atom(value) => f64::from(u8::from(*value > x)),
            Self::Mixture(parts) => parts.iter().map(|(share, law)| share * law.above(x)).sum(),
        }
    }

    /// P(X < x).
    pub(super) fn before(&self, x: f64) -> f64 {
        match self {
            Self::Atom(value) => f64::from(u8::from(*value < x)),
            Self::Mixture(parts) => parts.iter().map(|(share, law)| share * law.before(x)).sum(),
            _ => self.below(x),
        }
    }

    /// The x with P(X <= x) = u, by halving on the scale of logarithms; of a law without single
    /// values. The smaller side is the one that is met.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        let (mut low, mut high) = (-700.0_f64, 700.0_f64);
        for _ in 0..90 {
            let middle = f64::midpoint(low, high);
            let x = middle.exp();
            let is_low = if u < 0.5 { self.below(x) < u } else { self.above(x) > 1.0 - u };
            if is_low {
                low = middle;
            } else {
                high = middle;
            }
        }
        low.exp()
    }
}

/// P(Z > z) of a standard normal number.
fn normal(z: f64) -> f64 {
    0.5 * erfc(z / std::f64::consts::SQRT_2)
}

/// The gamma law near 0, which `statrs` takes for 0 itself: two terms of the power series.
fn gamma_below(shape: f64, t: f64) -> f64 {
    if t > 1e-6 {
        return gamma_lr(shape, t);
    }
    let first = (shape * t.ln() - ln_gamma(shape + 1.0)).exp();
    first * (1.0 - shape / (shape + 1.0) * t + shape / (shape + 2.0) * t * t / 2.0)
}

#[test]
fn the_tests_of_fit_know_chance_from_fault() {
    let even: Vec<f64> = (0..1000).map(|i| (f64::from(i) + 0.5) / 1000.0).collect();
    assert!(kolmogorov_smirnov(&even, &Exact::Uniform(0.0, 1.0)) > 0.99);
    assert!(kolmogorov_smirnov(&even, &Exact::Uniform(0.0, 1.1)) < 1e-6);
    let moved: Vec<f64> = even.iter().map(|x| x + 0.1).collect();
    assert!(two_sample(&even, &even) > 0.99 && two_sample(&even, &moved) < 1e-3);
    assert!(two_sample(&moved, &even) < 1e-3);
    // The 1e-4 point of Kolmogorov's law is 2.2253, the 5 % point 1.3581.
    assert!((beyond_distance(2.2253) - 1e-4).abs() < 1e-6);
    assert!((beyond_distance(1.3581) - 0.05).abs() < 1e-5);
    assert!(chi_square(&[100.0; 20], &[100.0; 20]) > 0.999);
    let uneven = [140.0, 60.0, 100.0, 100.0, 100.0];
    assert!(chi_square(&uneven, &[100.0; 5]) < 1e-4);
    assert!(far_beyond(100, 1_000_000, 1e-4) > 0.9 && far_beyond(150, 1_000_000, 1e-4) < 1e-4);
    assert!(far_beyond(0, 1_000_000, 1e-4) < 1e-4);
}
