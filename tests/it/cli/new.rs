//! `switchroom new`.

use std::fs;

use super::{assert_holds, assert_refused, folder, stderr, stdout, switchroom};

#[test]
fn new_writes_a_scenario_and_names_the_next_command() {
    let folder = folder();
    let output = switchroom(folder.path(), &["new", "tuesday.json"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output), "tuesday.json is written; next: switchroom run tuesday.json\n");
    assert_holds(folder.path(), &["tuesday.json"]);
    let text = fs::read_to_string(folder.path().join("tuesday.json")).unwrap();
    assert!(text.contains("\"format\": 1"), "{text}");
}

#[test]
fn new_does_not_write_over_a_file_unless_forced() {
    let folder = folder();
    let file = folder.path().join("centre.json");
    fs::write(&file, "mine").unwrap();
    assert_refused(&switchroom(folder.path(), &["new"]), "centre.json exists; --force");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(switchroom(folder.path(), &["new", "--force"]).status.code(), Some(0));
    assert_ne!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn new_writes_to_stdout_when_asked() {
    let folder = folder();
    let output = switchroom(folder.path(), &["new", "-"]);
    assert!(stdout(&output).starts_with('{'));
    assert_holds(folder.path(), &[]);
}

#[test]
fn new_refuses_a_folder_that_does_not_exist() {
    let folder = folder();
    let output = switchroom(folder.path(), &["new", "no/centre.json"]);
    assert_refused(&output, "no/centre.json cannot be written to: its folder does not exist");
}

#[cfg(unix)]
#[test]
fn new_writes_into_a_pipe_and_leaves_it_one() {
    use std::os::unix::fs::FileTypeExt;
    use std::process::{Command, Stdio};

    let folder = folder();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    let output = switchroom(folder.path(), &["new", "pipe"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = reader.wait_with_output().unwrap();
    assert!(String::from_utf8(read.stdout).unwrap().contains("\"format\": 1"));
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}
