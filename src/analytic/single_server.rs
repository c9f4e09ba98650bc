//! One agent, any law of handle times; and priorities, also of several agents.
//!
//! Poisson arrivals, nobody abandons, whoever is being handled is not interrupted.

use super::erlang_c;

/// Contacts of one kind for one agent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stream {
    pub rate_per_second: f64,
    /// Mean handle time.
    pub handle_seconds: f64,
    /// Standard deviation of handle times over their mean.
    pub handle_cv: f64,
}

impl Stream {
    /// Share of an agent's time that this takes.
    #[must_use]
    pub fn load(&self) -> f64 {
        self.rate_per_second * self.handle_seconds
    }

    /// Mean rest of the handle time in progress that an arrival finds: λ E[S²] / 2.
    fn rest(&self) -> f64 {
        let square = self.handle_seconds * self.handle_seconds;
        self.rate_per_second * square * (1.0 + self.handle_cv * self.handle_cv) / 2.0
    }
}

/// Mean wait in seconds for one agent who takes contacts as they come, whatever their kind
/// (Pollaczek and Khinchine: `λ E[S²] / 2(1 - ρ)`); none where they are more than he can handle.
#[must_use]
pub fn mean_wait(streams: &[Stream]) -> Option<f64> {
    let load: f64 = streams.iter().map(Stream::load).sum();
    let rest: f64 = streams.iter().map(Stream::rest).sum();
    (load < 1.0).then(|| rest / (1.0 - load))
}

/// Mean wait in seconds of each kind for one agent who takes the earlier kinds first (Cobham,
/// *Operations Research* 2, 1954); none where all are more than he can handle.
#[must_use]
pub fn mean_waits_by_priority(streams: &[Stream]) -> Option<Vec<f64>> {
    let rest = streams.iter().map(Stream::rest).sum();
    behind_earlier(rest, streams.iter().map(Stream::load))
}

/// Mean wait in seconds of each kind for several agents who take the earlier kinds first, all
/// handle times exponential with one mean (Kella and Yechiali, *Stochastic Models* 1, 1985);
/// none where all are more than they can handle.
#[must_use]
pub fn mean_waits_by_priority_of_many(
    rates_per_second: &[f64],
    handle_seconds: f64,
    agents: u32,
) -> Option<Vec<f64>> {
    let heads = f64::from(agents);
    let load = rates_per_second.iter().map(|rate| rate * handle_seconds).sum();
    // Who must wait waits for the next of n agents to finish.
    let rest = erlang_c(agents, load)? * handle_seconds / heads;
    behind_earlier(rest, rates_per_second.iter().map(|rate| rate * handle_seconds / heads))
}

/// The order of kinds by which mean waiting cost is least (Cox and Smith's c-mu rule): cost of a
/// second's waiting over mean handle time, highest first; equals in the order given.
#[must_use]
pub fn c_mu_order(streams: &[Stream], costs_per_second: &[f64]) -> Vec<usize> {
    let index = |at: usize| costs_per_second[at] / streams[at].handle_seconds;
    let mut order: Vec<usize> = (0..streams.len()).collect();
    order.sort_by(|&one, &other| index(other).total_cmp(&index(one)));
    order
}

