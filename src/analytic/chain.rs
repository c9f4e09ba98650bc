//! The states of one queue and how their probabilities move, by uniformization.

use std::ops::Range;

use super::budget::{Budget, MOST_STATES, NoFigures};
use super::poisson_weights::PoissonWeights;

/// Less than this in a state is nothing.
pub(super) const NOTHING: f64 = 1e-18;
/// Less than this at an end of the states is forgotten at every step.
const TRIVIAL: f64 = 1e-28;

/// A number for every state: a probability, or time spent there.
#[derive(Clone, Debug)]
pub(super) struct Chances {
    pub(super) agents: usize,
    /// Most who wait.
    pub(super) places: usize,
    /// By contacts present, as long as no agent only finishes.
    present: Vec<f64>,
    /// Outside these contacts present all is 0.
    band: Range<usize>,
    /// By agents too many (from one) and contacts waiting.
    pub(super) over: Vec<Vec<f64>>,
}

impl Chances {
    pub(super) fn empty() -> Self {
        Self { agents: 0, places: 0, present: vec![1.0], band: 0..1, over: Vec::new() }
    }

    fn zero(agents: usize, places: usize, over: usize) -> Self {
        let present = vec![0.0; agents + places + 1];
        Self { agents, places, present, band: 0..0, over: vec![vec![0.0; places + 1]; over] }
    }

    /// How many states need an update.
    fn live(&self) -> usize {
        self.band.len() + self.over.len() * (self.places + 1)
    }

    /// Visits what is not nothing: agents busy, contacts waiting, the number.
    pub(super) fn each_state(&self, mut visit: impl FnMut(usize, usize, f64)) {
        for (present, &chance) in self.present.iter().enumerate() {
            if chance > NOTHING {
                let busy = present.min(self.agents);
                visit(busy, present - busy, chance);
            }
        }
        for (too_many, row) in (1..).zip(&self.over) {
            for (waiting, &chance) in row.iter().enumerate() {
                if chance > NOTHING {
                    visit(self.agents + too_many, waiting, chance);
                }
            }
        }
    }

    /// Mean number who wait.
    pub(super) fn waiting(&self) -> f64 {
        let mut sum = 0.0;
        self.each_state(|_, waiting, chance| sum += waiting as f64 * chance);
        sum
    }

    pub(super) fn most_waiting(&self) -> usize {
        let mut most = 0;
        self.each_state(|_, waiting, _| most = most.max(waiting));
        most
    }

    /// What stands where all places are taken.
    pub(super) fn full_line(&self) -> f64 {
        self.present[self.agents + self.places]
            + self.over.iter().map(|row| row[self.places]).sum::<f64>()
    }

    /// The same with other agents on duty: more take those who wait, fewer finish first.
    ///
    /// # Errors
    /// If that is more states than a chain is made of.
    pub(super) fn seated(&self, agents: usize, places: usize) -> Result<Self, NoFigures> {
        let mut over = 0;
        self.each_state(|busy, _, _| over = over.max(busy.saturating_sub(agents)));
        let states = agents as f64 + (over as f64 + 1.0) * (places as f64 + 1.0);
        if states > MOST_STATES {
            return Err(NoFigures::TooLong { steps: states });
        }
        let mut seated = Self::zero(agents, places, over);
        self.each_state(|busy, waiting, chance| {
            let taken = waiting.min(agents.saturating_sub(busy));
            let (busy, waiting) = (busy + taken, waiting - taken);
            match busy.checked_sub(agents + 1) {
                Some(row) => seated.over[row][waiting] += chance,
                None => seated.present[busy + waiting] += chance,
            }
        });
        seated.band = 0..seated.present.len();
        Ok(seated)
    }

    /// Adds a multiple of what has as many agents and places.
    fn add(&mut self, factor: f64, other: &Self) {
        let band = other.band.clone();
        let both = self.present[band.clone()].iter_mut().zip(&other.present[band.clone()]);
        both.for_each(|(sum, part)| *sum += factor * part);
        self.band = self.band.start.min(band.start)..self.band.end.max(band.end);
        for (sums, parts) in self.over.iter_mut().zip(&other.over) {
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += factor * part);
        }
    }

    /// Forgets what is too small to matter at the ends: numbers near the smallest are slow.
    fn trim(&mut self) {
        while !self.band.is_empty() && self.present[self.band.end - 1] < TRIVIAL {
            self.band.end -= 1;
            self.present[self.band.end] = 0.0;
        }
        while !self.band.is_empty() && self.present[self.band.start] < TRIVIAL {
            self.present[self.band.start] = 0.0;
            self.band.start += 1;
        }
        let is_trivial = |row: &Vec<f64>| row.iter().all(|&chance| chance < TRIVIAL);
        while self.over.pop_if(|row| is_trivial(row)).is_some() {}
    }
}

/// What moves contacts during a stretch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    pub(super) seconds: f64,
    pub(super) agents: usize,
    /// Contacts a second.
    pub(super) arrivals: f64,
    /// Contacts a second that wait if no agent is idle.
    pub(super) joining: f64,
    /// Rate at which a contact in handling ends, a second.
    pub(super) finish: f64,
    /// Rate at which a contact that waits abandons, a second.
    pub(super) abandon: f64,
}

/// The chain of one stretch, moving at the instants of a Poisson process.
pub(super) struct Chain {
    /// Rate of that process.
    clock: f64,
    seconds: f64,
    weights: PoissonWeights,
    agents: usize,
    places: usize,
    /// By contacts present: probabilities that an instant of the clock brings one more, ...
    up: Vec<f64>,
    /// ... takes one away, ...
    down: Vec<f64>,
    /// ... or changes nothing.
    stay: Vec<f64>,
    /// Probability that it is an arrival who waits if no agent is idle, ...
    joins: f64,
    /// ... the end of a given contact in handling, ...
    finish: f64,
    /// ... and the end of the patience of a given contact.
    abandon: f64,
}

