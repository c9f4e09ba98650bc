//! `best`: which design is the best, and how sure is that?

use std::path::PathBuf;

use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::ExperimentFlags;
use super::loading::read_scanned;
use super::output::Output;
use super::progress::Progress;
use super::simulate::nothing;
use crate::experiment::best::{BaseRole, Extreme, NoAnswer, Question, best};
use crate::experiment::{self, Settings};
use crate::measures::definitions::Better;
use crate::measures::figure_name::Names;
use crate::questions::typed::figures::{figure, figure_and_value};
use crate::questions::typed::precision::USUAL_MOST;
use crate::questions::typed::shell::{self, quoted};
use crate::report::{Best, LeftAside, StoppedBy};
use crate::scenario::asked::scan::Scan;
use crate::scenario::shape::tables::routing::POLICY;
use crate::scenario::text::tree::Place;
use crate::scenario::text::words::all_of;
use crate::scenario::{Loaded, Problems, Variant};

const EXAMPLES: &str = "\
Examples:
  switchroom best whatif.json                      by net value, else by service level
  switchroom best whatif.json --by contact_types.sales.abandon_rate --indifference 0.002
  switchroom best centre.json --policy all         every routing policy
  switchroom best centre.json --over 'agent_groups.blended.skills.service.keep_idle=0..6'
  switchroom best centre.json --over routing.policy=split,longest_wait \\
                              --over agent_groups.blended.agents=10..30..5
";

/// Choose the best of several designs on the same customers, with a guaranteed probability
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// A what-if file or a scenario with `variants`; with --policy or --over any scenario
    file: PathBuf,

    /// The figure to choose by, as in the results [default: net value, else service level]
    #[arg(long, value_name = "PATH")]
    by: Option<String>,

    /// The highest is the best [default: what is better of that measure]
    #[arg(long, conflicts_with = "lowest")]
    highest: bool,

    /// The lowest is the best
    #[arg(long)]
    lowest: bool,

    /// A difference that does not matter, in the figure's unit (shares 0 to 1) [default: half a
    /// point of a share, about 1 % of any other figure]
    #[arg(long, value_name = "X", value_parser = indifference)]
    indifference: Option<f64>,

    /// Routing policies as designs: a list with commas, or `all`
    #[arg(long, value_name = "LIST")]
    policy: Option<String>,

    /// Values of a path as designs: FROM..TO, FROM..TO..STEP or A,B,C; several make a grid
    #[arg(long, value_name = "PATH=VALUES")]
    over: Vec<String>,

    /// Replications at the most; what is not decided then is reported so
    #[arg(long, value_name = "N", default_value_t = USUAL_MOST)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    max_replications: u32,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let stopwatch = Stopwatch::start();
    let mut exports = Exports::claim(&args.flags.exports, std::slice::from_ref(&args.file))?;
    let scans = scans(args)?;
    let mut loaded = read_scanned(&args.file, &args.flags.changes.overrides(), &scans)?;
    exports.spare(&loaded.files)?;
    let question = question(args, &loaded, !scans.is_empty())?;
    let left_aside = leave_aside(args, &mut loaded, &question)?;
    let settings = args.flags.settings(loaded.base.run, args.max_replications, output);
    let progress = Progress::start(output, args.flags.time_limit, Stopwatch::start());
    let outcome = best(&loaded, &question, &settings, &progress);
    let stopped_by = progress.finish();
    let outcome = outcome.map_err(|why| no_answer(&why, args, &question, stopped_by))?;
    let is_stopped = outcome.ended == experiment::run::outcome::Ended::Stopped;
    let report = Best {
        title: loaded.base.name.clone(),
        stopped_by: if is_stopped { stopped_by } else { StoppedBy::Itself },
        command: command(args, &settings),
        understood: loaded.echo.clone(),
        left_aside,
        cpu_seconds: processor_time().as_secs_f64(),
        wall_seconds: stopwatch.elapsed().as_secs_f64(),
        outcome,
    };
    let written = exports.write(&report, output);
    let (wall, cpu) = (report.wall_seconds, report.cpu_seconds);
    output.say(&format!("{wall:.1} s ({cpu:.1} s of processor time)"));
    written.map(|()| Ended::of(report.stopped_by))
}

/// What the flags scan; a list of policies is a scan too.
fn scans(args: &Args) -> Result<Vec<Scan>, Failure> {
    let mut problems = Problems::default();
    let mut read = |text: &str, flag: &str, line: u32| {
        let place = Place { file: flag.into(), line, column: 1 };
        Scan::read(text, &place, &mut problems)
    };
    let mut scans = Vec::new();
    if let Some(list) = &args.policy {
        let all = || POLICY.iter().map(|policy| policy.name).collect::<Vec<_>>().join(",");
        let list = if list == "all" { all() } else { list.clone() };
        scans.extend(read(&format!("routing.policy={list}"), "--policy", 1));
    }
    for (text, line) in args.over.iter().zip(1..) {
        scans.extend(read(text, "--over", line));
    }
    if problems.is_empty() { Ok(scans) } else { Err(Failure::Problems(problems.sorted())) }
}

