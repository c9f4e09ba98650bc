//! Sweeps: many points of one scenario on the same customers.
//!
//! A few points at a time are run together with the base, so that each is paired with it; of a
//! point only its figures are kept. The figures of a point are those of a `compare` in which it is
//! a variant, to the last bit, whatever points it is run with. Methods: `docs/methods/sweeps.md`.

mod break_even;

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::run::blocks::{Block, Blocks, Kept};
use super::run::comparison::{Comparison, digest_of_one};
use super::run::experiment::Experiment;
use super::run::key_figures::key_figures;
use super::run::outcome::Outcome;
use super::run::plan::plan;
use super::run::settings::{Kind, Settings, Watch};
use crate::experiment::observed::{LoseMore, Unfound, find_observed, observed_as};
use crate::measures::estimate::{Measured, Summary};
use crate::measures::figure_name::FigureName;
use crate::measures::plan::Period;
use crate::measures::series::Series;
use crate::scenario::asked::sweep::{AxisValue, Sampled};
use crate::scenario::{Loaded, Scenario, Sweep, Variant};

pub use break_even::{BreakEven, Crossed, Crossing};

/// Points that are run together at the most: each batch runs the base once more, and has its
/// points in memory at once.
const MOST_AT_ONCE: usize = 16;
/// The first batch is one point, and each has so many times the points of the one before: a sweep
/// that is stopped early has something to report, and the base is run few times more for it.
const GROWTH: usize = 4;

/// What is asked of a sweep beside the key figures.
#[derive(Clone, Debug, Default)]
pub struct Questions {
    /// Further figures of each point.
    pub measures: Vec<FigureName>,
    /// Where these figures reach these values, on the only axis.
    pub break_evens: Vec<(FigureName, f64)>,
}

impl Questions {
    /// All figures that are asked for by name: what is to reach a value is told at each point, too.
    fn figures(&self) -> Vec<FigureName> {
        let break_evens = self.break_evens.iter().map(|(figure, _)| figure);
        self.measures.iter().chain(break_evens).cloned().collect()
    }
}

/// What a sweep found.
#[derive(Clone, Debug)]
pub struct SweepOutcome {
    pub seed: u64,
    /// Replications of each point.
    pub replications: u32,
    pub threads: usize,
    /// Contacts offered, over all points and replications, the base's counted once.
    pub contacts: u64,
    /// SHA-256 of the digests of the base and of each point, in hexadecimal.
    pub digest: String,
    pub base: Scenario,
    /// What a replication leaves, and how many there were of it.
    pub period: Period,
    pub observations: u32,
    /// What varies.
    pub axes: Vec<String>,
    pub sampled: Sampled,
    /// The figures of any point.
    pub figures: Vec<FigureName>,
    /// Of the base, in the order of `figures`; none where it lacks the subject.
    pub base_figures: Vec<Option<Measured>>,
    /// Points that were finished, in their order: the first of them after an interrupt.
    pub points: Vec<Point>,
    pub points_requested: usize,
    /// Those that were found before an interrupt.
    pub break_evens: Vec<BreakEven>,
    pub break_evens_requested: usize,
}

impl SweepOutcome {
    /// Whether every point was finished, and everything found that was looked for between them.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.has_all_points() && self.break_evens.len() == self.break_evens_requested
    }

    /// Whether every point was finished.
    #[must_use]
    pub fn has_all_points(&self) -> bool {
        self.points.len() == self.points_requested
    }
}

/// What was found at one point.
#[derive(Clone, Debug)]
pub struct Point {
    /// Of each axis.
    pub values: Vec<AxisValue>,
    /// In the order of the sweep's figures; none where the point lacks the subject.
    pub figures: Vec<Option<PointFigure>>,
}

/// A figure of a point.
#[derive(Clone, Debug)]
pub struct PointFigure {
    pub level: Measured,
    /// Paired difference from the base; none where that lacks the subject.
    pub difference: Option<Measured>,
}

/// What the replications of one point said, handed over as soon as it is finished.
#[derive(Debug)]
pub struct PointReplications<'a> {
    /// From 1; 0 is the base, which comes first.
    pub point: usize,
    /// Of each axis; none of the base.
    pub values: &'a [AxisValue],
    pub figures: &'a [(FigureName, Series)],
}

/// Where what the points of a batch say comes from.
pub trait Source {
    /// The sums of all replications; none if it was stopped, or they are not there.
    fn kept<'b>(&mut self, batch: usize, blocks: &'b Blocks, watch: &dyn Watch)
    -> Option<Kept<'b>>;
}

