//! An experiment cut into blocks of replications, each of which can be run anywhere and at any
//! time: shards, and runs that go on where they were stopped.
//!
//! The cut is part of the plan: it depends on the number of replications and of shards alone.
//! Sums of blocks are whole numbers, so that put together they are those of one run, to the last
//! byte. More in `docs/methods/shards.md`.

use sha2::{Digest, Sha256};

use super::comparison::Comparison;
use super::experiment::Experiment;
use super::key_figures::key_figures;
use super::outcome::Outcome;
use super::replications::record::Recording;
use super::replications::replicate::{Range, Sums};
use super::settings::{Kind, Settings, Watch};
use crate::base::tape::{Run, Tape};
use crate::experiment::observed::Unplayable;
use crate::measures::SAMPLE_PATH_VERSION;
use crate::measures::count::DayTotals;
use crate::measures::figure_name::FigureName;
use crate::measures::plan::Plan;
use crate::measures::series::{Reader, Series};
use crate::scenario::Loaded;

/// A run is cut into about so many blocks at most: few enough to be cheap, enough to lose little.
const BLOCKS: u64 = 64;
/// Replications that are worth a block of their own, where there are so many.
const LEAST: u64 = 20;

/// An experiment whose blocks can be run anywhere, in any order, and be put together again.
pub(crate) trait InBlocks {
    /// What some blocks say together.
    type Kept<'a>
    where
        Self: 'a;

    /// Of no blocks.
    fn empty(&self) -> Self::Kept<'_>;

    /// Runs a block and gives what it says as whole numbers; none if it was stopped before its end.
    ///
    /// # Errors
    /// What is wrong with an input that is made only now.
    fn numbers(&self, block: Block, watch: &dyn Watch) -> Result<Option<Vec<Run>>, Unplayable>;

    /// Adds what a block said. False: these numbers are of no such block, and no more of them was
    /// laid out than such a block has.
    fn add<'a>(&'a self, kept: &mut Self::Kept<'a>, block: Block, numbers: Vec<Run>) -> bool;
}

/// How replications are cut into shards, and shards into blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    pub replications: u64,
    /// At least 1.
    pub shards: u64,
}

/// Replications that are run together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Block {
    pub first: u64,
    pub last: u64,
}

impl Grid {
    /// The blocks of a shard (they count from 1), in order; none where there are more shards
    /// than replications and this one is left without.
    #[must_use]
    pub(crate) fn blocks(&self, shard: u64) -> Vec<Block> {
        let (from, to) = (self.end(shard - 1), self.end(shard));
        let pieces = BLOCKS.div_ceil(self.shards).min((to - from).div_ceil(LEAST));
        (0..pieces)
            .map(|piece| {
                let end = |piece: u64| from + part(to - from, piece, pieces);
                Block { first: end(piece) + 1, last: end(piece + 1) }
            })
            .collect()
    }

    /// The blocks of all shards.
    #[must_use]
    pub(crate) fn all_blocks(&self) -> Vec<Block> {
        (1..=self.shards).flat_map(|shard| self.blocks(shard)).collect()
    }

    /// The last replication of a shard.
    fn end(&self, shard: u64) -> u64 {
        part(self.replications, shard, self.shards)
    }
}

/// `whole * piece / pieces`, rounded down.
fn part(whole: u64, piece: u64, pieces: u64) -> u64 {
    let part = u128::from(whole) * u128::from(piece) / u128::from(pieces);
    u64::try_from(part).expect("a part is no larger than the whole")
}

impl Block {
    /// How many replications it has.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.last - self.first + 1
    }
}

/// SHA-256, in hexadecimal, of all that decides what an experiment finds and how it is cut: the
/// checked scenarios in full, what is run and how, and the version of the program.
#[must_use]
pub(crate) fn plan_hash(loaded: &Loaded, kind: Kind, settings: &Settings, grid: Grid) -> String {
    let Settings { seed, confidence, .. } = settings;
    let version = (env!("CARGO_PKG_VERSION"), SAMPLE_PATH_VERSION);
    let scenarios = (&loaded.base, &loaded.variants, &loaded.contrasts);
    let all = format!("{:?}", (version, kind, seed, confidence, grid, scenarios));
    format!("{:x}", Sha256::digest(all))
}

/// An experiment that is run block by block.
pub struct Blocks {
    pub(crate) experiment: Experiment,
    /// Those that are recorded of each variant, with what reads them.
    pub(crate) figures: Vec<Vec<FigureName>>,
    readers: Vec<Vec<Reader>>,
}

/// What some blocks say together.
pub struct Kept<'a> {
    pub(crate) sums: Comparison,
    pub(crate) rows: Recording<'a>,
    /// Observations in a replication: one, or as many as there are batches.
    periods: u64,
}

/// The key figures of one variant in each replication.
#[derive(Clone, Debug)]
pub struct Replications {
    pub variant: String,
    pub figures: Vec<(FigureName, Series)>,
}

impl Blocks {
    /// Of an experiment of which only the replications are still to be run.
    #[must_use]
    pub fn new(experiment: Experiment) -> Self {
        Self::with(experiment, &[])
    }

