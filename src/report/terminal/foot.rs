//! The foot of the page: what was assumed, what the headings mean, how it was made.

use std::io;

use super::words::{ASSUMED, formula_words, thresholds};
use crate::measures::definitions::Definition;
use crate::report::number::grouped;
use crate::report::page::{Ink, Page};
use crate::report::period::{each, noun, replications};
use crate::report::{Kind, ReplicationsFrom, Report};

/// The definitions of the headings on a page, in the order of their first use.
#[derive(Default)]
pub(super) struct Notes {
    used: Vec<&'static Definition>,
    /// Whether customers lost are told by cause.
    has_causes: bool,
}

/// The names of these measures say what they are, and one sentence says how they are made.
const BY_CAUSE: &str = "customers_lost_by_cause.";

impl Notes {
    pub(super) fn add(&mut self, definition: &'static Definition) {
        let is_cause = definition.key.starts_with(BY_CAUSE);
        self.has_causes |= is_cause;
        if !is_cause && self.used.iter().all(|used| used.key != definition.key) {
            self.used.push(definition);
        }
    }
}

pub(super) fn write(report: &Report, notes: &Notes, page: &mut Page) -> io::Result<()> {
    write_findings(report, page)?;
    write_assumptions(report, page)?;
    write_definitions(report, notes, page)?;
    write_making(report, page)
}

/// What was searched for before the run.
fn write_findings(report: &Report, page: &mut Page) -> io::Result<()> {
    let variants = &report.outcome.variants;
    if variants.iter().all(|variant| variant.findings.is_empty()) {
        return Ok(());
    }
    page.heading("Found before the run", "")?;
    for variant in variants {
        for finding in &variant.findings {
            let text = match report.kind {
                Kind::Run => finding.clone(),
                Kind::Compare => format!("{}: {finding}", variant.name),
            };
            page.paragraph(&text, Ink::Plain, 2, 4)?;
        }
    }
    Ok(())
}

fn write_assumptions(report: &Report, page: &mut Page) -> io::Result<()> {
    let base = report.base();
    let mut said: Vec<(String, &str)> =
        report.understood.iter().map(|it| (String::new(), it.as_str())).collect();
    said.extend(base.scenario.assumptions.iter().map(|it| (String::new(), it.as_str())));
    for variant in &report.outcome.variants[1..] {
        let own = variant.scenario.assumptions.iter();
        let own = own.filter(|it| !base.scenario.assumptions.contains(it));
        said.extend(own.map(|it| (format!("{}: ", variant.name), it.as_str())));
    }
    if said.is_empty() {
        return Ok(());
    }
    page.heading("Assumptions", "")?;
    for (whose, sentence) in said {
        page.paragraph(&format!("- {whose}{sentence}"), Ink::Plain, 2, 4)?;
    }
    Ok(())
}

fn write_definitions(report: &Report, notes: &Notes, page: &mut Page) -> io::Result<()> {
    let scenario = &report.base().scenario;
    page.heading("What the headings mean", "switchroom explain MEASURE says more")?;
    if scenario.customers.is_some() && notes.used.iter().any(|it| it.assumption_driven) {
        let text = format!(
            "{ASSUMED} rests on the effects of contacts on customers that the scenario assumes, \
             not on the queue alone"
        );
        page.paragraph(&text, Ink::Faint, 2, 4)?;
    }
    if scenario.steady_state.is_some() {
        let text = format!(
            "where a definition says a day, or from opening to closing, it is here {}",
            each(scenario)
        );
        page.paragraph(&text, Ink::Faint, 2, 4)?;
    }
    for definition in &notes.used {
        let text = if definition.key == "service_level" {
            let formula = scenario.targets.formula;
            format!(
                "{}: answered within {}, {} (formula `{}`)",
                definition.name,
                thresholds(scenario),
                formula_words(formula),
                formula.name()
            )
        } else {
            format!("{}: {}", definition.name, gist(definition.formula))
        };
        page.paragraph(&text, Ink::Faint, 2, 4)?;
        if notes.has_causes && definition.key == "customers_lost" {
            let text = "and by cause: the part that each cause has in the hazard of leaving";
            page.paragraph(text, Ink::Faint, 4, 4)?;
        }
    }
    Ok(())
}

/// A definition up to its first semicolon: what `explain` adds to it is for who asks.
fn gist(formula: &str) -> &str {
    formula.split(';').next().unwrap_or(formula).trim_end_matches('.')
}

fn write_making(report: &Report, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    let days = outcome.replications;
    page.heading("How it was made", "")?;
    let cut_short = format!("of {} asked for", outcome.requested);
    let why = match report.replications_from {
        _ if days < outcome.requested => &cut_short,
        ReplicationsFrom::CommandLine => "as asked for",
        ReplicationsFrom::File => "as the file says",
        ReplicationsFrom::Precision => "as the precision took",
        ReplicationsFrom::Default => "a few seconds' worth, since none were asked for",
    };
    let same = match report.kind {
        Kind::Run => "",
        Kind::Compare => " of the same customers in every variant",
    };
    let level = grouped(report.confidence * 100.0, 1);
    let text = format!(
        "{}{same} ({why}), seed {}; ± and [ , ] are {} % intervals for the mean {}",
        replications(&report.base().scenario, days),
        outcome.seed,
        level.trim_end_matches(".0"),
        noun(report.base().summary.period, 1)
    );
    page.paragraph(&text, Ink::Plain, 2, 4)?;
    page.paragraph(&format!("digest {}", outcome.digest), Ink::Plain, 2, 4)?;
    let command = &report.command;
    page.paragraph(&format!("again: {command} --replications {days}"), Ink::Plain, 2, 4)?;
    if let Some(more) = days.checked_mul(4).filter(|_| report.base().summary.replications > 1) {
        let text = format!("half the ±: {command} --replications {more}");
        page.paragraph(&text, Ink::Plain, 2, 4)?;
    }
    Ok(())
}
