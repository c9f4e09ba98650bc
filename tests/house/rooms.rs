//! The rooms that have rooms inside: a folder is short, and says what stands there.

use std::collections::BTreeMap;

use crate::source::{Source, sources_under};

/// Rooms whose folders are in order.
const ROOMS: &[&str] = &["scenario", "experiment", "report", "questions", "cli"];

/// Entries of a folder: about a dozen.
const MOST_ENTRIES: usize = 13;

/// Lines in which the file of a folder says what stands there.
const LEAST_LINES: usize = 2;

/// Folders that are still too long.
const TOO_LONG: &[&str] = &[];

/// Folders that still say too little.
const TOO_SILENT: &[&str] = &["src/scenario/csv/table", "src/scenario/shape/validate"];

/// What each folder of a room lists, files and folders.
fn folders(sources: &[Source]) -> BTreeMap<&str, Vec<&str>> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let inside = |source: &&Source| source.room().is_some_and(|room| ROOMS.contains(&room));
    for source in sources.iter().filter(inside) {
        let mut path = source.path.as_str();
        while let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| *folder != "src") {
            let entries = folders.entry(folder).or_default();
            if !entries.contains(&path) {
                entries.push(path);
            }
            path = folder;
        }
    }
    folders
}

/// What is wrong with the folders, apart from those that are known.
fn too_long(sources: &[Source], known: &[&str]) -> Vec<String> {
    let long = folders(sources).into_iter().filter(|(_, entries)| entries.len() > MOST_ENTRIES);
    let long: BTreeMap<&str, usize> = long.map(|(folder, it)| (folder, it.len())).collect();
    let unknown = long.iter().filter(|(folder, _)| !known.contains(folder));
    let unknown = unknown.map(|(folder, number)| format!("{folder}: {number} entries"));
    let done = known.iter().filter(|folder| !long.contains_key(*folder));
    unknown.chain(done.map(|folder| format!("{folder}: short enough, take it off"))).collect()
}

/// The same of what folders say.
fn too_silent(sources: &[Source], known: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for folder in folders(sources).into_keys() {
        let path = format!("{folder}/mod.rs");
        let beside = format!("{folder}.rs");
        let own = sources.iter().find(|source| source.path == path || source.path == beside);
        let lines = own.map_or(0, |source| {
            source.text.lines().take_while(|line| line.starts_with("//!")).count()
        });
        match (lines >= LEAST_LINES, known.contains(&folder)) {
            (false, false) => found.push(format!("{path}: {lines} lines on what stands there")),
            (true, true) => found.push(format!("{folder}: says enough, take it off")),
            _ => {}
        }
    }
    found
}

#[test]
fn no_folder_is_too_long() {
    let found = too_long(&sources_under("src"), TOO_LONG);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_folder_says_what_stands_there() {
    let found = too_silent(&sources_under("src"), TOO_SILENT);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_long_folder_is_found_and_a_known_one_must_be_long() {
    let file = |folder: &str, at: usize| Source::made_up(&format!("src/cli/{folder}{at}.rs"), "");
    let many: Vec<Source> = (0..=MOST_ENTRIES).map(|at| file("a/", at)).collect();
    assert_eq!(too_long(&many, &[]), ["src/cli/a: 14 entries"]);
    assert!(too_long(&many, &["src/cli/a"]).is_empty());
    assert_eq!(too_long(&many[1..], &["src/cli/a"]), ["src/cli/a: short enough, take it off"]);
    // A folder is one entry, whatever is in it.
    let spread: Vec<Source> =
        (1..MOST_ENTRIES).map(|at| file("", at)).chain(many[2..].to_vec()).collect();
    assert!(too_long(&spread, &[]).is_empty());
}

#[test]
fn a_silent_folder_is_found_and_one_without_a_word_too() {
    let said = Source::made_up("src/report/a/mod.rs", "//! A folder\n//! of this and that.\n");
    let silent = Source::made_up("src/report/b/mod.rs", "//! A folder.\n\nmod a;\n");
    let none = Source::made_up("src/report/b/c/d.rs", "//! A file.\n//! Of a folder.\n");
    let above = Source::made_up("src/report/mod.rs", "//! Reports:\n//! a and b.\n");
    let all = [said, silent, none, above];
    assert_eq!(
        too_silent(&all, &[]),
        [
            "src/report/b/mod.rs: 1 lines on what stands there",
            "src/report/b/c/mod.rs: 0 lines on what stands there"
        ]
    );
    assert_eq!(
        too_silent(&all[..1], &["src/report/a"]),
        [
            "src/report/mod.rs: 0 lines on what stands there",
            "src/report/a: says enough, take it off"
        ]
    );
}
