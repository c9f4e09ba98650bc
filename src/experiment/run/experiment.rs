//! `run` and `compare`: the base and its variants, replication by replication.

use std::cell::Cell;

use sha2::{Digest, Sha256};

use super::outcome::{ContrastOutcome, Ended, Outcome, VariantOutcome};
use super::plan::plan;
use super::precision::{Pursuit, WantedPrecision};
use super::replicate::{Range, Sums, replicate};
use super::settings::{Kind, Onwards, Settings, Watch};
use super::settling::{QueueSeries, settling};
use crate::base::tape::Tape;
use crate::engine::Model;
use crate::experiment::best::split as best_split;
use crate::experiment::sanity::sanity;
use crate::measures::count::DayTotals;
use crate::measures::plan::Plan;
use crate::measures::{Accumulator, ContrastAccumulator, SAMPLE_PATH_VERSION};
use crate::scenario::{Contrast, Loaded, Scenario, Sweep};

/// A scenario to be run under a name.
#[derive(Clone, Debug)]
pub(in crate::experiment) struct Candidate {
    pub(in crate::experiment) name: String,
    pub(in crate::experiment) scenario: Scenario,
    pub(in crate::experiment) findings: Vec<String>,
}

impl Candidate {
    /// What the others are compared with.
    pub(in crate::experiment) fn base(scenario: &Scenario) -> Self {
        Self { name: "base".to_owned(), scenario: scenario.clone(), findings: Vec::new() }
    }
}

