//! Law: whenever a command is interrupted, or its time is up, it ends within a second of processor
//! time, its exit code and what it wrote tell the truth, and nothing that it read has changed.
//!
//! Moments are moments of processor time, so that a busy machine changes nothing.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use super::{folder, stderr, switchroom};

/// Hundredths of a second of processor time, which the system counts in.
const SECOND: u64 = 100;
const RESULTS: &str = "results.json";

/// A command of so many words, and the exit codes with which it may end by itself.
struct Case {
    name: &'static str,
    words: Vec<&'static str>,
    ends_with: &'static [i32],
    has_limit: bool,
}

fn case(name: &'static str, words: &str, ends_with: &'static [i32], has_limit: bool) -> Case {
    let words: &'static str = Box::leak(words.to_owned().into_boxed_str());
    Case { name, words: words.split_whitespace().collect(), ends_with, has_limit }
}

/// Every command that works, on every phase that it has.
fn cases(folder: &Path) -> Vec<Case> {
    let shards = fs::read_dir(folder.join("shards")).unwrap().next().unwrap().unwrap().path();
    let merge = format!("merge {} --export-json {RESULTS}", shards.display());
    let json = format!("--threads 1 --export-json {RESULTS}");
    let with = |words: &str| format!("{words} {json}");
    vec![
        case("run", &with("run centre.json --replications 2000"), &[0], true),
        case("run, kept", &with("run centre.json --replications 1000 --out out"), &[0], true),
        case("compare", &with("compare whatif.json --replications 400"), &[0], true),
        case("precise", &with("run centre.json --precision 0.002"), &[0], true),
        case(
            "sweep",
            &with(
                "sweep centre.json --scan-scale contact_types.*.volume=0.8..1.2..0.1 --replications 150",
            ),
            &[0],
            true,
        ),
        case("risk", &with("risk risk.json --draws 300 --days 2"), &[0], true),
        case("staff", &with("staff centre.json --replications 300"), &[0, 1, 3], true),
        case("best", &with("best whatif.json --max-replications 1500"), &[0], true),
        case("check", &with("check centre.json --max-replications 4000"), &[0, 1, 3], false),
        case("selftest", &with("selftest --effort 0.05"), &[0, 1], false),
        case("bench", &with("bench centre.json --repeats 5 --replications 150"), &[0], false),
        case("merge", &merge, &[0], false),
        case("validate", "validate centre.json whatif.json risk.json", &[0], false),
    ]
}

/// Two desks beside theory, with what is asked of them.
fn centre() -> Value {
    json!({
        "format": 1,
        "name": "two desks",
        "day": { "opens": "08:00", "closes": "12:00", "interval_minutes": 60 },
        "contact_types": {
            "sales": { "volume_per_hour": 60, "handle_time": { "mean_seconds": 300 },
                       "patience": { "mean_seconds": 120 } },
            "service": { "volume_per_hour": 90, "handle_time": { "mean_seconds": 200 },
                         "patience": { "mean_seconds": 150 } }
        },
        "agent_groups": {
            "desk": { "agents": 7, "skills": ["sales"] },
            "hall": { "agents": 7, "skills": ["service"] }
        },
        "targets": {
            "sales": { "service_level": 0.8, "within_seconds": 20 },
            "service": { "service_level": 0.8, "within_seconds": 20 }
        },
        "checks": {
            "sales": { "measure": "contact_types.sales.service_level", "at_least": 0.87 },
            "service": { "measure": "contact_types.service.asa_seconds", "at_most": 6 }
        }
    })
}

/// The files that commands read, and the shards that `merge` does.
fn files() -> tempfile::TempDir {
    let folder = folder();
    let write = |name: &str, value: &Value| {
        fs::write(folder.path().join(name), value.to_string()).unwrap();
    };
    write("centre.json", &centre());
    let variants = json!({
        "best": { "best_split": { "groups": ["desk", "hall"], "by": "abandoned_and_blocked" } },
        "blended": { "set": { "agent_groups.hall.skills": ["sales", "service"] } }
    });
    write("whatif.json", &json!({ "base": "centre.json", "variants": variants }));
    let mut risk = centre();
    risk["contact_types"]["sales"]["volume_per_hour"] = json!({ "between": [40, 70] });
    write("risk.json", &risk);
    for shard in ["1/2", "2/2"] {
        let words = ["compare", "whatif.json", "--replications", "60", "--out", "shards"];
        let output = switchroom(folder.path(), &[&words[..], &["--shard", shard]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    folder
}

/// State and processor time of a process that nobody has waited for.
fn told(process: u32) -> (char, u64) {
    let told = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // After the name, which is in brackets and may hold blanks: the state first, and hundredths
    // of a second in user mode and in the kernel as the 12th and 13th.
    let entries: Vec<&str> = told.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let worked = entries[11..13].iter().map(|it| it.parse::<u64>().unwrap()).sum();
    (entries[0].chars().next().unwrap(), worked)
}

/// Whether a process has taken charge of its interrupts: until then the system ends it, as it
/// would end any program that has not begun.
fn obeys(process: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
    let caught = u64::from_str_radix(caught.trim(), 16).unwrap();
    // A bit for each signal; interrupts are the second.
    caught & 0b10 != 0
}

/// How a command ended.
struct Ended {
    code: i32,
    /// Processor time that it took, and after it was interrupted.
    worked: u64,
    after: Option<u64>,
    said: String,
}

/// Runs a command and interrupts it when it has worked for so long.
fn run(folder: &Path, words: &[&str], interrupt_at: Option<u64>) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_switchroom"))
        .current_dir(folder)
        .args(words)
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("stderr")).unwrap())
        .spawn()
        .unwrap();
    let mut at = None;
    let worked = loop {
        let (state, worked) = told(child.id());
        if state == 'Z' {
            break worked;
        }
        let is_time = at.is_none() && interrupt_at.is_some_and(|wanted| worked >= wanted);
        if is_time && obeys(child.id()) {
            Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
            at = Some(worked);
        }
        thread::sleep(Duration::from_millis(2));
    };
    let code = child.wait().unwrap().code().expect("it ends by itself, also when it is asked to");
    let said = fs::read_to_string(folder.join("stderr")).unwrap();
    Ended { code, worked, after: at.map(|at| worked - at), said }
}

