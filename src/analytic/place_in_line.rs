//! What becomes of a contact that starts to wait, given how many wait before it.
//!
//! First come, first served; n agents are busy, each for an exponential time with rate μ, and
//! patience is exponential with rate θ. The contact with j others before it is answered after j + 1
//! departures from its front, with rates nμ + jθ, ..., nμ + θ, nμ. Without its own patience it would
//! wait V; with c = nμ/θ the law of exp(-θV) is the beta law of c and j + 1 (the sum of exponential
//! times with rates (c + i)θ), and without abandonment (θ = 0) V has the gamma law of j + 1 phases.

use super::figures::Within;
use crate::base::math::{exp, regularized_beta, regularized_gamma_q};

/// A queue at an instant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Rate at which all busy agents together finish, a second: nμ.
    pub(super) finishing: f64,
    /// Rate at which one who waits abandons, a second; 0 where nobody does: θ.
    pub(super) abandoning: f64,
}

impl Line {
    /// Of a contact with so many before it, within so many seconds of waiting.
    pub(super) fn within(&self, ahead: usize, seconds: f64) -> Within {
        let places = ahead as f64 + 1.0;
        let patient = exp(-self.abandoning * seconds);
        if self.finishing <= 0.0 {
            return Within { answered: 0.0, abandoned: 1.0 - patient };
        }
        if self.abandoning <= 0.0 {
            let still_waiting = regularized_gamma_q(places, self.finishing * seconds);
            return Within { answered: 1.0 - still_waiting, abandoned: 0.0 };
        }
        let c = self.finishing / self.abandoning;
        // P(V > t) = P(exp(-θV) < exp(-θt)); answered is E[exp(-θV); V <= t].
        let unanswered = regularized_beta(c, places, patient);
        let answered = c / (c + places) * (1.0 - regularized_beta(c + 1.0, places, patient));
        Within { answered, abandoned: (1.0 - answered - patient * unanswered).max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by small steps of time over the places of the line.
    fn stepped(line: Line, ahead: usize, seconds: f64) -> Within {
        const STEPS: usize = 200_000;
        let step = seconds / STEPS as f64;
        let mut at = vec![0.0; ahead + 1];
        at[ahead] = 1.0;
        let mut found = Within { answered: 0.0, abandoned: 0.0 };
        for _ in 0..STEPS {
            for place in 0..=ahead {
                let leaves = at[place] * step * line.abandoning;
                let moves = at[place] * step * (line.finishing + place as f64 * line.abandoning);
                found.abandoned += leaves;
                at[place] -= leaves + moves;
                match place.checked_sub(1) {
                    Some(next) => at[next] += moves,
                    None => found.answered += moves,
                }
            }
        }
        found
    }

    #[test]
    fn closed_forms_agree_with_small_steps() {
        for (finishing, abandoning) in [(0.3, 0.01), (0.02, 0.05), (0.3, 0.0), (0.0, 0.01)] {
            let line = Line { finishing, abandoning };
            for (ahead, seconds) in [(0, 20.0), (3, 20.0), (9, 45.0)] {
                let (exact, steps) = (line.within(ahead, seconds), stepped(line, ahead, seconds));
                assert!((exact.answered - steps.answered).abs() < 2e-4, "{line:?} {ahead}");
                assert!((exact.abandoned - steps.abandoned).abs() < 2e-4, "{line:?} {ahead}");
            }
        }
    }

    #[test]
    fn who_is_next_is_answered_before_he_hangs_up_as_often_as_rates_say() {
        let within = Line { finishing: 0.3, abandoning: 0.1 }.within(0, 1e6);
        assert!((within.answered - 0.75).abs() < 1e-12 && (within.abandoned - 0.25).abs() < 1e-12);
    }
}
