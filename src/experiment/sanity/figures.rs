//! From one queue of a scenario to the figures of its model.

use super::Figures;
use super::pool::Pool;
use crate::analytic::general_patience::GeneralPatience;
use crate::analytic::transient::{self, Expected, Stretch};
use crate::analytic::{Budget, NoFigures};
use crate::experiment::run::plan::clock;
use crate::measures::shares::ServiceShares;
use crate::random::Law;
use crate::scenario::Scenario;
use crate::scenario::model::{AfterClose, AgentGroup, ContactType, Staffing};

/// Steps that one queue may take from empty, and as many for its steady states, so that the others
/// have theirs: a tenth of a second.
const STEPS_OF_A_QUEUE: u64 = 25_000_000;
/// Means below it, in seconds, are no longer what is simulated: times are whole microseconds, and
/// rounding shows.
const SHORTEST_SECONDS: f64 = 1e-3;
/// More than this waiting at the end is somebody.
const SOMEBODY: f64 = 1e-9;
/// Shares that differ by less are equal: volumes are given with some digits.
const EQUAL: f64 = 1e-6;

/// The day of one queue, by stretch.
pub(super) struct Day {
    model: String,
    differences: Vec<String>,
    parts: Vec<Part>,
    /// Thresholds in the order of [`Expected::within`].
    thresholds: Vec<f64>,
    /// Whether every wait ends in an answer or in leaving.
    waits_end: bool,
    /// Whether who leaves in a stretch may have come in an earlier one.
    carries_over: bool,
}

/// Expectations of a stretch of the day.
struct Part {
    interval: usize,
    expected: Expected,
}

/// A stretch of the day and the interval it lies in.
struct Piece {
    interval: usize,
    stretch: Stretch,
}

/// Patience as the model has it.
struct Patience {
    /// Share of those who would have to wait that balk or have no patience at all.
    declining: f64,
    /// Share of them that balk: they do not count as abandoned.
    balking: f64,
    /// Mean of the exponential patience of all others; none where it has another law.
    mean_seconds: Option<f64>,
    /// Of everybody, declining included.
    law: Law,
}

impl Day {
    /// Solves the queue; the reason where it has no figures.
    pub(super) fn new(scenario: &Scenario, pool: &Pool, budget: &Budget) -> Result<Self, String> {
        let own = &scenario.contact_types[pool.types[0]];
        let patience = Patience::of(own);
        let pieces = pieces(scenario, pool);
        check_times(&pieces, &patience)?;
        let mut thresholds: Vec<f64> =
            pool.types(scenario).map(|own| own.target.within_seconds).collect();
        thresholds.push(scenario.targets.short_abandon_seconds);
        thresholds.sort_by(f64::total_cmp);
        thresholds.dedup();
        let mut day = Self {
            model: String::new(),
            differences: pool.differences(scenario),
            parts: Vec::new(),
            thresholds,
            waits_end: true,
            carries_over: false,
        };
        let mut from_empty = None;
        if scenario.steady_state.is_none()
            && let Some(mean_seconds) = patience.mean_seconds
        {
            let solved = budget.part(STEPS_OF_A_QUEUE, |part| {
                day.solve(scenario, own, &pieces, &patience, mean_seconds, part)
            });
            match solved {
                Ok(()) => return Ok(day),
                Err(NoFigures::TooLong { steps }) => from_empty = Some(steps),
                Err(why) => return Err(why.reason()),
            }
        }
        let steady = budget.part(STEPS_OF_A_QUEUE, |part| {
            day.take_each_as_steady(scenario, own, &pieces, &patience, part)
        });
        match from_empty {
            Some(steps) if own.waiting_places.is_some() => {
                Err(NoFigures::TooLong { steps }.reason())
            }
            _ => steady.map(|()| day),
        }
    }

