//! `merge`: the shards of an experiment, put together. Also how an experiment is kept.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::archive::shard::Shard;
use super::archive::{self, Archive, Came, CommandPlan, PlanFile, Wanted};
use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::{ExportFlags, command_line, processors};
use super::kept::Shards;
use super::loading::read;
use super::output::Output;
use super::progress::Progress;
use super::simulate::{Asked, nothing, tell, which};
use super::{Cli, Command, risk, sweep};
use crate::experiment::run::blocks::{Blocks, plan_hash};
use crate::experiment::{Experiment, Settings, Watch};
use crate::questions::typed::shell;
use crate::report::{self, Kept, ReplicationsFrom, Report, StoppedBy};
use crate::scenario::Loaded;

const EXAMPLES: &str = "\
Examples:
  switchroom compare whatif.json --replications 10000 --shard 1/4
  switchroom compare whatif.json --replications 10000 --shard 2/4   (and so on, anywhere)
  switchroom merge out/spring-campaign-6f1c29d0e7a4b835
";

/// Put the shards of an experiment together and report on the whole.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// The experiment's folder, which `--shard` and `--out` made
    folder: PathBuf,

    /// The scenario or what-if file, if it is not where it was
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    exports: ExportFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let text = archive::described(&args.folder)?;
    if let Some(plan) = &CommandPlan::read(&text) {
        let (folder, file, exports) = (&*args.folder, args.file.as_deref(), &args.exports);
        return by_command(&Shards { plan, folder, file, exports }, output);
    }
    let plan = &PlanFile::read(&text).ok_or_else(|| archive::is_no_plan(&args.folder))?;
    let archive = Archive::open(args.folder.clone(), &plan.hash, plan.grid())?;
    let file = args.file.clone().unwrap_or_else(|| PathBuf::from(&plan.file));
    let mut exports = Exports::claim(&args.exports, std::slice::from_ref(&file))?;
    exports.keep_out_of(&args.folder)?;
    let loaded = read(&file, &plan.changes.overrides())?;
    exports.spare(&loaded.files)?;
    let settings = Settings {
        seed: plan.seed,
        replications: plan.replications,
        threads: processors(),
        confidence: plan.confidence,
    };
    if plan_hash(&loaded, which(plan.kind), &settings, plan.grid()) != plan.hash {
        return Err(has_changed(&file, &args.folder));
    }
    let stopwatch = Stopwatch::start();
    let progress = Progress::start(output, None, Stopwatch::start());
    let blocks = blocks(plan, &loaded, &settings, &progress);
    let stopped_by = progress.finish();
    let blocks = blocks.ok_or_else(|| nothing(stopped_by))?;
    let from = ReplicationsFrom::CommandLine;
    tell(&whole(&archive, plan, &blocks, &loaded, from, &stopwatch)?, exports, output)
}

/// Puts shards together whose plan is a command line.
fn by_command(shards: &Shards<'_>, output: &Output) -> Result<Ended, Failure> {
    let words: Vec<OsString> = shards.plan.arguments.iter().map(OsString::from).collect();
    match super::parse(&words) {
        Ok(Cli { command: Command::Sweep(args), .. }) => sweep::merge(&args, shards, output),
        Ok(Cli { command: Command::Risk(args), .. }) => risk::merge(&args, shards, output),
        _ => Err(archive::is_no_plan(shards.folder)),
    }
}

/// That a file is no longer what an experiment was made from.
pub(super) fn has_changed(file: &Path, folder: &Path) -> Failure {
    let (file, folder) = (file.display(), folder.display());
    Failure::Wrong(format!(
        "{file} is not what {folder} was made from: a value, a setting or the version of \
         switchroom has changed since"
    ))
}

