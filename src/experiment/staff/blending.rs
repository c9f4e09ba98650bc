//! How many agents does blending save? The fewest agents for each share of blended ones under
//! each of several routing rules, at equal targets and on the same customers.

pub use super::desks::Named;
use super::desks::{Desks, desks};
use super::heads::{Column, Form, Heads, Part, Per};
use super::judge::{Candidate, Enough, Judged, judge};
use super::search::{Ended, Search};
use super::target::{Target, Verdict, surely_misses};
use super::{
    By, Certainty, Effort, MOST_ADDITIONS, Outcome, Question, Refusal, Task, least_days, start,
};
use crate::experiment::{Settings, Watch};
use crate::measures::estimate::Summary;
use crate::scenario::{NamedPolicy, Scenario};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Blend {
    pub targets: Vec<Target>,
    pub per: Per,
    pub certainty: Certainty,
    pub rules: Vec<NamedPolicy>,
    /// How many of all agents are blended; nobody (which all rules share) is always among them.
    pub parts: Vec<Part>,
    /// Contact types that `sales_first` puts first; none given: those with a sale.
    pub first: Vec<String>,
    /// Desks and blended group, where the file has several that would do.
    pub named: Named,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct BlendAnswer {
    pub question: Blend,
    /// Desks and blended group, with the file's heads.
    pub scenario: Scenario,
    /// Names of the desks, then of the blended group.
    pub groups: Vec<String>,
    /// What was made that the file does not have.
    pub made: Vec<String>,
    /// Nobody blended, then rule by rule.
    pub cells: Vec<Cell>,
    /// Found where it is for all cells.
    pub outcome: Outcome,
    /// Whether somebody, or the clock, stopped the search before all cells were found.
    pub stopped: bool,
    pub effort: Effort,
}

/// The fewest agents of one share under one rule.
#[derive(Clone, Debug)]
pub struct Cell {
    /// None: nobody is blended, and every rule is the same.
    pub rule: Option<NamedPolicy>,
    pub part: Part,
    pub outcome: Outcome,
    pub judged: Judged,
    /// The paired difference from nobody blended.
    pub difference: Option<Summary>,
    /// How sure the number is; none where the targets are not met, or there was no time for it.
    pub sure: Option<Sure>,
}

/// Between which totals of heads the fewest lies, as far as intervals can tell when each stretch
/// has a head fewer and a head more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sure {
    /// Without the heads that could be spared: with one fewer in their stretch, no target there is
    /// missed with its whole interval.
    pub least: u64,
    /// So many meet all targets with their whole intervals; none: not even with one more where one
    /// does not.
    pub most: Option<u64>,
}

impl Cell {
    /// Heads times stretches: agents, or agent-intervals.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.judged.heads.total()
    }

    /// The blended ones of them.
    #[must_use]
    pub fn blended(&self) -> u64 {
        let last = |column: &Vec<u32>| u64::from(*column.last().expect("a group is blended"));
        self.judged.heads.columns.iter().map(last).sum()
    }
}

/// A cell before it is judged.
struct Sought {
    rule: Option<NamedPolicy>,
    part: Part,
    /// How the search of its heads ended.
    ended: Ended,
    scenario: Scenario,
    heads: Heads,
    /// Of each column, the nearest mix of fewer heads.
    fewer: Vec<Option<Column>>,
}

/// Whether the question can be asked of a scenario.
///
/// # Errors
/// Why not.
pub fn check(scenario: &Scenario, blend: &Blend) -> Result<(), Refusal> {
    let desks = desks(scenario, &blend.named)?;
    question(blend, &desks).check(&desks.scenario)?;
    goes_first(&desks, blend)?;
    Ok(())
}

