//! `switchroom run` and `switchroom compare`, from end to end.

use std::fs;

use serde_json::Value;

use super::{
    assert_holds, assert_refused, command, stderr, stdout, switchroom, with_centre, with_what_if,
};

const RUN: [&str; 4] = ["run", "centre.json", "--replications", "50"];
const COMPARE: [&str; 4] = ["compare", "whatif.json", "--replications", "50"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_run_reports_on_stdout_and_tells_its_effort_on_stderr() {
    let folder = with_centre();
    let output = switchroom(folder.path(), &RUN);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("Service level") && text.contains("50 days (as asked for)"), "{text}");
    assert!(!text.contains('\x1b'), "colour off a terminal");
    assert!(stderr(&output).contains("of processor time"));
    let quiet = switchroom(folder.path(), &[&RUN[..], &["--quiet"]].concat());
    assert_eq!((stdout(&quiet), stderr(&quiet)), (text, String::new()));
}

#[test]
fn an_export_to_stdout_takes_the_place_of_the_report() {
    let folder = with_centre();
    let output = switchroom(folder.path(), &[&RUN[..], &["--export-json", "-"]].concat());
    let results = json(&stdout(&output));
    assert_eq!(results["result_format"], 1);
    assert_eq!(results["run"]["replications"], 50);
    assert!(results["total"]["service_level"]["half_width"].as_f64().unwrap() > 0.0);
    assert_holds(folder.path(), &["centre.json"]);
}

#[test]
fn files_are_exported_beside_the_report() {
    let folder = with_what_if();
    let exports = ["--export-json", "results.json", "--export-csv", "results.csv"];
    let output = switchroom(folder.path(), &[&COMPARE[..], &exports].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("Differences from base"));
    assert_holds(folder.path(), &["centre.json", "results.csv", "results.json", "whatif.json"]);
    let results = json(&fs::read_to_string(folder.path().join("results.json")).unwrap());
    let same = &results["differences"]["same"]["total"]["service_level"];
    assert_eq!((&same["mean"], &same["half_width"]), (&0.0.into(), &0.0.into()));
    let csv = fs::read_to_string(folder.path().join("results.csv")).unwrap();
    assert!(csv.starts_with("figure,variant,subject_kind,"));
}

#[test]
fn the_report_is_the_same_on_any_number_of_threads() {
    let folder = with_what_if();
    let on = |threads| {
        stdout(&switchroom(folder.path(), &[&COMPARE[..], &["--threads", threads]].concat()))
    };
    assert_eq!(on("1"), on("2"));
}

#[test]
fn a_comparison_without_variants_is_refused() {
    let folder = with_centre();
    let file = folder.path().join("centre.json");
    let mut centre = json(&fs::read_to_string(&file).unwrap());
    let keys = centre.as_object_mut().unwrap();
    keys.retain(|key, _| key != "variants" && key != "contrasts");
    fs::write(&file, centre.to_string()).unwrap();
    let output = switchroom(folder.path(), &["compare", "centre.json"]);
    assert_refused(&output, "centre.json: found no variants");
}

#[test]
fn a_run_of_a_what_if_says_that_it_leaves_the_variants_out() {
    let folder = with_what_if();
    let output = switchroom(folder.path(), &["run", "whatif.json", "--replications", "10"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("left out: 2 variants"));
}

#[test]
fn no_color_and_dumb_terminals_get_no_codes() {
    let folder = with_centre();
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let output = command(folder.path(), &RUN).env(name, value).output().unwrap();
        assert!(!stdout(&output).contains('\x1b'));
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_reports_what_is_finished_and_exits_with_130() {
    let folder = with_centre();
    let output = super::interrupted(
        folder.path(),
        &["run", "centre.json", "--replications", "100000000", "--export-json", "-"],
    );
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    let results = json(&stdout(&output));
    assert_eq!(results["run"]["interrupted"], true);
    let (done, of) = (&results["run"]["replications"], &results["run"]["replications_requested"]);
    assert!(done.as_u64() < of.as_u64() && done.as_u64() > Some(0));
    let asked = done.to_string();
    let again = ["run", "centre.json", "--replications", &asked, "--export-json", "-"];
    let again = json(&stdout(&switchroom(folder.path(), &again)));
    assert_eq!(again["digest"], results["digest"]);
}
