//! What goes where: help, usage errors, quiet, closed pipes.

use std::process::{Command, Stdio};

use super::{assert_refused, folder, stderr, stdout, switchroom};

#[test]
fn help_shows_examples_before_options() {
    let folder = folder();
    for arguments in [&["--help"][..], &["run", "--help"], &["compare", "-h"], &["explain", "-h"]] {
        let output = switchroom(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0));
        let text = stdout(&output);
        let place = |word| text.find(word).unwrap_or_else(|| panic!("no {word} in {text}"));
        assert!(place("Examples:") < place("Usage:") && place("Usage:") < place("Options:"));
        assert_eq!(stderr(&output), "");
    }
}

#[test]
fn shared_flags_are_spelled_the_same_everywhere() {
    let folder = folder();
    for command in ["run", "compare"] {
        let text = stdout(&switchroom(folder.path(), &[command, "--help"]));
        for flag in [
            "--seed",
            "--replications",
            "--threads",
            "--confidence",
            "--set",
            "--scale",
            "--export-json",
            "--export-csv",
            "--quiet",
            "--no-color",
        ] {
            assert!(text.contains(flag), "{command} lacks {flag}");
        }
    }
}

#[test]
fn a_wrong_command_line_is_exit_code_2_and_told_on_stderr() {
    let folder = folder();
    for arguments in [
        &["simulate"][..],
        &["run"],
        &["run", "centre.json", "--sed", "1"],
        &["run", "centre.json", "--replications", "0"],
        &["run", "centre.json", "--threads", "0"],
        &["run", "centre.json", "--seed", "9007199254740992"],
        &["run", "centre.json", "--set", "nothing"],
        &["run", "centre.json", "--scale", "path=much"],
        &["run", "centre.json", "--confidence", "95"],
    ] {
        assert_refused(&switchroom(folder.path(), arguments), "error:");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = folder();
    for command in ["run", "compare", "validate"] {
        let output = switchroom(folder.path(), &[command, "centre.json"]);
        assert_refused(&output, "centre.json cannot be read");
    }
}

#[test]
fn quiet_leaves_stderr_empty_and_the_exit_code_speaking() {
    let folder = folder();
    for command in ["run", "compare", "validate"] {
        let output = switchroom(folder.path(), &[command, "centre.json", "--quiet"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!((stdout(&output), stderr(&output)), (String::new(), String::new()));
    }
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    for arguments in [&["explain"][..], &["schema"], &["new", "-"], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_switchroom"));
        let child = command.args(arguments).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}

#[test]
fn the_schema_is_json() {
    let output = switchroom(folder().path(), &["schema"]);
    assert_eq!(output.status.code(), Some(0));
    let schema: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert!(schema.is_object());
}
