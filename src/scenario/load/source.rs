//! What is to be read: a named text, a way to get the texts that it names, and changes.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::error::LoadError;
use super::kept_result::kept_result;
use crate::scenario::limits::LONGEST_JSON;
use crate::scenario::overlay::changes::Override;
use crate::scenario::text::bytes::tree;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::{Folder, Texts};
use crate::scenario::text::tree::Node;

/// A scenario or a what-if to be read: the one seam through which everything is read.
///
/// It has a name, as problems say it, and a text; the base and the CSV files that this names are
/// got by name, relative to its own. They are on disk, or wherever else [`Texts`] are:
///
/// ```
/// use switchroom::scenario::{InMemory, Source, template};
///
/// let what_if = r#"{"base": "centre.json", "variants": {"more": {"set": {"lines": 90}}}}"#;
/// let beside = InMemory::from_iter([("centre.json", template())]);
/// let loaded = Source::of("what-if.json", what_if, &beside).load().unwrap();
/// assert_eq!(loaded.variants[0].scenario.lines, Some(90));
/// ```
#[derive(Clone, Debug)]
pub struct Source {
    pub(super) name: PathBuf,
    text: Vec<u8>,
    texts: Rc<dyn Texts>,
    pub(super) overrides: Vec<Override>,
}

impl Source {
    /// A text, and where those are that it names.
    #[must_use]
    pub fn of(name: &str, text: &str, texts: &dyn Texts) -> Self {
        Self::new(Path::new(name), text.into(), texts)
    }

    /// A text that is itself found by its name: a file on disk, or one text of several.
    ///
    /// # Errors
    /// That it cannot be read.
    pub fn named(name: &Path, texts: &dyn Texts) -> Result<Self, LoadError> {
        let unreadable = |reason| LoadError::Unreadable { path: name.to_owned(), reason };
        let text = texts.given(name, LONGEST_JSON).map_err(unreadable)?;
        Ok(Self::new(name, text.into_owned(), texts))
    }

    fn new(name: &Path, text: Vec<u8>, texts: &dyn Texts) -> Self {
        Self { name: name.to_owned(), text, texts: texts.shared(), overrides: Vec::new() }
    }

    /// The same with changes of the base, as a command line has them.
    #[must_use]
    pub fn changed(self, overrides: &[Override]) -> Self {
        Self { overrides: overrides.to_vec(), ..self }
    }

    /// Where the names in the text lead.
    pub(super) fn folder(&self) -> Folder {
        Folder::of(&self.name, Rc::clone(&self.texts))
    }

    /// Reads what the text says, and whatever is made of it; or everything that is wrong.
    pub(super) fn read<T>(
        &self,
        make: impl FnOnce(Node, &mut Problems) -> Option<T>,
    ) -> Result<T, LoadError> {
        let mut problems = Problems::default();
        problems.have_read(&self.name);
        let tree = tree(&self.name, &self.text, &mut problems);
        if let Some(what) = tree.as_ref().and_then(kept_result) {
            return Err(LoadError::KeptResult { path: self.name.clone(), what });
        }
        let made = tree.and_then(|root| make(root, &mut problems));
        match made {
            Some(made) if problems.is_empty() => Ok(made),
            _ => Err(LoadError::Problems(problems.sorted())),
        }
    }
}
