//! Busyness: how far a day's volumes lie from their forecast.

use super::address::{Address, Key, Owner, uniform};
use super::law::Law;
use super::purpose::Purpose;
use super::sampler::Sampler;
use crate::base::math::{exp, ln_1p, normal_quantile};

/// The law of one named factor: a gamma day factor (mean 1) times lognormal interval factors (mean
/// 1) whose logarithms are a stationary autoregression of order one.
#[derive(Clone, Debug)]
pub struct Busyness {
    day: Sampler,
    /// Standard deviation of the logarithm of an interval factor.
    sigma: f64,
    correlation: f64,
}

impl Busyness {
    /// Coefficients of variation of the day factor and of each interval factor (0: none), and the
    /// lag-one correlation of the logarithms of the latter, from -1 to 1.
    #[must_use]
    pub fn new(cv: f64, interval_cv: f64, interval_correlation: f64) -> Self {
        Self {
            day: Sampler::new(&Law::Gamma { mean: 1.0, cv }),
            sigma: ln_1p(interval_cv * interval_cv).sqrt(),
            correlation: interval_correlation,
        }
    }

    /// Multiplies each interval's number by this factor's draw in one replication; `owner` is the
    /// factor's name.
    pub fn multiply(&self, key: Key, owner: Owner, intervals: &mut [f64]) {
        let day = self.day.quantile(uniform(key, Address::new(owner, 0, 1), Purpose::DayFactor));
        if self.sigma <= 0.0 {
            for interval in intervals {
                *interval *= day;
            }
            return;
        }
        let fresh = (1.0 - self.correlation * self.correlation).max(0.0).sqrt();
        let mut level = 0.0;
        for (interval, i) in intervals.iter_mut().zip(0..) {
            let u = uniform(key, Address::new(owner, i, 1), Purpose::IntervalFactor);
            let shock = normal_quantile(u);
            // The first interval is drawn from the stationary law.
            level = if i == 0 { shock } else { self.correlation * level + fresh * shock };
            *interval *= day * exp(self.sigma * (level - 0.5 * self.sigma));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::ln;

    const DAYS: u64 = 40_000;

    fn draws(busyness: &Busyness) -> Vec<[f64; 8]> {
        let owner = Owner::named("day");
        let draw = |replication| {
            let mut factors = [1.0; 8];
            busyness.multiply(Key::new(1, replication), owner, &mut factors);
            factors
        };
        (1..=DAYS).map(draw).collect()
    }

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        values.sum::<f64>() / DAYS as f64
    }

    #[test]
    fn a_day_factor_alone_is_one_gamma_number_for_all_intervals() {
        let days = draws(&Busyness::new(0.14, 0.0, 0.0));
        assert!(days.iter().all(|day| day.iter().all(|f| f.to_bits() == day[0].to_bits())));
        let first = mean(days.iter().map(|day| day[0]));
        let variance = mean(days.iter().map(|day| (day[0] - 1.0) * (day[0] - 1.0)));
        let third = mean(days.iter().map(|day| (day[0] - 1.0) * (day[0] - 1.0) * (day[0] - 1.0)));
        // Standard errors: cv / 200 of the mean, about 1.45 % / 2 of the variance.
        assert!((first - 1.0).abs() < 3.3 * 0.14 / 200.0, "mean {first}");
        assert!((variance / (0.14 * 0.14) - 1.0).abs() < 3.3 * 0.0075, "variance {variance}");
        // A gamma's skewness is twice its cv; the standard error of a skewness is sqrt(6 / n).
        assert!((third / (0.14 * 0.14 * 0.14) - 0.28).abs() < 3.3 * 0.0125 * 1.3, "third {third}");
    }

    #[test]
    fn interval_factors_are_a_stationary_lognormal_autoregression() {
        let days = draws(&Busyness::new(0.0, 0.20, 0.67));
        let sigma = ln_1p(0.04).sqrt();
        for i in [0, 1, 7] {
            let factor = mean(days.iter().map(|day| day[i]));
            assert!((factor - 1.0).abs() < 3.3 * 0.2 / 200.0, "mean {factor} of interval {i}");
            let level = |day: &[f64; 8], i: usize| ln(day[i]) / sigma + 0.5 * sigma;
            let variance = mean(days.iter().map(|day| level(day, i) * level(day, i)));
            // The variance of a squared standard normal number is 2.
            assert!((variance - 1.0).abs() < 3.3 * 2.0f64.sqrt() / 200.0, "variance {variance}");
            let Some(before) = i.checked_sub(1) else { continue };
            let lagged = mean(days.iter().map(|day| level(day, before) * level(day, i)));
            assert!((lagged - 0.67).abs() < 3.3 * (1.0f64 + 0.67 * 0.67).sqrt() / 200.0);
        }
    }

    /// Change detector: what the code gave when it was written, nothing more.
    #[test]
    fn factors_have_not_moved() {
        let mut factors = [1.0; 2];
        let owner = Owner::named("day");
        Busyness::new(0.14, 0.20, 0.67).multiply(Key::new(1, 1), owner, &mut factors);
        assert_eq!(factors.map(f64::to_bits), [0x3fe6_f6df_925b_a42f, 0x3fe6_17b1_b80b_6bae]);
    }

    #[test]
    fn no_variation_changes_nothing() {
        let mut volumes = [3.0, 0.0, 17.5];
        Busyness::new(0.0, 0.0, 0.5).multiply(Key::new(1, 1), Owner::named("day"), &mut volumes);
        assert_eq!(volumes.map(f64::to_bits), [3.0f64, 0.0, 17.5].map(f64::to_bits));
    }
}
