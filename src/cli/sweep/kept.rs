//! A sweep that is kept: a folder of blocks for each batch of its points, so that it goes on where
//! it was stopped, and shards of it can be run anywhere.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::cli::archive::{Archive, Came, Wanted};
use crate::cli::failure::Failure;
use crate::cli::kept::Keeps;
use crate::experiment::run::blocks::{Blocks, Grid, Kept, plan_hash};
use crate::experiment::sweep::{Questions, Source, batches, loaded_of};
use crate::experiment::{Experiment, Kind, Settings, Watch};
use crate::scenario::Sweep;

/// The folders of a sweep.
pub(super) struct KeptSweep<'a> {
    swept: &'a Sweep,
    questions: &'a Questions,
    settings: &'a Settings,
    grid: Grid,
    /// Of each batch of points.
    plans: Vec<String>,
    hash: String,
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

    fn archive(&self, folder: &Path, batch: usize) -> Result<Archive, Failure> {
        let folder = folder.join(format!("batch-{:04}", batch + 1));
        Archive::open(folder, &self.plans[batch], self.grid)
    }

    /// How many blocks of a shard are there.
    fn stopped(&self, folder: &Path, shard: u64) -> Result<Came, Failure> {
        let batches = 0..self.plans.len();
        let there = batches.map(|batch| self.archive(folder, batch)?.number_there(shard));
        let there = there.sum::<Result<usize, Failure>>()?;
        Ok(Came::Stopped { there, of: self.grid.blocks(shard).len() * self.plans.len() })
    }
}

impl Keeps for KeptSweep<'_> {
    const COMMAND: &'static str = "sweep";

    fn name(&self) -> &str {
        &self.swept.loaded.base.name
    }

    fn hash(&self) -> &str {
        &self.hash
    }

    fn run(
        &self,
        folder: &Path,
        (shard, wanted): (u64, Wanted),
        watch: &dyn Watch,
    ) -> Result<Came, Failure> {
        let mut run = 0;
        for batch in 0..self.plans.len() {
            let archive = self.archive(folder, batch)?;
            if wanted == Wanted::Missing && archive.has_all_of(shard)? {
                continue;
            }
            let (loaded, kind) = (loaded_of(self.swept, batch), Kind::WithVariants);
            let experiment = Experiment::prepare(&loaded, kind, self.settings, watch);
            let Some(experiment) = experiment else { return self.stopped(folder, shard) };
            let blocks = Blocks::with(experiment, &self.questions.measures);
            match archive.run(&blocks, (shard, wanted), watch)? {
                Came::Through { run: more } => run += more,
                Came::Stopped { .. } => return self.stopped(folder, shard),
            }
        }
        Ok(Came::Through { run })
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
