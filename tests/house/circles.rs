//! No two files know each other: no files of `src` reach each other in a circle through `use`.
//!
//! A circle means that a third thing has no file yet. A path that is written out in code counts as
//! a `use`; a `pub use` in a file that has files below it is a signpost, which is followed to where it
//! points. What such a file calls by the names of its own modules is not counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, sources_under};

/// Circles that stand and are to be opened. What is left of each may be smaller, never larger; one
/// that is gone is taken off.
const KNOWN: &[&[&str]] = &[];

/// A path into the crate, from its root: `["stats", "ratio", "Sums"]`.
type Place = Vec<String>;

/// What one file names of others.
#[derive(Default)]
struct Named {
    /// Under which name, and what.
    uses: Vec<(String, Place)>,
    /// Those that only show the way.
    signposts: Vec<(String, Place)>,
}

/// The files of a crate by their modules.
struct House<'a> {
    files: BTreeMap<Place, (&'a str, Named)>,
}

/// From one file to another, by these names.
type Arrows<'a> = BTreeMap<&'a str, BTreeMap<&'a str, BTreeSet<String>>>;

impl<'a> House<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let code = sources.iter().filter(|source| !source.is_tests());
        let modules: BTreeMap<Place, &Source> =
            code.filter_map(|source| Some((module(&source.path)?, source))).collect();
        let known: BTreeSet<&Place> = modules.keys().collect();
        let files = modules
            .iter()
            .map(|(own, source)| (own.clone(), (source.path.as_str(), named(source, own, &known))));
        Self { files: files.collect() }
    }

    /// The file that a path leads to, whatever re-exports it passes.
    fn file(&self, place: &[String], steps: usize) -> Option<&'a str> {
        if let Some((path, _)) = self.files.get(place) {
            return Some(path);
        }
        let lengths = (0..place.len()).rev();
        let length =
            lengths.into_iter().find(|&length| self.files.contains_key(&place[..length]))?;
        let (path, named) = &self.files[&place[..length]];
        let name = &place[length];
        let all = named.signposts.iter().chain(&named.uses);
        match all.into_iter().find(|(known, _)| known == name) {
            Some((_, target)) if steps > 0 => {
                let onwards: Place = target.iter().chain(&place[length + 1..]).cloned().collect();
                self.file(&onwards, steps - 1)
            }
            _ => Some(path),
        }
    }

    fn arrows(&self) -> Arrows<'a> {
        let mut arrows = Arrows::new();
        for (path, named) in self.files.values() {
            for (_, place) in &named.uses {
                let Some(target) = self.file(place, 8).filter(|target| target != path) else {
                    continue;
                };
                let name = place.last().cloned().unwrap_or_default();
                arrows.entry(path).or_default().entry(target).or_default().insert(name);
            }
        }
        arrows
    }
}

/// The module of a file of the crate; none of the program's own.
pub(crate) fn module(path: &str) -> Option<Place> {
    let inside = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut parts: Place = inside.split('/').map(str::to_owned).collect();
    match parts.last().map(String::as_str) {
        Some("main") => return None,
        Some("mod" | "lib") => drop(parts.pop()),
        _ => {}
    }
    Some(parts)
}

fn named(source: &Source, own: &Place, modules: &BTreeSet<&Place>) -> Named {
    let shows_the_way = modules.iter().any(|it| it.len() > own.len() && it.starts_with(own));
    let code = source.code_without_tests();
    let mut named = Named::default();
    let mut written = String::new();
    let mut rest = code.as_str();
    while let Some((before, tree, is_public, after)) = next_use(rest) {
        written.push_str(before);
        rest = after;
        for (path, name) in leaves(tree) {
            let Some(place) = absolute(&path, own, modules) else { continue };
            let list =
                if is_public && shows_the_way { &mut named.signposts } else { &mut named.uses };
            list.push((name, place));
        }
    }
    written.push_str(rest);
    for path in written_paths(&written) {
        named.uses.extend(absolute(&path, own, modules).map(|place| (String::new(), place)));
    }
    named
}

/// Splits code at its next `use`: what stands before, its tree, whether it is public, and the rest.
pub(crate) fn next_use(code: &str) -> Option<(&str, &str, bool, &str)> {
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let text = line.trim_start();
        let (is_public, text) = match text.strip_prefix("pub") {
            Some(rest) if rest.starts_with(' ') => (true, rest.trim_start()),
            Some(rest) if rest.starts_with('(') => {
                (true, rest.split_once(") ").map_or("", |it| it.1))
            }
            _ => (false, text),
        };
        if let Some(tree) = text.strip_prefix("use ") {
            let begins = at + line.len() - tree.len();
            let length = code[begins..].find(';')?;
            return Some((
                &code[..at],
                &code[begins..begins + length],
                is_public,
                &code[begins + length + 1..],
            ));
        }
        at += line.len();
    }
    None
}

