//! The answer in a few sentences: which design, how sure, and what cannot be told apart.

use super::Best;
use crate::experiment::best::{DesignOutcome, Extreme, Standing};
use crate::experiment::run::outcome::Ended;
use crate::measures::definitions::Unit;
use crate::measures::estimate::{Estimate, Measured};
use crate::measures::plan::Period;
use crate::report::form::figure::{Cell, NO_BREAK, Sense, cell};
use crate::report::form::number::{grouped, whole};
use crate::report::form::words::period::{Observed, noun};
use crate::report::form::words::scenario::{listed, money as money_words};

/// So many designs that cannot be told apart from the leader are named.
const MOST_NAMED: usize = 3;

pub(super) fn sentences(report: &Best) -> Vec<String> {
    let outcome = &report.outcome;
    let leader = &outcome.designs[outcome.leader];
    let mut sentences = vec![match outcome.ended {
        Ended::Precise => format!("{} is {}.", which(report), told(report, leader)),
        Ended::AtMost => format!(
            "Not decided after {}, the most that were allowed (--max-replications). So far {} \
             leads.",
            replications(report),
            told(report, leader)
        ),
        Ended::Stopped => format!(
            "Not decided when it was stopped after {}. So far {} leads.",
            replications(report),
            told(report, leader)
        ),
    }];
    sentences.push(how_sure(report));
    sentences.extend(not_told_apart(report));
    sentences.extend(left_aside(report));
    sentences
}

/// "Not compared: “volume +20 %” happens and is not chosen (volume)."
fn left_aside(report: &Best) -> Vec<String> {
    let told = |is_what_if: bool| {
        let those = report.left_aside.iter().filter(|it| it.is_what_if == is_what_if);
        let named: Vec<String> =
            those.map(|it| format!("“{}” ({})", it.name, listed(&it.what))).collect();
        if named.is_empty() {
            return None;
        }
        let left = named.len().saturating_sub(MOST_NAMED);
        let mut names: Vec<String> = named.into_iter().take(MOST_NAMED).collect();
        if left > 0 {
            names.push(format!("{left} more"));
        }
        let is_one = names.len() == 1;
        let why = match (is_what_if, is_one) {
            (true, true) => "is a what if, not a choice",
            (true, false) => "are what ifs, not choices",
            (false, true) => "is measured by another yardstick",
            (false, false) => "are measured by another yardstick",
        };
        Some(format!("{} {why}: left aside, and `switchroom compare` shows it.", listed(&names)))
    };
    [true, false].into_iter().filter_map(told).collect()
}

/// "The highest net value", "The lowest abandon rate of sales".
fn which(report: &Best) -> String {
    let question = &report.outcome.question;
    let end = if question.wanted == Extreme::Highest { "highest" } else { "lowest" };
    format!("The {end} {}", lower(&question.figure.in_words()))
}

/// A heading inside a sentence; abbreviations stay.
fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(heading.chars().skip(1)).collect()
        }
        _ => heading.to_owned(),
    }
}

/// "that of “x”: EUR 3,168 (±65)".
fn told(report: &Best, design: &DesignOutcome) -> String {
    let value = level(report, design);
    let value = match report.outcome.question.figure.definition.unit {
        Unit::Money => {
            Cell { value: money_words(&design.scenario.currency, &value.value), ..value }
        }
        _ => value,
    };
    match report.outcome.ended {
        Ended::Precise => format!("that of “{}”: {}", design.name, value.with("")),
        Ended::AtMost | Ended::Stopped => format!("“{}” with {}", design.name, value.with("")),
    }
}

fn how_sure(report: &Best) -> String {
    let outcome = &report.outcome;
    let level = grouped(outcome.confidence * 100.0, 1);
    let sure = format!("With {}{NO_BREAK}% confidence", level.trim_end_matches(".0"));
    let better = better_by(report);
    if better <= 0.0 {
        let all = match outcome.designs.len() {
            2 => "both".to_owned(),
            number => format!("all {number}"),
        };
        return format!("{sure} it is the best of {all}.");
    }
    if better.is_infinite() {
        return format!("How much better another may be, so few {} do not say.", days(report));
    }
    let amount = amount(report, better);
    if outcome.ended == Ended::Precise {
        let indifference = self::amount(report, outcome.indifference.value);
        return format!(
            "{sure} no other is better by more than {amount}; {indifference} was not to matter."
        );
    }
    format!("{sure} no other is better by more than {amount}.")
}