/// Whether results say that they were interrupted; none where there are none.
fn interrupted(folder: &Path) -> Option<bool> {
    let text = fs::read_to_string(folder.join(RESULTS)).ok()?;
    let json: Value = serde_json::from_str(&text).expect("results are whole or not there");
    let told = [&json["run"]["interrupted"], &json["interrupted"]];
    let told = told.into_iter().find_map(Value::as_bool);
    Some(told.unwrap_or(json["outcome"] == "interrupted"))
}

/// What a folder holds that is not the command's own to write.
fn inputs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let names = ["centre.json", "whatif.json", "risk.json"];
    let of = |name: &str| (PathBuf::from(name), fs::read(folder.join(name)).unwrap());
    names.map(of).to_vec()
}

fn has_leftovers(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let entry = entry.unwrap();
        entry.file_name().to_string_lossy().starts_with(".switchroom-")
            || entry.file_type().unwrap().is_dir() && has_leftovers(&entry.path())
    })
}

/// Interrupts each command at so many moments, before it has worked for longer than so.
fn at_random_moments(seed: u64, moments: usize, longest: u64) {
    let folder = files();
    let folder = folder.path();
    let before = inputs(folder);
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    for case in cases(folder) {
        let forget = || {
            let _ = fs::remove_file(folder.join(RESULTS));
            let _ = fs::remove_dir_all(folder.join("out"));
        };
        let whole = run(folder, &case.words, Some(longest));
        forget();
        for _ in 0..moments {
            let at = random.random_range(0..=whole.worked.min(longest));
            let ended = run(folder, &case.words, Some(at));
            let (name, said) = (case.name, &ended.said);
            let place = format!("{name} at {at} of {}: {said}", whole.worked);
            if let Some(after) = ended.after {
                assert!(after <= SECOND, "took {after} hundredths to end: {place}");
            }
            let told = interrupted(folder);
            match ended.code {
                130 => assert_ne!(told, Some(false), "{place}"),
                code => {
                    assert!(case.ends_with.contains(&code), "exit code {code}: {place}");
                    assert_ne!(told, Some(true), "{place}");
                    let writes = case.words.contains(&RESULTS);
                    assert_eq!(told.is_some(), writes, "{place}");
                }
            }
            assert!(!has_leftovers(folder), "{place}");
            assert!(inputs(folder) == before, "an input has changed: {place}");
            forget();
        }
    }
}

/// Gives each command that takes one so many time limits.
fn with_random_limits(seed: u64, limits: usize) {
    let folder = files();
    let folder = folder.path();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    for case in cases(folder).into_iter().filter(|case| case.has_limit) {
        for _ in 0..limits {
            let hundredths = random.random_range(1..=SECOND);
            let limit = format!("{}.{:02}s", hundredths / SECOND, hundredths % SECOND);
            let words = [&case.words[..], &["--time-limit", &limit]].concat();
            let ended = run(folder, &words, None);
            let place = format!("{} --time-limit {limit}: {}", case.name, ended.said);
            assert!(ended.worked <= hundredths + SECOND, "took {}: {place}", ended.worked);
            // Time that is up is no interrupt; before anything was complete there is no result.
            let may = [case.ends_with, &[2, 3]].concat();
            assert!(may.contains(&ended.code), "exit code {}: {place}", ended.code);
            assert_ne!(interrupted(folder), Some(true), "{place}");
            assert!(ended.code != 2 || place.contains("time was up"), "{place}");
            let _ = fs::remove_file(folder.join(RESULTS));
            let _ = fs::remove_dir_all(folder.join("out"));
        }
    }
}

#[test]
fn an_interrupt_ends_every_command_soon_and_is_told_truly() {
    at_random_moments(1, 1, SECOND / 2);
}

#[test]
#[ignore = "long: two hundred moments; .ci/run runs it"]
fn an_interrupt_ends_every_command_soon_at_two_hundred_moments() {
    at_random_moments(2, 16, 2 * SECOND);
}

#[test]
fn time_that_is_up_ends_every_command_soon_and_is_no_interrupt() {
    with_random_limits(3, 1);
}

#[test]
#[ignore = "long: two hundred limits; .ci/run runs it"]
fn time_that_is_up_ends_every_command_soon_two_hundred_times() {
    with_random_limits(4, 25);
}
