//! What is asked: the flags of `erlang` checked against each other.

use super::Args;
use super::quantity::Lines;
use crate::analytic::solve::Limit;
use crate::analytic::{ErlangModel, Room};
use crate::base::decimal::counted;
use crate::cli::failure::Failure;
use crate::measures::plan::ServiceLevelFormula;
use crate::report::erlang::Figure;

const DEFAULT_SHORT_ABANDON_SECONDS: f64 = 5.0;

/// A question that has one answer.
pub(super) struct Question {
    /// What is solved for has any value.
    pub(super) model: ErlangModel,
    pub(super) unknown: Unknown,
    /// Met by the answer; none where only the figures are asked for.
    pub(super) targets: Vec<(Figure, Limit)>,
    pub(super) formula: ServiceLevelFormula,
    pub(super) within_seconds: f64,
    pub(super) short_abandon_seconds: f64,
    pub(super) shrinkage: Option<f64>,
}

/// What the answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Figures,
    Agents,
    Volume,
}

/// The question that the flags ask.
///
/// # Errors
/// Everything that is contradictory, missing or too much.
pub(super) fn ask(args: &Args) -> Result<Question, Failure> {
    let targets = targets(args);
    let mut wrong = Vec::new();
    let unknown = unknown(args, &targets, &mut wrong);
    check_flags(args, &mut wrong);
    if !wrong.is_empty() {
        return Err(Failure::Several(wrong.into_iter().map(Failure::Wrong).collect()));
    }
    let model = ErlangModel {
        arrivals_per_second: args.volume.unwrap_or(1.0) / 3600.0,
        mean_handle_seconds: args.handle_time.expect("it was checked"),
        mean_patience_seconds: args.patience,
        agents: args.agents.unwrap_or(1),
        room: match args.lines {
            None => Room::Unlimited,
            Some(Lines::AsManyAsAgents) => Room::NoWaiting,
            Some(Lines::Number(lines)) => Room::Lines(lines),
        },
    };
    Ok(Question {
        model,
        unknown,
        targets: targets.into_iter().map(|(_, figure, limit)| (figure, limit)).collect(),
        formula: args.formula,
        within_seconds: args.within,
        short_abandon_seconds: args.short_abandon.unwrap_or(DEFAULT_SHORT_ABANDON_SECONDS),
        shrinkage: args.shrinkage,
    })
}

/// The targets that are given, with their flags.
fn targets(args: &Args) -> Vec<(&'static str, Figure, Limit)> {
    let at_most = |flag, figure, number: Option<f64>| {
        number.map(|number| (flag, figure, Limit::AtMost(number)))
    };
    let level = args.service_level;
    let level = level.map(|it| ("--service-level", Figure::ServiceLevel, Limit::AtLeast(it)));
    let all = [
        level,
        at_most("--abandonment", Figure::AbandonRate, args.abandonment),
        at_most("--asa", Figure::Asa, args.asa),
        at_most("--wait", Figure::MeanWait, args.wait),
        at_most("--max-occupancy", Figure::Occupancy, args.max_occupancy),
        at_most("--blocked", Figure::Blocked, args.blocked),
    ];
    all.into_iter().flatten().collect()
}

/// What is left to solve for.
fn unknown(
    args: &Args,
    targets: &[(&'static str, Figure, Limit)],
    wrong: &mut Vec<String>,
) -> Unknown {
    const SUCH_AS: &str = "a target such as --service-level 0.8, --asa 10s or --max-occupancy 0.85";
    match (args.volume, args.agents, targets) {
        (Some(_), Some(_), []) => {}
        (Some(_), Some(_), targets) => {
            let flags: Vec<&str> = targets.iter().map(|(flag, ..)| *flag).collect();
            wrong.push(format!(
                "found --volume, --agents and {}: nothing is left to solve for; leave out the one \
                 that is wanted",
                flags.join(", ")
            ));
        }
        (None, None, []) => {
            wrong.push(format!(
                "found neither --volume nor --agents, wanted both, or one of them and {SUCH_AS}"
            ));
        }
        (None, None, _) => {
            wrong.push("found neither --volume nor --agents, wanted one of them".to_owned());
        }
        (Some(_), None, []) => {
            wrong.push(format!("found --volume alone, wanted --agents, or {SUCH_AS}"));
        }
        (None, Some(_), []) => {
            wrong.push(format!("found --agents alone, wanted --volume, or {SUCH_AS}"));
        }
        (Some(_), None, _) => return Unknown::Agents,
        (None, Some(_), _) => return Unknown::Volume,
    }
    Unknown::Figures
}

/// Flags that cannot mean anything beside the others.
fn check_flags(args: &Args, wrong: &mut Vec<String>) {
    let nobody_waits = match (args.lines, args.agents) {
        (Some(Lines::AsManyAsAgents), _) => true,
        (Some(Lines::Number(lines)), Some(agents)) => lines == agents,
        _ => false,
    };
    if args.handle_time.is_none() {
        wrong.push("found no --handle-time, wanted the mean handle time, such as 5m".to_owned());
    }
    if args.abandonment.is_some() && args.patience.is_none() {
        wrong.push("found --abandonment without --patience: nobody would abandon".to_owned());
    }
    if args.abandonment.is_some() && nobody_waits {
        wrong.push("found --abandonment where nobody can wait: nobody would abandon".to_owned());
    }
    if args.blocked.is_some() && args.lines.is_none() {
        wrong.push("found --blocked without --lines: nobody would be blocked".to_owned());
    }
    if let (Some(Lines::Number(lines)), Some(agents)) = (args.lines, args.agents)
        && lines < agents
    {
        wrong.push(format!(
            "found --lines {lines} for {}, wanted at least a line for each agent",
            counted(agents as usize, "agent")
        ));
    }
    check_short_abandon(args, wrong);
}

fn check_short_abandon(args: &Args, wrong: &mut Vec<String>) {
    use ServiceLevelFormula::{ShortExcluded, ShortMet};
    let counts = matches!(args.formula, ShortExcluded | ShortMet);
    let short = args.short_abandon.unwrap_or(DEFAULT_SHORT_ABANDON_SECONDS);
    if args.short_abandon.is_some() && !counts {
        wrong.push(format!(
            "found --short-abandon with formula {}, wanted short_excluded or short_met",
            args.formula.name()
        ));
    } else if counts && short > args.within {
        wrong.push(format!(
            "found a short-abandon limit of {short} s above the threshold of {} s, wanted \
             --short-abandon not above --within",
            args.within
        ));
    }
}
