//! How much main memory an experiment takes at most, each in a process of its own.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use switchroom::experiment::{Kind, Settings, run};
use switchroom::scenario::load;

use super::page::Row;

const THREADS: usize = 2;
const MEGABYTE: f64 = 1e6;

/// What is run, how often, and what it may take.
const RUNS: &[(&str, u32, f64)] = &[
    ("100 variants of B2", 40, 256.0),
    ("100 variants of B2", 400, 256.0),
    ("B2", 1000, 64.0),
    ("B2", 20_000, 64.0),
    ("half an hour of ten contacts", 1000, 64.0),
    ("half an hour of ten contacts", 1_000_000, 64.0),
    // 16 MB a thread, and what a program takes.
    ("the bank over 24 months, 40,000 customers", 2, 48.0),
    // 128 MB a thread.
    ("the bank over a month, 960,000 customers", 2, 272.0),
];

pub(crate) fn rows() -> Vec<Row> {
    RUNS.iter().map(|&(what, replications, most)| row(what, replications, most)).collect()
}

fn row(what: &str, replications: u32, most: f64) -> Row {
    eprintln!("memory of {replications} replications of {what}");
    let program = std::env::current_exe().expect("a process knows its program");
    let arguments = ["--peak", what, &replications.to_string()];
    let ended = Command::new(program).args(arguments).output().expect("the program runs again");
    let printed = String::from_utf8(ended.stdout).expect("a number is text");
    let bytes: f64 = printed.trim().parse().unwrap_or(f64::NAN);
    Row {
        what: format!("{what}, {} replications", thousands(replications)),
        target: format!("at most {most} MB"),
        measured: format!("**{:.1} MB**", bytes / MEGABYTE),
        holds: bytes / MEGABYTE <= most,
    }
}

fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|part| str::from_utf8(part).expect("digits"))
        .collect();
    parts.join(",")
}

/// Runs an experiment and gives the most memory that this process held, in bytes.
pub(crate) fn peak_of(what: &str, replications: u32) -> u64 {
    let file = scenario(what);
    let folder = tempfile::tempdir().expect("there is room for a small file");
    let path = folder.path().join("centre.json");
    fs::write(&path, file.to_string()).expect("there is room for a small file");
    let loaded = load(&path, &[]).expect("a shipped scenario with a few changes");
    let kind = if loaded.variants.is_empty() { Kind::BaseOnly } else { Kind::WithVariants };
    let settings = Settings { seed: 1, replications, threads: THREADS, confidence: 0.95 };
    let outcome = run(&loaded, kind, &settings, &()).expect("nobody stops it");
    assert_eq!(outcome.replications, replications);
    high_water_mark()
}

/// The base of the shipped bank alone.
fn bank(what: &str) -> Value {
    let text = fs::read_to_string("scenarios/horizon/bank.json").expect("the scenario is shipped");
    let mut file: Value = serde_json::from_str(&text).expect("the scenario is shipped");
    let volumes = fs::canonicalize("scenarios/retention-bank/volumes.csv").expect("it is shipped");
    file["inputs"]["volumes"]["csv"] = json!(volumes);
    file["variants"] = json!({});
    if what.ends_with("960,000 customers") {
        file["horizon"]["months"] = json!(1);
        file["horizon"]["lead_in_months"] = json!(1);
        file["customers"]["at_start"] = json!(960_000);
    }
    file
}

fn scenario(what: &str) -> Value {
    if what.starts_with("the bank") {
        return bank(what);
    }
    let text = fs::read_to_string("scenarios/two-queues.json").expect("the scenario is shipped");
    let mut file: Value = serde_json::from_str(&text).expect("the scenario is shipped");
    match what {
        "B2" => {}
        "100 variants of B2" => {
            for number in 1..=100 {
                let factor = 0.9 + 0.002 * f64::from(number);
                file["variants"][number.to_string()] =
                    json!({ "scale": { "contact_types.*.volume": factor } });
            }
        }
        "half an hour of ten contacts" => {
            file["day"]["closes"] = json!("08:30");
            file["contact_types"]["sales"]["volume_per_hour"] = json!(6);
            file["contact_types"]["service"]["volume_per_hour"] = json!(14);
            for (group, agents) in [("sales desk", 1), ("service desk", 1), ("blended", 0)] {
                file["agent_groups"][group]["agents"] = json!(agents);
            }
        }
        other => panic!("{other} is not among the runs"),
    }
    file
}

/// In bytes; 0 where the system has no `/proc`.
fn high_water_mark() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kibibytes.unwrap_or(0) * 1024
}
