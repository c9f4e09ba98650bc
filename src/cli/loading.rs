//! Reads a scenario or what-if file.

use super::failure::Failure;
use crate::questions::Refusal;
use crate::scenario::LoadError;

/// Why a file could not be read.
pub(super) fn reading(error: LoadError) -> Failure {
    Refusal::from(error).into()
}
