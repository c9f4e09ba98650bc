//! What an experiment must know of itself to be kept.

use std::path::PathBuf;

use serde_json::Value;

use super::archive::{Archive, Came, Wanted};
use super::flow::Place;
use crate::experiment::run::blocks::Grid;
use crate::questions::asking::answer::Answer;
use crate::questions::asking::refusal::Refusal;
use crate::questions::asking::watch::Watch;

/// Where a question has its experiment kept, and which part of it is run here.
#[derive(Clone, Debug)]
pub struct Keep {
    /// The folder of experiments.
    pub out: PathBuf,
    pub shard: Shard,
    /// Run anew what is there.
    pub again: bool,
}

/// Part `number`, from 1, of `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    pub number: u32,
    pub of: u32,
}

impl Shard {
    /// All of it.
    pub const WHOLE: Self = Self { number: 1, of: 1 };
}

/// An experiment that can be kept: a question that was read, and knows how it is cut.
pub(crate) trait Keeps {
    /// The command that asks it, by which [`merge`](crate::questions::merge) knows it again.
    fn command(&self) -> &'static str;

    /// The question as plain data: asked again of the same file, it is the same experiment.
    fn plain(&self) -> Value;

    /// The scenario's name.
    fn name(&self) -> &str;

    /// How it is cut into so many shards, and the hash of all that decides its result.
    fn cut(&self, shards: u32) -> Cut;

    /// Runs what its archive lacks of a shard of one part, or all of it anew; none if it was
    /// stopped before the first block.
    fn run(
        &self,
        part: usize,
        archive: &Archive,
        shard: (u64, Wanted),
        watch: &dyn Watch,
    ) -> Result<Option<Came>, Refusal>;

    /// Answers from the blocks, all of which are there, and writes the files of the whole.
    fn whole(&self, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal>;
}

/// How an experiment is cut.
pub(crate) struct Cut {
    /// SHA-256 of all that decides its result.
    pub(crate) hash: String,
    /// Each an archive of blocks.
    pub(crate) parts: Vec<Part>,
}

/// A part of an experiment with an archive of its own.
pub(crate) struct Part {
    /// Inside the experiment's folder; none for that itself.
    pub(crate) folder: Option<String>,
    /// SHA-256 of its plan.
    pub(crate) hash: String,
    pub(crate) grid: Grid,
}

impl Cut {
    /// Of an experiment that is one archive.
    pub(crate) fn one(hash: String, grid: Grid) -> Self {
        Self { parts: vec![Part { folder: None, hash: hash.clone(), grid }], hash }
    }
}
