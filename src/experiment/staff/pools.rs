//! What is searched by itself: groups that have to do with each other, and the targets that they
//! are to meet.
//!
//! Groups that share no contact type, and whose contact types send each other no contacts, do
//! nothing to each other. They are searched side by side, each by its own targets alone, so that a
//! desk never receives heads for what another one lacks.

use super::heads::{Column, Form, Heads};
use super::target::Target;
use crate::random::Law;
use crate::scenario::Scenario;
use crate::scenario::model::ContactType;

/// So many times the work of the busiest interval, and so many heads more, in each group: nobody
/// waits.
const FLOOD_TIMES: f64 = 4.0;
const FLOOD_BEYOND: f64 = 24.0;

/// Groups that have to do with each other.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    /// Places among the staffed groups, in order; none where only kept groups are concerned.
    pub(super) places: Vec<usize>,
    /// Positions of the targets that are asked of them.
    pub(super) targets: Vec<usize>,
    /// What a head of each place costs.
    pub(super) prices: Vec<u64>,
    /// With so many heads in each of its groups nobody waits.
    pub(super) flood: u32,
    /// Over how many later columns a change is felt: as long as a contact is handled, and one at
    /// least.
    pub(super) reach: usize,
}

/// The heads of a pool in one stretch of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) pool: usize,
    pub(super) column: usize,
}

impl Pool {
    /// Its heads in a column.
    pub(super) fn of(&self, heads: &Heads, column: usize) -> Column {
        self.places.iter().map(|&place| heads.columns[column][place]).collect()
    }

    /// Puts its heads into a column.
    pub(super) fn put(&self, mix: &[u32], heads: &mut Heads, column: usize) {
        for (&place, &own) in self.places.iter().zip(mix) {
            heads.columns[column][place] = own;
        }
    }

    pub(super) fn cost(&self, mix: &[u32]) -> u64 {
        mix.iter().zip(&self.prices).map(|(&heads, price)| u64::from(heads) * price).sum()
    }

    /// Columns that are changed at once lie so far apart.
    pub(super) fn apart(&self) -> usize {
        self.reach + 2
    }

    pub(super) fn prices_differ(&self) -> bool {
        self.prices.iter().any(|price| *price != self.prices[0])
    }

    /// Heads of one group sold, and as many of another bought as stay below a budget.
    pub(super) fn traded(&self, column: &[u32], step: u32, budget: u64) -> Vec<Column> {
        let mut mixes = Vec::new();
        for (sold, bought) in pairs(column.len()) {
            let mut mix = column.to_vec();
            mix[sold] -= step.min(mix[sold]);
            let left = (budget - 1).saturating_sub(self.cost(&mix));
            mix[bought] += (left / self.prices[bought]) as u32;
            mixes.push(mix);
        }
        mixes
    }

    /// As many heads of one group alone as stay below a budget.
    pub(super) fn all_in(&self, at: usize, budget: u64) -> Column {
        let mut mix = vec![0; self.prices.len()];
        mix[at] = ((budget.saturating_sub(1)) / self.prices[at]) as u32;
        mix
    }
}

fn pairs(groups: usize) -> impl Iterator<Item = (usize, usize)> {
    let all = (0..groups).flat_map(move |one| (0..groups).map(move |other| (one, other)));
    all.filter(|(one, other)| one != other)
}

/// The pools of a scenario. A blended group has to do with all desks: then there is one.
pub(super) fn pools(
    scenario: &Scenario,
    groups: &[usize],
    targets: &[Target],
    prices: &[u64],
    form: Form,
) -> Vec<Pool> {
    let mut links = Links::of(scenario);
    for target in targets {
        links.join_target(scenario, target);
    }
    if let Form::Blended(_) = form {
        links.join_all();
    }
    let types = scenario.contact_types.len();
    let mut roots: Vec<usize> = links.0.clone();
    roots.sort_unstable();
    roots.dedup();
    let pool = |&root: &usize| {
        let is_own = |node: usize| links.0[node] == root;
        let of = |target: &&usize| is_own(Links::node(scenario, &targets[**target]));
        let places: Vec<usize> =
            (0..groups.len()).filter(|&place| is_own(types + groups[place])).collect();
        let positions: Vec<usize> = (0..targets.len()).collect();
        Pool {
            prices: places.iter().map(|&place| prices[place]).collect(),
            places,
            targets: positions.iter().filter(of).copied().collect(),
            flood: flood(scenario, is_own),
            reach: reach(scenario, is_own),
        }
    };
    let all = roots.iter().map(pool);
    all.filter(|pool| !pool.places.is_empty() || !pool.targets.is_empty()).collect()
}

