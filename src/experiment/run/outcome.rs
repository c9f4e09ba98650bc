//! What an experiment found, as plain data.

use crate::experiment::sanity::Sanity;
use crate::floor::happening::Saturation;
use crate::measures::estimate::{Measured, Summary};
use crate::measures::figure_name::FigureName;
use crate::measures::horizon::overtaking::Overtaking;
use crate::scenario::Scenario;
use crate::stats::sequential::Margin;

/// Everything a report needs of a `run` or a `compare`.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub seed: u64,
    /// Replications finished, the same for every variant.
    pub replications: u32,
    /// Replications asked for; more than `replications` after an interrupt.
    pub requested: u32,
    pub threads: usize,
    /// Contacts offered, over all variants and replications.
    pub contacts: u64,
    /// SHA-256 of all totals, products and histograms, in hexadecimal.
    pub digest: String,
    /// The base first (named "base"), then the variants as the planner wrote them.
    pub variants: Vec<VariantOutcome>,
    /// The paired difference of each variant but the base from the base.
    pub differences: Vec<(String, Summary)>,
    /// Of a horizon: how far each of them is ahead of the base, month by month.
    pub(crate) overtaking: Vec<(String, Overtaking)>,
    /// Of a horizon, on how many replications other strengths of the effects on customers were
    /// looked at; none: they were not.
    pub sensitivity_replications: Option<u32>,
    /// Contrasts over several variants (main effects, interactions).
    pub contrasts: Vec<ContrastOutcome>,
    /// What theory says of each contact type of the base, for a run of the base alone.
    pub sanity: Vec<Sanity>,
    /// Whether nobody wanted to stop while theory was computed.
    pub theory_is_whole: bool,
    /// What became of the precision that was asked for, where one was.
    pub precision: Option<Precision>,
}

impl Outcome {
    /// Whether it did what it was asked for: nobody stopped it before.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let has_all_replications = match &self.precision {
            Some(precision) => precision.ended != Ended::Stopped,
            None => self.replications >= self.requested,
        };
        has_all_replications && self.theory_is_whole
    }
}

/// How precisely the figures that were asked for are known.
#[derive(Clone, Debug)]
pub struct Precision {
    /// In the order in which they were asked for, and in that of the variants.
    pub aims: Vec<Aim>,
    /// Probability with which all of them are within their half-widths at once.
    pub confidence: f64,
    pub ended: Ended,
    /// Replications at which half-widths were looked at, the last of them where it ended.
    pub looks: Vec<u32>,
    /// Replications allowed.
    pub most: u32,
}

/// Why no more replications were run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every figure is known as precisely as was asked.
    Precise,
    /// The most replications that were allowed have been run.
    AtMost,
    /// Somebody stopped it: the planner, or the clock.
    Stopped,
}

/// One figure that was to be known within a margin.
#[derive(Clone, Debug)]
pub struct Aim {
    pub figure: FigureName,
    pub variant: String,
    pub whose: Whose,
    pub margin: Margin,
    /// Half-width that the margin allows; none where it is relative to a figure that is 0/0.
    pub wanted: Option<f64>,
    /// Half-width found, on the level at which all hold at once; none where nobody can say.
    pub half_width: Option<f64>,
}

/// What is to be known of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Its own figure.
    Level,
    /// Its paired difference from the base.
    Difference,
}

impl Aim {
    /// Whether it is known as precisely as was asked.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.excess().is_some_and(|excess| excess <= 1.0)
    }

    /// The half-width over what is wanted; none where nobody can say.
    #[must_use]
    pub fn excess(&self) -> Option<f64> {
        let (found, wanted) = (self.half_width?, self.wanted?);
        // What is known exactly is precise enough, even to 1 % of 0.
        Some(if found <= wanted { (found / wanted).min(1.0) } else { found / wanted })
    }
}

/// One variant.
#[derive(Clone, Debug)]
pub struct VariantOutcome {
    pub name: String,
    pub scenario: Scenario,
    pub summary: Summary,
    /// What was found before the run, one sentence each (the best split, say).
    pub findings: Vec<String>,
    /// Limits of the model that replications ran into, and how many of them did.
    pub saturated: Vec<(Saturation, u64)>,
    /// Whether a steady state was one; none of a day.
    pub settling: Option<Settling>,
}

/// Whether the queue of a steady state settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settling {
    /// It neither grows nor starts off otherwise than it goes on.
    pub is_settled: bool,
    /// What to doubt and what to do about it, one sentence each.
    pub warnings: Vec<String>,
}

/// Mean of some variants less mean of others.
#[derive(Clone, Debug)]
pub struct ContrastOutcome {
    pub name: String,
    pub measures: Vec<Measured>,
}
