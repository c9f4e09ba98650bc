//! `staff`: how many agents? And how many does blending save?

use std::path::{Path, PathBuf};

use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::{ExperimentFlags, command_line};
use super::loading::read;
use super::output::Output;
use super::progress::Progress;
use super::simulate::nothing;
use crate::base::quantity::hundredth;
use crate::experiment::Settings;
use crate::experiment::staff::blending::{self, Blend, Named};
use crate::experiment::staff::heads::{Part, Per};
use crate::experiment::staff::target::{self, NoTarget, Target};
use crate::experiment::staff::{self, By, Certainty, Outcome, Question, Refusal};
use crate::questions::typed::shell::quoted;
use crate::report::{StaffReport, Staffing, StoppedBy, whole};
use crate::scenario::model::Replications;
use crate::scenario::text::words::one_of_the_known;
use crate::scenario::{Loaded, NamedPolicy, Scenario};

const EXAMPLES: &str = "\
Examples:
  switchroom staff centre.json                       the fewest agents for the file's targets
  switchroom staff centre.json --blending            how many does blending save?
  switchroom staff centre.json --per interval --export-csv staffing.csv
  switchroom staff centre.json --target 'contact_types.*.service_level>=0.8'
  switchroom staff centre.json --target 'total.abandon_rate<=0.03' --by cost
  switchroom staff centre.json --keep blended        the others around as many blended agents
  switchroom staff centre.json --blending --blended 0%,10%,30%,all --rules sales_first
";

/// Contacts that the answer is judged on, over all cells, unless days are asked for.
const JUDGED_CONTACTS: f64 = 4e6;
/// Days that the answer is judged on, at least and at most.
const JUDGED_DAYS: (f64, f64) = (400.0, 1000.0);

/// Find the fewest agents that meet targets, or how many of them blending saves (exit code 1 if no
/// number does)
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// The scenario file
    file: PathBuf,

    /// What must hold, in place of the file's targets: a path to a figure (`*` for every name),
    /// >= or <=, and a number
    #[arg(long, value_name = "PATH>=VALUE")]
    target: Vec<String>,

    /// One number of heads for the day, or one for each interval [default: day where volumes are
    /// the same all day, else interval]
    #[arg(long, value_name = "STRETCH", value_parser = ["day", "interval"])]
    per: Option<String>,

    /// What is to be least: heads, or their wages
    #[arg(long, value_name = "WHAT", default_value = "agents", value_parser = ["agents", "cost"])]
    by: String,

    /// When a target counts as met: when the estimate meets it, or its whole interval
    #[arg(long, value_name = "HOW", default_value = "estimate")]
    #[arg(value_parser = ["estimate", "confidence"])]
    certainty: String,

    /// An agent group that keeps the heads of the file
    #[arg(long, value_name = "GROUP", conflicts_with = "blending")]
    keep: Vec<String>,

    /// Ask how many agents blending saves: split desks against shares of blended agents, under
    /// several routing rules
    #[arg(long, conflicts_with = "by")]
    blending: bool,

    /// How many of all agents are blended: percentages, numbers of agents, `all`
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = part)]
    #[arg(default_value = "0%,5%,10%,20%,30%,45%,all", requires = "blending")]
    blended: Vec<Part>,

    /// The rules to blend under
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = rule)]
    #[arg(default_value = "specialists_first,sales_first,longest_wait", requires = "blending")]
    rules: Vec<NamedPolicy>,

    /// A contact type that `sales_first` puts first [default: those with a sale, else those that
    /// the file gives the lowest priority number]
    #[arg(long, value_name = "TYPE", requires = "blending")]
    first: Vec<String>,

    /// The agent group that stands for all specialists of a contact type, where the file has
    /// several unlike ones
    #[arg(long, value_name = "GROUP", requires = "blending")]
    desk: Vec<String>,

    /// The agent group that stands for all blended agents, where the file has several unlike ones
    #[arg(long, value_name = "GROUP", requires = "blending")]
    blended_group: Option<String>,

    /// Days that the answer is judged on [default: the file's, else a few million contacts' worth]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    replications: Option<u32>,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let stopwatch = Stopwatch::start();
    let mut exports = Exports::claim(&args.flags.exports, std::slice::from_ref(&args.file))?;
    let loaded = read(&args.file, &args.flags.changes.overrides())?;
    exports.spare(&loaded.files)?;
    let scenario = &loaded.base;
    let per = per(args, scenario);
    let targets = targets(args, scenario, per)?;
    let settings = settings(args, scenario, output);
    let asked = if args.blending {
        Asked::Blending(blend(args, scenario, targets, per)?)
    } else {
        Asked::Agents(question(args, scenario, targets, per)?)
    };
    let progress = Progress::start(output, args.flags.time_limit, Stopwatch::start());
    let staffing = asked.answer(scenario, &settings, &progress);
    let stopped_by = progress.finish();
    let staffing = staffing.ok_or_else(|| nothing(stopped_by))?;
    let ended = ended(&staffing, stopped_by);
    let report = StaffReport {
        staffing,
        confidence: settings.confidence,
        understood: loaded.echo.clone(),
        command: command(args, &loaded, &settings),
        stopped_by,
        cpu_seconds: processor_time().as_secs_f64(),
        wall_seconds: stopwatch.elapsed().as_secs_f64(),
    };
    let written = exports.write(&report, output);
    output.say(&format!(
        "{} contacts judged, {:.1} s ({:.1} s of processor time)",
        whole(report.contacts()),
        report.wall_seconds,
        report.cpu_seconds
    ));
    written.map(|()| ended)
}

