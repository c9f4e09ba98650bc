//! Words for what an observation is: a day, a batch of a steady state, or a horizon.

use super::horizon::open_days;
use crate::measures::estimate::Summary;
use crate::measures::plan::Period;
use crate::report::form::number::{counted, whole};
use crate::scenario::Scenario;
use crate::scenario::model::Horizon;

/// How many observations a figure rests on, and what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Observed {
    pub(crate) number: u32,
    pub(crate) period: Period,
}

impl Observed {
    pub(crate) fn of(summary: &Summary) -> Self {
        Self { number: summary.replications, period: summary.period }
    }
}

/// "day", "batches".
pub(crate) fn noun(period: Period, number: u32) -> &'static str {
    match (period, number) {
        (Period::Day, 1) => "day",
        (Period::Day, _) => "days",
        (Period::Horizon, 1) => "horizon",
        (Period::Horizon, _) => "horizons",
        (Period::Batch, 1) => "batch",
        (Period::Batch, _) => "batches",
    }
}

/// What counts are counted in: "a day", "a batch of 4 h", "over 24 months".
pub(crate) fn each(scenario: &Scenario) -> String {
    match (&scenario.steady_state, &scenario.horizon) {
        (Some(steady), _) => format!("a batch of {}", length(steady.batch_minutes)),
        (None, Some(horizon)) => format!("over {}", span(horizon)),
        (None, None) => "a day".to_owned(),
    }
}

/// What replications are: "400 days", "10 replications, each of 20 batches of 4 h after a warm-up
/// of 2 h", "20 horizons of 24 months (522 open days), each after a lead-in of 24 months".
pub(crate) fn replications(scenario: &Scenario, number: u32) -> String {
    let so_many = |noun: &str| format!("{} {noun}", whole(u64::from(number)));
    if let Some(horizon) = &scenario.horizon {
        return of_horizons(&so_many(noun(Period::Horizon, number)), horizon, number);
    }
    let Some(steady) = &scenario.steady_state else {
        return so_many(noun(Period::Day, number));
    };
    let (runs, each) = if number == 1 { ("replication", "") } else { ("replications", "each ") };
    format!(
        "{}, {each}of {} {} of {} after a warm-up of {}",
        so_many(runs),
        steady.batches,
        noun(Period::Batch, steady.batches),
        length(steady.batch_minutes),
        length(steady.warm_up_minutes)
    )
}

/// "24 months", or "40 days" where the last month is not whole.
pub(crate) fn span(horizon: &Horizon) -> String {
    let months = &horizon.months;
    if months.iter().all(|month| month.days == month.calendar_days) {
        counted(months.len(), "month")
    } else {
        counted(horizon.days.len(), "day")
    }
}

fn of_horizons(horizons: &str, horizon: &Horizon, number: u32) -> String {
    let open = counted(open_days(horizon) as usize, "open day");
    let told = format!("{horizons} of {} ({open})", span(horizon));
    match horizon.lead_in_months {
        0 => told,
        months => {
            let each = if number == 1 { "" } else { "each " };
            format!("{told}, {each}after a lead-in of {}", counted(months as usize, "month"))
        }
    }
}

/// "4 h", "90 min".
fn length(minutes: u32) -> String {
    if minutes > 0 && minutes.is_multiple_of(60) {
        format!("{} h", minutes / 60)
    } else {
        format!("{minutes} min")
    }
}

/// A command line with the number of its replications.
pub(crate) fn of_replications(command: &str, number: u32) -> String {
    format!("{command} --replications {number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_period_is_a_day_or_a_batch_of_its_length() {
        let mut scenario = sample::run().outcome.variants.remove(0).scenario;
        assert_eq!(each(&scenario), "a day");
        assert_eq!(replications(&scenario, 1), "1 day");
        assert_eq!(replications(&scenario, 1400), "1,400 days");
        scenario.steady_state = Some(sample::steady_state());
        assert_eq!(each(&scenario), "a batch of 4 h");
        assert_eq!(
            replications(&scenario, 1400),
            "1,400 replications, each of 20 batches of 4 h after a warm-up of 90 min"
        );
        assert_eq!(
            replications(&scenario, 1),
            "1 replication, of 20 batches of 4 h after a warm-up of 90 min"
        );
    }
}
