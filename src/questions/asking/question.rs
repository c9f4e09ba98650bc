//! The two phases of a question: read, and answered.

use std::path::PathBuf;

use super::answer::Answer;
use super::refusal::Refusal;
use super::watch::Watch;
use crate::scenario::Texts;

/// Plain data: what somebody wants to know, and of what file.
pub trait Question {
    /// The question with everything that was read for it.
    type Asked: Asked;

    /// The files that it names: no door writes there.
    fn files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Where the rows of every replication go as they come, where it says so: the door writes them.
    fn rows(&self) -> Option<PathBuf> {
        None
    }

    /// Reads what the question is about, and checks all that can be checked before anything runs.
    ///
    /// # Errors
    /// Everything that is wrong with the texts and the question.
    fn read(self, texts: &dyn Texts) -> Result<Self::Asked, Refusal>;
}

/// A question that was read, and for which nothing was run yet.
pub trait Asked {
    /// What it is answered with: `dyn Forms` wherever there is a page, JSON and CSV.
    type Found: ?Sized;

    /// Everything that was read: no door writes there.
    fn files(&self) -> Vec<PathBuf>;

    /// Sentences to be said before anything is run.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }

    /// Where it is kept, if it is: no door writes there either.
    fn folder(&self) -> Option<PathBuf> {
        None
    }

    /// Answers it.
    ///
    /// # Errors
    /// Why there is no answer.
    fn answer(&self, watch: &dyn Watch) -> Result<Answer<Self::Found>, Refusal>;
}

impl<T: Asked + ?Sized> Asked for Box<T> {
    type Found = T::Found;

    fn files(&self) -> Vec<PathBuf> {
        (**self).files()
    }

    fn remarks(&self) -> Vec<String> {
        (**self).remarks()
    }

    fn folder(&self) -> Option<PathBuf> {
        (**self).folder()
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer<Self::Found>, Refusal> {
        (**self).answer(watch)
    }
}

/// Reads a question and answers it.
///
/// # Errors
/// Why there is no answer.
pub fn ask<Q: Question>(
    question: Q,
    texts: &dyn Texts,
    watch: &dyn Watch,
) -> Result<Answer<<Q::Asked as Asked>::Found>, Refusal> {
    question.read(texts)?.answer(watch)
}
