//! Each shipped scenario has its result stored beside it, byte for byte.
//!
//! The stored file is the JSON export of a small number of replications. What depends on the
//! machine is null, and what is large is left out (the intervals of comparisons, all but the total
//! of benchmarks); the digest covers it. After a change that is meant to move results:
//! `SWITCHROOM_BLESS=1 cargo test --test it golden -- --include-ignored`, and say why in the commit.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use switchroom::experiment;
use switchroom::report::{Json, Kind, Renderer, ReplicationsFrom, Report, StoppedBy};
use switchroom::scenario::load;

use crate::support::scenarios::{experiment as run_to_its_end, settings};

/// Enough for percentiles.
const REPLICATIONS: u32 = 40;
/// What a comparison is stored without: lines that open it, from where it begins to where it ends.
const LARGE: &[&str] = &["\"intervals\": ["];
/// What a benchmark is stored without.
const ALL_BUT_THE_TOTAL: &[&str] = &[
    "\"contact_types\": {",
    "\"agent_groups\": {",
    "\"intervals\": [",
    "\"assumptions\": [",
    "\"sanity\": {",
];

fn check(scenario: &str, expected: &str, kind: Kind) {
    let left_out = if kind == Kind::Compare { LARGE } else { &[] };
    check_some(scenario, expected, kind, REPLICATIONS, left_out);
}

/// A scenario of `scenarios/benchmarks/`.
pub(crate) fn check_benchmark(name: &str, replications: u32) {
    let (scenario, expected) =
        (format!("benchmarks/{name}.json"), format!("benchmarks/{name}.expected.json"));
    check_some(&scenario, &expected, Kind::Run, replications, ALL_BUT_THE_TOTAL);
}

fn check_some(scenario: &str, expected: &str, kind: Kind, replications: u32, left_out: &[&str]) {
    let path = PathBuf::from(format!("scenarios/{scenario}"));
    let loaded = load(&path, &[]).unwrap();
    let what = match kind {
        Kind::Run => experiment::Kind::BaseOnly,
        Kind::Compare => experiment::Kind::WithVariants,
    };
    let settings = settings(replications, 2);
    let report = Report {
        kind,
        outcome: run_to_its_end(&loaded, what, settings),
        confidence: settings.confidence,
        replications_from: ReplicationsFrom::CommandLine,
        stopped_by: StoppedBy::Itself,
        understood: loaded.echo,
        command: String::new(),
        cpu_seconds: 0.0,
        wall_seconds: 0.0,
    };
    let mut exported = Vec::new();
    Json.render(&report, &mut exported).unwrap();
    let found = lasting(&String::from_utf8(exported).unwrap(), left_out);
    compare(Path::new(&format!("scenarios/{expected}")), &found);
}

/// What is the same on every machine.
fn lasting(exported: &str, left_out: &[&str]) -> String {
    let mut lasting = String::new();
    let mut inside = None;
    for line in exported.lines() {
        let name = line.trim_start();
        let indent = &line[..line.len() - name.len()];
        if let Some(end) = &inside {
            if line.starts_with(end) {
                inside = None;
                lasting.push_str(&line[indent.len()..]);
                lasting.push('\n');
            }
            continue;
        }
        if left_out.contains(&name) {
            lasting.push_str(line);
            let end = if name.ends_with('[') { ']' } else { '}' };
            inside = Some(format!("{indent}{end}"));
            continue;
        }
        let of_the_machine = ["\"threads\": ", "\"cpu_seconds\": ", "\"wall_seconds\": "];
        match of_the_machine.iter().find(|key| name.starts_with(**key)) {
            Some(key) => {
                let comma = if line.ends_with(',') { "," } else { "" };
                lasting.extend([indent, key, "null", comma]);
            }
            None => lasting.push_str(line),
        }
        lasting.push('\n');
    }
    lasting
}

#[track_caller]
pub(crate) fn compare(path: &Path, found: &str) {
    let may_bless = env::var_os("CI").is_none();
    if may_bless && env::var_os("SWITCHROOM_BLESS").is_some_and(|bless| bless == "1") {
        fs::write(path, found).unwrap();
    }
    let stored = fs::read_to_string(path).unwrap_or_default();
    let lines = stored.lines().zip(found.lines()).zip(1..);
    let first = lines.into_iter().find(|((stored, found), _)| stored != found);
    if let Some(((stored, found), line)) = first {
        panic!("{}:{line}: stored {stored}, found {found}", path.display());
    }
    assert!(stored == found, "{} has another length than what was found", path.display());
}

#[test]
fn two_queues_are_as_stored() {
    check("two-queues.json", "two-queues.expected.json", Kind::Run);
}

#[test]
fn one_queue_is_as_stored() {
    check("benchmarks/b1.json", "benchmarks/b1.expected.json", Kind::Run);
}

#[test]
fn the_bank_is_as_stored() {
    check("bank-1999/centre.json", "bank-1999/centre.expected.json", Kind::Run);
}

#[test]
#[ignore = "long: a whole bank, three times; .ci/run runs it"]
fn the_bank_split_and_blended_is_as_stored() {
    check("bank-1999/whatif.json", "bank-1999/whatif.expected.json", Kind::Compare);
}

#[test]
fn the_retention_bank_is_as_stored() {
    check("retention-bank/centre.json", "retention-bank/centre.expected.json", Kind::Compare);
}

/// What a horizon is stored without.
const ALL_BUT_THE_WHOLE: &[&str] = &[
    "\"contact_types\": {",
    "\"agent_groups\": {",
    "\"months\": [",
    "\"lead_in\": [",
    "\"ahead_share\": [",
    "\"bands\": [",
];

/// Two horizons of a file of `scenarios/horizon/`.
fn check_horizon(name: &str) {
    let (scenario, expected) =
        (format!("horizon/{name}.json"), format!("horizon/{name}.expected.json"));
    check_some(&scenario, &expected, Kind::Compare, 2, ALL_BUT_THE_WHOLE);
}

#[test]
#[ignore = "long: five designs over two years; .ci/run runs it"]
fn the_bank_over_two_years_is_as_stored() {
    check_horizon("bank");
}

#[test]
#[ignore = "long: three designs over two years; .ci/run runs it"]
fn the_verdict_on_the_bank_is_as_stored() {
    check_horizon("verdict");
}

#[test]
#[ignore = "long: two designs over two years; .ci/run runs it"]
fn quotas_at_the_end_of_the_month_are_as_stored() {
    check_horizon("quota");
}

#[test]
#[ignore = "long: three designs over two years; .ci/run runs it"]
fn growth_by_referral_and_by_advertising_is_as_stored() {
    check_horizon("referral");
}

#[test]
fn only_what_depends_on_the_machine_is_left_out() {
    let exported = "{\n  \"run\": {\n    \"threads\": 2,\n    \"contacts\": 7,\n    \
                    \"wall_seconds\": 1.5\n  },\n  \"intervals\": [\n    1\n  ],\n  \"a\": 1\n}\n";
    let kept = "{\n  \"run\": {\n    \"threads\": null,\n    \"contacts\": 7,\n    \
                \"wall_seconds\": null\n  },\n  \"intervals\": [],\n  \"a\": 1\n}\n";
    assert_eq!(lasting(exported, LARGE), kept);
    let exported = "{\n  \"contact_types\": {\n    \"a\": {\n    }\n  },\n  \"total\": 1\n}\n";
    let kept = "{\n  \"contact_types\": {},\n  \"total\": 1\n}\n";
    assert_eq!(lasting(exported, ALL_BUT_THE_TOTAL), kept);
}
