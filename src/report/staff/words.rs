//! Words for targets, heads and rules.

use crate::analytic::solve::Limit;
use crate::experiment::staff::blending::Cell;
use crate::experiment::staff::heads::{Part, Per};
use crate::experiment::staff::judge::{Finding, Judged};
use crate::experiment::staff::target::{Target, Verdict};
use crate::measures::definitions::Unit;
use crate::measures::estimate::{Estimate, Measured};
use crate::report::form::figure::{Cell as Text, NO_BREAK, Sense, cell};
use crate::report::form::number::{grouped, plain_decimals};
use crate::report::form::words::period::Observed;
use crate::report::form::words::scenario::label;
use crate::report::{StoppedBy, counted};
use crate::scenario::{NamedPolicy, Scenario};

/// "service: Service level in 20 s", or "09:00 service: service level".
pub(super) fn name(target: &Target, scenario: &Scenario) -> String {
    let path = target.figure.to_string();
    let key = target.figure.definition.key;
    let whose = path.trim_end_matches(key).trim_end_matches('.');
    let whose = whose.trim_start_matches("contact_types.").trim_start_matches("agent_groups.");
    let whose = whose.replace("intervals.", "");
    let whose = whose.replace(".contact_types.", " ").replace(".agent_groups.", " ");
    let whose = if whose == "total" { "all".to_owned() } else { whose };
    // An interval's name leaves no room for the threshold, which the foot says.
    let definition = target.figure.definition;
    let measure = match target.interval {
        None => label(definition, scenario),
        Some(_) => definition.name.to_lowercase(),
    };
    format!("{whose}: {measure}")
}

/// "at least 80 %".
pub(super) fn wanted(target: &Target) -> String {
    let (word, bound) = match target.limit {
        Limit::AtLeast(bound) => ("at least", bound),
        Limit::AtMost(bound) => ("at most", bound),
    };
    let (scale, unit) = match target.figure.definition.unit {
        Unit::Share => (100.0, format!("{NO_BREAK}%")),
        Unit::Seconds => (1.0, format!("{NO_BREAK}s")),
        Unit::Count | Unit::Money | Unit::Number => (1.0, String::new()),
    };
    let number = bound * scale;
    format!("{word} {}{unit}", grouped(number, plain_decimals(number, 2)))
}

/// What ended a search before its end.
pub(super) fn early(stopped_by: StoppedBy) -> &'static str {
    match stopped_by {
        StoppedBy::TimeLimit => "Time was up",
        StoppedBy::Interrupt | StoppedBy::Itself => "Interrupted",
    }
}

/// "3 of 16 targets are missed, most 10:30 sales: service level, 71.2 % (±1.3), wanted at least
/// 80 %".
pub(super) fn lack(judged: &Judged, scenario: &Scenario) -> String {
    let missed: Vec<&Finding> =
        judged.findings.iter().filter(|it| it.verdict == Verdict::Missed).collect();
    let Some(most) = missed.iter().min_by(|a, b| margin(a).total_cmp(&margin(b))) else {
        return "every target is met, not all of them surely".to_owned();
    };
    let figure = found(&most.target, &most.found, Observed::of(&judged.summary)).with("");
    let (are, most_of) = if missed.len() == 1 { ("is", "") } else { ("are", "most ") };
    format!(
        "{} of {} {are} missed, {most_of}{}, {figure}, wanted {}",
        missed.len(),
        counted(judged.findings.len(), "target"),
        name(&most.target, scenario),
        wanted(&most.target)
    )
}

/// How far a figure is on the good side of its bound, relative to the bound.
pub(super) fn margin(finding: &Finding) -> f64 {
    let Some(mean) = finding.found.mean else { return f64::INFINITY };
    match finding.target.limit {
        Limit::AtLeast(least) => (mean - least) / least.abs().max(1e-9),
        Limit::AtMost(most) => (most - mean) / most.abs().max(1e-9),
    }
}

/// An estimate of a target's figure.
pub(super) fn found(target: &Target, estimate: &Estimate, observed: Observed) -> Text {
    let measured = Measured { definition: target.figure.definition, estimate: *estimate };
    cell(&measured, Sense::Level, observed)
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::MetOnEstimate => "met on the estimate",
        Verdict::Missed => "MISSED",
        Verdict::NothingToMeet => "no contacts",
    }
}

/// "specialists first".
pub(super) fn rule(rule: NamedPolicy) -> String {
    rule.name().replace('_', " ")
}

/// "20 % blended", "everybody blended".
pub(super) fn part(part: Part) -> String {
    match part {
        Part::Share(share) if share <= 0.0 => "nobody".to_owned(),
        Part::Share(share) if share >= 1.0 => "everybody".to_owned(),
        Part::Share(share) => {
            let percent = share * 100.0;
            format!("{}{NO_BREAK}%", grouped(percent, plain_decimals(percent, 1)))
        }
        Part::Agents(0) => "nobody".to_owned(),
        Part::Agents(agents) => format!("{agents} agents"),
    }
}

/// Hours of an interval.
pub(super) fn hours(scenario: &Scenario, per: Per) -> f64 {
    match per {
        Per::Day => scenario.day.open_seconds() / 3600.0,
        Per::Interval => f64::from(scenario.day.interval_minutes) / 60.0,
    }
}

/// Agents of a cell, or agent-hours a day where heads change.
pub(super) fn size(cell: &Cell, scenario: &Scenario, per: Per) -> f64 {
    match per {
        Per::Day => cell.total() as f64,
        Per::Interval => cell.total() as f64 * hours(scenario, per),
    }
}

/// A number of agents or of agent-hours.
pub(super) fn amount(number: f64) -> String {
    grouped(number, plain_decimals(number, 2))
}

/// "agents" or "agent-hours".
pub(super) fn unit(per: Per) -> &'static str {
    match per {
        Per::Day => "agents",
        Per::Interval => "agent-hours",
    }
}