/// Rest over (1 - load of earlier kinds) (1 - load of earlier kinds and this one).
fn behind_earlier(rest: f64, loads: impl Iterator<Item = f64>) -> Option<Vec<f64>> {
    let (mut before, mut waits) = (0.0, Vec::new());
    for load in loads {
        let with_this = before + load;
        if with_this >= 1.0 {
            return None;
        }
        waits.push(rest / ((1.0 - before) * (1.0 - with_this)));
        before = with_this;
    }
    Some(waits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn stream(rate_per_second: f64, handle_seconds: f64, handle_cv: f64) -> Stream {
        Stream { rate_per_second, handle_seconds, handle_cv }
    }

    #[track_caller]
    fn assert_close(found: f64, known: f64) {
        assert!((found / known - 1.0).abs() < 1e-9, "known {known}, found {found}");
    }

    const SALES: Stream = stream(1.0 / 600.0, 180.0, 1.0);
    const SERVICE: Stream = stream(1.0 / 500.0, 240.0, 1.2);

    #[test]
    fn one_agent_waits_by_the_second_moment() {
        // Minutes: M/D/1 with 5/6 a minute of one minute; seconds: cv 1.
        assert_close(mean_wait(&[stream(5.0 / 6.0, 1.0, 0.0)]).unwrap(), 2.5);
        assert_close(mean_wait(&[stream(0.0025, 300.0, 1.0)]).unwrap(), 900.0);
        assert!(mean_wait(&[stream(1.0, 1.0, 0.0)]).is_none());
    }

    #[test]
    fn an_agent_for_short_and_one_for_long_jobs_leave_capacity_idle() {
        // Van Dijk and van der Sluis: 50 an hour of one minute, 5 of ten; waits in minutes.
        for (cv, [short, long, all]) in
            [(0.0, [2.5, 25.0, 4.545_454_545_5]), (1.0, [5.0, 50.0, 9.090_909_090_9])]
        {
            let few = mean_wait(&[stream(5.0 / 60.0, 10.0, cv)]).unwrap();
            let many = mean_wait(&[stream(50.0 / 60.0, 1.0, cv)]).unwrap();
            assert_close(many, short);
            assert_close(few, long);
            assert_close((50.0 * many + 5.0 * few) / 55.0, all);
        }
    }

    #[test]
    fn priority_of_one_agent_is_cobhams() {
        assert_close(mean_wait(&[SALES, SERVICE]).unwrap(), 884.290_909_1);
        let sales_first = mean_waits_by_priority(&[SALES, SERVICE]).unwrap();
        assert_close(sales_first[0], 277.92);
        assert_close(sales_first[1], 1_263.272_727);
        let service_first = mean_waits_by_priority(&[SERVICE, SALES]).unwrap();
        assert_close(service_first[0], 374.123_076_9);
        assert_close(service_first[1], 1_700.559_441);
        assert!(mean_waits_by_priority(&[stream(1.0, 0.5, 1.0), stream(1.0, 0.5, 1.0)]).is_none());
    }

    #[test]
    fn whatever_the_priority_work_waits_as_long() {
        // Kleinrock's conservation law: the sum of load times wait.
        let weighed = |order: [Stream; 2]| -> f64 {
            let waits = mean_waits_by_priority(&order).unwrap();
            order.iter().zip(waits).map(|(stream, wait)| stream.load() * wait).sum()
        };
        assert_close(weighed([SALES, SERVICE]), weighed([SERVICE, SALES]));
    }

    #[test]
    fn c_mu_orders_by_cost_over_handle_time() {
        assert_eq!(c_mu_order(&[SALES, SERVICE], &[1.0, 1.0]), [0, 1]);
        assert_eq!(c_mu_order(&[SALES, SERVICE], &[1.0, 2.0]), [1, 0]);
        assert_eq!(c_mu_order(&[SALES, SERVICE], &[3.0, 4.0]), [0, 1]);
    }

    #[test]
    fn priority_of_many_agents_is_that_of_the_published_v_model() {
        let twenty = mean_waits_by_priority_of_many(&[0.03, 0.03], 300.0, 20).unwrap();
        assert_close(twenty[0], 15.020_972_86);
        assert_close(twenty[1], 150.209_728_6);
        let ten = mean_waits_by_priority_of_many(&[0.01, 0.02], 300.0, 10).unwrap();
        assert_close(ten[0], 28.659_922_46);
        assert_close(ten[1], 286.599_224_6);
        assert!(mean_waits_by_priority_of_many(&[0.04, 0.03], 300.0, 20).is_none());
        let one = mean_waits_by_priority_of_many(&[0.001, 0.002], 300.0, 1).unwrap();
        let cobham = [stream(0.001, 300.0, 1.0), stream(0.002, 300.0, 1.0)];
        for (one, cobham) in one.into_iter().zip(mean_waits_by_priority(&cobham).unwrap()) {
            assert_close(one, cobham);
        }
    }
}
