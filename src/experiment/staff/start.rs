//! Where a search starts: Erlang's number of agents for each contact type by itself.

use super::heads::{Column, Per};
use super::target::Target;
use crate::analytic::budget::{LONGEST_SECONDS, SHORTEST_SECONDS};
use crate::analytic::solve::{self, Limit, MOST_AGENTS, fewest_agents};
use crate::analytic::{Budget, ErlangModel, Room, SteadyState};
use crate::experiment::Watch;
use crate::random::Law;
use crate::scenario::Scenario;
use crate::scenario::model::ContactType;

/// What is aimed at where no target says anything of a contact type.
const USUAL_LEVEL: f64 = 0.8;
/// Erlang's formula is not asked for more than this: the rest is simulated.
const HIGHEST_LEVEL: f64 = 0.99;

/// Erlang's formula is asked up to so many erlangs, and for patience of so many handle times at
/// most (nobody abandons, beyond). It is where the search starts, not what it finds, and must not
/// take longer than the search.
const MOST_ERLANGS: f64 = 3_000.0;
const LONGEST_PATIENCE: f64 = 100.0;

/// Heads by column and staffed group: each contact type's Erlang agents in the group that has it
/// and least besides. When the watch wants an end, the rest is by the square-root rule.
pub(super) fn start(
    scenario: &Scenario,
    groups: &[usize],
    targets: &[Target],
    per: Per,
    watch: &dyn Watch,
) -> Vec<Column> {
    let columns = match per {
        Per::Day => 1,
        Per::Interval => scenario.day.intervals,
    };
    let column = |at: usize| {
        let mut heads = vec![0; groups.len()];
        for (position, own) in scenario.contact_types.iter().enumerate() {
            let stretch = (per == Per::Interval).then_some(at);
            let Some(place) = home(scenario, groups, position) else { continue };
            heads[place] += agents(scenario, own, targets, stretch, watch);
        }
        heads
    };
    (0..columns).map(column).collect()
}

/// The staffed group with the skill and the fewest others.
fn home(scenario: &Scenario, groups: &[usize], contact_type: usize) -> Option<usize> {
    let skills = |place: usize| &scenario.agent_groups[groups[place]].skills;
    let having = (0..groups.len())
        .filter(|&place| skills(place).iter().any(|skill| skill.contact_type == contact_type));
    having.min_by_key(|&place| skills(place).len())
}

/// The fewest agents by Erlang A (Erlang C where nobody abandons) for a contact type's targets; by
/// the square-root rule where that has no answer.
fn agents(
    scenario: &Scenario,
    own: &ContactType,
    targets: &[Target],
    interval: Option<usize>,
    watch: &dyn Watch,
) -> u32 {
    let mean_handle_seconds = handle_seconds(own, interval);
    let model = ErlangModel {
        arrivals_per_second: rate(scenario, own, interval),
        mean_handle_seconds,
        mean_patience_seconds: patience(own, mean_handle_seconds),
        agents: 1,
        room: Room::Unlimited,
    };
    if model.arrivals_per_second <= 0.0 || model.mean_handle_seconds <= 0.0 {
        return 0;
    }
    let load = model.offered_load();
    if load > MOST_ERLANGS || watch.stopped() {
        return square_root_rule(load);
    }
    let wanted = wanted(own, targets, interval);
    let budget = Budget::of_a_question();
    fewest_agents(&model, &wanted, &budget)
        .map_or_else(|_| square_root_rule(load), |found| found.model.agents)
}

/// Mean patience where the formulas know it and it is felt; none where nobody abandons, or at once.
fn patience(own: &ContactType, handle_seconds: f64) -> Option<f64> {
    let longest = LONGEST_SECONDS.min(LONGEST_PATIENCE * handle_seconds);
    let mean = own.patience.as_ref().map(Law::mean);
    mean.filter(|mean| (SHORTEST_SECONDS..=longest).contains(mean))
}

/// The work and its square root: about what most targets of waits need.
fn square_root_rule(load: f64) -> u32 {
    (load + load.sqrt()).ceil().clamp(1.0, f64::from(MOST_AGENTS)) as u32
}

/// Agents by the square-root rule for the busiest interval of each contact type, all together.
pub(super) fn by_load(scenario: &Scenario) -> u64 {
    let busiest = |own: &ContactType| {
        let load = |at| rate(scenario, own, Some(at)) * handle_seconds(own, Some(at));
        (0..scenario.day.intervals).map(load).fold(0.0, f64::max)
    };
    scenario.contact_types.iter().map(|own| u64::from(square_root_rule(busiest(own)))).sum()
}

/// Contacts a second: in the interval, or averaged over the day as its contacts meet it.
fn rate(scenario: &Scenario, own: &ContactType, interval: Option<usize>) -> f64 {
    let expected = &own.arrivals.expected;
    let seconds = f64::from(scenario.day.interval_minutes) * 60.0;
    let contacts = if let Some(at) = interval {
        expected[at]
    } else {
        let all: f64 = expected.iter().sum();
        let squares: f64 = expected.iter().map(|contacts| contacts * contacts).sum();
        if all > 0.0 { squares / all } else { 0.0 }
    };
    contacts / seconds
}

fn handle_seconds(own: &ContactType, interval: Option<usize>) -> f64 {
    let factors = &own.handle_time.factors;
    let factor = interval.and_then(|at| factors.get(at)).copied().unwrap_or(1.0);
    own.handle_time.law.mean() * factor + own.wrap_up.as_ref().map_or(0.0, Law::mean)
}

/// What Erlang's formula is asked for: the targets that it knows, else the usual service level.
fn wanted<'t>(
    own: &ContactType,
    targets: &'t [Target],
    interval: Option<usize>,
) -> Vec<solve::Target<'t>> {
    let seconds = own.target.within_seconds;
    let level = move |share: f64| solve::Target {
        figure: Box::new(move |state: &SteadyState| state.within(seconds).answered),
        limit: Limit::AtLeast(share.min(HIGHEST_LEVEL)),
    };
    let mut wanted = Vec::new();
    let concerns = |target: &&Target| {
        let types = target.contact_type.as_ref();
        types.is_none_or(|name| *name == own.name)
            && (target.interval.is_none() || interval.is_none() || target.interval == interval)
    };
    for target in targets.iter().filter(concerns) {
        let key = target.figure.definition.key;
        match (target.limit, key) {
            (Limit::AtLeast(share), key) if key.starts_with("service_level") => {
                wanted.push(level(share));
            }
            (limit, "abandon_rate") => wanted.push(solve::Target {
                figure: Box::new(|state: &SteadyState| state.figures.abandoned),
                limit,
            }),
            (limit, "asa_seconds") => wanted.push(solve::Target {
                figure: Box::new(|state: &SteadyState| state.figures.asa_seconds),
                limit,
            }),
            _ => {}
        }
    }
    if wanted.is_empty() {
        wanted.push(level(USUAL_LEVEL));
    }
    wanted
}
