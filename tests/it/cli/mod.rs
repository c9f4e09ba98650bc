//! The command line: exit codes, both streams, files.

use std::fs;
use std::path::Path;
use std::process::Output;

mod bench;
mod best;
mod check;
mod endings;
mod erlang;
mod explain;
mod exports;
mod horizon;
mod interrupts;
mod kept;
mod kept_risk;
mod meant;
mod new;
mod outputs;
mod pages;
mod precision;
mod reading;
mod risk;
mod selftest;
mod simulate;
mod staff;
mod steady_state;
mod streams;
mod sweep;
mod validate;

/// Runs the program in a folder.
fn switchroom(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_switchroom"));
    command.current_dir(folder).args(arguments);
    command
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder in which `centre.json` is the scenario that `new` writes.
fn with_centre() -> tempfile::TempDir {
    let folder = folder();
    let output = switchroom(folder.path(), &["new", "--quiet"]);
    assert_eq!(output.status.code(), Some(0));
    folder
}

/// The same with a what-if file beside it.
fn with_what_if() -> tempfile::TempDir {
    let folder = with_centre();
    let what_if = r#"{
  "base": "centre.json",
  "variants": {
    "same": {},
    "volume +10 %": { "scale": { "contact_types.*.volume": 1.1 } }
  }
}"#;
    fs::write(folder.path().join("whatif.json"), what_if).unwrap();
    folder
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Runs the program in a folder and interrupts it, as Ctrl-C does, when it has worked for a while.
#[cfg(unix)]
fn interrupted(folder: &Path, arguments: &[&str]) -> Output {
    use std::process::{Command, Stdio};

    let child = Command::new(env!("CARGO_BIN_EXE_switchroom"))
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_until_it_has_worked(child.id());
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    child.wait_with_output().unwrap()
}

/// Waits until a process has taken half a second of processor time, however busy the machine is.
#[cfg(target_os = "linux")]
fn wait_until_it_has_worked(process: u32) {
    loop {
        let told = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
        // After the name, which is in brackets and may hold blanks: the state first, and hundredths
        // of a second in user mode and in the kernel as the 12th and 13th.
        let entries: Vec<&str> = told.rsplit_once(')').unwrap().1.split_whitespace().collect();
        let hundredths: u64 = entries[11..13].iter().map(|it| it.parse::<u64>().unwrap()).sum();
        assert_ne!(entries[0], "Z", "it ended before it was interrupted");
        if hundredths >= 50 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
fn wait_until_it_has_worked(_process: u32) {
    std::thread::sleep(std::time::Duration::from_secs(2));
}

/// The program refused: exit code 2, nothing on stdout, a reason on stderr.
#[track_caller]
fn assert_refused(output: &Output, reason: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", stderr(output));
    assert_eq!(stdout(output), "");
    assert!(stderr(output).contains(reason), "no {reason:?} in {:?}", stderr(output));
}

/// No file but these is in the folder.
#[track_caller]
fn assert_holds(folder: &Path, wanted: &[&str]) {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, wanted);
}
