//! Steady state out of long days.

use serde_json::{Value, json};
use switchroom::measures::count::{Count, GroupCount};
use switchroom::scenario::Scenario;

use crate::support::estimates::{Figure, Stretch, mean, ratio};
use crate::support::scenarios::{of_each_day, read};

/// Late intervals of many days.
pub(super) struct Steady {
    scenario: Scenario,
    days: Vec<Stretch>,
    hours: f64,
}

/// A day of 24 one-hour intervals with the same volume in each.
pub(super) fn day_and_night(types: Value, groups: Value) -> Value {
    json!({
        "format": 1,
        "day": { "opens": "00:00", "closes": "24:00", "interval_minutes": 60 },
        "contact_types": types,
        "agent_groups": groups,
    })
}

/// One contact type for one agent group.
pub(super) fn one_queue(contact_type: Value, agents: u32) -> Value {
    day_and_night(
        json!({ "calls": contact_type }),
        json!({ "desk": { "agents": agents, "skills": ["calls"] } }),
    )
}

pub(super) fn exponential(mean_seconds: f64) -> Value {
    json!({ "distribution": "exponential", "mean_seconds": mean_seconds })
}

/// Simulates and keeps the hours from 06:00 to 23:00.
pub(super) fn steady(file: &Value, days: u64) -> Steady {
    steady_between(file, days, 6, 23)
}

/// Simulates and keeps the hours of each day from `from` to `to`.
pub(super) fn steady_between(file: &Value, days: u64, from: usize, to: usize) -> Steady {
    let scenario = read(file).base;
    let days = of_each_day(&scenario, days, |day| Stretch::of(day, from, to));
    Steady { scenario, days, hours: (to - from) as f64 }
}

impl Steady {
    /// Ratio of two sums over the stretch.
    pub(super) fn ratio(
        &self,
        over: impl Fn(&Stretch) -> f64 + Copy,
        under: impl Fn(&Stretch) -> f64 + Copy,
    ) -> Figure {
        ratio(self.days.iter().map(move |day| (over(day), under(day))))
    }

    /// Share of the offered, over all types.
    pub(super) fn share(&self, count: Count) -> Figure {
        self.ratio(|day| day.of_all(count), |day| day.of_all(Count::Offered))
    }

    /// Share of the offered of one type.
    pub(super) fn share_of(&self, name: &str, count: Count) -> Figure {
        let place = self.type_at(name);
        self.ratio(|day| day.of_type(place, count), |day| day.of_type(place, Count::Offered))
    }

    /// Mean wait in seconds of answered and abandoned, over all types.
    pub(super) fn wait(&self) -> Figure {
        self.ratio(
            |day| (day.of_all(Count::WaitAnswered) + day.of_all(Count::WaitAbandoned)) / 1e6,
            |day| {
                day.of_all(Count::Answered)
                    + day.of_all(Count::Abandoned)
                    + day.of_all(Count::Balked)
            },
        )
    }

    /// The same of one type.
    pub(super) fn wait_of(&self, name: &str) -> Figure {
        let at = self.type_at(name);
        self.ratio(
            |day| {
                (day.of_type(at, Count::WaitAnswered) + day.of_type(at, Count::WaitAbandoned)) / 1e6
            },
            |day| day.of_type(at, Count::Answered) + day.of_type(at, Count::Abandoned),
        )
    }

    /// Mean wait in seconds of the answered.
    pub(super) fn wait_of_answered(&self) -> Figure {
        self.ratio(|day| day.of_all(Count::WaitAnswered) / 1e6, |day| day.of_all(Count::Answered))
    }

    /// So many an hour.
    pub(super) fn per_hour(&self, of: impl Fn(&Stretch) -> f64 + Copy) -> Figure {
        mean(self.days.iter().map(move |day| of(day) / self.hours))
    }

    /// So many in the hours kept of a day.
    pub(super) fn per_day(&self, of: impl Fn(&Stretch) -> f64 + Copy) -> Figure {
        mean(self.days.iter().map(of))
    }

    /// Time-average number waiting.
    pub(super) fn queue(&self) -> Figure {
        self.per_hour(|day| day.of_all(Count::QueueOpen) / 3.6e9)
    }

    /// Handling over time on duty.
    pub(super) fn occupancy(&self, group: &str) -> Figure {
        let at = self.group_at(group);
        self.ratio(
            |day| day.of_group(at, GroupCount::HandlingOpen),
            |day| day.of_group(at, GroupCount::OnDutyOpen),
        )
    }

    /// Answered by a group, over offered of a type that nobody else's contacts hide in.
    pub(super) fn type_at(&self, name: &str) -> usize {
        place(self.scenario.contact_types.iter().map(|own| own.name.as_str()), name)
    }

    pub(super) fn group_at(&self, name: &str) -> usize {
        place(self.scenario.agent_groups.iter().map(|own| own.name.as_str()), name)
    }
}

fn place<'n>(mut names: impl Iterator<Item = &'n str>, name: &str) -> usize {
    names.position(|own| own == name).unwrap()
}