    /// The day from empty.
    fn solve(
        &mut self,
        scenario: &Scenario,
        own: &ContactType,
        pieces: &[Piece],
        patience: &Patience,
        mean_seconds: f64,
        budget: &Budget,
    ) -> Result<(), NoFigures> {
        let queue = transient::Day {
            patience_seconds: mean_seconds,
            declining: patience.declining,
            places: own.waiting_places,
            stretches: pieces.iter().map(|piece| piece.stretch).collect(),
            finishes_waiting: scenario.day.after_close == AfterClose::FinishWaiting,
            thresholds: self.thresholds.clone(),
        };
        let solution = queue.solve(budget)?;
        let last = pieces.last().map_or(0, |piece| piece.interval);
        let intervals = pieces.iter().map(|piece| piece.interval).chain([last]);
        let parts = solution.stretches.into_iter().chain([solution.after_close]);
        self.parts =
            intervals.zip(parts).map(|(interval, expected)| Part { interval, expected }).collect();
        for part in &mut self.parts {
            patience.part_declined(&mut part.expected);
        }
        let waiting = if queue.finishes_waiting {
            solution.waiting_at_end
        } else {
            solution.waiting_at_close
        };
        self.waits_end = waiting <= SOMEBODY;
        self.carries_over = true;
        if pieces.windows(2).any(|pair| pair[0].stretch.agents != pair[1].stretch.agents) {
            let simpler = "staff is taken as staying while a contact waits (service level)";
            self.differences.push(simpler.to_owned());
        }
        let abandoning = if mean_seconds.is_finite() { "+M" } else { "" };
        self.model = format!("M(t)/M/n(t){abandoning} from empty");
        Ok(())
    }

    /// Each stretch as in a steady state.
    fn take_each_as_steady(
        &mut self,
        scenario: &Scenario,
        own: &ContactType,
        pieces: &[Piece],
        patience: &Patience,
        budget: &Budget,
    ) -> Result<(), String> {
        if own.waiting_places.is_some() {
            return Err("waiting places are limited".to_owned());
        }
        for piece in pieces.iter().filter(|piece| piece.stretch.rate_per_second > 0.0) {
            let stretch = &piece.stretch;
            let at = || match &scenario.steady_state {
                None => format!("at {} ", clock(scenario, piece.interval)),
                Some(_) => String::new(),
            };
            if stretch.agents == 0 {
                return Err(format!("{}nobody is on duty", at()));
            }
            let rate = stretch.rate_per_second;
            let said = |why: NoFigures| format!("{}{}", at(), why.reason());
            let (handle_seconds, agents) = (stretch.handle_seconds, stretch.agents);
            let steady = GeneralPatience::new(rate, handle_seconds, agents, &patience.law, budget)
                .map_err(said)?;
            let figures = steady.figures().map_err(said)?;
            let offered = rate * stretch.seconds;
            let within = |&seconds: &f64| {
                let within = steady.within(seconds)?;
                Ok((offered * within.answered, offered * within.abandoned))
            };
            let within: Result<Vec<_>, NoFigures> = self.thresholds.iter().map(within).collect();
            let mut expected = Expected {
                offered,
                delayed: offered * figures.delayed * (1.0 - patience.declining),
                declined: offered * figures.delayed * patience.declining,
                abandoned: offered * figures.abandoned,
                waiting_seconds: offered * figures.mean_wait_seconds,
                within: within.map_err(said)?,
                ..Expected::default()
            };
            expected.abandoned -= expected.declined;
            patience.part_declined(&mut expected);
            self.parts.push(Part { interval: piece.interval, expected });
        }
        let law = if patience.mean_seconds.is_some() { "M" } else { "G" };
        if scenario.steady_state.is_some() {
            self.model = format!("stationary M/M/n+{law}");
        } else {
            self.model = format!("stationary M/M/n+{law} by interval");
            self.differences.push("each interval is taken as in a steady state".to_owned());
        }
        Ok(())
    }

