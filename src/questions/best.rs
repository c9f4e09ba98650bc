//! `best`: which of several designs is the best, and how sure is that?

use std::path::PathBuf;

pub use crate::experiment::best::Extreme;

use super::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use super::typed::common::Common;
use super::typed::figures::{figure, figure_and_value};
use super::typed::piloted::Piloted;
use super::typed::precision::USUAL_MOST;
use super::typed::shell::quoted;
use crate::experiment::best::{self, BaseRole, NoAnswer, best};
use crate::experiment::{self, Settings, run};
use crate::measures::definitions::Better;
use crate::measures::figure_name::Names;
use crate::report::{self, Forms, LeftAside, StoppedBy};
use crate::scenario::asked::scan::Scan;
use crate::scenario::shape::tables::routing::POLICY;
use crate::scenario::text::tree::Place;
use crate::scenario::text::words::all_of;
use crate::scenario::{Loaded, Problems, Variant};

/// Designs on the same customers, of which one is chosen.
#[derive(Clone, Debug)]
pub struct Best {
    pub common: Common,
    /// The figure to choose by; else net value where there is money, else service level.
    pub by: Option<String>,
    /// Whether its highest or its lowest is the best; else what is better of that measure.
    pub wanted: Option<Extreme>,
    /// A difference that does not matter; else what is usual of the figure.
    pub indifference: Option<f64>,
    /// Routing policies as designs: a list, or `all`.
    pub policy: Option<String>,
    /// Values of paths as designs, as they are typed.
    pub over: Vec<String>,
    /// Replications at the most.
    pub most: u32,
}

impl Best {
    /// As its page has it where nothing else is said.
    #[must_use]
    pub fn new(common: Common) -> Self {
        let (by, wanted, indifference, policy, over) = (None, None, None, None, Vec::new());
        Self { common, by, wanted, indifference, policy, over, most: USUAL_MOST }
    }

    /// What is scanned; a list of policies is a scan too.
    fn scans(&self) -> Result<Vec<Scan>, Refusal> {
        let mut problems = Problems::default();
        let mut read = |text: &str, flag: &str, line: u32| {
            let place = Place { file: flag.into(), line, column: 1 };
            Scan::read(text, &place, &mut problems)
        };
        let mut scans = Vec::new();
        if let Some(list) = &self.policy {
            let all = || POLICY.iter().map(|policy| policy.name).collect::<Vec<_>>().join(",");
            let list = if list == "all" { all() } else { list.clone() };
            scans.extend(read(&format!("routing.policy={list}"), "--policy", 1));
        }
        for (text, line) in self.over.iter().zip(1..) {
            scans.extend(read(text, "--over", line));
        }
        if problems.is_empty() { Ok(scans) } else { Err(Refusal::Problems(problems.sorted())) }
    }

    fn chosen_by(&self, loaded: &Loaded, is_scanned: bool) -> Result<best::Question, Refusal> {
        let designs = loaded.variants.len() + usize::from(!is_scanned);
        if designs < 2 {
            let file = self.common.file.display();
            return Err(Refusal::Wrong(format!(
                "{file}: found {designs} design, wanted at least two: a what-if file, a scenario \
                 with `variants`, --policy all, or --over PATH=VALUES"
            )));
        }
        let plan = experiment::plan(&loaded.base, 0.95);
        let usual = if loaded.base.has_money() { "net_value" } else { "service_level" };
        let path = self.by.as_deref().unwrap_or(usual);
        let names = Names::of(&plan);
        let figure = figure(path, "--by", 1, &names);
        let figure = figure.and_then(|figure| match self.indifference {
            Some(value) => figure_and_value(path, value, ("--indifference", 1), &names),
            None => Ok(figure),
        });
        let figure = figure.map_err(|problem| Refusal::Problems(vec![problem]))?;
        let wanted = match (self.wanted, figure.definition.better) {
            (Some(wanted), _) => wanted,
            (None, Better::Higher) => Extreme::Highest,
            (None, Better::Lower) => Extreme::Lowest,
            (None, Better::Neither) => {
                return Err(Refusal::Wrong(format!(
                    "{path} is neither better when high nor when low: wanted --highest or --lowest"
                )));
            }
        };
        let base = if is_scanned { BaseRole::StandsAside } else { BaseRole::Design };
        Ok(best::Question { figure, wanted, indifference: self.indifference, base })
    }

