//! How many agents does blending save? The fewest agents for each share of blended ones under
//! each of several routing rules, at equal targets and on the same customers.

use super::desks::{Desks, desks};
use super::heads::{Column, Form, Heads, Part, Per};
use super::judge::{Candidate, Finishing, Judged, judge};
use super::search::{APART, Ended, Search};
use super::target::{Target, Verdict, surely_misses};
use super::trial::Trial;
use super::{
    AFTER_A_STOP, By, Certainty, Effort, MOST_ADDITIONS, Outcome, Question, Refusal, Task,
    columns_of, start,
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
    pub outcome: Outcome,
    pub effort: Effort,
}

/// The fewest agents of one share under one rule.
#[derive(Clone, Debug)]
pub struct Cell {
    /// None: nobody is blended, and every rule is the same.
    pub rule: Option<NamedPolicy>,
    pub part: Part,
    /// Not even these heads meet the targets.
    pub cannot_be_met: bool,
    pub judged: Judged,
    /// The paired difference from nobody blended.
    pub difference: Option<Summary>,
    /// How sure the number is; none where the targets cannot be met.
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
    cannot_be_met: bool,
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
    let desks = desks(scenario)?;
    question(blend).check(&desks.scenario)?;
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
    let desks = desks(scenario).ok()?;
    let first = goes_first(&desks, blend).ok()?;
    let question = question(blend);
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
    let found = cells.iter().all(|cell| !cell.cannot_be_met);
    let stopped = !complete || watch.stopped();
    let outcome = match (stopped, found) {
        (true, _) => Outcome::Interrupted,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::CannotBeMet,
    };
    let names = &desks.scenario.agent_groups;
    Some(BlendAnswer {
        question: blend.clone(),
        groups: desks.groups.iter().map(|&at| names[at].name.clone()).collect(),
        made: desks.made.clone(),
        scenario: desks.scenario.clone(),
        cells,
        outcome,
        effort,
    })
}

