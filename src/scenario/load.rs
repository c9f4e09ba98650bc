//! Loads a file. STUB: stands in until the scenario room lands; keeps only the signatures.

use std::fmt;
use std::path::{Path, PathBuf};

use super::{Loaded, Problem};

/// A change of the base from the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Override {
    /// Path and value.
    Set(String, String),
    /// Path and factor.
    Scale(String, f64),
}

/// Why a file could not be loaded.
#[derive(Debug)]
pub enum LoadError {
    Problems(Vec<Problem>),
    Unreadable { path: PathBuf, reason: String },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => write!(f, "{} problems", problems.len()),
            Self::Unreadable { path, reason } => write!(f, "{}: {reason}", path.display()),
        }
    }
}

/// Loads a scenario or what-if file.
///
/// # Errors
/// What is wrong with it.
pub fn load(path: &Path, _: &[Override]) -> Result<Loaded, LoadError> {
    let reason = match std::fs::read(path) {
        Ok(_) => "not built yet".to_owned(),
        Err(error) => error.to_string(),
    };
    Err(LoadError::Unreadable { path: path.to_owned(), reason })
}

/// A small scenario that runs.
#[must_use]
pub fn template() -> &'static str {
    "{\n  \"format\": 1\n}\n"
}
