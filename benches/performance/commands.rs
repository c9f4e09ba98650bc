//! How long the commands take that people wait for, from start to end of the process.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use super::large_centre::{Size, large_centre};
use super::page::Row;

const PROGRAM: &str = env!("CARGO_BIN_EXE_switchroom");
const RUNS: usize = 21;
/// Two megabytes as a scenario: the text of it is long, the centre is none that anybody has.
const LONG: Size = Size {
    contact_types: 400,
    groups: 500,
    agents: 10_000,
    skills: &[70],
    load: 0.9,
    interval_minutes: 15,
};

pub(crate) fn rows() -> Vec<Row> {
    let folder = tempfile::tempdir().expect("there is room for two megabytes");
    let long = folder.path().join("long.json");
    let text = large_centre(&LONG, "A long file", "Made to be read.");
    fs::write(&long, &text).expect("there is room for two megabytes");
    let megabytes = text.len() as f64 / 1e6;
    let long = long.to_str().expect("a temporary folder has a plain name");
    let small = ["run", "scenarios/two-queues.json", "--replications", "1"];
    vec![
        row("`run --replications 1` of B2".to_owned(), &small, 50.0),
        row(format!("`validate` of a scenario of {megabytes:.1} MB"), &["validate", long], 100.0),
    ]
}

fn row(what: String, arguments: &[&str], most: f64) -> Row {
    eprintln!("{what}");
    let mut took: Vec<f64> = (0..RUNS).map(|_| milliseconds(arguments)).collect();
    took.sort_by(f64::total_cmp);
    let median = took[RUNS / 2];
    Row {
        what,
        target: format!("under {most} ms"),
        measured: format!("**{median:.1} ms** ({:.1} at best)", took[0]),
        holds: median < most,
    }
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
