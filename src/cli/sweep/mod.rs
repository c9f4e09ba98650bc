//! `sweep`: where is the limit?

mod flags;
mod rows;

use std::ops::ControlFlow;
use std::path::PathBuf;

use self::flags::SweepFlags;
use self::rows::Rows;
use super::clock::{Stopwatch, processor_time};
use super::exports::Target;
use super::failure::{Ended, Failure};
use super::figures::figure;
use super::flags::processors;
use super::loading::reading;
use super::output::Output;
use super::progress::Progress;
use crate::experiment::sweep::{Questions, SweepOutcome, sweep};
use crate::experiment::{Settings, default_replications_of_points, plan};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Plan;
use crate::report::{SweepReport, Terminal, whole};
use crate::scenario::Sweep;
use crate::scenario::model::Replications;
use crate::scenario::sweep::load_sweep;

const EXAMPLES: &str = "\
Examples:
  switchroom sweep centre.json                    what the file's `sweep` says
  switchroom sweep centre.json --scan-scale 'contact_types.*.volume=0.8..1.3..0.05'
  switchroom sweep centre.json --scan agent_groups.blended.agents=0..40..5 --keep-total-agents
  switchroom sweep centre.json --scan routing.among_waiting=longest_wait,longest_queue
  switchroom sweep centre.json --scan agent_groups.blended.agents=10..30 \\
    --break-even contact_types.sales.service_level=0.8
  switchroom sweep centre.json --scan agent_groups.blended.agents=0..40 \\
    --scan-scale 'contact_types.*.volume=0.8..1.3' --sample latin_hypercube=64 \\
    --export-replications rows.csv
";

