//! Experience to the probability of staying: hazards added up for one customer.
//!
//! Over the effect window a customer has the base hazard h0 = -months x ln(retention a month).
//! Each experience adds -ln(1 - p), or takes a share of h0 away. With H the sum, the customer is
//! lost *by contacts* with exp(-h0) - exp(-max(0, h0 + H)): an expected number, without sampling
//! noise, negative when the contact saved the customer. Each cause receives its own hazard times
//! (lost / H), so that the causes add up to the whole.
//!
//! Method: `docs/methods/retention-and-money.md`.

use crate::base::Micros;
use crate::base::math::{exp, exp_m1, ln};
use crate::base::rounding::round_half_even;

/// Experiences that move a customer, in the order of the counts `LostBecause...`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Cause {
    Abandoned,
    Blocked,
    Balked,
    Disconnected,
    AnsweredLate,
    Waited,
    Unresolved,
    Transferred,
    UnwantedOffer,
    NeedUnmet,
    BrokenPromise,
    NeedMet,
    ResolvedAtOnce,
}

impl Cause {
    /// How many there are.
    pub const NUMBER: usize = Self::ResolvedAtOnce as usize + 1;
}

/// Hazards of one customer by cause.
pub type Hazards = [f64; Cause::NUMBER];

/// Multipliers of all hazards beside 1 at which losses are kept, for the sensitivity.
pub const MULTIPLIERS: [f64; 3] = [0.5, 2.0, 4.0];

/// Expected losses are counted in 2^-32.
pub const UNITS: f64 = 4_294_967_296.0;

/// What each experience adds to a customer's hazard.
#[derive(Clone, Debug, PartialEq)]
pub struct Retention {
    base: f64,
    /// exp(-h0).
    stays: f64,
    each: Hazards,
}

/// Expected losses of one customer, in 2^-32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    pub by_cause: [i64; Cause::NUMBER],
    /// Exactly the sum over causes.
    pub all: i64,
    /// At each of [`MULTIPLIERS`].
    pub at_multipliers: [i64; MULTIPLIERS.len()],
}

impl Retention {
    /// From the probability of leaving for each experience (`Waited`: for each minute), and from
    /// the share of the base hazard that the last two take away.
    #[must_use]
    pub fn new(effect_months: f64, retention_per_month: f64, given: &Hazards) -> Self {
        let base = -effect_months * ln(retention_per_month);
        let mut each = given.map(|probability| -ln(1.0 - probability));
        for cause in [Cause::NeedMet, Cause::ResolvedAtOnce] {
            each[cause as usize] = -given[cause as usize] * base;
        }
        Self { base, stays: exp(-base), each }
    }

    /// Whether no experience moves anybody.
    #[must_use]
    pub fn is_without_effect(&self) -> bool {
        self.each.iter().all(|&hazard| hazard == 0.0)
    }

    /// What one experience adds.
    #[must_use]
    pub fn hazard(&self, cause: Cause) -> f64 {
        self.each[cause as usize]
    }

    /// What waiting so long adds.
    #[must_use]
    pub fn hazard_of_wait(&self, waited: Micros) -> f64 {
        self.each[Cause::Waited as usize] * (waited.seconds() / 60.0)
    }

    /// Expected losses of a customer who counts `weight` (the share that can be lost at all).
    #[must_use]
    pub fn lost(&self, hazards: &Hazards, weight: f64) -> Lost {
        let sum: f64 = hazards.iter().sum();
        let mut lost = Lost::default();
        if hazards.iter().all(|&hazard| hazard == 0.0) {
            return lost;
        }
        let per_hazard = self.lost_per_hazard(sum) * weight * UNITS;
        for (units, hazard) in lost.by_cause.iter_mut().zip(hazards) {
            *units = round_half_even(hazard * per_hazard);
        }
        lost.all = lost.by_cause.iter().sum();
        lost.at_multipliers = MULTIPLIERS.map(|multiplier| {
            let scaled = sum * multiplier;
            round_half_even(scaled * self.lost_per_hazard(scaled) * weight * UNITS)
        });
        lost
    }

    /// lost / H, continued by its limit exp(-h0) at H = 0.
    fn lost_per_hazard(&self, sum: f64) -> f64 {
        if sum == 0.0 {
            return self.stays;
        }
        // exp(-h0) - exp(-max(0, h0 + H)), without cancellation for small H.
        let exponent = (-sum).min(self.base);
        -self.stays * exp_m1(exponent) / sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.99^12, and the same to the power of 0.9.
    const STAYS: f64 = 0.886_384_871_716_129_1;
    const STAYS_AT_NINE_TENTHS: f64 = 0.897_139_754_251_710_4;

    fn bank() -> Retention {
        let mut given = Hazards::default();
        given[Cause::Abandoned as usize] = 0.03;
        given[Cause::NeedMet as usize] = 0.10;
        Retention::new(12.0, 0.99, &given)
    }

    fn close(units: i64, expected: f64) {
        let value = units as f64 / UNITS;
        assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn one_abandonment_loses_its_share_of_those_who_would_have_stayed() {
        let bank = bank();
        let mut hazards = Hazards::default();
        hazards[Cause::Abandoned as usize] = bank.hazard(Cause::Abandoned);
        // 0.99^12 would have stayed; 3 % of them leave.
        close(bank.lost(&hazards, 1.0).all, STAYS * 0.03);
        close(bank.lost(&hazards, 0.3).all, STAYS * 0.03 * 0.3);
    }

    #[test]
    fn a_met_need_saves_and_no_more_than_all() {
        let bank = bank();
        let mut hazards = Hazards::default();
        hazards[Cause::NeedMet as usize] = bank.hazard(Cause::NeedMet);
        close(bank.lost(&hazards, 1.0).all, STAYS - STAYS_AT_NINE_TENTHS);
        hazards[Cause::NeedMet as usize] *= 50.0;
        close(bank.lost(&hazards, 1.0).all, STAYS - 1.0);
    }

    #[test]
    fn causes_add_up_to_the_whole() {
        let hazards: Hazards = std::array::from_fn(|cause| 0.001 * (cause as f64 + 0.5));
        let lost = bank().lost(&hazards, 0.7);
        assert_eq!(lost.by_cause.iter().sum::<i64>(), lost.all);
        assert!(lost.at_multipliers[0] < lost.all && lost.all < lost.at_multipliers[1]);
    }

    #[test]
    fn no_effects_lose_nobody() {
        assert_eq!(bank().lost(&Hazards::default(), 1.0), Lost::default());
    }
}
