//! The Weibull law.

use super::continuous::{Continuous, Point};
use crate::base::math::{exp, exp_m1, ln, ln_gamma, pow, regularized_gamma_p};

#[derive(Clone, Copy, Debug)]
pub(super) struct Weibull {
    pub(super) shape: f64,
    pub(super) scale: f64,
}

impl Weibull {
    #[inline]
    pub(super) fn quantile(self, u: f64) -> f64 {
        self.scale * pow(-ln(1.0 - u), 1.0 / self.shape)
    }

    pub(super) fn fill(self, uniforms: &mut [f64]) {
        for u in uniforms {
            *u = self.quantile(*u);
        }
    }
}

impl Continuous for Weibull {
    fn at(&self, x: f64) -> Point {
        let hazard = pow(x / self.scale, self.shape);
        let above = exp(-hazard);
        Point {
            below: -exp_m1(-hazard),
            above,
            density: self.shape * hazard / x * above,
            elasticity: self.shape - 1.0 - self.shape * hazard,
        }
    }

    fn limited_mean(&self, x: f64) -> f64 {
        let (order, hazard) = (1.0 / self.shape, pow(x / self.scale, self.shape));
        self.scale * exp(ln_gamma(1.0 + order)) * regularized_gamma_p(order, hazard)
    }
}
