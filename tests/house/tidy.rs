//! Tidiness: a purpose in every file, docs on what is public, no file too long, and the
//! invariants that are absences.

use crate::source::{Source, sources_under};

/// Lines of a file without its tests.
const LONGEST_FILE: usize = 500;

/// Rooms below the command line, bottom first.
const BELOW_CLI: &[&str] = &[
    "base",
    "random",
    "stats",
    "floor",
    "analytic",
    "routing",
    "economics",
    "measures",
    "customers",
    "scenario",
    "engine",
    "experiment",
    "report",
    "questions",
];

/// Words that may not stand in the code of some rooms, and why.
struct Ban {
    words: &'static [&'static str],
    rooms: &'static [&'static str],
    because: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        words: &["HashMap", "HashSet"],
        rooms: &["floor", "analytic", "routing", "economics", "measures", "customers", "engine"],
        because: "the order of a hash map may not reach an output or a draw",
    },
    Ban {
        words: &["println!", "eprintln!", "print!", "eprint!", "stdout()", "stderr()"],
        rooms: BELOW_CLI,
        because: "below cli nothing prints",
    },
    Ban {
        words: &["std::env", "env::var"],
        rooms: BELOW_CLI,
        because: "below cli nothing reads the environment",
    },
    Ban {
        words: &["Instant::now", "SystemTime"],
        rooms: BELOW_CLI,
        because: "below cli nothing looks at a clock",
    },
    Ban {
        words: &["target_os", "target_arch", "std::os", "cfg(unix)", "cfg(windows)", "core::arch"],
        rooms: BELOW_CLI,
        because: "below cli no platform has a name",
    },
    Ban {
        words: &["static mut", "thread_local!", "OnceLock", "LazyLock", "OnceCell"],
        rooms: &[
            "base",
            "random",
            "stats",
            "floor",
            "analytic",
            "routing",
            "economics",
            "measures",
            "customers",
            "engine",
        ],
        because: "a day is a function of scenario, seed and replication",
    },
    Ban {
        words: &["rayon", "std::thread"],
        rooms: &[
            "base",
            "random",
            "stats",
            "floor",
            "analytic",
            "routing",
            "economics",
            "measures",
            "customers",
            "scenario",
            "engine",
            "report",
            "questions",
        ],
        because: "only experiment and cli know threads",
    },
    Ban {
        words: &["serde_json", "jsonc_parser", "csv::"],
        rooms: &[
            "base",
            "random",
            "stats",
            "floor",
            "analytic",
            "routing",
            "economics",
            "measures",
            "customers",
            "engine",
            "experiment",
        ],
        because: "only scenario, report, questions and cli know formats",
    },
    Ban {
        words: &["std::fs", "File::open", "File::create"],
        rooms: &[
            "base",
            "random",
            "stats",
            "floor",
            "analytic",
            "routing",
            "economics",
            "measures",
            "customers",
            "engine",
            "experiment",
            "report",
        ],
        because: "only scenario, questions and cli touch files",
    },
];

/// The file of `scenario` that reads from disk: everything else of it gets its texts by name.
const DISK: &str = "scenario/text/files.rs";

fn opens_files(source: &Source) -> bool {
    let code = source.code_without_tests();
    ["std::fs", "File::open"].iter().any(|word| stands_in(&code, word))
}

fn forbidden_words(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    if source.is_tests() {
        return Vec::new();
    }
    let code = source.code_without_tests();
    let bans = BANS.iter().filter(|ban| ban.rooms.contains(&room));
    let found = bans.flat_map(|ban| ban.words.iter().map(move |word| (word, ban.because)));
    found
        .filter(|(word, _)| stands_in(&code, word))
        .map(|(word, because)| format!("{}: {word}: {because}", source.path))
        .collect()
}

