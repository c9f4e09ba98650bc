//! `run` and `compare`: will the day hold, and what do variants change?

use std::cell::OnceCell;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::experiment::run::blocks::{Blocks, Grid, plan_hash};
use crate::experiment::run::outcome::Outcome;
use crate::experiment::{self, Experiment, Settings, WantedPrecision};
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::questions::keeping::archive::{Archive, Came, Wanted};
use crate::questions::keeping::cut::{Cut, Keep};
use crate::questions::keeping::flow::keep;
use crate::questions::keeping::keeps::Keeps;
use crate::questions::keeping::place::Place;
use crate::questions::typed::common::Common;
use crate::questions::typed::piloted::Piloted;
use crate::questions::typed::precision::{Precision, USUAL_MOST};
use crate::questions::typed::shell;
use crate::report::{
    Forms, KEPT, KEPT_HORIZON, Kind, ReplicationsFrom, Report, StoppedBy, counted,
};
use crate::scenario::Loaded;
use crate::scenario::model::{Replications, RunSettings};

/// One scenario, or a base and its variants on the same customers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    pub kind: Kind,
    pub common: Common,
    /// Days to simulate; else the file's, else a few seconds' worth.
    pub replications: Option<Replications>,
    /// Whether a comparison over a horizon looks at other strengths of the effects on customers.
    pub sensitivity: bool,
    #[serde(skip)]
    pub precision: Precision,
    #[serde(skip)]
    pub keep: Option<Keep>,
}

impl Run {
    /// As its page has it where nothing else is said.
    #[must_use]
    pub fn new(kind: Kind, common: Common) -> Self {
        let (replications, precision, keep) = (None, Precision::default(), None);
        Self { kind, common, replications, sensitivity: true, precision, keep }
    }

    /// The command line that gives the answer again, but for its number of replications.
    fn command_line(&self, seed: u64) -> String {
        let mut text = self.common.command_line(self.kind.command(), seed);
        if !self.sensitivity {
            text.push_str(" --no-sensitivity");
        }
        text
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

    /// Says itself what it would leave to the file: what is kept is asked again so.
    fn settle(&mut self, settings: &Settings, file: RunSettings) {
        self.common.seed = Some(settings.seed);
        self.replications = Some(Replications::Number(settings.replications));
        let own = file.confidence.to_bits() != settings.confidence.to_bits();
        self.common.confidence = own.then_some(settings.confidence);
    }
}

impl AsMut<Common> for Run {
    fn as_mut(&mut self) -> &mut Common {
        &mut self.common
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
        if precision.is_some() && self.keep.is_some() {
            return Err(Refusal::Wrong(
                "found a precision for an experiment that is kept, wanted --replications N: how \
                 it is cut into blocks is part of its plan"
                    .to_owned(),
            ));
        }
        let (question, place, blocks) = (self, None, OnceCell::new());
        let loaded = loaded.into();
        let mut asked =
            AskedRun { question, loaded, settings, replications_from, precision, place, blocks };
        if let Some(keep) = &asked.question.keep {
            asked.place = Some(asked.place(keep));
            asked.question.settle(&settings, asked.loaded.base.run);
        }
        Ok(asked)
    }
}

/// A run or a comparison of a file that was read.
pub struct AskedRun {
    question: Run,
    loaded: Piloted,
    settings: Settings,
    replications_from: ReplicationsFrom,
    /// As many days as that takes, where no number is given.
    precision: Option<WantedPrecision>,
    /// Where it is kept, if it is.
    place: Option<Place>,
    /// Where it is kept: made once.
    blocks: OnceCell<Blocks>,
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

    fn folder(&self) -> Option<PathBuf> {
        self.place.as_ref().map(|place| place.folder().to_owned())
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        if let Some(place) = &self.place {
            return keep(self, place, watch);
        }
        let loaded = self.as_run(watch)?;
        let (kind, settings) = (self.question.which(), &self.settings);
        let outcome = match &self.precision {
            None => experiment::run(loaded, kind, settings, watch),
            Some(wanted) => experiment::run_until_precise(loaded, kind, settings, wanted, watch),
        };
        let outcome = outcome.map(|found| self.with_sensitivity(found, watch));
        let stopped_by = watch.over();
        let outcome = outcome.ok_or_else(|| Refusal::nothing(stopped_by))?;
        Ok(told(self.report(outcome, stopped_by, watch)))
    }
}

impl AskedRun {
    fn blocks(&self, watch: &dyn Watch) -> Result<&Blocks, Refusal> {
        if let Some(blocks) = self.blocks.get() {
            return Ok(blocks);
        }
        let (kind, settings) = (self.question.which(), &self.settings);
        let experiment = Experiment::prepare(self.as_run(watch)?, kind, settings, watch);
        let experiment = experiment.ok_or_else(|| Refusal::nothing(watch.over()))?;
        Ok(self.blocks.get_or_init(|| Blocks::new(experiment)))
    }

    fn as_run(&self, watch: &dyn Watch) -> Result<&Loaded, Refusal> {
        self.loaded.run(self.question.common.place(), self.settings.seed, watch)
    }

    fn with_sensitivity(&self, outcome: Outcome, watch: &dyn Watch) -> Outcome {
        if self.question.sensitivity && self.question.kind == Kind::Compare {
            outcome.with_sensitivity(self.settings.confidence, watch)
        } else {
            outcome
        }
    }

    fn report(&self, outcome: Outcome, stopped_by: StoppedBy, watch: &dyn Watch) -> Report {
        let (question, spent) = (&self.question, watch.spent());
        Report {
            kind: question.kind,
            confidence: self.settings.confidence,
            replications_from: self.replications_from,
            stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
            understood: self.loaded.echo.clone(),
            command: question.command_line(self.settings.seed),
            cpu_seconds: spent.cpu_seconds,
            wall_seconds: spent.wall_seconds,
            outcome,
        }
    }
}

/// All its replications in one folder of blocks.
impl Keeps for AskedRun {
    fn command(&self) -> &'static str {
        self.question.kind.command()
    }

    fn plain(&self) -> Value {
        serde_json::to_value(&self.question).expect("it is plain data")
    }

    fn name(&self) -> &str {
        &self.loaded.base.name
    }

    fn cut(&self, shards: u32) -> Cut {
        let replications = self.settings.replications.into();
        let grid = Grid { replications, shards: shards.into() };
        Cut::one(plan_hash(&self.loaded, self.question.which(), &self.settings, grid), grid)
    }

    fn run(
        &self,
        _: usize,
        archive: &Archive,
        shard: (u64, Wanted),
        watch: &dyn Watch,
    ) -> Result<Option<Came>, Refusal> {
        archive.run(self.blocks(watch)?, shard, watch).map(Some)
    }

    fn whole(&self, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal> {
        let blocks = self.blocks(watch)?;
        watch.over();
        let sums = place.archive(0)?.gather(blocks)?;
        let (outcome, replications) = blocks.outcome(&sums, self.settings.replications.into());
        let outcome = self.with_sensitivity(outcome, watch);
        let report = self.report(outcome, StoppedBy::Itself, watch);
        let files = if self.loaded.base.horizon.is_some() { KEPT_HORIZON } else { KEPT };
        let wrong = place.finish(&report, &replications[..], files).err();
        Ok(Answer { wrong: wrong.into_iter().collect(), ..told(report) })
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
