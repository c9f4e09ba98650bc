//! A figure with its standard error, an interval that need not be symmetric, and what it rests on.

use crate::base::math::exp;

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

impl Interval {
    /// Everything that can be.
    pub const ANYTHING: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// What can be, where this was seen: beyond an end that it lies beyond nothing is known.
    ///
    /// What is known beforehand of a figure may be wrong: who waits at closing may wait for longer
    /// than the centre was open.
    #[must_use]
    pub(crate) fn allowing(self, seen: f64) -> Self {
        const ROUNDING: f64 = 1e-12;
        let slack = ROUNDING * seen.abs();
        Self {
            low: if seen < self.low - slack { f64::NEG_INFINITY } else { self.low },
            high: if seen > self.high + slack { f64::INFINITY } else { self.high },
        }
    }

    /// The interval turned about nothing.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { low: 0.0 - self.high, high: 0.0 - self.low }
    }
}

/// What an interval rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Basis {
    /// How the figure varied over the replications.
    #[default]
    Variation,
    /// The figure is the same on every day by construction: it is exact and has no width.
    Construction,
    /// The same on every day seen, although it may vary. The interval is by days: this is the
    /// largest credible share of days that are unlike those seen.
    NotSeenToVary { unlike: f64 },
    /// Unlike the rest on a few days alone. The interval is by days, as above.
    FewDays { unlike: f64 },
}

/// How wide an interval is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// There is none: one replication stands behind the figure.
    Unknown,
    /// The same on both sides.
    Half(f64),
    /// Both ends; one of which nothing is known stands at infinity.
    Ends(Interval),
}

/// A figure, how wide its interval is, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Told {
    pub value: f64,
    pub width: Width,
    pub basis: Basis,
}

impl Told {
    /// A figure that is the same on every day by construction.
    #[must_use]
    pub fn exactly(value: f64) -> Self {
        Self { value, width: Width::Half(0.0), basis: Basis::Construction }
    }
}

/// A half-width that is no more than this part of the distance to the end of what can be is told
/// on both sides alike.
///
/// It is Cochran's rule, n > 25 times the squared skewness (Sampling Techniques, section 2.15),
/// at the skewness of a gamma law, twice its coefficient of variation cv: cv / sqrt(n) < 1/10, of
/// which Student's half-width is the double.
pub(crate) const LITTLE: f64 = 0.2;

/// The interval of a figure that cannot fall below 0, where Student's half-width is more than a
/// [`LITTLE`] part of it; none where it is not, or where the figure is 0.
///
/// Such a figure is skewed: days far above the mean pull mean and variance up together, and as
/// wide on both sides its interval ends too low. The lower end is made on the scale of logarithms,
/// the upper on that of 1 / sqrt, which moves it by 3/4 h² of the figure, h the relative
/// half-width: Johnson's correction (1978, Journal of the American Statistical Association 73)
/// for the skewness of a gamma law.
#[must_use]
pub(crate) fn skewed(figure: f64, half_width: f64) -> Option<Interval> {
    let relative = half_width / figure;
    if figure <= 0.0 || relative <= LITTLE {
        return None;
    }
    let root = 1.0 - relative / 2.0;
    let high = if root > 0.0 { figure / (root * root) } else { f64::INFINITY };
    Some(Interval { low: figure * exp(-relative), high })
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
    fn an_interval_far_from_its_end_is_symmetric_and_else_skewed_away_from_it() {
        assert_eq!(skewed(1.0, 0.2), None);
        assert_eq!(skewed(0.0, 0.2), None);
        let Interval { low, high } = skewed(10.0, 5.0).unwrap();
        // 10 exp(-1/2) and 10 / (3/4)^2.
        assert!((low - 6.065_306_597).abs() < 1e-8 && (high - 17.777_777_78).abs() < 1e-7);
        // Nothing is known of the upper end where the half-width is twice the figure.
        assert!(skewed(1.0, 2.0).unwrap().high.is_infinite());
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
