//! The page of a sweep: the answer first.

use std::io;

use super::{SweepReport, answer, chart, tables};
use crate::report::form::notes::Notes;
use crate::report::form::number::{counted, grouped};
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::{noun, of_replications, replications};
use crate::report::form::words::warnings;
use crate::scenario::asked::sweep::Sampled;

pub(super) fn write(report: &SweepReport, page: &mut Page) -> io::Result<()> {
    page.title(&report.outcome.base.name)?;
    warnings::write(&warnings::sentences(&report.warnings()), page)?;
    for sentence in answer::sentences(report) {
        page.paragraph(&sentence, Ink::Plain, 2, 2)?;
    }
    chart::write(report, page)?;
    tables::write_grid(report, page)?;
    tables::write(report, page)?;
    write_foot(report, page)
}

fn write_foot(report: &SweepReport, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    let said: Vec<&String> = report.understood.iter().chain(&outcome.base.assumptions).collect();
    if !said.is_empty() {
        page.heading("Assumptions of the base", "")?;
        for sentence in said {
            page.paragraph(&format!("- {sentence}"), Ink::Plain, 2, 4)?;
        }
    }
    let shown = tables::shown(report).into_iter();
    Notes::of(shown.map(|at| outcome.figures[at].definition)).write(&outcome.base, page)?;
    write_making(report, page)
}

fn write_making(report: &SweepReport, page: &mut Page) -> io::Result<()> {
    let outcome = &report.outcome;
    page.heading("How it was made", "")?;
    let how = match outcome.sampled {
        Sampled::Grid => "a grid",
        Sampled::LatinHypercube => "a Latin hypercube",
        Sampled::Sobol => "a scrambled Sobol sequence",
    };
    let level = grouped(report.confidence * 100.0, 1);
    let text = format!(
        "{} of {how}, each of {} of the same customers, seed {}; ± and [ , ] are {} % \
         intervals for the mean {}, each of its own and not of all points at once",
        counted(outcome.points.len(), "point"),
        replications(&outcome.base, outcome.replications),
        outcome.seed,
        level.trim_end_matches(".0"),
        noun(outcome.period, 1)
    );
    page.paragraph(&text, Ink::Plain, 2, 4)?;
    page.paragraph(&format!("digest {}", outcome.digest), Ink::Plain, 2, 4)?;
    let again = of_replications(&report.command, outcome.replications);
    page.command("again", &again)
}