/// Every path of a `use`, with the name that it gets.
pub(crate) fn leaves(tree: &str) -> Vec<(Place, String)> {
    let tree = tree.trim();
    if let Some((before, group)) = tree.split_once('{') {
        let group = group.trim_end().strip_suffix('}').unwrap_or(group);
        let parts: Place = before.split("::").map(|it| it.trim().to_owned()).collect();
        let parts: Vec<&String> = parts.iter().filter(|part| !part.is_empty()).collect();
        let inner = split(group).into_iter().flat_map(leaves);
        return inner
            .map(|(path, name)| {
                let whole: Place = parts.iter().copied().cloned().chain(path).collect();
                of_itself(whole, name)
            })
            .collect();
    }
    let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
    let path: Place = path.split("::").map(|it| it.trim().to_owned()).collect();
    let last = path.last().cloned().unwrap_or_default();
    vec![(path, if alias.is_empty() { last } else { alias.trim().to_owned() })]
}

/// `a::{self}` is `a`.
fn of_itself(mut path: Place, name: String) -> (Place, String) {
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
        let last = path.last().cloned().unwrap_or_default();
        return (path, if name == "self" { last } else { name });
    }
    (path, name)
}

/// The parts of a group, at its own commas.
fn split(group: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[from..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Paths that are written out in code, beginning at the crate or one step up.
fn written_paths(code: &str) -> Vec<Place> {
    let begins = ["crate::", "super::"].into_iter().flat_map(|word| code.match_indices(word));
    let paths = begins.filter(|(at, _)| {
        let before = &code[..*at];
        let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$');
        !before.ends_with(joined) && !before.ends_with("pub(in ")
    });
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let text = |at: usize| {
        let rest = &code[at..];
        &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())]
    };
    let names =
        |text: &str| text.split("::").map(str::to_owned).filter(|it| !it.is_empty()).collect();
    paths.map(|(at, _)| names(text(at))).collect()
}

/// A path from the root of the crate; none that leads out of it.
fn absolute(path: &[String], own: &Place, modules: &BTreeSet<&Place>) -> Option<Place> {
    let rest = &path[1..];
    let below = |base: &[String], rest: &[String]| base.iter().chain(rest).cloned().collect();
    match path[0].as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some(below(own, rest)),
        "super" => Some(below(&own[..own.len().checked_sub(1)?], rest)),
        _ => {
            let child: Place = below(own, &path[..1]);
            modules.contains(&child).then(|| below(own, path))
        }
    }
}

/// The files of each circle, in order.
fn circles<'a>(arrows: &Arrows<'a>) -> Vec<BTreeSet<&'a str>> {
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|&from| (from, reached(arrows, from))).collect();
    let mut found: Vec<BTreeSet<&str>> = Vec::new();
    for (&from, all) in &reach {
        if !all.contains(from) || found.iter().any(|circle| circle.contains(from)) {
            continue;
        }
        let back = |to: &&&str| reach.get(**to).is_some_and(|it| it.contains(from));
        found.push(all.iter().filter(back).copied().collect());
    }
    found
}

fn reached<'a>(arrows: &Arrows<'a>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for &next in arrows.get(file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

/// What is wrong: circles beyond those that are known, and known ones that are gone.
fn breaches(sources: &[Source], known: &[&[&str]]) -> Vec<String> {
    let house = House::of(sources);
    let arrows = house.arrows();
    let circles = circles(&arrows);
    let is_part =
        |circle: &BTreeSet<&str>, known: &[&str]| circle.iter().all(|file| known.contains(file));
    let unknown = circles.iter().filter(|circle| !known.iter().any(|it| is_part(circle, it)));
    let mut found: Vec<String> = unknown.map(|circle| told(circle, &arrows)).collect();
    let gone = known.iter().filter(|it| !circles.iter().any(|circle| is_part(circle, it)));
    found.extend(gone.map(|it| format!("no circle any more, take it off: {}", it.join(", "))));
    found
}

/// One line for each pair of files, with the names that tie them.
fn told(circle: &BTreeSet<&str>, arrows: &Arrows<'_>) -> String {
    let inside = arrows.iter().filter(|(from, _)| circle.contains(*from));
    let pairs = inside.flat_map(|(from, to)| to.iter().map(move |(to, names)| (from, to, names)));
    let lines = pairs.filter(|(_, to, _)| circle.contains(*to)).map(|(from, to, names)| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("  {from} -> {to}: {}", names.join(", "))
    });
    let lines: Vec<String> = lines.collect();
    format!("files know each other in a circle:\n{}", lines.join("\n"))
}

