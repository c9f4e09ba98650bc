//! Runs replications. STUB: stands in until the engine lands; keeps only the signatures.

use super::outcome::Outcome;
use crate::scenario::{Loaded, Scenario};

/// How an experiment is run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub seed: u64,
    pub replications: u32,
    pub threads: usize,
    pub confidence: f64,
}

/// What is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    BaseOnly,
    WithVariants,
}

/// Who is told how far an experiment is, and may stop it. Called from worker threads.
pub trait Watch: Sync {
    fn progress(&self, stage: &str, done: u64, of: u64);
    fn stopped(&self) -> bool;
}

/// Runs the experiment; none if it was stopped before one replication was complete.
pub fn run(_: &Loaded, _: Kind, _: &Settings, _: &dyn Watch) -> Option<Outcome> {
    None
}

/// A few seconds' worth.
pub fn default_replications(_: &Loaded, _: Kind) -> u32 {
    100
}

/// One contact's life, one line for each happening; none if there is no such contact.
pub fn trace(
    _: &Scenario,
    _seed: u64,
    _replication: u64,
    _contact_type: &str,
    _interval: usize,
    _index: u32,
) -> Option<Vec<String>> {
    None
}
