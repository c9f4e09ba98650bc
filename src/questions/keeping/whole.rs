//! Files that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::temporary::{Temporary, sweep_up};
use crate::questions::asking::Refusal;

/// A file that appears whole.
pub struct Whole {
    path: PathBuf,
    temporary: Temporary,
}

impl Whole {
    /// Claims a place in the file's folder, which must exist. A file that is there gives its
    /// permissions to the one that takes its place.
    ///
    /// # Errors
    /// That nothing can be written there.
    pub fn claim(file: &Path) -> Result<Self, Refusal> {
        // A link stays a link: what it leads to is replaced.
        let path = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        sweep_up(folder);
        let permissions = fs::metadata(&path).ok().map(|found| found.permissions());
        let temporary = Temporary::new(folder, permissions);
        let temporary = temporary.map_err(|error| cannot(file, &error))?;
        Ok(Self { path, temporary })
    }

    /// Where it will stand.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is somewhere in a folder, told by its full path.
    pub(crate) fn is_in(&self, folder: &Path) -> bool {
        let parent = self.path.parent().filter(|parent| *parent != Path::new(""));
        let parent = parent.unwrap_or(Path::new(".")).canonicalize();
        parent.is_ok_and(|parent| parent.starts_with(folder))
    }

    /// The file, to be written to bit by bit and then put into its place.
    pub(crate) fn file(&self) -> Result<File, Refusal> {
        self.temporary.file().try_clone().map_err(|error| cannot(&self.path, &error))
    }

    /// Writes the file and puts it into its place.
    ///
    /// # Errors
    /// That it cannot be written.
    pub fn write(
        self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Refusal> {
        let mut out = BufWriter::new(self.temporary.file());
        let written = write(&mut out).and_then(|()| out.flush());
        drop(out);
        written.map_err(|error| cannot(&self.path, &error))?;
        self.put_in_place()
    }

    /// Puts what was written into its place, over what was there.
    pub(crate) fn put_in_place(self) -> Result<(), Refusal> {
        self.temporary.persist(&self.path).map_err(|error| cannot(&self.path, &error))
    }
}

/// That a file cannot be written to.
pub(crate) fn cannot(file: &Path, error: &io::Error) -> Refusal {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "its folder does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "its folder may not be written to".to_owned(),
        _ => error.to_string(),
    };
    Refusal::Wrong(format!("{} cannot be written to: {reason}", file.display()))
}
