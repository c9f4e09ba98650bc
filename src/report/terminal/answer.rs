//! The first lines: what was asked, answered in a sentence or two.

use std::io;

use super::grid::overall;
use super::words::{ASSUMED, formula_words, has_money, in_time, listed, money};
use crate::experiment::outcome::VariantOutcome;
use crate::measures::estimate::{Measured, Subject, Summary};
use crate::report::figure::{Cell, NO_BREAK, Sense, cell, is_clear};
use crate::report::number::{grouped, plain_decimals};
use crate::report::page::{Ink, Page};
use crate::report::period::{Observed, each, replications};
use crate::report::{Kind, Report, StoppedBy};
use crate::scenario::model::ContactType;

pub(super) fn write(report: &Report, page: &mut Page) -> io::Result<()> {
    page.put(report.title(), Ink::Title)?;
    page.end_line()?;
    page.end_line()?;
    if report.is_cut_short() {
        let outcome = &report.outcome;
        let done = replications(&report.base().scenario, outcome.replications);
        let why = match report.stopped_by {
            StoppedBy::TimeLimit => "Time was up",
            StoppedBy::Interrupt | StoppedBy::Itself => "Interrupted",
        };
        let text = format!("{why}: this is what the first {done} of {} say.", outcome.requested);
        page.paragraph(&text, Ink::Worse, 2, 2)?;
    }
    for warning in report.warnings() {
        page.paragraph(&warning, Ink::Worse, 2, 2)?;
    }
    let text = match report.kind {
        Kind::Run => run(report.base()),
        Kind::Compare => comparison(report),
    };
    page.paragraph(&text, Ink::Title, 2, 2)
}

/// Does it hold?
fn run(variant: &VariantOutcome) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(answered_in_time(variant));
    facts.extend(
        meeting(variant).map(|(met, of)| format!("{met} of {of} intervals meet their target")),
    );
    facts.extend(level(&variant.summary, "abandon_rate").map(|it| it.with("abandon")));
    facts.extend(
        level(&variant.summary, "occupancy")
            .map(|it| format!("agents are {}", it.with("occupied"))),
    );
    let mut sentences: Vec<String> = verdict(variant).into_iter().collect();
    if !facts.is_empty() {
        sentences.push(format!("In all, {}.", listed(&facts)));
    }
    if let Some(value) = level(&variant.summary, "net_value").filter(|_| has_money(variant)) {
        let amount = money(&variant.scenario.currency, &value.value);
        let value = Cell { value: amount, ..value };
        let words = format!("{}{}", each(&variant.scenario), sign(variant));
        sentences.push(format!("Net value is {}.", value.with(&words)));
    }
    sentences.join(" ")
}

/// Whether a type's service level reaches its target.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Met,
    Missed,
    Unclear,
}

fn verdict(variant: &VariantOutcome) -> Option<String> {
    let types = in_display_order(variant);
    let verdicts: Vec<_> = types.iter().filter_map(|it| type_verdict(variant, it)).collect();
    let of = |wanted| -> Vec<String> {
        let those = verdicts.iter().filter(|(verdict, _)| *verdict == wanted);
        those.map(|(_, text)| text.clone()).collect()
    };
    let (missed, unclear) = (of(Verdict::Missed), of(Verdict::Unclear));
    if verdicts.is_empty() {
        None
    } else if !missed.is_empty() {
        Some(format!("It does not hold: {}.", listed(&missed)))
    } else if unclear.is_empty() {
        Some("It holds: every target is reached.".to_owned())
    } else {
        Some(format!("Too close to call: {}.", listed(&unclear)))
    }
}

