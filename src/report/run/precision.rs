//! What became of the precision that was asked for, for people and for programs.

use std::io;

use serde_json::{Value, json};

use crate::experiment::run::outcome::{Aim, Ended, Precision, Whose};
use crate::report::Report;
use crate::report::form::figure::{Cell, NO_BREAK, Tone, half_width_words};
use crate::report::form::number::{grouped, significant};
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::period::replications;
use crate::stats::sequential::Margin;

/// Figures furthest from their aims are shown, so many of them.
const MOST_ROWS: usize = 12;

/// Writes which figures were wanted how precisely; nothing where none were.
pub(crate) fn write(report: &Report, page: &mut Page) -> io::Result<()> {
    let Some(precision) = &report.outcome.precision else { return Ok(()) };
    let level = grouped(precision.confidence * 100.0, 1);
    let level = level.trim_end_matches(".0");
    let at_once = if precision.aims.len() > 1 { ", all of them at once" } else { "" };
    let about = format!("with {level}{NO_BREAK}% confidence{at_once}; those furthest off first");
    page.heading("Precision", &about)?;
    page.paragraph(&sentence(report, precision), Ink::Plain, 2, 4)?;
    let mut aims: Vec<&Aim> = precision.aims.iter().collect();
    let distance = |aim: &Aim| aim.excess().unwrap_or(f64::INFINITY);
    aims.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
    let compares = report.outcome.variants.len() > 1;
    let headings = if compares { &["of", "wanted", "reached"][..] } else { &["wanted", "reached"] };
    let mut table = Table::new(headings.iter().map(|&it| it.to_owned()).collect());
    for aim in aims.iter().take(MOST_ROWS) {
        let mut cells = vec![wanted(aim), reached(aim)];
        if compares {
            cells.insert(0, whose(aim));
        }
        table.row(aim.figure.in_words(), cells);
    }
    table.write(page)?;
    if let Some(more) = aims.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        page.paragraph(&format!("and {more} more that are closer"), Ink::Faint, 2, 4)?;
    }
    Ok(())
}

fn sentence(report: &Report, precision: &Precision) -> String {
    let done = replications(&report.base().scenario, report.outcome.replications);
    let missed = precision.aims.iter().filter(|aim| !aim.is_reached()).count();
    let of = precision.aims.len();
    match precision.ended {
        Ended::Precise => format!("Reached after {done}."),
        Ended::AtMost => format!(
            "Missed for {missed} of {of} after {done}, the most that were allowed \
             (--max-replications)."
        ),
        Ended::Stopped => format!("Missed for {missed} of {of} when it was stopped after {done}."),
    }
}

/// "all blended less base".
fn whose(aim: &Aim) -> Cell {
    match aim.whose {
        Whose::Difference => Cell::text(&format!("{} less base", aim.variant)),
        Whose::Level => Cell::text(&aim.variant),
    }
}

fn wanted(aim: &Aim) -> Cell {
    let unit = aim.figure.definition.unit;
    Cell::text(&aim.wanted.map_or_else(|| "-".to_owned(), |it| half_width_words(unit, it)))
}

fn reached(aim: &Aim) -> Cell {
    let unit = aim.figure.definition.unit;
    let Some(half_width) = aim.half_width else { return Cell::text("not known") };
    let tone = if aim.is_reached() { Tone::Better } else { Tone::Worse };
    Cell { tone, ..Cell::text(&half_width_words(unit, half_width)) }
}

/// The same as JSON.
pub(crate) fn value(precision: &Precision) -> Value {
    let ended = match precision.ended {
        Ended::Precise => "reached",
        Ended::AtMost => "max_replications",
        Ended::Stopped => "stopped",
    };
    json!({
        "reached": precision.aims.iter().all(Aim::is_reached),
        "ended_by": ended,
        "confidence_at_once": significant(precision.confidence),
        "max_replications": precision.most,
        "looks": precision.looks,
        "figures": precision.aims.iter().map(aim).collect::<Vec<_>>(),
    })
}

fn aim(aim: &Aim) -> Value {
    let (of, margin) = (aim.whose, aim.margin);
    let real = |number: Option<f64>| number.map(significant);
    json!({
        "figure": aim.figure.to_string(),
        "variant": aim.variant,
        "of": if of == Whose::Level { "level" } else { "difference" },
        "relative": match margin { Margin::Relative(share) => Some(significant(share)), Margin::Absolute(_) => None },
        "wanted_half_width": real(aim.wanted),
        "half_width": real(aim.half_width),
        "reached": aim.is_reached(),
    })
}
