//! Candidates simulated on pilot replications, the same customers for all of them.
//!
//! A candidate is first looked at on few replications, which is enough to see which of its
//! neighbours is better, since they met the same customers; what lies near the limit is run on
//! eight times as many. What has been run is kept.

use std::collections::BTreeMap;

use super::heads::Heads;
use super::target::{Miss, Target};
use crate::experiment::run::plan::plan;
use crate::experiment::run::replications::replicate::{Range, Sums as Adds, replicate};
use crate::experiment::run::replications::simulated::{Designs, Simulated};
use crate::experiment::run::settings::{Settings, Watch};
use crate::measures::count::DayTotals;
use crate::measures::estimate::Estimate;
use crate::measures::series::{Reader, level, observe};
use crate::scenario::Scenario;
use crate::stats::ratio::Sums;

/// Pilot replications start here; the final ones count from 1.
const FIRST_PILOT: u64 = 1 << 40;
/// About so many contacts are simulated for a first look.
const LOOK_CONTACTS: f64 = 200_000.0;
/// A look has as many replications at least and at most.
const LOOKS: (f64, f64) = (40.0, 150.0);
/// How much longer is looked where it matters.
const LONGER: u64 = 8;
/// A first look decides alone where it lies so many standard errors from the limit.
pub(super) const CLEAR_ERRORS: f64 = 2.5;

/// How closely to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    First,
    Long,
}

/// Simulates candidates and remembers them.
pub(super) struct Trial<'a> {
    scenario: &'a Scenario,
    targets: &'a [Target],
    readers: Vec<Reader>,
    scales: Vec<f64>,
    settings: &'a Settings,
    stage: &'a str,
    watch: &'a dyn Watch,
    first_look: u64,
    seen: BTreeMap<Heads, Seen>,
}

/// What was seen of a candidate.
#[derive(Clone)]
struct Seen {
    replications: u64,
    observed: Observed,
}

/// How far a candidate is from each target.
#[derive(Clone, Debug)]
pub(super) struct Misses(pub(super) Vec<Miss>);

impl<'a> Trial<'a> {
    pub(super) fn new(
        scenario: &'a Scenario,
        targets: &'a [Target],
        settings: &'a Settings,
        stage: &'a str,
        watch: &'a dyn Watch,
    ) -> Self {
        let plan = plan(scenario, settings.confidence);
        let reader = |target: &Target| {
            Reader::new(&target.figure, &plan).expect("a target's subject is in the scenario")
        };
        let readers: Vec<Reader> = targets.iter().map(reader).collect();
        Self {
            scenario,
            targets,
            scales: readers.iter().map(|reader| reader.series().scale).collect(),
            readers,
            settings,
            stage,
            watch,
            first_look: first_look(scenario),
            seen: BTreeMap::new(),
        }
    }

    /// Replications of the longest look.
    pub(super) fn most_replications(&self) -> u64 {
        self.first_look * LONGER
    }

    /// Candidates simulated so far.
    pub(super) fn candidates(&self) -> usize {
        self.seen.len()
    }

    /// Whether the engine can have so many heads.
    pub(super) fn fits(&self, heads: &Heads) -> bool {
        heads.fit(self.scenario)
    }

    /// How far a candidate is from its targets, which is as far as can be where the engine cannot
    /// have it; none if stopped.
    pub(super) fn misses(&mut self, heads: &Heads, look: Look) -> Option<Misses> {
        if !self.fits(heads) {
            return Some(Misses(vec![Miss::BEYOND; self.targets.len()]));
        }
        let wanted = match look {
            Look::First => self.first_look,
            Look::Long => self.most_replications(),
        };
        let known = self.seen.get(heads).map_or(0, |seen| seen.replications);
        if known < wanted {
            let more = self.simulate(heads, FIRST_PILOT + known, wanted - known)?;
            let nothing = || Seen { replications: 0, observed: Observed::none(&self.readers) };
            let seen = self.seen.entry(heads.clone()).or_insert_with(nothing);
            seen.observed.merge(&more);
            seen.replications = wanted;
        }
        let seen = &self.seen[heads];
        let observations = seen.observed.observations;
        let figures = seen.observed.sums.iter().zip(&self.scales);
        let figures = figures.map(|(sums, &scale)| Some(sums.figure(observations)?.scaled(scale)));
        Some(Misses(self.targets.iter().zip(figures).map(|(it, own)| it.miss(own)).collect()))
    }

    /// The targets' figures on the judging replications, which count from 1; none if stopped.
    pub(super) fn judged(&self, heads: &Heads) -> Option<Vec<Estimate>> {
        let found = self.simulate(heads, 1, self.settings.replications.into())?;
        let observations = found.observations;
        let figures = found.sums.iter().zip(&self.scales).zip(self.targets);
        let estimates = figures.map(|((sums, &scale), target)| {
            let unit = target.figure.definition.unit;
            level(sums, (observations, scale), unit, self.settings.confidence)
        });
        Some(estimates.collect())
    }

    fn simulate(&self, heads: &Heads, first: u64, number: u64) -> Option<Observed> {
        let mut scenario = self.scenario.clone();
        heads.put_into(&mut scenario);
        let (seed, threads) = (self.settings.seed, self.settings.threads);
        let range = Range { seed, first, number, threads };
        let models = [Simulated::new(&scenario)];
        let quiet = Quiet(self.watch);
        let (found, finished) = replicate(Designs::of(&models), range, self.stage, &quiet, || {
            Observing { readers: &self.readers, found: Observed::none(&self.readers) }
        });
        (finished == number).then_some(found.found)
    }
}

/// Only the search knows how far it is; its replications do not.
struct Quiet<'a>(&'a dyn Watch);

impl Watch for Quiet<'_> {
    fn progress(&self, _: &str, _: u64, _: u64) {}

    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

/// Contacts that are expected on a day.
pub(super) fn expected_contacts(scenario: &Scenario) -> f64 {
    let of_type = |expected: &[f64]| expected.iter().sum::<f64>();
    scenario.contact_types.iter().map(|own| of_type(&own.arrivals.expected)).sum()
}

fn first_look(scenario: &Scenario) -> u64 {
    if scenario.steady_state.is_some() {
        // One replication is many observations.
        return 1;
    }
    (LOOK_CONTACTS / expected_contacts(scenario).max(1.0)).clamp(LOOKS.0, LOOKS.1) as u64
}

/// Sums of what the targets are about.
#[derive(Clone)]
struct Observed {
    observations: u64,
    sums: Vec<Sums>,
}

impl Observed {
    fn none(readers: &[Reader]) -> Self {
        Self { observations: 0, sums: vec![Sums::default(); readers.len()] }
    }

    fn merge(&mut self, other: &Self) {
        self.observations += other.observations;
        self.sums.iter_mut().zip(&other.sums).for_each(|(own, more)| own.merge(more));
    }
}

struct Observing<'a> {
    readers: &'a [Reader],
    found: Observed,
}

impl Adds for Observing<'_> {
    fn add(&mut self, _: u64, periods: &[&[DayTotals]]) {
        for day in periods[0] {
            self.found.observations += 1;
            for (sums, it) in self.found.sums.iter_mut().zip(observe(self.readers, day)) {
                sums.add(it.x, it.y);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.found.merge(&other.found);
    }
}
