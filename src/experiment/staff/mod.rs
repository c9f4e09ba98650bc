//! How many agents? The fewest, or the cheapest, that meet targets, found by simulation.
//!
//! All candidates meet the same customers, on replications that nothing else uses; the answer is
//! judged on others. Method, sources and what is not promised: `docs/methods/staffing.md`.
//!
//! [`blending`] asks the same for several shares of blended agents under several routing rules.

pub mod blending;
mod desks;
pub mod heads;
pub mod judge;
mod search;
mod start;
pub mod target;
#[cfg(test)]
mod tests;
mod trial;

use super::settings::{Settings, Watch};
use crate::scenario::Scenario;
use crate::scenario::model::Staffing;
use heads::{Form, Heads, Per, paid_heads};
use judge::{Candidate, Finishing, Judged, judge};
use search::{Ended, Progress, Search};
use target::Target;
use trial::Trial;

/// What is to be least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Agents,
    /// Wages.
    Cost,
}

/// When a target counts as met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// When the estimate meets it.
    Estimate,
    /// When the whole interval does.
    Confidence,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub targets: Vec<Target>,
    pub per: Per,
    pub by: By,
    pub certainty: Certainty,
    /// Positions of the agent groups that keep the heads of the file.
    pub kept: Vec<usize>,
}

/// Why a question makes no sense for a scenario: what was found and what is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub found: String,
    pub wanted: String,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub question: Question,
    /// As it is in the file.
    pub scenario: Scenario,
    pub outcome: Outcome,
    /// The heads found, or those with which the targets are still missed.
    pub judged: Judged,
    /// What comes nearest to the targets at a lower cost.
    pub fewer: Option<Judged>,
    pub effort: Effort,
}

/// How the search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Found,
    CannotBeMet,
    /// Stopped; what is reported meets the targets on the pilot replications.
    Interrupted,
}

/// What was done for an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Mixes simulated.
    pub candidates: usize,
    /// Pilot replications that those near the limit were run on.
    pub pilots: u64,
    /// Replications that the answer was judged on.
    pub replications: u32,
    /// Times that heads were exchanged or added because a target was missed on those.
    pub additions: u32,
    pub seed: u64,
    pub threads: usize,
}

/// Times that heads are added to an answer that misses a target on the judging replications.
const MOST_ADDITIONS: u32 = 12;
/// Replications that a search which was stopped is still judged on.
const AFTER_A_STOP: u32 = 40;
/// Candidates that a search usually looks at, for the bar.
const USUAL_CANDIDATES: u64 = 120;

impl Question {
    /// Groups whose heads are searched.
    pub(super) fn staffed(&self, scenario: &Scenario) -> Vec<usize> {
        let all = 0..scenario.agent_groups.len();
        all.filter(|group| !self.kept.contains(group)).collect()
    }

    /// Whether it can be asked of a scenario.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, scenario: &Scenario) -> Result<(), Refusal> {
        let refuse = |found: &str, wanted: &str| {
            Err(Refusal { found: found.to_owned(), wanted: wanted.to_owned() })
        };
        if self.targets.is_empty() {
            let wanted = "`targets` with a `service_level` in the file, or --target, as in \
                          --target 'contact_types.*.service_level>=0.8'";
            return refuse("no target", wanted);
        }
        let staffed = self.staffed(scenario);
        if staffed.is_empty() {
            return refuse("every agent group kept", "a group whose heads may be chosen");
        }
        for group in staffed.iter().map(|&at| &scenario.agent_groups[at]) {
            if matches!(group.staffing, Staffing::Shifts(_)) {
                let found = format!("shifts in `{}`", group.name);
                let wanted = format!("heads (`agents`), or --keep '{}'", group.name);
                return refuse(&found, &wanted);
            }
            if self.by == By::Cost && group.wage_per_hour <= 0.0 {
                let found = format!("no wage in `{}`", group.name);
                return refuse(&found, "a `wage_per_hour` in every group, to find the cheapest");
            }
        }
        if scenario.steady_state.is_some() && self.per == Per::Interval {
            return refuse("a steady state", "--per day: all its intervals are alike");
        }
        Ok(())
    }
}

/// Searches and judges; none if it was stopped before anything met the targets.
#[must_use]
pub fn staff(
    scenario: &Scenario,
    question: &Question,
    settings: &Settings,
    watch: &dyn Watch,
) -> Option<Answer> {
    let groups = question.staffed(scenario);
    let columns = start::start(scenario, &groups, &question.targets, question.per);
    let start = Heads { groups, columns };
    let task = Task { scenario, question, settings, watch };
    let stage = "searching";
    let mut search = task.search(Form::Free, start.clone(), By::Agents, stage);
    let mut ended = search.run(start.clone());
    if question.by == By::Cost && matches!(ended, Ended::Found) {
        (search, ended) = task.cheapest(search, start, stage);
    }
    task.answer(search, ended)
}

struct Task<'a> {
    scenario: &'a Scenario,
    question: &'a Question,
    settings: &'a Settings,
    watch: &'a dyn Watch,
}

