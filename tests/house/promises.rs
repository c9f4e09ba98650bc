//! What is public is promised, or named from outside: by tests, benches and fuzzing.
//!
//! The promise is the room `questions`, with what its questions, answers and refusals are made of
//! (the crate page lists them). Any other module is the crate's own as soon as nobody outside
//! names it.

use std::collections::BTreeSet;

use crate::circles::{leaves, module, next_use};
use crate::source::{Source, sources_under};

/// Rooms that are public whether named or not: the promise, and the entry of the program.
const PROMISED: [&str; 2] = ["questions", "cli"];

/// Formulas that a researcher may call, though only their own tests do.
const FORMULAS: [&str; 4] = ["general_patience", "qed", "single_server", "transient"];

/// Every module that outside files name, with those that it stands in.
fn named_outside(sources: &[Source]) -> BTreeSet<Vec<String>> {
    let mut named = BTreeSet::new();
    for source in sources {
        let code = source.code();
        let mut rest = code.as_str();
        while let Some((_, tree, _, after)) = next_use(rest) {
            rest = after;
            named.extend(leaves(tree).into_iter().map(|(path, _)| path));
        }
        for (at, _) in code.match_indices("switchroom::") {
            let mut path = code[at..].split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
            let path = path.next().unwrap_or_default();
            named.insert(path.split("::").map(str::to_owned).collect());
        }
    }
    let ours = named.into_iter().filter(|path| path[0] == "switchroom");
    ours.flat_map(|path| (1..=path.len()).map(move |end| path[1..end].to_vec())).collect()
}

/// Public modules that nobody outside names.
fn breaches(inside: &[Source], outside: &[Source]) -> Vec<String> {
    let named = named_outside(outside);
    let mut found = Vec::new();
    for source in inside {
        let Some(own) = module(&source.path).filter(|own| !own.is_empty()) else { continue };
        if PROMISED.contains(&own[0].as_str()) {
            continue;
        }
        for line in source.lines_without_tests() {
            let Some(name) = line.trim().strip_prefix("pub mod ") else { continue };
            let name = name.trim_end_matches(';').to_owned();
            let whole = [&own[..], std::slice::from_ref(&name)].concat();
            if !named.contains(&whole) && !FORMULAS.contains(&name.as_str()) {
                found.push(format!("{}: nobody outside names {name}: pub(crate)", source.path));
            }
        }
    }
    found
}

#[test]
fn what_is_public_is_promised_or_named_from_outside() {
    let outside = ["tests", "benches", "fuzz"].map(sources_under).concat();
    let found = breaches(&sources_under("src"), &outside);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_public_module_that_nobody_names_is_found() {
    let stats = "pub mod ratio;\npub mod paired;\npub(crate) mod own;";
    let inside = [
        Source::made_up("src/stats/mod.rs", stats),
        Source::made_up("src/questions/mod.rs", "pub mod staff;"),
    ];
    let test = "use switchroom::{stats::ratio::{Sums, difference}, cli};";
    let found = breaches(&inside, &[Source::made_up("tests/a.rs", test)]);
    assert_eq!(found, ["src/stats/mod.rs: nobody outside names paired: pub(crate)"]);
}
