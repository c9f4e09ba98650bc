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