impl<'a> Task<'a> {
    fn search(&self, form: Form, start: Heads, by: By, stage: &'a str) -> Search<'a> {
        let targets = &self.question.targets;
        let prices = start.groups.iter().map(|&at| match by {
            By::Agents => 1,
            // Millionths, as money is counted.
            By::Cost => (self.scenario.agent_groups[at].wage_per_hour * 1e6).round() as u64,
        });
        Search {
            trial: Trial::new(self.scenario, targets, self.settings, stage, self.watch),
            targets,
            form,
            prices: prices.collect(),
            progress: Progress { watch: self.watch, stage, usual: USUAL_CANDIDATES },
            start,
            unsettled: Vec::new(),
            best: None,
            nearest: Vec::new(),
        }
    }

    /// By wages from the fewest agents and from Erlang's, since the cheapest mix may have more
    /// heads; the cheaper of the two.
    fn cheapest(&self, fewest: Search<'a>, start: Heads, stage: &'a str) -> (Search<'a>, Ended) {
        let from = fewest.best.clone().expect("a search that has found has a best");
        let mut one = self.search(Form::Free, start.clone(), By::Cost, stage);
        one.trial = fewest.trial;
        let ended = one.run(from);
        if !matches!(ended, Ended::Found) {
            return (one, ended);
        }
        let (best, nearest) = (one.best.take(), std::mem::take(&mut one.nearest));
        let ended = one.run(start);
        if one.whole_cost(one.best.as_ref()) >= one.whole_cost(best.as_ref()) {
            (one.best, one.nearest) = (best, nearest);
        }
        let stopped = matches!(ended, Ended::Stopped);
        (one, if stopped { Ended::Stopped } else { Ended::Found })
    }

    fn answer(&self, mut search: Search<'_>, ended: Ended) -> Option<Answer> {
        let mut effort = Effort {
            candidates: search.trial.candidates(),
            pilots: search.trial.most_replications(),
            replications: self.settings.replications,
            seed: self.settings.seed,
            threads: self.settings.threads,
            additions: 0,
        };
        let mut fewer = search.nearest_below();
        let (mut heads, mut outcome) = match ended {
            Ended::Found => (search.best.take()?, Outcome::Found),
            Ended::CannotBeMet(most) => (most, Outcome::CannotBeMet),
            Ended::Stopped => (search.best.take()?, Outcome::Interrupted),
        };
        let surely = self.question.certainty == Certainty::Confidence;
        loop {
            if self.watch.stopped() {
                outcome = Outcome::Interrupted;
                effort.replications = effort.replications.min(AFTER_A_STOP);
            }
            let judged = self.judge(&heads, fewer.as_ref(), effort.replications)?;
            let mut judged = judged.into_iter();
            let own = judged.next().expect("the answer was judged");
            let is_enough = own.meets(surely) || outcome != Outcome::Found;
            if is_enough || effort.additions == MOST_ADDITIONS {
                let (question, scenario) = (self.question.clone(), self.scenario.clone());
                let fewer = judged.next();
                return Some(Answer { question, scenario, outcome, judged: own, fewer, effort });
            }
            effort.additions += 1;
            if let Some(exchanged) = search.exchanged(&heads, surely) {
                heads = exchanged;
                continue;
            }
            let columns = columns_of(own.missed(surely).map(|it| &it.target), &heads);
            if let Some(raised) = search.raised(heads.clone(), &columns, 1) {
                fewer = Some(std::mem::replace(&mut heads, raised));
            }
        }
    }

    fn judge(&self, heads: &Heads, fewer: Option<&Heads>, days: u32) -> Option<Vec<Judged>> {
        let scenario = self.scenario;
        let candidates: Vec<Candidate> = std::iter::once(heads)
            .chain(fewer)
            .map(|heads| Candidate { scenario, heads })
            .collect();
        let settings = Settings { replications: days, ..*self.settings };
        let watch = Finishing(self.watch);
        judge(&candidates, &self.question.targets, &settings, "judging the answer", &watch)
    }
}

/// Columns in which targets are missed; the day's are helped where there are most heads.
fn columns_of<'t>(missed: impl Iterator<Item = &'t Target>, heads: &Heads) -> Vec<usize> {
    let last = heads.columns.len() - 1;
    let most = (0..=last).rev().max_by_key(|&at| heads.columns[at].iter().sum::<u32>());
    let mut columns: Vec<usize> =
        missed.map(|target| target.interval.or(most).unwrap_or(0).min(last)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// What one group needs in one stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Required {
    /// Heads that take contacts; on average, where absence is drawn.
    pub productive: f64,
    /// Paid heads.
    pub scheduled: u32,
    /// Heads in the file, counted like `productive`; on average over a whole day.
    pub staffed: f64,
}

impl Required {
    /// Heads in the file beyond (below 0: short of) what is required.
    #[must_use]
    pub fn over_under(&self) -> f64 {
        self.staffed - self.productive
    }
}

impl Answer {
    /// What a staffed group (by its place among them) needs in a column.
    #[must_use]
    pub fn required(&self, column: usize, place: usize) -> Required {
        let group = self.judged.heads.groups[place];
        let heads = self.judged.heads.columns[column][place];
        let present = 1.0 - self.scenario.routing.absence_probability;
        let in_file: Vec<u32> = match &self.scenario.agent_groups[group].staffing {
            Staffing::Counter { productive, .. } => productive.clone(),
            Staffing::Shifts(_) => unreachable!("groups with shifts are not staffed"),
        };
        let staffed = match self.question.per {
            Per::Interval => f64::from(in_file[column]),
            Per::Day => {
                in_file.iter().map(|&heads| f64::from(heads)).sum::<f64>() / in_file.len() as f64
            }
        };
        Required {
            productive: f64::from(heads) * present,
            scheduled: paid_heads(heads, self.scenario.shrinkage_share),
            staffed: staffed * present,
        }
    }
}