fn question(args: &Args, loaded: &Loaded, is_scanned: bool) -> Result<Question, Failure> {
    let designs = loaded.variants.len() + usize::from(!is_scanned);
    if designs < 2 {
        let file = args.file.display();
        return Err(Failure::Wrong(format!(
            "{file}: found {designs} design, wanted at least two: a what-if file, a scenario with \
             `variants`, --policy all, or --over PATH=VALUES"
        )));
    }
    let plan = experiment::plan(&loaded.base, 0.95);
    let usual = if loaded.base.has_money() { "net_value" } else { "service_level" };
    let path = args.by.as_deref().unwrap_or(usual);
    let names = Names::of(&plan);
    let figure = figure(path, "--by", 1, &names);
    let figure = figure.and_then(|figure| match args.indifference {
        Some(value) => figure_and_value(path, value, ("--indifference", 1), &names),
        None => Ok(figure),
    });
    let figure = figure.map_err(|problem| Failure::Problems(vec![problem]))?;
    let wanted = match (figure.definition.better, args.highest, args.lowest) {
        (_, true, _) | (Better::Higher, _, false) => Extreme::Highest,
        (_, _, true) | (Better::Lower, ..) => Extreme::Lowest,
        (Better::Neither, ..) => {
            return Err(Failure::Wrong(format!(
                "{path} is neither better when high nor when low: wanted --highest or --lowest"
            )));
        }
    };
    let base = if is_scanned { BaseRole::StandsAside } else { BaseRole::Design };
    Ok(Question { figure, wanted, indifference: args.indifference, base })
}

/// Takes out the designs that nobody chooses, since they happen, and those that are measured by
/// another yardstick; and says which.
fn leave_aside(
    args: &Args,
    loaded: &mut Loaded,
    question: &Question,
) -> Result<Vec<LeftAside>, Failure> {
    let is_of_yardstick = ["service_level", "target_met"]
        .iter()
        .any(|key| question.figure.definition.key.starts_with(key));
    let why = |variant: &Variant| {
        let against = &variant.scenario.remarks.against_base;
        let name = variant.name.clone();
        if against.is_what_if() {
            Some(LeftAside { name, what: against.happens.clone(), is_what_if: true })
        } else if is_of_yardstick && against.has_own_service_level() {
            Some(LeftAside { name, what: against.yardstick.clone(), is_what_if: false })
        } else {
            None
        }
    };
    let left_aside: Vec<LeftAside> = loaded.variants.iter().filter_map(why).collect();
    loaded.variants.retain(|variant| why(variant).is_none());
    let designs = loaded.variants.len() + usize::from(question.base == BaseRole::Design);
    if designs < 2 {
        let what: Vec<&str> =
            left_aside.iter().flat_map(|it| &it.what).map(String::as_str).collect();
        let mut what = what;
        what.dedup();
        return Err(Failure::Wrong(format!(
            "{}: found designs that differ in what happens or is measured ({}), wanted at least two \
             that can be chosen: `compare` and `sweep` show the others, and `\"happens\": false` \
             says of a variant that it is a choice",
            args.file.display(),
            all_of(&what)
        )));
    }
    Ok(left_aside)
}

fn no_answer(why: &NoAnswer, args: &Args, question: &Question, stopped_by: StoppedBy) -> Failure {
    let (file, figure) = (args.file.display(), &question.figure);
    match why {
        NoAnswer::Stopped => nothing(stopped_by),
        NoAnswer::NoSuchFigure(design) => Failure::Wrong(format!(
            "{file}: found no {figure} under `{design}`, wanted a figure that every design has"
        )),
        NoAnswer::Undefined(design) => Failure::Wrong(format!(
            "{file}: found no contacts for {figure} under `{design}`, wanted a figure that is \
             defined under every design"
        )),
        NoAnswer::NoIndifference => Failure::Wrong(format!(
            "{file}: {figure} is 0, wanted --indifference: a difference that does not matter"
        )),
    }
}

/// The command line that gives the report again.
fn command(args: &Args, settings: &Settings) -> String {
    let mut parts = vec![format!("switchroom best {}", shell::path(&args.file))];
    let mut add = |flag: &str, value: Option<&str>| {
        parts.extend(value.map(|value| quoted(flag, value)));
    };
    add("--by", args.by.as_deref());
    add("--policy", args.policy.as_deref());
    args.over.iter().for_each(|over| add("--over", Some(over)));
    add("--indifference", args.indifference.map(|it| it.to_string()).as_deref());
    if args.highest {
        parts.push("--highest".to_owned());
    }
    if args.lowest {
        parts.push("--lowest".to_owned());
    }
    if args.max_replications != USUAL_MOST {
        parts.push(format!("--max-replications {}", args.max_replications));
    }
    parts.extend(args.flags.typed(settings));
    parts.join(" ")
}

fn indifference(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok().filter(|it: &f64| *it > 0.0 && it.is_finite());
    number.ok_or_else(|| "wanted a number above 0, in the unit of the figure".to_owned())
}
