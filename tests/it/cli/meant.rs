//! What can hardly be meant, and first sentences that a hostile reader must not be able to refute.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{stderr, stdout, switchroom};

/// A small file that was answered wrongly once, in a folder of its own.
fn fault(name: &str) -> tempfile::TempDir {
    let file = format!("tests/it/cli/faults/{name}.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("centre.json"), text).unwrap();
    folder
}

/// The page of a command, on one line.
fn page(folder: &Path, arguments: &[&str]) -> String {
    let output = switchroom(folder, &[arguments, &["centre.json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ")
}

const RUN: [&str; 3] = ["run", "--replications", "200"];
const COMPARE: [&str; 3] = ["compare", "--replications", "200"];

#[test]
fn nobody_on_duty_is_said_first_and_by_validate_and_in_results() {
    let folder = fault("nobody-on-duty");
    let said = "Nobody who takes `calls` is on duty from 17:30 to 18:00";
    let output = switchroom(folder.path(), &["validate", "centre.json"]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert!(text.contains(&format!("centre.json:5:22: warning: {said}")), "{text}");
    let text = page(folder.path(), &RUN);
    assert!(text.contains(&format!("Warning: {said}")), "{text}");
    assert!(!text.contains("It holds"), "{text}");
    let output =
        switchroom(folder.path(), &[&RUN[..], &["centre.json", "--export-json", "-"]].concat());
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(found["warnings"][0]["place"]["line"], 5);
    assert!(found["warnings"][0]["sentence"].as_str().unwrap().starts_with(said));
    assert!(stderr(&output).contains(&format!("warning: {said}")), "no page says it");
}

/// A row is a figure and nothing else; whoever picks some of them has the warnings beside them.
#[test]
fn every_table_of_figures_has_its_warnings() {
    let folder = fault("offer-that-is-never-made");
    let days = ["--replications", "20"];
    let volume = "contact_types.service.volume_per_hour";
    let between = format!("{volume}={{\"between\": [50, 60]}}");
    let scan = format!("{volume}=50,60");
    let commands: [&[&str]; 6] = [
        &["run", days[0], days[1]],
        &["compare", days[0], days[1]],
        &["sweep", "--scan", &scan, days[0], days[1]],
        &["risk", "--draws", "2", "--set", &between],
        &["best", "--by", "total.abandon_rate", "--max-replications", "100"],
        &["staff", "--target", "total.service_level>=0.5", days[0], days[1]],
    ];
    for command in commands {
        let words = [command, &["centre.json", "--quiet", "--export-csv", "-"]].concat();
        let output = switchroom(folder.path(), &words);
        let text = stdout(&output);
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let header = table.headers().unwrap().clone();
        assert_eq!(header.iter().next_back(), Some("warnings"), "{command:?} {}", stderr(&output));
        let interval = header.iter().position(|it| it == "interval");
        let mut warned = 0;
        for row in table.records().map(Result::unwrap) {
            let is_of_day = interval.is_none_or(|at| row[at].is_empty());
            let said = row[row.len() - 1].contains("The offer of `service` is never made");
            // Who is never to make an offer is not warned of.
            let is_without = &row[1] == "never" && &row[0] != "difference";
            assert_eq!(said, is_of_day && !is_without, "{command:?} {row:?}");
            warned += usize::from(said);
        }
        assert!(warned > 0, "{command:?} {}", stderr(&output));
    }
}

#[test]
fn an_offer_that_is_never_made_is_said() {
    let folder = fault("offer-that-is-never-made");
    let text = page(folder.path(), &COMPARE);
    assert!(text.contains("Warning: The offer of `service` is never made"), "{text}");
    assert!(text.contains("“never” cannot be told apart from it"), "{text}");
}

#[test]
fn the_weather_is_no_design() {
    let folder = fault("best-is-not-a-choice");
    let text = page(folder.path(), &COMPARE);
    assert!(text.contains("Best by net value is “one head more”"), "{text}");
    assert!(text.contains("What if, not a choice: “volume +20 %” (volume)"), "{text}");
    let text = page(folder.path(), &["best"]);
    assert!(text.contains("The highest net value is that of “one head more”"), "{text}");
    let over = ["best", "centre.json", "--over", "contact_types.sales.volume_per_hour=40,50"];
    let output = switchroom(folder.path(), &over);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("differ in what happens or is measured (volume)"));
}

#[test]
fn a_file_may_say_that_a_variant_is_a_choice() {
    let folder = fault("best-is-not-a-choice");
    let path = folder.path().join("centre.json");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("{ \"scale\"", "{ \"happens\": false, \"scale\"");
    fs::write(&path, text).unwrap();
    let text = page(folder.path(), &COMPARE);
    assert!(text.contains("by net value is “volume +20 %”"), "{text}");
}

#[test]
fn the_highest_occupancy_is_a_target_too() {
    let text = page(fault("occupancy-target").path(), &RUN);
    assert!(text.contains("It does not hold: agents of g are"), "{text}");
    assert!(text.contains("wanted at most 30 %. The other target is reached."), "{text}");
}

#[test]
fn another_formula_is_no_improvement() {
    let folder = fault("formula");
    let text = page(folder.path(), &COMPARE);
    let said = "“kinder formula” measures by another yardstick (formula)";
    assert!(text.contains(said) && !text.contains("Best"), "{text}");
    assert!(text.contains("other yardstick"), "no mark in the tables: {text}");
    let output = switchroom(folder.path(), &["best", "centre.json"]);
    assert_eq!(output.status.code(), Some(2), "there is nothing to choose");
}

#[test]
fn a_recommendation_says_what_it_costs() {
    let text = page(fault("hidden-price").path(), &COMPARE);
    for said in [
        "“half the agents”: EUR",
        "But there 5",
        "points more than the base",
        "Clearly worse there: mean wait",
        "It misses what is wanted:",
        "it turns round, on the estimate",
    ] {
        assert!(text.contains(said), "no {said:?} in {text}");
    }
}

#[test]
fn nothing_is_wrongly_warned_of_in_what_is_shipped() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for file in [
        "two-queues.json",
        "bank-1999/centre.json",
        "bank-1999/whatif.json",
        "retention-bank/centre.json",
        "benchmarks/b1.json",
        "benchmarks/b2-economics.json",
        "benchmarks/b2-overflow.json",
        "benchmarks/b2-reservation.json",
        "benchmarks/types-10-load-97.json",
    ] {
        let output = switchroom(&folder, &["validate", file]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = stdout(&output);
        assert!(text.contains("fine;") && !text.contains("warning:"), "{text}");
    }
}