/// Runs what is missing of an experiment that is kept; and reports on it where it is whole and no
/// shard of it was asked for.
pub(super) fn keep(
    asked: &Asked<'_>,
    folder: &Path,
    exports: Exports,
    output: &Output,
) -> Result<Ended, Failure> {
    let (flags, loaded, settings) = (asked.job.flags, asked.loaded, &asked.settings);
    let shard = flags.keep.shard_to_run(output)?;
    let mut plan = PlanFile {
        hash: String::new(),
        kind: asked.job.kind,
        file: asked.job.file.to_string_lossy().into_owned(),
        changes: flags.experiment.changes.clone(),
        seed: settings.seed,
        replications: settings.replications,
        confidence: settings.confidence,
        shards: shard.of,
    };
    plan.hash = plan_hash(loaded, which(plan.kind), settings, plan.grid());
    let folder = archive::folder_of(folder, &loaded.base.name, &plan.hash);
    let archive = Archive::open(folder, &plan.hash, plan.grid())?;
    archive::describe(archive.folder(), &plan.text())?;
    let number = u64::from(shard.number);
    exports.keep_out_of(archive.folder())?;
    let wanted = flags.keep.wanted();
    if shard.of > 1 && wanted == Wanted::Missing && archive.has_all_of(number)? {
        output.say(&how_far(&Came::Through { run: 0 }, archive.folder(), shard));
        return Ok(Ended::Done);
    }
    let progress = Progress::start(output, flags.experiment.time_limit, Stopwatch::start());
    let kept = run_shard(&archive, &plan, asked, shard, &progress);
    let stopped_by = progress.finish();
    let Some((came, report)) = kept? else { return Err(nothing(stopped_by)) };
    output.say(&how_far(&came, archive.folder(), shard));
    match (came, report) {
        (Came::Stopped { .. }, _) => Ok(Ended::of(stopped_by)),
        (Came::Through { .. }, None) => Ok(Ended::Done),
        (Came::Through { .. }, Some(report)) => tell(&report, exports, output),
    }
}

/// Runs a shard, and says what the whole says where the shard is all of it; none if it was stopped
/// before the first block.
fn run_shard(
    archive: &Archive,
    plan: &PlanFile,
    asked: &Asked<'_>,
    shard: Shard,
    watch: &dyn Watch,
) -> Result<Option<(Came, Option<Report>)>, Failure> {
    let stopwatch = Stopwatch::start();
    let Some(blocks) = blocks(plan, asked.loaded, &asked.settings, watch) else { return Ok(None) };
    let wanted = asked.job.flags.keep.wanted();
    let came = archive.run(&blocks, (shard.number.into(), wanted), watch)?;
    let report = match came {
        Came::Through { .. } if shard.of == 1 => {
            let from = asked.replications_from;
            Some(whole(archive, plan, &blocks, asked.loaded, from, &stopwatch)?)
        }
        _ => None,
    };
    Ok(Some((came, report)))
}

fn blocks(
    plan: &PlanFile,
    loaded: &Loaded,
    settings: &Settings,
    watch: &dyn Watch,
) -> Option<Blocks> {
    let experiment = Experiment::prepare(loaded, which(plan.kind), settings, watch);
    experiment.map(Blocks::new)
}

/// The report on an experiment of which all blocks are there; its files are written.
fn whole(
    archive: &Archive,
    plan: &PlanFile,
    blocks: &Blocks,
    loaded: &Loaded,
    replications_from: ReplicationsFrom,
    stopwatch: &Stopwatch,
) -> Result<Report, Failure> {
    let sums = archive.gather(blocks)?;
    let (outcome, replications) = blocks.outcome(&sums, u64::from(plan.replications));
    let own = loaded.base.run.confidence.to_bits() != plan.confidence.to_bits();
    let confidence = own.then_some(plan.confidence);
    let report = Report {
        stopped_by: StoppedBy::Itself,
        kind: plan.kind,
        confidence: plan.confidence,
        replications_from,
        understood: loaded.echo.clone(),
        command: command_line(
            plan.kind.command(),
            &plan.file,
            &plan.changes,
            plan.seed,
            confidence,
        ),
        cpu_seconds: processor_time().as_secs_f64(),
        wall_seconds: stopwatch.elapsed().as_secs_f64(),
        outcome,
    };
    let kept = Kept { report: &report, replications: &replications[..], plan: &plan.hash };
    archive::finish(archive.folder(), &kept, report::KEPT)?;
    Ok(report)
}

/// How far a shard of the experiment in a folder came, and what to do then.
pub(super) fn how_far(came: &Came, folder: &Path, shard: Shard) -> String {
    let Shard { number, of } = shard;
    let which =
        if of == 1 { "the experiment".to_owned() } else { format!("shard {number} of {of}") };
    let then = if of == 1 {
        String::new()
    } else {
        format!("; when all shards are there: switchroom merge {}", shell::path(folder))
    };
    let folder = folder.display();
    match came {
        Came::Stopped { there, of } if there == of => {
            format!("stopped early: {which} is whole in {folder}, a part of it run anew")
        }
        Came::Stopped { there, of } => format!(
            "stopped early: {} of {} blocks of {which} are kept in {folder}; the same command goes \
             on from there",
            report::whole(*there as u64),
            report::whole(*of as u64)
        ),
        Came::Through { run: 0 } => {
            format!("{which} is in {folder} already (--again runs it anew){then}")
        }
        Came::Through { .. } => format!("{which} is kept in {folder}{then}"),
    }
}
