//! What `run` and `compare` have in common: load, simulate, report.

use std::path::Path;
use std::thread;

use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::{RunFlags, command_line};
use super::loading::read;
use super::merge::keep;
use super::output::Output;
use super::progress::Progress;
use crate::experiment::outcome::Outcome;
use crate::experiment::{self, Settings};
use crate::report::{self, Kind, Renderer, ReplicationsFrom, Report, Terminal};
use crate::scenario::Loaded;

/// A simulation to be done.
pub(super) struct Job<'a> {
    pub(super) kind: Kind,
    pub(super) file: &'a Path,
    pub(super) flags: &'a RunFlags,
}

/// A simulation of a file that was read.
pub(super) struct Asked<'a> {
    pub(super) job: &'a Job<'a>,
    pub(super) loaded: &'a Loaded,
    pub(super) settings: Settings,
    pub(super) replications_from: ReplicationsFrom,
}

/// Simulates a file and reports.
///
/// `check` refuses what was loaded, or says something about it.
pub(super) fn simulate(
    job: &Job,
    output: &Output,
    check: impl FnOnce(&Loaded) -> Result<(), Failure>,
) -> Result<Ended, Failure> {
    let stopwatch = Stopwatch::start();
    let exports = Exports::claim(&job.flags.exports, job.file)?;
    let loaded = read(job.file, &job.flags.changes.overrides())?;
    check(&loaded)?;
    let (settings, replications_from) = settings(job, &loaded);
    let asked = Asked { job, loaded: &loaded, settings, replications_from };
    if let Some(folder) = job.flags.keep.folder() {
        return keep(&asked, folder, exports, output);
    }
    let progress = Progress::start(output);
    let outcome = experiment::run(&loaded, which(job.kind), &settings, &progress);
    progress.finish();
    let outcome = outcome.ok_or(Failure::Interrupted)?;
    let report = Report {
        kind: job.kind,
        confidence: settings.confidence,
        replications_from,
        understood: loaded.echo.clone(),
        command: command(job, &settings),
        cpu_seconds: processor_time().as_secs_f64(),
        wall_seconds: stopwatch.elapsed().as_secs_f64(),
        outcome,
    };
    tell(&report, exports, output)
}

/// Writes exports and report, and says what it took.
pub(super) fn tell(report: &Report, exports: Exports, output: &Output) -> Result<Ended, Failure> {
    let report_is_wanted = !exports.take_stdout();
    exports.write(report, output)?;
    if report_is_wanted {
        let terminal = Terminal { colour: output.colour, width: output.width };
        output.results(|out| terminal.render(report, out))?;
    } else {
        report.warnings().for_each(|warning| output.say(&format!("warning: {warning}")));
    }
    output.say(&effort(report));
    if !report.is_cut_short() {
        return Ok(Ended::Done);
    }
    output.say(&cut_short(&report.outcome));
    Ok(Ended::Interrupted)
}

/// What of a file a command runs.
pub(super) fn which(kind: Kind) -> experiment::Kind {
    match kind {
        Kind::Run => experiment::Kind::BaseOnly,
        Kind::Compare => experiment::Kind::WithVariants,
    }
}

/// The command line wins over the file, the file over the default.
fn settings(job: &Job, loaded: &Loaded) -> (Settings, ReplicationsFrom) {
    let (flags, file) = (job.flags, loaded.base.run);
    let (replications, from) = match (flags.replications, file.replications) {
        (Some(asked), _) => (asked, ReplicationsFrom::CommandLine),
        (None, Some(written)) => (written, ReplicationsFrom::File),
        (None, None) => {
            let few = experiment::default_replications(loaded, which(job.kind));
            (few, ReplicationsFrom::Default)
        }
    };
    let settings = Settings {
        seed: flags.seed.unwrap_or(file.seed),
        replications,
        threads: flags.threads.map_or_else(processors, usize::from),
        confidence: flags.confidence.unwrap_or(file.confidence),
    };
    (settings, from)
}

/// As many threads as there are processors.
pub(super) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn command(job: &Job, settings: &Settings) -> String {
    let file = job.file.to_string_lossy();
    let (changes, confidence) = (&job.flags.changes, job.flags.confidence);
    command_line(job.kind.command(), &file, changes, settings.seed, confidence)
}

fn effort(report: &Report) -> String {
    format!(
        "{} contacts in {:.1} s ({:.1} s of processor time)",
        report::whole(report.outcome.contacts),
        report.wall_seconds,
        report.cpu_seconds
    )
}

fn cut_short(outcome: &Outcome) -> String {
    let is_steady = outcome.variants.iter().any(|it| it.scenario.steady_state.is_some());
    let what = if is_steady { "replications" } else { "days" };
    format!(
        "interrupted: the first {} of {} {what} are reported",
        outcome.replications, outcome.requested
    )
}
