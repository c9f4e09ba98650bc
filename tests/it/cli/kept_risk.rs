//! A risk that is kept: shards, merging, and runs that were killed.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::kept::{blocks, experiment, killed, manifest, merge, repeated};
use super::risk::with_unknown;
use super::{assert_refused, stderr, stdout, switchroom};

/// 63 days, so that shards and blocks begin within draws.
const RISK: [&str; 6] = ["risk", "centre.json", "--draws", "21", "--days", "3"];

fn risk(folder: &Path, more: &[&str]) -> Output {
    switchroom(folder, &[&RISK[..], more].concat())
}

/// Three shards of the risk, run.
fn sharded() -> tempfile::TempDir {
    let folder = with_unknown();
    for (shard, threads) in [("3/3", "1"), ("1/3", "2"), ("2/3", "3")] {
        let output = risk(folder.path(), &["--shard", shard, "--threads", threads]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stdout(&output), "", "a shard alone says nothing of the whole");
        assert!(stderr(&output).contains("switchroom merge out/"), "{}", stderr(&output));
    }
    folder
}

/// The JSON without what the run took, and the CSV.
fn exported(folder: &Path, name: &str) -> (Value, String) {
    let read = |ending| fs::read_to_string(folder.join(format!("{name}.{ending}"))).unwrap();
    let mut json: Value = serde_json::from_str(&read("json")).unwrap();
    for key in ["cpu_seconds", "wall_seconds", "threads"] {
        assert!(json["run"][key].take().is_number(), "no {key}");
    }
    (json, read("csv"))
}

#[test]
fn shards_of_a_risk_put_together_are_one_risk_to_the_last_byte() {
    let folder = sharded();
    let kept = experiment(folder.path());
    let merged = ["merge", kept.to_str().unwrap(), "--export-json", "m.json"];
    let merged = switchroom(folder.path(), &[&merged[..], &["--export-csv", "m.csv"]].concat());
    assert_eq!(merged.status.code(), Some(0), "{}", stderr(&merged));
    let whole = risk(folder.path(), &["--export-json", "w.json", "--export-csv", "w.csv"]);
    assert_eq!(stdout(&merged), stdout(&whole));
    assert_eq!(exported(folder.path(), "m"), exported(folder.path(), "w"));
    for name in ["plan.json", "summary.json"] {
        assert!(kept.join(name).is_file(), "no {name}");
    }
}