    /// The same, with further figures of each replication where a variant has them.
    #[must_use]
    pub fn with(experiment: Experiment, further: &[FigureName]) -> Self {
        let figures = |plan| figures_of(plan, further);
        let figures = experiment.plans.iter().map(figures).collect();
        Self::recording(experiment, figures)
    }

    /// The same, with these figures of each variant and no others.
    pub(crate) fn recording(experiment: Experiment, figures: Vec<Vec<FigureName>>) -> Self {
        let reader = |figure, plan| Reader::new(figure, plan).expect("it was made for this plan");
        let readers = figures.iter().zip(&experiment.plans);
        let readers = readers
            .map(|(figures, plan)| figures.iter().map(|figure| reader(figure, plan)).collect())
            .collect();
        Self { experiment, figures, readers }
    }

    /// Of no blocks.
    #[must_use]
    pub fn nothing(&self) -> Kept<'_> {
        let steady = self.experiment.candidates[0].scenario.steady_state.as_ref();
        let periods = steady.map_or(1, |it| u64::from(it.batches));
        Kept { sums: self.experiment.nothing(), rows: Recording::new(&self.readers), periods }
    }

    /// Runs a block; none if it was stopped before its end.
    #[must_use]
    pub fn run(&self, block: Block, watch: &dyn Watch) -> Option<Kept<'_>> {
        let range = self.experiment.range(block.first, block.number());
        let (kept, finished) = self.replicate(range, "simulating", watch);
        (finished == block.number()).then_some(kept)
    }

    /// Runs any replications, and says how many were complete: a prefix.
    pub(crate) fn replicate(
        &self,
        range: Range,
        stage: &str,
        watch: &dyn Watch,
    ) -> (Kept<'_>, u64) {
        self.experiment.replicate(range, stage, watch, || self.nothing())
    }

    /// What the first `finished` replications say, and the key figures of each of them.
    #[must_use]
    pub fn outcome(&self, kept: &Kept<'_>, finished: u64) -> (Outcome, Vec<Replications>) {
        let outcome = self.experiment.outcome(&kept.sums, finished, &());
        let figures = self.figures.iter().cloned().zip(kept.rows.series());
        let replications = outcome
            .variants
            .iter()
            .zip(figures)
            .map(|(variant, (names, series))| Replications {
                variant: variant.name.clone(),
                figures: names.into_iter().zip(series).collect(),
            })
            .collect();
        (outcome, replications)
    }
}

impl InBlocks for Blocks {
    type Kept<'a> = Kept<'a>;

    fn empty(&self) -> Kept<'_> {
        self.nothing()
    }

    fn numbers(&self, block: Block, watch: &dyn Watch) -> Result<Option<Vec<Run>>, Unplayable> {
        Ok(self.run(block, watch).map(Kept::into_numbers))
    }

    fn add<'a>(&'a self, kept: &mut Kept<'a>, block: Block, numbers: Vec<Run>) -> bool {
        let read = self.nothing().read(numbers, block);
        read.is_some_and(|read| {
            kept.merge(&read);
            true
        })
    }
}

/// The key figures of a plan, and of others those that it has.
fn figures_of(plan: &Plan, further: &[FigureName]) -> Vec<FigureName> {
    let known = key_figures(plan);
    let is_new = |figure: &&FigureName| figure.is_of(plan) && !known.contains(figure);
    let own: Vec<FigureName> = further.iter().filter(is_new).cloned().collect();
    [known, own].concat()
}

impl Kept<'_> {
    /// Joins what other blocks say.
    pub fn merge(&mut self, other: &Self) {
        Sums::merge(self, other);
    }

    /// Everything as whole numbers.
    #[must_use]
    pub fn into_numbers(mut self) -> Vec<Run> {
        let mut tape = Tape::blank();
        self.pass(&mut tape, usize::MAX);
        tape.into_runs()
    }

    /// The same from those numbers; none if they are not of such a block of an experiment of this
    /// shape.
    #[must_use]
    pub fn read(mut self, numbers: Vec<Run>, block: Block) -> Option<Self> {
        let mut tape = Tape::of(numbers);
        self.pass(&mut tape, usize::try_from(block.number()).unwrap_or(usize::MAX));
        tape.is_used_up().then_some(self)
    }

    fn pass(&mut self, tape: &mut Tape, rows: usize) {
        self.sums.pass(tape);
        self.rows.pass(tape, rows, self.periods);
    }
}