/// An experiment of which only the replications are still to be run.
pub struct Experiment {
    pub(in crate::experiment) candidates: Vec<Candidate>,
    models: Vec<Model>,
    pub(in crate::experiment) plans: Vec<Plan>,
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

/// Runs the experiment until its figures are known as precisely as is wanted, with
/// `settings.replications` at the most; none if it was stopped before one replication was
/// complete.
#[must_use]
pub fn run_until_precise(
    loaded: &Loaded,
    kind: Kind,
    settings: &Settings,
    wanted: &WantedPrecision,
    watch: &dyn Watch,
) -> Option<Outcome> {
    let experiment = Experiment::prepare(loaded, kind, settings, watch)?;
    let mut pursuit = Pursuit::of(wanted, &experiment, kind, settings);
    let mut sums = experiment.nothing();
    let mut finished = 0;
    while let Some(look) = pursuit.next_look() {
        let number = look - finished;
        let onwards = Onwards { watch, before: finished, of: pursuit.expected() };
        let (more, done) = experiment.simulate(finished + 1, number, &onwards);
        sums.merge(&more);
        finished += done;
        if finished > 0 {
            pursuit.look(finished, &sums, watch);
        }
        if done < number {
            break;
        }
    }
    if finished == 0 {
        return None;
    }
    let precision = pursuit.precision();
    let requested = match precision.ended {
        Ended::Precise | Ended::AtMost => finished as u32,
        Ended::Stopped => settings.replications,
    };
    let outcome = experiment.outcome(&sums, finished, watch);
    Some(Outcome { requested, precision: Some(precision), ..outcome })
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
    pub(in crate::experiment) fn of_base(base: &Scenario, settings: &Settings) -> Self {
        Self::of(vec![Candidate::base(base)], Vec::new(), Kind::BaseOnly, settings)
    }

    fn of(
        candidates: Vec<Candidate>,
        contrasts: Vec<Contrast>,
        kind: Kind,
        settings: &Settings,
    ) -> Self {
        Self {
            models: candidates.iter().map(|one| Model::new(&one.scenario)).collect(),
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
    pub(in crate::experiment) fn range(&self, first: u64, number: u64) -> Range {
        let Settings { seed, threads, .. } = self.settings;
        Range { seed, first, number, threads }
    }

    /// Runs any replications, added to any sums.
    pub(in crate::experiment) fn replicate<S: Sums>(
        &self,
        range: Range,
        stage: &str,
        watch: &dyn Watch,
        nothing: impl Fn() -> S + Sync,
    ) -> (S, u64) {
        replicate(&self.models, range, stage, watch, nothing)
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

/// A few seconds' worth: about twenty million contacts, in a round number of replications.
#[must_use]
pub fn default_replications(loaded: &Loaded, kind: Kind) -> u32 {
    const CONTACTS: f64 = 2e7;
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

/// Everything to be run, with the splits that had to be searched first.
pub(in crate::experiment) fn candidates(
    loaded: &Loaded,
    kind: Kind,
    settings: &Settings,
    watch: &dyn Watch,
) -> Option<Vec<Candidate>> {
    let mut candidates = vec![Candidate::base(&loaded.base)];
    if kind == Kind::BaseOnly {
        return Some(candidates);
    }
    for variant in &loaded.variants {
        let name = variant.name.clone();
        let mut scenario = variant.scenario.clone();
        let mut findings = Vec::new();
        if let Some(wanted) = &variant.best_split {
            let stage = format!("best split of {name}");
            let split = best_split::search(&scenario, wanted, settings, &stage, watch)?;
            split.put_into(&mut scenario);
            findings.push(split.sentence(&scenario));
        }
        candidates.push(Candidate { name, scenario, findings });
    }
    Some(candidates)
}

/// The sums of all variants, of their pairs with the base, and of contrasts.
pub struct Comparison {
    pub(in crate::experiment) variants: Vec<Accumulator>,
    contrasts: Vec<ContrastAccumulator>,
    /// Of the variants, in a steady state; else none.
    pub(in crate::experiment) queues: Vec<QueueSeries>,
}

impl Comparison {
    fn new(candidates: &[Candidate], plans: &[Plan], contrasts: &[Contrast]) -> Self {
        let paired = |(index, plan)| Accumulator::new(plan, (index > 0).then_some(&plans[0]));
        let contrast = |one: &Contrast| ContrastAccumulator::new(&one.plus, &one.minus);
        Self {
            variants: plans.iter().enumerate().map(paired).collect(),
            contrasts: contrasts.iter().map(contrast).collect(),
            queues: candidates.iter().filter_map(|one| QueueSeries::of(&one.scenario)).collect(),
        }
    }

    /// Contacts of all variants.
    pub(in crate::experiment) fn offered(&self) -> u64 {
        self.variants.iter().map(Accumulator::offered).sum()
    }
}

impl Comparison {
    /// Runs all sums past a tape.
    pub fn pass(&mut self, tape: &mut Tape) {
        self.variants.iter_mut().for_each(|variant| variant.pass(tape));
        self.contrasts.iter_mut().for_each(|contrast| contrast.pass(tape));
        self.queues.iter_mut().for_each(|queue| queue.pass(tape));
    }
}

impl Sums for Comparison {
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]) {
        // A batch is to the statistics what a day is otherwise, numbered over all replications.
        let each = periods[0].len();
        for (place, number) in (0..each).zip((replication - 1) * each as u64 + 1..) {
            let days: Vec<&DayTotals> = periods.iter().map(|own| &own[place]).collect();
            for (index, (variant, day)) in self.variants.iter_mut().zip(&days).enumerate() {
                variant.add(number, day, (index > 0).then_some(days[0]));
            }
            for contrast in &mut self.contrasts {
                contrast.add(&days);
            }
        }
        for (queue, own) in self.queues.iter_mut().zip(periods) {
            queue.add(own);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (own, others) in self.variants.iter_mut().zip(&other.variants) {
            own.merge(others);
        }
        for (own, others) in self.contrasts.iter_mut().zip(&other.contrasts) {
            own.merge(others);
        }
        for (own, others) in self.queues.iter_mut().zip(&other.queues) {
            own.merge(others);
        }
    }
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

/// SHA-256 of all totals, products and histograms in name order, with the version of the sample
/// path.
fn digest(candidates: &[Candidate], contrasts: &[Contrast], sums: &Comparison) -> String {
    let mut hasher = Sha256::new();
    hasher.update(SAMPLE_PATH_VERSION.to_le_bytes());
    let mut variants: Vec<(&str, &Accumulator)> =
        candidates.iter().map(|one| one.name.as_str()).zip(&sums.variants).collect();
    variants.sort_by_key(|&(name, _)| name);
    for (name, own) in variants {
        add_variant(&mut hasher, name, own);
    }
    let mut named: Vec<(&str, &ContrastAccumulator)> =
        contrasts.iter().map(|one| one.name.as_str()).zip(&sums.contrasts).collect();
    named.sort_by_key(|&(name, _)| name);
    for (name, own) in named {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        own.digest(&mut hasher);
    }
    format!("{:x}", hasher.finalize())
}

fn add_variant(hasher: &mut Sha256, name: &str, own: &Accumulator) {
    hasher.update(name.as_bytes());
    hasher.update([0]);
    own.digest(hasher);
}

/// The digest of one variant, and of its products with the base; of the base, that of a run.
pub(in crate::experiment) fn digest_of_one(name: &str, own: &Accumulator) -> String {
    let mut hasher = Sha256::new();
    hasher.update(SAMPLE_PATH_VERSION.to_le_bytes());
    add_variant(&mut hasher, name, own);
    format!("{:x}", hasher.finalize())
}
