//! The keepers of the table of cases, and the page that is made from it.
//!
//! After a change of the table: `SWITCHROOM_BLESS=1 cargo test --test it cases`.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::cases::{CASES, Case, IDS, SECTIONS, Section};

const PAGE: &str = "docs/cases.md";

/// The folder of `Cargo.toml`.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the table says of a case in a word.
fn state(case: &Case) -> &'static str {
    match (case.shown_by.is_empty(), case.missing.is_empty()) {
        (true, _) => "pending",
        (false, true) => "covered",
        (false, false) => "in part",
    }
}

fn of_section<'c>(cases: &'c [Case], section: &Section) -> impl Iterator<Item = &'c Case> {
    let letter = section.letter;
    cases.iter().filter(move |case| case.id.starts_with(letter))
}

/// The page.
fn page(cases: &[Case]) -> String {
    let mut page = "# Known answers\n\n\
        Cases with a known answer, and the test that shows that Switchroom returns it. A to L are lists\n\
        of reference cases, P and M published and measured results of an established simulator. This page is made from\n\
        the table in `tests/it/theory/cases.rs`; a test fails if a case of the lists, or a test named here, is missing.\n\n\
        A simulated figure must lie within 3.3 standard errors of an exact one (of the difference, where the known\n\
        figure is itself simulated), and its 95 % interval may be no wider than 1 % to either side (5 % for shares under\n\
        0.1) where the known figure is exact, unless the case says otherwise. Seeds are fixed. `cargo test --test it\n\
        theory -- --nocapture` prints both numbers of every case. What is called long is left out of that and run\n\
        with `--ignored`, as `.ci/run` does.\n\n\
        Tests are named by file and function: simulations in `tests/it/theory`, calculators in `src/analytic`, many\n\
        experiments in `tests/it/statistics`, stories in `tests/it/story`, arithmetic in `tests/it/theory` or beside the\n\
        code in `src`.\n\n"
        .to_owned();
    let count = |section: &Section, word: &str| {
        of_section(cases, section).filter(|case| state(case) == word).count()
    };
    page.push_str("| section | covered | in part | pending |\n| --- | ---: | ---: | ---: |\n");
    for section in &SECTIONS {
        let [covered, partly, pending] =
            ["covered", "in part", "pending"].map(|word| count(section, word));
        let (letter, title) = (section.letter, section.title);
        let _ = writeln!(page, "| {letter}. {title} | {covered} | {partly} | {pending} |");
    }
    for section in &SECTIONS {
        let (letter, title) = (section.letter, section.title);
        let _ = write!(page, "\n## {letter}. {title}\n\n{}\n\n", section.source);
        page.push_str("| case | model | state | shown by | missing, and remarks |\n");
        page.push_str("| --- | --- | --- | --- | --- |\n");
        for case in of_section(cases, section) {
            page.push_str(&row(case));
        }
    }
    page
}

fn row(case: &Case) -> String {
    let shown_by: Vec<String> = case
        .shown_by
        .iter()
        .map(|proof| format!("{}: `{}::{}`", proof.how.words(), proof.file, proof.test))
        .collect();
    let missing =
        if case.missing.is_empty() { String::new() } else { format!("missing: {}", case.missing) };
    let remarks: Vec<&str> =
        [missing.as_str(), case.note].into_iter().filter(|text| !text.is_empty()).collect();
    let (shown_by, remarks) = (shown_by.join("; "), remarks.join("; "));
    format!("| {} | {} | {} | {shown_by} | {remarks} |\n", case.id, case.model, state(case))
}

/// Ids of the lists that the table lacks, and the other way round.
fn unlisted(cases: &[Case], ids: &str) -> Vec<String> {
    let wanted: Vec<&str> = ids.split_whitespace().collect();
    let found: Vec<&str> = cases.iter().map(|case| case.id).collect();
    let lacking = |some: &[&str], others: &[&str], what: &str| -> Vec<String> {
        let others: BTreeSet<&str> = others.iter().copied().collect();
        some.iter().filter(|id| !others.contains(*id)).map(|id| format!("{id} {what}")).collect()
    };
    let mut wrong = lacking(&wanted, &found, "is not in the table");
    wrong.extend(lacking(&found, &wanted, "is not in the lists"));
    if wrong.is_empty() && wanted != found {
        wrong.push("a case stands twice, or out of order".to_owned());
    }
    wrong
}

/// Cases that are neither shown nor said to lack anything.
fn silent(cases: &[Case]) -> Vec<&'static str> {
    let is_silent = |case: &&Case| case.shown_by.is_empty() && case.missing.is_empty();
    cases.iter().filter(is_silent).map(|case| case.id).collect()
}

/// The tests of a source, and whether each is left out of the usual run.
fn tests_of(source: &str) -> BTreeMap<&str, bool> {
    let mut found = BTreeMap::new();
    let (mut is_test, mut is_ignored) = (false, false);
    for line in source.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("fn ") {
            if is_test {
                found.insert(rest.split(['(', '<']).next().unwrap_or(rest), is_ignored);
            }
            (is_test, is_ignored) = (false, false);
        }
        is_test |= line == "#[test]";
        is_ignored |= line.starts_with("#[ignore");
    }
    found
}

