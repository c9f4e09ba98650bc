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

    pub(super) fn new(name: &Path, text: Vec<u8>, texts: &dyn Texts) -> Self {
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::scenario::asked::sweep::Scans;
    use crate::scenario::load::tests::fuller_texts;
    use crate::scenario::{Disk, InMemory};

    /// A what-if with its base and its CSV files, but for those that are `absent`: in a folder on
    /// disk, and in memory under the same names; and what is made of each.
    fn both<T>(absent: &[&str], make: impl Fn(&Source) -> T) -> [Result<T, LoadError>; 2] {
        let folder = tempfile::tempdir().unwrap();
        let texts = fuller_texts().into_iter().filter(|(name, _)| !absent.contains(name));
        let texts: Vec<(PathBuf, String)> =
            texts.map(|(name, text)| (folder.path().join(name), text)).collect();
        for (path, text) in &texts {
            fs::write(path, text).unwrap();
        }
        let what_if = folder.path().join("whatif.json");
        let [disk, memory]: [&dyn Texts; 2] = [&Disk, &InMemory::from_iter(texts)];
        [disk, memory].map(|texts| Source::named(&what_if, texts).map(|source| make(&source)))
    }

    #[test]
    fn a_scenario_in_memory_is_the_one_on_disk() {
        let [disk, memory] = both(&[], |source| source.with_points().unwrap());
        let (disk, memory) = (disk.unwrap(), memory.unwrap());
        assert_eq!(format!("{disk:?}"), format!("{memory:?}"));
        assert_eq!(memory.0.files.len(), 4, "every file by its name");
        let [disk, memory] = both(&[], |source| source.risk().unwrap().in_full());
        assert_eq!(disk, memory);
    }

    #[test]
    fn a_point_of_a_sweep_is_read_from_where_its_base_was() {
        let sweep =
            r#"{ "path": "contact_types.sales.volume", "values": [{ "from": "volumes" }] }"#;
        let with_sweep = |(name, text): (&str, String)| {
            (name.to_owned(), text.replacen('{', &format!("{{ \"sweep\": {sweep},"), 1))
        };
        let texts: InMemory = fuller_texts()
            .into_iter()
            .map(|it| match it.0 {
                "centre.json" => with_sweep(it),
                other => (other.to_owned(), it.1),
            })
            .collect();
        let source = Source::named(Path::new("centre.json"), &texts).unwrap();
        let sweep = source.sweep(&Scans::default()).unwrap();
        drop((source, texts));
        assert_eq!(sweep.scenario(0), sweep.loaded.base);
    }

    #[test]
    fn what_is_missing_is_the_same_problem_at_the_same_place() {
        for absent in [&["centre.json"][..], &["volumes.csv", "staffing.csv"]] {
            let [disk, memory] = both(absent, |source| source.load().unwrap_err());
            assert_eq!(disk, memory);
            assert!(memory.unwrap().to_string().contains("(there is no such file)"));
        }
        let [disk, memory] = both(&["whatif.json"], |_| ());
        assert_eq!(disk, memory);
        assert!(matches!(memory, Err(LoadError::Unreadable { .. })));
    }

    #[test]
    fn limits_hold_in_memory_too() {
        let long = " ".repeat(LONGEST_JSON + 1);
        let texts = InMemory::from_iter([("long.json", &*long)]);
        let said = |source: Source| source.load().unwrap_err().to_string();
        let wanted = "long.json:1:1: found a longer file, wanted at most 16 MiB";
        assert_eq!(said(Source::of("long.json", &long, &InMemory::default())), wanted);
        assert_eq!(said(Source::named(Path::new("long.json"), &texts).unwrap()), wanted);
        let what_if = r#"{ "base": "./long.json", "variants": {} }"#;
        assert_eq!(said(Source::of("a.json", what_if, &texts)), format!("./{wanted}"));
    }

    #[test]
    fn a_text_that_stands_alone_reads_nothing_from_disk() {
        let here = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/two-queues.json");
        let what_if = format!(r#"{{ "base": {here:?}, "variants": {{}} }}"#);
        let said = crate::scenario::load::read_text("a.json", &what_if).unwrap_err().to_string();
        assert!(said.contains("(there is no such file)"), "{said}");
    }
}
