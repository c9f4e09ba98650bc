//! What people wait for, with room for a machine that is busy and a build that is not the fastest.
//! What it takes in a release build, beside its target, is in `docs/performance.md`.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use switchroom::scenario::load;

use crate::support::large_centre::{LONG, large_centre};

/// The shortest of so many.
fn best(of: usize, mut took: impl FnMut() -> Duration) -> Duration {
    (0..of).map(|_| took()).min().unwrap()
}

/// The target is 0.1 s.
#[test]
fn two_megabytes_are_read_in_a_quarter_of_a_second_of_processor_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.json");
    fs::write(&path, large_centre(&LONG, "A long file", "Made to be read.")).unwrap();
    assert!(fs::metadata(&path).unwrap().len() > 1_990_000);
    let took = best(5, || {
        let start = ThreadTime::now();
        assert_eq!(load(&path, &[]).unwrap().base.agent_groups.len(), 500);
        start.elapsed()
    });
    assert!(took < Duration::from_millis(250), "{took:?}");
}

/// The target is 50 ms.
#[test]
fn one_day_of_a_small_scenario_is_told_within_a_tenth_of_a_second() {
    let took = best(20, || {
        #[expect(clippy::disallowed_methods, reason = "people wait by the clock on the wall")]
        let start = Instant::now();
        let ended = Command::new(env!("CARGO_BIN_EXE_switchroom"))
            .args(["run", "scenarios/two-queues.json", "--replications", "1", "--quiet"])
            .output();
        let took = start.elapsed();
        assert!(ended.unwrap().status.success());
        took
    });
    assert!(took < Duration::from_millis(100), "{took:?}");
}