/// Vary one or several values of a scenario on the same customers: where is the limit?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// The scenario or what-if file
    file: PathBuf,

    #[command(flatten)]
    flags: SweepFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let stopwatch = Stopwatch::start();
    let flags = &args.flags;
    let exports = Exports::claim(args)?;
    let overrides = flags.changes.overrides();
    let swept = load_sweep(&args.file, &overrides, &flags.scans()).map_err(reading)?;
    if swept.is_empty() {
        let file = args.file.display();
        return Err(Failure::Wrong(format!(
            "{file}: found nothing to sweep, wanted `sweep` in the file or --scan \
             PATH=FROM..TO..STEP"
        )));
    }
    let settings = settings(args, &swept);
    let plan = plan(&swept.loaded.base, settings.confidence);
    let questions = questions(args, &swept, &plan)?;
    let axes = swept.axes().into_iter().enumerate();
    let axes = axes.map(|(at, name)| (name, swept.is_of_numbers(at))).collect();
    let mut rows = exports.rows.map(|rows| rows.open(axes)).transpose()?;
    let progress = Progress::start(output, None);
    let outcome = sweep(&swept, &questions, &settings, &progress, &mut |point| {
        let fine = rows.as_mut().is_none_or(|rows| rows.write(point));
        if fine { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    progress.finish();
    let outcome = outcome.ok_or(Failure::Interrupted)?;
    if let Some(rows) = rows {
        rows.finish()?;
    }
    let report = SweepReport {
        outcome,
        confidence: settings.confidence,
        measures: questions.measures.iter().map(ToString::to_string).collect(),
        understood: swept.loaded.echo.clone(),
        command: flags.command_line(&args.file, settings.seed),
        cpu_seconds: processor_time().as_secs_f64(),
        wall_seconds: stopwatch.elapsed().as_secs_f64(),
    };
    tell(&report, exports.json, exports.csv, output)
}

/// Writes exports and page, and says what it took.
fn tell(
    report: &SweepReport,
    json: Option<Target>,
    csv: Option<Target>,
    output: &Output,
) -> Result<Ended, Failure> {
    let is_stdout = |target: &Option<Target>| matches!(target, Some(Target::Stdout));
    let page_is_wanted = !is_stdout(&json) && !is_stdout(&csv);
    if let Some(json) = json {
        json.write(output, |out| report.json(out))?;
    }
    if let Some(csv) = csv {
        csv.write(output, |out| report.csv(out))?;
    }
    if page_is_wanted {
        let terminal = Terminal { colour: output.colour, width: output.width };
        output.results(|out| report.page(terminal, out))?;
    }
    output.say(&format!(
        "{} contacts in {:.1} s ({:.1} s of processor time)",
        whole(report.outcome.contacts),
        report.wall_seconds,
        report.cpu_seconds
    ));
    if report.outcome.is_whole() {
        return Ok(Ended::Done);
    }
    output.say(&cut_short(&report.outcome));
    Ok(Ended::Interrupted)
}

fn cut_short(outcome: &SweepOutcome) -> String {
    let (done, of) = (outcome.points.len(), outcome.points_requested);
    format!("interrupted: the first {done} of {of} points are reported")
}

/// The command line wins over the file, the file over the default.
fn settings(args: &Args, swept: &Sweep) -> Settings {
    let (flags, file) = (&args.flags, swept.loaded.base.run);
    let default = || default_replications_of_points(swept);
    let of_file = match file.replications {
        Some(Replications::Number(number)) => Some(number),
        Some(Replications::Auto) | None => None,
    };
    Settings {
        seed: flags.seed.unwrap_or(file.seed),
        replications: flags.replications.or(of_file).unwrap_or_else(default),
        threads: flags.threads.map_or_else(processors, usize::from),
        confidence: flags.confidence.unwrap_or(file.confidence),
    }
}

/// What is asked: on one axis of numbers without another question, where the service levels that
/// were promised break.
fn questions(args: &Args, swept: &Sweep, plan: &Plan) -> Result<Questions, Failure> {
    let names = Names::of(plan);
    let mut problems = Vec::new();
    let mut read = |path: &str, flag: &str, line: u32| -> Option<FigureName> {
        figure(path, flag, line, &names).map_err(|problem| problems.push(problem)).ok()
    };
    let flags = &args.flags;
    let measures = flags.measure.iter().zip(1..);
    let measures = measures.filter_map(|(path, line)| read(path, "--measure", line)).collect();
    let asked = flags.break_even.iter().zip(1..);
    let mut break_evens: Vec<(FigureName, f64)> = asked
        .filter_map(|(own, line)| Some((read(&own.path, "--break-even", line)?, own.value)))
        .collect();
    if !problems.is_empty() {
        return Err(Failure::Problems(problems));
    }
    let axes = swept.axes().len();
    if axes > 1 && !break_evens.is_empty() {
        return Err(Failure::Wrong(format!(
            "found --break-even with {axes} axes, wanted one: it is a place on an axis"
        )));
    }
    if axes == 1 && break_evens.is_empty() && swept.is_of_numbers(0) {
        let types = plan.contact_types.iter().zip(&plan.targets);
        break_evens = types
            .filter_map(|(name, target)| {
                let figure = FigureName::of_contact_type(name, "service_level", &names)?;
                Some((figure, (*target)?))
            })
            .collect();
    }
    Ok(Questions { measures, break_evens })
}

/// Where results go beside the page, claimed before anything runs.
struct Exports {
    json: Option<Target>,
    csv: Option<Target>,
    rows: Option<Rows>,
}

impl Exports {
    fn claim(args: &Args) -> Result<Self, Failure> {
        let flags = &args.flags;
        let files =
            [&flags.exports.export_json, &flags.exports.export_csv, &flags.export_replications];
        for (at, file) in files.iter().enumerate() {
            if let Some(file) = file
                && files[..at].iter().any(|other| other.as_ref() == Some(file))
            {
                let found = file.display();
                return Err(Failure::Wrong(format!(
                    "found {found} for two exports, wanted a file for each"
                )));
            }
        }
        let claim = |file: &Option<PathBuf>| {
            file.as_ref()
                .map(|file| Target::claim_beside(file, std::slice::from_ref(&args.file)))
                .transpose()
        };
        let rows = flags.export_replications.as_ref();
        Ok(Self {
            rows: rows.map(|file| Rows::claim(file, &args.file)).transpose()?,
            json: claim(&flags.exports.export_json)?,
            csv: claim(&flags.exports.export_csv)?,
        })
    }
}