/// How much better than the leader another may be.
fn better_by(report: &Best) -> f64 {
    let outcome = &report.outcome;
    let ends = outcome.designs[outcome.leader].from_best;
    let by = if outcome.question.wanted == Extreme::Highest { -ends.low } else { ends.high };
    by.max(0.0)
}

fn not_told_apart(report: &Best) -> Vec<String> {
    let with = |wanted: Standing| -> Vec<&DesignOutcome> {
        let designs = report.ranking().into_iter().map(|at| &report.outcome.designs[at]);
        designs.filter(|design| design.standing == wanted).collect()
    };
    let named = |designs: &[&DesignOutcome]| -> String {
        let mut names: Vec<String> =
            designs.iter().take(MOST_NAMED).map(|design| format!("“{}”", design.name)).collect();
        if let Some(more) = designs.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            names.push(format!("{} more", whole(more as u64)));
        }
        listed(&names)
    };
    let mut sentences = Vec::new();
    let near = with(Standing::NotToldApart);
    if !near.is_empty() {
        let end = match widest(report, &near) {
            Some((worse, better)) => {
                format!(": at most {worse} worse or {better} better than the best of the others.")
            }
            None => {
                format!(", and by how much they differ, so few {} do not say.", days(report))
            }
        };
        sentences.push(format!("{} cannot be told apart from it{end}", named(&near)));
    }
    let same = with(Standing::Same);
    if !same.is_empty() {
        let verb = if same.len() == 1 { "is" } else { "are" };
        let period = noun(period(report), 1);
        sentences.push(format!("{} {verb} the same as it on every {period}.", named(&same)));
    }
    sentences
}

/// By how much some designs may be worse than the best of the others, and better; none where
/// nothing bounds it.
fn widest(report: &Best, designs: &[&DesignOutcome]) -> Option<(String, String)> {
    let low = designs.iter().map(|design| design.from_best.low).fold(0.0, f64::min);
    let high = designs.iter().map(|design| design.from_best.high).fold(0.0, f64::max);
    if low.is_infinite() || high.is_infinite() {
        return None;
    }
    let (low, high) = (amount(report, low), amount(report, high));
    Some(match report.outcome.question.wanted {
        Extreme::Highest => (low, high),
        Extreme::Lowest => (high, low),
    })
}

/// The figure of a design.
pub(super) fn level(report: &Best, design: &DesignOutcome) -> Cell {
    shown(report, design, design.level, Sense::Level)
}

/// A figure of the question's measure.
pub(super) fn shown(
    report: &Best,
    design: &DesignOutcome,
    estimate: Estimate,
    sense: Sense,
) -> Cell {
    let definition = report.outcome.question.figure.definition;
    let observed = Observed { number: design.replications, period: period(report) };
    cell(&Measured { definition, estimate }, sense, observed)
}

/// A difference without a sign: "1.2 points", "EUR 43".
pub(super) fn amount(report: &Best, difference: f64) -> String {
    let estimate = Estimate { mean: Some(difference.abs()), ..Estimate::default() };
    let leader = &report.outcome.designs[report.outcome.leader];
    let text = shown(report, leader, estimate, Sense::Difference).unsigned().value;
    let text = text.replace(" pts", " points").replace(' ', NO_BREAK);
    match report.outcome.question.figure.definition.unit {
        Unit::Money => money_words(&leader.scenario.currency, &text),
        _ => text,
    }
}

pub(super) fn period(report: &Best) -> Period {
    let scenario = &report.outcome.designs[report.outcome.leader].scenario;
    match (&scenario.steady_state, &scenario.horizon) {
        (Some(_), _) => Period::Batch,
        (None, Some(_)) => Period::Horizon,
        (None, None) => Period::Day,
    }
}

/// What observations are called where there are few of them.
fn days(report: &Best) -> &'static str {
    match period(report) {
        Period::Horizon => noun(Period::Horizon, 2),
        Period::Day | Period::Batch => noun(Period::Day, 2),
    }
}

pub(super) fn replications(report: &Best) -> String {
    let leader = &report.outcome.designs[report.outcome.leader];
    let done = report.outcome.looks.last().copied().unwrap_or(0);
    crate::report::form::words::period::replications(&leader.scenario, done)
}
