//! Where results may be written: never over a file that was read, and never two into one place,
//! however these are spelled.

use std::ffi::OsString;
use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::outputs::target::Target;
use crate::questions::keeping::whole::Whole;

/// Why a file is none to write to.
const READ: &str = "it is the file to read from";

/// The places that are taken, and the files that may not be.
#[derive(Default)]
pub(crate) struct Claims {
    read: Vec<Identity>,
    taken: Vec<(Identity, PathBuf)>,
}

/// Which file a path leads to, through links, folders and `..`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Identity {
    /// One that exists.
    File(Node),
    /// One that does not yet: its name in a folder that does.
    New(Node, OsString),
}

impl Claims {
    /// Refuses what is taken, and what will be, where it is one of these files.
    pub(crate) fn spare(&mut self, read: &[PathBuf]) -> Result<(), Failure> {
        let ordinary = read.iter().filter(|file| file.is_file());
        let found = ordinary.filter_map(|file| Some((file, identity(file)?)));
        let found: Vec<(&PathBuf, Identity)> = found.collect();
        let (stdout, mut failures) = (stdout(), Vec::new());
        for (file, own) in &found {
            if stdout.as_ref() == Some(own) {
                failures.push(refuse(file, "stdout goes there, and it is the file to read from"));
            }
            let taken = self.taken.iter().filter(|(taken, _)| taken == own);
            failures.extend(taken.map(|(_, taken)| refuse(taken, READ)));
        }
        self.read.extend(found.into_iter().map(|(_, own)| own));
        Failure::of_all(failures)
    }

    /// Takes a place for results; `-` is stdout.
    pub(crate) fn take(&mut self, file: &Path) -> Result<Target, Failure> {
        self.reserve(file)?;
        if is_dash(file) {
            return Ok(Target::Stdout);
        }
        match fs::metadata(file) {
            Ok(found) if found.is_dir() => Err(refuse(file, "it is a folder")),
            Ok(found) if !found.is_file() => {
                let device = OpenOptions::new().write(true).open(file);
                device
                    .map(|device| Target::Device(file.to_owned(), device))
                    .map_err(|error| refuse(file, &error.to_string()))
            }
            Ok(_) if identity(file) == stdout() => {
                Err(refuse(file, "stdout goes there (`-` writes there in place of the report)"))
            }
            Ok(found) if found.permissions().readonly() => {
                Err(refuse(file, "it is write-protected"))
            }
            _ => Ok(Target::File(Whole::claim(file)?)),
        }
    }

    /// Takes a place to which somebody else writes.
    pub(crate) fn reserve(&mut self, file: &Path) -> Result<(), Failure> {
        let own_stdout = || stdout().filter(|it| !is_null(it));
        let identity = if is_dash(file) { own_stdout() } else { identity(file) };
        let key = identity.unwrap_or_else(|| Identity::New(Node::unknown(), file.into()));
        if self.read.contains(&key) {
            return Err(refuse(file, READ));
        }
        if self.taken.iter().any(|(taken, _)| *taken == key) && !is_null(&key) {
            let found = file.display();
            return Err(Failure::wrong(format!(
                "found {found} for two exports, wanted a file for each"
            )));
        }
        self.taken.push((key, file.to_owned()));
        Ok(())
    }
}

fn is_dash(file: &Path) -> bool {
    file == Path::new("-")
}

fn refuse(file: &Path, reason: &str) -> Failure {
    Failure::wrong(format!("{} cannot be written to: {reason}", file.display()))
}

/// None where not even its folder exists.
fn identity(file: &Path) -> Option<Identity> {
    match fs::metadata(file) {
        Ok(found) => Some(Identity::File(Node::of(file, &found))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = file.parent().filter(|folder| *folder != Path::new(""));
            let folder = folder.unwrap_or(Path::new("."));
            let found = fs::metadata(folder).ok()?;
            Some(Identity::New(Node::of(folder, &found), folded(file.file_name()?.to_owned())))
        }
        Err(_) => None,
    }
}

/// What a name is to systems that do not tell upper from lower case.
fn folded(name: OsString) -> OsString {
    if cfg!(any(windows, target_vendor = "apple")) {
        return name.to_string_lossy().to_lowercase().into();
    }
    name
}

/// Whether whatever is written there goes nowhere.
fn is_null(identity: &Identity) -> bool {
    let null = Path::new("/dev/null");
    fs::metadata(null).is_ok_and(|found| Identity::File(Node::of(null, &found)) == *identity)
}