/// Heads with which nobody waits, in each group that has to do with some contact types.
fn flood(scenario: &Scenario, is_own: impl Fn(usize) -> bool) -> u32 {
    let types = scenario.contact_types.len();
    let groups = (0..scenario.agent_groups.len()).filter(|&group| is_own(types + group));
    let skills = groups.flat_map(|group| &scenario.agent_groups[group].skills);
    let slowest = skills.map(|skill| skill.handle_time_factor).fold(1.0, f64::max);
    let own = (0..types).filter(|&at| is_own(at)).map(|at| &scenario.contact_types[at]);
    let work: f64 = own.map(|it| peak_erlangs(scenario, it)).sum();
    (FLOOD_TIMES * work * slowest + FLOOD_BEYOND).min(1e6).ceil() as u32
}

/// Work of the busiest interval, on a day so busy as few are.
fn peak_erlangs(scenario: &Scenario, own: &ContactType) -> f64 {
    const STANDARD_DEVIATIONS: f64 = 4.0;
    let seconds = f64::from(scenario.day.interval_minutes) * 60.0;
    let most = |numbers: &[f64]| numbers.iter().copied().fold(0.0, f64::max);
    let cvs = own.busyness.iter().map(|&at| scenario.busyness[at].cv);
    let busy: f64 = cvs.map(|cv| 1.0 + STANDARD_DEVIATIONS * cv).product();
    most(&own.arrivals.expected) / seconds * longest_handling(own) * busy
}

/// Mean handling in the interval where it is longest, in seconds.
fn longest_handling(own: &ContactType) -> f64 {
    let longest = own.handle_time.factors.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let factor = if longest.is_finite() { longest } else { 1.0 };
    own.handle_time.law.mean() * factor + own.wrap_up.as_ref().map_or(0.0, Law::mean)
}

fn reach(scenario: &Scenario, is_own: impl Fn(usize) -> bool) -> usize {
    let seconds = f64::from(scenario.day.interval_minutes) * 60.0;
    let types = scenario.contact_types.iter().enumerate().filter(|(at, _)| is_own(*at));
    let longest = types.map(|(_, own)| longest_handling(own)).fold(0.0, f64::max);
    ((longest / seconds).ceil() as usize).clamp(1, scenario.day.intervals)
}

/// Contact types, then groups, each with the least of those that it has to do with.
struct Links(Vec<usize>);

impl Links {
    fn of(scenario: &Scenario) -> Self {
        let types = scenario.contact_types.len();
        let mut links = Self((0..types + scenario.agent_groups.len()).collect());
        for (position, group) in scenario.agent_groups.iter().enumerate() {
            for skill in &group.skills {
                links.join(skill.contact_type, types + position);
            }
        }
        for (position, own) in scenario.contact_types.iter().enumerate() {
            for other in sent_to(own) {
                links.join(position, other);
            }
            let sees_all = |it: &crate::scenario::model::Offer| it.when.in_system_at_most.is_some();
            if own.offer.as_ref().is_some_and(sees_all) {
                links.join_all();
            }
        }
        if scenario.lines.is_some() {
            links.join_all();
        }
        links
    }

    fn join(&mut self, one: usize, other: usize) {
        let (a, b) = (self.0[one], self.0[other]);
        let (least, most) = (a.min(b), a.max(b));
        self.0.iter_mut().filter(|root| **root == most).for_each(|root| *root = least);
    }

    fn join_all(&mut self) {
        self.0.fill(0);
    }

    /// A figure of the whole is everybody's.
    fn join_target(&mut self, scenario: &Scenario, target: &Target) {
        if Self::subject(scenario, target).is_none() {
            self.join_all();
        }
    }

    fn subject(scenario: &Scenario, target: &Target) -> Option<usize> {
        let (kind, name) = target.figure.subject();
        match kind {
            "contact_type" => scenario.contact_types.iter().position(|own| own.name == name),
            "agent_group" => {
                let group = scenario.agent_groups.iter().position(|own| own.name == name)?;
                Some(scenario.contact_types.len() + group)
            }
            _ => None,
        }
    }

    /// Whom a target is about; whoever it is, where all have to do with each other.
    fn node(scenario: &Scenario, target: &Target) -> usize {
        Self::subject(scenario, target).unwrap_or(0)
    }
}

/// Contact types that contacts of one lead to.
fn sent_to(own: &ContactType) -> impl Iterator<Item = usize> {
    let complaint = own.sale.as_ref().and_then(|sale| sale.complaint.as_ref());
    let all = [
        own.redial.as_ref().and_then(|it| it.contact_type),
        own.repeat.as_ref().and_then(|it| it.contact_type),
        complaint.map(|it| it.contact_type),
        own.transfer_of_need.as_ref().map(|it| it.to),
    ];
    all.into_iter().flatten()
}
