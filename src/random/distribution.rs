//! The distribution of a law as exact models need it: survival, its integral, and where it bends.

use super::continuous::Continuous;
use super::law::Law;
use super::parts::{Parts, blend};

/// A law of a duration by its survival function; single values (atoms) and never included.
#[derive(Debug)]
pub struct Distribution {
    /// Finite single values, in order, each once.
    values: Vec<f64>,
    /// Share of all up to and with each value.
    up_to: Vec<f64>,
    /// Sum of share times value up to and with each value.
    moment_up_to: Vec<f64>,
    /// What has a density, and its share.
    smooth: Option<(f64, Box<dyn Continuous>)>,
    /// What never happens.
    never: f64,
    /// Where the survival function jumps or bends, in order, each once, above 0.
    breaks: Vec<f64>,
}

impl Distribution {
    /// Makes a law ready, whose values are not negative.
    #[must_use]
    pub fn new(law: &Law) -> Self {
        let mut parts = Parts::of(law);
        parts.atoms.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut distribution = Self {
            values: Vec::new(),
            up_to: Vec::new(),
            moment_up_to: Vec::new(),
            smooth: None,
            never: 0.0,
            breaks: Vec::new(),
        };
        for (value, share) in parts.atoms {
            distribution.add_atom(value, share);
        }
        if !parts.smooth.is_empty() {
            let share = parts.smooth.iter().map(|(share, _)| share).sum();
            distribution.smooth = Some((share, blend(&parts.smooth)));
        }
        let mut breaks: Vec<f64> = parts.smooth.iter().flat_map(|(_, law)| bends(law)).collect();
        breaks.extend(&distribution.values);
        breaks.retain(|&at| at > 0.0);
        breaks.sort_by(f64::total_cmp);
        breaks.dedup();
        distribution.breaks = breaks;
        distribution
    }

    /// Adds a single value that is not below those added before.
    fn add_atom(&mut self, value: f64, share: f64) {
        if value.is_infinite() {
            self.never += share;
            return;
        }
        let up_to = self.up_to.last().copied().unwrap_or_default() + share;
        let moment = self.moment_up_to.last().copied().unwrap_or_default() + share * value;
        // In order, so that one not above the last is equal to it.
        if self.values.last().is_some_and(|&last| last >= value) {
            self.values.pop();
            self.up_to.pop();
            self.moment_up_to.pop();
        }
        self.values.push(value);
        self.up_to.push(up_to);
        self.moment_up_to.push(moment);
    }

    /// Probability of at most x.
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        let atoms = self.atoms_up_to(x).map_or(0.0, |at| self.up_to[at]);
        let smooth = self.smooth_part(x, |law| law.at(x).below);
        atoms + smooth
    }

    /// Probability of more than x.
    #[must_use]
    pub fn survival(&self, x: f64) -> f64 {
        let all = self.up_to.last().copied().unwrap_or_default();
        let atoms = all - self.atoms_up_to(x).map_or(0.0, |at| self.up_to[at]);
        let smooth = match &self.smooth {
            Some((share, law)) if x > 0.0 => share * law.at(x).above,
            Some((share, _)) => *share,
            None => 0.0,
        };
        atoms + smooth + self.never
    }

    /// Mean of the smaller of the quantity and x: the integral of the survival function to x.
    #[must_use]
    pub fn limited_mean(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let all = self.up_to.last().copied().unwrap_or_default();
        let (below, moment) =
            self.atoms_up_to(x).map_or((0.0, 0.0), |at| (self.up_to[at], self.moment_up_to[at]));
        moment + (all - below + self.never) * x + self.smooth_part(x, |law| law.limited_mean(x))
    }

    /// Share of what never happens.
    #[must_use]
    pub fn never(&self) -> f64 {
        self.never
    }

    /// Where the survival function jumps or bends, above 0 and in order: a quadrature stops there.
    #[must_use]
    pub fn breaks(&self) -> &[f64] {
        &self.breaks
    }

    fn atoms_up_to(&self, x: f64) -> Option<usize> {
        self.values.partition_point(|&value| value <= x).checked_sub(1)
    }

    fn smooth_part(&self, x: f64, read: impl Fn(&dyn Continuous) -> f64) -> f64 {
        match &self.smooth {
            Some((share, law)) if x > 0.0 => share * read(law.as_ref()),
            _ => 0.0,
        }
    }
}

