//! The first lines: what was asked, answered in a sentence or two.
//!
//! `verdict` says whether targets hold, `choice` which variant is best, `facts` what else matters.

use std::io;

use super::grid::overall;
use super::horizon;
use crate::experiment::run::outcome::VariantOutcome;
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::replications;
use crate::report::form::words::scenario::{has_money, listed};
use crate::report::form::words::{beyond, warnings};
use crate::report::{Kind, Report, StoppedBy};
use facts::{answered_in_time, level, net_value};

pub(crate) mod choice;
pub(crate) mod facts;
pub(crate) mod race;
pub(crate) mod verdict;

pub(crate) use choice::best;

pub(crate) fn write(report: &Report, page: &mut Page) -> io::Result<()> {
    page.title(report.title())?;
    if report.is_cut_short() {
        let outcome = &report.outcome;
        let done = replications(&report.base().scenario, outcome.replications);
        let why = match report.stopped_by {
            StoppedBy::TimeLimit => "Time was up",
            StoppedBy::Interrupt | StoppedBy::Itself => "Interrupted",
        };
        let text = format!("{why}: this is what the first {done} of {} say.", outcome.requested);
        page.paragraph(&text, Ink::Worse, 2, 2)?;
    } else if let Some(why) = report.stopped_by.in_words() {
        let text = format!("{why} after the last replication: theory beside it is left out.");
        page.paragraph(&text, Ink::Worse, 2, 2)?;
    }
    warnings::write(&report.warnings(), page)?;
    let text = match report.kind {
        _ if horizon::is_horizon(report) => horizon::answer::sentences(report).join(" "),
        Kind::Run => run(report.base()),
        Kind::Compare => choice::sentences(report).join(" "),
    };
    page.paragraph(&text, Ink::Title, 2, 2)?;
    let mut scenarios = report.outcome.variants.iter().map(|it| &it.scenario);
    match scenarios.find_map(beyond::a_day) {
        Some(unseen) => page.paragraph(&unseen, Ink::Faint, 2, 2),
        None => Ok(()),
    }
}

/// Does it hold?
fn run(variant: &VariantOutcome) -> String {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(answered_in_time(variant));
    facts.extend(verdict::meeting(variant).map(verdict::Meeting::told));
    facts.extend(level(&variant.summary, "abandon_rate").map(|it| it.with("abandon")));
    facts.extend(
        level(&variant.summary, "occupancy")
            .map(|it| format!("agents are {}", it.with("occupied"))),
    );
    let mut sentences = verdict::sentences(variant);
    if !facts.is_empty() {
        sentences.push(format!("In all, {}.", listed(&facts)));
    }
    if let Some(value) = net_value(variant).filter(|_| has_money(variant)) {
        sentences.push(format!("Net value is {value}."));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests;
