//! Files under other names until they are whole, beside the places where they will stand.
//!
//! Whoever writes one holds its lock, which the system takes from a process that was killed: so
//! what nobody holds was left behind, and may be taken away, and what is held is somebody's, here
//! or on another machine.

use std::fs::{self, File, Permissions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use super::unfinished;

/// What their names begin with.
const PREFIX: &str = ".switchroom-";
/// Letters and digits after that.
const RANDOM: usize = 6;
/// Somebody may take a new file away before it is locked; nobody does so often.
const ATTEMPTS: usize = 16;

/// Such a file; gone when it is dropped.
pub(super) struct Temporary {
    /// None once it stands in its place.
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Temporary {
    /// A new one in a folder, with these permissions or an ordinary file's.
    pub(super) fn new(folder: &Path, permissions: Option<Permissions>) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX).rand_bytes(RANDOM);
        for _ in 0..ATTEMPTS {
            // A result is an ordinary file, and not a private one.
            let file = builder.make_in(folder, |path| File::create_new(path))?;
            // A system without locks has nobody who takes files away either.
            let _ = file.as_file().try_lock();
            if file.path().exists() {
                if let Some(permissions) = permissions {
                    // Some file systems have none to give.
                    let _ = file.as_file().set_permissions(permissions);
                }
                unfinished::begins(file.path());
                let path = file.path().to_owned();
                return Ok(Self { file: Some(file), path });
            }
        }
        Err(io::Error::other("somebody takes every new file away"))
    }

    /// To write to.
    pub(super) fn file(&self) -> &File {
        self.file.as_ref().expect("it is taken only when it is moved").as_file()
    }

    /// Moves it to its place, over what was there.
    pub(super) fn persist(mut self, place: &Path) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let moved = unfinished::ends(&self.path, || file.persist(place));
        moved.map(drop).map_err(|PersistError { error, .. }| error)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            unfinished::ends(&self.path, || drop(file));
        }
    }
}

/// Takes away what killed runs left in a folder.
pub(super) fn sweep_up(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let left = entries.flatten().filter(|entry| {
        let is_file = entry.file_type().is_ok_and(|found| found.is_file());
        is_file && is_temporary(&entry.file_name().to_string_lossy())
    });
    for entry in left {
        let held = File::options().append(true).open(entry.path());
        if held.is_ok_and(|file| file.try_lock().is_ok()) {
            // Whoever has taken it away before has done the same.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_temporary(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|random| {
        random.len() == RANDOM && random.chars().all(|letter| letter.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_swept_up_and_what_somebody_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let own = Temporary::new(folder.path(), None).unwrap();
        for name in [".switchroom-abc123", ".switchroom-notes", ".switchroom-a.c123", "abc123"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        sweep_up(folder.path());
        let names = || -> Vec<String> {
            let entries = fs::read_dir(folder.path()).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        assert!(own.path.exists());
        assert_eq!(names().len(), 4, "{:?}", names());
        assert!(!names().contains(&".switchroom-abc123".to_owned()));
        drop(own);
        assert_eq!(names().len(), 3, "{:?}", names());
    }
}
