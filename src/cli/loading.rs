//! Reads a scenario or what-if file.

use std::path::Path;

use super::failure::Failure;
use crate::questions::{Disk, Refusal, asking};
use crate::scenario::asked::scan::Scan;
use crate::scenario::{LoadError, Loaded, Override};

pub(super) fn read(file: &Path, overrides: &[Override]) -> Result<Loaded, Failure> {
    read_scanned(file, overrides, &[])
}

/// The same, with the points of a grid in place of the file's own variants.
pub(super) fn read_scanned(
    file: &Path,
    overrides: &[Override],
    scans: &[Scan],
) -> Result<Loaded, Failure> {
    Ok(asking::reading::read_scanned(&Disk, file, overrides, scans)?)
}

/// Why a file could not be read.
pub(super) fn reading(error: LoadError) -> Failure {
    Refusal::from(error).into()
}