/// Either question.
enum Asked {
    Agents(Question),
    Blending(Blend),
}

impl Asked {
    fn answer(
        &self,
        scenario: &Scenario,
        settings: &Settings,
        watch: &Progress,
    ) -> Option<Staffing> {
        match self {
            Self::Agents(question) => {
                let answer = staff::staff(scenario, question, settings, watch)?;
                Some(Staffing::Agents(Box::new(answer)))
            }
            Self::Blending(blend) => {
                let answer = blending::blend(scenario, blend, settings, watch)?;
                Some(Staffing::Blending(Box::new(answer)))
            }
        }
    }
}

/// That time was up is no failure where the targets are met.
fn ended(staffing: &Staffing, stopped_by: StoppedBy) -> Ended {
    let (outcome, stopped) = match staffing {
        Staffing::Agents(answer) => (answer.outcome, answer.stopped),
        Staffing::Blending(answer) => (answer.outcome, answer.stopped),
    };
    match outcome {
        _ if stopped && stopped_by == StoppedBy::Interrupt => Ended::Interrupted,
        Outcome::Found => Ended::Done,
        // Time was up: what was not found yet may be there all the same.
        Outcome::NoneFound if stopped => Ended::Inconclusive,
        Outcome::NoneFound | Outcome::CannotBeMet => Ended::Differs,
    }
}

/// As asked, else by interval where the day is not the same all day.
fn per(args: &Args, scenario: &Scenario) -> Per {
    let changes = |volumes: &[f64]| {
        volumes.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 1e-9 * pair[0].abs())
    };
    let varies = scenario
        .contact_types
        .iter()
        .any(|own| changes(&own.arrivals.expected) || changes(&own.handle_time.factors));
    match args.per.as_deref() {
        Some("interval") => Per::Interval,
        None if varies && scenario.steady_state.is_none() => Per::Interval,
        _ => Per::Day,
    }
}

fn certainty(args: &Args) -> Certainty {
    match args.certainty.as_str() {
        "confidence" => Certainty::Confidence,
        _ => Certainty::Estimate,
    }
}

