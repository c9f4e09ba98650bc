//! What an experiment found, as plain data.

use super::sanity::Sanity;
use crate::measures::estimate::{Measured, Summary};
use crate::scenario::Scenario;

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
    /// Contrasts over several variants (main effects, interactions).
    pub contrasts: Vec<ContrastOutcome>,
    /// What theory says of each contact type of the base, for a run of the base alone.
    pub sanity: Vec<Sanity>,
}

/// One variant.
#[derive(Clone, Debug)]
pub struct VariantOutcome {
    pub name: String,
    pub scenario: Scenario,
    pub summary: Summary,
    /// What was found before the run, one sentence each (the best split, say).
    pub findings: Vec<String>,
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
