//! `switchroom check`, from end to end: what other tools' gates got wrong, and what a gate needs.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use super::{assert_holds, assert_refused, command, folder, stderr, stdout};

/// A desk that answers some 70 % in time, and a type that nobody calls for.
const CENTRE: &str = r#"{
  "format": 1, "name": "small",
  "day": { "opens": "08:00", "closes": "12:00" },
  "contact_types": {
    "sales": { "volume_per_hour": 60, "handle_time": { "mean_seconds": 300 }, "patience": { "mean_seconds": 120 } },
    "fax": { "volume_per_hour": 0, "handle_time": { "mean_seconds": 300 }, "patience": { "mean_seconds": 60 } }
  },
  "agent_groups": { "desk": { "agents": 6, "skills": ["sales", "fax"] } },
  "checks": {
CHECKS
  }
}"#;

const HOLDS: &str =
    r#"    "sales hold": { "measure": "contact_types.sales.service_level", "at_least": 0.5 }"#;
const FAILS: &str =
    r#"    "sales shine": { "measure": "contact_types.sales.service_level", "at_least": 0.95 }"#;
const MARGIN: &str =
    r#"    "still": { "measure": "contact_types.sales.service_level", "margin": 0.02 }"#;
/// Near enough to the figure that a few days do not decide.
const NEAR: &str =
    r#"    "near": { "measure": "contact_types.sales.service_level", "at_least": 0.73 }"#;
const FEW: [&str; 4] = ["--replications", "2", "--max-replications", "2"];

fn put(folder: &Path, name: &str, checks: &[&str]) {
    let text = CENTRE.replace("CHECKS", &checks.join(",\n"));
    fs::write(folder.join(name), text).unwrap();
}

fn with(checks: &[&str]) -> tempfile::TempDir {
    let folder = folder();
    put(folder.path(), "centre.json", checks);
    folder
}

/// Where no continuous integration is.
fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = command(folder, &["check"]);
    for name in ["CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.args(arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn exported(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let output = check(folder, &[arguments, &["--export-json", "-"]].concat());
    (code(&output), serde_json::from_str(&stdout(&output)).unwrap())
}