fn targets(args: &Args, scenario: &Scenario, per: Per) -> Result<Vec<Target>, Failure> {
    if args.target.is_empty() {
        return Ok(target::of_file(scenario, per));
    }
    let (mut targets, mut wrong) = (Vec::new(), Vec::new());
    for text in &args.target {
        match target::read(text, scenario) {
            Ok(more) => targets.extend(more),
            Err(no) => wrong.push(Failure::Wrong(format!("--target '{text}': {}", said(no)))),
        }
    }
    match wrong.len() {
        0 => Ok(targets),
        1 => Err(wrong.remove(0)),
        _ => Err(Failure::Several(wrong)),
    }
}

fn said(no: NoTarget) -> String {
    match no {
        NoTarget::Wrong { found, wanted } => format!("found {found}, wanted {wanted}"),
        NoTarget::Unknown(unknown) => {
            let near = near(&unknown.found, &unknown.known);
            format!("found `{}`, wanted {}: {near}", unknown.found, unknown.wanted)
        }
    }
}

fn question(
    args: &Args,
    scenario: &Scenario,
    targets: Vec<Target>,
    per: Per,
) -> Result<Question, Failure> {
    let kept = args.keep.iter().map(|name| group(scenario, "--keep", name));
    let kept = kept.collect::<Result<Vec<usize>, Failure>>()?;
    let by = if args.by == "cost" { By::Cost } else { By::Agents };
    let question = Question { targets, per, by, certainty: certainty(args), kept };
    question.check(scenario).map_err(|refusal| refused(&args.file, &refusal))?;
    Ok(question)
}

/// The position of a group that a flag names.
fn group(scenario: &Scenario, flag: &str, name: &str) -> Result<usize, Failure> {
    let group = scenario.agent_groups.iter().position(|group| group.name == *name);
    let names = scenario.agent_groups.iter().map(|group| group.name.clone());
    group.ok_or_else(|| unknown_name(flag, name, "an agent group", names))
}

fn blend(
    args: &Args,
    scenario: &Scenario,
    targets: Vec<Target>,
    per: Per,
) -> Result<Blend, Failure> {
    for name in &args.first {
        if scenario.contact_types.iter().all(|own| own.name != *name) {
            let names = scenario.contact_types.iter().map(|own| own.name.clone());
            return Err(unknown_name("--first", name, "a contact type", names));
        }
    }
    for name in &args.desk {
        group(scenario, "--desk", name)?;
    }
    if let Some(name) = &args.blended_group {
        group(scenario, "--blended-group", name)?;
    }
    let blend = Blend {
        targets,
        per,
        certainty: certainty(args),
        rules: args.rules.clone(),
        parts: args.blended.clone(),
        first: args.first.clone(),
        named: Named { desks: args.desk.clone(), blended: args.blended_group.clone() },
    };
    blending::check(scenario, &blend).map_err(|refusal| refused(&args.file, &refusal))?;
    Ok(blend)
}

fn refused(file: &Path, refusal: &Refusal) -> Failure {
    let Refusal { found, wanted } = refusal;
    Failure::Wrong(format!("{}: found {found}, wanted {wanted}", file.display()))
}

fn unknown_name(
    flag: &str,
    found: &str,
    wanted: &str,
    known: impl Iterator<Item = String>,
) -> Failure {
    let known: Vec<String> = known.collect();
    let near = near(found, &known);
    Failure::Wrong(format!("{flag}: found `{found}`, wanted {wanted}: {near}"))
}

fn near(found: &str, known: &[String]) -> String {
    one_of_the_known(found, known.iter().map(String::as_str))
}

/// The command line wins over the file, the file over the default.
fn settings(args: &Args, scenario: &Scenario, output: &Output) -> Settings {
    let (flags, file) = (&args.flags, scenario.run);
    let contacts: f64 =
        scenario.contact_types.iter().map(|own| own.arrivals.expected.iter().sum::<f64>()).sum();
    let days = (JUDGED_CONTACTS / contacts.max(1.0)).clamp(JUDGED_DAYS.0, JUDGED_DAYS.1);
    let steady = scenario.steady_state.is_some();
    let default = if steady { 10 } else { (days / 100.0).round() as u32 * 100 };
    let of_file = file.replications.and_then(Replications::number);
    flags.settings(file, args.replications.or(of_file).unwrap_or(default), output)
}

