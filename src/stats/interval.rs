//! A figure with its standard error, and an interval that need not be symmetric.

/// An estimate and how far it may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// The estimate.
    pub value: f64,
    /// Its standard error; none where one replication alone stands behind it.
    pub standard_error: Option<f64>,
}

impl Figure {
    /// Half the width of the interval at a critical value (of Student or of the normal).
    #[must_use]
    pub fn half_width(&self, critical: f64) -> Option<f64> {
        self.standard_error.map(|error| critical * error)
    }

    /// The same figure in another unit.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            standard_error: self.standard_error.map(|error| error * factor.abs()),
        }
    }
}

/// A confidence interval by its two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The sum of terms that may cancel, taken as 0 where it is no larger than their rounding.
///
/// A variance made of such terms is never below 0, and one that is 0 by its nature is 0 exactly.
pub(super) fn cancelling_sum(terms: &[f64]) -> f64 {
    const ROUNDING: f64 = 32.0 * f64::EPSILON;
    let sum: f64 = terms.iter().sum();
    let size: f64 = terms.iter().map(|term| term.abs()).sum();
    if sum <= ROUNDING * size { 0.0 } else { sum }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_cancelling_terms_is_0_unless_it_is_more_than_rounding() {
        assert!(cancelling_sum(&[0.1, 0.2, -0.3]) <= 0.0);
        assert!(cancelling_sum(&[1.0, -2.0]) >= 0.0);
        assert!(cancelling_sum(&[1.0, -1.0, 1e-9]) > 0.0);
        // What is rounding of large terms is much beside small ones.
        assert!(cancelling_sum(&[1e9, 1e-7, -1e9]) <= 0.0);
        assert!(cancelling_sum(&[1e-9, 1e-20, -1e-9]) > 0.0);
    }

    #[test]
    fn a_figure_in_another_unit_keeps_a_positive_error() {
        let figure = Figure { value: 3.0, standard_error: Some(0.5) };
        let turned = figure.scaled(-2.0);
        assert_eq!(turned, Figure { value: -6.0, standard_error: Some(1.0) });
        assert_eq!(turned.half_width(2.0), Some(2.0));
        assert_eq!(Figure { standard_error: None, ..figure }.half_width(2.0), None);
    }
}
