//! Replications of the variants that are checked, added up stage by stage.

use super::baseline::Baseline;
use super::judge::{Judged, bounds};
use super::settings::CheckSettings;
use crate::experiment::run::blocks::{Blocks, Kept};
use crate::experiment::run::candidates::Candidate;
use crate::experiment::run::comparison::digest_of_one;
use crate::experiment::run::experiment::Experiment;
use crate::experiment::run::settings::{Kind, Settings, Watch};
use crate::experiment::run::settling::settling;
use crate::measures::estimate::Summary;
use crate::measures::figure_name::FigureName;
use crate::measures::plan::Period;
use crate::measures::series::Series;
use crate::measures::{Accumulator, SAMPLE_PATH_VERSION};
use crate::scenario::asked::checks::Of;
use crate::scenario::{Check, Loaded};

/// What is run: the base, and the variants that checks are about.
pub(super) struct Design {
    /// With the figures that are recorded of each, by name.
    blocks: Blocks,
    /// Position of each in the file: 0 is the base.
    positions: Vec<usize>,
}

impl Design {
    /// None if it was stopped while a split was searched.
    pub(super) fn of(
        loaded: &Loaded,
        checks: &[&Check],
        confidence: f64,
        settings: &CheckSettings,
        watch: &dyn Watch,
    ) -> Option<Self> {
        let is_checked = |at: &usize| *at == 0 || checks.iter().any(|check| check.variant == *at);
        let positions: Vec<usize> = (0..=loaded.variants.len()).filter(is_checked).collect();
        let variants = positions.iter().filter(|&&at| at > 0);
        let variants = variants.map(|at| loaded.variants[at - 1].clone()).collect();
        let few = Loaded { variants, contrasts: Vec::new(), ..loaded.clone() };
        let (seed, threads) = (settings.seed, settings.threads);
        let search = Settings { seed, replications: 1, threads, confidence };
        let experiment = Experiment::prepare(&few, Kind::WithVariants, &search, watch)?;
        let figures = positions.iter().map(|at| figures(checks, *at)).collect();
        Some(Self { blocks: Blocks::recording(experiment, figures), positions })
    }

    /// The base and the variants, with their names.
    fn candidates(&self) -> &[Candidate] {
        &self.blocks.experiment.candidates
    }

    fn place(&self, check: &Check) -> usize {
        let place = self.positions.iter().position(|at| *at == check.variant);
        place.expect("the variants of all checks are run")
    }
}

/// The figures of a variant that checks are about, each once, by name.
fn figures(checks: &[&Check], variant: usize) -> Vec<FigureName> {
    let own = checks.iter().filter(|check| check.variant == variant && check.of == Of::Level);
    let mut figures: Vec<FigureName> = own.map(|check| check.figure.clone()).collect();
    figures.sort_by_key(ToString::to_string);
    figures.dedup_by_key(|figure| figure.to_string());
    figures
}

/// Every figure of the variants that are checked.
pub(super) struct Summaries {
    levels: Vec<Summary>,
    /// From the base, of all but the base.
    differences: Vec<Summary>,
}

/// Replications so far.
pub(super) struct Run<'a> {
    design: &'a Design,
    total: Kept<'a>,
    pub(super) done: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(design: &'a Design) -> Self {
        Self { design, total: design.blocks.nothing(), done: 0 }
    }

    /// Adds replications up to that many; false if it was stopped before.
    pub(super) fn advance(&mut self, to: u64, watch: &dyn Watch) -> bool {
        let blocks = &self.design.blocks;
        let range = blocks.experiment.range(self.done + 1, to - self.done);
        let (more, finished) = blocks.replicate(range, &format!("checking, up to {to}"), watch);
        self.total.merge(&more);
        self.done += finished;
        self.done == to
    }

    /// Of each variant and each of its figures.
    pub(super) fn series(&self) -> Vec<Vec<Series>> {
        self.total.rows.series()
    }

    /// The series that a check is about.
    pub(super) fn series_of<'s>(&self, check: &Check, series: &'s [Vec<Series>]) -> &'s Series {
        let place = self.design.place(check);
        let at = self.design.blocks.figures[place].iter().position(|own| *own == check.figure);
        &series[place][at.expect("the figures of all checks are recorded")]
    }

    /// The figures that are recorded, with their variant's name.
    pub(super) fn recorded(&self) -> impl Iterator<Item = (&str, String)> {
        let named = self.design.candidates().iter().zip(&self.design.blocks.figures);
        named.flat_map(|(variant, figures)| {
            figures.iter().map(|figure| (variant.name.as_str(), figure.to_string()))
        })
    }

    /// The digest of each variant by name.
    pub(super) fn digests(&self) -> Vec<(String, String)> {
        let named = self.design.candidates().iter().zip(&self.total.sums.variants);
        named.map(|(one, own)| (one.name.clone(), digest_of_one(&one.name, own))).collect()
    }

    /// Whether a total differs from those that a baseline was made of; none where they are of
    /// other customers.
    pub(super) fn has_changed(&self, stored: &Baseline, seed: u64) -> Option<bool> {
        if stored.seed != seed || stored.sample_path != SAMPLE_PATH_VERSION {
            return None;
        }
        let own = self.digests();
        let both = own.iter().filter_map(|(name, digest)| {
            let stored = stored.digests.iter().find(|(stored, _)| stored == name)?;
            Some(stored.1 != *digest)
        });
        both.reduce(|one, other| one || other)
    }

    /// Every figure so far.
    pub(super) fn summaries(&self) -> Summaries {
        let variants = &self.total.sums.variants;
        Summaries {
            levels: variants.iter().map(Accumulator::summary).collect(),
            differences: variants[1..].iter().map(|own| own.difference(&variants[0])).collect(),
        }
    }

    /// Holds the bounds of a check against the figures so far.
    pub(super) fn judge(&self, check: &Check, summaries: &Summaries) -> Judged {
        let place = self.design.place(check);
        let level = &summaries.levels[place];
        match check.of {
            Of::Level => bounds(check, level, &[level]),
            Of::Difference => {
                bounds(check, &summaries.differences[place - 1], &[level, &summaries.levels[0]])
            }
        }
    }

    /// Days or batches of so many replications.
    pub(super) fn observations(&self, replications: u32) -> u32 {
        let steady = self.design.candidates()[0].scenario.steady_state.as_ref();
        replications * steady.map_or(1, |steady| steady.batches)
    }

    pub(super) fn period(&self) -> Period {
        self.design.blocks.experiment.plans[0].period
    }

    /// Contacts offered in all of them.
    pub(super) fn contacts(&self) -> u64 {
        let variants = self.total.sums.variants.iter();
        variants.map(Accumulator::offered).sum()
    }

    /// What can hardly be meant, and what to doubt of steady states.
    pub(super) fn warnings(&self) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        for one in self.design.candidates() {
            for warning in &one.scenario.remarks.warnings {
                let is_known = |known: &String| known.ends_with(&warning.sentence);
                if !said.iter().any(is_known) {
                    said.push(format!("{}: {}", one.name, warning.sentence));
                }
            }
        }
        if self.done == 0 {
            return said;
        }
        let comparison = &self.total.sums;
        let each =
            self.design.candidates().iter().zip(&comparison.variants).zip(&comparison.queues);
        let warnings = each.flat_map(|((one, own), queue)| {
            let summary: Summary = own.summary();
            let settling = settling(queue, &one.scenario, &summary);
            let about = |warning| format!("{}: {warning}", one.name);
            settling.warnings.into_iter().map(about)
        });
        said.extend(warnings);
        said
    }
}
