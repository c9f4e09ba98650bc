//! Files on disk: the one place of `scenario` where any is opened.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use super::texts::{NO_SUCH_FILE, Texts};

/// The disk, where a name is the path of a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Texts for Disk {
    /// An ordinary file, since a pipe might never end.
    fn bytes(&self, name: &Path, longest: usize) -> Result<Cow<'_, [u8]>, String> {
        if !fs::metadata(name).map_err(|error| reason(&error))?.is_file() {
            return Err("it is no ordinary file".to_owned());
        }
        self.given(name, longest)
    }

    /// What the planner named on the command line, which may be a pipe.
    fn given(&self, name: &Path, longest: usize) -> Result<Cow<'_, [u8]>, String> {
        let mut bytes = Vec::new();
        let file = File::open(name).map_err(|error| reason(&error))?;
        // One byte more shows that there is more.
        file.take(longest as u64 + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        Ok(Cow::Owned(bytes))
    }

    fn shared(&self) -> Rc<dyn Texts> {
        Rc::new(*self)
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => NO_SUCH_FILE.to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_names_is_an_ordinary_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Disk.bytes(folder.path(), 8).unwrap_err(), "it is no ordinary file");
        assert_eq!(Disk.bytes(&folder.path().join("a"), 8).unwrap_err(), "there is no such file");
        let path = folder.path().join("long");
        fs::write(&path, [b' '; 100]).unwrap();
        assert_eq!(Disk.bytes(&path, 8).unwrap().len(), 9);
    }
}
