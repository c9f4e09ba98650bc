//! What every simulated question says: the file, its changes, seed, confidence, threads.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::changes::Changes;
use super::shell;
use crate::experiment::Settings;
use crate::questions::asking::{Refusal, Texts};
use crate::scenario::model::RunSettings;
use crate::scenario::{Loaded, Scenario, Source};

/// What is simulated, and on what randomness.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Common {
    /// The scenario or what-if file, as it is named in what is said.
    #[serde(serialize_with = "as_text")]
    pub file: PathBuf,
    /// Where it lies, if not there.
    #[serde(skip)]
    pub place: Option<PathBuf>,
    /// Seed of all randomness; else the file's.
    pub seed: Option<u64>,
    /// Level of the intervals; else the file's.
    pub confidence: Option<f64>,
    /// Threads to use, of which no result depends on.
    #[serde(skip, default = "one")]
    pub threads: usize,
    pub changes: Changes,
}

impl Common {
    /// A file as it is, on one thread.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        let (place, seed, confidence) = (None, None, None);
        Self {
            file: file.to_owned(),
            place,
            seed,
            confidence,
            threads: 1,
            changes: Changes::default(),
        }
    }

    /// Where the file lies.
    pub(crate) fn place(&self) -> &Path {
        self.place.as_deref().unwrap_or(&self.file)
    }

    pub(crate) fn files(&self) -> Vec<PathBuf> {
        vec![self.place().to_owned()]
    }

    /// The file with what is changed in it, to be read.
    pub(crate) fn source(&self, texts: &dyn Texts) -> Result<Source, Refusal> {
        Ok(Source::named(self.place(), texts)?.changed(&self.changes.overrides()))
    }

    pub(crate) fn read(&self, texts: &dyn Texts) -> Result<Loaded, Refusal> {
        Ok(self.source(texts)?.load()?)
    }

    /// The question wins over the file, the file over the default.
    pub(crate) fn settings(&self, file: RunSettings, replications: u32) -> Settings {
        Settings {
            seed: self.seed.unwrap_or(file.seed),
            replications,
            threads: self.threads,
            confidence: self.confidence.unwrap_or(file.confidence),
        }
    }

    /// The command line that gives an answer again, but for its number of replications.
    pub(crate) fn command_line(&self, command: &str, seed: u64) -> String {
        let mut parts = vec![self.begun(command)];
        parts.extend(self.typed(seed));
        parts.join(" ")
    }

    /// What such a command line begins with.
    pub(crate) fn begun(&self, command: &str) -> String {
        format!("switchroom {command} {}", shell::path(&self.file))
    }

    /// The flags that decide the results, as they would be typed, with the seed that was used.
    pub(crate) fn typed(&self, seed: u64) -> Vec<String> {
        let mut parts: Vec<String> = self.changes.typed().collect();
        parts.push(format!("--seed {seed}"));
        parts.extend(self.confidence.map(|confidence| format!("--confidence {confidence}")));
        parts
    }
}

/// Refuses a horizon where a question is about one day; `what` the question does with it.
pub(crate) fn refuse_horizon(file: &Path, base: &Scenario, what: &str) -> Result<(), Refusal> {
    if base.horizon.is_none() {
        return Ok(());
    }
    Err(Refusal::Wrong(format!(
        "{}: found a `horizon`, wanted a single day: {what}",
        file.display()
    )))
}

fn one() -> usize {
    1
}

/// A path whose letters are not all known is named as well as it can be.
fn as_text<S: serde::Serializer>(path: &Path, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&path.to_string_lossy())
}
