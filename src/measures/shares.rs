//! The six service levels where theory gives shares of offered contacts instead of counts.

use super::count::Count;
use super::definitions::service_level;
use super::plan::ServiceLevelFormula;
use super::recipe::{Made, Part, Sum};

/// Shares of offered contacts from which every service level is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ServiceShares {
    pub answered: f64,
    pub answered_within: f64,
    /// Abandoned within the threshold.
    pub abandoned_within: f64,
    /// Abandoned within the short-abandon limit.
    pub abandoned_short: f64,
}

impl ServiceLevelFormula {
    /// The service level by this formula; its definition is the one that reports of days use.
    #[must_use]
    pub fn of_shares(self, shares: &ServiceShares) -> f64 {
        let Made::Ratio(over, under) = service_level(self) else {
            unreachable!("every service level is a ratio");
        };
        shares.sum(over) / shares.sum(under)
    }
}

impl ServiceShares {
    fn sum(&self, parts: Sum) -> f64 {
        let part = |part: &Part| match part {
            Part::Of(count) => self.share(*count),
            Part::Less(count) => -self.share(*count),
            _ => unreachable!("service levels are made of contacts"),
        };
        parts.iter().map(part).sum()
    }

    fn share(&self, count: Count) -> f64 {
        match count {
            Count::Offered => 1.0,
            Count::Answered => self.answered,
            Count::AnsweredWithin => self.answered_within,
            Count::AbandonedWithin => self.abandoned_within,
            Count::AbandonedShort => self.abandoned_short,
            _ => unreachable!("service levels are made of five counts"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_six_service_levels_of_told_shares() {
        let shares = ServiceShares {
            answered: 0.5,
            answered_within: 0.3,
            abandoned_within: 0.25,
            abandoned_short: 0.15,
        };
        let wanted = [0.3, 0.6, 0.4, 0.55, 6.0 / 17.0, 0.45];
        for (formula, level) in ServiceLevelFormula::EVERY.into_iter().zip(wanted) {
            let found = formula.of_shares(&shares);
            assert!((found - level).abs() < 1e-15, "{formula:?}: {found}");
        }
    }
}
