//! How long the commands take that people wait for, from start to end of the process.
//!
//! They keep one processor busy, so that their processor time is what the clock on the wall shows
//! where nobody else wants it. That is judged; the wall is told beside it.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::large_centre::{LONG, large_centre};
use super::page::Row;

const PROGRAM: &str = env!("CARGO_BIN_EXE_switchroom");
const RUNS: usize = 21;

pub(crate) fn rows() -> Vec<Row> {
    let folder = tempfile::tempdir().expect("there is room for two megabytes");
    let long = folder.path().join("long.json");
    let text = large_centre(&LONG, "A long file", "Made to be read.");
    fs::write(&long, &text).expect("there is room for two megabytes");
    let megabytes = text.len() as f64 / 1e6;
    let long = long.to_str().expect("a temporary folder has a plain name");
    let small = ["run", "scenarios/two-queues.json", "--replications", "1", "--quiet"];
    vec![
        row("`run --replications 1` of B2".to_owned(), &small, 50.0),
        row(format!("`validate` of a scenario of {megabytes:.1} MB"), &["validate", long], 100.0),
    ]
}

fn row(what: String, arguments: &[&str], most: f64) -> Row {
    eprintln!("{what}");
    let before = processor_time_of_children();
    let mut wall: Vec<f64> = (0..RUNS).map(|_| milliseconds(arguments)).collect();
    let processor = (processor_time_of_children() - before) / RUNS as f64;
    wall.sort_by(f64::total_cmp);
    Row {
        what,
        target: format!("under {most} ms"),
        measured: format!(
            "**{processor:.1} ms** (on the wall {:.1}, at best {:.1})",
            wall[RUNS / 2],
            wall[0]
        ),
        holds: processor < most,
    }
}

/// In milliseconds, of all processes that this one has waited for; from `/proc`, whose clock has a
/// hundred ticks a second.
fn processor_time_of_children() -> f64 {
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = status.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(13).take(2).map(str::parse::<f64>);
    ticks.sum::<Result<f64, _>>().unwrap_or(f64::NAN) * 10.0
}

#[expect(clippy::disallowed_methods, reason = "people wait by the clock on the wall")]
fn milliseconds(arguments: &[&str]) -> f64 {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).stdout(Stdio::null());
    let start = Instant::now();
    let ended = command.status().expect("the program runs");
    let took = start.elapsed().as_secs_f64() * 1e3;
    assert!(ended.success(), "{arguments:?}");
    took
}
