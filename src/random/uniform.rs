//! The uniform law.

use super::continuous::{Continuous, Point};

#[derive(Clone, Copy, Debug)]
pub(super) struct Uniform {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Uniform {
    #[inline]
    pub(super) fn quantile(self, u: f64) -> f64 {
        self.low + (self.high - self.low) * u
    }

    pub(super) fn fill(self, uniforms: &mut [f64]) {
        for u in uniforms {
            *u = self.quantile(*u);
        }
    }
}

impl Continuous for Uniform {
    fn at(&self, x: f64) -> Point {
        if x <= self.low {
            return Point::BEFORE;
        }
        if x >= self.high {
            return Point::AFTER;
        }
        let width = self.high - self.low;
        Point {
            below: (x - self.low) / width,
            above: (self.high - x) / width,
            density: 1.0 / width,
            elasticity: 0.0,
        }
    }

    fn limited_mean(&self, x: f64) -> f64 {
        let inside = x.clamp(self.low, self.high) - self.low;
        x.min(self.low) + inside - 0.5 * inside * inside / (self.high - self.low)
    }
}