fn type_verdict(variant: &VariantOutcome, contact_type: &ContactType) -> Option<(Verdict, String)> {
    let target = contact_type.target.service_level?;
    let mut subjects = variant.summary.contact_types.iter();
    let subject = subjects.find(|it| it.name == contact_type.name)?;
    let measured = subject.get("service_level")?;
    let mean = measured.estimate.mean?;
    let verdict = match measured.estimate.half_width {
        Some(half_width) if mean - half_width >= target => Verdict::Met,
        Some(half_width) if mean + half_width < target => Verdict::Missed,
        _ => Verdict::Unclear,
    };
    let found = cell(measured, Sense::Level, Observed::of(&variant.summary));
    let seconds = contact_type.target.within_seconds;
    let told = format!("of {} are answered in {seconds}{NO_BREAK}s", contact_type.name);
    let wanted = grouped(target * 100.0, plain_decimals(target * 100.0, 1));
    Some((verdict, format!("{}, wanted {wanted}{NO_BREAK}%", found.with(&told))))
}

/// What changes, told of the variant that looks best.
fn comparison(report: &Report) -> String {
    let outcome = &report.outcome;
    let by_money = outcome.variants.iter().any(has_money);
    let (key, by) =
        if by_money { ("net_value", "net value") } else { ("service_level", "service level") };
    let Some(best) = best(report, key) else { return "There is nothing to compare.".to_owned() };
    let mut sentences = Vec::new();
    if best == 0 {
        sentences.push(format!("No variant beats the base by {by}."));
        sentences.extend(answered_in_time(report.base()).map(|it| format!("In it {it}.")));
    } else {
        sentences.push(best_by(report, best, key, by));
        sentences.extend(service_facts(report, best));
    }
    sentences.extend(worst_by(report, key));
    if outcome.variants.len() > 3 {
        sentences.push("The best of several looks a little better than it is.".to_owned());
    }
    sentences.join(" ")
}

/// "Best by net value is “all blended”: EUR 5,566 a day (±41), 1,381 more than the base (±52)."
fn best_by(report: &Report, best: usize, key: &str, by: &str) -> String {
    let variant = &report.outcome.variants[best];
    let difference = &report.outcome.differences[best - 1].1;
    let clear = overall(difference, key).is_some_and(|it| is_clear(&it.estimate));
    let looks = if clear { "Best" } else { "Best, but not clearly better than the base," };
    let told = format!("{looks} by {by} is “{}”", variant.name);
    let value = level(&variant.summary, key).filter(|_| key == "net_value");
    let Some(value) = value else { return format!("{told}.") };
    let amount = money(&variant.scenario.currency, &value.value);
    let words = format!("{}{}", each(&variant.scenario), sign(variant));
    let value = Cell { value: amount, ..value }.with(&words);
    format!("{told}: {value}{}.", versus(difference, key, "more", "less"))
}

/// "Worst is “best split”: -643 a day, 1,588 less than the base (±30)." Only where there are
/// several variants and the base is not the worst.
fn worst_by(report: &Report, key: &str) -> Option<String> {
    let variants = &report.outcome.variants;
    let mean = |variant: &VariantOutcome| overall(&variant.summary, key)?.estimate.mean;
    let means = variants.iter().map(mean).collect::<Option<Vec<f64>>>()?;
    let worst = (0..means.len()).min_by(|&a, &b| means[a].total_cmp(&means[b]))?;
    if worst == 0 || variants.len() < 3 {
        return None;
    }
    let variant = &variants[worst];
    let value = level(&variant.summary, key)?;
    let value = match key {
        "net_value" => {
            let amount = money(&variant.scenario.currency, &value.value);
            format!("{amount} {}", each(&variant.scenario))
        }
        _ => value.value,
    };
    let versus = versus(&report.outcome.differences[worst - 1].1, key, "more", "less");
    Some(format!("Worst is “{}”: {value}{versus}.", variant.name))
}

