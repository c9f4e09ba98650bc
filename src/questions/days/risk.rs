//! `risk`: how risky is this plan?

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::experiment::risk::{Draws, RiskDays, RiskOutcome};
use crate::experiment::{Settings, plan};
use crate::measures::figure_name::{FigureName, Names};
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::questions::keeping::archive::{Archive, Came, Wanted};
use crate::questions::keeping::cut::{Cut, Keep};
use crate::questions::keeping::flow::keep;
use crate::questions::keeping::keeps::Keeps;
use crate::questions::keeping::place::Place;
use crate::questions::typed::common::Common;
use crate::questions::typed::figures::figures;
use crate::questions::typed::shell::quoted;
use crate::report::{Forms, KEPT_RISK, RiskReport, StoppedBy, whole};
use crate::scenario::Risk as Unknown;

/// Days of a scenario whose unknown inputs are drawn.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Risk {
    pub common: Common,
    /// Times to draw the unknown inputs.
    pub draws: u32,
    /// Days of each draw.
    pub days: u32,
    /// Further figures.
    pub measure: Vec<String>,
    #[serde(skip)]
    pub keep: Option<Keep>,
}

impl Risk {
    /// Times to draw, where nothing else is said.
    pub const DRAWS: u32 = 200;
    /// Days of each draw, where nothing else is said.
    pub const DAYS: u32 = 2;

    /// As its page has it where nothing else is said.
    #[must_use]
    pub fn new(common: Common) -> Self {
        Self { common, draws: Self::DRAWS, days: Self::DAYS, measure: Vec::new(), keep: None }
    }

    /// The command line that gives the answer again.
    fn command_line(&self, seed: u64) -> String {
        let mut parts = vec![self.common.command_line("risk", seed)];
        parts.push(format!("--draws {} --days {}", self.draws, self.days));
        parts.extend(self.measure.iter().map(|path| quoted("--measure", path)));
        parts.join(" ")
    }
}

impl AsMut<Common> for Risk {
    fn as_mut(&mut self) -> &mut Common {
        &mut self.common
    }
}

impl Question for Risk {
    type Asked = AskedRisk;

    fn files(&self) -> Vec<PathBuf> {
        self.common.files()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedRisk, Refusal> {
        let file = self.common.place();
        let unknown = self.common.source(texts)?.risk()?;
        let base = &unknown.loaded.base;
        if base.steady_state.is_some() {
            let message = "found a `steady_state`, wanted days: a risk is one of days";
            return Err(Refusal::Wrong(format!("{}: {message}", file.display())));
        }
        let settings = self.common.settings(base.run, self.days);
        let plan = plan(base, settings.confidence);
        let measures = figures(&self.measure, "--measure", &Names::of(&plan))?;
        let mut asked = AskedRisk { question: self, unknown, measures, settings, place: None };
        asked.place = asked.question.keep.as_ref().map(|keep| asked.place(keep));
        Ok(asked)
    }
}

/// A risk of a file that was read.
pub struct AskedRisk {
    question: Risk,
    unknown: Unknown,
    measures: Vec<FigureName>,
    settings: Settings,
    /// Where it is kept, if it is.
    place: Option<Place>,
}

impl Asked for AskedRisk {
    type Found = dyn Forms;

    fn files(&self) -> Vec<PathBuf> {
        self.unknown.loaded.files.clone()
    }

    fn folder(&self) -> Option<PathBuf> {
        self.place.as_ref().map(|place| place.folder().to_owned())
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        if let Some(place) = &self.place {
            return keep(self, place, watch);
        }
        let outcome = self.days().run(watch);
        let stopped_by = watch.over();
        let outcome = outcome?.ok_or_else(|| Refusal::nothing(stopped_by))?;
        Ok(told(self.report(outcome, stopped_by, watch)))
    }
}

impl AskedRisk {
    fn days(&self) -> RiskDays<'_> {
        let wanted = Draws { draws: self.question.draws, days: self.question.days };
        RiskDays::new(&self.unknown, wanted, &self.measures, &self.settings)
    }

    fn report(&self, outcome: RiskOutcome, stopped_by: StoppedBy, watch: &dyn Watch) -> RiskReport {
        let spent = watch.spent();
        RiskReport {
            stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
            outcome,
            unknowns: self.unknown.unknowns.clone(),
            confidence: self.settings.confidence,
            understood: self.unknown.loaded.echo.clone(),
            command: self.question.command_line(self.settings.seed),
            cpu_seconds: spent.cpu_seconds,
            wall_seconds: spent.wall_seconds,
        }
    }
}

fn told(report: RiskReport) -> Answer {
    let mut after = Vec::new();
    if !report.outcome.is_whole() {
        let draws = [report.outcome.draws, report.outcome.draws_requested];
        let [done, of] = draws.map(|draws| whole(draws.into()));
        after.push(format!("stopped early: the first {done} of {of} draws are reported"));
    }
    let ended = Ended::of(report.stopped_by);
    Answer { after, ..Answer::new(Box::new(report), ended) }
}

/// All its days in one folder of blocks.
impl Keeps for AskedRisk {
    fn command(&self) -> &'static str {
        "risk"
    }

    fn plain(&self) -> Value {
        serde_json::to_value(&self.question).expect("it is plain data")
    }

    fn name(&self) -> &str {
        &self.unknown.loaded.base.name
    }

    fn cut(&self, shards: u32) -> Cut {
        let days = self.days();
        let grid = days.grid(shards);
        Cut::one(days.plan_hash(grid), grid)
    }

    fn run(
        &self,
        _: usize,
        archive: &Archive,
        shard: (u64, Wanted),
        watch: &dyn Watch,
    ) -> Result<Option<Came>, Refusal> {
        archive.run(&self.days(), shard, watch).map(Some)
    }

    fn whole(&self, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal> {
        watch.over();
        let days = self.days();
        let found = days.outcome(place.archive(0)?.gather(&days)?);
        let (outcome, replications) =
            found.expect("two draws or more are asked for, all are there");
        let report = self.report(outcome, StoppedBy::Itself, watch);
        let wrong = place.finish(&report, &replications, KEPT_RISK).err();
        Ok(Answer { wrong: wrong.into_iter().collect(), ..told(report) })
    }
}
