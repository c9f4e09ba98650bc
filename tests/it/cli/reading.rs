//! What is read, and what is said of it: files that once were read wrong, or blamed for nothing.
//!
//! The files are those of `tests/faults`.

use std::fs;
use std::path::Path;

use super::{folder, stderr, stdout, switchroom, with_centre};

/// A folder with the files of `tests/faults`.
fn with_faults() -> tempfile::TempDir {
    let folder = folder();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&path, &to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}

/// What `validate` says of a file that is fine.
fn understood(folder: &Path, file: &str) -> String {
    let output = switchroom(folder, &["validate", file]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{file}");
    stdout(&output)
}

/// The lines that `validate` says of a file that is not, without their number.
fn refused(folder: &Path, file: &str) -> Vec<String> {
    let output = switchroom(folder, &["validate", file]);
    assert_eq!(output.status.code(), Some(2), "{file}: {}", stdout(&output));
    let mut lines: Vec<String> = stderr(&output).lines().map(str::to_owned).collect();
    let number = lines.pop().unwrap();
    assert!(number.starts_with(&lines.len().to_string()), "{number} after {lines:?}");
    lines
}

/// The result of some days.
fn result_of(folder: &Path, file: &str) -> serde_json::Value {
    let arguments = ["run", file, "--replications", "3", "--export-json", "-"];
    let output = switchroom(folder, &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

#[test]
fn shifts_are_those_of_the_day_or_of_every_day() {
    let folder = with_faults();
    let text = understood(folder.path(), "shifts-of-a-week.json");
    assert!(text.contains("shifts-of-a-week.csv: 1 row of 2026-03-09\n"), "{text}");
    assert!(text.contains("shifts-of-a-week.csv: desk: 1 shift\n"), "{text}");
    let result = result_of(folder.path(), "shifts-of-a-week.json");
    let agents = result["agent_groups"]["desk"]["agents"]["mean"].as_f64();
    assert_eq!(agents, Some(1.0), "{}", result["agent_groups"]["desk"]);
    // Without its dates the roster holds for every day.
    let path = folder.path().join("shifts-of-a-week.csv");
    let roster = "agent,agent_group,start,end\nAnna,desk,08:00,18:00\nBert,desk,08:00,18:00\n";
    fs::write(&path, roster).unwrap();
    let text = understood(folder.path(), "shifts-of-a-week.json");
    let sentence = "no column `date`, so its shifts hold for every day";
    assert!(text.contains(&format!("shifts-of-a-week.csv: {sentence}\n")), "{text}");
    assert!(text.contains("shifts-of-a-week.csv: desk: 2 shifts\n"), "{text}");
}

#[test]
fn several_dates_of_a_roster_need_a_day() {
    let folder = with_faults();
    let path = folder.path().join("shifts-of-a-week.json");
    let text = fs::read_to_string(&path).unwrap().replace("\"date\": \"2026-03-09\", ", "");
    fs::write(&path, text).unwrap();
    let wanted = "shifts-of-a-week.csv:3:1: found a second date, 2026-03-10, wanted one date in the \
                  file, or `date` in `day`";
    assert_eq!(refused(folder.path(), "shifts-of-a-week.json"), [wanted]);
}

#[test]
fn a_thousands_point_is_never_taken_for_a_decimal_one() {
    let folder = with_faults();
    let wanted = "thousands.csv:2:26: found \"1.250\" in 1 row, which may be 1.25 or 1250, wanted \
                  `decimal_mark` beside the file's name in the scenario: `.` (1.25) or `,` (1250)";
    assert_eq!(refused(folder.path(), "thousands.json"), [wanted]);
    let path = folder.path().join("thousands.json");
    let open = fs::read_to_string(&path).unwrap();
    for (mark, offered) in [(",", "2230"), (".", "981.2")] {
        let settled = format!("\"thousands.csv\", \"decimal_mark\": \"{mark}\"");
        fs::write(&path, open.replace("\"thousands.csv\"", &settled)).unwrap();
        let text = understood(folder.path(), "thousands.json");
        assert!(text.contains(&format!("thousands.csv: service: {offered} offered\n")), "{text}");
    }
    // One cell of the column settles it: 1,5 is a decimal comma, so that 1.234 is not.
    let text = understood(folder.path(), "r13-csv.json");
    assert!(text.contains("v.csv: a: 1237.5 offered\n"), "{text}");
    assert!(text.contains("v.csv: `offered` has a decimal comma: 1.234 is 1234\n"), "{text}");
}

#[test]
fn observed_values_have_one_decimal_mark_too() {
    let folder = with_faults();
    fs::write(folder.path().join("times.csv"), "seconds\n1.250\n980\n").unwrap();
    let path = folder.path().join("thousands.json");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("{ \"from\": \"v\" }", "[1, 1]").replace(
        "\"handle_time\": { \"mean_seconds\": 300 }",
        "\"handle_time\": { \"values_csv\": \"times.csv\" }",
    );
    fs::write(&path, &text).unwrap();
    let said = refused(folder.path(), "thousands.json");
    assert!(
        said[0].starts_with("times.csv:2:1: found \"1.250\" in 1 row, which may be 1.25 or 1250")
    );
    assert_eq!(said.len(), 1, "{said:?}");
    fs::write(&path, text.replace("\"times.csv\"", "\"times.csv\", \"decimal_mark\": \".\""))
        .unwrap();
    assert!(understood(folder.path(), "thousands.json").contains("times.csv: 2 values\n"));
}

#[test]
fn what_is_right_is_not_blamed() {
    let folder = with_faults();
    let wanted = "unknown-key-from.json:4:20: found \"2026-03-10\", of which unknown-key-from.csv has \
                  no rows, wanted 2026-03-09";
    assert_eq!(refused(folder.path(), "unknown-key-from.json"), [wanted]);
    let text = understood(folder.path(), "windows-path.json");
    assert!(text.contains("data/volumes.csv: 2 rows of 2026-03-09"), "{text}");
    let path = folder.path().join("windows-path.json");
    let text = fs::read_to_string(&path).unwrap();
    let long = "a folder with a long name\\\\and another one\\\\volumes of the second quarter.csv";
    fs::write(&path, text.replace("data\\\\volumes.csv", long)).unwrap();
    let tried = "\"a folder with a long name/and another one/volumes of the second quarter.csv\"";
    let said = refused(folder.path(), "windows-path.json");
    assert!(said[0].contains(&format!("found {tried}, which cannot be read")), "{said:?}");
}

#[test]
fn one_column_of_time_stamps_is_date_and_time_where_they_are_local() {
    let folder = with_faults();
    let wanted = "one-timestamp-column.csv:2:1: found \"2026-03-09T08:00:00Z\" (the first of 2 such \
                  rows), wanted local time without Z or an offset (2026-03-09T08:00), since no time \
                  zone is known here";
    assert_eq!(refused(folder.path(), "one-timestamp-column.json"), [wanted]);
    let path = folder.path().join("one-timestamp-column.csv");
    let local = fs::read_to_string(&path).unwrap().replace('Z', "");
    fs::write(&path, local).unwrap();
    let text = understood(folder.path(), "one-timestamp-column.json");
    assert!(text.contains("2 rows of 2026-03-09, every 60 minutes"), "{text}");
    assert!(text.contains("service: 60 offered"), "{text}");
}

#[test]
fn a_name_or_a_title_writes_no_line_of_its_own() {
    let folder = with_faults();
    for (file, place) in
        [("r12-page-spoof.json", ":3:10: "), ("r12-terminal-escape.json", ":10:3: ")]
    {
        let said = refused(folder.path(), file);
        assert!(said[0].starts_with(&format!("{file}{place}")), "{said:?}");
        assert!(said[0].contains("in characters that can be seen"), "{said:?}");
        for command in ["run", "check", "staff", "sweep", "explain", "compare"] {
            let output = switchroom(folder.path(), &[command, file]);
            assert_ne!(output.status.code(), Some(0), "{command}");
            let all = stdout(&output) + &stderr(&output);
            let hidden = |it: char| it != '\n' && (it.is_control() || it == '\u{202e}');
            assert!(!all.contains(hidden) && !all.contains("\n  It holds"), "{command}: {all:?}");
        }
    }
}

#[test]
fn names_that_look_alike_are_told_at_the_second() {
    let folder = with_faults();
    let said = refused(folder.path(), "r21-names-alike.json");
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("\"a \" with blanks around it"), "{said:?}");
    assert!(said[1].contains("U+200B"), "{said:?}");
    assert!(said[2].contains("\"e\\u{301}\" beside \"\\u{e9}\""), "{said:?}");
}

#[test]
fn a_problem_of_a_variant_stands_at_its_verb_and_names_it() {
    let folder = with_faults();
    let wanted = "r20-place-of-a-variants-problem.json:31:5: found a list of 4 at \
                  r20-place-of-a-variants-problem.json:11:23 in the variant `short day`, wanted one \
                  number for each of the 2 intervals";
    assert_eq!(refused(folder.path(), "r20-place-of-a-variants-problem.json"), [wanted]);
}

#[test]
fn every_command_says_of_a_file_what_validate_says() {
    let folder = with_faults();
    let files = ["r26-sweep-problem-not-said-by-run.json", "r20-place-of-a-variants-problem.json"];
    for file in files {
        let said = stderr(&switchroom(folder.path(), &["validate", file]));
        // The end of the sweep that is below zero is `to`, and the variant's verb is `set`.
        assert!(said.contains(".json:31:"), "{said}");
        for command in ["run", "compare", "sweep", "risk", "best", "staff", "explain", "check"] {
            let contact: &[&str] = match command {
                "explain" => &["--contact", "a:08:00:1"],
                _ => &[],
            };
            let output = switchroom(folder.path(), &[&[command, file], contact].concat());
            assert_eq!(
                (stderr(&output), output.status.code()),
                (said.clone(), Some(2)),
                "{command}"
            );
        }
    }
}

#[test]
fn results_and_baselines_beside_scenarios_are_stepped_over() {
    let folder = with_faults();
    let centre = "shifts-of-a-week.json";
    let days = ["--replications", "2", "--export-json", "-"];
    let result = switchroom(folder.path(), &[&["run", centre][..], &days[..]].concat());
    fs::write(folder.path().join("kept.json"), result.stdout).unwrap();
    let output = switchroom(folder.path(), &["validate", centre, "kept.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "kept.json: stepped over, since it is a result\n");
    let alone = switchroom(folder.path(), &["validate", "kept.json"]);
    assert_eq!(alone.status.code(), Some(2));
    let wanted = "switchroom: kept.json is a result, wanted a scenario or a what-if file\n";
    assert_eq!(stderr(&alone), wanted);
}

#[test]
fn shares_are_checked_alike_by_every_command() {
    let folder = with_centre();
    let share = "total.service_level";
    let cases: [(&[&str], &str); 5] = [
        (
            &["run", "--replications", "auto", "--precision", "total.service_level=5"],
            "--precision:1:1",
        ),
        (
            &["sweep", "--scan", "lines=20,30", "--break-even", "total.service_level=80"],
            "--break-even:1:1",
        ),
        (&["best", "--policy", "all", "--by", share, "--indifference", "5"], "--indifference:1:1"),
        (&["risk", "--set", "targets.sales.service_level=80"], "--set:1:1"),
        (&["run", "--set", "run.precision={\"total.service_level\": 5}"], "--set:1:1"),
    ];
    for (arguments, place) in cases {
        let output = switchroom(folder.path(), &[arguments, &["centre.json"]].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.lines().any(|line| line.starts_with(place)), "{arguments:?}: {said}");
        assert!(said.contains("wanted a number from 0 to 1 (did you mean 0."), "{said}");
        assert!(said.ends_with("\n1 problem\n"), "{said}");
    }
}
