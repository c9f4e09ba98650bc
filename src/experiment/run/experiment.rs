//! `run` and `compare`: the base and its variants, replication by replication.

use std::cell::Cell;

use super::candidates::{Candidate, candidates};
use super::comparison::{Comparison, digest};
use super::outcome::{ContrastOutcome, Outcome, VariantOutcome};
use super::plan::plan;
use super::replications::replicate::{Range, Sums, replicate};
use super::replications::simulated::{Designs, Simulated};
use super::settings::{Kind, Settings, Watch};
use super::settling::settling;
use crate::experiment::sanity::sanity;
use crate::measures::horizon::overtaking::overtaking;
use crate::measures::plan::Plan;
use crate::scenario::{Contrast, Loaded, Scenario, Sweep};

/// An experiment of which only the replications are still to be run.
pub struct Experiment {
    pub(crate) candidates: Vec<Candidate>,
    designs: Vec<Simulated>,
    pub(crate) plans: Vec<Plan>,
    contrasts: Vec<Contrast>,
    kind: Kind,
    settings: Settings,
}

/// Runs the experiment; none if it was stopped before one replication was complete.
#[must_use]
pub fn run(loaded: &Loaded, kind: Kind, settings: &Settings, watch: &dyn Watch) -> Option<Outcome> {
    let experiment = Experiment::prepare(loaded, kind, settings, watch)?;
    let (sums, finished) = experiment.simulate(1, u64::from(settings.replications), watch);
    (finished > 0).then(|| experiment.outcome(&sums, finished, watch))
}

impl Experiment {
    /// Searches the splits that are to be searched; none if it was stopped.
    #[must_use]
    pub fn prepare(
        loaded: &Loaded,
        kind: Kind,
        settings: &Settings,
        watch: &dyn Watch,
    ) -> Option<Self> {
        let candidates = candidates(loaded, kind, settings, watch)?;
        let contrasts = match kind {
            Kind::BaseOnly => Vec::new(),
            Kind::WithVariants => loaded.contrasts.clone(),
        };
        Some(Self::of(candidates, contrasts, kind, settings))
    }

    /// Of a base alone.
    pub(crate) fn of_base(base: &Scenario, settings: &Settings) -> Self {
        Self::of(vec![Candidate::base(base)], Vec::new(), Kind::BaseOnly, settings)
    }

    fn of(
        candidates: Vec<Candidate>,
        contrasts: Vec<Contrast>,
        kind: Kind,
        settings: &Settings,
    ) -> Self {
        Self {
            designs: candidates.iter().map(|one| Simulated::new(&one.scenario)).collect(),
            plans: candidates.iter().map(|one| plan(&one.scenario, settings.confidence)).collect(),
            candidates,
            contrasts,
            kind,
            settings: *settings,
        }
    }

    /// Sums of no replications.
    #[must_use]
    pub fn nothing(&self) -> Comparison {
        Comparison::new(&self.candidates, &self.plans, &self.contrasts)
    }

    /// Runs `number` replications from `first` on, and says how many were complete: a prefix.
    pub fn simulate(&self, first: u64, number: u64, watch: &dyn Watch) -> (Comparison, u64) {
        self.replicate(self.range(first, number), "simulating", watch, || self.nothing())
    }

    /// Replications of the seed and on the threads that were asked for.
    pub(crate) fn range(&self, first: u64, number: u64) -> Range {
        let Settings { seed, threads, .. } = self.settings;
        Range { seed, first, number, threads }
    }

    /// Runs any replications, added to any sums.
    pub(crate) fn replicate<S: Sums>(
        &self,
        range: Range,
        stage: &str,
        watch: &dyn Watch,
        nothing: impl Fn() -> S + Sync,
    ) -> (S, u64) {
        replicate(Designs::of(&self.designs), range, stage, watch, nothing)
    }

