//! Experiments that are kept: a folder for each, in which every finished block of replications is
//! a file, so that a run goes on where it was stopped and shards can be run anywhere.
//!
//! The folder is named after the scenario and the hash of the plan. It holds `plan.json`, blocks
//! and, once all blocks are there, `summary.json`, tables and `manifest.json`. What can be kept
//! implements `Keeps`; `flow` is the same for all of it.

pub(crate) mod archive;
mod block_file;
pub mod cut;
mod files;
pub(crate) mod flow;
pub(crate) mod keeps;
pub(crate) mod place;
pub(crate) mod plan;
mod temporary;
pub mod unfinished;
pub mod whole;
