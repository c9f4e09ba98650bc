//! Where an experiment is kept, which part of it is run here, and how it is cut.

use std::path::PathBuf;

use crate::experiment::run::blocks::Grid;

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
