//! Files that are not whole yet. Whoever ends the program takes them away first: a signal comes to
//! the process and not to a function, so what it has to find is the process's too.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is not whole yet.
pub(super) fn begins(file: &Path) {
    lock().push(file.to_owned());
}

/// It is: unless the program is leaving, in which case it never returns.
pub(super) fn ends<T>(file: &Path, end: impl FnOnce() -> T) -> T {
    let mut unfinished = lock();
    let ended = end();
    unfinished.retain(|other| other != file);
    ended
}

/// Takes all of them away. As long as what this gives is held, none is put into its place.
pub fn take_away() -> impl Sized {
    let unfinished = lock();
    for file in &*unfinished {
        let _ = fs::remove_file(file);
    }
    unfinished
}

/// What is shared is sound whatever happened to the thread that last held it.
fn lock() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}
