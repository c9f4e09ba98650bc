//! What `check` is asked, as plain data, and the command line that says it again.

use std::path::PathBuf;

use crate::experiment::check::{
    Assertion, Baseline, CheckSettings, Missing, OnInconclusive, Pairing, Reference,
};
use crate::questions::typed::changes::Changes;
use crate::questions::typed::shell::{self, quoted};
use crate::scenario;
use crate::scenario::model::{Replications, RunSettings};

/// Whether the `checks` of files hold.
#[derive(Clone, Debug)]
pub struct Check {
    pub files: Vec<PathBuf>,
    /// Only the checks of these names; else all.
    pub only: Vec<String>,
    /// What has no baseline is skipped instead of failing.
    pub lenient: bool,
    /// What an undecided assertion counts as.
    pub on_inconclusive: OnInconclusive,
    /// The customers are others than those of the baselines, which are compared without pairing.
    pub fresh_seeds: bool,
    /// Seed of all randomness; else the baseline's, else the file's.
    pub seed: Option<u64>,
    /// Days of the first look, and of a new baseline; else the file's, else a few.
    pub replications: Option<u32>,
    /// When to stop adding days; else as each check says, else a few seconds' worth.
    pub most: Option<u32>,
    /// Level of all intervals of a file together; else the file's.
    pub confidence: Option<f64>,
    /// Threads to use, of which no result depends on.
    pub threads: usize,
    pub changes: Changes,
}

impl Check {
    /// As its page has it where nothing else is said.
    #[must_use]
    pub fn new(files: Vec<PathBuf>) -> Self {
        Self {
            files,
            only: Vec::new(),
            lenient: false,
            on_inconclusive: OnInconclusive::Tell,
            fresh_seeds: false,
            seed: None,
            replications: None,
            most: None,
            confidence: None,
            threads: 1,
            changes: Changes::default(),
        }
    }

    pub(super) fn is_wanted(&self, check: &scenario::Check) -> bool {
        self.only.is_empty() || self.only.contains(&check.name)
    }

    /// The question wins over the file, the file over the default.
    pub(super) fn settings(&self, file: RunSettings, seed: u64) -> CheckSettings {
        CheckSettings {
            seed,
            threads: self.threads,
            confidence: self.confidence.unwrap_or(file.confidence),
            first: self.replications.or(file.replications.and_then(Replications::number)),
            most: self.most,
        }
    }

    pub(super) fn reference<'a>(&self, baseline: Option<&'a Baseline>) -> Reference<'a> {
        Reference {
            baseline,
            pairing: if self.fresh_seeds { Pairing::Unpaired } else { Pairing::Paired },
            missing: if self.lenient { Missing::IsSkipped } else { Missing::Fails },
        }
    }

    /// The command line that gives the verdict on an assertion of a file again.
    pub(super) fn again(&self, file: &str, seed: u64, assertion: &Assertion) -> String {
        let mut parts = vec![format!("switchroom check {}", shell::file(file))];
        parts.push(quoted("--only", &assertion.check.name));
        parts.extend(self.changes.typed());
        if self.fresh_seeds {
            parts.push("--fresh-seeds".to_owned());
        }
        parts.push(format!("--seed {seed}"));
        let given = [
            ("--replications", self.replications.map(|it| it.to_string())),
            ("--max-replications", self.most.map(|it| it.to_string())),
            ("--confidence", self.confidence.map(|it| it.to_string())),
        ];
        for (flag, value) in given {
            parts.extend(value.map(|value| quoted(flag, &value)));
        }
        parts.join(" ")
    }
}