    /// The figures of one of the queue's contact types.
    pub(super) fn figures(&self, scenario: &Scenario, own: usize, pool: &Pool) -> Figures {
        let of_all = Shares::new(scenario, pool, own);
        let mut sum = Expected::default();
        for part in &self.parts {
            sum.add(of_all.in_interval(part.interval), &part.expected);
        }
        let contact_type = &scenario.contact_types[own];
        let within = |seconds: f64| {
            let at = self.thresholds.iter().position(|it| it.to_bits() == seconds.to_bits());
            at.and_then(|at| sum.within.get(at)).copied().unwrap_or_default()
        };
        let (in_time, left_in_time) = within(contact_type.target.within_seconds);
        let (_, left_at_once) = within(scenario.targets.short_abandon_seconds);
        let offered = sum.offered;
        let ratio = |over: f64, under: f64| (under > 0.0).then(|| over / under);
        let shares = ServiceShares {
            answered: (offered - (sum.blocked + sum.declined + sum.abandoned)) / offered,
            answered_within: in_time / offered,
            abandoned_within: left_in_time / offered,
            abandoned_short: left_at_once / offered,
        };
        let service_level = scenario.targets.formula.of_shares(&shares);
        let wait = ratio(sum.waiting_seconds, offered - sum.blocked);
        let mut differences = self.differences.clone();
        if of_all.change && self.carries_over {
            differences.push("its share of those who wait changes during the day".to_owned());
        }
        Figures {
            model: self.model.clone(),
            differences,
            // Not a number where it is 0/0; where waits are cut off, who would have been answered
            // in time is not known.
            service_level: Some(service_level).filter(|level| level.is_finite() && self.waits_end),
            abandon_rate: ratio(sum.abandoned, offered),
            mean_wait_seconds: wait.filter(|_| self.waits_end),
        }
    }
}

/// Which share of a queue's contacts are of one type: types of one queue fare alike.
struct Shares {
    by_interval: Vec<f64>,
    /// Whether it is not the same all day: who leaves in an interval came in an earlier one, perhaps.
    change: bool,
}

impl Shares {
    fn new(scenario: &Scenario, pool: &Pool, own: usize) -> Self {
        let expected = |at: usize| &scenario.contact_types[at].arrivals.expected;
        let volume = |interval: usize| pool.types.iter().map(|&at| expected(at)[interval]).sum();
        let share = |interval: usize| {
            let all: f64 = volume(interval);
            (all > 0.0).then(|| expected(own)[interval] / all)
        };
        let known: Vec<Option<f64>> = (0..expected(own).len()).map(share).collect();
        let first = known.iter().flatten().next().copied().unwrap_or_default();
        let change = known.iter().flatten().any(|share| (share - first).abs() > EQUAL);
        // Who waits while nobody comes came before.
        let mut last = first;
        let by_interval = known.into_iter().map(|share| {
            last = share.unwrap_or(last);
            last
        });
        Self { by_interval: by_interval.collect(), change }
    }

    fn in_interval(&self, interval: usize) -> f64 {
        self.by_interval[interval]
    }
}

/// Whether means are long enough for what is simulated in whole microseconds to follow their law.
fn check_times(pieces: &[Piece], patience: &Patience) -> Result<(), String> {
    let too_short = |name: &str, seconds: f64| {
        let why = if seconds > 0.0 {
            format!(
                "{name} is shorter than a millisecond, and simulated times are whole microseconds"
            )
        } else {
            format!("{name} is 0")
        };
        Err(why)
    };
    if let Some(mean) = patience.mean_seconds.filter(|mean| *mean < SHORTEST_SECONDS) {
        return too_short("patience", mean);
    }
    let handle = pieces.iter().map(|piece| piece.stretch.handle_seconds);
    match handle.into_iter().find(|mean| *mean < SHORTEST_SECONDS) {
        Some(mean) => too_short("handle time", mean),
        None => Ok(()),
    }
}

impl Patience {
    fn of(own: &ContactType) -> Self {
        let law = own.patience.clone().unwrap_or(Law::Never);
        let balking = own.balking.as_ref().map_or(0.0, |balking| balking.probability);
        let (at_once, mean_seconds) = match at_once_or_exponential(&law) {
            Some((at_once, mean)) => (at_once, Some(mean)),
            None => (0.0, None),
        };
        let at_all = Law::Mixture {
            parts: vec![(balking, Law::Constant { value: 0.0 }), (1.0 - balking, law)],
        };
        let declining = 1.0 - (1.0 - balking) * (1.0 - at_once);
        Self { declining, balking, mean_seconds, law: at_all }
    }

    /// Counts those who decline and do not balk as abandoned, as the simulation does.
    fn part_declined(&self, expected: &mut Expected) {
        if self.declining > 0.0 {
            let abandoned = expected.declined * (1.0 - self.balking / self.declining);
            expected.abandoned += abandoned;
            expected.declined -= abandoned;
        }
    }
}

