//! Exports are refused before the run, and written whole or not at all.

use std::fs;
#[cfg(unix)]
use std::path::Path;

use super::{
    assert_holds, assert_refused, folder, stderr, stdout, switchroom, with_centre, with_what_if,
};

#[test]
fn two_exports_cannot_both_have_stdout() {
    let folder = folder();
    let both = ["run", "centre.json", "--export-json", "-", "--export-csv", "-"];
    assert_refused(&switchroom(folder.path(), &both), "found - for two exports");
    let same = ["run", "centre.json", "--export-json", "out", "--export-csv", "out"];
    assert_refused(&switchroom(folder.path(), &same), "found out for two exports");
}

#[test]
fn an_export_that_cannot_be_written_is_refused_before_the_file_is_read() {
    let folder = folder();
    fs::create_dir(folder.path().join("results")).unwrap();
    let absent = ["run", "absent.json", "--export-json", "no/results.json"];
    let reason = "no/results.json cannot be written to: its folder does not exist";
    assert_refused(&switchroom(folder.path(), &absent), reason);
    let taken = ["run", "absent.json", "--export-csv", "results"];
    let reason = "results cannot be written to: it is a folder";
    assert_refused(&switchroom(folder.path(), &taken), reason);
}

#[test]
fn an_export_never_replaces_what_is_read() {
    let folder = folder();
    fs::write(folder.path().join("centre.json"), "{}").unwrap();
    let onto_itself = ["run", "centre.json", "--export-json", "./centre.json"];
    let reason = "it is the file to read from";
    assert_refused(&switchroom(folder.path(), &onto_itself), reason);
    assert_eq!(fs::read_to_string(folder.path().join("centre.json")).unwrap(), "{}");
}

#[test]
fn a_run_that_fails_leaves_no_file_behind() {
    let folder = folder();
    let arguments = ["run", "absent.json", "--export-json", "results.json"];
    assert_refused(&switchroom(folder.path(), &arguments), "absent.json cannot be read");
    assert_holds(folder.path(), &[]);
}

/// A what-if over a base that reads volumes, with a baseline, all in a folder `in` beside a link to
/// it, and a hard link and a link to each file.
#[cfg(unix)]
fn read_from_everywhere() -> tempfile::TempDir {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("in/sub")).unwrap();
    fs::write(
        at("in/volumes.csv"),
        "date,interval_start,contact_type,offered\n2026-03-09,08:00,a,30\n2026-03-09,08:30,a,40\n",
    )
    .unwrap();
    let base = r#"{ "format": 1,
      "day": { "date": "2026-03-09", "opens": "08:00", "closes": "09:00", "interval_minutes": 30 },
      "inputs": { "v": { "csv": "volumes.csv" } },
      "contact_types": { "a": { "volume": { "from": "v" }, "handle_time": { "mean_seconds": 120 },
                                "patience": { "mean_seconds": { "between": [100, 140] } } } },
      "agent_groups": { "g": { "agents": 4, "skills": ["a"] } },
      "targets": { "a": { "service_level": 0.8, "within_seconds": 20 } } }"#;
    fs::write(at("in/base.json"), base).unwrap();
    let what_if = r#"{ "base": "base.json",
      "variants": { "more": { "set": { "agent_groups.g.agents": 5 } } },
      "checks": { "c": { "measure": "total.service_level", "at_least": 0.1 } } }"#;
    fs::write(at("in/whatif.json"), what_if).unwrap();
    symlink(at("in"), at("linked")).unwrap();
    for name in INPUTS {
        symlink(at("in").join(name), at(&format!("link-{name}"))).unwrap();
        fs::hard_link(at("in").join(name), at(&format!("hard-{name}"))).unwrap();
    }
    folder
}

#[cfg(unix)]
const INPUTS: [&str; 3] = ["whatif.json", "base.json", "volumes.csv"];

#[test]
#[cfg(unix)]
fn no_export_of_any_command_ever_changes_what_was_read_however_it_is_spelled() {
    let folder = read_from_everywhere();
    let read = |name: &str| fs::read(folder.path().join("in").join(name)).unwrap();
    let before = INPUTS.map(read);
    let whatif = "in/whatif.json";
    let sweep = ["--scan-scale", "contact_types.*.volume=0.9..1.1..0.1", "--replications", "5"];
    let commands: [(&[&str], &[&str]); 7] = [
        (&["run", whatif, "--replications", "5"], &["--export-json", "--export-csv"]),
        (&["compare", whatif, "--replications", "5"], &["--export-json", "--export-csv"]),
        (&["best", whatif, "--max-replications", "20"], &["--export-json", "--export-csv"]),
        (&["risk", whatif, "--draws", "2"], &["--export-json", "--export-csv"]),
        (&["staff", whatif, "--replications", "5"], &["--export-json", "--export-csv"]),
        (&["bench", whatif, "--repeats", "1", "--replications", "2"], &["--export-json"]),
        (
            &["check", whatif, "--max-replications", "50"],
            &["--junit", "--export-json", "--export-markdown"],
        ),
    ];
    let sweep: Vec<&str> = ["sweep", whatif].into_iter().chain(sweep).collect();
    let rows: &[&str] = &["--export-json", "--export-csv", "--export-replications"];
    let commands = commands.into_iter().chain([(&sweep[..], rows)]);
    for (words, flags) in commands {
        for name in INPUTS {
            let whole = folder.path().join("in").join(name);
            for spelled in [
                format!("in/{name}"),
                format!("./in/sub/../{name}"),
                format!("linked/{name}"),
                format!("link-{name}"),
                format!("hard-{name}"),
                whole.to_str().unwrap().to_owned(),
            ] {
                for flag in flags {
                    let words = [words, &[flag, &spelled]].concat();
                    let output = switchroom(folder.path(), &words);
                    assert_eq!(output.status.code(), Some(2), "{words:?}: {}", stderr(&output));
                    let said = stderr(&output);
                    assert!(said.contains("it is the file to read from"), "{words:?}: {said}");
                }
            }
        }
    }
    assert!(INPUTS.map(read) == before);
    assert_no_leftovers(folder.path());
}

