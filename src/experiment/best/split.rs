//! The best split of given heads between specialists, found by simulation.
//!
//! All candidate splits meet the same customers, on replications that the comparison does not
//! use, so that the winner is not judged on the days that made it win. The search starts from a
//! split in proportion to load, moves the same share of heads in all intervals while that helps,
//! then single heads interval by interval until no move helps: a local optimum of a simulated
//! objective, and said so.

use crate::base::decimal::counted;
use crate::experiment::run::replications::replicate::{Range, Sums, replicate};
use crate::experiment::run::replications::simulated::{Designs, Simulated};
use crate::experiment::run::settings::{Settings, Watch};
use crate::measures::count::{Count, DayTotals};
use crate::scenario::model::{Scenario, Staffing};
use crate::scenario::{BestSplit, SplitBy};

/// Pilot replications start here; a comparison numbers its own from 1.
pub(crate) const FIRST_PILOT: u64 = 1 << 40;
/// Pilot replications: about so many contacts are simulated for each candidate.
const PILOT_CONTACTS: f64 = 200_000.0;
/// Passes over all intervals at the most.
const PASSES: usize = 4;

/// Heads by receiver and interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    receivers: Vec<usize>,
    heads: Vec<Vec<u32>>,
    pilots: u64,
}

impl Split {
    /// Gives the receivers their heads.
    pub(crate) fn put_into(&self, scenario: &mut Scenario) {
        for (&group, heads) in self.receivers.iter().zip(&self.heads) {
            scenario.agent_groups[group].staffing =
                Staffing::Counter { scheduled: heads.clone(), productive: heads.clone() };
        }
    }

    /// What was found, for the report.
    #[must_use]
    pub(crate) fn sentence(&self, scenario: &Scenario) -> String {
        let parts: Vec<String> = self
            .receivers
            .iter()
            .zip(&self.heads)
            .map(|(&group, heads)| {
                let name = &scenario.agent_groups[group].name;
                let list: Vec<String> = heads.iter().map(u32::to_string).collect();
                format!("{name} {}", list.join(" "))
            })
            .collect();
        format!(
            "best split found on {} of its own (a local optimum): {}",
            counted(self.pilots as usize, "replication"),
            parts.join("; ")
        )
    }
}

/// Searches; none if it was stopped.
#[must_use]
pub(crate) fn search(
    scenario: &Scenario,
    wanted: &BestSplit,
    settings: &Settings,
    stage: &str,
    watch: &dyn Watch,
) -> Option<Split> {
    let contacts: f64 =
        scenario.contact_types.iter().map(|own| own.arrivals.expected.iter().sum::<f64>()).sum();
    let pilots = (PILOT_CONTACTS / contacts.max(1.0)).clamp(10.0, 400.0) as u64;
    let trial = Trial { scenario, wanted, settings, stage, watch, pilots };
    let start: Vec<Vec<u32>> =
        wanted.receivers.iter().map(|&group| heads_of(scenario, group)).collect();
    let mut best = Best { cost: trial.cost(&start)?, heads: start };
    let receivers = wanted.receivers.len();
    for (from, to) in pairs(receivers) {
        while trial.try_move(&mut best, |heads| shift_all(heads, from, to))? {}
    }
    // A move changes what its neighbours want; elsewhere another look would find the same.
    let mut unsettled = vec![true; wanted.heads.len()];
    for _ in 0..PASSES {
        for interval in 0..unsettled.len() {
            if std::mem::take(&mut unsettled[interval]) && trial.settle(&mut best, interval)? {
                let last = (interval + 1).min(unsettled.len() - 1);
                unsettled[interval.saturating_sub(1)..=last].fill(true);
            }
        }
    }
    Some(Split { receivers: wanted.receivers.clone(), heads: best.heads, pilots })
}

struct Best {
    cost: i128,
    heads: Vec<Vec<u32>>,
}

struct Trial<'a> {
    scenario: &'a Scenario,
    wanted: &'a BestSplit,
    settings: &'a Settings,
    stage: &'a str,
    watch: &'a dyn Watch,
    pilots: u64,
}

impl Trial<'_> {
    /// What a split costs on the pilot replications; none if stopped.
    fn cost(&self, heads: &[Vec<u32>]) -> Option<i128> {
        let mut scenario = self.scenario.clone();
        let split = Split {
            receivers: self.wanted.receivers.clone(),
            heads: heads.to_vec(),
            pilots: self.pilots,
        };
        split.put_into(&mut scenario);
        let range = Range {
            seed: self.settings.seed,
            first: FIRST_PILOT,
            number: self.pilots,
            threads: self.settings.threads,
        };
        let models = [Simulated::new(&scenario)];
        let (cost, finished) =
            replicate(Designs::of(&models), range, self.stage, self.watch, || Cost {
                by: self.wanted.by,
                sum: 0,
            });
        (finished == self.pilots).then_some(cost.sum)
    }

    /// Moves single heads in one interval while that helps, and says whether any was moved.
    fn settle(&self, best: &mut Best, interval: usize) -> Option<bool> {
        for (from, to) in pairs(self.wanted.receivers.len()) {
            if self.try_move(best, |heads| shift_one(heads, from, to, interval))? {
                while self.try_move(best, |heads| shift_one(heads, from, to, interval))? {}
                return Some(true);
            }
        }
        Some(false)
    }

    /// Tries a change; keeps it if it helps and says so. None if stopped.
    fn try_move(
        &self,
        best: &mut Best,
        change: impl Fn(&[Vec<u32>]) -> Option<Vec<Vec<u32>>>,
    ) -> Option<bool> {
        let Some(heads) = change(&best.heads) else { return Some(false) };
        let cost = self.cost(&heads)?;
        if cost >= best.cost {
            return Some(false);
        }
        *best = Best { cost, heads };
        Some(true)
    }
}

struct Cost {
    by: SplitBy,
    sum: i128,
}

impl Sums for Cost {
    fn add(&mut self, _: u64, periods: &[&[DayTotals]]) {
        for period in periods[0] {
            let of = |count: Count| i128::from(period.total.0[count as usize]);
            self.sum += match self.by {
                SplitBy::AbandonedAndBlocked => of(Count::Abandoned) + of(Count::Blocked),
                SplitBy::NetValue => -of(Count::NetValue),
            };
        }
    }

    fn merge(&mut self, other: &Self) {
        self.sum += other.sum;
    }
}

fn heads_of(scenario: &Scenario, group: usize) -> Vec<u32> {
    match &scenario.agent_groups[group].staffing {
        Staffing::Counter { scheduled, .. } => scheduled.clone(),
        Staffing::Shifts(_) => unreachable!("a best split is checked to divide counted heads"),
    }
}

fn pairs(receivers: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..receivers).flat_map(move |from| {
        (0..receivers).filter(move |&to| to != from).map(move |to| (from, to))
    })
}

/// About a twentieth of the giver's heads, at least one where there are any, in every interval.
fn shift_all(heads: &[Vec<u32>], from: usize, to: usize) -> Option<Vec<Vec<u32>>> {
    let mut moved = heads.to_vec();
    for interval in 0..heads[from].len() {
        let number = heads[from][interval].div_ceil(20);
        moved[from][interval] -= number;
        moved[to][interval] += number;
    }
    (moved != heads).then_some(moved)
}

fn shift_one(heads: &[Vec<u32>], from: usize, to: usize, interval: usize) -> Option<Vec<Vec<u32>>> {
    if heads[from][interval] == 0 {
        return None;
    }
    let mut moved = heads.to_vec();
    moved[from][interval] -= 1;
    moved[to][interval] += 1;
    Some(moved)
}
