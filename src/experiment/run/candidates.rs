//! What is run beside each other: the base and its variants, with the splits that had to be
//! searched first.

use super::settings::{Kind, Settings, Watch};
use crate::experiment::best::split;
use crate::scenario::{Loaded, Scenario};

/// A scenario to be run under a name.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) name: String,
    pub(crate) scenario: Scenario,
    pub(crate) findings: Vec<String>,
}

impl Candidate {
    /// What the others are compared with.
    pub(crate) fn base(scenario: &Scenario) -> Self {
        Self { name: "base".to_owned(), scenario: scenario.clone(), findings: Vec::new() }
    }
}

/// Everything to be run, with the splits that had to be searched first.
pub(crate) fn candidates(
    loaded: &Loaded,
    kind: Kind,
    settings: &Settings,
    watch: &dyn Watch,
) -> Option<Vec<Candidate>> {
    let mut candidates = vec![Candidate::base(&loaded.base)];
    if kind == Kind::BaseOnly {
        return Some(candidates);
    }
    for variant in &loaded.variants {
        let name = variant.name.clone();
        let mut scenario = variant.scenario.clone();
        let mut findings = Vec::new();
        if let Some(wanted) = &variant.best_split {
            let stage = format!("best split of {name}");
            let found = split::search(&scenario, wanted, settings, &stage, watch)?;
            found.put_into(&mut scenario);
            findings.push(found.sentence(&scenario));
        }
        candidates.push(Candidate { name, scenario, findings });
    }
    Some(candidates)
}