/// What a file is to the system, whatever it is called.
#[cfg(unix)]
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node {
    device: u64,
    inode: u64,
}

#[cfg(unix)]
impl Node {
    fn of(_: &Path, found: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { device: found.dev(), inode: found.ino() }
    }

    fn unknown() -> Self {
        Self { device: 0, inode: 0 }
    }
}

/// Where stdout goes.
#[cfg(unix)]
fn stdout() -> Option<Identity> {
    use std::os::fd::AsFd;
    let own = io::stdout().as_fd().try_clone_to_owned().ok()?;
    let found = fs::File::from(own).metadata().ok()?;
    Some(Identity::File(Node::of(Path::new("-"), &found)))
}

/// Its full path, where the system says no more.
#[cfg(not(unix))]
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node(PathBuf);

#[cfg(not(unix))]
impl Node {
    fn of(file: &Path, _: &Metadata) -> Self {
        Self(file.canonicalize().unwrap_or_else(|_| file.to_owned()))
    }

    fn unknown() -> Self {
        Self(PathBuf::new())
    }
}

#[cfg(not(unix))]
fn stdout() -> Option<Identity> {
    Some(Identity::New(Node::unknown(), "-".into()))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::questions::Refusal;

    fn said(claimed: Result<Target, Failure>) -> String {
        match claimed {
            Err(Failure::Refused(Refusal::Wrong(sentence))) => sentence,
            Err(other) => panic!("{other:?}"),
            Ok(_) => "taken".to_owned(),
        }
    }

    #[test]
    fn a_file_that_was_read_is_refused_however_it_is_spelled() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("sub")).unwrap();
        for name in ["a.json", "b.csv"] {
            fs::write(at(name), "x").unwrap();
        }
        symlink(at("b.csv"), at("link")).unwrap();
        symlink(folder.path(), at("sub/up")).unwrap();
        fs::hard_link(at("b.csv"), at("hard")).unwrap();
        let read = [at("a.json"), at("b.csv"), at("gone")];
        let spelled = ["a.json", "b.csv", "./b.csv", "sub/../b.csv", "link", "hard", "sub/up/link"];
        let spared = || {
            let mut claims = Claims::default();
            claims.spare(&read).unwrap();
            claims
        };
        for name in spelled {
            let mut claims = Claims::default();
            drop(claims.take(&at(name)));
            let late = claims.spare(&read).map(|()| Target::Stdout);
            assert!(said(late).contains("it is the file to read from"), "{name}");
            let sentence = said(spared().take(&at(name)));
            assert!(sentence.contains("it is the file to read from"), "{name}: {sentence}");
        }
        assert_eq!(said(spared().take(&at("c.csv"))), "taken");
        assert_eq!(fs::read_to_string(at("b.csv")).unwrap(), "x");
    }

    #[test]
    fn two_exports_have_two_places_however_they_are_spelled() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("sub")).unwrap();
        fs::write(at("old"), "x").unwrap();
        symlink(at("old"), at("link")).unwrap();
        symlink(folder.path(), at("sub/up")).unwrap();
        fs::hard_link(at("old"), at("hard")).unwrap();
        for (first, second) in [
            ("new", "./new"),
            ("new", "sub/../new"),
            ("new", "sub/up/new"),
            ("old", "link"),
            ("hard", "old"),
        ] {
            let mut claims = Claims::default();
            assert_eq!(said(claims.take(&at(first))), "taken");
            let sentence = said(claims.take(&at(second)));
            assert!(sentence.contains("for two exports"), "{first}, {second}: {sentence}");
        }
        let mut claims = Claims::default();
        for name in ["new", "New", "sub/new"] {
            assert_eq!(said(claims.take(&at(name))), "taken");
        }
        for name in ["/dev/null", "/dev/null"] {
            assert_eq!(said(claims.take(Path::new(name))), "taken");
        }
        assert_eq!(said(claims.take(Path::new("-"))), "taken");
        assert!(said(claims.take(Path::new("-"))).contains("for two exports"));
        assert!(said(claims.take(folder.path())).contains("it is a folder"));
        assert!(said(claims.take(&at("no/such"))).contains("its folder does not exist"));
    }

    #[test]
    fn what_is_write_protected_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "x").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(said(Claims::default().take(&file)).contains("write-protected"));
    }
}
