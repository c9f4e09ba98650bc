//! Reads a scenario or what-if file.

use std::path::Path;

use super::failure::Failure;
use crate::scenario::Loaded;
use crate::scenario::load::{LoadError, Override, load};

pub(super) fn read(file: &Path, overrides: &[Override]) -> Result<Loaded, Failure> {
    load(file, overrides).map_err(reading)
}

/// Why a file could not be read.
pub(super) fn reading(error: LoadError) -> Failure {
    match error {
        LoadError::Problems(problems) => Failure::Problems(problems),
        LoadError::Unreadable { path, reason } => {
            Failure::Wrong(format!("{} cannot be read: {reason}", path.display()))
        }
    }
}