/// Searches all cells and judges them together; none if it was stopped before there was one, or
/// the question cannot be asked.
#[must_use]
pub fn blend(
    scenario: &Scenario,
    blend: &Blend,
    settings: &Settings,
    watch: &dyn Watch,
) -> Option<BlendAnswer> {
    let desks = desks(scenario, &blend.named).ok()?;
    let first = goes_first(&desks, blend).ok()?;
    let question = question(blend, &desks);
    let mut table = Table {
        desks: &desks,
        question: &question,
        settings,
        watch,
        effort: Effort {
            seed: settings.seed,
            threads: settings.threads,
            replications: settings.replications,
            ..Effort::default()
        },
        sought: Vec::new(),
    };
    let complete = table.fill(blend, &first).is_some();
    let cells = table.judged()?;
    let effort = table.effort;
    let worst = |one: Outcome, other: Outcome| if one == Outcome::Found { other } else { one };
    let outcome = cells.iter().map(|cell| cell.outcome).fold(Outcome::Found, worst);
    let stopped = !complete || watch.stopped();
    let names = &desks.scenario.agent_groups;
    Some(BlendAnswer {
        question: blend.clone(),
        groups: desks.groups.iter().map(|&at| names[at].name.clone()).collect(),
        made: desks.made.clone(),
        scenario: desks.scenario.clone(),
        cells,
        outcome,
        stopped,
        effort,
    })
}

fn question(blend: &Blend, desks: &Desks) -> Question {
    Question {
        targets: blend.targets.clone(),
        per: blend.per,
        by: By::Agents,
        certainty: blend.certainty,
        kept: desks.kept.clone(),
    }
}

/// Which contact types `sales_first` puts first: those named, else those with a sale, else those
/// that the file's own priorities put first.
fn goes_first(desks: &Desks, blend: &Blend) -> Result<Vec<bool>, Refusal> {
    let types = &desks.scenario.contact_types;
    if !blend.first.is_empty() || !blend.rules.contains(&NamedPolicy::SalesFirst) {
        return Ok(types.iter().map(|own| blend.first.contains(&own.name)).collect());
    }
    let sells: Vec<bool> = types.iter().map(|own| own.sale.is_some()).collect();
    let blended = desks.groups.last().map(|&at| &desks.scenario.agent_groups[at].skills);
    let ranks = blended.into_iter().flatten().map(|skill| skill.priority);
    let lowest = ranks.clone().fold(f64::INFINITY, f64::min);
    let ranked: Vec<bool> = ranks.map(|rank| rank <= lowest).collect();
    let tells = |first: &[bool]| first.contains(&true) && first.contains(&false);
    [sells, ranked].into_iter().find(|first| tells(first)).ok_or_else(|| Refusal {
        found: "no contact type with a `sale`, and none with a lower `priority` than others".into(),
        wanted: "--first TYPE, the type that sales_first puts first".into(),
    })
}

struct Table<'a> {
    desks: &'a Desks,
    question: &'a Question,
    settings: &'a Settings,
    watch: &'a dyn Watch,
    effort: Effort,
    sought: Vec<Sought>,
}