/// Whether the word stands in the code, not as the end of a longer one.
fn stands_in(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

fn missing_purpose(source: &Source) -> Option<String> {
    let first = source.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    (!first.starts_with("//! ")).then(|| format!("{}: says no purpose at its top", source.path))
}

fn too_long(source: &Source) -> Option<String> {
    let lines = source.lines_without_tests().len();
    (lines > LONGEST_FILE).then(|| format!("{}: {lines} lines without its tests", source.path))
}

/// Public types, traits and functions without a doc comment.
fn undocumented(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut documented = false;
    let mut open_brackets = 0_usize;
    for (index, line) in source.lines_without_tests().into_iter().enumerate() {
        let line = line.trim();
        if open_brackets > 0 || line.starts_with("#[") {
            let opened = open_brackets + line.matches('[').count();
            open_brackets = opened.saturating_sub(line.matches(']').count());
        } else if line.starts_with("///") {
            documented = true;
        } else {
            if needs_docs(line) && !documented {
                found.push(format!("{}:{}: no docs on `{line}`", source.path, index + 1));
            }
            documented = false;
        }
    }
    found
}

fn needs_docs(line: &str) -> bool {
    let Some(mut rest) = line.strip_prefix("pub ") else { return false };
    for qualifier in ["const fn ", "async fn ", "unsafe fn "] {
        if rest.starts_with(qualifier) {
            rest = "fn ";
        }
    }
    let kinds = ["fn ", "struct ", "enum ", "trait ", "type ", "union "];
    // A macro gets its docs where it is called.
    let name = kinds.iter().find_map(|kind| rest.strip_prefix(kind));
    name.is_some_and(|name| !name.starts_with('$'))
}

fn all_sources() -> Vec<Source> {
    ["src", "tests", "benches"].into_iter().flat_map(sources_under).collect()
}

fn assert_none(found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_file_says_its_purpose() {
    assert_none(all_sources().iter().filter_map(missing_purpose));
}

#[test]
fn one_file_of_scenario_reads_from_disk() {
    let sources = sources_under("src/scenario").into_iter().filter(|source| !source.is_tests());
    let found: Vec<String> = sources.filter(opens_files).map(|source| source.path).collect();
    assert!(matches!(&found[..], [one] if one.ends_with(DISK)), "{found:?}");
}

#[test]
fn no_file_is_too_long() {
    assert_none(sources_under("src").iter().filter(|s| !s.is_tests()).filter_map(too_long));
}

#[test]
fn what_is_public_has_docs() {
    assert_none(sources_under("src").iter().filter(|s| !s.is_tests()).flat_map(undocumented));
}

#[test]
fn no_room_says_what_it_must_not() {
    assert_none(sources_under("src").iter().flat_map(forbidden_words));
}

#[test]
fn a_file_without_a_purpose_is_found() {
    assert!(missing_purpose(&Source::made_up("src/base/a.rs", "fn a() {}\n")).is_some());
    assert!(missing_purpose(&Source::made_up("src/base/a.rs", "// A.\nfn a() {}\n")).is_some());
    assert!(missing_purpose(&Source::made_up("src/base/a.rs", "//! A.\nfn a() {}\n")).is_none());
}

#[test]
fn a_file_too_long_is_found_and_its_tests_are_not_counted() {
    let body = "let a = 1;\n".repeat(LONGEST_FILE);
    let tests = format!("#[cfg(test)]\nmod tests {{\n{body}}}\n");
    assert!(too_long(&Source::made_up("src/base/a.rs", &format!("{body}{tests}"))).is_none());
    assert!(too_long(&Source::made_up("src/base/a.rs", &format!("//! A.\n{body}"))).is_some());
}

#[test]
fn a_public_item_without_docs_is_found() {
    let text = "/// Yes.\n#[derive(\n    Clone,\n)]\npub struct A;\n\npub fn b() {}\npub(crate) fn c() {}\n\
                /// Yes.\npub const fn d() {}\n    pub const fn e() {}\n";
    let found = undocumented(&Source::made_up("src/base/a.rs", text));
    let wanted = [
        "src/base/a.rs:7: no docs on `pub fn b() {}`",
        "src/base/a.rs:11: no docs on `pub const fn e() {}`",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_forbidden_word_is_found_in_code_only() {
    let words = |path: &str, text: &str| forbidden_words(&Source::made_up(path, text)).len();
    assert_eq!(words("src/engine/day.rs", "use std::collections::HashMap;"), 1);
    assert_eq!(words("src/cli/run.rs", "println!(\"{a}\");"), 0);
    assert_eq!(words("src/report/run/json.rs", "println!(\"{a}\");"), 1);
    assert_eq!(words("src/report/run/json.rs", "// println! is for cli"), 0);
    assert_eq!(words("src/base/a.rs", "#[cfg(test)]\nmod tests {\n    use std::env;\n}"), 0);
}
