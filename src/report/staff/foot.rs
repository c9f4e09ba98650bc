//! The foot of the page: assumptions, and how it was made.

use std::io;

use super::{StaffReport, Staffing, answer, blending};
use crate::experiment::staff::heads::Per;
use crate::experiment::staff::{By, Certainty, Effort, Outcome};
use crate::report::form::notes::Notes;
use crate::report::form::number::grouped;
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::{of_replications, replications};
use crate::report::{counted, whole};
use crate::scenario::Scenario;

pub(super) fn write(report: &StaffReport, page: &mut Page) -> io::Result<()> {
    let (scenario, effort) = parts(report);
    write_assumptions(report, scenario, page)?;
    let (targets, told) = match &report.staffing {
        Staffing::Agents(it) => (&it.question.targets, answer::overall(it)),
        Staffing::Blending(it) => (&it.question.targets, blending::told(it).collect()),
    };
    let targets = targets.iter().map(|target| target.figure.definition);
    let notes = Notes::of(targets.chain(told.iter().map(|it| it.definition)));
    notes.write(scenario, page)?;
    page.heading("How it was made", "docs/methods/staffing.md says more")?;
    for sentence in making(report, scenario, effort) {
        page.paragraph(&sentence, Ink::Plain, 2, 4)?;
    }
    let again = of_replications(&report.command, effort.replications);
    page.command("again", &again)
}

pub(super) fn parts(report: &StaffReport) -> (&Scenario, &Effort) {
    match &report.staffing {
        Staffing::Agents(answer) => (&answer.scenario, &answer.effort),
        Staffing::Blending(answer) => (&answer.scenario, &answer.effort),
    }
}

fn write_assumptions(report: &StaffReport, scenario: &Scenario, page: &mut Page) -> io::Result<()> {
    page.heading("Assumptions", "")?;
    let mut said = report.understood.clone();
    match &report.staffing {
        Staffing::Agents(answer) => said.extend(answer::kept_shifts(answer)),
        Staffing::Blending(answer) => said.extend(blending::construction(answer)),
    }
    said.extend(scenario.assumptions.iter().cloned());
    if scenario.shrinkage_share > 0.0 {
        let share = grouped(scenario.shrinkage_share * 100.0, 1);
        let share = share.trim_end_matches(".0");
        said.push(format!(
            "Scheduled heads: required / (1 - {share} % shrinkage), rounded up; wages are those of \
             scheduled heads."
        ));
    }
    for sentence in said {
        page.paragraph(&format!("- {sentence}"), Ink::Plain, 2, 4)?;
    }
    Ok(())
}

/// Whether the search came to its own end.
fn is_searched_out(report: &StaffReport) -> bool {
    let (outcome, stopped) = match &report.staffing {
        Staffing::Agents(it) => (it.outcome, it.stopped),
        Staffing::Blending(it) => (it.outcome, it.stopped),
    };
    outcome == Outcome::Found && !stopped
}

fn making(report: &StaffReport, scenario: &Scenario, effort: &Effort) -> Vec<String> {
    let level = grouped(report.confidence * 100.0, 1);
    let (per, certainty, by) = match &report.staffing {
        Staffing::Agents(it) => (it.question.per, it.question.certainty, it.question.by),
        Staffing::Blending(it) => (it.question.per, it.question.certainty, By::Agents),
    };
    let least = match by {
        By::Agents => "fewest heads",
        By::Cost => "lowest wages",
    };
    let grid = match per {
        Per::Day => "",
        Per::Interval => " by interval",
    };
    let met = match certainty {
        Certainty::Estimate => "its estimate meets it",
        Certainty::Confidence => "its whole interval meets it",
    };
    let optimum = if is_searched_out(report) {
        "; no single head less and no exchange of heads with one less meets the targets there (a \
         local optimum)"
    } else {
        ""
    };
    let mut told = vec![
        format!(
            "searched for the {least}{grid} from Erlang's number: {} simulated, the same customers \
             for all, up to {} replications each{optimum}",
            counted(effort.candidates, "mix").replace("mixs", "mixes"),
            whole(effort.pilots),
        ),
        format!(
            "judged on {} that the search did not use, seed {}; a target counts as met when {met}; \
             ± and [ , ] are {} % intervals",
            replications(scenario, effort.replications),
            effort.seed,
            level.trim_end_matches(".0"),
        ),
    ];
    if effort.additions > 0 {
        let times = counted(effort.additions as usize, "time");
        told.push(format!(
            "heads were exchanged or added {times} because a target was missed there"
        ));
    }
    told
}
