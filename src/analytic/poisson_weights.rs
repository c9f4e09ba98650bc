//! Poisson probabilities around their mode, for uniformization.

/// What is left out at either side is below this share of the mode's probability.
const NEGLIGIBLE: f64 = 1e-18;

/// The probabilities of a Poisson number where they are not negligible.
#[derive(Debug)]
pub(super) struct PoissonWeights {
    /// The number of the first probability.
    pub(super) first: usize,
    pub(super) probabilities: Vec<f64>,
    /// Probability of more than each of these numbers.
    pub(super) beyond: Vec<f64>,
}

impl PoissonWeights {
    /// Of a mean that is not negative.
    ///
    /// From the mode both ways by the ratio of neighbours, then scaled to add up to 1: no factorial
    /// and no power is formed, so that any mean will do (Fox and Glynn, *Communications of the ACM*
    /// 31, 1988, use the same idea).
    pub(super) fn new(mean: f64) -> Self {
        let mode = mean.floor();
        let mut below = Vec::new();
        let (mut weight, mut number) = (1.0, mode);
        while number > 0.0 && weight > NEGLIGIBLE {
            weight *= number / mean;
            number -= 1.0;
            below.push(weight);
        }
        let first = number as usize;
        let mut probabilities: Vec<f64> = below.into_iter().rev().collect();
        (weight, number) = (1.0, mode);
        while weight > NEGLIGIBLE {
            probabilities.push(weight);
            number += 1.0;
            weight *= mean / number;
        }
        let total: f64 = probabilities.iter().sum();
        let mut beyond = vec![0.0; probabilities.len()];
        let mut sum = 0.0;
        for (at, probability) in probabilities.iter_mut().enumerate().rev() {
            *probability /= total;
            beyond[at] = sum;
            sum += *probability;
        }
        Self { first, probabilities, beyond }
    }

    /// The largest number that is kept.
    pub(super) fn last(&self) -> usize {
        self.first + self.probabilities.len() - 1
    }

    /// Probability of exactly so many.
    pub(super) fn of(&self, number: usize) -> f64 {
        let at = number.checked_sub(self.first);
        at.and_then(|at| self.probabilities.get(at)).copied().unwrap_or_default()
    }

    /// Probability of more than so many.
    pub(super) fn more_than(&self, number: usize) -> f64 {
        match number.checked_sub(self.first) {
            None => 1.0,
            Some(at) => self.beyond.get(at).copied().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::{exp, regularized_gamma_p};

    #[test]
    fn probabilities_are_those_of_the_law() {
        let few = PoissonWeights::new(2.5);
        assert!((few.of(0) - exp(-2.5)).abs() < 1e-16);
        assert!((few.of(3) - exp(-2.5) * 2.5 * 2.5 * 2.5 / 6.0).abs() < 1e-16);
        for mean in [0.3, 7.0, 433.3, 250_000.5] {
            let weights = PoissonWeights::new(mean);
            for number in [weights.first, mean as usize, weights.last()] {
                let exact = regularized_gamma_p(number as f64 + 1.0, mean);
                let found = weights.more_than(number);
                assert!((found - exact).abs() < 1e-12, "{mean}: more than {number}: {found}");
            }
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "certainty is exact")]
    fn nothing_is_expected_of_no_time() {
        let none = PoissonWeights::new(0.0);
        assert!(none.of(0) == 1.0 && none.last() == 0 && none.more_than(0) == 0.0);
    }
}
