//! `risk`: how risky is this plan?

use std::env;
use std::path::{Path, PathBuf};

use super::archive::{self, Archive, Came, Wanted};
use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::{ExperimentFlags, KeepFlags, command_line};
use super::kept::{Keeps, Shards, Then, run_shard};
use super::loading::{reading, source};
use super::output::Output;
use super::progress::Progress;
use super::simulate::nothing;
use crate::experiment::risk::{Draws, RiskDays, RiskOutcome};
use crate::experiment::run::blocks::Grid;
use crate::experiment::{Settings, Watch, plan};
use crate::measures::figure_name::{FigureName, Names};
use crate::questions::typed::figures::figure;
use crate::questions::typed::shell::quoted;
use crate::report::{KEPT_RISK, Kept, RiskReport, StoppedBy, whole};
use crate::scenario::Risk;

const EXAMPLES: &str = "\
Examples:
  switchroom risk centre.json
  switchroom risk centre.json --draws 500 --days 4
  switchroom risk centre.json --scale 'contact_types.*.volume=1.1' --export-json -
  switchroom risk centre.json --draws 20000 --shard 1/4   a part of it, to be merged
";

/// Draw what is not known (`between`) and simulate the days: how risky is this plan?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// The scenario or what-if file
    file: PathBuf,

    /// Times to draw the unknown inputs
    #[arg(long, value_name = "N", default_value_t = 200)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    draws: u32,

    /// Days to simulate of each draw
    #[arg(long, value_name = "N", default_value_t = 2)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    days: u32,

    /// Tell a further figure: `contact_types.sales.asa_seconds`; may be repeated
    #[arg(long, value_name = "FIGURE")]
    measure: Vec<String>,

    #[command(flatten)]
    keep: KeepFlags,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut exports = Exports::claim(&args.flags.exports, std::slice::from_ref(&args.file))?;
    let asked = Asked::of(args, &args.file, output)?;
    exports.spare(&asked.unknown.loaded.files)?;
    let (days, keep) = (asked.days(), &args.keep);
    let limit = args.flags.time_limit;
    let Some(out) = keep.folder() else {
        let progress = Progress::start(output, limit, Stopwatch::start());
        let outcome = days.run(&progress);
        let stopped_by = progress.finish();
        let outcome = outcome.map_err(reading)?.ok_or_else(|| nothing(stopped_by))?;
        return tell(&asked.report(outcome, stopped_by), exports, output);
    };
    let shard = keep.shard_to_run(output)?;
    let kept = KeptRisk::new(&asked, &days, shard.of);
    let (words, progress) =
        (env::args().collect(), Progress::start(output, limit, Stopwatch::start()));
    match run_shard(&kept, shard, (out, keep), words, progress, output)? {
        Then::End(ended) => Ok(ended),
        Then::Report(folder, progress) => {
            progress.finish();
            kept.told(&folder, exports, output)
        }
    }
}

/// Puts the shards of a risk together.
pub(super) fn merge(args: &Args, shards: &Shards<'_>, output: &Output) -> Result<Ended, Failure> {
    let file = shards.file.unwrap_or(&args.file);
    let mut exports = Exports::claim(shards.exports, &[file.to_owned()])?;
    let asked = Asked::of(args, file, output)?;
    exports.spare(&asked.unknown.loaded.files)?;
    let days = asked.days();
    let kept = KeptRisk::new(&asked, &days, shards.plan.shards);
    shards.are_of(&kept, file)?;
    kept.told(shards.folder, exports, output)
}

/// A risk of a file that was read.
struct Asked<'a> {
    args: &'a Args,
    unknown: Risk,
    measures: Vec<FigureName>,
    settings: Settings,
    stopwatch: Stopwatch,
}

impl<'a> Asked<'a> {
    fn of(args: &'a Args, file: &Path, output: &Output) -> Result<Self, Failure> {
        let stopwatch = Stopwatch::start();
        let unknown = source(file, &args.flags.changes.overrides())?.risk().map_err(reading)?;
        if unknown.loaded.base.steady_state.is_some() {
            let message = "found a `steady_state`, wanted days: a risk is one of days";
            return Err(Failure::Wrong(format!("{}: {message}", file.display())));
        }
        let settings = args.flags.settings(unknown.loaded.base.run, args.days, output);
        let measures = measures(args, &unknown, &settings)?;
        Ok(Self { args, unknown, measures, settings, stopwatch })
    }

