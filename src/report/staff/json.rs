//! The answer as JSON, `staff_format` 1, described in `docs/results.md`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::foot::parts;
use super::{StaffReport, Staffing};
use crate::analytic::solve::Limit;
use crate::experiment::staff::blending::{BlendAnswer, Cell};
use crate::experiment::staff::heads::{Part, Per};
use crate::experiment::staff::judge::{Finding, Judged};
use crate::experiment::staff::target::Verdict;
use crate::experiment::staff::{Answer, By, Certainty, Outcome};
use crate::report::StoppedBy;
use crate::report::form::json::{estimate, summary, write_value};
use crate::report::form::number::significant;
use crate::report::form::words::warnings;
use crate::scenario::NamedPolicy;

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const STAFF_FORMAT: u32 = 1;

pub(super) fn write(report: &StaffReport, out: &mut dyn Write) -> io::Result<()> {
    let (scenario, effort) = parts(report);
    let mut root = Map::new();
    let mut add = |key: &str, value: Value| root.insert(key.to_owned(), value);
    add("staff_format", json!(STAFF_FORMAT));
    add("scenario", json!(scenario.name));
    add(
        "run",
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "seed": effort.seed,
            "replications": effort.replications,
            "pilot_replications": effort.pilots,
            "candidates": effort.candidates,
            "additions": effort.additions,
            "confidence": significant(report.confidence),
            "threads": effort.threads,
            "contacts": report.contacts(),
            "cpu_seconds": significant(report.cpu_seconds),
            "wall_seconds": significant(report.wall_seconds),
        }),
    );
    if !report.understood.is_empty() {
        add("understood", json!(report.understood));
    }
    if let Some(value) = warnings::value(&warnings::of([("base", scenario)])) {
        add("warnings", value);
    }
    match &report.staffing {
        Staffing::Agents(answer) => root.append(&mut agents(answer, report.stopped_by)),
        Staffing::Blending(answer) => root.append(&mut blending(answer, report.stopped_by)),
    }
    write_value(&Value::Object(root), 0, out)?;
    out.write_all(b"\n")
}

fn outcome(outcome: Outcome, stopped: bool, stopped_by: StoppedBy) -> &'static str {
    match outcome {
        _ if stopped && stopped_by == StoppedBy::TimeLimit => "time_limit",
        _ if stopped => "interrupted",
        Outcome::Found => "found",
        Outcome::NoneFound => "none_found",
        Outcome::CannotBeMet => "cannot_be_met",
    }
}

fn per(per: Per) -> &'static str {
    match per {
        Per::Day => "day",
        Per::Interval => "interval",
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Estimate => "estimate",
        Certainty::Confidence => "confidence",
    }
}

fn agents(answer: &Answer, stopped_by: StoppedBy) -> Map<String, Value> {
    let mut root = Map::new();
    let mut add = |key: &str, value: Value| root.insert(key.to_owned(), value);
    let by = match answer.question.by {
        By::Agents => "agents",
        By::Cost => "cost",
    };
    let question = &answer.question;
    add(
        "question",
        json!({ "per": per(question.per), "by": by, "certainty": certainty(question.certainty) }),
    );
    add("outcome", json!(outcome(answer.outcome, answer.stopped, stopped_by)));
    add("all_targets_met", json!(all_met(&answer.judged)));
    add("targets", answer.judged.findings.iter().map(finding).collect());
    add("staffing", staffing(answer));
    let fewer = answer.fewer.as_ref().map_or(Value::Null, |fewer| {
        json!({
            "heads": heads(fewer),
            "all_targets_met": all_met(fewer),
            "targets": fewer.findings.iter().map(finding).collect::<Vec<_>>(),
        })
    });
    add("nearest_with_fewer", fewer);
    let proof = answer.proof.as_ref().map_or(Value::Null, |proof| {
        json!({
            "heads": heads(proof),
            "targets": proof.findings.iter().map(finding).collect::<Vec<_>>(),
        })
    });
    add("proof", proof);
    add("results", summary(&answer.judged.summary).into());
    root
}

