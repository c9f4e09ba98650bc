//! How many agents? The fewest, or the cheapest, that meet targets, found by simulation.
//!
//! All candidates meet the same customers, on replications that nothing else uses; the answer is
//! judged on others. Method, sources and what is not promised: `docs/methods/staffing.md`.
//!
//! [`blending`] asks the same for several shares of blended agents under several routing rules.

pub mod blending;
mod desks;
pub mod heads;
pub(crate) mod judge;
mod pools;
mod search;
mod start;
pub mod target;
#[cfg(test)]
mod tests;
mod trial;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::run::settings::{Settings, Watch};
use crate::base::decimal::counted;
use crate::scenario::Scenario;
use crate::scenario::limits::MOST_AGENTS;
use crate::scenario::model::{AgentGroup, Staffing};
use heads::{Form, Heads, Per, others, paid_heads};
use judge::{Candidate, Enough, Judged, judge};
use search::{Ended, Progress, Search};
use target::Target;
use trial::{Trial, expected_contacts};

/// Agents that the work of a centre may take by its load alone: a search starts there, and needs
/// room above it.
const MOST_BY_LOAD: u64 = MOST_AGENTS as u64 / 2;

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
    /// Whether somebody, or the clock, stopped the search before its end.
    pub stopped: bool,
    /// The heads found, or those that lack least.
    pub judged: Judged,
    /// What comes nearest to the targets at a lower cost.
    pub fewer: Option<Judged>,
    /// So many heads that nobody waits, where that proves that the targets cannot be met.
    pub proof: Option<Judged>,
    pub effort: Effort,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Heads that meet all targets on the replications that judge.
    Found,
    /// None, which proves nothing.
    NoneFound,
    /// None; and a target that waits alone decide is missed even where nobody waits.
    CannotBeMet,
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
/// Replications and contacts that a search which was stopped is still judged on: a fraction of a
/// second's work.
const AFTER_A_STOP: f64 = 40.0;
const CONTACTS_AFTER_A_STOP: f64 = 400_000.0;
/// Of a day with more contacts than this, not even one is simulated after a stop.
const MOST_AFTER_A_STOP: f64 = 1_500_000.0;
/// Candidates that a search usually looks at, for the bar.
const USUAL_CANDIDATES: u64 = 120;

impl Question {
    /// Groups whose heads are searched: those that are not kept, as shifts always are.
    pub(super) fn staffed(&self, scenario: &Scenario) -> Vec<usize> {
        let groups = scenario.agent_groups.iter().enumerate();
        let free = groups.filter(|(at, group)| !self.kept.contains(at) && !has_shifts(group));
        free.map(|(at, _)| at).collect()
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
        if scenario.agent_groups.iter().all(has_shifts) {
            let wanted = "heads (`agents`) in the groups whose number is asked: shifts are kept";
            return refuse("shifts in every agent group", wanted);
        }
        if staffed.is_empty() {
            return refuse("every agent group kept", "a group whose heads may be chosen");
        }
        for group in staffed.iter().map(|&at| &scenario.agent_groups[at]) {
            if self.by == By::Cost && group.wage_per_hour <= 0.0 {
                let found = format!("no wage in `{}`", group.name);
                return refuse(&found, "a `wage_per_hour` in every group, to find the cheapest");
            }
        }
        if scenario.steady_state.is_some() && self.per == Per::Interval {
            return refuse("a steady state", "--per day: all its intervals are alike");
        }
        let agents = start::by_load(scenario) + others(scenario, &staffed);
        if agents > MOST_BY_LOAD {
            let found = format!("work for {} at once", counted(agents as usize, "agent"));
            let most = counted(MOST_BY_LOAD as usize, "agent");
            return refuse(&found, &format!("work for at most {most}, kept ones among them"));
        }
        Ok(())
    }
}

/// Whether a group's people have hours of their own, which no number of heads replaces.
#[must_use]
pub fn has_shifts(group: &AgentGroup) -> bool {
    matches!(group.staffing, Staffing::Shifts(_))
}

