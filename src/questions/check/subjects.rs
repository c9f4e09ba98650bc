//! The files to check, with their baselines: everything is read before anything is run.

use std::path::{Path, PathBuf};

use super::baseline;
use super::question::Check;
use crate::experiment::check::Baseline;
use crate::questions::asking::{Refusal, Texts, Watch};
use crate::questions::typed::piloted::Piloted;
use crate::questions::typed::shell;
use crate::scenario::text::words::one_of_the_known;
use crate::scenario::{Loaded, Override, Source};

/// A file to check.
pub(super) struct Subject {
    pub(super) path: PathBuf,
    pub(super) loaded: Piloted,
    pub(super) baseline: Option<Baseline>,
    pub(super) seed: u64,
}

impl Subject {
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    pub(super) fn baseline_name(&self) -> String {
        baseline::place(&self.path).display().to_string()
    }

    /// What is checked.
    pub(super) fn as_run(&self, watch: &dyn Watch) -> Result<&Loaded, Refusal> {
        self.loaded.run(&self.path, self.seed, watch)
    }

    /// The command line that stores a new baseline.
    pub(super) fn update_command(&self) -> String {
        let reason = if self.baseline.is_some() { " --reason '...'" } else { "" };
        format!("switchroom check --update {}{reason}", shell::file(&self.name()))
    }
}

/// Every file that was read for them.
pub(super) fn read_for(subjects: &[Subject]) -> Vec<PathBuf> {
    let of_one = |subject: &Subject| {
        let baseline = subject.baseline.as_ref().map(|_| baseline::place(&subject.path));
        subject.loaded.files.iter().cloned().chain(baseline).collect::<Vec<PathBuf>>()
    };
    subjects.iter().flat_map(of_one).collect()
}

/// Reads all files; of several things wrong, all.
pub(super) fn subjects(question: &Check, texts: &dyn Texts) -> Result<Vec<Subject>, Refusal> {
    let overrides = question.changes.overrides();
    let mut subjects = Vec::new();
    let mut refusals = Vec::new();
    for path in &question.files {
        let loaded = with_checks(path, texts, &overrides);
        let stored = baseline::read(texts, path);
        match (loaded, stored) {
            (Ok(loaded), Ok(baseline)) => {
                let stored = baseline.as_ref().map(|it| it.seed);
                let seed = question.seed.or(stored).unwrap_or(loaded.base.run.seed);
                let loaded = loaded.into();
                subjects.push(Subject { path: path.clone(), loaded, baseline, seed });
            }
            (loaded, stored) => refusals.extend(loaded.err().into_iter().chain(stored.err())),
        }
    }
    if !refusals.is_empty() {
        return Err(Refusal::Several(refusals));
    }
    only_wanted(question, subjects)
}

fn with_checks(path: &Path, texts: &dyn Texts, changes: &[Override]) -> Result<Loaded, Refusal> {
    let loaded = Source::named(path, texts)?.changed(changes).load()?;

    if loaded.checks.is_empty() {
        return Err(Refusal::Wrong(format!(
            "{}: found no checks, wanted `checks` with what must hold",
            path.display()
        )));
    }
    Ok(loaded)
}

/// The files that have one of the wanted checks; a name that none has is a slip.
fn only_wanted(question: &Check, mut subjects: Vec<Subject>) -> Result<Vec<Subject>, Refusal> {
    if question.only.is_empty() {
        return Ok(subjects);
    }
    let known: Vec<&str> =
        subjects.iter().flat_map(|it| &it.loaded.checks).map(|it| it.name.as_str()).collect();
    let unknown = question.only.iter().filter(|name| !known.contains(&name.as_str()));
    let unknown = unknown.map(|name| {
        let near = one_of_the_known(name, known.iter().copied());
        Refusal::Wrong(format!("found --only `{name}`, wanted the name of a check: {near}"))
    });
    let unknown: Vec<Refusal> = unknown.collect();
    if !unknown.is_empty() {
        return Err(Refusal::Several(unknown));
    }
    subjects.retain(|it| it.loaded.checks.iter().any(|check| question.is_wanted(check)));
    Ok(subjects)
}