impl Table<'_> {
    /// Searches every cell; none if stopped, with the cells so far.
    fn fill(&mut self, blend: &Blend, first: &[bool]) -> Option<()> {
        let Desks { scenario, groups, .. } = self.desks;
        let columns = start::start(scenario, groups, &blend.targets, blend.per, self.watch);
        let start = Heads { groups: groups.clone(), columns };
        let nobody = Part::Share(0.0);
        self.seek(None, nobody, scenario.clone(), start)?;
        let unblended = self.sought[0].heads.clone();
        for &rule in &blend.rules {
            let mut ruled = scenario.clone();
            rule.impose(&mut ruled, |contact_type| first[contact_type]);
            let mut nearby = unblended.clone();
            for &part in blend.parts.iter().filter(|&&part| part != nobody) {
                let known = self.sought.iter().find(|it| it.part == part);
                let from = known.map_or(&nearby, |it| &it.heads).clone();
                self.seek(Some(rule), part, ruled.clone(), from)?;
                nearby = self.sought.last().map(|it| it.heads.clone())?;
            }
        }
        Some(())
    }

    fn seek(
        &mut self,
        rule: Option<NamedPolicy>,
        part: Part,
        scenario: Scenario,
        from: Heads,
    ) -> Option<()> {
        let form = Form::Blended(part);
        let columns = from.columns.iter().map(|column| form.shaped(column)).collect();
        let from = Heads { columns, ..from };
        let (question, settings, watch) = (self.question, self.settings, self.watch);
        let stage =
            rule.map_or_else(|| "nobody blended".to_owned(), |rule| rule.name().replace('_', " "));
        let task = Task { scenario: &scenario, question, settings, watch };
        let mut search = task.search(form, from.clone(), By::Agents, &stage);
        let ended = search.run(from);
        self.effort.candidates += search.trial.candidates();
        self.effort.pilots = search.trial.most_replications();
        let stopped = matches!(ended, Ended::Stopped);
        // Of a cell that was not finished nothing is told, but of the first, which all need.
        if stopped && !self.sought.is_empty() {
            return None;
        }
        let (heads, fewer) = (search.reached(), search.cheaper_columns());
        drop(search);
        self.sought.push(Sought { rule, part, ended, scenario, heads, fewer });
        (!stopped).then_some(())
    }

    /// All cells on the judging replications, each paired with nobody blended. Where one misses a
    /// target there, heads are exchanged, or else added, and it is judged again.
    fn judged(&mut self) -> Option<Vec<Cell>> {
        if self.sought.is_empty() {
            return None;
        }
        let surely = self.question.certainty == Certainty::Confidence;
        let mut judged: Vec<Judged> = Vec::new();
        let mut anew: Vec<usize> = (0..self.sought.len()).collect();
        loop {
            self.judge(&anew, &mut judged)?;
            let is_short = |at: &usize| {
                !judged[*at].meets(surely) && matches!(self.sought[*at].ended, Ended::Found)
            };
            let short: Vec<usize> = (0..judged.len()).filter(is_short).collect();
            let enough = self.watch.stopped() || self.effort.additions >= MOST_ADDITIONS;
            if short.is_empty() || enough {
                return Some(self.cells(judged));
            }
            self.effort.additions += 1;
            for &at in &short {
                self.mend(at, &judged[at], surely)?;
            }
            // All are paired with nobody blended.
            anew = if short[0] == 0 { (0..judged.len()).collect() } else { short };
        }
    }

    /// Another mix of as many heads that meets the targets, or else a head more; none if stopped.
    fn mend(&mut self, at: usize, judged: &Judged, surely: bool) -> Option<()> {
        let own = &self.sought[at];
        let settings = Settings { replications: self.effort.replications, ..*self.settings };
        let mut search = self.search_of(own, &settings, "mending");
        if let Some(exchanged) = search.exchanged(&own.heads, surely) {
            self.sought[at].heads = exchanged;
            return Some(());
        }
        let missed: Vec<usize> = judged.missed(surely).map(|(at, _)| at).collect();
        let raised = search.raised(&own.heads, &missed)?;
        drop(search);
        let own = &mut self.sought[at];
        own.fewer.resize(raised.columns.len(), None);
        for (column, mix) in raised.columns.iter().enumerate() {
            if *mix != own.heads.columns[column] {
                own.fewer[column] = Some(own.heads.columns[column].clone());
            }
        }
        own.heads = raised;
        Some(())
    }

    fn search_of<'s>(
        &'s self,
        own: &'s Sought,
        settings: &'s Settings,
        stage: &'s str,
    ) -> Search<'s> {
        let (scenario, question, watch) = (&own.scenario, self.question, self.watch);
        let task = Task { scenario, question, settings, watch };
        task.search(Form::Blended(own.part), own.heads.clone(), By::Agents, stage)
    }

    /// Judges some cells and puts them into their places. What was stopped on the way counts where
    /// nothing was judged before.
    fn judge(&mut self, anew: &[usize], judged: &mut Vec<Judged>) -> Option<()> {
        let with_base = std::iter::once(0).chain(anew.iter().copied().filter(|&at| at > 0));
        let places: Vec<usize> = with_base.collect();
        let candidate = |&at: &usize| Candidate {
            scenario: &self.sought[at].scenario,
            heads: &self.sought[at].heads,
        };
        let candidates: Vec<Candidate> = places.iter().map(candidate).collect();
        let least = least_days(&self.desks.scenario, candidates.len());
        let watch = Enough::new(self.watch, least);
        let targets = &self.question.targets;
        let (found, days) = judge(&candidates, targets, self.settings, "judging all", &watch)?;
        if judged.is_empty() {
            self.effort.replications = days;
            *judged = found;
        } else if days == self.effort.replications {
            for (at, found) in places.into_iter().zip(found) {
                judged[at] = found;
            }
        }
        Some(())
    }

    fn cells(&self, judged: Vec<Judged>) -> Vec<Cell> {
        let surely = self.question.certainty == Certainty::Confidence;
        let base = judged[0].sums.clone();
        let cells = self.sought.iter().zip(judged).enumerate().map(|(at, (own, judged))| Cell {
            rule: own.rule,
            part: own.part,
            outcome: match &own.ended {
                _ if judged.meets(surely) => Outcome::Found,
                Ended::CannotBeMet(_) => Outcome::CannotBeMet,
                _ => Outcome::NoneFound,
            },
            difference: (at > 0).then(|| judged.sums.difference(&base)),
            sure: self.sure(own, &judged),
            judged,
        });
        cells.collect()
    }

    /// How sure the number is: what one head fewer and one more in each stretch do on the same
    /// replications.
    fn sure(&self, own: &Sought, judged: &Judged) -> Option<Sure> {
        if !matches!(own.ended, Ended::Found) || self.watch.stopped() {
            return None;
        }
        let settings = Settings { replications: self.effort.replications, ..*self.settings };
        let search = self.search_of(own, &settings, "one fewer, one more");
        let total = own.heads.total();
        let least = total - self.spared(own, &search)?;
        let findings = judged.findings.iter().enumerate();
        let unsure = findings.filter(|(_, it)| !is_sure(it.verdict)).map(|(at, _)| at);
        let unsure: Vec<usize> = unsure.collect();
        let most = if unsure.is_empty() { Some(total) } else { added(search, own, &unsure) };
        Some(Sure { least, most })
    }

    /// Heads that could be spared as far as intervals tell.
    fn spared(&self, own: &Sought, search: &Search<'_>) -> Option<u64> {
        let targets = &self.question.targets;
        let mut spared = 0;
        let (apart, reach) = (search.pools[0].apart(), search.pools[0].reach);
        for first in 0..apart {
            let class = (first..own.heads.columns.len()).step_by(apart);
            let class = class.filter_map(|column| Some((column, own.fewer.get(column)?.as_ref()?)));
            let class: Vec<(usize, &Column)> = class.collect();
            if class.is_empty() {
                continue;
            }
            let fewer = class.iter().fold(own.heads.clone(), |all, (at, mix)| all.with(*at, mix));
            let found = search.trial.judged(&fewer)?;
            for (column, mix) in class {
                let near = |it: &Target| is_near(it, column, reach, &own.heads);
                let mut near = targets.iter().zip(&found).filter(|(it, _)| near(it));
                if !near.any(|(it, found)| surely_misses(it, found)) {
                    let sum = |mix: &[u32]| mix.iter().map(|&it| u64::from(it)).sum::<u64>();
                    spared += sum(&own.heads.columns[column]).saturating_sub(sum(mix));
                }
            }
        }
        Some(spared)
    }
}

/// The total with a head more for some targets, if that surely meets them.
fn added(mut search: Search<'_>, own: &Sought, unsure: &[usize]) -> Option<u64> {
    let raised = search.raised(&own.heads, unsure)?;
    let found = search.trial.judged(&raised)?;
    let verdicts = unsure.iter().map(|&at| search.targets[at].verdict(&found[at]));
    verdicts.into_iter().all(is_sure).then(|| raised.total())
}

fn is_sure(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Met | Verdict::NothingToMeet)
}

/// Whether a target is of a column, or of one so near; one of the whole day is, and all are of the
/// only column.
fn is_near(target: &Target, column: usize, within: usize, heads: &Heads) -> bool {
    let near = |at: usize| at.abs_diff(column) <= within;
    heads.columns.len() == 1 || target.interval.is_none_or(near)
}
