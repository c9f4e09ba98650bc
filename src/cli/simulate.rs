//! What `run` and `compare` have in common: load, simulate, report.

use std::path::Path;

use super::asking::ask;
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::RunFlags;
use super::merge::keep;
use super::output::Output;
use crate::experiment::run::outcome::Outcome;
use crate::experiment::{self, Settings};
use crate::questions::run::{AskedRun, Run};
use crate::questions::{Asked as _, Disk, Question};
use crate::report::{self, Kind, ReplicationsFrom, Report, StoppedBy};
use crate::scenario::Loaded;

impl RunFlags {
    /// Asks what `run` or `compare` does.
    pub(super) fn ask(&self, kind: Kind, file: &Path, output: &Output) -> Result<Ended, Failure> {
        let run = Run {
            replications: self.replications,
            precision: self.precision.asked(),
            ..Run::new(kind, self.experiment.common(file))
        };
        match self.keep.folder() {
            Some(folder) => simulate(&Job { kind, file, flags: self }, run, folder, output),
            None => ask(run, &self.experiment, output),
        }
    }
}

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

/// Simulates a file, keeps its blocks, and reports.
fn simulate(job: &Job, run: Run, folder: &Path, output: &Output) -> Result<Ended, Failure> {
    let mut exports = Exports::claim(&job.flags.experiment.exports, &run.files())?;
    let asked = run.read(&Disk)?;
    exports.spare(&asked.files())?;
    asked.remarks().iter().for_each(|it| output.say(it));
    if asked.precision.is_some() {
        return Err(Failure::Wrong(
            "found a precision for an experiment that is kept, wanted --replications N: how \
             it is cut into blocks is part of its plan"
                .to_owned(),
        ));
    }
    let AskedRun { loaded, settings, replications_from, .. } = &asked;
    let (settings, replications_from) = (*settings, *replications_from);
    keep(&Asked { job, loaded, settings, replications_from }, folder, exports, output)
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
