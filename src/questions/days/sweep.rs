//! `sweep`: where is the limit?

use std::cell::OnceCell;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::base::dotted::assignment;
use crate::base::quantity;
use crate::experiment::run::blocks::{Blocks, Grid, Kept, plan_hash};
use crate::experiment::sweep::{
    PointReplications, Questions, Source, SweepOutcome, batches, find_observed_at_points,
    loaded_of, sweep, sweep_from,
};
use crate::experiment::{
    Experiment, Kind, Settings, are_observed, default_replications_of_points, plan,
};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Plan;
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch, Work};
use crate::questions::keeping::archive::{Archive, Came, Wanted};
use crate::questions::keeping::cut::{Cut, Keep, Part};
use crate::questions::keeping::flow::keep;
use crate::questions::keeping::keeps::Keeps;
use crate::questions::keeping::place::Place;
use crate::questions::typed::common::Common;

use crate::questions::typed::figures::{figure, figure_and_value};
use crate::questions::typed::piloted::unfound;
use crate::questions::typed::shell::quoted;
use crate::report::{Forms, KEPT_SWEEP, StoppedBy, SweepReport, counted, whole};
use crate::scenario::asked::sweep::{Scans, Sweep as Swept, TypedAxis, Varied};
use crate::scenario::model::Replications;

/// Values that vary, and what is asked of each point.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sweep {
    pub common: Common,
    /// Values set, as in `lines=80..120..10`; with no axis at all the file's.
    pub scan: Vec<String>,
    /// Factors, as in `contact_types.*.volume=0.8..1.3..0.1`.
    pub scan_scale: Vec<String>,
    /// Heads that a scanned group gains or loses come from and go to the others.
    pub keep_total_agents: bool,
    /// A method and a number of points in place of a grid.
    pub sample: Option<(String, u32)>,
    /// Further figures of each point.
    pub measure: Vec<String>,
    /// Where figures reach values; else, on one axis, the service levels that the file promises.
    pub break_even: Vec<Aim>,
    /// Days at each point; else the file's, else some seconds' worth in all.
    pub replications: Option<u32>,
    /// Where the rows of every replication go.
    pub rows: Option<PathBuf>,
    #[serde(skip)]
    pub keep: Option<Keep>,
}

/// A figure and the value that it is to reach.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Aim {
    pub path: String,
    pub value: f64,
}

impl Aim {
    /// Reads `FIGURE=VALUE`.
    ///
    /// # Errors
    /// What is wanted instead.
    pub fn read(text: &str) -> Result<Self, String> {
        let (path, value) = assignment(text).ok_or("wanted FIGURE=VALUE")?;
        let value = quantity::value(&value)
            .ok_or_else(|| format!("wanted a number after `{path}=`, such as 0.8, 80% or 20s"))?;
        Ok(Self { path, value })
    }
}

impl Sweep {
    /// What the file itself sweeps over.
    #[must_use]
    pub fn new(common: Common) -> Self {
        let (scan, scan_scale, measure, break_even) = (vec![], vec![], vec![], vec![]);
        Self {
            common,
            scan,
            scan_scale,
            keep_total_agents: false,
            sample: None,
            measure,
            break_even,
            replications: None,
            rows: None,
            keep: None,
        }
    }

    /// What varies.
    fn scans(&self) -> Scans {
        let scans = |all: &[String], varied| -> Vec<TypedAxis> {
            all.iter().map(|text| TypedAxis { varied, text: text.clone() }).collect()
        };
        let (set, scaled) =
            (scans(&self.scan, Varied::Set), scans(&self.scan_scale, Varied::Scaled));
        Scans {
            scans: [set, scaled].concat(),
            keep_total_agents: self.keep_total_agents,
            sample: self.sample.clone(),
            seed: self.common.seed,
        }
    }

    /// Replications at each point: the question wins over the file, the file over the default.
    fn replications(&self, swept: &Swept) -> u32 {
        let of_file = swept.loaded.base.run.replications.and_then(Replications::number);
        self.replications.or(of_file).unwrap_or_else(|| default_replications_of_points(swept))
    }