/// The command line that gives the report again.
fn command(args: &Args, loaded: &Loaded, settings: &Settings) -> String {
    let file = args.file.to_string_lossy();
    let (seed, confidence) = (settings.seed, args.flags.confidence);
    let mut parts = vec![command_line("staff", &file, &args.flags.changes, seed, confidence)];
    parts.extend(args.target.iter().map(|it| quoted("--target", it)));
    parts.extend(args.keep.iter().map(|it| quoted("--keep", it)));
    let given =
        |flag: &str, value: &str, default: &str| (value != default).then(|| quoted(flag, value));
    let per_of = |per| if per == Per::Day { "day" } else { "interval" };
    parts.push(quoted("--per", per_of(per(args, &loaded.base))));
    parts.extend(given("--by", &args.by, "agents"));
    parts.extend(given("--certainty", &args.certainty, "estimate"));
    if args.blending {
        parts.push("--blending".to_owned());
        let shares: Vec<String> = args.blended.iter().map(|it| spelled(*it)).collect();
        parts.push(quoted("--blended", &shares.join(",")));
        let rules: Vec<&str> = args.rules.iter().map(|it| it.name()).collect();
        parts.push(quoted("--rules", &rules.join(",")));
        parts.extend(args.first.iter().map(|it| quoted("--first", it)));
        parts.extend(args.desk.iter().map(|it| quoted("--desk", it)));
        parts.extend(args.blended_group.iter().map(|it| quoted("--blended-group", it)));
    }
    parts.join(" ")
}

fn spelled(part: Part) -> String {
    match part {
        Part::Share(share) if share >= 1.0 => "all".to_owned(),
        Part::Share(share) => format!("{}%", (share * 1e8).round() / 1e6),
        Part::Agents(agents) => agents.to_string(),
    }
}

/// `30%`, `30` agents, `all`.
fn part(text: &str) -> Result<Part, String> {
    const WANTED: &str = "wanted a percentage (30%), a number of agents (30) or `all`";
    if text == "all" {
        return Ok(Part::Share(1.0));
    }
    if let Some(percent) = text.strip_suffix('%') {
        let percent = percent.trim().parse().ok().filter(|it: &f64| (0.0..=100.0).contains(it));
        return percent.map(|it| Part::Share(hundredth(it))).ok_or_else(|| WANTED.to_owned());
    }
    if text == "0" {
        return Ok(Part::Share(0.0));
    }
    if let Ok(agents) = text.parse() {
        return Ok(Part::Agents(agents));
    }
    match text.parse::<f64>() {
        Ok(share) if (0.0..1.0).contains(&share) => {
            Err(format!("{WANTED}: did you mean {}%?", share * 100.0))
        }
        _ => Err(WANTED.to_owned()),
    }
}

fn rule(text: &str) -> Result<NamedPolicy, String> {
    let known = [NamedPolicy::SpecialistsFirst, NamedPolicy::SalesFirst, NamedPolicy::LongestWait];
    let found = known.into_iter().find(|rule| rule.name() == text);
    found.ok_or_else(|| {
        let names = known.map(|rule| format!("`{}`", rule.name()));
        format!("wanted {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blended_parts_are_read_as_they_are_spelled() {
        assert_eq!(part("30%"), Ok(Part::Share(0.3)));
        assert_eq!(part("30"), Ok(Part::Agents(30)));
        assert_eq!(part("all"), Ok(Part::Share(1.0)));
        assert_eq!(part("0"), part("0%"));
        assert!(part("0.3").unwrap_err().ends_with("did you mean 30%?"));
        assert!(part("130%").is_err() && part("many").is_err());
        for text in ["30%", "12.5%", "30", "all"] {
            assert_eq!(spelled(part(text).unwrap()), text);
        }
    }

    #[test]
    fn rules_are_those_that_blend() {
        assert_eq!(rule("sales_first"), Ok(NamedPolicy::SalesFirst));
        assert!(rule("split").unwrap_err().contains("`longest_wait`"));
    }
}
