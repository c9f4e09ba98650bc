//! How often a check is looked at, and how much surer each look must be for that.

use super::settings::CheckSettings;
use crate::experiment::run::experiment::default_replications;
use crate::experiment::run::settings::Kind;
use crate::scenario::{Check, Loaded};

/// Days of the first look where nobody says otherwise.
const FIRST: u32 = 50;
/// The same in a steady state, whose replications are many batches.
const FIRST_STEADY: u32 = 10;

/// How the error of one file is shared out (Bonferroni): over its assertions, and for bounds over
/// the looks as well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    /// Probability with which all intervals cover together.
    pub confidence: f64,
    pub assertions: usize,
    /// The most looks that any check may take.
    pub looks: usize,
}

impl Family {
    /// Level of the interval by which a bound is judged at each look.
    #[must_use]
    pub fn bound_confidence(&self) -> f64 {
        1.0 - (1.0 - self.confidence) / (self.assertions.max(1) * self.looks.max(1)) as f64
    }

    /// Level of each of the two one-sided tests of a drift.
    #[must_use]
    pub fn drift_level(&self) -> f64 {
        (1.0 - self.confidence) / self.assertions.max(1) as f64
    }
}

/// When to look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    first: Option<u32>,
    /// Asked for on the command line, which wins over a check's own.
    most: Option<u32>,
    default_first: u32,
    default_most: u32,
    /// Observations of a replication.
    each: u32,
}

impl Looks {
    pub(super) fn of(loaded: &Loaded, settings: &CheckSettings) -> Self {
        let steady = loaded.base.steady_state.as_ref();
        Self {
            first: settings.first,
            most: settings.most,
            default_first: if steady.is_some() { FIRST_STEADY } else { FIRST },
            default_most: default_most(loaded),
            each: steady.map_or(1, |steady| steady.batches),
        }
    }

    /// Numbers of replications at which the bounds of a check are looked at: doubled from look to
    /// look.
    pub(super) fn of_check(&self, check: &Check) -> Vec<u64> {
        let least = check.figure.least_observations().div_ceil(u64::from(self.each));
        let first = u64::from(self.first.unwrap_or(self.default_first)).max(least);
        let most = self.most.or(check.max_replications);
        let most = most.map_or_else(|| first.max(self.default_most.into()), u64::from);
        let mut looks = Vec::new();
        let mut at = first;
        while at < most {
            looks.push(at);
            at *= 2;
        }
        looks.push(most);
        looks
    }

    /// What the error of the file is shared out over.
    pub(super) fn family(&self, loaded: &Loaded, confidence: f64) -> Family {
        let bounded = || loaded.checks.iter().filter(|check| check.is_bounded());
        let compared = loaded.checks.iter().filter(|check| check.margin.is_some()).count();
        Family {
            confidence,
            assertions: bounded().count() + compared,
            looks: bounded().map(|check| self.of_check(check).len()).max().unwrap_or(1),
        }
    }
}

/// When to stop adding replications where nobody says otherwise: a few seconds' worth.
#[must_use]
pub fn default_most(loaded: &Loaded) -> u32 {
    let has_variants = loaded.checks.iter().any(|check| check.variant > 0);
    let kind = if has_variants { Kind::WithVariants } else { Kind::BaseOnly };
    default_replications(loaded, kind)
}
