//! Files of an experiment: how they are read and written, and what may be wrong with them.

use std::fs;
use std::io;
use std::path::Path;

use super::whole::Whole;
use crate::questions::asking::Refusal;

/// No block and no plan has more bytes.
const LONGEST: u64 = 1 << 30;

/// That there is something wrong with a file.
pub(super) fn refuse(path: &Path, reason: &str) -> Refusal {
    Refusal::Wrong(format!("{} {reason}", path.display()))
}

pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    Whole::claim(file)?.write(|out| out.write_all(bytes))
}

/// The bytes of an ordinary file that is not longer than any of ours: a pipe might never end.
pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Refusal> {
    let found = fs::metadata(file).map_err(|error| cannot_be_read(file, &error))?;
    if !found.is_file() {
        return Err(refuse(file, "is no ordinary file"));
    }
    if found.len() > LONGEST {
        return Err(refuse(file, "is longer than any file of an experiment"));
    }
    fs::read(file).map_err(|error| cannot_be_read(file, &error))
}

pub(super) fn cannot_be_made(path: &Path, error: &io::Error) -> Refusal {
    Refusal::Wrong(format!("{} cannot be written to: {error}", path.display()))
}

pub(super) fn cannot_be_read(path: &Path, error: &io::Error) -> Refusal {
    Refusal::Wrong(format!("{} cannot be read: {error}", path.display()))
}