fn service_facts(report: &Report, position: usize) -> Option<String> {
    let variant = &report.outcome.variants[position];
    let difference = &report.outcome.differences[position - 1].1;
    let mut facts = Vec::new();
    if let Some(answered) = answered_in_time(variant) {
        facts.push(format!("{answered}{}", versus(difference, "service_level", "more", "less")));
    }
    if let Some(abandoned) = level(&variant.summary, "abandon_rate") {
        let versus = versus(difference, "abandon_rate", "more", "less");
        facts.push(format!("{}{versus}", abandoned.with("abandon")));
    }
    if let (Some((met, of)), Some((before, _))) = (meeting(variant), meeting(report.base())) {
        facts.push(format!("{met} of {of} intervals meet their target (base: {before})"));
    }
    (!facts.is_empty()).then(|| format!("There {}.", facts.join("; ")))
}

/// The variant with the highest mean of a measure; the first of equals.
pub(super) fn best(report: &Report, key: &str) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (position, variant) in report.outcome.variants.iter().enumerate() {
        let mean = overall(&variant.summary, key).and_then(|it| it.estimate.mean);
        if let Some(mean) = mean
            && best.is_none_or(|(_, highest)| mean > highest)
        {
            best = Some((position, mean));
        }
    }
    best.map(|(position, _)| position)
}

/// ", 2.7 points more than base (±0.1)".
fn versus(difference: &Summary, key: &str, more: &str, less: &str) -> String {
    let Some(measured) = overall(difference, key) else { return String::new() };
    let Some(mean) = measured.estimate.mean else { return String::new() };
    let cell = cell(measured, Sense::Difference, Observed::of(difference));
    if !is_clear(&measured.estimate) {
        return match cell.interval.as_str() {
            "±0" => ", the same as the base".to_owned(),
            _ => {
                format!(", not clearly different from the base ({} {})", cell.value, cell.interval)
            }
        };
    }
    let way = if mean > 0.0 { more } else { less };
    let cell = cell.unsigned();
    let value = cell.value.replace(" pts", " points").replace(' ', NO_BREAK);
    format!(", {value} {way} than the base ({})", cell.interval)
}

/// "82.1 % are answered in 20 s (±0.4, of offered)".
fn answered_in_time(variant: &VariantOutcome) -> Option<String> {
    let cell = level(&variant.summary, "service_level")?;
    let formula = formula_words(variant.scenario.targets.formula);
    let about = match cell.interval.trim_matches(['(', ')']) {
        "" => formula.to_owned(),
        interval => format!("{interval}, {formula}"),
    };
    let value = cell.value.replace(' ', NO_BREAK);
    Some(format!("{value} are answered {} ({about})", in_time(&variant.scenario)))
}

/// How many intervals reach the targets of all contact types, and of how many.
fn meeting(variant: &VariantOutcome) -> Option<(usize, usize)> {
    let target = |name: &str| {
        let found = variant.scenario.contact_types.iter().find(|it| it.name == name);
        found.and_then(|it| it.target.service_level)
    };
    let meets = |subject: &Subject| {
        let mean = subject.get("service_level")?.estimate.mean?;
        Some(mean >= target(&subject.name)?)
    };
    let judged: Vec<bool> = variant
        .summary
        .intervals
        .iter()
        .filter_map(|interval| {
            let mut met = interval.contact_types.iter().filter_map(meets).peekable();
            met.peek()?;
            Some(met.all(|it| it))
        })
        .collect();
    (!judged.is_empty()).then(|| (judged.iter().filter(|it| **it).count(), judged.len()))
}

fn in_display_order(variant: &VariantOutcome) -> Vec<&ContactType> {
    let mut types: Vec<&ContactType> = variant.scenario.contact_types.iter().collect();
    types.sort_by_key(|it| it.display);
    types
}

fn level(summary: &Summary, key: &str) -> Option<Cell> {
    let measured: &Measured = overall(summary, key)?;
    measured.estimate.mean?;
    Some(cell(measured, Sense::Level, Observed::of(summary)))
}

/// Net value rests on assumptions only where contacts are said to move customers.
fn sign(variant: &VariantOutcome) -> String {
    if variant.scenario.customers.is_some() { format!(" {ASSUMED}") } else { String::new() }
}
