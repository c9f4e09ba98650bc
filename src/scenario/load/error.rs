//! Why nothing can be run.

use std::fmt;
use std::path::PathBuf;

use crate::scenario::text::problem::Problem;

/// Why nothing can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// What is wrong with the files, in their order; never empty.
    Problems(Vec<Problem>),
    /// The file itself cannot be read.
    Unreadable { path: PathBuf, reason: String },
    /// The file is one that switchroom wrote: a result or a baseline, and no scenario.
    KeptResult { path: PathBuf, what: &'static str },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                for (index, problem) in problems.iter().enumerate() {
                    let line_end = if index == 0 { "" } else { "\n" };
                    write!(f, "{line_end}{problem}")?;
                }
                Ok(())
            }
            Self::Unreadable { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::KeptResult { path, what } => {
                write!(f, "{} is {what}, wanted a scenario or a what-if file", path.display())
            }
        }
    }
}

impl std::error::Error for LoadError {}