fn question(blend: &Blend) -> Question {
    Question {
        targets: blend.targets.clone(),
        per: blend.per,
        by: By::Agents,
        certainty: blend.certainty,
        kept: Vec::new(),
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
        let columns = start::start(scenario, groups, &blend.targets, blend.per);
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
        let fewer = search.cheaper_columns();
        let (heads, cannot_be_met) = match ended {
            Ended::Found => (search.best.take()?, false),
            Ended::CannotBeMet(most) => (most, true),
            Ended::Stopped => return None,
        };
        drop(search);
        self.sought.push(Sought { rule, part, cannot_be_met, scenario, heads, fewer });
        Some(())
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
            if self.watch.stopped() && self.effort.replications > AFTER_A_STOP {
                self.effort.replications = AFTER_A_STOP;
                anew = (0..self.sought.len()).collect();
            }
            self.judge(&anew, &mut judged)?;
            let is_short =
                |at: &usize| !judged[*at].meets(surely) && !self.sought[*at].cannot_be_met;
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

    /// Another mix of as many heads that meets the targets, or else a head more.
    fn mend(&mut self, at: usize, judged: &Judged, surely: bool) -> Option<()> {
        let own = &self.sought[at];
        let watch = Finishing(self.watch);
        let settings = Settings { replications: self.effort.replications, ..*self.settings };
        let task = Task {
            scenario: &own.scenario,
            question: self.question,
            settings: &settings,
            watch: &watch,
        };
        let form = Form::Blended(own.part);
        let mut search = task.search(form, own.heads.clone(), By::Agents, "mending");
        if let Some(exchanged) = search.exchanged(&own.heads, surely) {
            self.sought[at].heads = exchanged;
            return Some(());
        }
        let columns = columns_of(judged.missed(surely).map(|it| &it.target), &own.heads);
        let raised = search.raised(own.heads.clone(), &columns, 1)?;
        drop(search);
        let own = &mut self.sought[at];
        own.fewer.resize(raised.columns.len(), None);
        for column in columns {
            own.fewer[column] = Some(own.heads.columns[column].clone());
        }
        own.heads = raised;
        Some(())
    }

    /// Judges some cells and puts them into their places.
    fn judge(&self, anew: &[usize], judged: &mut Vec<Judged>) -> Option<()> {
        let with_base = std::iter::once(0).chain(anew.iter().copied().filter(|&at| at > 0));
        let places: Vec<usize> = with_base.collect();
        let candidate = |&at: &usize| Candidate {
            scenario: &self.sought[at].scenario,
            heads: &self.sought[at].heads,
        };
        let candidates: Vec<Candidate> = places.iter().map(candidate).collect();
        let settings = Settings { replications: self.effort.replications, ..*self.settings };
        let watch = Finishing(self.watch);
        let found = judge(&candidates, &self.question.targets, &settings, "judging all", &watch)?;
        if judged.is_empty() {
            *judged = found;
        } else {
            for (at, found) in places.into_iter().zip(found) {
                judged[at] = found;
            }
        }
        Some(())
    }

    fn cells(&self, judged: Vec<Judged>) -> Vec<Cell> {
        let base = judged[0].sums.clone();
        let cells = self.sought.iter().zip(judged).enumerate().map(|(at, (own, judged))| Cell {
            rule: own.rule,
            part: own.part,
            cannot_be_met: own.cannot_be_met,
            difference: (at > 0).then(|| judged.sums.difference(&base)),
            sure: self.sure(own, &judged),
            judged,
        });
        cells.collect()
    }

    /// How sure the number is: what one head fewer and one more in each stretch do on the same
    /// replications.
    fn sure(&self, own: &Sought, judged: &Judged) -> Option<Sure> {
        if own.cannot_be_met {
            return None;
        }
        let settings = Settings { replications: self.effort.replications, ..*self.settings };
        let watch = Finishing(self.watch);
        let (scenario, question) = (&own.scenario, self.question);
        let task = Task { scenario, question, settings: &settings, watch: &watch };
        let form = Form::Blended(own.part);
        let search = task.search(form, own.heads.clone(), By::Agents, "one fewer, one more");
        let total = own.heads.total();
        let least = total - self.spared(own, &search.trial)?;
        let unsure = |column: &usize| {
            let near =
                judged.findings.iter().filter(|it| is_near(&it.target, *column, 0, &own.heads));
            near.map(|it| it.verdict).any(|verdict| !is_sure(verdict))
        };
        let unsure: Vec<usize> = (0..own.heads.columns.len()).filter(unsure).collect();
        let most = if unsure.is_empty() { Some(total) } else { added(search, own, &unsure) };
        Some(Sure { least, most })
    }

    /// Heads that could be spared as far as intervals tell.
    fn spared(&self, own: &Sought, trial: &Trial<'_>) -> Option<u64> {
        let targets = &self.question.targets;
        let mut spared = 0;
        for first in 0..APART {
            let class = (first..own.heads.columns.len()).step_by(APART);
            let class = class.filter_map(|column| Some((column, own.fewer.get(column)?.as_ref()?)));
            let class: Vec<(usize, &Column)> = class.collect();
            if class.is_empty() {
                continue;
            }
            let fewer = class.iter().fold(own.heads.clone(), |all, (at, mix)| all.with(*at, mix));
            let found = trial.judged(&fewer)?;
            for (column, mix) in class {
                let mut near =
                    targets.iter().zip(&found).filter(|(it, _)| is_near(it, column, 1, &own.heads));
                if !near.any(|(it, found)| surely_misses(it, found)) {
                    let sum = |mix: &[u32]| mix.iter().map(|&it| u64::from(it)).sum::<u64>();
                    spared += sum(&own.heads.columns[column]) - sum(mix);
                }
            }
        }
        Some(spared)
    }
}

/// The total with a head more in some columns, if that surely meets their targets.
fn added(mut search: Search<'_>, own: &Sought, columns: &[usize]) -> Option<u64> {
    let raised = search.raised(own.heads.clone(), columns, 1)?;
    let found = search.trial.judged(&raised)?;
    let near =
        |target: &Target| columns.iter().any(|&column| is_near(target, column, 0, &own.heads));
    let theirs = search.targets.iter().zip(&found).filter(|(it, _)| near(it));
    let all = theirs.map(|(it, found)| it.verdict(found)).all(is_sure);
    all.then(|| raised.total())
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