/// What is wrong with the tests that the table names, given the source of each file.
fn unshown(cases: &[Case], source_of: impl Fn(&Path) -> Option<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    for case in cases {
        for proof in case.shown_by {
            let path = PathBuf::from(proof.how.folder()).join(format!("{}.rs", proof.file));
            let place = format!("{}: {} in {}", case.id, proof.test, path.display());
            let Some(source) = source_of(&path) else {
                wrong.push(format!("{place}: no such file"));
                continue;
            };
            match tests_of(&source).get(proof.test) {
                None => wrong.push(format!("{place}: no such test")),
                Some(true) if !proof.how.is_long() => {
                    wrong.push(format!("{place}: is left out of the usual run"));
                }
                Some(false) if proof.how.is_long() => {
                    wrong.push(format!("{place}: is not long"));
                }
                Some(_) => {}
            }
            let names_its_case = proof.how.folder() != "tests/it/theory"
                || ids_in(&source).iter().any(|id| id == case.id);
            if !names_its_case {
                wrong.push(format!("{place}: the file does not name the case"));
            }
        }
    }
    wrong
}

/// What looks like the id of a case: A-01, P1, M12.
fn ids_in(source: &str) -> BTreeSet<String> {
    let words = source.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '/'));
    words.filter(|word| is_id(word)).map(str::to_owned).collect()
}

fn is_id(word: &str) -> bool {
    let digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    match word.as_bytes() {
        [b'A'..=b'H' | b'L', b'-', number @ ..] => number.len() == 2 && digits(number),
        [b'P' | b'M', number @ ..] => number.len() <= 2 && digits(number),
        _ => false,
    }
}

/// Ids that tests name and the table does not have.
fn unknown<'s>(sources: impl Iterator<Item = &'s str>, cases: &[Case]) -> Vec<String> {
    let known: BTreeSet<&str> = cases.iter().map(|case| case.id).collect();
    let named: BTreeSet<String> = sources.flat_map(ids_in).collect();
    named.into_iter().filter(|id| !known.contains(id.as_str())).collect()
}

/// The theory tests but for the table itself.
fn theory_sources() -> Vec<String> {
    let files = fs::read_dir(root().join("tests/it/theory")).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let is_table = |path: &Path| path.file_stem().unwrap().to_str().unwrap().starts_with("cases");
    paths.filter(|path| !is_table(path)).map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[track_caller]
fn none<T: AsRef<str>>(wrong: &[T]) {
    let lines: Vec<&str> = wrong.iter().map(AsRef::as_ref).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[test]
fn the_page_of_cases_is_the_table() {
    let path = root().join(PAGE);
    let page = page(CASES);
    let may_bless = env::var_os("CI").is_none();
    if may_bless && env::var_os("SWITCHROOM_BLESS").is_some_and(|bless| bless == "1") {
        fs::write(&path, &page).unwrap();
    }
    let stored = fs::read_to_string(&path).unwrap_or_default().replace('\r', "");
    assert!(stored == page, "{PAGE} is not the table: run this test with SWITCHROOM_BLESS=1");
}

#[test]
fn the_table_has_every_case_of_the_lists_once() {
    none(&unlisted(CASES, IDS));
    none(&silent(CASES));
}

#[test]
fn every_test_that_the_table_names_is_there() {
    none(&unshown(CASES, |path| fs::read_to_string(root().join(path)).ok()));
}

#[test]
fn every_case_that_a_theory_test_names_is_in_the_table() {
    none(&unknown(theory_sources().iter().map(String::as_str), CASES));
}

/// A case of the table's own to be tampered with.
fn known_case() -> Case {
    *CASES.iter().find(|case| case.id == "A-20").unwrap()
}

#[test]
fn a_case_that_is_missing_or_unlisted_is_found() {
    let case = known_case();
    assert_eq!(unlisted(&[case], "A-20 A-21"), ["A-21 is not in the table"]);
    assert_eq!(unlisted(&[case], ""), ["A-20 is not in the lists"]);
    assert_eq!(unlisted(&[case, case], "A-20").len(), 1);
    assert!(unlisted(&[case], "A-20").is_empty());
    assert_eq!(silent(&[Case { shown_by: &[], ..case }]), ["A-20"]);
}

#[test]
fn a_test_that_is_missing_or_left_out_is_found() {
    let case = Case { shown_by: &known_case().shown_by[1..], ..known_case() };
    let test = case.shown_by[0].test;
    let told = |source: String| unshown(&[case], move |_| Some(source.clone())).len();
    assert_eq!(told(format!("#[test]\n#[ignore = \"long\"]\nfn {test}() {{ A-20 }}")), 0);
    assert_eq!(told(format!("#[test]\nfn {test}() {{ A-20 }}")), 1, "it is not long");
    assert_eq!(told(format!("#[test]\n#[ignore]\nfn {test}() {{}}")), 1, "it names no case");
    assert_eq!(told(format!("fn {test}() {{ A-20 }}")), 1, "it is no test");
    assert_eq!(unshown(&[case], |_| None).len(), 1, "there is no file");
}

#[test]
fn a_case_that_only_a_test_knows_is_found() {
    let source = "agree(\"A-99 M/M/12+M with P3 and B1, H2\", \"A-20\")";
    assert_eq!(unknown([source].into_iter(), &[known_case()]), ["A-99", "P3"]);
}
