//! Reads a scenario or what-if file.

use std::path::Path;

use super::refusal::Refusal;
use crate::scenario::Loaded;
use crate::scenario::asked::scan::Scan;
use crate::scenario::load::{LoadError, Override, load_scanned};

/// Where the texts are that a file names, and the file itself.
pub trait Texts {}

/// Folders on disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Texts for Disk {}

/// Reads a file with what is changed of it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(_: &dyn Texts, file: &Path, overrides: &[Override]) -> Result<Loaded, Refusal> {
    Ok(load_scanned(file, overrides, &[])?)
}

/// The same, with the points of a grid in place of the file's own variants.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_scanned(
    _: &dyn Texts,
    file: &Path,
    overrides: &[Override],
    scans: &[Scan],
) -> Result<Loaded, Refusal> {
    Ok(load_scanned(file, overrides, scans)?)
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
