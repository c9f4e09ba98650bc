//! Erlang C: everybody waits as long as it takes (Erlang, 1917).

use super::birth_death::{BusySums, Rates};
use super::erlang_b::idle_weight;

/// Share of contacts that has to wait when `load` erlangs are offered to so many agents and nobody
/// ever leaves; `None` where the load is not less than the agents and the queue grows without end.
#[must_use]
pub fn erlang_c(agents: u32, load: f64) -> Option<f64> {
    let spare = (f64::from(agents) - load) / f64::from(agents);
    (spare > 0.0).then(|| 1.0 / (1.0 + idle_weight(agents, load) * spare))
}

/// Sums over the geometric law of the queue while all agents are busy.
pub(super) fn sums(rates: &Rates) -> BusySums {
    let load = rates.arrivals / rates.service;
    let spare = (rates.service - rates.arrivals) / rates.service;
    let contacts = load / (spare * spare);
    BusySums {
        nobody_waits: 1.0,
        delayed: 1.0 / spare,
        full: 0.0,
        somebody_waits: load / spare,
        contacts,
        answer_seconds: contacts / rates.service,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::erlang_b::erlang_b;
    use crate::analytic::test_support::assert_close;

    #[test]
    fn case_a_41_the_exact_share_delayed_of_a_hundred_erlangs() {
        let exact =
            [(105, 0.515_707_43), (110, 0.237_007_5), (115, 0.095_441_021), (120, 0.033_195_895)];
        for (agents, share) in exact {
            assert_close("A-41", erlang_c(agents, 100.0).unwrap(), share, 1e-7);
        }
    }

    #[test]
    fn erlang_c_follows_from_erlang_b() {
        for (agents, load) in [(1, 0.3), (14, 10.0), (1_000, 990.0), (10_000, 9_999.0)] {
            let blocked = erlang_b(agents, load);
            let n = f64::from(agents);
            let wanted = n * blocked / (n - load * (1.0 - blocked));
            assert_close("C from B", erlang_c(agents, load).unwrap(), wanted, 1e-9);
        }
    }

    #[test]
    fn a_queue_without_end_has_no_figures() {
        assert!(erlang_c(10, 10.0).is_none() && erlang_c(10, 11.0).is_none());
        assert!(erlang_c(10, 9.999_999).is_some_and(|delayed| delayed > 0.999));
    }
}
