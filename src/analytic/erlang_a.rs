//! Erlang A: exponential patience and unlimited waiting places (Palm, 1957).
//!
//! While all agents are busy the offered wait (of a contact with endless patience) has the density
//! C exp(arrivals (1 - e^(-leaving x)) / leaving - service x), as for every patience law (Baccelli
//! and Hebuterne, 1981), here with the exponential one put in. Its tail integral is an incomplete
//! gamma function of service / leaving at the shrunken load.

use super::birth_death::Rates;
use crate::base::math::{exp, exp_m1, regularized_gamma_p};

/// Of those delayed, the share that would still wait after so many seconds if it had patience.
pub(super) fn share_offered_beyond(rates: &Rates, seconds: f64) -> f64 {
    share_beyond(rates.service, rates, seconds)
}

/// Of those answered after a wait, the share that waited longer.
pub(super) fn share_answered_beyond(rates: &Rates, seconds: f64) -> f64 {
    // The density times the probability of patience, e^(-leaving x), only raises the rate.
    share_beyond(rates.service + rates.leaving, rates, seconds)
}

/// Integral beyond `seconds`, over that beyond 0, of exp(arrivals h(x) - service x) with
/// h(x) = (1 - e^(-leaving x)) / leaving.
fn share_beyond(service: f64, rates: &Rates, seconds: f64) -> f64 {
    let (shape, load) = (service / rates.leaving, rates.arrivals / rates.leaving);
    let later = load * exp(-rates.leaving * seconds);
    if load > shape + 1.0 {
        // Overloaded: both are probabilities that are not small.
        return regularized_gamma_p(shape, later) / regularized_gamma_p(shape, load);
    }
    let gone = -exp_m1(-rates.leaving * seconds) / rates.leaving;
    exp(rates.arrivals * gone - service * seconds) * series(shape, later) / series(shape, load)
}

/// 1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ..., for x <= a + 1: the incomplete gamma function
/// without its power, so that patience may be as long as one likes.
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, a);
    loop {
        n += 1.0;
        let ratio = x / n;
        term *= ratio;
        sum += term;
        // What is left is less than a geometric series from here on.
        if term * ratio <= (1.0 - ratio) * 1e-17 * sum {
            return sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::birth_death::QueueLengths;
    use crate::analytic::test_support::assert_close;

    #[test]
    fn the_gamma_form_equals_the_sum_over_the_chain() {
        let mixes = [(0.35, 100, 180.0), (0.25, 50, 120.0), (0.02, 10, 500.0), (0.9, 100, 30.0)];
        for (arrivals, agents, patience) in mixes {
            let service = f64::from(agents) / 300.0;
            let rates = Rates { arrivals, service, leaving: 1.0 / patience };
            let chain = QueueLengths::new(rates, None);
            for seconds in [0.0, 0.5, 20.0, 90.0, 300.0] {
                let pairs = [
                    (share_offered_beyond(&rates, seconds), chain.share_offered_beyond(seconds)),
                    (share_answered_beyond(&rates, seconds), chain.share_answered_beyond(seconds)),
                ];
                for (gamma, sum) in pairs {
                    let error = (gamma - sum).abs();
                    assert!(error < 1e-13, "{rates:?} after {seconds} s: {gamma} and {sum}");
                }
            }
        }
    }

    #[test]
    fn endless_patience_gives_an_exponential_wait() {
        let rates = Rates { arrivals: 0.33, service: 0.34, leaving: 1e-15 };
        for seconds in [1.0, 60.0, 600.0] {
            let wanted = exp(-0.01 * seconds);
            assert_close("offered", share_offered_beyond(&rates, seconds), wanted, 1e-9);
            assert_close("answered", share_answered_beyond(&rates, seconds), wanted, 1e-9);
        }
    }
}
