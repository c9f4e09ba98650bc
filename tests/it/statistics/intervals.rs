//! The product's 95 % intervals on a small queue whose day is known exactly.
//!
//! M/M/5+M (60 contacts an hour of 300 s, patience 120 s) for four hours from empty, with a sixth
//! agent, and with a fifth more contacts. The day's exact figures are those of its own transient
//! chain, so that the empty start is no bias. The relaxation time is a few minutes: the last hour is
//! in the long run.

use std::thread;

use serde_json::{Value, json};
use switchroom::engine::{Model, Workspace, run};
use switchroom::experiment::Outcome;
use switchroom::measures::DayTally;
use switchroom::measures::count::Count;
use switchroom::measures::estimate::{Measured, Subject};
use switchroom::stats::ratio::Sums;
use switchroom::stats::student::critical;

use super::coverage::{COVERED, Known, covers};
use super::from_empty::{Queue, Seen};
use crate::support::estimates::{Stretch, say};
use crate::support::scenarios::read;

pub(super) const DAY_SECONDS: f64 = 14_400.0;

pub(super) const BASE: Queue =
    Queue { per_hour: 60.0, handle_seconds: 300.0, patience_seconds: 120.0, agents: 5 };
pub(super) const MORE_AGENTS: Queue = Queue { agents: 6, ..BASE };
const MORE_CONTACTS: Queue = Queue { per_hour: 72.0, ..BASE };

pub(super) fn scenario(queue: Queue, variants: &Value) -> Value {
    let exponential = |mean: f64| json!({ "distribution": "exponential", "mean_seconds": mean });
    let mut calls = json!({ "volume_per_hour": queue.per_hour, "handle_time": exponential(queue.handle_seconds) });
    if queue.patience_seconds < 1e9 {
        calls["patience"] = exponential(queue.patience_seconds);
    }
    json!({
        "format": 1,
        "day": {
            "opens": "08:00", "closes": "12:00", "interval_minutes": 60,
            "after_close": "finish_waiting",
        },
        "contact_types": { "calls": calls },
        "agent_groups": { "desk": { "agents": queue.agents, "skills": ["calls"] } },
        "targets": { "calls": { "within_seconds": 20 }, "service_level_formula": "offered" },
        "variants": variants,
    })
}

pub(super) fn a_sixth_agent() -> Value {
    json!({ "set": { "agent_groups.desk.agents": 6 } })
}

fn a_fifth_more_contacts() -> Value {
    json!({ "scale": { "contact_types.*.volume": 1.2 } })
}

fn total(outcome: &Outcome) -> &[Measured] {
    &outcome.variants[0].summary.total
}

fn sixth_agent(outcome: &Outcome) -> &[Measured] {
    &outcome.differences[0].1.total
}

fn more_contacts(outcome: &Outcome) -> &[Measured] {
    &outcome.differences[1].1.total
}

fn own(subjects: &[Subject]) -> &[Measured] {
    &subjects[0].measures
}

fn desk(outcome: &Outcome) -> &[Measured] {
    own(&outcome.variants[0].summary.agent_groups)
}

fn desk_with_a_sixth(outcome: &Outcome) -> &[Measured] {
    own(&outcome.differences[0].1.agent_groups)
}

fn last_hour(outcome: &Outcome) -> &[Measured] {
    own(&outcome.variants[0].summary.intervals[3].contact_types)
}

fn known<'a>(
    name: &'static str,
    exact: f64,
    among: fn(&Outcome) -> &[Measured],
    key: &'a str,
) -> Known<'a> {
    Known { name, exact, among, key }
}

/// Figures of the base, of the whole day and of its last hour.
fn levels() -> Vec<Known<'static>> {
    let (day, steady) = (BASE.day(DAY_SECONDS), BASE.steady());
    vec![
        known("mean: offered", 240.0, total, "offered"),
        known("mean: abandoned", 240.0 * day.abandoned(), total, "abandoned"),
        known("mean: queue", day.waiting_on_average(), total, "queue_length"),
        known("mean: occupancy", day.occupancy(), desk, "occupancy"),
        known("ratio: abandoned", day.abandoned(), total, "abandon_rate"),
        known("ratio: delayed", day.delayed(), total, "delayed_share"),
        known("ratio: within 20 s", day.within(20.0), total, "service_level"),
        known("ratio: mean wait", day.wait(), total, "mean_wait_seconds"),
        known("last hour: abandoned", steady.abandoned(), last_hour, "abandon_rate"),
        known("last hour: within 20 s", steady.within(20.0), last_hour, "service_level"),
        known("last hour: mean wait", steady.wait(), last_hour, "mean_wait_seconds"),
    ]
}

/// The same contacts and one more agent: denominators agree day by day, but for occupancy's.
fn differences_of_a_sixth_agent() -> Vec<Known<'static>> {
    let [day, six] = [BASE, MORE_AGENTS].map(|queue| queue.day(DAY_SECONDS));
    let change = |of: fn(&Seen) -> f64| of(&six) - of(&day);
    let among = sixth_agent;
    vec![
        known("sixth agent: abandoned", change(Seen::abandoned), among, "abandon_rate"),
        known("sixth agent: within 20 s", change(|own| own.within(20.0)), among, "service_level"),
        known("sixth agent: mean wait", change(Seen::wait), among, "mean_wait_seconds"),
        known("sixth agent: queue", change(Seen::waiting_on_average), among, "queue_length"),
        known("sixth agent: occupancy", change(Seen::occupancy), desk_with_a_sixth, "occupancy"),
    ]
}