#[test]
fn a_check_that_holds_ends_with_0_and_one_that_fails_with_1() {
    let folder = with(&[HOLDS]);
    let output = check(folder.path(), &["centre.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("pass") && text.contains("at least 50 %"), "{text}");
    // A regression that is found and ends with 0 is no gate.
    put(folder.path(), "centre.json", &[HOLDS, FAILS]);
    let output = check(folder.path(), &["centre.json"]);
    assert_eq!(code(&output), 1, "{}", stdout(&output));
    let text = stdout(&output);
    assert!(text.contains("FAIL  sales shine"), "{text}");
    assert!(text.contains("centre.json:11:5: FAIL: `sales shine`:"), "{text}");
    assert!(text.contains("2 assertions of 1 file: 1 failed, 1 passed"), "{text}");
}

#[test]
fn a_regression_from_the_baseline_ends_with_1_and_says_which_way() {
    let folder = with(&[MARGIN]);
    assert_eq!(code(&check(folder.path(), &["centre.json", "--update"])), 0);
    let same = check(folder.path(), &["centre.json"]);
    assert_eq!(code(&same), 0, "{}", stdout(&same));
    assert!(stdout(&same).contains("the same as its baseline on 200 days"), "{}", stdout(&same));
    let slower = ["centre.json", "--scale", "contact_types.sales.handle_time.mean_seconds=1.1"];
    let output = check(folder.path(), &slower);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains(", worse"), "{}", stdout(&output));
    let better = check(folder.path(), &["centre.json", "--set", "agent_groups.desk.agents=7"]);
    assert_eq!(code(&better), 1, "a shift is a shift");
    assert!(stdout(&better).contains(", better"), "{}", stdout(&better));
}

#[test]
fn a_misspelled_measure_is_refused_before_anything_runs() {
    let folder = with(&[
        r#"    "typo": { "measure": "contact_types.sales.sevice_level", "at_least": 0.8 }"#,
        HOLDS,
    ]);
    put(folder.path(), "good.json", &[HOLDS]);
    let output = check(folder.path(), &["good.json", "centre.json"]);
    assert_refused(&output, "centre.json:10:26: found `sevice_level`, wanted");
    assert!(stderr(&output).contains("`service_level`"));
}

#[test]
fn an_assertion_over_zero_observations_does_not_pass() {
    for check_ in [
        r#"    "fax": { "measure": "contact_types.fax.service_level", "at_least": 0.8 }"#,
        r#"    "fax": { "measure": "contact_types.fax.abandoned", "at_most": 3 }"#,
        r#"    "fax": { "measure": "contact_types.fax.wait_p90_seconds", "at_most": 60 }"#,
    ] {
        let folder = with(&[check_]);
        let output = check(folder.path(), &["centre.json", "--max-replications", "50"]);
        assert_eq!(code(&output), 1, "{}", stdout(&output));
        let text = stdout(&output);
        assert!(text.contains("ERROR  fax") && text.contains("no observations"), "{text}");
    }
}

#[test]
fn passed_is_true_exactly_where_it_passed() {
    let folder = with(&[HOLDS, FAILS]);
    let (code, json) = exported(folder.path(), &["centre.json"]);
    assert_eq!((code, &json["check_format"], &json["passed"]), (1, &json!(1), &json!(false)));
    let assertions = json["files"][0]["assertions"].as_array().unwrap();
    let told: Vec<_> = assertions.iter().map(|it| (&it["passed"], &it["verdict"])).collect();
    let wanted = [(&json!(true), &json!("pass")), (&json!(false), &json!("fail"))];
    assert_eq!(told, wanted);
    assert_eq!(assertions[1]["place"], json!({"file": "centre.json", "line": 11, "column": 5}));
    put(folder.path(), "centre.json", &[HOLDS]);
    let (code, json) = exported(folder.path(), &["centre.json"]);
    assert_eq!((code, &json["passed"]), (0, &json!(true)));
}

#[test]
fn junit_has_its_message_in_the_body_too() {
    let folder = with(&[HOLDS, FAILS]);
    assert_eq!(code(&check(folder.path(), &["centre.json", "--junit", "checks.xml"])), 1);
    let text = fs::read_to_string(folder.path().join("checks.xml")).unwrap();
    let (_, failure) = text.split_once("<failure message=\"").expect("a failure");
    let (message, rest) = failure.split_once('"').unwrap();
    let (_, body) = rest.split_once('>').unwrap();
    assert!(message.starts_with("fail: contact_types.sales.service_level: "), "{message}");
    assert!(body.starts_with(message), "{body}");
    assert!(text.contains("tests=\"2\"") && text.contains("failures=\"1\""), "{text}");
}

#[test]
fn a_missing_baseline_fails_with_the_command_that_makes_one() {
    let folder = with(&[MARGIN]);
    let output = check(folder.path(), &["centre.json"]);
    assert_eq!(code(&output), 1);
    let made = "there is no baseline at baselines/centre.json; to make one: switchroom check \
                --update centre.json";
    assert!(stdout(&output).contains(made), "{}", stdout(&output));
    let lenient = check(folder.path(), &["centre.json", "--lenient"]);
    assert_eq!(code(&lenient), 0);
    assert!(stdout(&lenient).contains("warn: skipped"), "{}", stdout(&lenient));
    assert_eq!(code(&check(folder.path(), &["--update", "centre.json"])), 0);
    assert_eq!(code(&check(folder.path(), &["centre.json"])), 0);
}

#[test]
fn what_few_days_do_not_decide_ends_with_3_or_as_asked() {
    let folder = with(&[NEAR]);
    let with_flags =
        |more: &[&str]| check(folder.path(), &[&["centre.json"], &FEW[..], more].concat());
    let output = with_flags(&[]);
    assert_eq!(code(&output), 3, "{}", stdout(&output));
    assert!(stdout(&output).contains("2 days do not decide"), "{}", stdout(&output));
    for (verdict, ending) in [("pass", 0), ("warn", 0), ("fail", 1)] {
        assert_eq!(code(&with_flags(&["--inconclusive", verdict])), ending, "{verdict}");
    }
    put(
        folder.path(),
        "centre.json",
        &[NEAR, r#"    "no": { "measure": "abandon_rate", "at_least": 0.99 }"#],
    );
    let output = check(folder.path(), &["centre.json", "--max-replications", "50"]);
    assert_eq!(code(&output), 1, "3 is inconclusive and nothing else: {}", stdout(&output));
}

#[test]
fn a_warning_never_fails() {
    let warns = FAILS.replace(" }", r#", "severity": "warn" }"#);
    let folder = with(&[&warns, HOLDS]);
    let output = check(folder.path(), &["centre.json"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("warn: fail  sales shine"), "{}", stdout(&output));
    let output = check(folder.path(), &["centre.json", "--only", "sales shine"]);
    assert_eq!(code(&output), 0);
}

#[test]
fn every_failure_has_a_command_that_gives_it_again() {
    let folder = with(&[HOLDS, FAILS]);
    let flags = ["centre.json", "--seed", "5", "--set", "agent_groups.desk.agents=5"];
    let output = check(folder.path(), &flags);
    let text = stdout(&output);
    let again = text.lines().find_map(|line| line.trim().strip_prefix("again: ")).unwrap();
    let wanted = "switchroom check centre.json --only 'sales shine' --set \
                  agent_groups.desk.agents=5 --seed 5";
    assert_eq!(again, wanted);
    let alone = ["--only", "sales shine", "--set", "agent_groups.desk.agents=5", "--seed", "5"];
    let (_, alone) = exported(folder.path(), &[&["centre.json"], &alone[..]].concat());
    let (_, all) = exported(folder.path(), &flags);
    let figure = |json: &Value, at: usize| json["files"][0]["assertions"][at]["found"].clone();
    assert_eq!(figure(&alone, 0), figure(&all, 1));
}

#[test]
fn annotations_stand_at_the_line_of_the_assertion() {
    let folder = with(&[HOLDS, FAILS]);
    let wanted = "::error file=centre.json,line=11,col=5,title=fail%3A sales shine::";
    let output = check(folder.path(), &["centre.json", "--github"]);
    assert!(stdout(&output).contains(wanted), "{}", stdout(&output));
    let mut in_actions = command(folder.path(), &["check", "centre.json"]);
    let output = in_actions.env("GITHUB_ACTIONS", "true").output().unwrap();
    assert!(stdout(&output).contains(wanted), "{}", stdout(&output));
    assert!(!stdout(&check(folder.path(), &["centre.json"])).contains("::error"));
    put(
        folder.path(),
        "centre.json",
        &[r#"    "typo": { "measure": "sevice_level", "at_least": 0.8 }"#],
    );
    let output = check(folder.path(), &["centre.json", "--github"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("::error file=centre.json,line=10,"), "{}", stderr(&output));
}

#[test]
fn a_summary_is_appended_to_that_of_the_job() {
    let folder = with(&[FAILS]);
    assert_refused(&check(folder.path(), &["centre.json", "--github-summary"]), "is not set");
    let file = folder.path().join("summary.md");
    fs::write(&file, "# Before\n").unwrap();
    let mut in_job = command(folder.path(), &["check", "centre.json", "--github-summary"]);
    assert_eq!(code(&in_job.env("GITHUB_STEP_SUMMARY", &file).output().unwrap()), 1);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# Before\n### centre.json: small\n"), "{text}");
    assert!(text.contains("| **FAIL** | sales shine |"), "{text}");
}

#[test]
fn nothing_is_accepted_in_continuous_integration_unless_asked() {
    let folder = with(&[MARGIN]);
    let in_ci = |arguments: &[&str]| {
        let mut command = command(folder.path(), &["check", "centre.json"]);
        command.args(arguments).env("CI", "true").output().unwrap()
    };
    assert_refused(&in_ci(&["--update"]), "found --update where `CI` is set");
    assert_holds(folder.path(), &["centre.json"]);
    assert_eq!(code(&in_ci(&["--update", "--update-in-ci"])), 0);
    assert_holds(folder.path(), &["baselines", "centre.json"]);
}

#[test]
fn who_accepted_which_shift_is_recorded() {
    let folder = with(&[MARGIN]);
    let first = check(folder.path(), &["centre.json", "--update", "--by", "ada"]);
    assert_eq!(code(&first), 0);
    let stored = folder.path().join("baselines/centre.json");
    let before = fs::read_to_string(&stored).unwrap();
    assert_refused(&check(folder.path(), &["centre.json", "--update"]), "found no --reason");
    let again = ["centre.json", "--update", "--by", "bob", "--reason", "more agents"];
    let same = check(folder.path(), &again);
    assert!(stderr(&same).contains("nothing has moved"), "{}", stderr(&same));
    assert_eq!(fs::read_to_string(&stored).unwrap(), before);
    let text = fs::read_to_string(folder.path().join("centre.json")).unwrap();
    fs::write(folder.path().join("centre.json"), text.replace("\"agents\": 6", "\"agents\": 7"))
        .unwrap();
    assert_eq!(code(&check(folder.path(), &["centre.json"])), 1);
    let accepted = check(folder.path(), &again);
    assert_eq!(code(&accepted), 0);
    assert!(stdout(&accepted).contains(", better"), "{}", stdout(&accepted));
    let json: Value = serde_json::from_str(&fs::read_to_string(&stored).unwrap()).unwrap();
    let last = &json["accepted"][1];
    assert_eq!((&last["by"], &last["reason"]), (&json!("bob"), &json!("more agents")));
    assert!(last["shifts"][0].as_str().unwrap().contains(" -> "), "{last}");
    assert_eq!(json["accepted"][0]["by"], "ada");
    assert_eq!(code(&check(folder.path(), &["centre.json"])), 0);
}

#[test]
fn a_corrupt_or_foreign_baseline_is_refused_where_it_is_wrong() {
    let folder = with(&[MARGIN]);
    assert_eq!(code(&check(folder.path(), &["centre.json", "--update"])), 0);
    let stored = folder.path().join("baselines/centre.json");
    let sound = fs::read_to_string(&stored).unwrap();
    fs::write(&stored, sound.replace("centre.json", "other.json")).unwrap();
    assert_refused(&check(folder.path(), &["centre.json"]), "baselines/centre.json:3:15: found");
    fs::write(&stored, &sound[..sound.len() / 2]).unwrap();
    assert_refused(&check(folder.path(), &["centre.json"]), "baselines/centre.json:");
}

#[test]
fn a_baseline_of_other_customers_cannot_be_paired_and_says_what_to_do() {
    let folder = with(&[MARGIN]);
    assert_eq!(code(&check(folder.path(), &["centre.json", "--update", "--seed", "7"])), 0);
    assert_eq!(code(&check(folder.path(), &["centre.json"])), 0, "its seed is the baseline's");
    let output = check(folder.path(), &["centre.json", "--seed", "8"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("is of seed 7, not of seed 8"), "{}", stdout(&output));
    let stored = folder.path().join("baselines/centre.json");
    let text = fs::read_to_string(&stored).unwrap();
    fs::write(&stored, text.replace("\"sample_path\": 1", "\"sample_path\": 0")).unwrap();
    let output = check(folder.path(), &["centre.json"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("version 0 of the sample path"), "{}", stdout(&output));
    assert!(stdout(&output).contains("--fresh-seeds"));
}

#[test]
fn fresh_seeds_are_printed_and_stand_in_the_command() {
    let folder = with(&[FAILS]);
    let output = check(folder.path(), &["centre.json", "--fresh-seeds"]);
    let said = stderr(&output);
    let seed = said.split("fresh customers: seed ").nth(1).unwrap().split(' ').next().unwrap();
    assert!(stdout(&output).contains(&format!("--fresh-seeds --seed {seed}")), "{said}");
    let again = check(folder.path(), &["centre.json", "--fresh-seeds", "--seed", seed]);
    assert_eq!(stdout(&again), stdout(&output));
}

#[test]
fn several_files_are_all_checked_and_all_failures_told() {
    let folder = with(&[FAILS]);
    put(folder.path(), "second.json", &[HOLDS, FAILS]);
    let output = check(folder.path(), &["centre.json", "second.json"]);
    assert_eq!(code(&output), 1);
    assert_eq!(stdout(&output).matches("FAIL: `sales shine`").count(), 2);
    assert!(stdout(&output).contains("3 assertions of 2 files: 2 failed, 1 passed"));
    let only = check(folder.path(), &["centre.json", "second.json", "--only", "sales hold"]);
    assert!(stdout(&only).contains("1 assertion of 1 file"), "{}", stdout(&only));
    let slip = check(folder.path(), &["centre.json", "--only", "sales shin"]);
    assert_refused(&slip, "`sales shine`");
}

#[test]
fn a_file_without_checks_does_not_pass_for_having_none() {
    let folder = super::with_centre();
    let output = check(folder.path(), &["centre.json"]);
    assert_refused(&output, "found no checks");
}

#[test]
fn the_lines_are_the_same_on_any_number_of_threads_and_beside_any_export() {
    let folder = with(&[HOLDS, FAILS]);
    let told = |more: &[&str]| stdout(&check(folder.path(), &[&["centre.json"], more].concat()));
    let one = told(&["--threads", "1"]);
    assert_eq!(told(&["--threads", "2"]), one);
    assert_eq!(told(&["--export-markdown", "a.md", "--quiet"]), one);
    assert!(!one.contains('\x1b'));
}

#[test]
fn the_checks_of_the_two_queues_pass_and_nothing_has_moved() {
    let output = check(Path::new(env!("CARGO_MANIFEST_DIR")), &["scenarios/two-queues.json"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert!(stdout(&output).contains("no figure of any day differs from the baseline"));
}

#[test]
#[cfg(unix)]
fn an_interrupt_tells_what_was_decided_and_exits_with_130() {
    // The first look decides one of two; the next is far away.
    let far = r#"    "far": { "measure": "contact_types.sales.service_level", "at_least": 0.741, "at_most": 0.7411 }"#;
    let folder = with(&[HOLDS, far]);
    let most = ["--replications", "50", "--max-replications", "9000000", "--export-json", "-"];
    let output =
        super::interrupted(folder.path(), &[&["check", "centre.json"][..], &most[..]].concat());
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&json["interrupted"], &json["passed"]), (&json!(true), &json!(false)));
    let verdicts: Vec<&Value> = json["files"][0]["assertions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["verdict"])
        .collect();
    assert_eq!(verdicts, ["pass", "inconclusive"]);
}
