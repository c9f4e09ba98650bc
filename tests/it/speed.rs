//! What people wait for, with room for a machine that is busy and a build that is not the fastest.
//! What it takes in a release build, beside its target, is in `docs/performance.md`.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use serde_json::Value;
use switchroom::scenario::load;

use crate::support::large_centre::{LONG, large_centre};

/// The shortest of so many.
fn best(of: usize, mut took: impl FnMut() -> Duration) -> Duration {
    (0..of).map(|_| took()).min().unwrap()
}

/// Times that a plain reader of JSON takes for the same text, which a busy machine slows as much: 7
/// of them were taken when this was written, both built for tests.
const READINGS: u32 = 12;

#[test]
#[ignore = "long: it is timed in turns; .ci/run runs it"]
fn two_megabytes_are_read_in_so_many_times_what_plain_json_takes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.json");
    let text = large_centre(&LONG, "A long file", "Made to be read.");
    fs::write(&path, &text).unwrap();
    assert!(text.len() > 1_990_000);
    let (mut took, mut plain) = (Duration::MAX, Duration::MAX);
    for _ in 0..7 {
        let start = ThreadTime::now();
        assert_eq!(load(&path, &[]).unwrap().base.agent_groups.len(), 500);
        took = took.min(start.elapsed());
        let start = ThreadTime::now();
        assert!(serde_json::from_str::<Value>(&text).unwrap().is_object());
        plain = plain.min(start.elapsed());
    }
    assert!(took < READINGS * plain, "{took:?} for what plain JSON takes {plain:?}");
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
