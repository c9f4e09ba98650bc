//! `risk`: the answer, its JSON, and what is refused.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{assert_refused, stderr, stdout, switchroom, with_centre};

/// The scenario that `new` writes, with a volume that is not known.
pub(super) fn with_unknown() -> tempfile::TempDir {
    let folder = with_centre();
    let path = folder.path().join("centre.json");
    let text = fs::read_to_string(&path).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    let types = file["contact_types"].as_object_mut().unwrap();
    let sales = &mut types["sales"];
    sales["volume_per_hour"] = serde_json::json!({ "between": [20, 40], "note": "as ever" });
    fs::write(&path, file.to_string()).unwrap();
    folder
}

fn risk(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let few = ["risk", "centre.json", "--draws", "5"];
    switchroom(folder, &[&few[..], arguments].concat())
}

#[test]
fn the_page_tells_days_inputs_and_chance() {
    let folder = with_unknown();
    let output = risk(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = stdout(&output);
    for wanted in [
        "Days  one of ten",
        "P90",
        "by inputs",
        "volume per hour of sales: 20 to 40 (`contact_types.sales.volume_per_hour`)",
        "5 draws of the inputs, 2 days of each",
    ] {
        assert!(page.contains(wanted), "no {wanted:?} in\n{page}");
    }
}

#[test]
fn the_page_has_both_half_widths_of_each_mean_and_says_what_they_are() {
    let folder = with_unknown();
    let (page, json) =
        (stdout(&risk(folder.path(), &[])), stdout(&risk(folder.path(), &["--export-json", "-"])));
    let json: Value = serde_json::from_str(&json).unwrap();
    let means = page.split_once("Mean day\n").unwrap().1.split_once("\n\n").unwrap().0;
    assert!(means.lines().next().unwrap().ends_with("mean ±by chance  ±by inputs"), "{means}");
    let line = means.lines().find(|line| line.starts_with("  Mean wait ")).unwrap();
    let figure = &json["figures"]["total.mean_wait_seconds"];
    let wanted = ["half_width_by_chance", "half_width_by_inputs"]
        .map(|key| figure[key].as_f64().unwrap())
        .map(|half| format!("±{half:.*}", usize::from(half < 1.95) + usize::from(half < 0.195)));
    let told: Vec<&str> = line.split_whitespace().filter(|word| word.starts_with('±')).collect();
    assert_eq!(told, wanted, "{line}");
    let meaning = page.split_once("What the headings mean").unwrap().1;
    for heading in ["\n  mean ±by chance: the mean day", "\n  ±by inputs: by how much"] {
        assert!(meaning.contains(heading), "no {heading:?} in {meaning}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    let known = switchroom(folder.path(), &["new", "known.json"]);
    assert_eq!(known.status.code(), Some(0), "{}", stderr(&known));
    let known = stdout(&switchroom(folder.path(), &["risk", "known.json", "--draws", "5"]));
    assert!(known.contains("mean ±by chance\n") && !known.contains("±by inputs"), "{known}");
}

#[test]
fn the_json_has_input_and_simulation_apart_and_is_the_same_on_any_threads() {
    let folder = with_unknown();
    let of = |threads: &str| -> Value {
        let output = risk(folder.path(), &["--export-json", "-", "--threads", threads]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let mut json: Value = serde_json::from_str(&stdout(&output)).unwrap();
        json["run"] = Value::Null;
        json
    };
    let one = of("1");
    assert_eq!(one, of("2"));
    assert_eq!(one["risk_format"], 1);
    assert_eq!(one["unknown_inputs"][0]["high"], 40.0);
    let figure = &one["figures"]["total.service_level"];
    assert!(figure["standard_deviation_by_inputs"].is_number(), "{figure}");
    assert!(figure["p10"]["low"].as_f64() <= figure["p90"]["high"].as_f64());
}

#[test]
fn a_run_takes_the_middle_and_says_so() {
    let folder = with_unknown();
    let output = switchroom(folder.path(), &["run", "centre.json", "--replications", "2"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("is between 20 and 40: the middle, 30, is taken"), "{page}");
}

#[test]
fn what_has_no_days_or_no_such_figure_is_refused() {
    let folder = with_unknown();
    let steady = risk(folder.path(), &["--set", "steady_state={}"]);
    assert_refused(&steady, "found a `steady_state`, wanted days");
    let figure = risk(folder.path(), &["--measure", "total.service_lvel"]);
    assert_refused(&figure, "--measure:1:1: found `service_lvel`");
}
