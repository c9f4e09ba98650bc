//! Coverage: the share of independent experiments whose interval holds the exact value.

use std::fmt::Write as _;
use std::thread;

use serde_json::Value;
use switchroom::experiment::{Kind, Outcome, Settings};
use switchroom::measures::estimate::{Estimate, Measured, find};

use crate::support::estimates::say;
use crate::support::scenarios::{experiment, read};

/// Experiments, each under a seed of its own.
pub(super) const EXPERIMENTS: u32 = 1000;

/// Of 1000 experiments so many must cover: 93 to 97 %.
///
/// Intervals that cover with probability 0.95 exactly leave this range with probability 0.0030
/// (binomial); with 0.92 they stay in it with probability 0.13, with 0.98 with 0.02.
pub(super) const COVERED: std::ops::RangeInclusive<u32> = 930..=970;

/// A figure whose exact value is known, and where it stands in an outcome.
pub(super) struct Known<'a> {
    pub(super) name: &'static str,
    pub(super) exact: f64,
    /// The measures among which it is found.
    pub(super) among: fn(&Outcome) -> &[Measured],
    pub(super) key: &'a str,
}

/// What the intervals of one figure did.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    covered: u32,
    /// Intervals that lay wholly below the exact value, and wholly above it.
    below: u32,
    above: u32,
    value: f64,
    half_width: f64,
}

/// Runs 1000 experiments of so many replications and fails if the intervals of any figure cover
/// its exact value too seldom or too often.
#[track_caller]
pub(super) fn covers(case: &str, file: &Value, replications: u32, figures: &[Known<'_>]) {
    let scores = scores(file, replications, figures);
    let mut text = format!("{case}: {EXPERIMENTS} experiments of {replications} replications\n");
    let mut wrong = false;
    for (known, score) in figures.iter().zip(&scores) {
        let is_right = COVERED.contains(&score.covered);
        wrong |= !is_right;
        let all = f64::from(EXPERIMENTS);
        let _ = writeln!(
            text,
            "  {:<38} exact {:>12.7}  mean {:>12.7}  half-width {:>10.6}  covered {:>5.1} %  \
             (below {:>3}, above {:>3})  {}",
            known.name,
            known.exact,
            score.value / all,
            score.half_width / all,
            100.0 * f64::from(score.covered) / all,
            score.below,
            score.above,
            if is_right { "as said" } else { "NOT AS SAID" },
        );
    }
    say(&text);
    assert!(!wrong, "{text}");
}

/// The experiments on two threads.
fn scores(file: &Value, replications: u32, figures: &[Known<'_>]) -> Vec<Score> {
    let loaded = read(file);
    let kind = if loaded.variants.is_empty() { Kind::BaseOnly } else { Kind::WithVariants };
    let part = |seeds: std::ops::RangeInclusive<u32>| {
        let mut scores = vec![Score::default(); figures.len()];
        for seed in seeds {
            let settings =
                Settings { seed: seed.into(), replications, threads: 1, confidence: 0.95 };
            let outcome = experiment(&loaded, kind, settings);
            for (score, known) in scores.iter_mut().zip(figures) {
                let found = find((known.among)(&outcome), known.key);
                score.add(found.unwrap().estimate, known.exact);
            }
        }
        scores
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| part(EXPERIMENTS / 2 + 1..=EXPERIMENTS));
        let mut scores = part(1..=EXPERIMENTS / 2);
        for (score, more) in scores.iter_mut().zip(second.join().unwrap()) {
            score.join(more);
        }
        scores
    })
}

impl Score {
    fn add(&mut self, estimate: Estimate, exact: f64) {
        let value = estimate.mean.unwrap();
        let (low, high) = match (estimate.half_width, estimate.low, estimate.high) {
            (Some(half_width), ..) => (value - half_width, value + half_width),
            (None, Some(low), Some(high)) => (low, high),
            // Nothing was seen: a bound and no interval, which the cases here never meet.
            _ => panic!("no interval: {estimate:?}"),
        };
        self.below += u32::from(high < exact);
        self.above += u32::from(low > exact);
        self.covered += u32::from(low <= exact && exact <= high);
        self.value += value;
        self.half_width += (high - low) / 2.0;
    }

    fn join(&mut self, other: Self) {
        self.covered += other.covered;
        self.below += other.below;
        self.above += other.above;
        self.value += other.value;
        self.half_width += other.half_width;
    }
}
