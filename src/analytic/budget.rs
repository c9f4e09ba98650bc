//! Where the models of this room end: what they are not asked, and how much work they may do.

use std::cell::Cell;

use crate::base::{Micros, Stop};

/// The shortest mean that a model is asked for, in seconds: times are whole microseconds.
pub(crate) const SHORTEST_SECONDS: f64 = 1e-6;

/// The longest, in seconds: what takes longer than 2^47 microseconds never happens.
pub(crate) const LONGEST_SECONDS: f64 = Micros::LONGEST.0 as f64 / 1e6;

/// No chain is made of more states: a few dozen megabytes.
pub(crate) const MOST_STATES: f64 = (1_u64 << 20) as f64;

/// Between two questions whether to stop: some milliseconds.
const STEPS_BETWEEN_LOOKS: u64 = 1 << 20;

/// Why a model gives no figures.
#[derive(Clone, Debug, PartialEq)]
pub enum NoFigures {
    /// More come than agents can handle, and nobody leaves: the queue grows without end.
    Grows,
    /// The question lies outside what the model is of; the end of a sentence that begins with
    /// "because".
    OutOfDomain(String),
    /// It would take more steps than it may, about so many; a step is a number added and multiplied.
    TooLong { steps: f64 },
    /// Somebody wanted it to stop.
    Stopped,
}

impl NoFigures {
    /// The same, where it is known that all steps are at least so many.
    pub(super) fn at_least(self, all: f64) -> Self {
        match self {
            Self::TooLong { steps } => Self::TooLong { steps: steps.max(all) },
            other => other,
        }
    }

    /// The end of a sentence that begins with "because".
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::Grows => "more come than agents can handle".to_owned(),
            Self::OutOfDomain(why) => why.clone(),
            Self::TooLong { steps } => {
                format!("it was not computed: it would take some {} steps", magnitude(*steps))
            }
            Self::Stopped => "it was not computed: the run was stopped before".to_owned(),
        }
    }
}

/// "10^9": no more is known of such a number, nor wanted.
fn magnitude(number: f64) -> String {
    let mut power = 0;
    let mut rest = number.min(f64::MAX);
    while rest >= 10.0 {
        (rest, power) = (rest / 10.0, power + 1);
    }
    format!("10^{power}")
}

/// How much work may still be done. All who share one spend from it.
pub struct Budget<'s> {
    left: Cell<u64>,
    /// Of the part that is being spent.
    spent: Cell<u64>,
    /// Spent before anybody is asked whether to stop.
    free: Cell<u64>,
    since_look: Cell<u64>,
    stop: Stop<'s>,
}

/// What one question may cost that nobody is there to stop: less than a second.
const STEPS_OF_A_QUESTION: u64 = 1 << 26;

impl Budget<'static> {
    /// Of one question to one model, which nobody stops.
    #[must_use]
    pub fn of_a_question() -> Self {
        Self::new(STEPS_OF_A_QUESTION, STEPS_OF_A_QUESTION, &|| false)
    }
}

impl<'s> Budget<'s> {
    /// So many steps (a few nanoseconds each), and who may stop it. The first `free` of them are
    /// done anyway: little enough not to be felt.
    #[must_use]
    pub fn new(steps: u64, free: u64, stop: Stop<'s>) -> Self {
        let since_look = Cell::new(0);
        let (left, spent) = (Cell::new(steps), Cell::new(0));
        Self { left, spent, free: Cell::new(free), since_look, stop }
    }

    /// Steps that are left.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left.get()
    }

    /// Lets somebody spend a part of it, of so many steps or as many as are left.
    pub fn part<T>(&self, steps: u64, spend: impl FnOnce(&Self) -> T) -> T {
        let all = self.left.get();
        let steps = steps.min(all);
        self.left.set(steps);
        let before = self.spent.replace(0);
        let done = spend(self);
        self.left.set(all - (steps - self.left.get()));
        self.spent.set(before + self.spent.get());
        done
    }

    /// Spends so many steps, before they are made.
    ///
    /// # Errors
    /// If so many are not left, or somebody wants it to stop.
    pub fn spend(&self, steps: f64) -> Result<(), NoFigures> {
        // What is no number is no number of steps either.
        if steps.is_nan() || steps > self.left.get() as f64 {
            return Err(NoFigures::TooLong { steps: self.spent.get() as f64 + steps });
        }
        let steps = steps as u64;
        self.spent.set(self.spent.get() + steps);
        self.left.set(self.left.get() - steps);
        let free = self.free.get();
        self.free.set(free.saturating_sub(steps));
        let since = self.since_look.get() + steps.saturating_sub(free);
        if since < STEPS_BETWEEN_LOOKS {
            self.since_look.set(since);
            return Ok(());
        }
        self.since_look.set(0);
        if (self.stop)() { Err(NoFigures::Stopped) } else { Ok(()) }
    }
}

/// Whether a mean lies where simulated times do.
///
/// # Errors
/// Where it does not, with its name.
pub(super) fn check_mean(name: &str, seconds: f64) -> Result<(), NoFigures> {
    if (SHORTEST_SECONDS..=LONGEST_SECONDS).contains(&seconds) {
        return Ok(());
    }
    let why = if seconds > LONGEST_SECONDS {
        format!("{name} never ends")
    } else if seconds > 0.0 {
        format!("{name} is shorter than a microsecond")
    } else {
        format!("{name} is 0")
    };
    Err(NoFigures::OutOfDomain(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_gone_and_who_stops_is_asked_only_beyond_what_is_free() {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > 2
        };
        let budget = Budget::new(10 * STEPS_BETWEEN_LOOKS, 3 * STEPS_BETWEEN_LOOKS, &stop);
        let look = STEPS_BETWEEN_LOOKS as f64;
        assert_eq!(budget.spend(3.0 * look), Ok(()));
        assert_eq!(asked.get(), 0);
        assert_eq!((budget.spend(look), budget.spend(look)), (Ok(()), Ok(())));
        assert_eq!(budget.spend(look), Err(NoFigures::Stopped));
        assert_eq!(budget.left(), 4 * STEPS_BETWEEN_LOOKS);
        // All that it would take, what was spent before included.
        assert_eq!(budget.spend(5.0 * look), Err(NoFigures::TooLong { steps: 11.0 * look }));
        budget.part(look as u64, |part| assert_eq!(part.left(), STEPS_BETWEEN_LOOKS));
        assert_eq!(budget.left(), 4 * STEPS_BETWEEN_LOOKS);
        assert!(budget.spend(f64::NAN).is_err() && budget.spend(f64::INFINITY).is_err());
    }

    #[test]
    fn reasons_end_a_sentence() {
        let long = NoFigures::TooLong { steps: 3.6e13 }.reason();
        assert_eq!(long, "it was not computed: it would take some 10^13 steps");
        assert!(check_mean("handle time", 300.0).is_ok());
        let reason = |seconds| check_mean("handle time", seconds).unwrap_err().reason();
        assert_eq!(reason(0.0), "handle time is 0");
        assert!(reason(1e-300).contains("microsecond") && reason(f64::INFINITY).contains("never"));
    }
}