/// Where a density jumps or bends.
fn bends(law: &Law) -> Vec<f64> {
    match law {
        Law::Uniform { low, high } => vec![*low, *high],
        Law::Triangular { low, mode, high } => vec![*low, *mode, *high],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Sampler;

    fn mixture<const N: usize>(parts: [(f64, Law); N]) -> Law {
        Law::Mixture { parts: parts.into() }
    }

    /// Every family; never and atoms at 0 and elsewhere included.
    fn laws() -> Vec<Law> {
        let observed = Law::Empirical { values: vec![5.0, 5.0, 30.0, 400.0] };
        vec![
            Law::Constant { value: 30.0 },
            Law::Never,
            Law::Exponential { mean: 180.0 },
            Law::Lognormal { mean: 300.0, cv: 1.3 },
            Law::Gamma { mean: 300.0, cv: 0.5 },
            Law::Gamma { mean: 300.0, cv: 3.0 },
            Law::Gamma { mean: 300.0, cv: 0.001 },
            Law::Weibull { shape: 0.5, scale: 90.0 },
            Law::Weibull { shape: 2.0, scale: 203.0 },
            Law::Uniform { low: 10.0, high: 360.0 },
            Law::Triangular { low: 10.0, mode: 40.0, high: 90.0 },
            Law::Triangular { low: 10.0, mode: 10.0, high: 90.0 },
            Law::Triangular { low: 10.0, mode: 90.0, high: 90.0 },
            Law::Hyperexponential { branches: vec![(0.25, 20.0), (0.75, 730.0)] },
            observed.clone(),
            mixture([(0.2, Law::Never), (0.8, Law::Exponential { mean: 240.0 })]),
            mixture([
                (0.1, Law::Constant { value: 0.0 }),
                (0.3, Law::Constant { value: 60.0 }),
                (0.6, Law::Weibull { shape: 2.0, scale: 100.0 }),
            ]),
            mixture([(0.4, observed), (0.6, Law::Uniform { low: 0.0, high: 30.0 })]),
        ]
    }

    #[test]
    fn both_sides_of_a_point_add_up_to_one_and_never_turn_back() {
        for law in laws() {
            let distribution = Distribution::new(&law);
            let mut before = 0.0;
            for step in 0..4_000 {
                let x = f64::from(step) * 0.25;
                let (below, above) = (distribution.cdf(x), distribution.survival(x));
                assert!((below + above - 1.0).abs() < 1e-14, "{law:?} at {x}");
                assert!(below >= before - 1e-15, "{law:?} at {x}");
                before = below;
            }
        }
    }

    #[test]
    fn the_limited_mean_is_the_integral_of_the_survival_function() {
        for law in laws() {
            let distribution = Distribution::new(&law);
            let mut ends = vec![0.0];
            ends.extend(distribution.breaks().iter().filter(|at| **at < 500.0));
            ends.push(500.0);
            let mut sum = 0.0;
            for pair in ends.windows(2) {
                sum += midpoints(&distribution, pair[0], pair[1]);
                let found = distribution.limited_mean(pair[1]);
                assert!((found - sum).abs() < 2e-6 * sum, "{law:?}: {found} {sum}");
            }
        }
    }

    /// Midpoint rule on steps that narrow towards the left end, where a density may be infinite.
    fn midpoints(distribution: &Distribution, from: f64, to: f64) -> f64 {
        const STEPS: i32 = 20_000;
        let place = |step: f64| {
            let part = step / f64::from(STEPS);
            from + (to - from) * part * part * part
        };
        let width = |step: i32| place(f64::from(step) + 1.0) - place(f64::from(step));
        let middle =
            |step: i32| f64::midpoint(place(f64::from(step)), place(f64::from(step) + 1.0));
        (0..STEPS).map(|step| width(step) * distribution.survival(middle(step))).sum()
    }

    #[test]
    fn far_out_the_limited_mean_is_the_mean() {
        for law in laws().into_iter().filter(|law| law.mean().is_finite()) {
            let found = Distribution::new(&law).limited_mean(1e9);
            assert!((found / law.mean() - 1.0).abs() < 1e-12, "{law:?}: {found}");
        }
        assert!((Distribution::new(&Law::Never).limited_mean(7.0) - 7.0).abs() < 1e-15);
    }

    #[test]
    fn the_cdf_undoes_the_sampler() {
        for law in laws().into_iter().filter(|law| law.mean().is_finite()) {
            let (distribution, sampler) = (Distribution::new(&law), Sampler::new(&law));
            for step in 1..1_000 {
                let u = (f64::from(step) - 0.5) / 1_000.0;
                let x = sampler.quantile(u);
                let below = if x > 0.0 { distribution.cdf(x * 0.999_999) } else { 0.0 };
                let above = distribution.cdf(x);
                assert!(below <= u + 1e-9 && above >= u - 1e-9, "{law:?} at {u}: {below} {above}");
            }
        }
    }

    #[test]
    fn equal_single_values_are_one() {
        let observed = Law::Empirical { values: vec![5.0, 5.0, 30.0, 400.0] };
        let distribution = Distribution::new(&observed);
        assert_eq!(distribution.breaks(), [5.0, 30.0, 400.0]);
        assert!((distribution.cdf(5.0) - 0.5).abs() < 1e-15);
        assert!((distribution.survival(4.9) - 1.0).abs() < 1e-15);
        assert!((distribution.limited_mean(30.0) - 17.5).abs() < 1e-14);
    }

    #[test]
    fn nothing_lies_below_zero() {
        for law in laws() {
            let distribution = Distribution::new(&law);
            let found = [distribution.cdf(-1.0), distribution.survival(-1.0)];
            assert!(found[0].abs() + (found[1] - 1.0).abs() < 1e-15, "{law:?}: {found:?}");
        }
    }

    #[test]
    fn the_share_of_what_never_happens_is_told() {
        let sometimes = mixture([(0.2, Law::Never), (0.8, Law::Exponential { mean: 240.0 })]);
        assert!((Distribution::new(&sometimes).never() - 0.2).abs() < 1e-15);
        assert!((Distribution::new(&Law::Never).never() - 1.0).abs() < 1e-15);
        assert!(Distribution::new(&Law::Exponential { mean: 240.0 }).never().abs() < 1e-15);
    }

    #[test]
    fn a_quadrature_stops_at_ends_and_peaks_and_single_values_each_once_and_above_zero() {
        let uniform = |low, high| Law::Uniform { low, high };
        let of = |law: &Law| Distribution::new(law).breaks().to_vec();
        assert_eq!(of(&uniform(10.0, 360.0)), [10.0, 360.0]);
        assert_eq!(of(&uniform(0.0, 30.0)), [30.0]);
        let triangular = Law::Triangular { low: 10.0, mode: 40.0, high: 90.0 };
        assert_eq!(of(&triangular), [10.0, 40.0, 90.0]);
        assert_eq!(of(&Law::Exponential { mean: 3.0 }), [0.0; 0]);
        let all = mixture([
            (0.2, Law::Constant { value: 40.0 }),
            (0.3, uniform(10.0, 20.0)),
            (0.5, triangular),
        ]);
        assert_eq!(of(&all), [10.0, 20.0, 40.0, 90.0]);
    }

    #[test]
    fn a_law_of_one_value_jumps_there_from_nothing_to_all() {
        for law in [
            Law::Lognormal { mean: 3.0, cv: 0.0 },
            Law::Gamma { mean: 3.0, cv: 0.0 },
            Law::Uniform { low: 3.0, high: 3.0 },
            Law::Triangular { low: 3.0, mode: 3.0, high: 3.0 },
        ] {
            let distribution = Distribution::new(&law);
            let found = [2.999, 3.0].map(|x| distribution.cdf(x).to_bits());
            assert_eq!(found, [0.0f64, 1.0].map(f64::to_bits), "{law:?}");
            assert_eq!(distribution.breaks(), [3.0]);
        }
        for law in [Law::Exponential { mean: 0.0 }, Law::Weibull { shape: 2.0, scale: 0.0 }] {
            assert!((Distribution::new(&law).cdf(0.0) - 1.0).abs() < 1e-15, "{law:?}");
        }
    }
}
