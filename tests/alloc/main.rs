//! A law of memory: a replication that needs no more room than earlier ones allocates nothing.
//!
//! A target of its own, because it puts an allocator that counts in the system's place.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use switchroom::engine::{Model, Workspace, run};
use switchroom::measures::Tally;
use switchroom::scenario::{Loaded, load};

const SEED: u64 = 1;
const REPLICATIONS: std::ops::RangeInclusive<u64> = 1..=4;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator; it counts what each thread asks for.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

#[expect(unsafe_code, reason = "an allocator is unsafe to write; every call is passed on as it is")]
// SAFETY: the system's allocator keeps the contract; counting neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promise about the layout.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise that the place came from here with this layout.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: as for `dealloc`, and the caller's promise about the size.
        unsafe { System.realloc(place, layout, size) }
    }
}

/// How often this thread allocates meanwhile.
fn allocations(act: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    act();
    ALLOCATIONS.get() - before
}

/// How often replications allocate that are played for the second time.
fn again(model: &Model) -> u64 {
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
    assert!(allocations(&mut play) > 0, "the first replications grow what is lent to all");
    allocations(&mut play)
}

fn every_model_of(loaded: &Loaded) -> Vec<Model> {
    let variants = loaded.variants.iter().map(|variant| &variant.scenario);
    std::iter::once(&loaded.base).chain(variants).map(Model::new).collect()
}

fn in_root(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn days_of_known_size_allocate_nothing() {
    for name in [
        "scenarios/benchmarks/b1.json",
        "scenarios/two-queues.json",
        "scenarios/bank-1999/whatif.json",
        "scenarios/retention-bank/centre.json",
        "tests/corpus/everything.json",
    ] {
        let loaded = load(&in_root(name), &[]).unwrap();
        for (variant, model) in every_model_of(&loaded).iter().enumerate() {
            assert_eq!(again(model), 0, "{name}, variant {variant}");
        }
    }
}

#[test]
fn steady_states_of_known_size_allocate_nothing() {
    let text = fs::read_to_string(in_root("scenarios/two-queues.json")).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    file["steady_state"] = json!({ "warm_up_minutes": 60, "batch_minutes": 30 });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.json");
    fs::write(&path, file.to_string()).unwrap();
    let loaded = load(&path, &[]).unwrap();
    assert!(loaded.base.steady_state.is_some());
    assert_eq!(again(&Model::new(&loaded.base)), 0);
}

#[test]
fn an_allocation_is_counted() {
    let mut kept = Vec::new();
    assert_eq!(allocations(|| kept.push(1_u64)), 1);
    assert_eq!(allocations(|| kept.reserve(1000)), 1);
    assert_eq!(allocations(|| kept.push(2)), 0);
}
