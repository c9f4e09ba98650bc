//! Reads a scenario or what-if file.

use std::path::Path;

use super::refusal::Refusal;
use crate::scenario::asked::scan::Scan;
use crate::scenario::{LoadError, Loaded, Override, Source};

pub use crate::scenario::{Disk, Texts};

/// Reads a file with what is changed of it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(texts: &dyn Texts, file: &Path, overrides: &[Override]) -> Result<Loaded, Refusal> {
    Ok(Source::named(file, texts)?.changed(overrides).load()?)
}

/// The same, with the points of a grid in place of the file's own variants.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_scanned(
    texts: &dyn Texts,
    file: &Path,
    overrides: &[Override],
    scans: &[Scan],
) -> Result<Loaded, Refusal> {
    Ok(Source::named(file, texts)?.changed(overrides).scanned(scans)?)
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