    /// Takes out the designs that nobody chooses, since they happen, and those that are measured
    /// by another yardstick; and says which.
    fn leave_aside(
        &self,
        loaded: &mut Loaded,
        question: &best::Question,
    ) -> Result<Vec<LeftAside>, Refusal> {
        let is_of_yardstick = ["service_level", "target_met"]
            .iter()
            .any(|key| question.figure.definition.key.starts_with(key));
        let why = |variant: &Variant| {
            let against = &variant.scenario.remarks.against_base;
            let name = variant.name.clone();
            if against.is_what_if() {
                Some(LeftAside { name, what: against.happens.clone(), is_what_if: true })
            } else if is_of_yardstick && against.has_own_service_level() {
                Some(LeftAside { name, what: against.yardstick.clone(), is_what_if: false })
            } else {
                None
            }
        };
        let left_aside: Vec<LeftAside> = loaded.variants.iter().filter_map(why).collect();
        loaded.variants.retain(|variant| why(variant).is_none());
        let designs = loaded.variants.len() + usize::from(question.base == BaseRole::Design);
        if designs < 2 {
            let what = left_aside.iter().flat_map(|it| &it.what).map(String::as_str);
            let mut what: Vec<&str> = what.collect();
            what.dedup();
            return Err(Refusal::Wrong(format!(
                "{}: found designs that differ in what happens or is measured ({}), wanted at \
                 least two that can be chosen: `compare` and `sweep` show the others, and \
                 `\"happens\": false` says of a variant that it is a choice",
                self.common.file.display(),
                all_of(&what)
            )));
        }
        Ok(left_aside)
    }

    /// The command line that gives the answer again.
    fn command_line(&self, seed: u64) -> String {
        let mut parts = vec![self.common.begun("best")];
        let mut add = |flag: &str, value: Option<&str>| {
            parts.extend(value.map(|value| quoted(flag, value)));
        };
        add("--by", self.by.as_deref());
        add("--policy", self.policy.as_deref());
        self.over.iter().for_each(|over| add("--over", Some(over)));
        add("--indifference", self.indifference.map(|it| it.to_string()).as_deref());
        parts.extend(self.wanted.map(|wanted| match wanted {
            Extreme::Highest => "--highest".to_owned(),
            Extreme::Lowest => "--lowest".to_owned(),
        }));
        if self.most != USUAL_MOST {
            parts.push(format!("--max-replications {}", self.most));
        }
        parts.extend(self.common.typed(seed));
        parts.join(" ")
    }
}

impl Question for Best {
    type Asked = AskedBest;

    fn files(&self) -> Vec<PathBuf> {
        self.common.files()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedBest, Refusal> {
        let scans = self.scans()?;
        let mut loaded = self.common.source(texts)?.scanned(&scans)?;
        let chosen_by = self.chosen_by(&loaded, !scans.is_empty())?;
        let left_aside = self.leave_aside(&mut loaded, &chosen_by)?;
        let settings = self.common.settings(loaded.base.run, self.most);
        let loaded = loaded.into();
        Ok(AskedBest { question: self, loaded, chosen_by, left_aside, settings })
    }
}

/// A choice between the designs of a file that was read.
pub struct AskedBest {
    question: Best,
    loaded: Piloted,
    chosen_by: best::Question,
    left_aside: Vec<LeftAside>,
    settings: Settings,
}

impl Asked for AskedBest {
    type Found = dyn Forms;

    fn files(&self) -> Vec<PathBuf> {
        self.loaded.files.clone()
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        let file = self.question.common.place();
        let loaded = self.loaded.run(file, self.settings.seed, watch)?;
        let outcome = best(loaded, &self.chosen_by, &self.settings, watch);
        let stopped_by = watch.over();
        let outcome = outcome.map_err(|why| self.no_answer(&why, stopped_by))?;
        let is_stopped = outcome.ended == run::outcome::Ended::Stopped;
        let spent = watch.spent();
        let report = report::Best {
            title: self.loaded.base.name.clone(),
            stopped_by: if is_stopped { stopped_by } else { StoppedBy::Itself },
            command: self.question.command_line(self.settings.seed),
            understood: self.loaded.echo.clone(),
            left_aside: self.left_aside.clone(),
            cpu_seconds: spent.cpu_seconds,
            wall_seconds: spent.wall_seconds,
            outcome,
        };
        let (wall, cpu) = (report.wall_seconds, report.cpu_seconds);
        let after = vec![format!("{wall:.1} s ({cpu:.1} s of processor time)")];
        let ended = Ended::of(report.stopped_by);
        Ok(Answer { after, ..Answer::new(Box::new(report), ended) })
    }
}

impl AskedBest {
    fn no_answer(&self, why: &NoAnswer, stopped_by: StoppedBy) -> Refusal {
        let (file, figure) = (self.question.common.file.display(), &self.chosen_by.figure);
        match why {
            NoAnswer::Stopped => Refusal::nothing(stopped_by),
            NoAnswer::NoSuchFigure(design) => Refusal::Wrong(format!(
                "{file}: found no {figure} under `{design}`, wanted a figure that every design has"
            )),
            NoAnswer::Undefined(design) => Refusal::Wrong(format!(
                "{file}: found no contacts for {figure} under `{design}`, wanted a figure that is \
                 defined under every design"
            )),
            NoAnswer::NoIndifference => Refusal::Wrong(format!(
                "{file}: {figure} is 0, wanted --indifference: a difference that does not matter"
            )),
        }
    }
}