/// The share of no patience and the mean of the rest, if the rest is exponential or endless.
fn at_once_or_exponential(law: &Law) -> Option<(f64, f64)> {
    match law {
        Law::Never => Some((0.0, f64::INFINITY)),
        Law::Exponential { mean } if *mean > 0.0 => Some((0.0, *mean)),
        Law::Constant { value } if *value <= 0.0 => Some((1.0, f64::INFINITY)),
        Law::Mixture { parts } => {
            let (mut at_once, mut mean): (f64, Option<f64>) = (0.0, None);
            for (share, law) in parts.iter().filter(|(share, _)| *share > 0.0) {
                let (part, rest) = at_once_or_exponential(law)?;
                at_once += share * part;
                if part < 1.0 {
                    if mean.is_some_and(|mean| mean.to_bits() != rest.to_bits()) {
                        return None;
                    }
                    mean = Some(rest);
                }
            }
            Some((at_once, mean.unwrap_or(f64::INFINITY)))
        }
        _ => None,
    }
}

/// The day in stretches of constant volume and staff; all of a steady state is like its first
/// interval.
fn pieces(scenario: &Scenario, pool: &Pool) -> Vec<Piece> {
    let seconds = f64::from(scenario.day.interval_minutes) * 60.0;
    let mut pieces = Vec::new();
    let intervals = if scenario.steady_state.is_some() { 1 } else { scenario.day.intervals };
    for interval in 0..intervals {
        let (from, to) = (seconds * interval as f64, seconds * (interval + 1) as f64);
        let mut ends: Vec<f64> = vec![from, to];
        ends.extend(pool.groups(scenario).flat_map(changes).filter(|at| *at > from && *at < to));
        ends.sort_by(f64::total_cmp);
        ends.dedup();
        let volume = |own: &ContactType| own.arrivals.expected[interval];
        let rate_per_second = pool.types(scenario).map(volume).sum::<f64>() / seconds;
        for pair in ends.windows(2) {
            let heads = |group: &AgentGroup| on_duty(group, interval, pair[0]);
            let stretch = Stretch {
                seconds: pair[1] - pair[0],
                rate_per_second,
                agents: pool.groups(scenario).map(heads).sum(),
                handle_seconds: handle_seconds(scenario, pool, interval),
            };
            pieces.push(Piece { interval, stretch });
        }
    }
    pieces
}

/// Mean talk and wrap-up of a contact that comes in an interval.
fn handle_seconds(scenario: &Scenario, pool: &Pool, interval: usize) -> f64 {
    let own = &scenario.contact_types[pool.types[0]];
    let group = &scenario.agent_groups[pool.groups[0]];
    let factor = own.handle_time.factors.get(interval).copied().unwrap_or(1.0);
    let talk = own.handle_time.law.mean() * factor;
    let wrap_up = own.wrap_up.as_ref().map_or(0.0, Law::mean);
    (talk + wrap_up) * group.skills[0].handle_time_factor
}

/// When persons come and go, in seconds since opening.
fn changes(group: &AgentGroup) -> Vec<f64> {
    match &group.staffing {
        Staffing::Counter { .. } => Vec::new(),
        Staffing::Shifts(shifts) => {
            let breaks = shifts.iter().flat_map(|shift| &shift.breaks);
            let ends = shifts.iter().map(|shift| (shift.start_seconds, shift.end_seconds));
            ends.chain(breaks.copied()).flat_map(|(from, to)| [from, to]).collect()
        }
    }
}

/// How many are on duty from an instant on.
fn on_duty(group: &AgentGroup, interval: usize, now: f64) -> u32 {
    match &group.staffing {
        Staffing::Counter { productive, .. } => productive[interval],
        Staffing::Shifts(shifts) => {
            let is_in = |(from, to): (f64, f64)| from <= now && now < to;
            let works = shifts.iter().filter(|shift| {
                is_in((shift.start_seconds, shift.end_seconds))
                    && !shift.breaks.iter().copied().any(is_in)
            });
            works.count() as u32
        }
    }
}
