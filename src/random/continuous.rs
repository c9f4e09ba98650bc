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
