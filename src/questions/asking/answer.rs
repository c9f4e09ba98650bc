//! What a question is answered with.

use super::refusal::Refusal;
use crate::report::{Forms, StoppedBy};

/// What was found, and what is to be said of it.
pub struct Answer<F: ?Sized = dyn Forms> {
    /// Sentences to be said before it is shown.
    pub before: Vec<String>,
    /// What was found, in all its forms; none where that is for later, as of one shard of several.
    pub forms: Option<Box<F>>,
    /// What the page warns of, to be said where no page is shown.
    pub warnings: Vec<String>,
    /// Sentences to be said once it is shown.
    pub after: Vec<String>,
    /// What went wrong beside it, and loses nothing of what was found.
    pub wrong: Vec<Refusal>,
    pub ended: Ended,
}

/// How a question that was answered ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Done,
    /// Not everything is as it should be; what was found was reported.
    Differs,
    /// Nothing is known to be wrong, and not everything could be decided.
    Inconclusive,
    /// Stopped early; what was finished was reported.
    Interrupted,
}

impl Ended {
    /// Of a simulation that reported what was finished: that time was up is no failure.
    #[must_use]
    pub fn of(stopped_by: StoppedBy) -> Self {
        match stopped_by {
            StoppedBy::Itself | StoppedBy::TimeLimit => Self::Done,
            StoppedBy::Interrupt => Self::Interrupted,
        }
    }
}

impl<F: ?Sized> Answer<F> {
    /// With nothing to be said of it.
    #[must_use]
    pub fn new(forms: Box<F>, ended: Ended) -> Self {
        Self { forms: Some(forms), ..Self::without_forms(ended) }
    }

    /// With nothing to be shown.
    #[must_use]
    pub fn without_forms(ended: Ended) -> Self {
        let (before, warnings, after, wrong) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { before, forms: None, warnings, after, wrong, ended }
    }
}
