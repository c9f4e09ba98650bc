//! What became of each customer's last need, and what that makes of the probability of another.
//!
//! A need that was met or declined comes back slowly: after t months the probability is that of a
//! customer of whom nothing is remembered times 1 - exp(-t / `return_after_months`). One that nobody
//! met is still there with u = exp(-t / `unmet_last_months`), which makes u + (1 - u) times it.

use crate::base::math::exp;
use crate::economics::memory::DAYS_OF_A_MONTH;

/// How long a need is remembered; 0: not for a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeedTerms {
    /// Time constant in months with which a need comes back that was met or declined.
    pub return_after_months: f64,
    /// Time constant in months for which one that nobody met is still there.
    pub unmet_last_months: f64,
}

/// What became of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// An offer was accepted or declined.
    Answered,
    Unmet,
}

/// The last need of each customer.
#[derive(Debug, Default)]
pub(crate) struct Needs {
    /// By place of a customer: 0, or twice the number (from 1) of the day of his last need, and one
    /// more if nobody met it.
    last: Vec<u32>,
    /// Number of today.
    today: u32,
    /// None: nothing is remembered.
    terms: Option<NeedTerms>,
    /// After so many days: the share that has come back, and the share that is still there.
    after: Vec<(f64, f64)>,
}

impl Needs {
    /// So many customers of whom nothing is remembered.
    pub(crate) fn begin(&mut self, customers: usize) {
        self.last.clear();
        self.last.resize(customers, 0);
        self.today = 0;
    }

    /// One more customer.
    pub(crate) fn join(&mut self) {
        self.last.push(0);
    }

    /// A day begins on these terms.
    pub(crate) fn morning(&mut self, terms: Option<NeedTerms>) {
        self.today += 1;
        if self.terms != terms {
            self.terms = terms;
            self.after.clear();
        }
        let Some(terms) = terms else { return };
        while self.after.len() <= self.today as usize {
            let months = self.after.len() as f64 / DAYS_OF_A_MONTH;
            let left = |constant: f64| {
                // Where nothing lasts, nothing is left even at once.
                if constant > 0.0 { exp(-months / constant) } else { 0.0 }
            };
            self.after.push((1.0 - left(terms.return_after_months), left(terms.unmet_last_months)));
        }
    }

    /// The probability that a customer at a place has a need today, where it is so much for one of
    /// whom nothing is remembered.
    #[inline]
    pub(crate) fn probability(&self, place: usize, without_memory: f64) -> f64 {
        let last = self.last[place];
        if last == 0 || self.terms.is_none() {
            return without_memory;
        }
        let (returned, still_there) = self.after[(self.today - last / 2) as usize];
        if last.is_multiple_of(2) {
            without_memory * returned
        } else {
            still_there + (1.0 - still_there) * without_memory
        }
    }

    /// What is remembered of a customer's need of today.
    pub(crate) fn remember(&mut self, place: usize, ended: Ended) {
        self.last[place] = 2 * self.today + u32::from(ended == Ended::Unmet);
    }
}

/// By hand, since a derived `clone_from` would not use the memory that is there.
impl Clone for Needs {
    fn clone(&self) -> Self {
        Self { last: self.last.clone(), after: self.after.clone(), ..*self }
    }

    fn clone_from(&mut self, other: &Self) {
        (self.today, self.terms) = (other.today, other.terms);
        self.last.clone_from(&other.last);
        self.after.clone_from(&other.after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: NeedTerms = NeedTerms { return_after_months: 12.0, unmet_last_months: 3.0 };

    #[track_caller]
    fn is(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-12, "{value} is not {expected}");
    }

    #[test]
    fn a_need_comes_back_slowly_or_is_still_there() {
        let mut needs = Needs::default();
        needs.begin(3);
        needs.morning(Some(TERMS));
        needs.remember(0, Ended::Answered);
        needs.remember(1, Ended::Unmet);
        for days in 1..=400 {
            needs.morning(Some(TERMS));
            let months = f64::from(days) / 30.4375;
            let still_there = exp(-months / 3.0);
            is(needs.probability(0, 0.12), 0.12 * (1.0 - exp(-months / 12.0)));
            is(needs.probability(1, 0.12), still_there + (1.0 - still_there) * 0.12);
            is(needs.probability(2, 0.12), 0.12);
        }
    }

    #[test]
    fn what_does_not_last_is_gone_the_next_day_and_terms_may_change() {
        let mut needs = Needs::default();
        needs.begin(2);
        let at_once = NeedTerms { return_after_months: 0.0, unmet_last_months: 0.0 };
        needs.morning(Some(at_once));
        needs.remember(0, Ended::Answered);
        needs.remember(1, Ended::Unmet);
        needs.morning(Some(at_once));
        is(needs.probability(0, 0.3), 0.3);
        is(needs.probability(1, 0.3), 0.3);
        needs.morning(Some(TERMS));
        is(needs.probability(0, 0.3), 0.3 * (1.0 - exp(-2.0 / 30.4375 / 12.0)));
        needs.morning(None);
        is(needs.probability(1, 0.3), 0.3);
    }
}
