//! Replications that are played again: how often do they allocate?

use std::fs;

use serde_json::{Value, json};
use switchroom::engine::{Model, Workspace, run};
use switchroom::measures::Tally;
use switchroom::scenario::{Loaded, load};

use crate::counting::Alone;
use crate::in_root;

const SEED: u64 = 1;
const REPLICATIONS: std::ops::RangeInclusive<u64> = 1..=4;

/// How often replications allocate that are played for the second time.
fn again(alone: &Alone, model: &Model) -> u64 {
    let (mut work, mut tally) = (Workspace::default(), Tally::new(&model.terms));
    let mut play = || {
        for replication in REPLICATIONS {
            tally.clear();
            match &mut tally {
                Tally::Day(tally) => run(model, &mut work, SEED, replication, tally),
                Tally::Batches(tally) => run(model, &mut work, SEED, replication, tally),
            }
        }
    };
    assert!(alone.allocations(&mut play) > 0, "the first replications grow what is lent to all");
    alone.allocations(&mut play)
}

fn every_model_of(loaded: &Loaded) -> Vec<Model> {
    let variants = loaded.variants.iter().map(|variant| &variant.scenario);
    std::iter::once(&loaded.base).chain(variants).map(Model::new).collect()
}

#[test]
fn days_of_known_size_allocate_nothing() {
    let alone = Alone::wait();
    for name in [
        "scenarios/benchmarks/b1.json",
        "scenarios/two-queues.json",
        "scenarios/benchmarks/b2-economics.json",
        "scenarios/benchmarks/b2-overflow.json",
        "scenarios/benchmarks/b2-reservation.json",
        "scenarios/benchmarks/types-10-load-97.json",
        "scenarios/bank-1999/whatif.json",
        "scenarios/retention-bank/centre.json",
        "tests/corpus/everything.json",
    ] {
        let loaded = load(&in_root(name), &[]).unwrap();
        for (variant, model) in every_model_of(&loaded).iter().enumerate() {
            assert_eq!(again(&alone, model), 0, "{name}, variant {variant}");
        }
    }
}

#[test]
fn steady_states_of_known_size_allocate_nothing() {
    let alone = Alone::wait();
    let text = fs::read_to_string(in_root("scenarios/two-queues.json")).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    file["steady_state"] = json!({ "warm_up_minutes": 60, "batch_minutes": 30 });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.json");
    fs::write(&path, file.to_string()).unwrap();
    let loaded = load(&path, &[]).unwrap();
    assert!(loaded.base.steady_state.is_some());
    assert_eq!(again(&alone, &Model::new(&loaded.base)), 0);
}