/// More contacts, so that denominators differ.
fn differences_of_more_contacts() -> Vec<Known<'static>> {
    let [day, more] = [BASE, MORE_CONTACTS].map(|queue| queue.day(DAY_SECONDS));
    let change = |of: fn(&Seen) -> f64| of(&more) - of(&day);
    let among = more_contacts;
    vec![
        known("more contacts: offered", 48.0, among, "offered"),
        known("more contacts: abandoned", change(Seen::abandoned), among, "abandon_rate"),
        known("more contacts: within 20 s", change(|own| own.within(20.0)), among, "service_level"),
        known("more contacts: mean wait", change(Seen::wait), among, "mean_wait_seconds"),
    ]
}

#[test]
#[ignore = "long: a thousand experiments; .ci/run runs it"]
fn means_ratios_and_paired_differences_cover_as_often_as_they_say() {
    let variants = json!({ "agent": a_sixth_agent(), "contacts": a_fifth_more_contacts() });
    let mut figures = levels();
    figures.extend(differences_of_a_sixth_agent());
    figures.extend(differences_of_more_contacts());
    covers("M/M/5+M, four hours from empty", &scenario(BASE, &variants), 30, &figures);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn percentiles_and_their_differences_cover_as_often_as_they_say() {
    let [base, six] = [BASE, MORE_AGENTS].map(|queue| queue.day(DAY_SECONDS));
    let change = |share: f64| six.wait_quantile(share) - base.wait_quantile(share);
    covers(
        "M/M/5+M, four hours from empty",
        &scenario(BASE, &json!({ "agent": a_sixth_agent() })),
        40,
        &[
            known("80 % wait at most", base.wait_quantile(0.80), total, "wait_p80_seconds"),
            known("90 % wait at most", base.wait_quantile(0.90), total, "wait_p90_seconds"),
            known("95 % wait at most", base.wait_quantile(0.95), total, "wait_p95_seconds"),
            known("99 % wait at most", base.wait_quantile(0.99), total, "wait_p99_seconds"),
            known("sixth agent: 80 %", change(0.80), sixth_agent, "wait_p80_seconds"),
            known("sixth agent: 90 %", change(0.90), sixth_agent, "wait_p90_seconds"),
            known("sixth agent: 95 %", change(0.95), sixth_agent, "wait_p95_seconds"),
            known("sixth agent: 99 %", change(0.99), sixth_agent, "wait_p99_seconds"),
        ],
    );
}

/// Without patience a few crowded hours make most of the long waits, so that far percentiles rest on
/// few independent things.
fn without_patience(replications: u32, shares: &[(&'static str, f64, &str)]) {
    let queue = Queue { patience_seconds: 1e300, agents: 7, ..BASE };
    let day = queue.day(DAY_SECONDS);
    let figures: Vec<Known<'_>> = shares
        .iter()
        .map(|&(name, share, key)| known(name, day.wait_quantile(share), total, key))
        .collect();
    covers("M/M/7, four hours from empty", &scenario(queue, &json!({})), replications, &figures);
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn percentiles_of_a_queue_without_patience_cover_as_often_as_they_say() {
    without_patience(
        60,
        &[
            ("80 % wait at most", 0.80, "wait_p80_seconds"),
            ("90 % wait at most", 0.90, "wait_p90_seconds"),
            ("95 % answered in", 0.95, "answered_wait_p95_seconds"),
        ],
    );
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn far_percentiles_of_a_queue_without_patience_cover_when_there_are_days_enough() {
    without_patience(
        400,
        &[
            ("95 % wait at most", 0.95, "wait_p95_seconds"),
            ("99 % answered in", 0.99, "answered_wait_p99_seconds"),
        ],
    );
}

/// The published case: a long run in each of 30 replications, here the hours from 06:00 to 23:00.
#[test]
#[ignore = "long: .ci/run runs it"]
fn ratios_of_long_runs_cover_the_long_run_value() {
    let mut file = scenario(BASE, &json!({}));
    file["day"] = json!({ "opens": "00:00", "closes": "24:00", "interval_minutes": 60 });
    let loaded = read(&file);
    let model = Model::new(&loaded.base);
    let critical = critical(0.95, 29);
    let covered = |seeds: std::ops::RangeInclusive<u64>| {
        let mut workspace = Workspace::default();
        let mut tally = DayTally::new(&model.terms);
        let mut covers = |seed: u64| {
            let mut sums = Sums::default();
            for replication in 1..=30 {
                tally.clear();
                run(&model, &mut workspace, seed, replication, &mut tally);
                let late = Stretch::of(tally.totals(), 6, 23);
                let count = |count: Count| late.of_all(count) as i64;
                sums.add(count(Count::Abandoned), count(Count::Offered));
            }
            let figure = sums.figure(30).unwrap();
            (figure.value - 0.212_543_101_5).abs() <= figure.half_width(critical).unwrap()
        };
        seeds.filter(|&seed| covers(seed)).count()
    };
    let covered = thread::scope(|scope| {
        let second = scope.spawn(|| covered(501..=1000));
        covered(1..=500) + second.join().unwrap()
    });
    say(&format!("M/M/5+M, runs of 17 hours: {covered} of 1000 intervals cover the abandon rate"));
    assert!(COVERED.contains(&(covered as u32)), "{covered} of 1000");
}
