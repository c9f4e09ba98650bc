//! The checks of some files as lines for people, JUnit XML, annotations, Markdown and JSON.
//!
//! Beside them baselines, which are files to be committed, and what moved between two of them.

pub(super) mod baseline;
mod github;
mod json;
mod junit;
mod markdown;
#[cfg(test)]
mod sample;
mod text;
mod words;

pub(crate) use github::{annotation, write_annotations};

use crate::experiment::check::{Assertion, CheckOutcome, OnInconclusive, Standing};

/// What became of all files.
#[derive(Clone, Debug)]
pub struct Checked {
    pub files: Vec<CheckedFile>,
    pub on_inconclusive: OnInconclusive,
    /// An interrupt left files out.
    pub is_cut_short: bool,
}

/// What became of one.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// As it was named.
    pub file: String,
    pub outcome: CheckOutcome,
    /// Where its baseline is, or would be.
    pub baseline: String,
    /// The command line that stores a new baseline.
    pub update: String,
    /// For each assertion, the command line that gives its verdict again.
    pub again: Vec<String>,
}

/// An assertion with what is said about it.
struct Told<'a> {
    file: &'a CheckedFile,
    assertion: &'a Assertion,
    standing: Standing,
    again: &'a str,
}

impl Checked {
    fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.files.iter().flat_map(|file| self.of(file))
    }

    fn of<'a>(&self, file: &'a CheckedFile) -> impl Iterator<Item = Told<'a>> + use<'a> {
        let on_inconclusive = self.on_inconclusive;
        let each = file.outcome.assertions.iter().zip(&file.again);
        each.map(move |(assertion, again)| {
            let standing = assertion.standing(on_inconclusive);
            Told { file, assertion, standing, again }
        })
    }

    /// The worst that any assertion means for the whole: failed, then open.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let has = |wanted| self.told().any(|one| one.standing == wanted);
        if has(Standing::Failed) {
            Standing::Failed
        } else if has(Standing::Open) {
            Standing::Open
        } else {
            Standing::Passed
        }
    }

    /// Whether an interrupt left something undecided.
    #[must_use]
    pub fn was_interrupted(&self) -> bool {
        self.is_cut_short || self.files.iter().any(|file| file.outcome.is_cut_short)
    }

    fn number(&self, wanted: Standing) -> usize {
        self.told().filter(|one| one.standing == wanted).count()
    }
}
