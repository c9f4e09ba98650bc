//! What `run` and `compare` have in common: load, simulate, report.

use std::path::Path;

use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::{RunFlags, command_line};
use super::loading::read;
use super::merge::keep;
use super::output::Output;
use super::precision::USUAL_MOST;
use super::progress::Progress;
use crate::experiment::run::outcome::Outcome;
use crate::experiment::{self, Settings, WantedPrecision};
use crate::report::{self, Kind, ReplicationsFrom, Report, StoppedBy};
use crate::scenario::Loaded;
use crate::scenario::model::Replications;

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

/// How many replications are asked for.
enum Demand {
    Number,
    Precise(WantedPrecision),
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
    let flags = &job.flags.experiment;
    let mut exports = Exports::claim(&flags.exports, job.file)?;
    let loaded = read(job.file, &flags.changes.overrides())?;
    exports.spare(&loaded.files)?;
    check(&loaded)?;
    let (settings, replications_from, demand) = demanded(job, &loaded, output)?;
    if let Some(folder) = job.flags.keep.folder() {
        if matches!(demand, Demand::Precise(_)) {
            return Err(Failure::Wrong(
                "found a precision for an experiment that is kept, wanted --replications N: how \
                 it is cut into blocks is part of its plan"
                    .to_owned(),
            ));
        }
        let asked = Asked { job, loaded: &loaded, settings, replications_from };
        return keep(&asked, folder, exports, output);
    }
    let progress = Progress::start(output, flags.time_limit);
    let kind = which(job.kind);
    let outcome = match &demand {
        Demand::Number => experiment::run(&loaded, kind, &settings, &progress),
        Demand::Precise(wanted) => {
            experiment::run_until_precise(&loaded, kind, &settings, wanted, &progress)
        }
    };
    let stopped_by = progress.finish();
    let outcome = outcome.ok_or_else(|| nothing(stopped_by))?;
    let report = Report {
        kind: job.kind,
        confidence: settings.confidence,
        replications_from,
        stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
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
    let has_page = exports.leave_the_page();
    let written = exports.write(report, output);
    if !has_page {
        for warning in report.warnings() {
            output.say(&format!("warning: {warning}"));
        }
    }
    output.say(&effort(report));
    match report.stopped_by {
        StoppedBy::Itself => {}
        StoppedBy::TimeLimit => output.say(&cut_short("time is up", &report.outcome)),
        StoppedBy::Interrupt => output.say(&cut_short("interrupted", &report.outcome)),
    }
    written.map(|()| Ended::of(report.stopped_by))
}

/// Why there is nothing to report.
pub(super) fn nothing(stopped_by: StoppedBy) -> Failure {
    match stopped_by {
        StoppedBy::TimeLimit => Failure::Wrong(
            "time was up before anything was complete, not even one replication, wanted a longer \
             --time-limit"
                .to_owned(),
        ),
        StoppedBy::Interrupt | StoppedBy::Itself => Failure::Interrupted,
    }
}

/// What of a file a command runs.
pub(super) fn which(kind: Kind) -> experiment::Kind {
    match kind {
        Kind::Run => experiment::Kind::BaseOnly,
        Kind::Compare => experiment::Kind::WithVariants,
    }
}

/// The command line wins over the file, the file over the default.
fn demanded(
    job: &Job,
    loaded: &Loaded,
    output: &Output,
) -> Result<(Settings, ReplicationsFrom, Demand), Failure> {
    let (flags, file) = (job.flags, loaded.base.run);
    let precise = flags.precision.are_given();
    if let (true, Some(Replications::Number(number))) = (precise, flags.replications) {
        return Err(Failure::Wrong(format!(
            "found --precision and --replications {number}, wanted one of the two (or \
             --max-replications {number})"
        )));
    }
    let (number, from) = match (flags.replications, file.replications) {
        _ if precise => (None, ReplicationsFrom::Precision),
        (Some(Replications::Number(asked)), _) => (Some(asked), ReplicationsFrom::CommandLine),
        (None, Some(Replications::Number(written))) => (Some(written), ReplicationsFrom::File),
        (Some(Replications::Auto), _) | (None, Some(Replications::Auto)) => {
            (None, ReplicationsFrom::Precision)
        }
        (None, None) => {
            let few = experiment::default_replications(loaded, which(job.kind));
            (Some(few), ReplicationsFrom::Default)
        }
    };
    if let (Some(most), Some(number)) = (flags.precision.max_replications, number) {
        return Err(Failure::Wrong(format!(
            "found --max-replications {most} where {number} are run, wanted --replications auto \
             or --precision beside it"
        )));
    }
    let most = flags.precision.max_replications.unwrap_or(USUAL_MOST);
    let settings = flags.experiment.settings(file, number.unwrap_or(most), output);
    let demand = if number.is_some() {
        Demand::Number
    } else {
        let plan = experiment::plan(&loaded.base, settings.confidence);
        Demand::Precise(flags.precision.wanted(&plan, &loaded.base)?)
    };
    Ok((settings, from, demand))
}

fn command(job: &Job, settings: &Settings) -> String {
    let file = job.file.to_string_lossy();
    let flags = &job.flags.experiment;
    command_line(job.kind.command(), &file, &flags.changes, settings.seed, flags.confidence)
}

fn effort(report: &Report) -> String {
    format!(
        "{} in {:.1} s ({:.1} s of processor time)",
        report::counted(report.outcome.contacts as usize, "contact"),
        report.wall_seconds,
        report.cpu_seconds
    )
}

fn cut_short(why: &str, outcome: &Outcome) -> String {
    let is_steady = outcome.variants.iter().any(|it| it.scenario.steady_state.is_some());
    let what = if is_steady { "replications" } else { "days" };
    if outcome.replications >= outcome.requested {
        return format!("{why}: all {} {what} are reported, and not all theory", outcome.requested);
    }
    format!(
        "{why}: the first {} of {} {what} are reported",
        outcome.replications, outcome.requested
    )
}
