//! One queue with exponential handle times and patience, solved: Erlang B, C and A, and limited
//! waiting places between them.

use super::birth_death::{BusySums, QueueLengths, Rates};
use super::bisection::longest_wait;
use super::budget::{Budget, MOST_STATES, NoFigures, check_mean};
use super::erlang_b::idle_weight;
use super::figures::{QueueFigures, Within};
use super::{erlang_a, erlang_c};
use crate::base::math::exp;

/// A centre of one contact type and one agent group in a steady state: Poisson arrivals,
/// exponential handle times, first come first served.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ErlangModel {
    pub arrivals_per_second: f64,
    pub mean_handle_seconds: f64,
    /// Mean of the exponential patience; nobody abandons where there is none.
    pub mean_patience_seconds: Option<f64>,
    pub agents: u32,
    pub room: Room,
}

/// To sum over a state and to ask it for what happens within a threshold.
const STEPS_OF_A_STATE: f64 = 6.0;

/// How many contacts can be present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Unlimited,
    /// Contacts waiting and with agents; at least as many as there are agents.
    Lines(u32),
    /// As many lines as agents.
    NoWaiting,
}

/// Under which name a model is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nobody can wait.
    ErlangB,
    /// Everybody waits.
    ErlangC,
    /// Everybody waits as long as patience lasts.
    ErlangA,
    /// Limited waiting places, nobody abandons: M/M/n/K.
    LimitedLines,
    /// Limited waiting places and patience: M/M/n/K+M.
    LimitedLinesWithPatience,
}

impl ErlangModel {
    /// Work offered per time, in erlangs.
    #[must_use]
    pub fn offered_load(&self) -> f64 {
        self.arrivals_per_second * self.mean_handle_seconds
    }

    /// Work offered over agents.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.offered_load() / f64::from(self.agents)
    }

    /// The model's name.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match (self.waiting_places(), self.mean_patience_seconds) {
            (Some(0), _) => Kind::ErlangB,
            (None, None) => Kind::ErlangC,
            (None, Some(_)) => Kind::ErlangA,
            (Some(_), None) => Kind::LimitedLines,
            (Some(_), Some(_)) => Kind::LimitedLinesWithPatience,
        }
    }

    /// The steady state.
    ///
    /// # Errors
    /// As [`Self::solve_within`].
    pub fn solve(&self) -> Result<SteadyState, NoFigures> {
        self.solve_within(&Budget::of_a_question())
    }

    /// The steady state. There must be arrivals and an agent, and means of handle time and patience
    /// between a microsecond and 2^47 of them.
    ///
    /// # Errors
    /// Where there is none because the queue grows without end, where the model lies outside its
    /// domain, and where the figures would take too long.
    pub fn solve_within(&self, budget: &Budget) -> Result<SteadyState, NoFigures> {
        self.check_domain()?;
        let rates = self.rates();
        budget.spend(self.agents.into())?;
        let lengths = || {
            let states = QueueLengths::states(&rates, self.waiting_places());
            budget.spend(STEPS_OF_A_STATE * states)?;
            if states > MOST_STATES {
                return Err(NoFigures::TooLong { steps: STEPS_OF_A_STATE * states });
            }
            Ok(QueueLengths::new(rates, self.waiting_places()))
        };
        let (sums, waits) = match self.kind() {
            Kind::ErlangC if rates.arrivals >= rates.service => return Err(NoFigures::Grows),
            Kind::ErlangC => (erlang_c::sums(&rates), Waits::Exponential),
            Kind::ErlangA => (lengths()?.sums(), Waits::Patient),
            _ => {
                let lengths = lengths()?;
                (lengths.sums(), Waits::Limited(lengths))
            }
        };
        Ok(SteadyState::new(self, rates, &sums, waits))
    }

    fn check_domain(&self) -> Result<(), NoFigures> {
        check_mean("handle time", self.mean_handle_seconds)?;
        self.mean_patience_seconds.map_or(Ok(()), |mean| check_mean("patience", mean))?;
        let outside = |why: &str| Err(NoFigures::OutOfDomain(why.to_owned()));
        if !(self.arrivals_per_second > 0.0 && self.arrivals_per_second.is_finite()) {
            return outside("no contacts come");
        }
        if self.agents == 0 { outside("nobody is on duty") } else { Ok(()) }
    }

    fn rates(&self) -> Rates {
        Rates {
            arrivals: self.arrivals_per_second,
            service: f64::from(self.agents) / self.mean_handle_seconds,
            leaving: self.mean_patience_seconds.map_or(0.0, |mean| 1.0 / mean),
        }
    }

    fn waiting_places(&self) -> Option<u64> {
        match self.room {
            Room::Unlimited => None,
            Room::Lines(lines) => Some(u64::from(lines.saturating_sub(self.agents))),
            Room::NoWaiting => Some(0),
        }
    }
}

