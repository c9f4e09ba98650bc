//! Erlang B: as many lines as agents, nobody can wait (Erlang, 1917).

/// Share of contacts that is blocked when `load` erlangs are offered to so many agents and nobody
/// can wait. It depends on the mean handle time only, not on its distribution (Sevastyanov, 1957).
#[must_use]
pub fn erlang_b(agents: u32, load: f64) -> f64 {
    1.0 / (1.0 + idle_weight(agents, load))
}

/// Long-run share of time with an idle agent, over that with all agents busy and nobody waiting:
/// 1 / B - 1, infinite where B is too small to be a number.
///
/// By 1 / B(n) = 1 + n / load x 1 / B(n - 1): only sums and products of positive numbers, so that
/// nothing is lost with thousands of agents.
pub(super) fn idle_weight(agents: u32, load: f64) -> f64 {
    (1..=agents).fold(0.0, |weight, agent| (1.0 + weight) * (f64::from(agent) / load))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::test_support::assert_close;
    use crate::base::math::{gamma_density, regularized_gamma_q};

    #[test]
    fn case_a_01_ten_agents_and_five_erlangs() {
        assert_close("A-01", erlang_b(10, 5.0), 0.018_384_570_336_6, 1e-11);
    }

    #[test]
    fn case_a_02_one_agent_and_five_agents() {
        assert_close("A-02", erlang_b(1, 0.5), 1.0 / 3.0, 1e-12);
        assert_close("A-02", erlang_b(5, 3.0), 0.110_054_347_826, 1e-11);
    }

    #[test]
    fn case_a_03_a_hundred_agents_and_erlangs() {
        assert_close("A-03", erlang_b(100, 100.0), 0.075_700_452_710_9, 1e-11);
    }

    #[test]
    fn case_a_06_insensitivity_has_one_value() {
        assert_close("A-06", erlang_b(20, 18.0), 0.109_212_845_873, 1e-11);
    }

    #[test]
    fn the_share_blocked_is_a_quotient_of_poisson_probabilities() {
        // P(X = n) / P(X <= n) of the Poisson law: another road than the recursion.
        let cases: [(u32, f64); 6] = [
            (3, 0.01),
            (100, 250.0),
            (1_000, 950.0),
            (1_000, 1_000.0),
            (10_000, 9_900.0),
            (10_000, 12_000.0),
        ];
        for (agents, load) in cases {
            let shape = f64::from(agents) + 1.0;
            let wanted = gamma_density(shape, load) / regularized_gamma_q(shape, load);
            assert_close(&format!("{agents} agents"), erlang_b(agents, load), wanted, 1e-11);
        }
    }

    #[test]
    fn extremes_stay_numbers() {
        assert!(erlang_b(10_000, 1.0) < 1e-300);
        assert_close("nearly all", 1.0 - erlang_b(1, 1e12), 1e-12, 1e-3);
        assert_close("no agents", erlang_b(0, 3.0), 1.0, 1e-15);
    }
}
