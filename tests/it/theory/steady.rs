//! Steady state out of long days.

use std::array;

use serde_json::{Value, json};
use switchroom::measures::count::{Count, GroupCount};
use switchroom::scenario::Scenario;

use crate::support::estimates::Known::Exact;
use crate::support::estimates::{Figure, Stretch, agree, mean, ratio};
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

/// Simulates once and keeps several stretches of each day, in hours (intervals) from and to.
pub(super) fn stretches<const N: usize>(
    file: &Value,
    days: u64,
    kept: [(usize, usize); N],
) -> [Steady; N] {
    let scenario = read(file).base;
    let days =
        of_each_day(&scenario, days, |day| kept.map(|(from, to)| Stretch::of(day, from, to)));
    array::from_fn(|at| Steady {
        scenario: scenario.clone(),
        days: days.iter().map(|day| day[at].clone()).collect(),
        hours: (kept[at].1 - kept[at].0) as f64,
    })
}

/// One contact type for one agent group in a unit of time that makes the day longer: all times
/// are divided by `unit` and the volume is multiplied by it, which is the same system.
pub(super) struct Quick {
    pub(super) volume_per_hour: f64,
    pub(super) handle_seconds: f64,
    pub(super) agents: u32,
    pub(super) within_seconds: f64,
    pub(super) unit: f64,
}

impl Quick {
    /// The scenario, in its own unit; more can be put into `calls`.
    pub(super) fn file(&self) -> Value {
        let calls = json!({
            "volume_per_hour": self.volume_per_hour * self.unit,
            "handle_time": exponential(self.handle_seconds / self.unit),
        });
        let mut file = one_queue(calls, self.agents);
        file["targets"] = json!({ "calls": { "within_seconds": self.within_seconds / self.unit } });
        file
    }
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

    /// Abandoned contacts of a type times their mean patience over all its waits: 1 where patience
    /// is exponential, whatever the routing.
    pub(super) fn abandoned_times_patience(&self, name: &str, patience_seconds: f64) -> Figure {
        let at = self.type_at(name);
        self.ratio(
            |day| day.of_type(at, Count::Abandoned) * patience_seconds,
            |day| {
                (day.of_type(at, Count::WaitAnswered) + day.of_type(at, Count::WaitAbandoned)) / 1e6
            },
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

    /// By how much an hour this is ahead of another system on the same days.
    pub(super) fn lead_over(&self, other: &Self, of: impl Fn(&Stretch) -> f64 + Copy) -> Figure {
        let pairs = self.days.iter().zip(&other.days);
        mean(pairs.map(move |(own, other)| (of(own) - of(other)) / self.hours))
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

    /// Answered by a group, of the offered of the only type with a sale: who is answered is asked.
    pub(super) fn asked_by(&self, group: &str, name: &str) -> Figure {
        let (group, at) = (self.group_at(group), self.type_at(name));
        self.ratio(
            |day| day.of_group(group, GroupCount::SalesAsked),
            |day| day.of_type(at, Count::Offered),
        )
    }

    /// The place of a type in name order.
    pub(super) fn type_at(&self, name: &str) -> usize {
        place(self.scenario.contact_types.iter().map(|own| own.name.as_str()), name)
    }

    /// The place of a group in name order.
    pub(super) fn group_at(&self, name: &str) -> usize {
        place(self.scenario.agent_groups.iter().map(|own| own.name.as_str()), name)
    }
}

/// Fails unless, for each type with exponential patience, abandonment is mean wait over mean
/// patience.
#[track_caller]
pub(super) fn agree_on_patience(case: &str, found: &Steady, types: &[(&str, f64)]) {
    for &(name, patience) in types {
        agree(
            &format!("{case}, {name} (exact: identity)"),
            &[(
                "abandoned x patience over waits",
                Exact(1.0),
                found.abandoned_times_patience(name, patience),
            )],
        );
    }
}

fn place<'n>(mut names: impl Iterator<Item = &'n str>, name: &str) -> usize {
    names.position(|own| own == name).unwrap()
}