/// Searches and judges; none if it was stopped before one day was complete.
#[must_use]
pub fn staff(
    scenario: &Scenario,
    question: &Question,
    settings: &Settings,
    watch: &dyn Watch,
) -> Option<Answer> {
    let groups = question.staffed(scenario);
    let columns = start::start(scenario, &groups, &question.targets, question.per, watch);
    let start = Heads { groups, columns };
    let task = Task { scenario, question, settings, watch };
    let stage = "searching";
    let mut search = task.search(Form::Free, start.clone(), By::Agents, stage);
    let mut ended = search.run(start.clone());
    if question.by == By::Cost && matches!(ended, Ended::Found) {
        (search, ended) = task.cheapest(search, start, stage);
    }
    task.answer(search, &ended)
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
        let prices: Vec<u64> = start
            .groups
            .iter()
            .map(|&at| match by {
                By::Agents => 1,
                // Millionths, as money is counted.
                By::Cost => (self.scenario.agent_groups[at].wage_per_hour * 1e6).round() as u64,
            })
            .collect();
        Search {
            trial: Trial::new(self.scenario, targets, self.settings, stage, self.watch),
            targets,
            form,
            pools: pools::pools(self.scenario, &start.groups, targets, &prices, form),
            progress: Progress { watch: self.watch, stage, usual: USUAL_CANDIDATES },
            start,
            unsettled: BTreeSet::new(),
            best: None,
            closest: None,
            nearest: BTreeMap::new(),
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

    fn answer(&self, mut search: Search<'_>, ended: &Ended) -> Option<Answer> {
        let mut effort = Effort {
            candidates: search.trial.candidates(),
            pilots: search.trial.most_replications(),
            replications: self.settings.replications,
            seed: self.settings.seed,
            threads: self.settings.threads,
            additions: 0,
        };
        let mut fewer = search.nearest_below();
        let mut heads = search.reached();
        let surely = self.question.certainty == Certainty::Confidence;
        let flood = match ended {
            Ended::CannotBeMet(flood) => Some(flood.clone()),
            _ => None,
        };
        let is_searched = matches!(ended, Ended::Found);
        let mut stopped = matches!(ended, Ended::Stopped);
        let mut judged = loop {
            let others = fewer.iter().chain(&flood);
            let candidates: Vec<&Heads> = std::iter::once(&heads).chain(others).collect();
            let (judged, replications) = self.judge(&candidates)?;
            effort.replications = replications;
            stopped |= replications < self.settings.replications;
            let judged = VecDeque::from(judged);
            let own = &judged[0];
            let is_enough = own.meets(surely) || !is_searched || stopped;
            if is_enough || effort.additions == MOST_ADDITIONS {
                break judged;
            }
            effort.additions += 1;
            if let Some(exchanged) = search.exchanged(&heads, surely) {
                heads = exchanged;
                continue;
            }
            let missed: Vec<usize> = own.missed(surely).map(|(at, _)| at).collect();
            let Some(raised) = search.raised(&heads, &missed) else {
                stopped = true;
                break judged;
            };
            fewer = Some(std::mem::replace(&mut heads, raised));
        };
        let proof = flood.and_then(|_| judged.pop_back());
        let own = judged.pop_front().expect("the answer was judged");
        let proof = proof.filter(|it| it.beyond_help().next().is_some());
        let outcome = match &proof {
            _ if own.meets(surely) => Outcome::Found,
            Some(_) => Outcome::CannotBeMet,
            None => Outcome::NoneFound,
        };
        Some(Answer {
            question: self.question.clone(),
            scenario: self.scenario.clone(),
            outcome,
            stopped,
            judged: own,
            fewer: judged.pop_front(),
            proof,
            effort,
        })
    }

    /// The judging replications, as many as are asked for or until somebody stops them; and how
    /// many.
    fn judge(&self, heads: &[&Heads]) -> Option<(Vec<Judged>, u32)> {
        let scenario = self.scenario;
        let candidates: Vec<Candidate> =
            heads.iter().map(|heads| Candidate { scenario, heads }).collect();
        let least = least_days(scenario, candidates.len());
        let watch = Enough::new(self.watch, least);
        let stage = "judging the answer";
        judge(&candidates, &self.question.targets, self.settings, stage, &watch)
    }
}

/// Replications that so many mixes are judged on although somebody wants an end.
fn least_days(scenario: &Scenario, mixes: usize) -> u64 {
    let contacts = expected_contacts(scenario).max(1.0) * mixes as f64;
    if contacts > MOST_AFTER_A_STOP {
        return 0;
    }
    (CONTACTS_AFTER_A_STOP / contacts).clamp(1.0, AFTER_A_STOP) as u64
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
            Staffing::Shifts(_) => unreachable!("groups with shifts are kept"),
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