    /// What the first `finished` replications say, beside theory as far as the watch lets it.
    #[must_use]
    pub fn outcome(&self, sums: &Comparison, finished: u64, watch: &dyn Watch) -> Outcome {
        let base = &self.candidates[0].scenario;
        let theory_is_whole = Cell::new(true);
        let stop = || {
            let stops = watch.stopped();
            theory_is_whole.set(theory_is_whole.get() && !stops);
            stops
        };
        let sanity = match self.kind {
            Kind::BaseOnly => sanity(base, &stop),
            Kind::WithVariants => Vec::new(),
        };
        let candidates = self.candidates.clone();
        let found = outcome(candidates, &self.contrasts, &self.settings, sums, finished);
        Outcome { sanity, theory_is_whole: theory_is_whole.get(), ..found }
    }
}

/// A replication of a horizon is one observation, and hundreds of days.
const HORIZONS: u32 = 20;

/// A few seconds' worth: about twenty million contacts, in a round number of replications.
#[must_use]
pub fn default_replications(loaded: &Loaded, kind: Kind) -> u32 {
    const CONTACTS: f64 = 2e7;
    if loaded.base.horizon.is_some() {
        return HORIZONS;
    }
    let mut contacts = offered(&loaded.base);
    if kind == Kind::WithVariants {
        contacts += loaded.variants.iter().map(|one| offered(&one.scenario)).sum::<f64>();
    }
    // A replication of a steady state is many observations, a day is only one.
    let least = if loaded.base.steady_state.is_some() { 10 } else { 100 };
    round_number(CONTACTS / contacts.max(1.0), least)
}

/// Replications for each point of a sweep: some ten seconds' worth, fewer of each where there are
/// many points.
#[must_use]
pub fn default_replications_of_points(sweep: &Sweep) -> u32 {
    const CONTACTS: f64 = 3e7;
    let base = &sweep.loaded.base;
    if base.horizon.is_some() {
        return HORIZONS;
    }
    let contacts = offered(base) * (sweep.len() + 1) as f64;
    let least = if base.steady_state.is_some() { 2 } else { 40 };
    round_number(CONTACTS / contacts.max(1.0), least)
}

/// Contacts expected in a replication.
fn offered(scenario: &Scenario) -> f64 {
    scenario.contact_types.iter().map(|own| own.arrivals.expected.iter().sum::<f64>()).sum()
}

/// The largest round number that is affordable, but at least `least`.
fn round_number(affordable: f64, least: u32) -> u32 {
    let round = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
    let affordable = round.iter().rev().find(|&&number| f64::from(number) <= affordable);
    affordable.copied().unwrap_or(least).max(least)
}

fn outcome(
    candidates: Vec<Candidate>,
    contrasts: &[Contrast],
    settings: &Settings,
    sums: &Comparison,
    finished: u64,
) -> Outcome {
    let digest = digest(&candidates, contrasts, sums);
    let base = &sums.variants[0];
    let differences = candidates.iter().zip(&sums.variants).skip(1);
    let overtaken = differences
        .clone()
        .filter_map(|(candidate, own)| Some((candidate.name.clone(), overtaking(own, base)?)));
    Outcome {
        seed: settings.seed,
        replications: finished as u32,
        requested: settings.replications,
        threads: settings.threads,
        contacts: sums.offered(),
        digest,
        differences: differences
            .map(|(candidate, own)| (candidate.name.clone(), own.difference(base)))
            .collect(),
        overtaking: overtaken.collect(),
        sensitivity_replications: None,
        contrasts: contrasts
            .iter()
            .zip(&sums.contrasts)
            .map(|(contrast, own)| ContrastOutcome {
                name: contrast.name.clone(),
                measures: own.measures(settings.confidence),
            })
            .collect(),
        sanity: Vec::new(),
        theory_is_whole: true,
        precision: None,
        variants: candidates
            .into_iter()
            .enumerate()
            .map(|(place, candidate)| {
                let summary = sums.variants[place].summary();
                let queue = sums.queues.get(place);
                VariantOutcome {
                    settling: queue.map(|queue| settling(queue, &candidate.scenario, &summary)),
                    name: candidate.name,
                    scenario: candidate.scenario,
                    summary,
                    findings: candidate.findings,
                    saturated: sums.variants[place].saturated().collect(),
                }
            })
            .collect(),
    }
}
