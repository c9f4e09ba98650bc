//! Experiments that are kept: shards, merging, and runs that were killed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::{assert_refused, command, stderr, stdout, switchroom, with_what_if};

const COMPARE: [&str; 4] = ["compare", "whatif.json", "--replications", "60"];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    COMPARE.iter().chain(more).copied().collect()
}

/// The only folder in `out`.
pub(super) fn experiment(folder: &Path) -> PathBuf {
    let mut entries = fs::read_dir(folder.join("out")).unwrap();
    let found = entries.next().unwrap().unwrap().path();
    assert!(entries.next().is_none(), "one experiment, one folder");
    found
}

/// The blocks in it.
pub(super) fn blocks(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(experiment(folder).join("blocks")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "block"));
    files.sort();
    files
}

pub(super) fn merge(folder: &Path) -> std::process::Output {
    switchroom(folder, &["merge", experiment(folder).to_str().unwrap()])
}

/// What made the files of the experiment.
pub(super) fn manifest(folder: &Path) -> Value {
    let text = fs::read_to_string(experiment(folder).join("manifest.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The command line that a page ends with.
pub(super) fn repeated(page: &str) -> String {
    let (_, again) = page.rsplit_once("again: ").unwrap();
    // A shell reads on after a backslash at the end of a line.
    again.replace("\\\n", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Three shards of the comparison, run.
fn sharded() -> tempfile::TempDir {
    let folder = with_what_if();
    for shard in ["1/3", "3/3", "2/3"] {
        let output = switchroom(folder.path(), &with(&["--shard", shard]));
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(stdout(&output), "", "a shard alone says nothing of the whole");
        assert!(stderr(&output).contains("switchroom merge out/"), "{}", stderr(&output));
    }
    folder
}

#[test]
fn shards_put_together_are_one_run_to_the_last_byte() {
    let folder = sharded();
    let merged = merge(folder.path());
    let whole = switchroom(folder.path(), &COMPARE);
    assert_eq!(merged.status.code(), Some(0), "{}", stderr(&merged));
    assert_eq!(stdout(&merged), stdout(&whole));
    assert!(stdout(&whole).contains("digest"));
    let kept = experiment(folder.path());
    for name in ["summary.json", "intervals.csv", "replications.csv", "manifest.json"] {
        assert!(kept.join(name).is_file(), "no {name}");
    }
    let rows = fs::read_to_string(kept.join("replications.csv")).unwrap();
    let levels = |row: &&str| row.contains(",same,contact_type,sales,service_level,");
    assert_eq!(rows.lines().filter(levels).count(), 60);
}

#[test]
fn what_is_there_is_not_run_again_unless_asked() {
    let folder = with_what_if();
    let keep = with(&["--out", "out"]);
    let first = switchroom(folder.path(), &keep);
    let stamps = || -> Vec<_> {
        let modified = |file: &PathBuf| fs::metadata(file).unwrap().modified().unwrap();
        blocks(folder.path()).iter().map(modified).collect()
    };
    let (before, second) = (stamps(), switchroom(folder.path(), &keep));
    assert!(stderr(&second).contains("already"), "{}", stderr(&second));
    assert_eq!(stdout(&first), stdout(&second));
    assert_eq!(before, stamps());
    let again = with(&["--out", "out", "--again"]);
    let third = switchroom(folder.path(), &again);
    assert_eq!(stdout(&first), stdout(&third));
    assert!(before.iter().zip(stamps()).all(|(old, new)| *old < new));
}

#[test]
fn a_gap_an_overlap_and_damage_are_refused_by_name() {
    let folder = sharded();
    let files = blocks(folder.path());
    let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    let good = fs::read(&files[1]).unwrap();

    fs::remove_file(&files[1]).unwrap();
    assert_refused(&merge(folder.path()), "lacks replications 21 to 40");
    fs::write(&files[1], &good).unwrap();

    let copy = files[1].with_file_name("00000021-00000040-0123456789abcdef.block");
    fs::copy(&files[1], &copy).unwrap();
    assert_refused(&merge(folder.path()), "overlaps");
    fs::remove_file(copy).unwrap();

    let shifted = files[1].with_file_name("00000022-00000041-0123456789abcdef.block");
    fs::copy(&files[1], &shifted).unwrap();
    let refused = merge(folder.path());
    assert_refused(&refused, "overlaps other blocks");
    assert!(stderr(&refused).contains(&name(&shifted)));
    fs::remove_file(shifted).unwrap();

    let mut bytes = good.clone();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&files[1], bytes).unwrap();
    let refused = merge(folder.path());
    assert_refused(&refused, "is damaged");
    assert!(stderr(&refused).contains(&name(&files[1])));
    fs::write(&files[1], &good[..good.len() / 2]).unwrap();
    assert_refused(&merge(folder.path()), "is damaged");
    fs::write(&files[1], &good).unwrap();
    assert_eq!(merge(folder.path()).status.code(), Some(0));
}

#[test]
fn a_block_of_another_plan_is_refused_by_name() {
    let (folder, other) = (sharded(), with_what_if());
    let seed = with(&["--shard", "2/3", "--seed", "5"]);
    switchroom(other.path(), &seed);
    let (own, foreign) = (blocks(folder.path()).remove(1), blocks(other.path()).remove(0));
    fs::remove_file(&own).unwrap();
    let stray = own.with_file_name(foreign.file_name().unwrap());
    fs::copy(foreign, &stray).unwrap();
    let refused = merge(folder.path());
    assert_refused(&refused, "belongs to another experiment");
    assert!(stderr(&refused).contains(stray.file_name().unwrap().to_str().unwrap()));
}

#[test]
fn a_scenario_that_has_changed_since_is_not_merged() {
    let folder = sharded();
    let file = folder.path().join("whatif.json");
    let changed = fs::read_to_string(&file).unwrap().replace("1.1", "1.2");
    fs::write(&file, changed).unwrap();
    assert_refused(&merge(folder.path()), "has changed since");
    assert_refused(&switchroom(folder.path(), &["merge", "."]), "plan.json cannot be read");
}

const SWEEP: [&str; 6] = [
    "sweep",
    "centre.json",
    "--scan-scale",
    "contact_types.*.volume=0.9..1.1..0.1",
    "--replications",
    "45",
];

#[test]
fn shards_of_a_sweep_put_together_are_one_sweep() {
    let folder = with_what_if();
    let shard = |shard: &'static str| {
        let arguments: Vec<&str> = SWEEP.iter().copied().chain(["--shard", shard]).collect();
        switchroom(folder.path(), &arguments)
    };
    assert_eq!(shard("2/2").status.code(), Some(0));
    assert_refused(&merge(folder.path()), "lacks replications 1 to 22");
    let first = shard("1/2");
    assert_eq!(stdout(&first), "", "a shard alone says nothing of the whole");
    assert!(stderr(&first).contains("switchroom merge out/"), "{}", stderr(&first));
    assert!(stderr(&shard("1/2")).contains("already"));
    let (merged, whole) = (merge(folder.path()), switchroom(folder.path(), &SWEEP));
    assert_eq!(merged.status.code(), Some(0), "{}", stderr(&merged));
    assert_eq!(stdout(&merged), stdout(&whole));
    assert!(stdout(&whole).contains("digest"));
    for name in ["plan.json", "summary.json", "points.csv"] {
        assert!(experiment(folder.path()).join(name).is_file(), "no {name}");
    }
    let made = manifest(folder.path());
    assert_eq!(made["manifest_format"], 1);
    assert_eq!(made["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&made["seed"], &made["replications"]), (&1.into(), &45.into()));
    let plan = made["plan"].as_str().unwrap();
    assert!(experiment(folder.path()).to_str().unwrap().ends_with(&plan[..16]), "{plan}");
    let page = stdout(&whole);
    assert!(page.contains(&format!("digest {}", made["digest"].as_str().unwrap())), "{made}");
    assert_eq!(repeated(&page), made["command"].as_str().unwrap());

    let file = folder.path().join("centre.json");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("\"mean_seconds\": ", "\"mean_seconds\": 1", 1)).unwrap();
    assert_refused(&merge(folder.path()), "has changed since");
    fs::write(folder.path().join("moved.json"), text).unwrap();
    let kept = experiment(folder.path());
    let moved = ["merge", kept.to_str().unwrap(), "--file", "moved.json"];
    assert_eq!(stdout(&switchroom(folder.path(), &moved)), page);
}

#[test]
fn a_sweep_that_is_kept_is_not_run_again() {
    let folder = with_what_if();
    let arguments: Vec<&str> = SWEEP.iter().copied().chain(["--out", "out"]).collect();
    let first = switchroom(folder.path(), &arguments);
    let again = switchroom(folder.path(), &arguments);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert!(stderr(&again).contains("already"), "{}", stderr(&again));
    assert_eq!(stdout(&first), stdout(&again));
}

#[test]
fn a_run_killed_three_times_goes_on_and_ends_like_one_that_was_not() {
    killed_three_times("1000");
}

#[test]
#[ignore = "long: ten thousand replications of three variants, twice"]
fn ten_thousand_replications_killed_three_times_end_like_one_run() {
    killed_three_times("10000");
}

/// Runs the program in a folder and kills it when so many blocks are there.
pub(super) fn killed(folder: &Path, run: &[&str], number: usize) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_switchroom"))
        .current_dir(folder)
        .args(run)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = || fs::read_dir(folder.join("out")).is_ok_and(|mut it| it.next().is_some());
    let there = || begun() && blocks(folder).len() >= number;
    // A minute at the most.
    for _ in 0..30_000 {
        if there() {
            break;
        }
        thread::sleep(Duration::from_millis(2));
    }
    // SIGKILL: nothing of the program's own is asked.
    child.kill().unwrap();
    child.wait().unwrap();
}

fn killed_three_times(replications: &str) {
    let folder = with_what_if();
    let run = ["compare", "whatif.json", "--replications", replications, "--shard", "1/1"];
    for kill in 1..=3 {
        killed(folder.path(), &run, kill);
    }
    let left = blocks(folder.path()).len();
    let of = 64.min(replications.parse::<usize>().unwrap() / 20);
    assert!((3..of).contains(&left), "{left} blocks were there before the last run");
    let resumed = switchroom(folder.path(), &run);
    assert_eq!(resumed.status.code(), Some(0), "{}", stderr(&resumed));
    let whole = switchroom(folder.path(), &run[..4]);
    assert_eq!(stdout(&resumed), stdout(&whole));
    let hidden = fs::read_dir(experiment(folder.path()).join("blocks")).unwrap();
    assert_eq!(hidden.count(), of, "what killed runs left is swept up");
}

#[test]
fn an_array_of_a_batch_system_says_which_shard_it_is() {
    let folder = with_what_if();
    let output = command(folder.path(), &with(&["--shard", "auto"]))
        .env("SLURM_ARRAY_TASK_ID", "2")
        .env("SLURM_ARRAY_TASK_MIN", "1")
        .env("SLURM_ARRAY_TASK_COUNT", "3")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("shard 2 of 3 by SLURM_ARRAY_TASK_ID=2"));
    assert_eq!(blocks(folder.path()).len(), 1);
    let refused = command(folder.path(), &with(&["--shard", "auto"]))
        .env_remove("SLURM_ARRAY_TASK_ID")
        .env_remove("JOB_COMPLETION_INDEX")
        .output()
        .unwrap();
    assert_refused(&refused, "found --shard auto without");
    assert_eq!(switchroom(folder.path(), &with(&["--shard", "4/3"])).status.code(), Some(2));
}

#[test]
fn what_is_run_anew_stays_whole_until_the_new_is_there() {
    let folder = with_what_if();
    let keep = with(&["--out", "out"]);
    switchroom(folder.path(), &keep);
    let digest = || manifest(folder.path())["digest"].clone();
    let (files, before) = (blocks(folder.path()), digest());
    // A file that is damaged, and has the name of what it holds.
    let damaged = files[1].with_file_name("00000021-00000040-0123456789abcdef.block");
    fs::rename(&files[1], &damaged).unwrap();
    fs::write(&damaged, "switchroom block 1\n").unwrap();
    assert_refused(&switchroom(folder.path(), &keep), "is no block");
    let again = with(&["--out", "out", "--again", "--time-limit", "0.000001s"]);
    let stopped = switchroom(folder.path(), &again);
    assert!(stdout(&stopped).is_empty(), "{}", stdout(&stopped));
    assert_eq!(blocks(folder.path()).len(), files.len(), "nothing is thrown away beforehand");
    assert_eq!(digest(), before);
    let again = switchroom(folder.path(), &with(&["--out", "out", "--again"]));
    assert_eq!(again.status.code(), Some(0), "{}", stderr(&again));
    assert_eq!(blocks(folder.path()), files);
    assert_eq!(digest(), before);
}

#[test]
fn time_that_is_up_is_no_interrupt_of_what_is_kept() {
    let folder = with_what_if();
    let limit = ["compare", "whatif.json", "--replications", "200000", "--out", "out"];
    let limit = [&limit[..], &["--time-limit", "1s"]].concat();
    let output = switchroom(folder.path(), &limit);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("stopped early"), "{}", stderr(&output));
}

#[test]
fn two_processes_in_one_folder_leave_each_other_alone() {
    let folder = with_what_if();
    let whole = switchroom(folder.path(), &with(&["--export-csv", "-"]));
    for round in 0..4 {
        let keep = with(&["--out", "out", "--threads", "1", "--export-csv", "-"]);
        let again = with(&["--out", "out", "--threads", "1", "--export-csv", "-", "--again"]);
        let children: Vec<_> = [&keep, &keep, if round == 3 { &again } else { &keep }]
            .into_iter()
            .map(|words| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_switchroom"));
                command.current_dir(folder.path()).args(words);
                command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            assert_eq!(stdout(&output), stdout(&whole));
        }
        let kept = experiment(folder.path());
        for place in [kept.join("blocks"), kept] {
            let left = fs::read_dir(place).unwrap().find(|entry| {
                let name = entry.as_ref().unwrap().file_name();
                name.to_string_lossy().starts_with(".switchroom-")
            });
            assert!(left.is_none(), "{left:?}");
        }
        if round < 2 {
            fs::remove_dir_all(folder.path().join("out")).unwrap();
        }
    }
}

#[test]
fn what_a_killed_run_left_is_swept_up() {
    let folder = with_what_if();
    let keep = with(&["--out", "out", "--export-json", "results.json"]);
    switchroom(folder.path(), &keep);
    let kept = experiment(folder.path());
    let left = [
        folder.path().join(".switchroom-AbC123"),
        kept.join(".switchroom-AbC123"),
        kept.join("blocks/.switchroom-AbC123"),
    ];
    for file in &left {
        fs::write(file, "half a file").unwrap();
    }
    assert_eq!(switchroom(folder.path(), &keep).status.code(), Some(0));
    assert!(left.iter().all(|file| !file.exists()));
}

#[test]
fn no_export_stands_among_the_files_of_an_experiment() {
    let folder = with_what_if();
    switchroom(folder.path(), &with(&["--out", "out"]));
    let kept = experiment(folder.path());
    let block = blocks(folder.path()).remove(0);
    for file in [kept.join("plan.json"), kept.join("new.json"), block] {
        let file = file.to_str().unwrap();
        let words = ["merge", kept.to_str().unwrap(), "--export-json", file];
        assert_refused(&switchroom(folder.path(), &words), "it is in the folder of the experiment");
    }
    assert_eq!(merge(folder.path()).status.code(), Some(0));
}
