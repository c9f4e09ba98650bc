//! `switchroom validate`.

use std::fs;

use super::{stderr, stdout, switchroom, with_what_if};

#[test]
fn files_that_are_fine_are_echoed() {
    let folder = with_what_if();
    let output = switchroom(folder.path(), &["validate", "centre.json", "whatif.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    let text = stdout(&output);
    assert!(text.contains("centre.json: fine; "), "{text}");
    assert!(text.contains(", 2 variants"), "{text}");
}

#[test]
fn problems_of_all_files_stand_one_a_line_and_are_counted() {
    let folder = with_what_if();
    fs::write(folder.path().join("wrong.json"), "{ \"format\": 1, \"nonsense\": 2 }").unwrap();
    let output = switchroom(folder.path(), &["validate", "wrong.json", "centre.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("centre.json: fine; "));
    let text = stderr(&output);
    let problems: Vec<&str> = text.lines().filter(|line| line.starts_with("wrong.json:")).collect();
    assert!(
        problems.iter().any(|it| it.contains(":1:16: found ") && it.contains("nonsense")),
        "{text}"
    );
    assert!(text.ends_with(&format!("{} problems\n", problems.len())), "{text}");
}

#[test]
fn a_scenario_is_exported_filled_in() {
    let folder = with_what_if();
    let run = |arguments: &[&str]| switchroom(folder.path(), arguments);
    let output = run(&["validate", "whatif.json", "--export-filled", "alone.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("whatif.json: fine; "), "{}", stdout(&output));
    let written = fs::read_to_string(folder.path().join("alone.json")).unwrap();
    assert!(!written.contains("\"base\""), "{written}");
    let output = run(&["validate", "whatif.json", "--export-filled", "-"]);
    assert_eq!((stdout(&output), stderr(&output)), (written, String::new()));
    let compared = |file: &str| {
        let output = run(&["compare", file, "--replications", "3", "--export-json", "-"]);
        let value: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        value["variants"].to_string()
    };
    assert_eq!(compared("whatif.json"), compared("alone.json"));
}

#[test]
fn a_filled_in_scenario_is_of_one_file_and_written_over_none_that_was_read() {
    let folder = with_what_if();
    let refused = |arguments: &[&str], reason: &str| {
        let output = switchroom(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
        assert_eq!(stdout(&output), "");
    };
    let two = ["validate", "centre.json", "whatif.json", "--export-filled", "alone.json"];
    refused(&two, "found 2 files with --export-filled, wanted one");
    assert!(!folder.path().join("alone.json").exists());
    let before = fs::read(folder.path().join("centre.json")).unwrap();
    for file in ["centre.json", "whatif.json"] {
        let onto = ["validate", file, "--export-filled", "./centre.json"];
        refused(&onto, "centre.json cannot be written to: it is the file to read from");
    }
    assert_eq!(fs::read(folder.path().join("centre.json")).unwrap(), before);
}
