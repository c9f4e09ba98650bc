//! The foot of the page: what was assumed, what the headings mean, how it was made.

use std::io;

use super::horizon::{assumptions, is_horizon};
use crate::report::form::notes::Notes;
use crate::report::form::number::grouped;
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::{noun, of_replications, replications};
use crate::report::{Kind, ReplicationsFrom, Report};

pub(crate) fn write(report: &Report, notes: &Notes, page: &mut Page) -> io::Result<()> {
    write_findings(report, page)?;
    write_assumptions(report, page)?;
    notes.write(&report.base().scenario, page)?;
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
    let found = if is_horizon(report) { assumptions::sentences(report) } else { Vec::new() };
    if said.is_empty() && found.is_empty() {
        return Ok(());
    }
    page.heading("Assumptions", "")?;
    for sentence in found {
        page.paragraph(&format!("- {sentence}"), Ink::Plain, 2, 4)?;
    }
    for (whose, sentence) in said {
        page.paragraph(&format!("- {whose}{sentence}"), Ink::Plain, 2, 4)?;
    }
    Ok(())
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
        ReplicationsFrom::Default if is_horizon(report) => "since none were asked for",
        ReplicationsFrom::Default => "a few seconds' worth, since none were asked for",
    };
    let same = match report.kind {
        Kind::Run => "",
        Kind::Compare if is_horizon(report) => ", of the same customers in every variant",
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
    page.command("again", &of_replications(command, days))?;
    if let Some(more) = days.checked_mul(4).filter(|_| report.base().summary.replications > 1) {
        page.command("half the ±", &of_replications(command, more))?;
    }
    Ok(())
}
