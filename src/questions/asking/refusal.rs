//! Why a question has no answer.

use crate::experiment::{LoseMore, Unplayable};
use crate::report::StoppedBy;
use crate::scenario::{LoadError, Problem};

/// A question that could not be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// What is wrong with the planner's files.
    Problems(Vec<Problem>),
    /// What is wrong with the question or the world, in a sentence.
    Wrong(String),
    /// Several of these.
    Several(Vec<Refusal>),
    /// Stopped before there was anything to report.
    Interrupted,
}

impl Refusal {
    /// All that is wrong as one; nothing where nothing is.
    ///
    /// # Errors
    /// What is wrong.
    pub fn of_all(mut refusals: Vec<Self>) -> Result<(), Self> {
        match refusals.len() {
            0 => Ok(()),
            1 => Err(refusals.remove(0)),
            _ => Err(Self::Several(refusals)),
        }
    }

    /// These problems, unless there are none.
    ///
    /// # Errors
    /// The problems.
    pub fn of_problems(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self::Problems(problems)) }
    }

    /// Why there is nothing to report of work that was stopped.
    #[must_use]
    pub fn nothing(stopped_by: StoppedBy) -> Self {
        match stopped_by {
            StoppedBy::TimeLimit => Self::Wrong(
                "time was up before anything was complete, not even one replication, wanted a \
                 longer --time-limit"
                    .to_owned(),
            ),
            StoppedBy::Interrupt | StoppedBy::Itself => Self::Interrupted,
        }
    }

    /// What is wrong with files, with its places.
    #[must_use]
    pub fn each_problem(&self) -> Vec<&Problem> {
        match self {
            Self::Problems(problems) => problems.iter().collect(),
            Self::Several(refusals) => refusals.iter().flat_map(Self::each_problem).collect(),
            Self::Wrong(_) | Self::Interrupted => Vec::new(),
        }
    }
}

/// Why a draw of what is not known could not be played.
impl From<Unplayable> for Refusal {
    fn from(error: Unplayable) -> Self {
        match error {
            Unplayable::Wrong(error) => error.into(),
            Unplayable::LoseMore(no) => Self::Wrong(format!("a draw: {}", lose_more(no))),
        }
    }
}

/// That contacts alone lose more than was observed.
pub(crate) fn lose_more(no: LoseMore) -> String {
    format!(
        "found `retention_observed_per_month` {}, wanted less than {:.4}: contacts alone lose more \
         than you observe",
        no.observed, no.by_contacts
    )
}

/// Why a file could not be read.
impl From<LoadError> for Refusal {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Problems(problems) => Self::Problems(problems),
            kept @ LoadError::KeptResult { .. } => Self::Wrong(kept.to_string()),
            LoadError::Unreadable { path, reason } => {
                Self::Wrong(format!("{} cannot be read: {reason}", path.display()))
            }
        }
    }
}
