//! The page: the answer, the ranking, what was assumed, how it was made.

use std::io;

use super::Best;
use super::answer::{self, amount, level, replications, shown};
use crate::experiment::best::{Approximation, DesignOutcome, Standing};
use crate::measures::estimate::Estimate;
use crate::measures::plan::Period;
use crate::report::StoppedBy;
use crate::report::form::figure::{Cell, NO_BREAK, Sense, Tone};
use crate::report::form::notes::Notes;
use crate::report::form::number::{grouped, whole};
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::period::noun;
use crate::report::form::words::scenario::ASSUMED;
use crate::report::form::words::warnings;

/// So many designs are shown; all of them are in the exports.
const MOST_ROWS: usize = 30;

pub(super) fn write(report: &Best, page: &mut Page) -> io::Result<()> {
    page.title(&report.title)?;
    match report.stopped_by {
        StoppedBy::Itself => {}
        StoppedBy::Interrupt => page.paragraph("Interrupted.", Ink::Worse, 2, 2)?,
        StoppedBy::TimeLimit => page.paragraph("Time was up.", Ink::Worse, 2, 2)?,
    }
    warnings::write(&warnings::sentences(&report.warnings()), page)?;
    page.paragraph(&answer::sentences(report).join(" "), Ink::Title, 2, 2)?;
    write_ranking(report, page)?;
    write_findings(report, page)?;
    write_assumptions(report, page)?;
    write_making(report, page)
}

fn write_ranking(report: &Best, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    let definition = outcome.question.figure.definition;
    let sign = if is_assumed(report) { format!(" {ASSUMED}") } else { String::new() };
    let percent = grouped(outcome.confidence * 100.0, 1);
    let about = format!(
        "{}{sign}; all [ , ] hold at once with {}{NO_BREAK}% confidence",
        outcome.question.figure.in_words(),
        percent.trim_end_matches(".0"),
    );
    page.heading("Ranking", &about)?;
    let mut table = Table::new(
        [definition.name, "less the leader", "less the best of the others", "days", ""]
            .map(|heading| match heading {
                "days" => noun(answer::period(report), 2).to_owned(),
                other => other.to_owned(),
            })
            .into(),
    );
    let ranking = report.ranking();
    for &position in ranking.iter().take(MOST_ROWS) {
        let design = &outcome.designs[position];
        table.row(&design.name, row(report, design));
    }
    table.write(page)?;
    if let Some(more) = ranking.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        page.paragraph(&format!("and {more} more that are worse"), Ink::Faint, 2, 4)?;
    }
    Ok(())
}

/// Whether the figure rests on assumed effects on customers.
fn is_assumed(report: &Best) -> bool {
    let outcome = &report.outcome;
    let has_effects = outcome.designs[outcome.leader].scenario.customers.is_some();
    outcome.question.figure.definition.assumption_driven && has_effects
}

fn row(report: &Best, design: &DesignOutcome) -> Vec<Cell> {
    let from_leader = match design.standing {
        Standing::Leader => Cell::nothing(),
        _ => shown(report, design, design.from_leader, Sense::Difference),
    };
    let ends = design.from_best;
    let estimate = Estimate {
        // Only its ends are shown.
        mean: Some(0.0),
        low: Some(ends.low),
        high: Some(ends.high),
        ..Estimate::default()
    };
    let from_best = shown(report, design, estimate, Sense::Difference).interval;
    let observed = u64::from(design.replications)
        * design.scenario.steady_state.as_ref().map_or(1, |it| u64::from(it.batches));
    vec![
        level(report, design),
        from_leader,
        Cell::text(if from_best == "±0" { "[0, 0]" } else { &from_best }),
        Cell::text(&whole(observed)),
        verdict(report, design),
    ]
}

fn verdict(report: &Best, design: &DesignOutcome) -> Cell {
    let is_decided = report.outcome.ended == crate::experiment::run::outcome::Ended::Precise;
    let (words, tone) = match design.standing {
        Standing::Leader if is_decided => ("best", Tone::Better),
        Standing::Leader => ("leads", Tone::Plain),
        Standing::Same => ("the same", Tone::Plain),
        Standing::NotToldApart => ("not told apart", Tone::Plain),
        Standing::Worse => ("worse", Tone::Worse),
    };
    Cell { tone, ..Cell::text(words) }
}

fn write_findings(report: &Best, page: &mut Page) -> io::Result<()> {
    let designs = &report.outcome.designs;
    if designs.iter().all(|design| design.findings.is_empty()) {
        return Ok(());
    }
    page.heading("Found before the race", "")?;
    for design in designs {
        for finding in &design.findings {
            page.paragraph(&format!("{}: {finding}", design.name), Ink::Plain, 2, 4)?;
        }
    }
    Ok(())
}

fn write_assumptions(report: &Best, page: &mut Page) -> io::Result<()> {
    let first = &report.outcome.designs[0].scenario.assumptions;
    let mut said: Vec<String> = report.understood.clone();
    said.extend(first.iter().cloned());
    if said.is_empty() {
        return Ok(());
    }
    page.heading("Assumptions", "")?;
    for sentence in said {
        page.paragraph(&format!("- {sentence}"), Ink::Plain, 2, 4)?;
    }
    Ok(())
}

fn write_making(report: &Best, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    Notes::of([outcome.question.figure.definition])
        .write(&outcome.designs[outcome.leader].scenario, page)?;
    page.heading("How it was made", "")?;
    let chosen = if outcome.indifference.is_chosen {
        " (chosen, since none was given: --indifference)"
    } else {
        ""
    };
    let text = format!(
        "{}{} of the same customers for whoever was still in the race, seed {}; a difference of {} \
         was not to matter{chosen}; each ± is of that figure alone",
        replications(report),
        if answer::period(report) == Period::Horizon { "," } else { "" },
        outcome.seed,
        amount(report, outcome.indifference.value),
    );
    page.paragraph(&text, Ink::Plain, 2, 4)?;
    for approximation in &outcome.approximations {
        let text = match approximation {
            Approximation::Ratio => {
                "the figure is a ratio of means: the guarantee holds for its linear part, and \
                 nearly for itself"
            }
            Approximation::DailyPercentile => {
                "compared are means of each day's own percentile, which is not the percentile of \
                 all days together"
            }
            Approximation::Batches => {
                "batches of a run are taken for independent: the guarantee is as good as that"
            }
        };
        page.paragraph(text, Ink::Plain, 2, 4)?;
    }
    page.paragraph(&format!("digest {}", outcome.digest), Ink::Plain, 2, 4)?;
    page.command("again", &report.command)
}
