//! `check`: does what was asserted hold, and is what was stored still true?
//!
//! Bounds are judged by intervals that hold for all assertions of a file and for all looks
//! together; drift from a baseline by paired two one-sided tests. Method:
//! `docs/methods/checks.md`.

mod baseline;
mod gather;
mod judge;
mod looks;
mod outcome;
mod settings;
#[cfg(test)]
mod tests;
mod update;

pub use baseline::{Acceptance, Baseline, Stored};
pub use looks::{Family, default_most};
pub use outcome::{
    Assertion, CheckOutcome, Claim, Drift, OnInconclusive, Reason, Standing, Verdict,
};
pub use settings::{CheckSettings, Missing, Pairing};
pub use update::{Shift, measure, shifts};

use gather::{Design, Run, Summaries};
use judge::{Judged, drift};
use looks::Looks;

use super::run::settings::Watch;
use crate::measures::SAMPLE_PATH_VERSION;
use crate::measures::series::Series;
use crate::scenario::{Check, Loaded};

/// What is known of earlier figures.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    pub baseline: Option<&'a Baseline>,
    pub pairing: Pairing,
    pub missing: Missing,
}

impl<'a> Reference<'a> {
    /// What the figure of a check is compared with, or why with nothing.
    fn usable(&self, check: &Check, seed: u64) -> Result<&'a Baseline, Box<Judged>> {
        let baseline = self.baseline.ok_or_else(|| self.without(Reason::NoBaseline))?;
        if self.pairing == Pairing::Paired {
            let stored = baseline.sample_path;
            if stored != SAMPLE_PATH_VERSION {
                return Err(Box::new(Judged::error(Reason::OtherSamplePath { stored })));
            }
            let stored = baseline.seed;
            if stored != seed {
                return Err(Box::new(Judged::error(Reason::OtherSeed { stored })));
            }
        }
        if baseline.has(check) { Ok(baseline) } else { Err(self.without(Reason::NotInBaseline)) }
    }

    /// What becomes of a check that nothing is stored for.
    fn without(&self, reason: Reason) -> Box<Judged> {
        let verdict = match self.missing {
            Missing::Fails => Verdict::Error,
            Missing::IsSkipped => Verdict::Skipped,
        };
        Box::new(Judged { verdict, ..Judged::error(reason) })
    }
}

/// Checks the checks of a file that `is_wanted`; all of them are corrected for together, whichever
/// are wanted. None if it was stopped before one replication was complete.
#[must_use]
pub fn check(
    loaded: &Loaded,
    is_wanted: &dyn Fn(&Check) -> bool,
    settings: &CheckSettings,
    reference: Reference<'_>,
    watch: &dyn Watch,
) -> Option<CheckOutcome> {
    let looks = Looks::of(loaded, settings);
    let family = looks.family(loaded, settings.confidence);
    let checks: Vec<&Check> = loaded.checks.iter().filter(|one| is_wanted(one)).collect();
    let design = Design::of(loaded, &checks, family.bound_confidence(), settings, watch)?;
    let mut run = Run::new(&design);
    let mut open = opened(&checks, &looks, settings.seed, reference);
    let mut changed = None;
    for stage in stages(&open) {
        if open.iter().all(|one| one.judged.is_some()) {
            break;
        }
        if !run.advance(stage, watch) {
            break;
        }
        let stored = reference.baseline.filter(|it| u64::from(it.replications) == stage);
        let of_stored = stored.and_then(|stored| run.has_changed(stored, settings.seed));
        changed = of_stored.or(changed);
        let is_unchanged = of_stored == Some(false);
        let found = Found { series: run.series(), summaries: run.summaries(), is_unchanged };
        for one in open.iter_mut().filter(|one| one.judged.is_none()) {
            one.look(stage, &run, &found, family, reference);
        }
    }
    let is_cut_short = open.iter().any(|one| one.judged.is_none());
    if is_cut_short && run.done == 0 {
        return None;
    }
    let so_far = is_cut_short.then(|| run.summaries());
    let assertions = open.into_iter().map(|one| one.assertion(&run, so_far.as_ref())).collect();
    Some(CheckOutcome {
        title: loaded.base.name.clone(),
        seed: settings.seed,
        replications: run.done as u32,
        confidence: settings.confidence,
        family,
        contacts: run.contacts(),
        is_cut_short,
        changed,
        warnings: run.warnings(),
        assertions,
    })
}

/// What is known at one look.
struct Found {
    series: Vec<Vec<Series>>,
    summaries: Summaries,
    /// No total differs from the baseline's.
    is_unchanged: bool,
}

/// Something asserted, and what has become of it.
struct Open<'a> {
    check: &'a Check,
    claim: Claim,
    /// Numbers of replications at which it is looked at.
    looks: Vec<u64>,
    judged: Option<Judged>,
}

/// All that is asserted, in the planner's order. What cannot be compared is judged at once.
fn opened<'a>(
    checks: &[&'a Check],
    looks: &Looks,
    seed: u64,
    reference: Reference<'_>,
) -> Vec<Open<'a>> {
    let mut open = Vec::new();
    for check in checks {
        if check.is_bounded() {
            let looks = looks.of_check(check);
            open.push(Open { check, claim: Claim::Bounds, looks, judged: None });
        }
        if check.margin.is_some() {
            let (looks, judged) = match reference.usable(check, seed) {
                Ok(baseline) => (vec![u64::from(baseline.replications)], None),
                Err(judged) => (Vec::new(), Some(*judged)),
            };
            open.push(Open { check, claim: Claim::Drift, looks, judged });
        }
    }
    open
}

/// All numbers of replications at which anything is looked at, in order; at least one.
fn stages(open: &[Open<'_>]) -> Vec<u64> {
    let mut stages: Vec<u64> = open.iter().flat_map(|one| one.looks.iter().copied()).collect();
    stages.sort_unstable();
    stages.dedup();
    stages
}

impl Open<'_> {
    fn look(
        &mut self,
        stage: u64,
        run: &Run<'_>,
        found: &Found,
        family: Family,
        reference: Reference<'_>,
    ) {
        if !self.looks.contains(&stage) {
            return;
        }
        let is_last = self.looks.last() == Some(&stage);
        let judged = match self.claim {
            Claim::Bounds => run.judge(self.check, &found.summaries),
            Claim::Drift => {
                let baseline = reference.baseline.expect("a drift is looked at beside one");
                let now = run.series_of(self.check, &found.series);
                let how = (reference.pairing, found.is_unchanged);
                drift(self.check, now, baseline, family.drift_level(), how)
            }
        };
        if is_last || judged.is_decided() {
            self.judged = Some(Judged { replications: stage as u32, ..judged });
        }
    }

    /// What was not decided before an interrupt is told as far as it got.
    fn assertion(self, run: &Run<'_>, so_far: Option<&Summaries>) -> Assertion {
        let judged = self.judged.unwrap_or_else(|| {
            let reason = Some(Reason::Interrupted);
            let so_far = match (self.claim, so_far) {
                (Claim::Bounds, Some(summaries)) => run.judge(self.check, summaries),
                _ => Judged::error(Reason::Interrupted),
            };
            let replications = run.done as u32;
            Judged { verdict: Verdict::Inconclusive, reason, replications, ..so_far }
        });
        Assertion {
            check: self.check.clone(),
            claim: self.claim,
            verdict: judged.verdict,
            reason: judged.reason,
            replications: judged.replications,
            observations: run.observations(judged.replications),
            period: run.period(),
            estimate: judged.estimate,
            interval: judged.interval,
            drift: judged.drift,
        }
    }
}
