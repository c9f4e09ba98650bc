//! The variants side by side: by what they are compared, and which of them stand above which.

use super::facts::bounds_of;
use super::{has_money, listed, overall};
use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::Summary;
use crate::report::Report;

/// So many variants of a kind are named one by one.
pub(crate) const MOST_NAMED: usize = 3;

/// What the variants are compared by.
pub(crate) struct Race<'a> {
    pub(crate) report: &'a Report,
    pub(crate) key: &'static str,
    pub(crate) by: &'static str,
    /// Positions of those that one can choose and that are measured alike; the base first.
    pub(crate) choices: Vec<usize>,
    /// Positions of those that happen.
    pub(crate) what_ifs: Vec<usize>,
    /// Positions of those whose figure is another one.
    pub(crate) measured_otherwise: Vec<usize>,
}

impl<'a> Race<'a> {
    pub(crate) fn of(report: &'a Report) -> Self {
        let variants = &report.outcome.variants;
        let by_money = variants.iter().any(has_money);
        let (key, by) =
            if by_money { ("net_value", "net value") } else { ("service_level", "service level") };
        let mut race = Self {
            report,
            key,
            by,
            choices: Vec::new(),
            what_ifs: Vec::new(),
            measured_otherwise: Vec::new(),
        };
        for (position, variant) in variants.iter().enumerate() {
            let against = &variant.scenario.remarks.against_base;
            if overall(&variant.summary, key).and_then(|it| it.estimate.mean).is_none() {
                continue;
            }
            if !by_money && against.has_own_service_level() {
                race.measured_otherwise.push(position);
            } else if against.is_what_if() {
                race.what_ifs.push(position);
            } else {
                race.choices.push(position);
            }
        }
        race
    }

    pub(crate) fn variant(&self, position: usize) -> &'a VariantOutcome {
        &self.report.outcome.variants[position]
    }

    pub(crate) fn difference(&self, position: usize) -> Option<&'a Summary> {
        let at = position.checked_sub(1)?;
        self.report.outcome.differences.get(at).map(|(_, summary)| summary)
    }

    fn mean(&self, position: usize) -> f64 {
        let found = overall(&self.variant(position).summary, self.key);
        found.and_then(|it| it.estimate.mean).unwrap_or(f64::NEG_INFINITY)
    }

    /// The highest mean among the choices; the first of equals.
    pub(crate) fn highest(&self) -> Option<usize> {
        let higher = |best: usize, other: usize| {
            if self.mean(other) > self.mean(best) { other } else { best }
        };
        self.choices.iter().copied().reduce(higher)
    }

    pub(crate) fn lowest(&self) -> Option<usize> {
        let lower = |worst: usize, other: usize| {
            if self.mean(other) < self.mean(worst) { other } else { worst }
        };
        self.choices.iter().copied().reduce(lower)
    }

    /// Both ends of what a variant has more than the base; of the base itself exactly nothing.
    pub(crate) fn more_than_base(&self, position: usize) -> Option<(f64, f64)> {
        match self.difference(position) {
            None => Some((0.0, 0.0)),
            Some(summary) => bounds_of(&overall(summary, self.key)?.estimate),
        }
    }

    /// Whether a figure of a variant is the same figure as the base's.
    pub(crate) fn compares(&self, position: usize, key: &str) -> bool {
        let against = &self.variant(position).scenario.remarks.against_base;
        !(key.starts_with("service_level") && against.has_own_service_level())
    }

    /// Whether one surely has more than another, by what each has more than the base.
    pub(crate) fn is_surely_above(&self, upper: usize, lower: usize) -> bool {
        let ends = self.more_than_base(upper).zip(self.more_than_base(lower));
        ends.is_some_and(|((low, _), (_, high))| low > high)
    }

    /// The choices that may be as good as this one.
    pub(crate) fn rivals(&self, of: usize) -> Vec<usize> {
        let others = self.choices.iter().copied().filter(|&other| other != of);
        others.filter(|&other| !self.is_surely_above(of, other)).collect()
    }

    pub(crate) fn named(&self, positions: &[usize]) -> String {
        let names = positions.iter().take(MOST_NAMED);
        let mut names: Vec<String> = names
            .map(|&at| match at {
                0 => "the base".to_owned(),
                _ => format!("“{}”", self.variant(at).name),
            })
            .collect();
        if let Some(more) = positions.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            names.push(format!("{more} more"));
        }
        listed(&names)
    }
}