impl Chain {
    /// The chain with so many places to wait, where so many agents may at most be too many.
    ///
    /// # Errors
    /// If its clock ticks so often that nobody could wait for it.
    pub(super) fn new(
        rates: &Rates,
        places: usize,
        over: usize,
        budget: &Budget,
    ) -> Result<Self, NoFigures> {
        let Rates { agents, arrivals, joining, finish, abandon, .. } = *rates;
        let clock = arrivals + (agents + over) as f64 * finish + places as f64 * abandon;
        // Every tick moves one state at least, and each has its Poisson weight.
        let ticks = clock * rates.seconds;
        if ticks.is_nan() || ticks > budget.left() as f64 {
            return Err(NoFigures::TooLong { steps: ticks * (agents + places) as f64 });
        }
        // A clock that stands still has one instant at most, at which nothing happens.
        let part = |rate: f64| if clock > 0.0 { rate / clock } else { 0.0 };
        let (arrival, joins) = (part(arrivals), part(joining));
        let (finish, abandon) = (part(finish), part(abandon));
        let up = |present: usize| match present {
            _ if present < agents => arrival,
            _ if present < agents + places => joins,
            _ => 0.0,
        };
        let down = |present: usize| {
            let busy = present.min(agents);
            busy as f64 * finish + (present - busy) as f64 * abandon
        };
        let states = 0..=agents + places;
        Ok(Self {
            clock,
            seconds: rates.seconds,
            weights: PoissonWeights::new(ticks),
            agents,
            places,
            up: states.clone().map(up).collect(),
            down: states.clone().map(down).collect(),
            stay: states.map(|present| 1.0 - up(present) - down(present)).collect(),
            joins,
            finish,
            abandon,
        })
    }

    fn steps(&self) -> usize {
        self.weights.last() + 1
    }

    /// Chances at the end of the stretch, and time spent in each state.
    ///
    /// # Errors
    /// If that would take too long.
    pub(super) fn run(
        &self,
        start: Chances,
        budget: &Budget,
    ) -> Result<(Chances, Chances), NoFigures> {
        let over = start.over.len();
        let zero = || Chances::zero(self.agents, self.places, over);
        let (mut end, mut time, mut next) = (zero(), zero(), zero());
        let mut now = start;
        for step in 0..self.steps() {
            let live = now.live() as f64;
            let all = live * (self.steps() - step) as f64;
            budget.spend(live).map_err(|why| why.at_least(all))?;
            let exactly = self.weights.of(step);
            if exactly > 0.0 {
                end.add(exactly, &now);
            }
            // The integral of P(the clock has moved so often) is P(it moves more often) / clock.
            time.add(self.weights.more_than(step), &now);
            self.step(&now, &mut next);
            std::mem::swap(&mut now, &mut next);
        }
        let part = if self.clock > 0.0 { 1.0 / self.clock } else { self.seconds };
        let mut spent = zero();
        spent.add(part, &time);
        Ok((end, spent))
    }

    /// One instant of the clock.
    fn step(&self, now: &Chances, next: &mut Chances) {
        next.present[next.band.clone()].fill(0.0);
        let mut band = now.band.start.saturating_sub(1)..(now.band.end + 1).min(self.stay.len());
        if !now.over.is_empty() {
            band = band.start.min(self.agents)..self.stay.len();
        }
        next.band = band.clone();
        let stays = now.present[band.clone()].iter().zip(&self.stay[band.clone()]);
        for (chance, (from, stay)) in next.present[band.clone()].iter_mut().zip(stays) {
            *chance = from * stay;
        }
        let (lower, upper) = (band.start..band.end - 1, band.start + 1..band.end);
        let rises = now.present[lower.clone()].iter().zip(&self.up[lower.clone()]);
        for (chance, (from, up)) in next.present[upper.clone()].iter_mut().zip(rises) {
            *chance += from * up;
        }
        let falls = now.present[upper.clone()].iter().zip(&self.down[upper]);
        for (chance, (from, down)) in next.present[lower].iter_mut().zip(falls) {
            *chance += from * down;
        }
        if let Some(first) = now.over.first() {
            // The last agent too many finishes: all who are busy are wanted again.
            let finish = (self.agents + 1) as f64 * self.finish;
            for (waiting, chance) in first.iter().enumerate() {
                next.present[self.agents + waiting] += finish * chance;
            }
        }
        for row in 0..now.over.len() {
            self.step_over(row, now, &mut next.over[row]);
        }
        next.over.truncate(now.over.len());
        next.trim();
    }

    /// The same where some agents only finish.
    fn step_over(&self, row: usize, now: &Chances, next: &mut [f64]) {
        let finish = (self.agents + row + 1) as f64 * self.finish;
        let here = &now.over[row];
        for waiting in 0..=self.places {
            let joins = if waiting < self.places { self.joins } else { 0.0 };
            let abandon = waiting as f64 * self.abandon;
            let mut chance = here[waiting] * (1.0 - joins - abandon - finish);
            if waiting > 0 {
                chance += here[waiting - 1] * self.joins;
            }
            if waiting < self.places {
                chance += here[waiting + 1] * (waiting + 1) as f64 * self.abandon;
            }
            if let Some(above) = now.over.get(row + 1) {
                chance += above[waiting] * (finish + self.finish);
            }
            next[waiting] = chance;
        }
    }
}
