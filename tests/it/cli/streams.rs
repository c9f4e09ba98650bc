//! What goes where: help, usage errors, quiet, closed pipes.

use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::process::{Command, Stdio};

use super::{assert_refused, folder, stderr, stdout, switchroom, with_centre};

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
fn quiet_keeps_errors_and_problems_and_nothing_else() {
    let folder = with_centre();
    for command in ["run", "compare", "validate"] {
        let output = switchroom(folder.path(), &[command, "nobody.json", "--quiet"]);
        assert_refused(&output, "nobody.json cannot be read");
    }
    fs::write(folder.path().join("wrong.json"), r#"{ "format": 1, "lines": 0 }"#).unwrap();
    let output = switchroom(folder.path(), &["validate", "wrong.json", "--quiet"]);
    assert_refused(&output, "wrong.json:1:25: found 0, wanted a whole number");
    let run = ["run", "centre.json", "--replications", "2", "--quiet"];
    assert_eq!(stderr(&switchroom(folder.path(), &run)), "");
}

#[test]
fn a_command_that_is_nearly_right_is_told() {
    let folder = folder();
    for (typed, meant) in [("nwe", "new"), ("rnu", "run"), ("comapre", "compare"), ("bst", "best")]
    {
        let output = switchroom(folder.path(), &[typed]);
        assert_refused(&output, &format!("'{meant}'"));
    }
    assert!(!stderr(&switchroom(folder.path(), &["tea"])).contains("similar"));
}

#[test]
fn shares_and_times_are_taken_as_people_write_them() {
    let folder = folder();
    let erlang = |more: &[&str]| {
        let asked = ["erlang", "--volume", "1200", "--patience", "3:00"];
        switchroom(folder.path(), &[&asked[..], more].concat())
    };
    let one = erlang(&["--handle-time", "300", "--service-level", "0.8"]);
    let other = erlang(&["--handle-time", "5:00", "--service-level", "80%"]);
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
    assert_eq!(stdout(&one), stdout(&other));
    let wrong = erlang(&["--handle-time", "300", "--service-level", "80"]);
    assert_refused(&wrong, "did you mean 0.80 or 80%?");
    assert_refused(&erlang(&["--handle-time", "5:77"]), "3:00");
}

/// The command after a label, with the lines that it goes on for.
#[cfg(unix)]
fn command_after(label: &str, page: &str) -> String {
    let from = page.find(label).unwrap_or_else(|| panic!("no {label:?} in {page}"));
    let lines = page[from + label.len()..].lines();
    let mut command = String::new();
    for line in lines {
        let goes_on = line.ends_with('\\');
        command.push_str(line.trim_end_matches('\\'));
        if !goes_on {
            break;
        }
    }
    command.trim().to_owned()
}

#[test]
#[cfg(unix)]
fn the_command_of_a_page_can_be_pasted_into_a_shell() {
    let folder = with_centre();
    let name = "it's a centre & more $HOME * (1).json";
    fs::rename(folder.path().join("centre.json"), folder.path().join(name)).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_switchroom")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let set = r#"contact_types.*.patience={"mean_seconds": 100}"#;
    for arguments in [
        &["run", name, "--replications", "2", "--set", set][..],
        &["compare", name, "--replications", "2", "--set", "name=two  blanks; and = 'quotes'"],
        &["sweep", name, "--replications", "2", "--scan-scale", "contact_types.*.volume=0.9,1.1"],
        &["risk", name, "--draws", "2", "--days", "2", "--measure", "total.asa_seconds"],
    ] {
        let output = switchroom(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let page = stdout(&output);
        let again = command_after("again: ", &page);
        let shell = Command::new("sh")
            .current_dir(folder.path())
            .env("PATH", &path)
            .args(["-c", &again])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8(shell.stdout).unwrap(), page, "{again}");
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