impl Sums for Kept<'_> {
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]) {
        self.sums.add(replication, periods);
        self.rows.add(replication, periods);
    }

    fn merge(&mut self, other: &Self) {
        Sums::merge(&mut self.sums, &other.sums);
        Sums::merge(&mut self.rows, &other.rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::run;
    use crate::scenario::load::read_text;

    const WHAT_IF: &str = r#"{ "format": 1, "name": "two desks",
        "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
        "contact_types": {
            "sales": { "volume_per_hour": 20, "handle_time": { "mean_seconds": 300 },
                       "patience": { "mean_seconds": 120 } },
            "service": { "volume_per_hour": 30, "handle_time": { "mean_seconds": 200 },
                         "patience": { "mean_seconds": 200 } } },
        "agent_groups": {
            "desk": { "agents": 3, "skills": ["sales"] },
            "hall": { "agents": 3, "skills": ["sales", "service"] } },
        "variants": { "one more": { "set": { "agent_groups.hall.agents": 4 } },
                      "busier": { "scale": { "contact_types.*.volume": 1.1 } } },
        "contrasts": { "people": { "plus": ["one more"], "minus": ["busier"] } } }"#;

    fn settings(threads: usize) -> Settings {
        Settings { seed: 3, replications: 90, threads, confidence: 0.95 }
    }

    fn blocks(loaded: &Loaded) -> Blocks {
        let experiment = Experiment::prepare(loaded, Kind::WithVariants, &settings(1), &());
        Blocks::new(experiment.unwrap())
    }

    #[test]
    fn every_replication_stands_in_one_block_of_one_shard() {
        for (replications, shards) in [(1, 1), (50, 1), (50, 3), (50, 64), (7, 10), (100_000, 7)] {
            let grid = Grid { replications, shards };
            let mut next = 1;
            for block in grid.all_blocks() {
                assert_eq!(block.first, next, "{grid:?}");
                assert!(block.last >= block.first);
                next = block.last + 1;
            }
            assert_eq!(next, replications + 1, "{grid:?}");
        }
        let huge = Grid { replications: u64::MAX, shards: u64::from(u32::MAX) };
        assert_eq!(huge.blocks(huge.shards).last().unwrap().last, u64::MAX);
    }

    #[test]
    fn blocks_put_down_and_taken_up_in_any_order_are_one_run() {
        let loaded = read_text("whatif.json", WHAT_IF).unwrap();
        let whole = run(&loaded, Kind::WithVariants, &settings(2), &()).unwrap();
        let blocks = blocks(&loaded);
        let mut order = Grid { replications: 90, shards: 2 }.all_blocks();
        order.reverse();
        order.swap(1, 4);
        let mut sums = blocks.nothing();
        for block in order {
            let numbers = blocks.run(block, &()).unwrap().into_numbers();
            sums.merge(&blocks.nothing().read(numbers, block).unwrap());
        }
        let (outcome, replications) = blocks.outcome(&sums, 90);
        assert_eq!(outcome.digest, whole.digest);
        // Percentiles and paired intervals too: every figure is the same.
        assert_eq!(format!("{:?}", outcome.variants), format!("{:?}", whole.variants));
        assert_eq!(format!("{:?}", outcome.differences), format!("{:?}", whole.differences));
        assert_eq!(format!("{:?}", outcome.contrasts), format!("{:?}", whole.contrasts));
        assert_eq!(replications.len(), 3);
        for (name, series) in &replications[1].figures {
            assert_eq!(series.observations.len(), 90, "{name}");
        }
    }

    #[test]
    fn numbers_of_another_experiment_are_not_taken() {
        let loaded = read_text("whatif.json", WHAT_IF).unwrap();
        let blocks = blocks(&loaded);
        let block = Block { first: 1, last: 2 };
        let numbers = blocks.run(block, &()).unwrap().into_numbers();
        let read = |numbers: Vec<Run>, block| blocks.nothing().read(numbers, block).is_some();
        assert!(read(numbers.clone(), block));
        assert!(!read(numbers[..numbers.len() - 1].to_vec(), block));
        assert!(!read([&numbers[..], &[(0, 0)]].concat(), block));
        assert!(!read(numbers.clone(), Block { first: 1, last: 1 }), "two rows of one replication");
        // No length is believed that such a block has not.
        for at in 0..numbers.len() {
            for forged in [(1 << 60, numbers[at].1), (numbers[at].0, 1 << 60)] {
                let mut numbers = numbers.clone();
                numbers[at] = forged;
                let _ = read(numbers, block);
            }
        }
        assert!(!read(vec![(u64::MAX, 0)], block));
    }

    #[test]
    fn a_plan_is_known_by_all_that_decides_its_result() {
        let of = |text: &str, settings: &Settings, shards| {
            let loaded = read_text("whatif.json", text).unwrap();
            plan_hash(&loaded, Kind::WithVariants, settings, Grid { replications: 50, shards })
        };
        let usual = of(WHAT_IF, &settings(1), 4);
        assert_eq!(usual, of(WHAT_IF, &settings(2), 4), "threads change nothing");
        let in_one_line = WHAT_IF.replace('\n', " ");
        assert_eq!(usual, of(&in_one_line, &settings(1), 4), "layout changes nothing");
        assert_ne!(usual, of(WHAT_IF, &settings(1), 5));
        assert_ne!(usual, of(WHAT_IF, &Settings { seed: 4, ..settings(1) }, 4));
        assert_ne!(usual, of(&WHAT_IF.replace("1.1", "1.2"), &settings(1), 4));
        assert_ne!(
            usual,
            of(&WHAT_IF.replace("\"mean_seconds\": 120", "\"mean_seconds\": 121"), &settings(1), 4)
        );
    }
}
