//! The queue while all agents are busy, as a birth-death chain: contacts come at one rate, and
//! leave at a rate that grows with those waiting where these have patience.

use crate::base::math::{exp, exp_m1, ln, ln_1p};

/// Weights below it are left out: they have no longer all digits, and multiplied by a little less
/// than 1 they would no longer shrink.
const RAREST: f64 = f64::MIN_POSITIVE;

/// The rates of the chain while all agents are busy, per second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rates {
    pub(super) arrivals: f64,
    /// At which all agents together finish contacts.
    pub(super) service: f64,
    /// At which one waiting contact abandons; 0 where nobody does.
    pub(super) leaving: f64,
}

impl Rates {
    /// At which contacts leave the queue while so many wait, answered or not.
    fn departures(&self, waiting: u64) -> f64 {
        self.service + waiting as f64 * self.leaving
    }

    /// Mean wait of a contact that is answered and found so many places of the queue before it
    /// taken, its own included: the sum of 1 / departures(i) for i = 1, ..., waiting.
    fn mean_answer_seconds(&self, waiting: u64) -> f64 {
        /// Added one by one; the rest by the expansion of the digamma function at half-integers
        /// (Abramowitz and Stegun 6.3.18), which is exact to 1e-13 from there on.
        const SINGLY: u64 = 50;
        if self.leaving <= 0.0 {
            return waiting as f64 / self.service;
        }
        let first: f64 = (1..=waiting.min(SINGLY)).map(|i| 1.0 / self.departures(i)).sum();
        if waiting <= SINGLY {
            return first;
        }
        let more = (waiting - SINGLY) as f64;
        let low = self.service / self.leaving + SINGLY as f64 + 0.5;
        let correction = |x: f64| (1.0 - 7.0 / (40.0 * x * x)) / (24.0 * x * x);
        let rest = ln_1p(more / low) + correction(low + more) - correction(low);
        first + rest / self.leaving
    }
}

/// Sums over the states in which all agents are busy, in one unknown unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct BusySums {
    /// The state in which nobody waits.
    pub(super) nobody_waits: f64,
    /// States in which a new contact has to wait.
    pub(super) delayed: f64,
    /// The state in which a new contact is blocked.
    pub(super) full: f64,
    /// States in which somebody waits.
    pub(super) somebody_waits: f64,
    /// Contacts waiting.
    pub(super) contacts: f64,
    /// Over states in which somebody waits: mean wait of a contact that enters the state and is
    /// answered.
    pub(super) answer_seconds: f64,
}

/// The stationary law of the number waiting, given that all agents are busy.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct QueueLengths {
    rates: Rates,
    /// Waiting places.
    places: Option<u64>,
    /// The first number waiting that is not too rare.
    first: u64,
    /// Weights from there on, relative to the likeliest.
    weights: Vec<f64>,
}

impl QueueLengths {
    /// The law; it must exist: patience, waiting places or spare agents. It has about
    /// [`Self::states`].
    pub(super) fn new(rates: Rates, places: Option<u64>) -> Self {
        let likeliest = likeliest(&rates, places);
        let mut weights = weights_below(&rates, likeliest);
        let first = likeliest - weights.len() as u64;
        weights.reverse();
        weights.push(1.0);
        let (mut waiting, mut weight) = (likeliest, 1.0);
        let mut contacts = likeliest as f64;
        while places.is_none_or(|places| waiting < places) {
            waiting += 1;
            let ratio = rates.arrivals / rates.departures(waiting);
            weight *= ratio;
            weights.push(weight);
            contacts += waiting as f64 * weight;
            // What is left is less than a geometric series from here on. The share blocked, which
            // may be tiny, is the weight of the last place: there one goes on to the end.
            let left = waiting as f64 * weight / ((1.0 - ratio) * (1.0 - ratio));
            let is_negligible = places.is_none() && left <= 1e-17 * contacts;
            if is_negligible || weight < RAREST {
                break;
            }
        }
        Self { rates, places, first, weights }
    }

    /// At most about so many numbers waiting are not too rare.
    ///
    /// Around the likeliest L, where as many leave as come, the weight of L + k is at most
    /// exp(-k² / 2v) with v = arrivals / leaving; below it the same. e^-708 is [`RAREST`].
    pub(super) fn states(rates: &Rates, places: Option<u64>) -> f64 {
        let around = 38.0 * (rates.arrivals / rates.leaving).sqrt();
        let below = around.min(likeliest(rates, places) as f64);
        let above = match places {
            Some(places) => (places as f64 + 1.0).min(around),
            // Rare enough is e^-39 there.
            None => around / 4.0,
        };
        below + above + 1000.0
    }

    /// Numbers waiting with their weights.
    fn iter(&self) -> impl Iterator<Item = (u64, f64)> {
        (self.first..).zip(self.weights.iter().copied())
    }

    pub(super) fn sums(&self) -> BusySums {
        let mut sums = BusySums::default();
        let mut answer_seconds = self.rates.mean_answer_seconds(self.first);
        for (waiting, weight) in self.iter() {
            if waiting == 0 {
                sums.nobody_waits = weight;
            } else {
                if waiting > self.first {
                    answer_seconds += 1.0 / self.rates.departures(waiting);
                }
                sums.somebody_waits += weight;
                sums.contacts += waiting as f64 * weight;
                sums.answer_seconds += answer_seconds * weight;
            }
            if self.places == Some(waiting) {
                sums.full = weight;
            } else {
                sums.delayed += weight;
            }
        }
        sums
    }

