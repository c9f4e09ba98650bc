//! Scenarios written as JSON values, read through the planner's own door, and run.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use serde_json::Value;
use switchroom::engine::{Model, Workspace, run};
use switchroom::experiment::{self, Kind, Outcome, Settings};
use switchroom::measures::DayTally;
use switchroom::measures::count::DayTotals;
use switchroom::scenario::{Loaded, Scenario, load};

/// A shipped scenario.
pub(crate) fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// Reads a scenario file with this text.
#[track_caller]
pub(crate) fn read(file: &Value) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.json");
    fs::write(&path, file.to_string()).unwrap();
    match load(&path, &[]) {
        Ok(loaded) => loaded,
        Err(error) => panic!("{error}\n{file:#}"),
    }
}

/// The totals of one replication.
pub(crate) fn day(scenario: &Scenario, seed: u64, replication: u64) -> DayTotals {
    let model = Model::new(scenario);
    let mut tally = DayTally::new(&model.terms);
    run(&model, &mut Workspace::default(), seed, replication, &mut tally);
    tally.totals().clone()
}

/// Reads one thing off each of so many replications, on two threads; in the order of the
/// replications.
pub(crate) fn of_each_day<T: Send>(
    scenario: &Scenario,
    replications: u64,
    read: impl Fn(&DayTotals) -> T + Sync,
) -> Vec<T> {
    let model = Model::new(scenario);
    let half = replications / 2;
    let part = |from: u64, to: u64| -> Vec<T> {
        let mut workspace = Workspace::default();
        let mut tally = DayTally::new(&model.terms);
        let mut one = |replication| {
            tally.clear();
            run(&model, &mut workspace, SEED, replication, &mut tally);
            read(tally.totals())
        };
        (from..=to).map(&mut one).collect()
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| part(half + 1, replications));
        let mut all = part(1, half);
        all.append(&mut second.join().unwrap());
        all
    })
}

/// The seed of every test that is not about seeds.
pub(crate) const SEED: u64 = 1;

pub(crate) fn settings(replications: u32, threads: usize) -> Settings {
    Settings { seed: SEED, replications, threads, confidence: 0.95 }
}

/// Runs an experiment to its end.
pub(crate) fn experiment(loaded: &Loaded, kind: Kind, settings: Settings) -> Outcome {
    experiment::run(loaded, kind, &settings, &()).unwrap()
}
