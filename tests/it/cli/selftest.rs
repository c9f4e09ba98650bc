//! `switchroom selftest`. That it can fail is seen where the engine can be broken: in the unit
//! tests of the crate, and in CI with the feature `planted-fault`.

use std::fs;

use serde_json::Value;

use super::{assert_holds, assert_refused, folder, stderr, stdout, switchroom};

#[test]
fn this_build_finds_the_answers_that_are_known() {
    let folder = folder();
    let output =
        switchroom(folder.path(), &["selftest", "--effort", "0.1", "--export-json", "found.json"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
    assert!(text.contains("Erlang C, 6 agents"), "{text}");
    assert!(text.contains("figures agree, from "), "{text}");
    assert!(!text.contains("DIFFERS") && !text.contains("TOO WIDE"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(stderr(&output).contains("of processor time"));
    assert_holds(folder.path(), &["found.json"]);
    let json = fs::read_to_string(folder.path().join("found.json")).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["all_agree"], true);
    let checks = json["checks"].as_array().unwrap();
    assert!(checks.len() > 20);
    for check in checks {
        assert_eq!(check["verdict"], "agrees", "{check}");
        assert!(!check["source"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_selftest_that_could_not_be_kept_is_refused_at_once() {
    let output = switchroom(folder().path(), &["selftest", "--export-json", "no/found.json"]);
    assert_refused(&output, "its folder does not exist");
    let output = switchroom(folder().path(), &["selftest", "--effort", "0"]);
    assert_refused(&output, "wanted a factor from 0.01 to 1000");
}