    /// Of those delayed, the share that would still wait after so many seconds if it had patience.
    pub(super) fn share_offered_beyond(&self, seconds: f64) -> f64 {
        let delayed = self.iter().filter(|(waiting, _)| self.places != Some(*waiting));
        share_beyond(delayed, &self.rates, seconds)
    }

    /// Of those answered after a wait, the share that waited longer.
    pub(super) fn share_answered_beyond(&self, seconds: f64) -> f64 {
        // Whoever is answered makes the state one higher, and has shown patience at every stage.
        let answered = self.iter().filter(|(waiting, _)| *waiting > 0);
        let service = self.rates.service + self.rates.leaving;
        let rates = Rates { service, ..self.rates };
        share_beyond(answered.map(|(waiting, weight)| (waiting - 1, weight)), &rates, seconds)
    }
}

/// Where the chain goes up and down at the same rate: its likeliest number waiting.
fn likeliest(rates: &Rates, places: Option<u64>) -> u64 {
    let most = places.unwrap_or(u64::MAX);
    if rates.arrivals <= rates.service {
        return 0;
    }
    // A cast of what is too large stops at the largest number.
    (((rates.arrivals - rates.service) / rates.leaving) as u64).min(most)
}

/// Weights of the numbers below the likeliest, downwards, while they are not too rare.
fn weights_below(rates: &Rates, likeliest: u64) -> Vec<f64> {
    let mut weight = 1.0;
    let downwards = (1..=likeliest).rev().map_while(|waiting| {
        weight *= rates.departures(waiting) / rates.arrivals;
        (weight >= RAREST).then_some(weight)
    });
    downwards.collect()
}

/// Weighted share of contacts for which not more than `ahead` of the stages of the queue are over
/// after so many seconds: stage i ends at rate departures(i), counted from 0.
///
/// The number of stages over in a time has a negative binomial law (Poisson without patience).
fn share_beyond(ahead: impl Iterator<Item = (u64, f64)>, rates: &Rates, seconds: f64) -> f64 {
    const RESCALE: f64 = 1e200;
    let Rates { service, leaving, .. } = *rates;
    let step = if leaving > 0.0 { -exp_m1(-leaving * seconds) / leaving } else { seconds };
    // Probability of exactly `over` stages and of at most so many, both divided by exp(scale).
    let (mut over, mut term, mut sum) = (0_u64, 1.0_f64, 1.0_f64);
    let mut scale = -service * seconds;
    let (mut beyond, mut all) = (0.0, 0.0);
    for (ahead, weight) in ahead {
        while over < ahead {
            term *= step * (service + over as f64 * leaving) / (over + 1) as f64;
            sum += term;
            over += 1;
            if sum > RESCALE {
                (term, sum, scale) = (term / RESCALE, sum / RESCALE, scale + ln(RESCALE));
            }
        }
        beyond += weight * sum * exp(scale);
        all += weight;
    }
    if all > 0.0 { (beyond / all).min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::test_support::assert_close;

    fn rates(arrivals: f64, service: f64, leaving: f64) -> Rates {
        Rates { arrivals, service, leaving }
    }

    #[test]
    fn weights_keep_the_balance_of_flows() {
        let cases = [
            (rates(0.35, 0.33, 0.01), None),
            (rates(3.0, 1.0, 0.002), None),
            (rates(3.0, 1.0, 0.0), Some(40)),
            (rates(0.5, 1.0, 0.0), Some(40)),
        ];
        for (rates, places) in cases {
            let lengths = QueueLengths::new(rates, places);
            let states: Vec<(u64, f64)> = lengths.iter().collect();
            for pair in states.windows(2) {
                let (up, down) =
                    (pair[0].1 * rates.arrivals, pair[1].1 * rates.departures(pair[1].0));
                assert!((up - down).abs() <= 1e-13 * up, "{rates:?} at {}", pair[1].0);
            }
        }
    }

    #[test]
    fn the_mean_wait_of_the_answered_is_a_sum_of_stages() {
        for rates in [rates(1.0, 0.4, 0.01), rates(1.0, 30.0, 0.004), rates(1.0, 2.0, 50.0)] {
            let slow: f64 = (1..=700).map(|i| 1.0 / rates.departures(i)).sum();
            assert_close("700 stages", rates.mean_answer_seconds(700), slow, 1e-13);
        }
    }

    #[test]
    fn a_chain_far_from_empty_is_summed_around_its_peak() {
        let rates = rates(20_000.0, 10_000.0, 1e-4);
        let lengths = QueueLengths::new(rates, None);
        assert!(lengths.first > 99_000_000 && lengths.weights.len() < 2_000_000);
        let sums = lengths.sums();
        assert_close("fluid queue", sums.contacts / sums.delayed, 1e8, 1e-9);
    }

    #[test]
    fn stages_over_in_a_time_are_poisson_without_patience() {
        // Three ahead at rate 1/2: P(at most 3 over in 4 s) with mean 2.
        let none = rates(1.0, 0.5, 0.0);
        let wanted = exp(-2.0) * (1.0 + 2.0 + 2.0 + 8.0 / 6.0);
        assert_close("Poisson", share_beyond([(3, 1.0)].into_iter(), &none, 4.0), wanted, 1e-14);
        // Thousands of stages: the mean of a Poisson law is nearly its median.
        let share = share_beyond([(100_000, 1.0)].into_iter(), &rates(1.0, 1.0, 0.0), 100_000.0);
        assert!((share - 0.5).abs() < 0.001, "{share}");
    }
}
