//! `merge`: the shards of an experiment, put together.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::risk::Risk;
use super::run::Run;
use super::sweep::Sweep;
use crate::questions::asking::{Answer, Asked, Question, Refusal, Texts, Watch};
use crate::questions::keeping::keeps::Keeps;
use crate::questions::keeping::place::Place;
use crate::questions::keeping::plan::Plan;
use crate::questions::typed::common::Common;
use crate::report::Forms;

/// Reads the question in a plan.
type Read = fn(Value, Lies) -> Option<Box<dyn Kept>>;

/// What it is read with, by its command: a line for each that can be kept.
const KEPT: &[(&str, Read)] = &[
    ("run", plain::<Run>),
    ("compare", plain::<Run>),
    ("sweep", plain::<Sweep>),
    ("risk", plain::<Risk>),
];

/// An experiment that is kept, all of whose shards are there.
pub struct Merge {
    home: Home,
    question: Box<dyn Kept>,
}

/// The folder of an experiment, and what its plan says of it.
struct Home {
    folder: PathBuf,
    hash: String,
    shards: u32,
}

/// Where the file lies, if not where it did, and how many threads there are here.
type Lies = (Option<PathBuf>, usize);

impl Merge {
    /// What is kept in a folder. The file that it was asked of may lie elsewhere now.
    ///
    /// # Errors
    /// That nothing is kept there.
    pub fn of(folder: &Path, file: Option<PathBuf>, threads: usize) -> Result<Self, Refusal> {
        let Plan { hash, command, question, shards } = Plan::of(folder)?;
        let kept = KEPT.iter().find(|(name, _)| *name == command);
        let question = kept.and_then(|(_, read)| read(question, (file, threads)));
        let question = question.ok_or_else(|| Plan::is_none(folder))?;
        Ok(Self { home: Home { folder: folder.to_owned(), hash, shards }, question })
    }
}

impl Question for Merge {
    type Asked = Box<dyn Asked<Found = dyn Forms>>;

    fn files(&self) -> Vec<PathBuf> {
        self.question.files()
    }

    fn rows(&self) -> Option<PathBuf> {
        self.question.rows()
    }

    fn read(self, texts: &dyn Texts) -> Result<Self::Asked, Refusal> {
        self.question.found(&self.home, texts)
    }
}

/// A question whose experiment is kept, whatever it is.
trait Kept {
    fn files(&self) -> Vec<PathBuf>;

    fn rows(&self) -> Option<PathBuf>;

    /// The experiment, if its file is still what it was made from.
    fn found(
        self: Box<Self>,
        home: &Home,
        texts: &dyn Texts,
    ) -> Result<<Merge as Question>::Asked, Refusal>;
}

fn plain<Q>(question: Value, (file, threads): Lies) -> Option<Box<dyn Kept>>
where
    Q: DeserializeOwned + AsMut<Common> + Kept + 'static,
{
    let mut question: Q = serde_json::from_value(question).ok()?;
    let common = question.as_mut();
    (common.place, common.threads) = (file, threads);
    Some(Box::new(question))
}

impl<Q: Question<Asked: Keeps + 'static>> Kept for Q {
    fn files(&self) -> Vec<PathBuf> {
        Question::files(self)
    }

    fn rows(&self) -> Option<PathBuf> {
        Question::rows(self)
    }

    fn found(
        self: Box<Self>,
        home: &Home,
        texts: &dyn Texts,
    ) -> Result<<Merge as Question>::Asked, Refusal> {
        let file = Question::files(&*self).remove(0);
        let kept = self.read(texts)?;
        let cut = kept.cut(home.shards);
        if cut.hash != home.hash {
            let (file, folder) = (file.display(), home.folder.display());
            return Err(Refusal::Wrong(format!(
                "{file} is not what {folder} was made from: a value, a setting or the version of \
                 switchroom has changed since"
            )));
        }
        Ok(Box::new(Found { place: Place::found(&home.folder, cut), kept }))
    }
}

/// An experiment in its folder.
struct Found<K> {
    kept: K,
    place: Place,
}

impl<K: Asked + Keeps> Asked for Found<K> {
    type Found = dyn Forms;

    fn files(&self) -> Vec<PathBuf> {
        self.kept.files()
    }

    fn folder(&self) -> Option<PathBuf> {
        Some(self.place.folder().to_owned())
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        self.kept.whole(&self.place, watch)
    }
}