fn all_met(judged: &Judged) -> bool {
    judged.findings.iter().all(|it| it.verdict != Verdict::Missed)
}

fn finding(finding: &Finding) -> Value {
    let target = &finding.target;
    let (sign, bound) = match target.limit {
        Limit::AtLeast(bound) => ("at_least", bound),
        Limit::AtMost(bound) => ("at_most", bound),
    };
    let verdict = match finding.verdict {
        Verdict::Met => "met",
        Verdict::MetOnEstimate => "met_on_estimate",
        Verdict::Missed => "missed",
        Verdict::NothingToMeet => "no_contacts",
    };
    json!({
        "figure": target.figure.to_string(),
        sign: significant(bound),
        "found": estimate(&finding.found),
        "verdict": verdict,
    })
}

/// One object for each stretch, with all groups.
fn staffing(answer: &Answer) -> Value {
    let heads = &answer.judged.heads;
    let stretch = |column: usize| {
        let group = |place: usize| {
            let own = answer.required(column, place);
            let name = answer.scenario.agent_groups[heads.groups[place]].name.clone();
            let value = json!({
                "required_productive": significant(own.productive),
                "required_scheduled": own.scheduled,
                "staffed": significant(own.staffed),
                "over_under": significant(own.over_under()),
            });
            (name, value)
        };
        let groups: Map<String, Value> = (0..heads.groups.len()).map(group).collect();
        match answer.question.per {
            Per::Day => json!({ "agent_groups": groups }),
            Per::Interval => json!({
                "start": answer.judged.summary.intervals[column].start,
                "agent_groups": groups,
            }),
        }
    };
    (0..heads.columns.len()).map(stretch).collect()
}

/// Heads by group: a number, or a list by interval.
fn heads(judged: &Judged) -> Value {
    let heads = &judged.heads;
    let of = |place: usize| -> Value {
        let all: Vec<u32> = heads.columns.iter().map(|column| column[place]).collect();
        match &all[..] {
            [only] => json!(only),
            all => json!(all),
        }
    };
    let name = |place: usize| judged.scenario.agent_groups[heads.groups[place]].name.clone();
    Value::Object((0..heads.groups.len()).map(|place| (name(place), of(place))).collect())
}

fn blending(answer: &BlendAnswer, stopped_by: StoppedBy) -> Map<String, Value> {
    let mut root = Map::new();
    let mut add = |key: &str, value: Value| root.insert(key.to_owned(), value);
    let (blended, desks) = answer.groups.split_last().expect("desks and a blended group");
    let question = &answer.question;
    add(
        "question",
        json!({ "per": per(question.per), "certainty": certainty(question.certainty) }),
    );
    add("outcome", json!(outcome(answer.outcome, answer.stopped, stopped_by)));
    add("desks", json!(desks));
    add("blended", json!(blended));
    add("made", json!(answer.made));
    add("cells", answer.cells.iter().map(cell).collect());
    root
}

fn cell(cell: &Cell) -> Value {
    let blended = match cell.part {
        Part::Share(share) => json!({ "share": significant(share) }),
        Part::Agents(agents) => json!({ "agents": agents }),
    };
    let difference = cell.difference.as_ref();
    json!({
        "rule": cell.rule.map(NamedPolicy::name),
        "blended": blended,
        "outcome": outcome(cell.outcome, false, StoppedBy::Itself),
        "cannot_be_met": cell.outcome == Outcome::CannotBeMet,
        "agents": cell.total(),
        "blended_agents": cell.blended(),
        "agents_at_least": cell.sure.map(|sure| sure.least),
        "agents_at_most": cell.sure.and_then(|sure| sure.most),
        "heads": heads(&cell.judged),
        "targets": cell.judged.findings.iter().map(finding).collect::<Vec<_>>(),
        "results": summary(&cell.judged.summary),
        "difference_from_nobody_blended": difference.map(summary),
    })
}
