//! `sweep`: where is the limit?

mod flags;
mod kept;
mod rows;

use std::env;
use std::path::{Path, PathBuf};

use self::flags::SweepFlags;
use self::kept::{FromFolder, KeptSweep};
use self::rows::Rows;
use super::archive;
use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::ExportFlags;
use super::kept::{Keeps, Shards, Then, run_shard};
use super::loading::{reading, source};
use super::output::Output;
use super::progress::Progress;
use super::simulate::nothing;
use crate::experiment::sweep::{PointReplications, Questions, SweepOutcome, sweep, sweep_from};
use crate::experiment::{Settings, default_replications_of_points, plan};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Plan;
use crate::questions::typed::figures::{figure, figure_and_value};
use crate::report::{KEPT_SWEEP, Kept, StoppedBy, SweepReport, counted, whole};
use crate::scenario::Problem;
use crate::scenario::Sweep;
use crate::scenario::model::Replications;

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
    let run = &args.flags.experiment;
    let (mut exports, rows) = claimed(args, &run.exports, &args.file)?;
    let asked = Asked::of(args, &args.file, output)?;
    exports.spare(&asked.swept.loaded.files)?;
    let keep = &args.flags.keep;
    let Some(out) = keep.folder() else {
        let progress = Progress::start(output, run.time_limit, Stopwatch::start());
        return asked.told(None, (exports, rows), progress, output);
    };
    let shard = keep.shard_to_run(output)?;
    let kept = KeptSweep::new(&asked.swept, &asked.questions, &asked.settings, shard.of);
    let (words, progress) =
        (env::args().collect(), Progress::start(output, run.time_limit, Stopwatch::start()));
    match run_shard(&kept, shard, (out, keep), words, progress, output)? {
        Then::End(ended) => Ok(ended),
        Then::Report(folder, progress) => {
            asked.told(Some((&kept, &folder)), (exports, rows), progress, output)
        }
    }
}

/// Puts the shards of a sweep together.
pub(super) fn merge(args: &Args, shards: &Shards<'_>, output: &Output) -> Result<Ended, Failure> {
    let file = shards.file.unwrap_or(&args.file);
    let (mut exports, rows) = claimed(args, shards.exports, file)?;
    let asked = Asked::of(args, file, output)?;
    exports.spare(&asked.swept.loaded.files)?;
    let of = shards.plan.shards;
    let kept = KeptSweep::new(&asked.swept, &asked.questions, &asked.settings, of);
    shards.are_of(&kept, file)?;
    let progress = Progress::start(output, None, Stopwatch::start());
    asked.told(Some((&kept, shards.folder)), (exports, rows), progress, output)
}

/// Claims what is to be written.
fn claimed(
    args: &Args,
    flags: &ExportFlags,
    file: &Path,
) -> Result<(Exports, Option<Rows>), Failure> {
    let mut exports = Exports::claim(flags, &[file.to_owned()])?;
    let rows = args.flags.export_replications.as_deref();
    let rows = rows.map(|file| Rows::claim(file, exports.claims())).transpose()?;
    Ok((exports, rows))
}

/// A sweep of a file that was read.
struct Asked<'a> {
    args: &'a Args,
    swept: Sweep,
    questions: Questions,
    settings: Settings,
    stopwatch: Stopwatch,
}

impl<'a> Asked<'a> {
    fn of(args: &'a Args, file: &Path, output: &Output) -> Result<Self, Failure> {
        let stopwatch = Stopwatch::start();
        let (flags, run) = (&args.flags, &args.flags.experiment);
        let overrides = run.changes.overrides();
        let swept = source(file, &overrides)?.sweep(&flags.scans()).map_err(reading)?;
        if swept.is_empty() {
            let file = file.display();
            return Err(Failure::Wrong(format!(
                "{file}: found nothing to sweep, wanted `sweep` in the file or --scan \
                 PATH=FROM..TO..STEP"
            )));
        }
        let settings = run.settings(swept.loaded.base.run, replications(flags, &swept), output);
        let plan = plan(&swept.loaded.base, settings.confidence);
        let questions = questions(args, &swept, &plan)?;
        Ok(Self { args, swept, questions, settings, stopwatch })
    }