#[test]
fn no_two_files_know_each_other() {
    let sources = sources_under("src");
    assert!(sources.len() > 300, "the sources were not found");
    let found = breaches(&sources, KNOWN);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn made_up(files: &[(&str, &str)], known: &[&[&str]]) -> Vec<String> {
    let sources: Vec<Source> =
        files.iter().map(|(path, text)| Source::made_up(path, text)).collect();
    breaches(&sources, known)
}

#[test]
fn two_files_that_use_each_other_are_found_with_what_ties_them() {
    let files = [
        ("src/stats/a.rs", "use super::b::{B, self as beside};\n"),
        (
            "src/stats/b.rs",
            "use crate::{\n    base::time,\n    stats::a::{A, Other as Another},\n};\n",
        ),
        ("src/stats/c.rs", "use super::a::A;\n"),
    ];
    let wanted = "files know each other in a circle:\n  \
        src/stats/a.rs -> src/stats/b.rs: B, b\n  src/stats/b.rs -> src/stats/a.rs: A, Other";
    assert_eq!(made_up(&files, &[]), [wanted]);
}

#[test]
fn a_circle_through_signposts_is_found() {
    let files = [
        ("src/lib.rs", "pub use stats::Late;\n"),
        ("src/stats/mod.rs", "mod a;\nmod b;\npub use a::Early as First;\npub use b::Late;\n"),
        ("src/stats/a.rs", "use crate::Late;\n"),
        ("src/stats/b.rs", "use crate::stats::First;\n"),
    ];
    let found = made_up(&files, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("src/stats/a.rs -> src/stats/b.rs: Late"), "{found:?}");
    assert!(found[0].contains("src/stats/b.rs -> src/stats/a.rs: First"), "{found:?}");
    assert!(!found[0].contains("mod.rs"), "{found:?}");
}

#[test]
fn a_longer_way_round_is_found() {
    let files = [
        ("src/stats/a.rs", "use super::b::B;\n"),
        ("src/stats/b.rs", "fn f() -> crate::stats::c::C { C }\n"),
        ("src/stats/c/mod.rs", "mod deep;\nuse deep::Deep;\n"),
        ("src/stats/c/deep.rs", "fn f() { let a = crate::stats::a::f(); }\n"),
    ];
    let found = made_up(&files, &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].lines().count(), 5, "{found:?}");
}

#[test]
fn a_parent_and_a_child_that_takes_from_it_are_found() {
    let files = [
        ("src/stats/mod.rs", "mod a;\nuse a::A;\npub struct Own(A);\n"),
        ("src/stats/a.rs", "use super::Own;\npub struct A;\n"),
    ];
    assert_eq!(made_up(&files, &[]).len(), 1);
}

#[test]
fn what_a_parent_brought_in_is_followed_to_where_it_is() {
    let files = [
        ("src/stats/mod.rs", "mod a;\nuse crate::base::Micros;\nuse a::A;\n"),
        ("src/stats/a.rs", "use super::Micros;\npub struct A;\n"),
        ("src/base/mod.rs", "pub struct Micros;\n"),
    ];
    assert!(made_up(&files, &[]).is_empty());
}

#[test]
fn tests_comments_and_signposts_close_no_circle() {
    let files = [
        ("src/stats/mod.rs", "mod a;\nmod b;\npub use a::A;\n"),
        ("src/stats/a.rs", "use super::b::B;\n// use crate::stats::c::C;\n"),
        (
            "src/stats/b.rs",
            "#[cfg(test)]\nmod tests {\n    use super::*;\n    use crate::stats::a::A;\n}\n",
        ),
        ("src/stats/tests.rs", "use super::a::A;\n"),
    ];
    assert!(made_up(&files, &[]).is_empty());
}

#[test]
fn a_known_circle_may_shrink_and_must_be_taken_off_when_it_is_gone() {
    let files =
        [("src/stats/a.rs", "use super::b::B;\n"), ("src/stats/b.rs", "use super::a::A;\n")];
    let known: &[&str] = &["src/stats/a.rs", "src/stats/b.rs", "src/stats/c.rs"];
    assert!(made_up(&files, &[known]).is_empty());
    let found = made_up(&files[..1], &[known]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("no circle any more"), "{found:?}");
}