#[test]
fn the_files_of_a_risk_say_what_made_them_and_what_every_day_was() {
    let folder = with_unknown();
    let kept = risk(folder.path(), &["--out", "out"]);
    assert_eq!(kept.status.code(), Some(0), "{}", stderr(&kept));
    let (made, page) = (manifest(folder.path()), stdout(&kept));
    assert_eq!(made["manifest_format"], 1);
    assert_eq!(made["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&made["seed"], &made["replications"]), (&1.into(), &63.into()));
    let plan = made["plan"].as_str().unwrap();
    assert!(experiment(folder.path()).to_str().unwrap().ends_with(&plan[..16]), "{plan}");
    assert!(page.contains(&format!("digest {}", made["digest"].as_str().unwrap())), "{made}");
    assert_eq!(repeated(&page), made["command"].as_str().unwrap());

    let rows = fs::read_to_string(experiment(folder.path()).join("replications.csv")).unwrap();
    let (head, rows) = rows.split_once('\n').unwrap();
    let wanted = "draw,contact_types.sales.volume_per_hour,replication,subject_kind,subject,\
                  interval,measure,value";
    assert_eq!(head, wanted);
    let levels: Vec<Vec<&str>> = rows
        .lines()
        .map(|row| row.split(',').collect())
        .filter(|row: &Vec<&str>| row[3..7] == ["contact_type", "sales", "", "service_level"])
        .collect();
    assert_eq!(levels.len(), 63);
    for (row, day) in levels.iter().zip(0_usize..) {
        assert_eq!((row[0], row[2]), (&*(day / 3 + 1).to_string(), &*(day + 1).to_string()));
        assert_eq!(row[1], levels[day / 3 * 3][1], "one draw, one input");
        let (input, level): (f64, f64) = (row[1].parse().unwrap(), row[7].parse().unwrap());
        assert!((20.0..=40.0).contains(&input) && (0.0..=1.0).contains(&level), "{row:?}");
    }
}

#[test]
fn a_missing_shard_a_foreign_plan_and_damage_are_refused_by_name() {
    let folder = sharded();
    let files = blocks(folder.path());
    let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    // The second shard has 21 days, which are two blocks.
    assert_eq!(files.len(), 6);
    let good: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();

    fs::remove_file(&files[2]).unwrap();
    fs::remove_file(&files[3]).unwrap();
    assert_refused(&merge(folder.path()), "lacks replications 22 to 42");

    let other = with_unknown();
    assert_eq!(risk(other.path(), &["--shard", "2/3", "--seed", "5"]).status.code(), Some(0));
    for foreign in blocks(other.path()) {
        fs::copy(&foreign, files[2].with_file_name(name(&foreign))).unwrap();
    }
    let refused = merge(folder.path());
    assert_refused(&refused, "belongs to another experiment");
    for foreign in blocks(other.path()) {
        assert!(stderr(&refused).contains(&name(&foreign)), "{}", stderr(&refused));
        fs::remove_file(files[2].with_file_name(name(&foreign))).unwrap();
    }

    fs::write(&files[2], &good[2]).unwrap();
    let mut bytes = good[3].clone();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&files[3], bytes).unwrap();
    let refused = merge(folder.path());
    assert_refused(&refused, "is damaged");
    assert!(stderr(&refused).contains(&name(&files[3])));
    fs::write(&files[3], &good[3]).unwrap();
    assert_eq!(merge(folder.path()).status.code(), Some(0));
}

#[test]
fn a_risk_of_a_file_that_has_changed_since_is_not_merged_but_one_that_has_moved() {
    let folder = sharded();
    let (file, page) = (folder.path().join("centre.json"), stdout(&merge(folder.path())));
    let text = fs::read_to_string(&file).unwrap();
    // The same middle.
    fs::write(&file, text.replace("[20,40]", "[25,35]")).unwrap();
    assert_refused(&merge(folder.path()), "has changed since");
    fs::write(folder.path().join("moved.json"), &text).unwrap();
    let kept = experiment(folder.path());
    let moved = ["merge", kept.to_str().unwrap(), "--file", "moved.json"];
    assert_eq!(stdout(&switchroom(folder.path(), &moved)), page);
}

#[test]
fn what_is_there_of_a_risk_is_not_run_again_unless_asked() {
    let folder = with_unknown();
    let first = risk(folder.path(), &["--out", "out"]);
    let stamps = || -> Vec<_> {
        let modified = |file: &std::path::PathBuf| fs::metadata(file).unwrap().modified().unwrap();
        blocks(folder.path()).iter().map(modified).collect()
    };
    let (before, second) = (stamps(), risk(folder.path(), &["--out", "out"]));
    assert!(stderr(&second).contains("already"), "{}", stderr(&second));
    assert_eq!(stdout(&first), stdout(&second));
    assert_eq!(before, stamps());
    let third = risk(folder.path(), &["--out", "out", "--again"]);
    assert_eq!(stdout(&first), stdout(&third));
    assert!(before.iter().zip(stamps()).all(|(old, new)| *old < new));
}

#[test]
fn a_risk_killed_twice_goes_on_and_ends_like_one_that_was_not() {
    let folder = with_unknown();
    let run = ["risk", "centre.json", "--draws", "320", "--days", "4", "--shard", "1/1"];
    killed(folder.path(), &run, 1);
    let first = blocks(folder.path()).len();
    killed(folder.path(), &run, first + 1);
    let left = blocks(folder.path()).len();
    assert!((2..64).contains(&left), "{left} blocks were there before the last run");
    let resumed = switchroom(folder.path(), &run);
    assert_eq!(resumed.status.code(), Some(0), "{}", stderr(&resumed));
    assert!(!stderr(&resumed).contains("already"), "{}", stderr(&resumed));
    assert_eq!(stdout(&resumed), stdout(&switchroom(folder.path(), &run[..6])));
    let hidden = fs::read_dir(experiment(folder.path()).join("blocks")).unwrap();
    assert_eq!(hidden.count(), 64, "what killed runs left is swept up");
}
