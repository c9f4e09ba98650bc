//! A sweep that is kept: a folder of blocks for each batch of its points, so that it goes on where
//! it was stopped, and shards of it can be run anywhere.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::cli::archive::shard::Shard;
use crate::cli::archive::{self, Archive, Came, PLAN_FORMAT};
use crate::cli::failure::Failure;
use crate::experiment::blocks::{Blocks, Grid, Kept, plan_hash};
use crate::experiment::sweep::{Questions, Source, batches, loaded_of};
use crate::experiment::{Experiment, Kind, Settings, Watch};
use crate::scenario::Sweep;

/// What the plan calls the command.
const COMMAND: &str = "sweep";

/// What a kept sweep was asked for: `plan.json` in its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct SweepPlan {
    /// SHA-256 of all that decides the result.
    pub(super) hash: String,
    /// The command line, word by word.
    pub(super) arguments: Vec<String>,
    pub(super) shards: u32,
}

impl SweepPlan {
    /// The whole file.
    fn text(&self) -> String {
        let value = json!({
            "plan_format": PLAN_FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "plan": self.hash,
            "command": COMMAND,
            "arguments": self.arguments,
            "shards": self.shards,
        });
        let mut text = serde_json::to_string_pretty(&value).expect("a plan is plain data");
        writeln!(text).expect("a string takes all lines");
        text
    }

    /// Reads it again; none where it is no plan of a sweep.
    pub(in crate::cli) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let is_one = value.get("plan_format")?.as_u64()? == PLAN_FORMAT
            && value.get("command")?.as_str()? == COMMAND;
        let words = value.get("arguments")?.as_array()?.iter();
        let shards = u32::try_from(value.get("shards")?.as_u64()?).ok().filter(|it| *it > 0)?;
        is_one.then_some(Self {
            hash: value.get("plan")?.as_str()?.to_owned(),
            arguments: words.map(|word| word.as_str().map(str::to_owned)).collect::<Option<_>>()?,
            shards,
        })
    }
}

/// The folders of a sweep.
pub(super) struct KeptSweep<'a> {
    swept: &'a Sweep,
    questions: &'a Questions,
    settings: &'a Settings,
    grid: Grid,
    /// Of each batch of points.
    plans: Vec<String>,
    pub(super) hash: String,
}

impl<'a> KeptSweep<'a> {
    pub(super) fn new(
        swept: &'a Sweep,
        questions: &'a Questions,
        settings: &'a Settings,
        shards: u32,
    ) -> Self {
        let grid = Grid { replications: settings.replications.into(), shards: shards.into() };
        let plan = |batch| plan_hash(&loaded_of(swept, batch), Kind::WithVariants, settings, grid);
        let plans: Vec<String> = (0..batches(swept)).map(plan).collect();
        let measures: Vec<String> = questions.measures.iter().map(ToString::to_string).collect();
        let break_evens = questions.break_evens.iter();
        let break_evens: Vec<String> =
            break_evens.map(|(figure, value)| format!("{figure}={value:?}")).collect();
        let all = format!("{:?}", (&plans, measures, break_evens));
        let hash = format!("{:x}", Sha256::digest(all));
        Self { swept, questions, settings, grid, plans, hash }
    }

    /// Its folder under `out`, made and described unless it is there.
    pub(super) fn folder(&self, out: &Path, arguments: Vec<String>) -> Result<PathBuf, Failure> {
        let folder = archive::folder_of(out, &self.swept.loaded.base.name, &self.hash);
        // The first batch's folder makes that of the whole.
        self.archive(&folder, 0)?;
        let shards = u32::try_from(self.grid.shards).expect("it was made of a u32");
        let plan = SweepPlan { hash: self.hash.clone(), arguments, shards };
        archive::describe(&folder, &plan.text())?;
        Ok(folder)
    }

    /// Runs what is missing of a shard.
    pub(super) fn run(
        &self,
        folder: &Path,
        shard: Shard,
        again: bool,
        watch: &dyn Watch,
    ) -> Result<Came, Failure> {
        let number = u64::from(shard.number);
        let (mut run, mut there, of) = (0, 0, self.grid.blocks(number).len() * self.plans.len());
        for batch in 0..self.plans.len() {
            let archive = self.archive(folder, batch)?;
            if again {
                archive.forget(number)?;
            }
            if archive.has_all_of(number)? {
                there += self.grid.blocks(number).len();
                continue;
            }
            let (loaded, kind) = (loaded_of(self.swept, batch), Kind::WithVariants);
            let experiment = Experiment::prepare(&loaded, kind, self.settings, watch);
            let Some(experiment) = experiment else { return Ok(Came::Stopped { there, of }) };
            let blocks = Blocks::with(experiment, &self.questions.measures);
            match archive.run(&blocks, number, watch)? {
                Came::Through { run: more } => run += more,
                Came::Stopped { there: more, .. } => {
                    return Ok(Came::Stopped { there: there + more, of });
                }
            }
            there += self.grid.blocks(number).len();
        }
        Ok(Came::Through { run })
    }

    fn archive(&self, folder: &Path, batch: usize) -> Result<Archive, Failure> {
        let folder = folder.join(format!("batch-{:04}", batch + 1));
        Archive::open(folder, &self.plans[batch], self.grid)
    }
}

/// Takes the points from where they are kept.
pub(super) struct FromFolder<'a> {
    pub(super) kept: &'a KeptSweep<'a>,
    pub(super) folder: &'a Path,
    /// Why the last batch could not be had.
    pub(super) failure: Option<Failure>,
}

impl Source for FromFolder<'_> {
    fn kept<'b>(&mut self, batch: usize, blocks: &'b Blocks, _: &dyn Watch) -> Option<Kept<'b>> {
        let archive = self.kept.archive(self.folder, batch);
        match archive.and_then(|archive| archive.gather(blocks)) {
            Ok(kept) => Some(kept),
            Err(failure) => {
                self.failure = Some(failure);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_is_written_is_read_again() {
        let plan = SweepPlan {
            hash: "abc".to_owned(),
            arguments: ["switchroom", "sweep", "a file.json"].map(str::to_owned).to_vec(),
            shards: 3,
        };
        assert_eq!(SweepPlan::read(&plan.text()), Some(plan.clone()));
        assert_eq!(SweepPlan::read(&plan.text().replace("\"sweep\",\n", "\"run\",\n")), None);
        assert_eq!(SweepPlan::read("{"), None);
    }
}