/// They are run.
struct Simulated {
    replications: u64,
}

impl Source for Simulated {
    fn kept<'b>(&mut self, _: usize, blocks: &'b Blocks, watch: &dyn Watch) -> Option<Kept<'b>> {
        blocks.run(Block { first: 1, last: self.replications }, watch)
    }
}

/// Finds what contacts lose under the base, where the retention is given that was observed, as for
/// points that are its variants.
///
/// # Errors
/// If they lose more than is observed at the base or at a point, or somebody stopped it.
pub(crate) fn find_observed_at_points(
    sweep: &mut Sweep,
    seed: u64,
    watch: &dyn Watch,
) -> Result<(), Unfound> {
    find_observed(&mut sweep.loaded, seed, watch)?;
    let base = &sweep.loaded.base;
    let mut points = (0..sweep.len()).map(|point| sweep.scenario(point));
    let found: Result<(), LoseMore> = points.try_for_each(|mut own| observed_as(base, &mut own));
    Ok(found?)
}

/// How many batches of points there are, each of which is run together.
#[must_use]
pub fn batches(sweep: &Sweep) -> usize {
    cut(sweep.len()).len()
}

/// The points of a batch, as a base with its variants.
///
/// # Panics
/// If there are not so many batches.
#[must_use]
pub fn loaded_of(sweep: &Sweep, batch: usize) -> Loaded {
    loaded_at(sweep, &cut(sweep.len())[batch])
}

/// Points in their order, batch by batch.
fn cut(points: usize) -> Vec<Range<usize>> {
    let (mut batches, mut first, mut size) = (Vec::new(), 0, 1);
    while first < points {
        let end = points.min(first + size);
        batches.push(first..end);
        (first, size) = (end, MOST_AT_ONCE.min(size * GROWTH));
    }
    batches
}