    fn days(&self) -> RiskDays<'_> {
        let wanted = Draws { draws: self.args.draws, days: self.args.days };
        RiskDays::new(&self.unknown, wanted, &self.measures, &self.settings)
    }

    fn report(&self, outcome: RiskOutcome, stopped_by: StoppedBy) -> RiskReport {
        RiskReport {
            stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
            outcome,
            unknowns: self.unknown.unknowns.clone(),
            confidence: self.settings.confidence,
            understood: self.unknown.loaded.echo.clone(),
            command: command(self.args, self.settings.seed),
            cpu_seconds: processor_time().as_secs_f64(),
            wall_seconds: self.stopwatch.elapsed().as_secs_f64(),
        }
    }
}

/// A risk whose days are kept in one folder of blocks.
struct KeptRisk<'a> {
    asked: &'a Asked<'a>,
    days: &'a RiskDays<'a>,
    grid: Grid,
    hash: String,
}

impl<'a> KeptRisk<'a> {
    fn new(asked: &'a Asked<'a>, days: &'a RiskDays<'a>, shards: u32) -> Self {
        let grid = days.grid(shards);
        Self { asked, days, grid, hash: days.plan_hash(grid) }
    }

    fn archive(&self, folder: &Path) -> Result<Archive, Failure> {
        Archive::open(folder.to_owned(), &self.hash, self.grid)
    }

    /// Reports on the whole, of which all blocks are there, and writes its files.
    fn told(&self, folder: &Path, exports: Exports, output: &Output) -> Result<Ended, Failure> {
        exports.keep_out_of(folder)?;
        let found = self.days.outcome(self.archive(folder)?.gather(self.days)?);
        let (outcome, replications) =
            found.expect("two draws or more are asked for, all are there");
        let report = self.asked.report(outcome, StoppedBy::Itself);
        let kept = Kept { report: &report, replications: &replications, plan: &self.hash };
        archive::finish(folder, &kept, KEPT_RISK)?;
        tell(&report, exports, output)
    }
}

impl Keeps for KeptRisk<'_> {
    const COMMAND: &'static str = "risk";

    fn name(&self) -> &str {
        &self.asked.unknown.loaded.base.name
    }

    fn hash(&self) -> &str {
        &self.hash
    }

    fn run(&self, folder: &Path, shard: (u64, Wanted), watch: &dyn Watch) -> Result<Came, Failure> {
        self.archive(folder)?.run(self.days, shard, watch)
    }
}

/// Writes exports and report, and says where it was stopped.
fn tell(report: &RiskReport, exports: Exports, output: &Output) -> Result<Ended, Failure> {
    let written = exports.write(report, output);
    if !report.outcome.is_whole() {
        let draws = [report.outcome.draws, report.outcome.draws_requested];
        let [done, of] = draws.map(|draws| whole(draws.into()));
        output.say(&format!("stopped early: the first {done} of {of} draws are reported"));
    }
    written.map(|()| Ended::of(report.stopped_by))
}

fn measures(args: &Args, unknown: &Risk, settings: &Settings) -> Result<Vec<FigureName>, Failure> {
    let names = Names::of(&plan(&unknown.loaded.base, settings.confidence));
    let (mut measures, mut problems) = (Vec::new(), Vec::new());
    for (path, line) in args.measure.iter().zip(1..) {
        match figure(path, "--measure", line, &names) {
            Ok(figure) => measures.push(figure),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(measures) } else { Err(Failure::Problems(problems)) }
}

fn command(args: &Args, seed: u64) -> String {
    let file = args.file.to_string_lossy();
    let mut parts =
        vec![command_line("risk", &file, &args.flags.changes, seed, args.flags.confidence)];
    parts.push(format!("--draws {} --days {}", args.draws, args.days));
    parts.extend(args.measure.iter().map(|path| quoted("--measure", path)));
    parts.join(" ")
}
