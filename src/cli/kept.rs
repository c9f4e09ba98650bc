//! What commands have in common whose experiments are kept by their command line: `sweep`, `risk`.

use std::path::{Path, PathBuf};

use super::archive::shard::Shard;
use super::archive::{self, Came, CommandPlan, Wanted};
use super::failure::{Ended, Failure};
use super::flags::{ExportFlags, KeepFlags};
use super::merge::{has_changed, how_far};
use super::output::Output;
use super::progress::Progress;
use crate::experiment::Watch;

/// An experiment cut into shards.
pub(super) trait Keeps {
    /// What its command is called.
    const COMMAND: &'static str;

    /// The scenario's name.
    fn name(&self) -> &str;

    /// SHA-256 of all that decides its result, and how it is cut.
    fn hash(&self) -> &str;

    /// Runs what a folder lacks of a shard, or all of it anew.
    fn run(&self, folder: &Path, shard: (u64, Wanted), watch: &dyn Watch) -> Result<Came, Failure>;
}

/// What is left to do when a shard was run.
pub(super) enum Then {
    /// Nothing: there are others, or it was stopped.
    End(Ended),
    /// To report on the whole, which is in this folder.
    Report(PathBuf, Progress),
}

/// Runs what is missing of a shard, and says how far that came.
pub(super) fn run_shard<K: Keeps>(
    kept: &K,
    shard: Shard,
    (out, flags): (&Path, &KeepFlags),
    arguments: Vec<String>,
    progress: Progress,
    output: &Output,
) -> Result<Then, Failure> {
    let folder = archive::folder_of(out, kept.name(), kept.hash());
    let (hash, command) = (kept.hash().to_owned(), K::COMMAND.to_owned());
    let plan = CommandPlan { hash, command, arguments, shards: shard.of };
    archive::describe(&folder, &plan.text())?;
    let came = kept.run(&folder, (shard.number.into(), flags.wanted()), &progress);
    if let Ok(came @ Came::Through { .. }) = &came
        && shard.of == 1
    {
        output.say(&how_far(came, &folder, shard));
        return Ok(Then::Report(folder, progress));
    }
    let stopped_by = progress.finish();
    let came = came?;
    output.say(&how_far(&came, &folder, shard));
    Ok(Then::End(match came {
        Came::Stopped { .. } => Ended::of(stopped_by),
        Came::Through { .. } => Ended::Done,
    }))
}

/// Shards that are to be put together.
pub(super) struct Shards<'a> {
    pub(super) plan: &'a CommandPlan,
    pub(super) folder: &'a Path,
    /// The scenario or what-if file, if it is not where it was.
    pub(super) file: Option<&'a Path>,
    pub(super) exports: &'a ExportFlags,
}

impl Shards<'_> {
    /// That they are of this experiment, which was made of a file.
    pub(super) fn are_of(&self, kept: &impl Keeps, file: &Path) -> Result<(), Failure> {
        if kept.hash() == self.plan.hash { Ok(()) } else { Err(has_changed(file, self.folder)) }
    }
}