/// What a model settles to.
#[derive(Clone, Debug, PartialEq)]
pub struct SteadyState {
    pub figures: QueueFigures,
    rates: Rates,
    answered_at_once: f64,
    answered_later: f64,
    waits: Waits,
}

/// The law of the waits of those who wait.
#[derive(Clone, Debug, PartialEq)]
enum Waits {
    Exponential,
    Patient,
    Limited(QueueLengths),
}

impl SteadyState {
    fn new(model: &ErlangModel, rates: Rates, sums: &BusySums, waits: Waits) -> Self {
        let idle_weight = idle_weight(model.agents, model.offered_load());
        let idle = if sums.nobody_waits > 0.0 { idle_weight * sums.nobody_waits } else { 0.0 };
        let all = idle + sums.delayed + sums.full;
        // Contacts that enter a state balance those that leave it.
        let answers = rates.service / rates.arrivals / all;
        let answered_at_once = if idle.is_finite() { idle / all } else { 1.0 };
        let answered_later = answers * sums.somebody_waits;
        let answered = answered_at_once + answered_later;
        let queue_length = sums.contacts / all;
        let admitted = answered_at_once + sums.delayed / all;
        let figures = QueueFigures {
            delayed: sums.delayed / all,
            blocked: sums.full / all,
            abandoned: queue_length * rates.leaving / rates.arrivals,
            answered,
            mean_wait_seconds: queue_length / (rates.arrivals * admitted),
            asa_seconds: answers * sums.answer_seconds / answered,
            queue_length,
            occupancy: answered * (rates.arrivals / rates.service),
        };
        Self { figures, rates, answered_at_once, answered_later, waits }
    }

    /// Shares of offered contacts that were answered, and that abandoned, within so many seconds.
    #[must_use]
    pub fn within(&self, seconds: f64) -> Within {
        let answered_beyond = self.answered_later * self.share_answered_beyond(seconds);
        let abandoned_beyond = self.waiting_beyond(seconds) - answered_beyond;
        Within {
            answered: self.answered_at_once + self.answered_later - answered_beyond,
            abandoned: (self.figures.abandoned - abandoned_beyond).max(0.0),
        }
    }

    /// Share of offered contacts that wait longer than so many seconds, whatever becomes of them.
    #[must_use]
    pub fn waiting_beyond(&self, seconds: f64) -> f64 {
        let patient = exp(-self.rates.leaving * seconds);
        self.figures.delayed * self.share_offered_beyond(seconds) * patient
    }

    /// The wait that a share of the contacts did not exceed; blocked contacts have no wait.
    #[must_use]
    pub fn wait_percentile_seconds(&self, share: f64) -> f64 {
        let beyond = (1.0 - share) * (1.0 - self.figures.blocked);
        let is_too_short = |seconds: f64| self.waiting_beyond(seconds) > beyond;
        if is_too_short(0.0) { longest_wait(is_too_short) } else { 0.0 }
    }

    fn share_offered_beyond(&self, seconds: f64) -> f64 {
        match &self.waits {
            Waits::Exponential => self.exponential(seconds),
            Waits::Patient => erlang_a::share_offered_beyond(&self.rates, seconds),
            Waits::Limited(lengths) => lengths.share_offered_beyond(seconds),
        }
    }

    fn share_answered_beyond(&self, seconds: f64) -> f64 {
        match &self.waits {
            Waits::Exponential => self.exponential(seconds),
            Waits::Patient => erlang_a::share_answered_beyond(&self.rates, seconds),
            Waits::Limited(lengths) => lengths.share_answered_beyond(seconds),
        }
    }

    /// Without patience and limits the wait of the delayed is exponential at the spare rate.
    fn exponential(&self, seconds: f64) -> f64 {
        exp((self.rates.arrivals - self.rates.service) * seconds)
    }
}