    /// Runs the points, or takes them from where they are kept, and reports.
    fn told(
        &self,
        kept: Option<(&KeptSweep<'_>, &Path)>,
        (exports, rows): (Exports, Option<Rows>),
        progress: Progress,
        output: &Output,
    ) -> Result<Ended, Failure> {
        let (swept, flags) = (&self.swept, &self.args.flags);
        if let Some((_, folder)) = kept {
            exports.keep_out_of(folder)?;
        }
        let axes = swept.axes().into_iter().enumerate();
        let axes = axes.map(|(at, name)| (name, swept.is_of_numbers(at))).collect();
        let mut rows = rows.map(|rows| rows.open(axes)).transpose()?;
        let mut each = |point: &PointReplications<'_>| {
            if let Some(rows) = &mut rows {
                rows.write(point);
            }
        };
        let (questions, settings) = (&self.questions, &self.settings);
        let outcome = match kept {
            None => sweep(swept, questions, settings, &progress, &mut each),
            Some((kept, folder)) => {
                let mut source = FromFolder { kept, folder, failure: None };
                let found =
                    sweep_from(&mut source, swept, questions, settings, &progress, &mut each);
                if let Some(failure) = source.failure {
                    progress.finish();
                    return Err(failure);
                }
                found
            }
        };
        let stopped_by = progress.finish();
        let outcome = outcome.ok_or_else(|| nothing(stopped_by))?;
        let mut failures: Vec<Failure> =
            rows.and_then(|rows| rows.finish().err()).into_iter().collect();
        let report = SweepReport {
            stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
            outcome,
            confidence: settings.confidence,
            measures: questions.measures.iter().map(ToString::to_string).collect(),
            understood: swept.loaded.echo.clone(),
            command: flags.command_line(&self.args.file, settings.seed),
            cpu_seconds: processor_time().as_secs_f64(),
            wall_seconds: self.stopwatch.elapsed().as_secs_f64(),
        };
        if let Some((kept, folder)) = kept
            && report.outcome.is_whole()
        {
            let kept = Kept { report: &report, replications: &(), plan: kept.hash() };
            failures.extend(archive::finish(folder, &kept, KEPT_SWEEP).err());
        }
        failures.extend(exports.write(&report, output).err());
        output.say(&format!(
            "{} in {:.1} s ({:.1} s of processor time)",
            counted(report.outcome.contacts as usize, "contact"),
            report.wall_seconds,
            report.cpu_seconds
        ));
        if !report.outcome.is_whole() {
            output.say(&cut_short(&report.outcome));
        }
        Failure::of_all(failures).map(|()| Ended::of(report.stopped_by))
    }
}

fn cut_short(outcome: &SweepOutcome) -> String {
    let (done, of) = (outcome.points.len(), outcome.points_requested);
    if done < of {
        let (done, of) = (whole(done as u64), whole(of as u64));
        return format!("stopped early: the first {done} of {of} points are reported");
    }
    let (done, of) = (outcome.break_evens.len(), outcome.break_evens_requested);
    format!("stopped early: all points and {done} of {of} break-evens are reported")
}

/// Replications at each point: the command line wins over the file, the file over the default.
fn replications(flags: &SweepFlags, swept: &Sweep) -> u32 {
    let of_file = swept.loaded.base.run.replications.and_then(Replications::number);
    flags.replications.or(of_file).unwrap_or_else(|| default_replications_of_points(swept))
}

/// What is asked: on one axis of numbers without another question, where the service levels that
/// were promised break.
fn questions(args: &Args, swept: &Sweep, plan: &Plan) -> Result<Questions, Failure> {
    let names = Names::of(plan);
    let mut problems = Vec::new();
    let mut noted = |read: Result<FigureName, Problem>| -> Option<FigureName> {
        read.map_err(|problem| problems.push(problem)).ok()
    };
    let flags = &args.flags;
    let measures = flags.measure.iter().zip(1..);
    let measures = measures
        .filter_map(|(path, line)| noted(figure(path, "--measure", line, &names)))
        .collect();
    let asked = flags.break_even.iter().zip(1..);
    let mut break_evens: Vec<(FigureName, f64)> = asked
        .filter_map(|(own, line)| {
            let at = ("--break-even", line);
            Some((noted(figure_and_value(&own.path, own.value, at, &names))?, own.value))
        })
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
