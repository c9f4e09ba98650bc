//! The commands that a file is tried with, each with little to do.

use std::path::Path;

use serde_json::Value;

use crate::mutation::Rng;
use crate::program::TIME_LIMIT;

/// Figures to ask for; some of them no file has.
const FIGURES: [&str; 12] = [
    "total.service_level",
    "total.abandon_rate",
    "total.net_value",
    "contact_types.service.service_level",
    "contact_types.sales.asa_seconds",
    "contact_types.service.wait_p90_seconds",
    "agent_groups.blended.occupancy",
    "customers.customers_lost",
    "total.offered",
    "contact_types.sales.max_wait_seconds",
    "total.mean_wait_seconds",
    "intervals.08:00.contact_types.service.service_level",
];

/// A command line: words that stand between blanks, and one that may hold some.
fn words(line: &str, last: &[&str]) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).chain(last.iter().map(|&it| it.to_owned())).collect()
}

pub(crate) fn validate(file: &Path) -> Vec<String> {
    words("validate", &[name(file)])
}

/// What tells every figure of some days.
pub(crate) fn run(file: &Path) -> Vec<String> {
    let line = format!("run {} --replications 3 --threads 1", name(file));
    words(&format!("{line} --time-limit {TIME_LIMIT} --export-json -"), &[])
}

fn name(file: &Path) -> &str {
    file.file_name().and_then(|name| name.to_str()).expect("our own files have plain names")
}

/// What else a file is tried with: each of its own parts by the command that reads it, and one
/// command more.
pub(crate) fn further(file: &Path, tree: &Value, small: bool, rng: &mut Rng) -> Vec<Vec<String>> {
    let plain =
        |command: &str| format!("{command} {} --threads 1 --time-limit {TIME_LIMIT}", name(file));
    let json = *rng.one_of(&["--export-json -", ""]);
    let any = *rng.one_of(&["--export-json -", "--export-csv -", ""]);
    let figure = *rng.one_of(&FIGURES);
    let mut all = Vec::new();
    if tree.get("variants").is_some() {
        let days = rng.one_of(&["2", "3", "45"]);
        all.push(words(&format!("{} --replications {days} {any}", plain("compare")), &[]));
    }
    if tree.get("checks").is_some() && small {
        let most = rng.one_of(&["2", "50", "120"]);
        let line = format!("check {} --threads 1 --max-replications {most} {json}", name(file));
        all.push(words(&line, &[]));
    }
    match rng.below(8) {
        0 => all.push(words(&format!("{} --replications 2", plain("run")), &[])),
        1 => {
            let line = format!("{} --replications 2 {any}", plain("sweep"));
            all.push(words(&line, SCANS[rng.below(SCANS.len())]));
        }
        2 => {
            let (draws, days) = (rng.one_of(&["1", "3", "40"]), rng.one_of(&["1", "2"]));
            let line = format!("{} --draws {draws} --days {days} {any}", plain("risk"));
            all.push(words(&line, &[]));
        }
        3 => {
            let most = rng.one_of(&["2", "10", "60"]);
            let by = if rng.below(2) == 0 { format!("--by {figure}") } else { String::new() };
            let line = format!("{} --max-replications {most} {by} {any}", plain("best"));
            all.push(words(&line, DESIGNS[rng.below(DESIGNS.len())]));
        }
        4 if small => {
            let types = tree["contact_types"].as_object();
            let types: Vec<&String> = types.into_iter().flat_map(|all| all.keys()).collect();
            if !types.is_empty() {
                let opens = tree["day"]["opens"].as_str().unwrap_or("08:00");
                let number = rng.one_of(&["1", "0", "2", "999999999"]);
                let contact = format!("{}:{opens}:{number}", rng.one_of(&types));
                all.push(words("explain", &[name(file), "--contact", &contact]));
            }
        }
        5 => {
            let value = rng.one_of(&["0.8", "0", "1", "0.5", "100"]);
            let target = format!("{figure}{}{value}", rng.one_of(&[">=", "<="]));
            let blending = *rng.one_of(&["", "", "--blending", "--per interval"]);
            let line = format!("{} {blending} {any}", plain("staff"));
            let target = ["--target", target.as_str()];
            let targets = if rng.below(4) > 0 { &target[..] } else { &[] };
            all.push(words(&line, targets));
        }
        6 => {
            let margin = rng.one_of(&["0.01", "1%", "total.net_value=1%", "total.abandon_rate=0"]);
            let line = format!("{} --max-replications 20 --precision {margin}", plain("run"));
            all.push(words(&line, &[]));
        }
        _ => all.push(erlang(rng)),
    }
    all
}

const SCANS: [&[&str]; 6] = [
    &[],
    &["--scan-scale", "contact_types.*.volume=0.5..1.5..0.25"],
    &["--scan-scale", "contact_types.*.handle_time=1.5..0.1..0.7"],
    &["--scan", "lines=1..9", "--scan-scale", "contact_types.*.volume=0.5..2"],
    &["--scan", "lines=1..9", "--scan-scale", "contact_types.*.volume=0.5..2", "--sample=sobol=4"],
    &["--scan", "routing.among_waiting=longest_wait,c_mu"],
];

const DESIGNS: [&[&str]; 4] = [
    &[],
    &["--policy", "all"],
    &["--over", "lines=1..3"],
    &["--over", "routing.among_waiting=longest_wait,c_mu", "--lowest"],
];

/// Flags of `erlang` and values that each is given, sensible or not.
const QUESTIONS: [(&str, &[&str]); 12] = [
    ("--volume", &["1200", "0.001", "0", "1e9", "40"]),
    ("--handle-time", &["300", "5m", "1e-6", "1e9", "0"]),
    ("--agents", &["110", "1", "0", "9999", "1000000"]),
    ("--patience", &["3m", "1e-6", "1e9"]),
    ("--lines", &["agents", "1", "120", "1000000"]),
    ("--service-level", &["0.8", "0.999999", "1", "0"]),
    ("--within", &["20s", "0", "1e9"]),
    ("--abandonment", &["0.03", "0", "1"]),
    ("--asa", &["10s", "0", "1e9"]),
    ("--max-occupancy", &["0.88", "1", "0"]),
    ("--blocked", &["0.01", "0"]),
    ("--shrinkage", &["0.3", "0.999999"]),
];

/// A question to the formulas, sensible or not.
fn erlang(rng: &mut Rng) -> Vec<String> {
    let mut all = vec!["erlang".to_owned()];
    for (flag, values) in QUESTIONS {
        let often = if matches!(flag, "--volume" | "--handle-time") { 8 } else { 3 };
        if rng.below(10) < often {
            all.extend([flag.to_owned(), (*rng.one_of(values)).to_owned()]);
        }
    }
    all
}
