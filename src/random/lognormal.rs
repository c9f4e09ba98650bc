//! The lognormal law.

use super::continuous::{Continuous, Point};
use crate::base::math::{
    exp, ln, ln_1p, normal_cdf, normal_density, normal_quantile, normal_quantiles,
};

#[derive(Clone, Copy, Debug)]
pub(super) struct Lognormal {
    median: f64,
    /// Standard deviation of the logarithm.
    sigma: f64,
}

impl Lognormal {
    pub(super) fn new(mean: f64, cv: f64) -> Self {
        Self { median: mean / (1.0 + cv * cv).sqrt(), sigma: ln_1p(cv * cv).sqrt() }
    }

    #[inline]
    pub(super) fn quantile(self, u: f64) -> f64 {
        self.median * exp(self.sigma * normal_quantile(u))
    }

    pub(super) fn fill(self, uniforms: &mut [f64]) {
        normal_quantiles(uniforms);
        for z in uniforms {
            *z = self.median * exp(self.sigma * *z);
        }
    }
}

impl Continuous for Lognormal {
    fn at(&self, x: f64) -> Point {
        let z = ln(x / self.median) / self.sigma;
        let tail = normal_cdf(-z.abs());
        let (below, above) = if z < 0.0 { (tail, 1.0 - tail) } else { (1.0 - tail, tail) };
        Point {
            below,
            above,
            density: normal_density(z) / (self.sigma * x),
            elasticity: -1.0 - z / self.sigma,
        }
    }

    fn limited_mean(&self, x: f64) -> f64 {
        let z = ln(x / self.median) / self.sigma;
        let mean = self.median * exp(0.5 * self.sigma * self.sigma);
        mean * normal_cdf(z - self.sigma) + x * normal_cdf(-z)
    }
}
