//! Verdicts: from an interval and bounds, and from a figure, its baseline and a margin.

use super::baseline::Baseline;
use super::outcome::{Drift, Reason, Verdict};
use super::settings::Pairing;
use crate::measures::estimate::{Basis, Estimate, Summary};
use crate::measures::series::Series;
use crate::scenario::Check;
use crate::stats::equivalence::{Equivalence, equivalence, unpaired};
use crate::stats::interval::{Interval, Told, Width};
use crate::stats::student;

/// What became of a claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) reason: Option<Reason>,
    pub(super) replications: u32,
    pub(super) estimate: Estimate,
    pub(super) interval: Option<Interval>,
    pub(super) drift: Option<Drift>,
}

impl Judged {
    /// It cannot be judged.
    pub(super) fn error(reason: Reason) -> Self {
        let (estimate, replications) = (Estimate::default(), 0);
        let (verdict, reason) = (Verdict::Error, Some(reason));
        Self { verdict, reason, replications, estimate, interval: None, drift: None }
    }

    /// Whether more replications are not needed.
    pub(super) fn is_decided(&self) -> bool {
        matches!(self.verdict, Verdict::Pass | Verdict::Fail)
    }
}

/// Holds a figure against its bounds. `levels` are the summaries of which the figure or the
/// difference is made.
pub(super) fn bounds(check: &Check, figures: &Summary, levels: &[&Summary]) -> Judged {
    let observations = u64::from(figures.replications);
    let wanted = check.figure.least_observations();
    if observations < wanted {
        let too_few = Judged::error(Reason::TooFew { wanted });
        return Judged { verdict: Verdict::Inconclusive, ..too_few };
    }
    let found = check.figure.of(figures).map_or_else(Estimate::default, |it| it.estimate);
    let nothing_to_happen_to = |level: &&Summary| {
        let among = check.figure.among();
        let among = among.as_ref().and_then(|figure| figure.of(level));
        among.is_some_and(|it| it.estimate.mean.is_none_or(|mean| mean <= 0.0))
    };
    let Some(interval) = found.ends() else {
        return Judged::error(Reason::NoObservations);
    };
    if levels.iter().any(nothing_to_happen_to) {
        return Judged::error(Reason::NoObservations);
    }
    let verdict = held(interval, check.at_least, check.at_most);
    let (replications, interval) = (0, Some(interval));
    Judged { verdict, reason: None, replications, estimate: found, interval, drift: None }
}

/// Whether the whole interval lies within the bounds, or wholly beyond one of them.
fn held(interval: Interval, at_least: Option<f64>, at_most: Option<f64>) -> Verdict {
    let low = at_least.unwrap_or(f64::NEG_INFINITY);
    let high = at_most.unwrap_or(f64::INFINITY);
    if interval.low >= low && interval.high <= high {
        Verdict::Pass
    } else if interval.high < low || interval.low > high {
        Verdict::Fail
    } else {
        Verdict::Inconclusive
    }
}

/// Holds a figure against its baseline: two one-sided tests, each at `level`. Where no total of
/// any variant has changed the model is that of the baseline, and so is its figure.
pub(super) fn drift(
    check: &Check,
    now: &Series,
    baseline: &Baseline,
    level: f64,
    (pairing, is_unchanged): (Pairing, bool),
) -> Judged {
    let stored = baseline.series(check).expect("a figure that is not stored is not looked at");
    let (n, m) = (now.observations.len(), stored.observations.len());
    if n != m {
        let (stored, found) = (m as u64, n as u64);
        return Judged::error(Reason::OtherObservations { stored, found });
    }
    let (confidence, unit) = (1.0 - 2.0 * level, check.figure.definition.unit);
    let levels = [now, stored].map(|of| of.level(unit, confidence));
    let is_same = now == stored;
    let found = match pairing {
        Pairing::Paired if is_same && is_unchanged && now.figure().is_some() && n > 1 => {
            Told::exactly(0.0).into()
        }
        Pairing::Paired => now.change(stored, unit, confidence),
        Pairing::Unpaired => apart(now, stored, levels, confidence),
    };
    if found.mean.is_none() {
        return Judged::error(Reason::NoObservations);
    }
    let [of_now, of_stored] = levels;
    let drift = Some(Drift { now: of_now, stored: of_stored, pairing, is_same });
    let margin = check.margin.expect("a drift has a margin");
    let Some(interval) = found.ends() else {
        let too_few = Judged::error(Reason::TooFew { wanted: 2 });
        return Judged { verdict: Verdict::Inconclusive, estimate: found, drift, ..too_few };
    };
    let verdict = match equivalence(interval, margin) {
        Equivalence::Within => Verdict::Pass,
        Equivalence::Beyond => Verdict::Fail,
        Equivalence::Unclear => Verdict::Inconclusive,
    };
    let (replications, interval) = (0, Some(interval));
    Judged { verdict, reason: None, replications, estimate: found, interval, drift }
}

/// The difference of two figures of other customers. Where either did not vary on enough days,
/// each may be anywhere in its own interval.
fn apart(now: &Series, stored: &Series, levels: [Estimate; 2], confidence: f64) -> Estimate {
    let Some((one, other)) = now.figure().zip(stored.figure()) else {
        return Estimate::default();
    };
    let figure = unpaired(one, other);
    let value = figure.value;
    if let [Some(one), Some(other)] = levels.map(|it| it.ends())
        && levels.iter().any(|it| it.basis != Basis::Variation)
    {
        let ends = Interval { low: one.low - other.high, high: one.high - other.low };
        let basis = levels.map(|it| it.basis).into_iter().find(|it| *it != Basis::Variation);
        return Told { value, width: Width::Ends(ends), basis: basis.unwrap_or_default() }.into();
    }
    let degrees = (now.observations.len() as u64).saturating_sub(1).max(1);
    let half_width = figure.half_width(student::critical(confidence, degrees));
    Estimate { mean: Some(value), half_width, ..Estimate::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_held_by_a_whole_interval_or_broken_by_one() {
        let at = |low, high| Interval { low, high };
        for (interval, at_least, at_most, verdict) in [
            (at(0.81, 0.83), Some(0.8), None, Verdict::Pass),
            (at(0.80, 0.83), Some(0.8), None, Verdict::Pass),
            (at(0.79, 0.83), Some(0.8), None, Verdict::Inconclusive),
            (at(0.77, 0.80), Some(0.8), None, Verdict::Inconclusive),
            (at(0.77, 0.79), Some(0.8), None, Verdict::Fail),
            (at(0.01, 0.02), None, Some(0.03), Verdict::Pass),
            (at(0.02, 0.04), None, Some(0.03), Verdict::Inconclusive),
            (at(0.04, 0.05), None, Some(0.03), Verdict::Fail),
            (at(0.4, 0.5), Some(0.3), Some(0.6), Verdict::Pass),
            (at(0.2, 0.7), Some(0.3), Some(0.6), Verdict::Inconclusive),
            (at(0.7, 0.8), Some(0.3), Some(0.6), Verdict::Fail),
            (at(0.1, 0.2), Some(0.3), Some(0.6), Verdict::Fail),
        ] {
            assert_eq!(held(interval, at_least, at_most), verdict, "{interval:?}");
        }
    }
}
