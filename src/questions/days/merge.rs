//! `merge`: the shards of an experiment, put together.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::risk::Risk;
use super::run::Run;
use super::sweep::Sweep;
use crate::questions::asking::{Answer, Asked, Question, Refusal, Texts, Watch};
use crate::questions::keeping::keeps::Keeps;
use crate::questions::keeping::place::Place;
use crate::questions::keeping::plan::Plan;
use crate::questions::typed::common::Common;
use crate::report::Forms;

/// An experiment that is kept, all of whose shards are there.
#[derive(Clone, Debug)]
pub struct Merge {
    folder: PathBuf,
    hash: String,
    shards: u32,
    question: Kept,
}

/// What was asked.
#[derive(Clone, Debug)]
enum Kept {
    Run(Run),
    Sweep(Sweep),
    Risk(Risk),
}

impl Merge {
    /// What is kept in a folder. The file that it was asked of may lie elsewhere now.
    ///
    /// # Errors
    /// That nothing is kept there.
    pub fn of(folder: &Path, file: Option<PathBuf>, threads: usize) -> Result<Self, Refusal> {
        let Plan { hash, command, question, shards } = Plan::of(folder)?;
        let place = |common: &mut Common| (common.place, common.threads) = (file, threads);
        let question = match command.as_str() {
            "run" | "compare" => plain(question).map(|mut it: Run| {
                place(&mut it.common);
                Kept::Run(it)
            }),
            "sweep" => plain(question).map(|mut it: Sweep| {
                place(&mut it.common);
                Kept::Sweep(it)
            }),
            "risk" => plain(question).map(|mut it: Risk| {
                place(&mut it.common);
                Kept::Risk(it)
            }),
            _ => None,
        };
        let question = question.ok_or_else(|| Plan::is_none(folder))?;
        Ok(Self { folder: folder.to_owned(), hash, shards, question })
    }
}

fn plain<Q: DeserializeOwned>(question: serde_json::Value) -> Option<Q> {
    serde_json::from_value(question).ok()
}

impl Question for Merge {
    type Asked = Box<dyn Asked<Found = dyn Forms>>;

    fn files(&self) -> Vec<PathBuf> {
        match &self.question {
            Kept::Run(own) => own.files(),
            Kept::Sweep(own) => own.files(),
            Kept::Risk(own) => own.files(),
        }
    }

    fn rows(&self) -> Option<PathBuf> {
        match &self.question {
            Kept::Run(own) => own.rows(),
            Kept::Sweep(own) => own.rows(),
            Kept::Risk(own) => own.rows(),
        }
    }

    fn read(self, texts: &dyn Texts) -> Result<Self::Asked, Refusal> {
        match self.question.clone() {
            Kept::Run(own) => self.found(own, texts),
            Kept::Sweep(own) => self.found(own, texts),
            Kept::Risk(own) => self.found(own, texts),
        }
    }
}

impl Merge {
    /// The experiment, if its file is still what it was made from.
    fn found<Q>(self, question: Q, texts: &dyn Texts) -> Result<<Self as Question>::Asked, Refusal>
    where
        Q: Question<Asked: Asked + Keeps + 'static>,
    {
        let file = question.files().remove(0);
        let kept = question.read(texts)?;
        let cut = kept.cut(self.shards);
        if cut.hash != self.hash {
            let (file, folder) = (file.display(), self.folder.display());
            return Err(Refusal::Wrong(format!(
                "{file} is not what {folder} was made from: a value, a setting or the version of \
                 switchroom has changed since"
            )));
        }
        Ok(Box::new(Found { place: Place::found(&self.folder, cut), kept }))
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
