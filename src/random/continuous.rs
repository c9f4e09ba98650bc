//! What a law with a density knows of itself, for tables of its inverse.

use std::fmt::Debug;

/// A law with a density.
pub(super) trait Continuous: Debug + Send + Sync {
    /// Everything at x > 0.
    fn at(&self, x: f64) -> Point;

    /// Mean of the smaller of the quantity and x, at x > 0: the integral of the survival function
    /// from 0 to x.
    fn limited_mean(&self, x: f64) -> f64;
}

/// A law at one x.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Point {
    /// Probability of at most x; keeps its relative precision when small.
    pub(super) below: f64,
    /// Probability of more than x; keeps its relative precision when small.
    pub(super) above: f64,
    pub(super) density: f64,
    /// Derivative of the logarithm of the density by the logarithm of x.
    pub(super) elasticity: f64,
}

impl Point {
    /// Where all is still to come.
    pub(super) const BEFORE: Self = Self { below: 0.0, above: 1.0, density: 0.0, elasticity: 0.0 };
    /// Where nothing is to come.
    pub(super) const AFTER: Self = Self { below: 1.0, above: 0.0, density: 0.0, elasticity: 0.0 };
}

/// Laws in given shares, which add up to 1.
#[derive(Debug)]
pub(super) struct Blend(pub(super) Vec<(f64, Box<dyn Continuous>)>);

impl Continuous for Blend {
    fn at(&self, x: f64) -> Point {
        let mut sum = Point::default();
        let mut slope = 0.0;
        for (share, law) in &self.0 {
            let point = law.at(x);
            sum.below += share * point.below;
            sum.above += share * point.above;
            sum.density += share * point.density;
            slope += share * point.density * point.elasticity;
        }
        // Where there is no density its elasticity is read by nobody.
        sum.elasticity = if sum.density > 0.0 { slope / sum.density } else { 0.0 };
        sum
    }

    fn limited_mean(&self, x: f64) -> f64 {
        self.0.iter().map(|(share, law)| share * law.limited_mean(x)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::ln;
    use crate::random::exponential::Exponential;
    use crate::random::gamma::Gamma;
    use crate::random::lognormal::Lognormal;
    use crate::random::triangular::Triangular;
    use crate::random::uniform::Uniform;
    use crate::random::weibull::Weibull;

    fn laws() -> Vec<Box<dyn Continuous>> {
        let blend = Blend(vec![
            (0.25, Box::new(Exponential { mean: 2.0 })),
            (0.75, Box::new(Lognormal::new(5.0, 0.7))),
        ]);
        vec![
            Box::new(Exponential { mean: 3.0 }),
            Box::new(Lognormal::new(3.0, 0.8)),
            Box::new(Gamma::new(3.0, 0.6)),
            Box::new(Gamma::new(3.0, 1.4)),
            Box::new(Weibull { shape: 0.7, scale: 3.0 }),
            Box::new(Weibull { shape: 2.5, scale: 3.0 }),
            Box::new(Uniform { low: 0.5, high: 9.0 }),
            Box::new(Triangular::new(0.5, 3.5, 9.0)),
            Box::new(blend),
        ]
    }

    #[test]
    fn densities_are_slopes_and_elasticities_theirs() {
        for law in laws() {
            for x in [0.7, 1.9, 3.1, 4.3, 7.7] {
                let (here, step) = (law.at(x), 1e-4 * x);
                let (before, after) = (law.at(x - step), law.at(x + step));
                assert!((here.below + here.above - 1.0).abs() < 1e-14, "{law:?} at {x}");
                let slope = (after.below - before.below) / (2.0 * step);
                assert!((slope / here.density - 1.0).abs() < 1e-6, "{law:?} at {x}: {slope}");
                let bend = (ln(after.density) - ln(before.density)) / 2e-4;
                assert!((bend - here.elasticity).abs() < 1e-5, "{law:?} at {x}: {bend}");
            }
        }
    }

    #[test]
    fn bounded_laws_have_all_between_their_ends() {
        let bounded: [Box<dyn Continuous>; 2] =
            [Box::new(Uniform { low: 2.0, high: 6.0 }), Box::new(Triangular::new(2.0, 3.0, 6.0))];
        for law in bounded {
            for (x, below) in [(1.0, 0.0), (2.0, 0.0), (6.0, 1.0), (7.0, 1.0)] {
                let point = law.at(x);
                assert!((point.below - below).abs() + (point.above + below - 1.0).abs() < 1e-15);
                assert!(point.density <= 0.0, "{law:?} at {x}");
            }
        }
    }

    #[test]
    fn a_triangle_is_worked_by_hand() {
        let triangle = Triangular::new(1.0, 3.0, 7.0);
        for (x, below, density) in
            [(2.0, 1.0 / 12.0, 1.0 / 6.0), (3.0, 1.0 / 3.0, 1.0 / 3.0), (5.0, 5.0 / 6.0, 1.0 / 6.0)]
        {
            let point = triangle.at(x);
            assert!((point.below - below).abs() < 1e-15 && (point.density - density).abs() < 1e-15);
            assert!((triangle.quantile(below) - x).abs() < 1e-14);
        }
    }

    #[test]
    fn in_a_gap_a_blend_has_no_density_and_no_slope() {
        let part =
            |low, high| -> (f64, Box<dyn Continuous>) { (0.5, Box::new(Uniform { low, high })) };
        let point = Blend(vec![part(1.0, 2.0), part(4.0, 6.0)]).at(3.0);
        let found = [point.below, point.above, point.density, point.elasticity];
        assert_eq!(found.map(f64::to_bits), [0.5, 0.5, 0.0, 0.0].map(f64::to_bits));
    }

    #[test]
    fn limited_means_of_bounded_laws_are_worked_by_hand() {
        // The area under the survival function: of the triangle 1 - (x - 1)^2 / 12 up to the mode
        // at 3, and (7 - x)^2 / 24 from there on.
        let triangle = Triangular::new(1.0, 3.0, 7.0);
        for (x, mean) in [
            (0.5, 0.5),
            (1.0, 1.0),
            (2.0, 2.0 - 1.0 / 36.0),
            (3.0, 3.0 - 2.0 / 9.0),
            (5.0, 11.0 / 3.0 - 1.0 / 9.0),
            (7.0, 11.0 / 3.0),
            (9.0, 11.0 / 3.0),
        ] {
            assert!((triangle.limited_mean(x) - mean).abs() < 1e-14, "triangle at {x}");
        }
        let uniform = Uniform { low: 2.0, high: 6.0 };
        for (x, mean) in [(1.0, 1.0), (3.0, 3.0 - 1.0 / 8.0), (6.0, 4.0), (8.0, 4.0)] {
            assert!((uniform.limited_mean(x) - mean).abs() < 1e-14, "uniform at {x}");
        }
    }

    #[test]
    fn the_limited_mean_grows_by_the_probability_of_more() {
        for law in laws() {
            for x in [0.7, 1.9, 3.1, 4.3, 7.7] {
                let step = 1e-4 * x;
                let growth = law.limited_mean(x + step) - law.limited_mean(x - step);
                let above = law.at(x).above;
                assert!((growth / (2.0 * step) - above).abs() < 1e-7, "{law:?} at {x}");
            }
        }
    }
}
