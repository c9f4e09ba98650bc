//! The answer on replications that no search has seen.

use super::heads::Heads;
use super::target::{Target, Verdict};
use crate::engine::Model;
use crate::experiment::plan::plan;
use crate::experiment::replicate::{Range, Sums, replicate};
use crate::experiment::settings::{Settings, Watch};
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

    /// Positions of the targets that are not.
    pub(super) fn missed(&self, surely: bool) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |it| {
            it.verdict == Verdict::Missed || (surely && it.verdict == Verdict::MetOnEstimate)
        })
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

/// Runs replications 1 to n of all candidates, on the same customers, each paired with the first;
/// none if it was stopped before all of them were complete.
pub(super) fn judge(
    candidates: &[Candidate],
    targets: &[Target],
    settings: &Settings,
    stage: &str,
    watch: &dyn Watch,
) -> Option<Vec<Judged>> {
    let scenarios: Vec<Scenario> = candidates.iter().map(with_heads).collect();
    let models: Vec<Model> = scenarios.iter().map(Model::new).collect();
    let plans: Vec<_> = scenarios.iter().map(|it| plan(it, settings.confidence)).collect();
    let range = Range {
        seed: settings.seed,
        first: 1,
        number: u64::from(settings.replications),
        threads: settings.threads,
    };
    let (all, finished) = replicate(&models, range, stage, watch, || All {
        sums: plans
            .iter()
            .enumerate()
            .map(|(at, own)| Accumulator::new(own, (at > 0).then_some(&plans[0])))
            .collect(),
    });
    if finished < range.number {
        return None;
    }
    let judged = candidates.iter().zip(scenarios).zip(all.sums);
    let judged = judged.map(|((candidate, scenario), sums)| {
        let summary = sums.summary();
        let findings = findings(targets, &summary);
        Judged { heads: candidate.heads.clone(), scenario, summary, findings, sums }
    });
    Some(judged.collect())
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

/// Finishes what is begun although the planner has had enough: what was found is worth its figures.
pub(super) struct Finishing<'a>(pub(super) &'a dyn Watch);

impl Watch for Finishing<'_> {
    fn progress(&self, stage: &str, done: u64, of: u64) {
        self.0.progress(stage, done, of);
    }

    fn stopped(&self) -> bool {
        false
    }
}
