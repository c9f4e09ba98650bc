//! What a check found, as plain data.

use super::looks::Family;
use super::settings::Pairing;
use crate::measures::estimate::Estimate;
use crate::measures::plan::Period;
use crate::scenario::Check;
use crate::scenario::asked::checks::Severity;
use crate::stats::interval::Interval;

/// Everything a report needs of the check of one file.
#[derive(Clone, Debug)]
pub struct CheckOutcome {
    /// The scenario's own name.
    pub title: String,
    pub seed: u64,
    /// Replications run in all.
    pub replications: u32,
    /// Probability with which all intervals cover, at every look.
    pub confidence: f64,
    pub family: Family,
    /// Contacts offered, over all variants and replications.
    pub contacts: u64,
    /// Stopped before everything was decided.
    pub is_cut_short: bool,
    /// Whether any total of any variant differs from the baseline's; none where they cannot be
    /// compared.
    pub changed: Option<bool>,
    /// What can hardly be meant and what to doubt of steady states, one sentence each.
    pub warnings: Vec<String>,
    pub assertions: Vec<Assertion>,
}

/// One thing asserted, and the verdict.
#[derive(Clone, Debug)]
pub struct Assertion {
    pub check: Check,
    pub claim: Claim,
    pub verdict: Verdict,
    /// Why there is no better verdict.
    pub reason: Option<Reason>,
    /// Replications at the deciding look; 0 where none was needed.
    pub replications: u32,
    /// Days or batches in them.
    pub observations: u32,
    pub period: Period,
    /// The figure, the difference from the base, or the change from the baseline.
    pub estimate: Estimate,
    /// By which it was judged.
    pub interval: Option<Interval>,
    pub drift: Option<Drift>,
}

/// What is asserted of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It lies within its bounds.
    Bounds,
    /// It is where its baseline was.
    Drift,
}

/// What the interval says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    Fail,
    /// The interval lies on both sides.
    Inconclusive,
    /// It could not be judged at all.
    Error,
    /// There was nothing to compare with, and that was tolerated.
    Skipped,
}

/// What an inconclusive verdict counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnInconclusive {
    /// As what it is.
    Tell,
    Pass,
    Fail,
    Warn,
}

/// What an assertion means for the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Passed,
    /// To be said, without consequence.
    Warned,
    Failed,
    /// Neither: the budget did not suffice.
    Open,
}

impl Assertion {
    /// What it means for the whole.
    #[must_use]
    pub fn standing(&self, on_inconclusive: OnInconclusive) -> Standing {
        let bad = match (self.verdict, on_inconclusive) {
            (Verdict::Pass, _) | (Verdict::Inconclusive, OnInconclusive::Pass) => {
                return Standing::Passed;
            }
            (Verdict::Skipped, _) | (Verdict::Inconclusive, OnInconclusive::Warn) => {
                return Standing::Warned;
            }
            (Verdict::Inconclusive, OnInconclusive::Tell) => Standing::Open,
            (Verdict::Inconclusive, OnInconclusive::Fail) | (Verdict::Fail | Verdict::Error, _) => {
                Standing::Failed
            }
        };
        match self.check.severity {
            Severity::Error => bad,
            Severity::Warn => Standing::Warned,
        }
    }
}

/// Why something could not be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is nothing to divide by, or nothing that could have happened.
    NoObservations,
    /// An interval wants more observations.
    TooFew {
        wanted: u64,
    },
    Interrupted,
    NoBaseline,
    /// There is a baseline, without this figure.
    NotInBaseline,
    OtherSamplePath {
        stored: u32,
    },
    OtherSeed {
        stored: u64,
    },
    /// The baseline's replications have other days or batches.
    OtherObservations {
        stored: u64,
        found: u64,
    },
}

/// A figure and its baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    pub now: Estimate,
    pub stored: Estimate,
    /// Whether on the same customers.
    pub pairing: Pairing,
    /// The same in every replication, exactly.
    pub is_same: bool,
}
