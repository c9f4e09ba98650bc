//! A baseline made anew, and what moved since the old one.

use super::baseline::{Baseline, Stored};
use super::gather::{Design, Run};
use super::looks::Family;
use super::settings::CheckSettings;
use crate::experiment::run::settings::Watch;
use crate::measures::SAMPLE_PATH_VERSION;
use crate::measures::definitions::Definition;
use crate::measures::estimate::Estimate;
use crate::measures::series::Series;
use crate::scenario::asked::checks::Of;
use crate::scenario::{Check, Loaded};

/// Days of a baseline where nobody says otherwise: enough to tell a point of service level.
const DAYS: u32 = 200;
/// The same in a steady state, whose replications are many batches.
const STEADY: u32 = 20;

/// A figure in an old and a new baseline.
#[derive(Clone, Debug)]
pub struct Shift {
    pub variant: String,
    pub measure: String,
    pub definition: &'static Definition,
    /// None: it was not stored.
    pub old: Option<Estimate>,
    pub new: Estimate,
    /// Paired; none where the two are of other customers.
    pub difference: Option<Estimate>,
    /// The same in every replication.
    pub is_same: bool,
}

/// Runs a scenario for a baseline of every figure that is checked; none if it was stopped.
/// Nothing is accepted in it yet.
#[must_use]
pub fn measure(
    loaded: &Loaded,
    settings: &CheckSettings,
    version: &str,
    watch: &dyn Watch,
) -> Option<Baseline> {
    let checks: Vec<&Check> = loaded.checks.iter().collect();
    let design = Design::of(loaded, &checks, settings.confidence, settings, watch)?;
    let mut run = Run::new(&design);
    let default = if loaded.base.steady_state.is_some() { STEADY } else { DAYS };
    let replications = settings.first.unwrap_or(default);
    if !run.advance(replications.into(), watch) {
        return None;
    }
    let series = run.series().into_iter().flatten();
    let figures = run.recorded().zip(series).map(|((variant, measure), series)| {
        let variant = variant.to_owned();
        Stored { variant, measure, series }
    });
    Some(Baseline {
        version: version.to_owned(),
        sample_path: SAMPLE_PATH_VERSION,
        seed: settings.seed,
        replications,
        digests: run.digests(),
        figures: figures.collect(),
        accepted: Vec::new(),
    })
}

/// How far a new baseline is from an old one, for every figure of the new one.
#[must_use]
pub fn shifts(
    loaded: &Loaded,
    old: Option<&Baseline>,
    new: &Baseline,
    confidence: f64,
) -> Vec<Shift> {
    let family = Family { confidence, assertions: new.figures.len(), looks: 1 };
    let confidence = family.bound_confidence();
    let mut shifts = Vec::new();
    for it in &new.figures {
        let is_it = |check: &&Check| {
            check.of == Of::Level
                && check.variant_name == it.variant
                && check.figure.to_string() == it.measure
        };
        let Some(check) = loaded.checks.iter().find(is_it) else { continue };
        let stored = old.and_then(|old| old.find(&it.variant, &it.measure));
        let number = it.series.observations.len();
        let unit = check.figure.definition.unit;
        let told = |series: &Series| series.level(unit, confidence);
        let pairs = old.is_some_and(|old| old.pairs_with(new))
            && stored.is_some_and(|stored| stored.observations.len() == number);
        let difference =
            stored.filter(|_| pairs).map(|old| it.series.change(old, unit, confidence));
        shifts.push(Shift {
            variant: it.variant.clone(),
            measure: it.measure.clone(),
            definition: check.figure.definition,
            old: stored.map(told),
            new: told(&it.series),
            difference: difference.filter(|it| it.mean.is_some()),
            is_same: stored == Some(&it.series),
        });
    }
    shifts
}
