//! The gamma law (and with it Erlang's), which is drawn from a table of its inverse.

use super::continuous::{Continuous, Point};
use crate::base::math::{gamma_density, regularized_gamma_p, regularized_gamma_q};

#[derive(Clone, Copy, Debug)]
pub(super) struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    pub(super) fn new(mean: f64, cv: f64) -> Self {
        Self { shape: 1.0 / (cv * cv), scale: mean * cv * cv }
    }
}

impl Continuous for Gamma {
    fn at(&self, x: f64) -> Point {
        let t = x / self.scale;
        // The side that is computed first is the one that keeps its relative precision.
        let (below, above) = if t < self.shape + 1.0 {
            let below = regularized_gamma_p(self.shape, t);
            (below, 1.0 - below)
        } else {
            let above = regularized_gamma_q(self.shape, t);
            (1.0 - above, above)
        };
        let density = gamma_density(self.shape, t) / self.scale;
        Point { below, above, density, elasticity: self.shape - 1.0 - t }
    }

    fn limited_mean(&self, x: f64) -> f64 {
        let t = x / self.scale;
        let mean = self.shape * self.scale;
        mean * regularized_gamma_p(self.shape + 1.0, t) + x * regularized_gamma_q(self.shape, t)
    }
}
