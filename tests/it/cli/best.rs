//! `switchroom best`, from end to end.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{assert_refused, stderr, stdout, switchroom, with_centre, with_what_if};

const KEEP_IDLE: &str = "agent_groups.blended.skills.service.keep_idle=0..2";

fn results(folder: &Path, arguments: &[&str]) -> Value {
    let output = switchroom(folder, &[&["best"], arguments, &["--export-json", "-"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn names(results: &Value) -> Vec<&String> {
    results["designs"].as_object().unwrap().keys().collect()
}

#[test]
fn the_best_variant_is_named_with_how_sure_that_is() {
    let folder = with_what_if();
    let output = switchroom(folder.path(), &["best", "whatif.json", "--export-csv", "best.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("The highest net value is that of “"), "{text}");
    assert!(text.contains("With 95 % confidence"), "{text}");
    assert!(text.contains("the same"), "a variant without a change is the base: {text}");
    let csv = fs::read_to_string(folder.path().join("best.csv")).unwrap();
    assert_eq!(csv.lines().count(), 3, "what happens is no design: {csv}");
    let aside = "“volume +10 %” (volume) is a what if, not a choice: left aside";
    assert!(text.contains(aside), "{text}");
    assert!(csv.starts_with("rank,design,measure,mean,half_width,low,high,less_leader,"));
}

#[test]
fn a_file_without_variants_may_try_every_policy_on_any_number_of_threads() {
    let folder = with_centre();
    let asked = ["centre.json", "--policy", "all", "--by", "service_level"];
    let found = results(folder.path(), &asked);
    assert_eq!(names(&found).len(), 5, "the base stands aside: {found}");
    assert_eq!(found["decided"], true);
    assert_eq!(found["wanted"], "highest");
    assert_eq!(found["indifference"], 0.005);
    let best = found["best"].as_str().unwrap();
    assert_eq!(found["designs"][best]["standing"], "leader");
    let level = |name: &str| found["designs"][name]["level"]["mean"].as_f64().unwrap();
    assert!(level(best) > level("policy=split"));
    let on_one = results(folder.path(), &[&asked[..], &["--threads", "1"]].concat());
    assert_eq!((&on_one["digest"], &on_one["designs"]), (&found["digest"], &found["designs"]));
}

#[test]
fn a_grid_of_values_is_searched() {
    let folder = with_centre();
    let after = "agent_groups.blended.skills.service.after_seconds=0,30";
    let flags = ["--over", KEEP_IDLE, "--over", after, "--by", "contact_types.sales.abandon_rate"];
    let found = results(folder.path(), &[&["centre.json"], &flags[..]].concat());
    assert_eq!(found["wanted"], "lowest");
    let mut names = names(&found);
    names.sort();
    assert_eq!(names.len(), 6);
    assert_eq!(names[1], "keep_idle=0, after_seconds=30");
    for design in found["designs"].as_object().unwrap().values() {
        let ends = &design["less_best_of_the_others"];
        assert!(ends["low"].as_f64().unwrap() <= 0.0 && ends["high"].as_f64().unwrap() >= 0.0);
    }
}

#[test]
fn variants_stand_aside_for_scans_with_what_is_claimed_of_them_and_the_report_says_so() {
    let folder = with_what_if();
    let claims = r#"{ "base": "centre.json", "variants": { "a": {}, "b": {} },
        "contrasts": { "c": { "plus": ["a"], "minus": ["b"] } },
        "checks": { "d": { "variant": "a", "measure": "total.offered", "at_least": 1 } } }"#;
    fs::write(folder.path().join("claims.json"), claims).unwrap();
    let flags = ["--policy", "split,longest_wait", "--over", "lines=50,60"];
    let few = ["--max-replications", "100"];
    let found = results(folder.path(), &[&["claims.json"], &flags[..], &few].concat());
    let said =
        "claims.json: its own variants are left aside for the designs of --policy and --over.";
    assert_eq!(found["understood"][0], said);
    assert_eq!(names(&found).len(), 4);
    fs::write(folder.path().join("bare.json"), r#"{ "base": "centre.json" }"#).unwrap();
    let found = results(folder.path(), &[&["bare.json"], &flags[..], &few].concat());
    assert!(!found["understood"].to_string().contains("designs of"), "it has no variants: {found}");
}

#[test]
fn what_is_not_decided_says_so() {
    let folder = with_what_if();
    let flags = ["--indifference", "0.01", "--max-replications", "150"];
    let mut arguments = vec!["best", "whatif.json", "--over", KEEP_IDLE];
    arguments.extend(flags);
    let output = switchroom(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Not decided after 150 days, the most that were allowed"), "{text}");
    let left_aside = "- whatif.json: its own variants are left aside for the designs of --over.";
    assert!(text.contains(left_aside), "{text}");
    arguments.extend(["--time-limit", "1s", "--export-json", "-"]);
    arguments[6] = "--max-replications";
    arguments[7] = "100000000";
    let output = switchroom(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(found["decided"], false);
    assert_eq!(found["run"]["ended_by"], "time_limit");
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let folder = with_centre();
    let refused = |flags: &[&str], reason: &str| {
        let output = switchroom(folder.path(), &[&["best", "centre.json"], flags].concat());
        assert_refused(&output, reason);
    };
    refused(&["--over", "a.b=1..2"], "--over:1:1: found the unknown key `a`");
    refused(&["--over", "a.b"], "--over:1:1: found `a.b`, wanted PATH=FROM..TO");
    refused(&["--policy", "splt,longest_wait"], "--policy:1:1: found \"splt\", wanted `split`");
    refused(&["--policy", "all", "--by", "nt_value"], "--by:1:1: found `nt_value`");
    refused(&["--policy", "all", "--by", "offered"], "wanted --highest or --lowest");
    refused(&["--policy", "split"], "wanted at least two");
    refused(&["--policy", "all", "--indifference", "0"], "wanted a number above 0");
}

#[test]
#[cfg(unix)]
fn an_interrupt_reports_what_is_known_and_exits_with_130() {
    let folder = with_centre();
    let output = super::interrupted(
        folder.path(),
        &[
            &["best", "centre.json", "--over", KEEP_IDLE, "--indifference", "0.000001"][..],
            &["--max-replications", "100000000", "--export-json", "-"][..],
        ]
        .concat(),
    );
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(found["run"]["interrupted"], true);
    assert_eq!(names(&found).len(), 3);
}
