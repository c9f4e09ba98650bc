//! The storeys: a room uses rooms below it, never one beside it, never one above.

use std::fs;

use crate::source::{Source, root, sources_under};

/// Bottom first. Rooms on one line are neighbours and may not use each other.
const STOREYS: &[&[&str]] = &[
    &["base"],
    &["random", "stats"],
    &["floor", "analytic"],
    &["routing", "economics"],
    &["measures", "customers"],
    &["scenario"],
    &["engine"],
    &["horizon"],
    &["experiment"],
    &["report"],
    &["questions"],
    &["cli"],
];

fn storey(room: &str) -> Option<usize> {
    STOREYS.iter().position(|rooms| rooms.contains(&room))
}

/// The files of a door that may know what questions are made of: they read words into it.
const FLAGS: &str = "src/cli/flags/";

/// What a file does that its room may not.
fn breaches(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    let Some(level) = storey(room) else {
        return vec![format!("{}: the room {room} has no storey", source.path)];
    };
    let code = source.code();
    let mut found = Vec::new();
    // In a test module `super` is the file itself, so two of them are one step up.
    let climbs = !source.is_tests() && source.code_without_tests().contains("super::super")
        || code.contains("super::super::super");
    if climbs {
        found.push(format!("{}: write crate::{room}:: instead of super::super", source.path));
    }
    for used in uses(source, room, &code) {
        match storey(&used) {
            None => found.push(format!("{}: crate::{used} is not a room", source.path)),
            Some(reach) if used != room && reach >= level => {
                found.push(format!("{}: {room} must not use {used}", source.path));
            }
            Some(_) if room == "cli" && used == "experiment" && !source.path.starts_with(FLAGS) => {
                found.push(format!("{}: a door asks `questions`, not {used}", source.path));
            }
            Some(_) => {}
        }
    }
    found
}

/// The rooms a file names, each as often as it does.
fn uses(source: &Source, room: &str, code: &str) -> Vec<String> {
    let mut names: Vec<String> =
        after(code, "crate::").chain(after(code, "switchroom::")).flat_map(first_names).collect();
    // In a room's own `mod.rs`, `super` is the root of the crate, where all rooms lie.
    if source.path == format!("src/{room}/mod.rs") {
        let through_root = after(code, "super::").flat_map(first_names);
        names.extend(through_root.filter(|name| storey(name).is_some()));
    }
    names
}

/// What follows each place where a path begins with `word`.
fn after<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(word).filter_map(move |(at, _)| {
        let before = code[..at].chars().next_back();
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        begins.then(|| &code[at + word.len()..])
    })
}

/// `a::b` gives `a`; `{a::b, c}` gives `a` and `c`.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![first_name(path)] };
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut part = String::new();
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => names.push(first_name(&std::mem::take(&mut part))),
            _ => {
                depth = depth + usize::from(c == '{') - usize::from(c == '}');
                part.push(c);
            }
        }
    }
    names.push(first_name(&part));
    names.retain(|name| !name.is_empty());
    names
}

fn first_name(path: &str) -> String {
    let path = path.trim_start();
    if path.starts_with('*') {
        return "*".to_owned();
    }
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn no_room_uses_one_above_or_beside_it() {
    let sources = sources_under("src");
    assert!(sources.len() > STOREYS.len(), "the sources were not found");
    let broken: Vec<String> = sources.iter().flat_map(breaches).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_storey_is_a_folder_and_every_folder_has_a_storey() {
    let folders = fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap());
    let mut folders: Vec<String> = folders
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let mut rooms: Vec<&str> = STOREYS.iter().copied().flatten().copied().collect();
    folders.sort();
    rooms.sort_unstable();
    assert_eq!(folders, rooms);
}

fn breaches_of(path: &str, text: &str) -> Vec<String> {
    breaches(&Source::made_up(path, text))
}

#[test]
fn a_use_of_a_higher_storey_is_found() {
    let found = breaches_of("src/routing/rule_table.rs", "use crate::report::Report;");
    assert_eq!(found, ["src/routing/rule_table.rs: routing must not use report"]);
}

#[test]
fn a_use_of_a_neighbour_is_found() {
    let found = breaches_of("src/stats/ratio.rs", "let u = crate::random::uniform();");
    assert_eq!(found, ["src/stats/ratio.rs: stats must not use random"]);
}

#[test]
fn a_use_inside_braces_is_found_over_several_lines() {
    let text = "use crate::{\n    base::time::{SimTime, Grid},\n    engine,\n    floor,\n};";
    let found = breaches_of("src/economics/ledger.rs", text);
    assert_eq!(found, ["src/economics/ledger.rs: economics must not use engine"]);
}

#[test]
fn a_use_in_a_folder_of_a_room_is_found() {
    let found = breaches_of("src/report/run/terminal/chart.rs", "use crate::cli::output;");
    assert_eq!(found, ["src/report/run/terminal/chart.rs: report must not use cli"]);
}

#[test]
fn a_door_that_knows_how_days_are_run_is_found() {
    let text = "use crate::experiment::Settings;\nuse crate::questions::days::run::Run;";
    let found = breaches_of("src/cli/commands/days/run.rs", text);
    assert_eq!(found, ["src/cli/commands/days/run.rs: a door asks `questions`, not experiment"]);
    let found =
        breaches_of("src/cli/watching/progress.rs", "impl crate::experiment::Watch for A {}");
    assert_eq!(found.len(), 1);
    assert!(breaches_of("src/cli/flags/precision.rs", text).is_empty());
}

#[test]
fn a_way_round_through_super_is_found() {
    let found = breaches_of("src/base/time.rs", "use super::super::engine;");
    assert_eq!(found, ["src/base/time.rs: write crate::base:: instead of super::super"]);
    let in_tests = "#[cfg(test)]\nmod tests {\n    use super::super::time;\n}\n";
    assert!(breaches_of("src/base/ids.rs", in_tests).is_empty());
    let found = breaches_of("src/base/mod.rs", "use super::engine::day;");
    assert_eq!(found, ["src/base/mod.rs: base must not use engine"]);
}

#[test]
fn a_way_round_through_the_root_is_found() {
    let found = breaches_of("src/base/time.rs", "use crate::Outcome;\nuse crate::*;");
    assert_eq!(
        found,
        [
            "src/base/time.rs: crate::Outcome is not a room",
            "src/base/time.rs: crate::* is not a room"
        ]
    );
}

#[test]
fn a_room_without_a_storey_is_found() {
    let found = breaches_of("src/utilities/mod.rs", "");
    assert_eq!(found, ["src/utilities/mod.rs: the room utilities has no storey"]);
}

#[test]
fn what_lies_below_or_in_the_same_room_or_in_a_comment_is_allowed() {
    let text = "//! Read by [`crate::report`].\nuse crate::base::time;\nuse crate::measures::count;\n\
                pub(crate) fn a() {} // see crate::cli";
    assert_eq!(breaches_of("src/measures/day.rs", text), Vec::<String>::new());
}
