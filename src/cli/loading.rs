//! Reads a scenario or what-if file.

use std::path::Path;

use super::failure::Failure;
use crate::scenario::Loaded;
use crate::scenario::asked::scan::Scan;
use crate::scenario::load::{LoadError, Override, load_scanned};

pub(super) fn read(file: &Path, overrides: &[Override]) -> Result<Loaded, Failure> {
    read_scanned(file, overrides, &[])
}

/// The same, with the points of a grid in place of the file's own variants.
pub(super) fn read_scanned(
    file: &Path,
    overrides: &[Override],
    scans: &[Scan],
) -> Result<Loaded, Failure> {
    load_scanned(file, overrides, scans).map_err(reading)
}

/// Why a file could not be read.
pub(super) fn reading(error: LoadError) -> Failure {
    match error {
        LoadError::Problems(problems) => Failure::Problems(problems),
        kept @ LoadError::KeptResult { .. } => Failure::Wrong(kept.to_string()),
        LoadError::Unreadable { path, reason } => {
            Failure::Wrong(format!("{} cannot be read: {reason}", path.display()))
        }
    }
}
