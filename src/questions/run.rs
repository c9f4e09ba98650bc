//! `run` and `compare`: will the day hold, and what do variants change?

use std::path::PathBuf;

use super::asking::answer::{Answer, Ended};
use super::asking::question::{Asked, Question};
use super::asking::reading::Texts;
use super::asking::refusal::Refusal;
use super::asking::watch::Watch;
use super::common::Common;
use super::typed::precision::{Precision, USUAL_MOST};
use super::typed::shell;
use crate::experiment::run::outcome::Outcome;
use crate::experiment::{self, Settings, WantedPrecision};
use crate::report::{Forms, Kind, ReplicationsFrom, Report, StoppedBy, counted};
use crate::scenario::Loaded;
use crate::scenario::model::Replications;

/// One scenario, or a base and its variants on the same customers.
#[derive(Clone, Debug)]
pub struct Run {
    pub kind: Kind,
    pub common: Common,
    /// Days to simulate; else the file's, else a few seconds' worth.
    pub replications: Option<Replications>,
    pub precision: Precision,
}

impl Run {
    /// As its page has it where nothing else is said.
    #[must_use]
    pub fn new(kind: Kind, common: Common) -> Self {
        Self { kind, common, replications: None, precision: Precision::default() }
    }

    /// What of a file is run.
    fn which(&self) -> experiment::Kind {
        match self.kind {
            Kind::Run => experiment::Kind::BaseOnly,
            Kind::Compare => experiment::Kind::WithVariants,
        }
    }

    /// How many days, and who chose that; as many as it takes for none. The question wins over the
    /// file, the file over the default.
    fn demanded(&self, loaded: &Loaded) -> Result<(Option<u32>, ReplicationsFrom), Refusal> {
        let (precise, most) = (self.precision.is_given(), self.precision.most);
        if let (true, Some(Replications::Number(number))) = (precise, self.replications) {
            return Err(Refusal::Wrong(format!(
                "found --precision and --replications {number}, wanted one of the two (or \
                 --max-replications {number})"
            )));
        }
        let (number, from) = match (self.replications, loaded.base.run.replications) {
            _ if precise => (None, ReplicationsFrom::Precision),
            (Some(Replications::Number(asked)), _) => (Some(asked), ReplicationsFrom::CommandLine),
            (None, Some(Replications::Number(written))) => (Some(written), ReplicationsFrom::File),
            (Some(Replications::Auto), _) | (None, Some(Replications::Auto)) => {
                (None, ReplicationsFrom::Precision)
            }
            (None, None) => {
                let few = experiment::default_replications(loaded, self.which());
                (Some(few), ReplicationsFrom::Default)
            }
        };
        if let (Some(most), Some(number)) = (most, number) {
            return Err(Refusal::Wrong(format!(
                "found --max-replications {most} where {number} are run, wanted --replications \
                 auto or --precision beside it"
            )));
        }
        Ok((number, from))
    }
}

impl Question for Run {
    type Asked = AskedRun;

    fn files(&self) -> Vec<PathBuf> {
        self.common.files()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedRun, Refusal> {
        let loaded = self.common.read(texts)?;
        if self.kind == Kind::Compare && loaded.variants.is_empty() {
            let file = &self.common.file;
            return Err(Refusal::Wrong(format!(
                "{}: found no variants, wanted a what-if file or a scenario with `variants` \
                 (for one scenario: switchroom run {})",
                file.display(),
                shell::path(file)
            )));
        }
        let (number, replications_from) = self.demanded(&loaded)?;
        let replications = number.or(self.precision.most).unwrap_or(USUAL_MOST);
        let settings = self.common.settings(loaded.base.run, replications);
        let goals = || {
            let plan = experiment::plan(&loaded.base, settings.confidence);
            self.precision.goals(&plan, &loaded.base)
        };
        let precision = if number.is_none() { Some(goals()?) } else { None };
        Ok(AskedRun { question: self, loaded, settings, replications_from, precision })
    }
}

/// A run or a comparison of a file that was read.
pub struct AskedRun {
    question: Run,
    pub(crate) loaded: Loaded,
    pub(crate) settings: Settings,
    pub(crate) replications_from: ReplicationsFrom,
    /// As many days as that takes, where no number is given.
    pub(crate) precision: Option<WantedPrecision>,
}

impl Asked for AskedRun {
    type Found = dyn Forms;

    fn files(&self) -> Vec<PathBuf> {
        self.loaded.files.clone()
    }

    fn remarks(&self) -> Vec<String> {
        if self.question.kind == Kind::Compare || self.loaded.variants.is_empty() {
            return Vec::new();
        }
        let left = counted(self.loaded.variants.len(), "variant");
        let file = shell::path(&self.question.common.file);
        vec![format!("left out: {left}; with them: switchroom compare {file}")]
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        let (loaded, kind, settings) = (&self.loaded, self.question.which(), &self.settings);
        let outcome = match &self.precision {
            None => experiment::run(loaded, kind, settings, watch),
            Some(wanted) => experiment::run_until_precise(loaded, kind, settings, wanted, watch),
        };
        let stopped_by = watch.over();
        let outcome = outcome.ok_or_else(|| Refusal::nothing(stopped_by))?;
        Ok(told(self.report(outcome, stopped_by, watch)))
    }
}

impl AskedRun {
    fn report(&self, outcome: Outcome, stopped_by: StoppedBy, watch: &dyn Watch) -> Report {
        let (question, spent) = (&self.question, watch.spent());
        Report {
            kind: question.kind,
            confidence: self.settings.confidence,
            replications_from: self.replications_from,
            stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
            understood: self.loaded.echo.clone(),
            command: question.common.command_line(question.kind.command(), self.settings.seed),
            cpu_seconds: spent.cpu_seconds,
            wall_seconds: spent.wall_seconds,
            outcome,
        }
    }
}

fn told(report: Report) -> Answer {
    let (warnings, mut after) = (report.warnings(), vec![effort(&report)]);
    match report.stopped_by {
        StoppedBy::Itself => {}
        StoppedBy::TimeLimit => after.push(cut_short("time is up", &report.outcome)),
        StoppedBy::Interrupt => after.push(cut_short("interrupted", &report.outcome)),
    }
    let ended = Ended::of(report.stopped_by);
    Answer { warnings, after, ..Answer::new(Box::new(report), ended) }
}

fn effort(report: &Report) -> String {
    format!(
        "{} in {:.1} s ({:.1} s of processor time)",
        counted(report.outcome.contacts as usize, "contact"),
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
