//! The triangular law.

use super::continuous::{Continuous, Point};

#[derive(Clone, Copy, Debug)]
pub(super) struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
    /// Probability of less than the mode.
    rise: f64,
}

impl Triangular {
    pub(super) fn new(low: f64, mode: f64, high: f64) -> Self {
        Self { low, mode, high, rise: (mode - low) / (high - low) }
    }

    #[inline]
    pub(super) fn quantile(self, u: f64) -> f64 {
        let width = self.high - self.low;
        if u < self.rise {
            self.low + (u * width * (self.mode - self.low)).sqrt()
        } else {
            self.high - ((1.0 - u) * width * (self.high - self.mode)).sqrt()
        }
    }

    pub(super) fn fill(self, uniforms: &mut [f64]) {
        for u in uniforms {
            *u = self.quantile(*u);
        }
    }
}

impl Continuous for Triangular {
    fn at(&self, x: f64) -> Point {
        if x <= self.low {
            return Point::BEFORE;
        }
        if x >= self.high {
            return Point::AFTER;
        }
        let width = self.high - self.low;
        if x < self.mode {
            let climbed = x - self.low;
            let density = 2.0 * climbed / (width * (self.mode - self.low));
            let below = 0.5 * climbed * density;
            return Point { below, above: 1.0 - below, density, elasticity: x / climbed };
        }
        let left = self.high - x;
        let density = 2.0 * left / (width * (self.high - self.mode));
        let above = 0.5 * left * density;
        Point { below: 1.0 - above, above, density, elasticity: -x / left }
    }

    fn limited_mean(&self, x: f64) -> f64 {
        if x <= self.low {
            return x;
        }
        let width = self.high - self.low;
        if x < self.mode {
            let climbed = x - self.low;
            return x - climbed * climbed * climbed / (3.0 * width * (self.mode - self.low));
        }
        let mean = (self.low + self.mode + self.high) / 3.0;
        let left = self.high - x;
        if left <= 0.0 {
            return mean;
        }
        mean - left * left * left / (3.0 * width * (self.high - self.mode))
    }
}
