//! Approximations for many agents in balance with their load (quality- and efficiency-driven).
//!
//! With load a and n = a + β √a agents, the share of delayed contacts tends to a limit between 0
//! and 1 as a grows, which depends on β alone. The functions here are those limits: approximations,
//! a few per cent off for a hundred agents, and in return they say how staffing scales. For exact
//! figures take Erlang C and A.

use crate::base::math::{normal_cdf, normal_density};

/// Figures that hold in the limit of many agents only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Approximation {
    /// Share of contacts that find no idle agent.
    pub delayed: f64,
    /// Share of contacts that abandon.
    pub abandoned: f64,
}

/// The agents of the square-root rule for a load in erlangs, rounded up: a + β √a.
#[must_use]
pub fn square_root_staffing(load: f64, beta: f64) -> u32 {
    // Rounding of the root must not cost an agent.
    (load + beta * load.sqrt() - 1e-9).ceil().max(0.0) as u32
}

/// The β by which so many agents differ from a load in erlangs: (n - a) / √a.
#[must_use]
pub fn beta_of(load: f64, agents: u32) -> f64 {
    (f64::from(agents) - load) / load.sqrt()
}

/// Share of delayed contacts where nobody abandons, β > 0 (Halfin and Whitt, *Operations Research*
/// 29, 1981): 1 / (1 + β Φ(β) / φ(β)).
#[must_use]
pub fn halfin_whitt_delay(beta: f64) -> f64 {
    1.0 / (1.0 + beta * normal_cdf(beta) / normal_density(beta))
}

/// The β > 0 at which that share of contacts (between 0 and 1) is delayed.
#[must_use]
pub fn beta_for_delay(delayed: f64) -> f64 {
    let (mut low, mut high) = (0.0, 38.0);
    // Delay falls with β; halving ends at neighbouring numbers.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if halfin_whitt_delay(middle) > delayed {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Delay and abandonment with exponential patience (Garnett, Mandelbaum and Reiman,
/// *Manufacturing & Service Operations Management* 4, 2002).
///
/// With r = √(θ/μ) and b = β/r: P(delay) = 1 / (1 + r h(b) / h(-β)), and of all contacts
/// r (h(b) - b) P(delay) / √n abandon, h being the hazard rate of the normal law.
#[must_use]
pub fn garnett(
    load: f64,
    agents: u32,
    handle_seconds: f64,
    patience_seconds: f64,
) -> Approximation {
    let beta = beta_of(load, agents);
    let ratio = (handle_seconds / patience_seconds).sqrt();
    let scaled = beta / ratio;
    let delayed = 1.0 / (1.0 + ratio * hazard(scaled) / hazard(-beta));
    let abandoned = ratio * (hazard(scaled) - scaled) * delayed / f64::from(agents).sqrt();
    Approximation { delayed, abandoned }
}

/// Hazard rate of the standard normal law.
fn hazard(x: f64) -> f64 {
    // Beyond this the tail leaves the range of numbers; there h(x) = x + 1/x to twelve digits and
    // the products above have long been told apart from nothing.
    if x > 37.0 { x + 1.0 / x } else { normal_density(x) / normal_cdf(-x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_close(found: f64, known: f64) {
        assert!((found / known - 1.0).abs() < 1e-7, "known {known}, found {found}");
    }

    #[test]
    fn halfin_and_whitts_delay_is_that_of_their_formula() {
        for (beta, delayed) in [
            (0.5, 0.504_538_641),
            (1.0, 0.223_361_274_8),
            (1.5, 0.084_690_394_49),
            (2.0, 0.026_881_362_43),
        ] {
            assert_close(halfin_whitt_delay(beta), delayed);
            assert_close(beta_for_delay(delayed), beta);
        }
    }

    #[test]
    fn it_is_a_few_per_cent_off_for_a_hundred_agents() {
        // Exact Erlang C with 100 erlangs.
        for (agents, exact) in
            [(105, 0.515_707_43), (110, 0.237_007_5), (115, 0.095_441_021), (120, 0.033_195_895)]
        {
            let found = halfin_whitt_delay(beta_of(100.0, agents));
            assert!(found < exact && found > 0.8 * exact, "{agents}: {found} {exact}");
        }
    }

    #[test]
    fn abandonment_follows_garnett() {
        for ((agents, load, handle, patience), delayed, abandoned) in [
            ((100, 105.0, 300.0, 180.0), 0.604_486_3, 0.074_278_932),
            ((100, 100.0, 300.0, 300.0), 0.5, 0.039_894_228),
            ((1000, 1020.0, 300.0, 200.0), 0.666_969_84, 0.026_210_747),
        ] {
            let found = garnett(load, agents, handle, patience);
            assert_close(found.delayed, delayed);
            assert_close(found.abandoned, abandoned);
        }
    }

    #[test]
    fn far_from_balance_everybody_or_nobody_waits() {
        assert!(garnett(20_000.0, 10_000, 300.0, 180.0).delayed > 0.999_999);
        let found = garnett(10_000.0, 15_000, 300.0, 180.0);
        assert!(found.delayed < 1e-12 && found.abandoned < 1e-12, "{found:?}");
    }

    #[test]
    fn the_square_root_rule_rounds_up() {
        assert_eq!(square_root_staffing(100.0, 1.0), 110);
        assert_eq!(square_root_staffing(100.0, 0.51), 106);
        assert_eq!(square_root_staffing(1.0, -2.0), 0);
    }
}
