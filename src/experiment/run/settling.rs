//! Whether the queue of a steady state settled, in words that say what to do.

use super::outcome::Settling;
use crate::base::tape::Tape;
use crate::measures::count::{Count, DayTotals};
use crate::measures::estimate::{Summary, find};
use crate::scenario::Scenario;
use crate::scenario::model::SteadyState;
use crate::stats::batch::{BatchSeries, Doubt};

/// Contacts waiting are told apart down to this part of one.
const UNIT: i128 = 1_000_000;
/// What the correlation of neighbouring batches should fall to. It falls as their length grows.
const WANTED_CORRELATION: f64 = 0.025;

/// The time-average queue of each batch of one variant.
pub(crate) struct QueueSeries {
    series: BatchSeries,
    batch_micros: i128,
}

impl QueueSeries {
    /// Nothing added yet; none for a day.
    pub(crate) fn of(scenario: &Scenario) -> Option<Self> {
        let steady = scenario.steady_state.as_ref()?;
        Some(Self {
            series: BatchSeries::new(steady.batches as usize),
            batch_micros: i128::from(steady.batch_minutes) * 60_000_000,
        })
    }

    /// Adds the batches of a replication.
    pub(crate) fn add(&mut self, batches: &[DayTotals]) {
        let mean = |batch: &DayTotals| {
            let integral = i128::from(batch.total.0[Count::QueueOpen as usize]);
            i64::try_from(integral * UNIT / self.batch_micros)
                .expect("a queue is shorter than 2^43 contacts")
        };
        let means: Vec<i64> = batches.iter().map(mean).collect();
        self.series.add(&means);
    }

    /// Runs all sums past a tape.
    pub(crate) fn pass(&mut self, tape: &mut Tape) {
        self.series.pass(tape);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.series.merge(&other.series);
    }
}

/// What is to be doubted of a variant's steady state.
pub(crate) fn settling(queue: &QueueSeries, scenario: &Scenario, summary: &Summary) -> Settling {
    let Some(steady) = &scenario.steady_state else { return Settling::default() };
    let contacts = |value: f64| value / UNIT as f64;
    match queue.series.doubt() {
        None => Settling { is_settled: true, warnings: Vec::new() },
        Some(Doubt::Grows { per_batch }) => {
            let (by, mean) = (contacts(per_batch), contacts(queue.series.mean()));
            Settling {
                is_settled: false,
                warnings: vec![grows(by, mean, scenario, summary, steady)],
            }
        }
        Some(Doubt::StartsOff { batches, first, later }) => Settling {
            is_settled: false,
            warnings: vec![starts_off(batches, contacts(first), contacts(later), steady)],
        },
        Some(Doubt::Correlated { lag_one }) => {
            Settling { is_settled: true, warnings: vec![correlated(lag_one, steady)] }
        }
    }
}

fn grows(
    by: f64,
    mean: f64,
    scenario: &Scenario,
    summary: &Summary,
    steady: &SteadyState,
) -> String {
    let told = format!(
        "The queue does not settle: on average {mean:.1} wait, and {by:.2} more from batch to \
         batch, so that these figures are of no steady state."
    );
    let of = |key| find(&summary.total, key).and_then(|found| found.estimate.mean);
    let load = of("load").zip(of("agents"));
    if let Some((load, agents)) = load.filter(|(load, _)| *load >= 0.995) {
        let stay = nobody_leaves(scenario);
        let why = if stay { " and nobody abandons" } else { "" };
        return format!(
            "{told} {:.1} erlangs are offered to {agents:.1} agents{why}: it takes more agents, or \
             customers who give up.",
            load * agents
        );
    }
    let longer = 2 * steady.warm_up_minutes.max(steady.batch_minutes);
    format!(
        "{told} Raise warm_up_minutes to {longer}; if it grows even then, some contact type has \
         more work than its agents can do."
    )
}

/// Whether every wait ends with an answer.
fn nobody_leaves(scenario: &Scenario) -> bool {
    scenario.contact_types.iter().all(|own| own.patience.is_none())
}

fn starts_off(batches: usize, first: f64, later: f64, steady: &SteadyState) -> String {
    let longer = 2 * steady.warm_up_minutes + batches as u32 * steady.batch_minutes;
    format!(
        "The warm-up is too short: in the first {batches} batches {first:.2} wait on average, in \
         the second half {later:.2}. Raise warm_up_minutes to {longer}."
    )
}

fn correlated(lag_one: f64, steady: &SteadyState) -> String {
    let times = (lag_one / WANTED_CORRELATION).ceil().clamp(2.0, 40.0) as u32;
    format!(
        "The batches are too short: neighbours are correlated ({lag_one:.2}), so that the \
         intervals are too narrow. Raise batch_minutes to {}.",
        times * steady.batch_minutes
    )
}
