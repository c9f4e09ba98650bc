//! Where the texts are that a scenario names: on disk, or in memory, as a request has them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

/// Why a name leads to nothing.
pub(crate) const NO_SUCH_FILE: &str = "there is no such file";

/// A way to get texts by name.
pub trait Texts: fmt::Debug {
    /// The bytes of a text. Of one that is longer than `longest` no more need be given than one
    /// byte beyond that, which shows that there is more.
    ///
    /// # Errors
    /// Why it cannot be read, as a message says it in brackets.
    fn bytes(&self, name: &Path, longest: usize) -> Result<Cow<'_, [u8]>, String>;

    /// The bytes of the text that somebody asks about, rather than of one that it names.
    ///
    /// # Errors
    /// As [`Texts::bytes`].
    fn given(&self, name: &Path, longest: usize) -> Result<Cow<'_, [u8]>, String> {
        self.bytes(name, longest)
    }

    /// The same texts, for what is read again later: each point of a sweep is.
    fn shared(&self) -> Rc<dyn Texts>;
}

/// Texts in memory by name. A name is a path with `/`: `a/../b.csv` is `b.csv`.
#[derive(Clone, Default)]
pub struct InMemory(Rc<BTreeMap<PathBuf, Vec<u8>>>);

impl<N: AsRef<Path>, T: Into<Vec<u8>>> FromIterator<(N, T)> for InMemory {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(texts: I) -> Self {
        let by_name = |(name, text): (N, T)| (without_detours(name.as_ref()), text.into());
        Self(Rc::new(texts.into_iter().map(by_name).collect()))
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InMemory").field(&self.0.keys()).finish()
    }
}

impl Texts for InMemory {
    fn bytes(&self, name: &Path, _: usize) -> Result<Cow<'_, [u8]>, String> {
        let found = self.0.get(&without_detours(name));
        found.map(|text| Cow::Borrowed(&text[..])).ok_or_else(|| NO_SUCH_FILE.to_owned())
    }

    fn shared(&self) -> Rc<dyn Texts> {
        Rc::new(self.clone())
    }
}

/// A path without `.` and without steps that `..` takes back.
fn without_detours(name: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in name.components() {
        let can_go_back = matches!(straight.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if can_go_back => {
                straight.pop();
            }
            other => straight.push(other),
        }
    }
    straight
}

/// Where the names in a file lead: to texts beside it.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    texts: Rc<dyn Texts>,
}

impl Folder {
    /// The folder of a file.
    pub(crate) fn of(file: &Path, texts: Rc<dyn Texts>) -> Self {
        Self { path: file.parent().unwrap_or(Path::new("")).to_owned(), texts }
    }

    /// The folder of a file that is named in this one.
    pub(crate) fn of_another(&self, file: &Path) -> Self {
        Self::of(file, Rc::clone(&self.texts))
    }

    /// The path of a name relative to the folder. A backslash is a slash, on every platform: a
    /// file is the same wherever it is read.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        let name = name.replace('\\', "/");
        if self.path.as_os_str().is_empty() { PathBuf::from(name) } else { self.path.join(name) }
    }

    /// The bytes of a text by its path.
    pub(crate) fn bytes(&self, path: &Path, longest: usize) -> Result<Cow<'_, [u8]>, String> {
        self.texts.bytes(path, longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_memory_is_found_whatever_way_leads_to_it() {
        let texts = InMemory::from_iter([("bank/./centre.json", "{}"), ("../up.csv", "a")]);
        let found = |name: &str| texts.bytes(Path::new(name), 8).map(Cow::into_owned);
        assert_eq!(found("bank/centre.json").unwrap(), b"{}");
        assert_eq!(found("else/../bank/centre.json").unwrap(), b"{}");
        assert_eq!(found("bank/../../up.csv").unwrap(), b"a");
        assert_eq!(found("centre.json").unwrap_err(), NO_SUCH_FILE);
    }
}
