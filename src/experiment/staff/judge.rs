//! The answer on replications that no search has seen.

use std::sync::atomic::{AtomicU64, Ordering};

use super::heads::Heads;
use super::target::{Target, Verdict, surely_misses};
use crate::experiment::run::plan::plan;
use crate::experiment::run::replications::replicate::{Range, Sums, replicate};
use crate::experiment::run::replications::simulated::{Designs, Simulated};
use crate::experiment::run::settings::{Settings, Watch};
use crate::measures::Accumulator;
use crate::measures::count::DayTotals;
use crate::measures::estimate::{Estimate, Summary};
use crate::scenario::Scenario;

/// What a target's figure is on the judging replications.
#[derive(Clone, Debug)]
pub struct Finding {
    pub target: Target,
    pub found: Estimate,
    pub verdict: Verdict,
}

/// Heads and what they lead to.
#[derive(Clone, Debug)]
pub struct Judged {
    pub heads: Heads,
    /// With these heads.
    pub scenario: Scenario,
    pub summary: Summary,
    pub findings: Vec<Finding>,
    /// For the difference from another.
    pub(super) sums: Accumulator,
}

impl Judged {
    /// Whether every target is met, to the certainty that is asked for.
    pub(super) fn meets(&self, surely: bool) -> bool {
        self.findings.iter().all(|it| match it.verdict {
            Verdict::Met | Verdict::NothingToMeet => true,
            Verdict::MetOnEstimate => !surely,
            Verdict::Missed => false,
        })
    }

    /// The targets that are not, with their positions.
    pub(super) fn missed(&self, surely: bool) -> impl Iterator<Item = (usize, &Finding)> {
        self.findings.iter().enumerate().filter(move |(_, it)| {
            it.verdict == Verdict::Missed || (surely && it.verdict == Verdict::MetOnEstimate)
        })
    }

    /// Targets that are missed with their whole intervals and that more heads would only help.
    pub fn beyond_help(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|it| it.target.gets_better_with_heads() && surely_misses(&it.target, &it.found))
    }

    /// Contacts offered on all replications.
    #[must_use]
    pub fn contacts(&self) -> u64 {
        self.sums.offered()
    }
}

/// A scenario with heads to judge.
pub(super) struct Candidate<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) heads: &'a Heads,
}

/// Runs replications 1 to n of all candidates, on the same customers, each paired with the first,
/// or as many of them as the watch allows, and says how many; none if there is none.
pub(super) fn judge(
    candidates: &[Candidate],
    targets: &[Target],
    settings: &Settings,
    stage: &str,
    watch: &dyn Watch,
) -> Option<(Vec<Judged>, u32)> {
    let scenarios: Vec<Scenario> = candidates.iter().map(with_heads).collect();
    let models: Vec<Simulated> = scenarios.iter().map(Simulated::new).collect();
    let plans: Vec<_> = scenarios.iter().map(|it| plan(it, settings.confidence)).collect();
    let range = Range {
        seed: settings.seed,
        first: 1,
        number: u64::from(settings.replications),
        threads: settings.threads,
    };
    let (all, finished) = replicate(Designs::of(&models), range, stage, watch, || All {
        sums: plans
            .iter()
            .enumerate()
            .map(|(at, own)| Accumulator::new(own, (at > 0).then_some(&plans[0])))
            .collect(),
    });
    if finished == 0 {
        return None;
    }
    let judged = candidates.iter().zip(scenarios).zip(all.sums);
    let judged = judged.map(|((candidate, scenario), sums)| {
        let summary = sums.summary();
        let findings = findings(targets, &summary);
        Judged { heads: candidate.heads.clone(), scenario, summary, findings, sums }
    });
    Some((judged.collect(), finished as u32))
}

fn with_heads(candidate: &Candidate) -> Scenario {
    let mut scenario = candidate.scenario.clone();
    candidate.heads.put_into(&mut scenario);
    scenario
}

fn findings(targets: &[Target], summary: &Summary) -> Vec<Finding> {
    let found = targets.iter().map(|target| {
        let found = target.figure.of(summary).map_or_else(Estimate::default, |it| it.estimate);
        Finding { target: target.clone(), found, verdict: target.verdict(&found) }
    });
    found.collect()
}

struct All {
    sums: Vec<Accumulator>,
}

impl Sums for All {
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]) {
        let each = periods[0].len();
        for (place, number) in (0..each).zip((replication - 1) * each as u64 + 1..) {
            let base = &periods[0][place];
            for (at, (own, days)) in self.sums.iter_mut().zip(periods).enumerate() {
                own.add(number, &days[place], (at > 0).then_some(base));
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(own, more)| own.merge(more));
    }
}

/// Stops when somebody wants an end, but not before so many replications are complete: what was
/// found is worth its figures.
pub(super) struct Enough<'a> {
    watch: &'a dyn Watch,
    least: u64,
    complete: AtomicU64,
}

impl<'a> Enough<'a> {
    pub(super) fn new(watch: &'a dyn Watch, least: u64) -> Self {
        Self { watch, least, complete: AtomicU64::new(0) }
    }
}

impl Watch for Enough<'_> {
    fn progress(&self, stage: &str, done: u64, of: u64) {
        self.complete.fetch_max(done, Ordering::Relaxed);
        self.watch.progress(stage, done, of);
    }

    fn stopped(&self) -> bool {
        self.complete.load(Ordering::Relaxed) >= self.least && self.watch.stopped()
    }
}