    /// What is asked: on one axis of numbers without another question, where the service levels
    /// that were promised break.
    fn questions(&self, swept: &Swept, plan: &Plan) -> Result<Questions, Refusal> {
        let names = Names::of(plan);
        let (mut measures, mut break_evens, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for (path, line) in self.measure.iter().zip(1..) {
            match figure(path, "--measure", line, &names) {
                Ok(figure) => measures.push(figure),
                Err(problem) => problems.push(problem),
            }
        }
        for (own, line) in self.break_even.iter().zip(1..) {
            match figure_and_value(&own.path, own.value, ("--break-even", line), &names) {
                Ok(figure) => break_evens.push((figure, own.value)),
                Err(problem) => problems.push(problem),
            }
        }
        Refusal::of_problems(problems)?;
        let axes = swept.axes().len();
        if axes > 1 && !break_evens.is_empty() {
            return Err(Refusal::Wrong(format!(
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

    /// The command line that gives the answer again, but for its number of replications.
    fn command_line(&self, seed: u64) -> String {
        let mut parts = vec![self.common.command_line("sweep", seed)];
        let flag = |name: &'static str| move |text: &String| quoted(name, text);
        parts.extend(self.scan.iter().map(flag("--scan")));
        parts.extend(self.scan_scale.iter().map(flag("--scan-scale")));
        parts.extend(self.keep_total_agents.then(|| "--keep-total-agents".to_owned()));
        parts.extend(
            self.sample.iter().map(|(method, points)| format!("--sample {method}={points}")),
        );
        parts.extend(self.measure.iter().map(flag("--measure")));
        let aim = |it: &Aim| quoted("--break-even", &format!("{}={}", it.path, it.value));
        parts.extend(self.break_even.iter().map(aim));
        parts.join(" ")
    }
}

impl AsMut<Common> for Sweep {
    fn as_mut(&mut self) -> &mut Common {
        &mut self.common
    }
}

impl Question for Sweep {
    type Asked = AskedSweep;

    fn files(&self) -> Vec<PathBuf> {
        self.common.files()
    }

    fn rows(&self) -> Option<PathBuf> {
        self.rows.clone()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedSweep, Refusal> {
        let common = &self.common;
        let swept = common.source(texts)?.sweep(&self.scans())?;
        if swept.is_empty() {
            let file = common.place().display();
            return Err(Refusal::Wrong(format!(
                "{file}: found nothing to sweep, wanted `sweep` in the file or --scan \
                 PATH=FROM..TO..STEP"
            )));
        }
        let settings = common.settings(swept.loaded.base.run, self.replications(&swept));
        let plan = plan(&swept.loaded.base, settings.confidence);
        let questions = self.questions(&swept, &plan)?;
        let (place, run) = (None, OnceCell::new());
        let mut asked = AskedSweep { question: self, swept, run, questions, settings, place };
        asked.place = asked.question.keep.as_ref().map(|keep| asked.place(keep));
        Ok(asked)
    }
}

/// A sweep of a file that was read.
pub struct AskedSweep {
    question: Sweep,
    swept: Swept,
    /// The same with what pilots found, where the retention is given that was observed.
    run: OnceCell<Swept>,
    questions: Questions,
    settings: Settings,
    /// Where it is kept, if it is.
    place: Option<Place>,
}

impl Asked for AskedSweep {
    type Found = dyn Forms;

    fn files(&self) -> Vec<PathBuf> {
        self.swept.loaded.files.clone()
    }

    fn folder(&self) -> Option<PathBuf> {
        self.place.as_ref().map(|place| place.folder().to_owned())
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        if let Some(place) = &self.place {
            return keep(self, place, watch);
        }
        let swept = self.as_run(watch)?;
        self.begin(watch);
        let mut each = |point: &PointReplications<'_>| watch.point(point);
        let outcome = sweep(swept, &self.questions, &self.settings, watch, &mut each);
        Ok(told(self.report(outcome, watch)?))
    }
}

impl AskedSweep {
    fn as_run(&self, watch: &dyn Watch) -> Result<&Swept, Refusal> {
        if !are_observed(&self.swept.loaded) {
            return Ok(&self.swept);
        }
        if let Some(run) = self.run.get() {
            return Ok(run);
        }
        let mut swept = self.swept.clone();
        let found = find_observed_at_points(&mut swept, self.settings.seed, watch);
        found.map_err(|no| unfound(self.question.common.place(), no, watch))?;
        Ok(self.run.get_or_init(|| swept))
    }

    fn begin(&self, watch: &dyn Watch) {
        let axes = self.swept.axes().into_iter().enumerate();
        let axes: Vec<(String, bool)> =
            axes.map(|(at, name)| (name, self.swept.is_of_numbers(at))).collect();
        watch.axes(&axes);
    }

    fn report(
        &self,
        outcome: Option<SweepOutcome>,
        watch: &dyn Watch,
    ) -> Result<SweepReport, Refusal> {
        let stopped_by = watch.over();
        let outcome = outcome.ok_or_else(|| Refusal::nothing(stopped_by))?;
        let spent = watch.spent();
        Ok(SweepReport {
            stopped_by: if outcome.is_whole() { StoppedBy::Itself } else { stopped_by },
            outcome,
            confidence: self.settings.confidence,
            measures: self.questions.measures.iter().map(ToString::to_string).collect(),
            understood: self.swept.loaded.echo.clone(),
            command: self.question.command_line(self.settings.seed),
            cpu_seconds: spent.cpu_seconds,
            wall_seconds: spent.wall_seconds,
        })
    }
}

fn told(report: SweepReport) -> Answer {
    let mut after = vec![format!(
        "{} in {:.1} s ({:.1} s of processor time)",
        counted(report.outcome.contacts as usize, "contact"),
        report.wall_seconds,
        report.cpu_seconds
    )];
    if !report.outcome.is_whole() {
        after.push(cut_short(&report.outcome));
    }
    let ended = Ended::of(report.stopped_by);
    Answer { after, ..Answer::new(Box::new(report), ended) }
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

/// A folder of blocks for each batch of its points.
impl Keeps for AskedSweep {
    fn command(&self) -> &'static str {
        "sweep"
    }

    fn plain(&self) -> Value {
        serde_json::to_value(&self.question).expect("it is plain data")
    }

    fn name(&self) -> &str {
        &self.swept.loaded.base.name
    }

    fn cut(&self, shards: u32) -> Cut {
        let (swept, questions, settings) = (&self.swept, &self.questions, &self.settings);
        let grid = Grid { replications: settings.replications.into(), shards: shards.into() };
        let plan = |batch| plan_hash(&loaded_of(swept, batch), Kind::WithVariants, settings, grid);
        let plans: Vec<String> = (0..batches(swept)).map(plan).collect();
        let measures: Vec<String> = questions.measures.iter().map(ToString::to_string).collect();
        let break_evens = questions.break_evens.iter();
        let break_evens: Vec<String> =
            break_evens.map(|(figure, value)| format!("{figure}={value:?}")).collect();
        let all = format!("{:?}", (&plans, measures, break_evens));
        let parts = plans.into_iter().zip(1..).map(|(hash, batch)| {
            let folder = Some(format!("batch-{batch:04}"));
            Part { folder, hash, grid }
        });
        Cut { hash: format!("{:x}", Sha256::digest(all)), parts: parts.collect() }
    }

    fn run(
        &self,
        part: usize,
        archive: &Archive,
        shard: (u64, Wanted),
        watch: &dyn Watch,
    ) -> Result<Option<Came>, Refusal> {
        let (loaded, kind) = (loaded_of(self.as_run(watch)?, part), Kind::WithVariants);
        let experiment = Experiment::prepare(&loaded, kind, &self.settings, watch);
        let Some(experiment) = experiment else { return Ok(None) };
        let blocks = Blocks::with(experiment, &self.questions.measures);
        archive.run(&blocks, shard, watch).map(Some)
    }

    fn whole(&self, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal> {
        let swept = self.as_run(watch)?;
        self.begin(watch);
        let mut source = FromFolder { place, refusal: None };
        let (questions, settings) = (&self.questions, &self.settings);
        let mut each = |point: &PointReplications<'_>| watch.point(point);
        let outcome = sweep_from(&mut source, swept, questions, settings, watch, &mut each);
        if let Some(refusal) = source.refusal {
            return Err(refusal);
        }
        let report = self.report(outcome, watch)?;
        let finish = || place.finish(&report, &(), KEPT_SWEEP).err();
        let wrong = if report.outcome.is_whole() { finish() } else { None };
        Ok(Answer { wrong: wrong.into_iter().collect(), ..told(report) })
    }
}

/// Takes the points from where they are kept.
struct FromFolder<'a> {
    place: &'a Place,
    /// Why the last batch could not be had.
    refusal: Option<Refusal>,
}

impl Source for FromFolder<'_> {
    fn kept<'b>(&mut self, batch: usize, blocks: &'b Blocks, _: &dyn Work) -> Option<Kept<'b>> {
        match self.place.archive(batch).and_then(|archive| archive.gather(blocks)) {
            Ok(kept) => Some(kept),
            Err(refusal) => {
                self.refusal = Some(refusal);
                None
            }
        }
    }
}
