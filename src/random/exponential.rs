//! The exponential law.

use super::continuous::{Continuous, Point};
use crate::base::math::{exp, exp_m1, ln};

#[derive(Clone, Copy, Debug)]
pub(super) struct Exponential {
    pub(super) mean: f64,
}

impl Exponential {
    #[inline]
    pub(super) fn quantile(self, u: f64) -> f64 {
        // 1 - u is exact for the uniform numbers drawn here.
        -self.mean * ln(1.0 - u)
    }

    pub(super) fn fill(self, uniforms: &mut [f64]) {
        for u in uniforms {
            *u = self.quantile(*u);
        }
    }
}

impl Continuous for Exponential {
    fn at(&self, x: f64) -> Point {
        let t = x / self.mean;
        let above = exp(-t);
        Point { below: -exp_m1(-t), above, density: above / self.mean, elasticity: -t }
    }

    fn limited_mean(&self, x: f64) -> f64 {
        -self.mean * exp_m1(-x / self.mean)
    }
}