/// Runs all points in their order and hands over what their replications said; none if it was
/// stopped before any was finished.
#[must_use]
pub fn sweep(
    sweep: &Sweep,
    questions: &Questions,
    settings: &Settings,
    watch: &dyn Watch,
    each: &mut dyn FnMut(&PointReplications<'_>),
) -> Option<SweepOutcome> {
    let mut simulated = Simulated { replications: settings.replications.into() };
    sweep_from(&mut simulated, sweep, questions, settings, watch, each)
}

/// The same, with what the points say from anywhere.
#[must_use]
pub fn sweep_from(
    source: &mut dyn Source,
    sweep: &Sweep,
    questions: &Questions,
    settings: &Settings,
    watch: &dyn Watch,
    each: &mut dyn FnMut(&PointReplications<'_>),
) -> Option<SweepOutcome> {
    in_batches(&cut(sweep.len()), source, sweep, questions, settings, watch, each)
}

/// The same, with points run together as the caller likes.
fn in_batches(
    batches: &[Range<usize>],
    source: &mut dyn Source,
    sweep: &Sweep,
    questions: &Questions,
    settings: &Settings,
    watch: &dyn Watch,
    each: &mut dyn FnMut(&PointReplications<'_>),
) -> Option<SweepOutcome> {
    let mut found = Findings::default();
    for (number, batch) in batches.iter().enumerate() {
        let (before, of) = (batch.start + number, sweep.len() + batches.len());
        let watch = Overall { watch, before, of, now: batch.len() + 1 };
        let loaded = loaded_at(sweep, batch);
        let prepared = Experiment::prepare(&loaded, Kind::WithVariants, settings, &watch);
        let Some(experiment) = prepared else { break };
        let blocks = Blocks::with(experiment, &questions.measures);
        let replications = u64::from(settings.replications);
        let Some(kept) = source.kept(number, &blocks, &watch) else { break };
        let (outcome, rows) = blocks.outcome(&kept, replications);
        let first = usize::from(number > 0);
        let values: Vec<Vec<AxisValue>> = batch.clone().map(|point| sweep.values(point)).collect();
        for (place, own) in rows.iter().enumerate().skip(first) {
            let (point, values) = match place {
                0 => (0, &[][..]),
                _ => (batch.start + place, &values[place - 1][..]),
            };
            each(&PointReplications { point, values, figures: &own.figures });
        }
        found.add(&outcome, &kept.sums, values, &questions.figures(), settings);
    }
    let first = found.first.take()?;
    let whole = found.points.len() == sweep.len();
    let break_evens = if whole {
        break_even::find_all(sweep, &found, &questions.break_evens, settings, watch)
    } else {
        Vec::new()
    };
    let asked = questions.break_evens.len();
    Some(found.outcome(&first, sweep, settings, (break_evens, asked)))
}

/// A base and some points as its variants.
fn loaded_at(sweep: &Sweep, points: &Range<usize>) -> Loaded {
    let base = &sweep.loaded.base;
    let scenario = |point: usize| {
        let mut scenario = sweep.scenario(point);
        observed_as(base, &mut scenario).expect("every point was looked at");
        scenario
    };
    let variant = |point: usize| Variant {
        name: format!("point {}", point + 1),
        scenario: scenario(point),
        best_split: None,
    };
    let variants = points.clone().map(variant).collect();
    let (contrasts, checks, echo) = (Vec::new(), Vec::new(), Vec::new());
    let files = sweep.loaded.files.clone();
    Loaded { base: base.clone(), variants, contrasts, checks, echo, files }
}

/// Tells the watch of all points together.
struct Overall<'a> {
    watch: &'a dyn Watch,
    /// Scenarios run in earlier batches.
    before: usize,
    /// Scenarios run in all batches.
    of: usize,
    /// Scenarios of this batch.
    now: usize,
}

impl Watch for Overall<'_> {
    fn progress(&self, _: &str, done: u64, of: u64) {
        let whole = self.before as u64 * of;
        self.watch.progress("sweeping", whole + done * self.now as u64, self.of as u64 * of);
    }

    fn stopped(&self) -> bool {
        self.watch.stopped()
    }
}

/// What is known so far.
#[derive(Default)]
struct Findings {
    first: Option<FirstBatch>,
    figures: Vec<FigureName>,
    points: Vec<Point>,
    contacts: u64,
    digests: Sha256,
}

/// What the base says, once.
struct FirstBatch {
    period: Period,
    observations: u32,
    base: Summary,
}

impl Findings {
    fn add(
        &mut self,
        outcome: &Outcome,
        sums: &Comparison,
        values: Vec<Vec<AxisValue>>,
        measures: &[FigureName],
        settings: &Settings,
    ) {
        let new = usize::from(self.first.is_some());
        for (variant, own) in outcome.variants.iter().zip(&sums.variants).skip(new) {
            self.contacts += own.offered();
            self.digests.update(digest_of_one(&variant.name, own));
        }
        let base = &outcome.variants[0];
        if self.first.is_none() {
            let Summary { period, replications: observations, .. } = base.summary;
            self.first = Some(FirstBatch { period, observations, base: base.summary.clone() });
        }
        for variant in &outcome.variants {
            self.know(key_figures(&plan(&variant.scenario, settings.confidence)));
        }
        self.know(measures.to_vec());
        let found = outcome.variants[1..].iter().zip(&outcome.differences).zip(values);
        for ((variant, (_, difference)), values) in found {
            let figure = |name: &FigureName| {
                let level = name.of(&variant.summary)?.clone();
                Some(PointFigure { level, difference: name.of(difference).cloned() })
            };
            self.points.push(Point { values, figures: self.figures.iter().map(figure).collect() });
        }
    }

    /// Takes up figures that were not known yet.
    fn know(&mut self, figures: Vec<FigureName>) {
        for figure in figures {
            if !self.figures.contains(&figure) {
                self.figures.push(figure);
            }
        }
    }

    fn outcome(
        mut self,
        first: &FirstBatch,
        sweep: &Sweep,
        settings: &Settings,
        (break_evens, break_evens_requested): (Vec<BreakEven>, usize),
    ) -> SweepOutcome {
        // What only later points have is nothing of the earlier ones.
        let number = self.figures.len();
        self.points.iter_mut().for_each(|point| point.figures.resize(number, None));
        let of_base = |name: &FigureName| name.of(&first.base).cloned();
        SweepOutcome {
            seed: settings.seed,
            replications: settings.replications,
            threads: settings.threads,
            contacts: self.contacts,
            digest: format!("{:x}", self.digests.finalize()),
            base: sweep.loaded.base.clone(),
            period: first.period,
            observations: first.observations,
            axes: sweep.axes(),
            sampled: sweep.sampled,
            base_figures: self.figures.iter().map(of_base).collect(),
            figures: self.figures,
            points: self.points,
            points_requested: sweep.len(),
            break_evens,
            break_evens_requested,
        }
    }
}

#[cfg(test)]
mod tests;
