//! The exit code says what was found: whoever reads it, and whatever else goes wrong.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::{folder, stderr, stdout, switchroom, with_centre, with_what_if};

/// A service level of 99.9 % that four agents never give.
const FAILS: &str = r#"{
  "format": 1,
  "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 30 },
  "contact_types": {
    "a": { "volume_per_hour": 60, "handle_time": { "mean_seconds": 120 },
           "patience": { "mean_seconds": 120 } } },
  "agent_groups": { "g": { "agents": 4, "skills": ["a"] } },
  "checks": { "no": { "measure": "contact_types.a.service_level", "at_least": 0.999 } }
}"#;

fn with_failing() -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join("fails.json"), FAILS).unwrap();
    folder
}

/// Runs the program with nobody who reads its stdout.
fn unread(folder: &Path, arguments: &[&str]) -> Output {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_switchroom"));
    command.current_dir(folder).args(arguments).stdout(writer).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap()
}

#[test]
fn a_reader_that_leaves_changes_no_finding() {
    let folder = with_failing();
    let bad = folder.path().join("bad.json");
    fs::write(bad, "{").unwrap();
    for (arguments, code) in [
        (&["check", "fails.json"][..], 1),
        (&["check", "fails.json", "--export-json", "-"], 1),
        (&["check", "fails.json", "--export-markdown", "/dev/stdout"], 1),
        (&["check", "fails.json", "--lenient"], 1),
        (&["validate", "fails.json", "bad.json"], 2),
        (&["validate", "bad.json", "fails.json"], 2),
        (&["run", "fails.json", "--replications", "5"], 0),
        (&["run", "fails.json", "--replications", "5", "--export-csv", "-"], 0),
        (&["bench", "fails.json", "--repeats", "1", "--replications", "2"], 0),
    ] {
        if cfg!(not(unix)) && arguments.contains(&"/dev/stdout") {
            continue;
        }
        let (read, unread) =
            (switchroom(folder.path(), arguments), unread(folder.path(), arguments));
        assert_eq!(read.status.code(), Some(code), "{arguments:?}: {}", stderr(&read));
        assert_eq!(unread.status.code(), Some(code), "{arguments:?}: {}", stderr(&unread));
        assert!(!stderr(&unread).contains("stdout"), "{arguments:?}: {}", stderr(&unread));
    }
}

#[test]
fn rows_that_nobody_reads_lose_nothing_of_the_sweep() {
    let folder = with_centre();
    let words = ["sweep", "centre.json", "--scan-scale", "contact_types.*.volume=0.9..1.1..0.1"];
    let rows =
        ["--replications", "20", "--export-replications", "/dev/stdout", "--export-json", "j"];
    if cfg!(not(unix)) {
        return;
    }
    let output = unread(folder.path(), &[&words[..], &rows].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(folder.path().join("j")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["points"].as_array().unwrap().len(), 3);
}

#[test]
#[cfg(target_os = "linux")]
fn an_output_that_fails_loses_none_of_the_others_and_is_exit_code_2() {
    let folder = with_what_if();
    let compare = ["compare", "whatif.json", "--replications", "20", "--export-csv", "out.csv"];
    let output =
        switchroom(folder.path(), &[&compare[..], &["--export-json", "/dev/full"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/dev/full cannot be written to"), "{}", stderr(&output));
    assert!(folder.path().join("out.csv").is_file());
    assert!(stdout(&output).contains("digest"), "the page is there");

    fs::write(folder.path().join("fails.json"), FAILS).unwrap();
    let check = ["check", "fails.json", "--junit", "/dev/full", "--export-markdown", "out.md"];
    let output = switchroom(folder.path(), &check);
    assert_eq!(output.status.code(), Some(2), "what cannot be written is told first");
    assert!(stderr(&output).contains("/dev/full cannot be written to"), "{}", stderr(&output));
    assert!(folder.path().join("out.md").is_file());
    assert!(stdout(&output).contains("fail"), "{}", stdout(&output));

    // Even where the one that fails is stdout.
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_switchroom"));
    command.current_dir(folder.path()).args(&compare[..4]).args(["--export-json", "whole.json"]);
    let output = command.stdout(full).stderr(Stdio::piped()).spawn().unwrap();
    let output = output.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("stdout cannot be written to"), "{}", stderr(&output));
    assert!(folder.path().join("whole.json").is_file());
}

#[test]
fn more_threads_than_are_of_use_are_not_made() {
    let folder = with_failing();
    let with = |threads: &str| {
        let words = ["run", "fails.json", "--replications", "5", "--threads", threads];
        switchroom(folder.path(), &words)
    };
    let (one, many) = (with("1"), with("100000"));
    assert_eq!((one.status.code(), many.status.code()), (Some(0), Some(0)));
    assert_eq!(stdout(&one), stdout(&many));
    assert!(stderr(&many).contains("threads are used in place of 100,000"), "{}", stderr(&many));
    assert!(!stderr(&one).contains("threads"), "{}", stderr(&one));
}