#[cfg(unix)]
#[track_caller]
fn assert_no_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.starts_with(".switchroom-"), "{name} is left behind");
    }
}

#[test]
#[cfg(unix)]
fn what_was_read_is_neither_appended_to_nor_where_stdout_goes() {
    let folder = read_from_everywhere();
    let base = folder.path().join("in/base.json");
    let before = fs::read(&base).unwrap();
    let append = || fs::OpenOptions::new().append(true).open(&base).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_switchroom"));
    command.current_dir(folder.path()).args(["run", "in/whatif.json", "--replications", "5"]);
    let output = command.stdout(append()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let output = output.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("stdout goes there"), "{}", stderr(&output));
    let check = ["check", "in/whatif.json", "--github-summary", "--max-replications", "50"];
    let mut summary = super::command(folder.path(), &check);
    let output = summary.env("GITHUB_STEP_SUMMARY", &base).output().unwrap();
    assert_refused(&output, "it is the file to read from");
    assert_eq!(fs::read(&base).unwrap(), before);
}

#[test]
#[cfg(unix)]
fn a_file_that_is_replaced_keeps_its_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = read_from_everywhere();
    let old = folder.path().join("old.json");
    fs::write(&old, "x").unwrap();
    fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&old, folder.path().join("latest.json")).unwrap();
    let words = ["run", "in/whatif.json", "--replications", "5", "--export-json", "latest.json"];
    assert_eq!(switchroom(folder.path(), &words).status.code(), Some(0));
    assert!(fs::read_to_string(&old).unwrap().contains("digest"));
    assert_eq!(fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(folder.path().join("latest.json")).unwrap().is_symlink());
}

/// Bars that end a cell: those that are not escaped.
fn cells(row: &str) -> usize {
    row.replace("\\|", "").matches('|').count()
}

/// Whether all rows of each table have as many cells.
fn tables_are_whole(markdown: &str) -> bool {
    let lines: Vec<&str> = markdown.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with('|')));
    pairs.into_iter().all(|pair| cells(pair[0]) == cells(pair[1]))
}

#[test]
fn every_report_is_to_be_had_as_markdown() {
    let folder = with_what_if();
    let few = ["--replications", "5"];
    for (command, heading) in [
        (&["run", "centre.json"][..], "Agent groups"),
        (&["compare", "whatif.json"], "Differences from base"),
        (&["sweep", "centre.json", "--scan", "agent_groups.*.agents=4,5"], "How it was made"),
        (&["risk", "centre.json", "--draws", "2"], "Days"),
        (&["best", "whatif.json", "--max-replications", "20"], "How it was made"),
    ] {
        let more = if matches!(command[0], "risk" | "best") { &[][..] } else { &few[..] };
        let output =
            switchroom(folder.path(), &[command, more, &["--export-markdown", "-"]].concat());
        let (text, said) = (stdout(&output), stderr(&output));
        assert_eq!(output.status.code(), Some(0), "{command:?}: {said}");
        assert!(text.starts_with("# ") && text.ends_with('\n'), "{text}");
        assert!(text.lines().any(|line| line == format!("## {heading}")), "{command:?}: {text}");
        assert!(text.contains("| ---: |") && tables_are_whole(&text), "{text}");
        assert!(text.contains("```console\n$ switchroom "), "{text}");
        assert!(!text.contains("\n\n\n") && !text.contains('\x1b'), "{text}");
        assert_eq!(text.matches("```").count() % 2, 0, "{text}");
    }
}

#[test]
fn a_name_is_no_markup_in_markdown() {
    let folder = with_centre();
    let file = folder.path().join("centre.json");
    let text = fs::read_to_string(&file).unwrap();
    let name = text.lines().find(|line| line.contains("\"name\"")).unwrap();
    let other = "  \"name\": \"a | b <img src=x> *c* [d](e) `f\",";
    fs::write(&file, text.replace(name, other)).unwrap();
    let run = ["run", "centre.json", "--replications", "2", "--export-markdown", "a.md"];
    assert_eq!(switchroom(folder.path(), &run).status.code(), Some(0));
    let text = fs::read_to_string(folder.path().join("a.md")).unwrap();
    let title = "# a \\| b &lt;img src=x> \\*c\\* \\[d\\](e) \\`f";
    assert_eq!(text.lines().next(), Some(title));
}
