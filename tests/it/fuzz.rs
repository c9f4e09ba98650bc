//! Law: a file is refused with places, or it can be run; nothing panics, hangs or eats memory.
//!
//! Files of `tests/corpus` and the shipped ones are mutated, bytes and structure, by a generator
//! with a fixed seed. A file that breaks the law is kept in the folder that the message names.
//! Longer runs, guided by coverage: `fuzz/README.md`.

#![expect(clippy::print_stdout, reason = "how much was tested is worth a look")]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use cpu_time::ThreadTime;
use serde_json::Value;
use switchroom::scenario::asked::sweep::Scans;
use switchroom::scenario::{InMemory, Source};

use crate::support::giants;
use crate::support::hostile::{Fate, fate_of};
use crate::support::mutation::{Rng, Vocabulary, mutated_bytes, mutated_tree};

/// Mutants of JSON and of CSV files, and of sweeps; a few seconds of each.
const JSON_CASES: u32 = 800;
const CSV_CASES: u32 = 600;
const SWEEP_CASES: u32 = 500;

/// Processor time of one file, with assertions on and others on the machine.
const LONGEST: Duration = Duration::from_secs(1);

/// The same of a file of many megabytes.
const LONGEST_OF_GIANTS: Duration = Duration::from_secs(10);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files of a folder with an extension, in the order of their names.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_one = |path: &PathBuf| path.extension().is_some_and(|found| found == extension);
    let mut files: Vec<PathBuf> = entries.filter(is_one).collect();
    files.sort();
    files
}

/// Where files refer to each other: the corpus, and the shipped scenarios, each in its folder.
fn furnished() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in [
        ("tests/corpus", "corpus"),
        ("scenarios", "shipped"),
        ("scenarios/bank-1999", "bank"),
        ("scenarios/retention-bank", "retention"),
    ] {
        let to = folder.path().join(to);
        fs::create_dir(&to).unwrap();
        for extension in ["json", "csv"] {
            for file in files(&root().join(from), extension) {
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    folder
}

/// Every JSON file that is no golden result.
fn seeds(folder: &Path) -> Vec<PathBuf> {
    let folders = ["corpus", "shipped", "bank", "retention"].map(|name| folder.join(name));
    let all = folders.iter().flat_map(|folder| files(folder, "json"));
    all.filter(|path| !path.to_string_lossy().ends_with(".expected.json")).collect()
}

/// The fate of a file, and that it came quickly; the file is kept if the law is broken.
fn judged(path: &Path, guilty: &Path, longest: Duration) -> Fate {
    let start = ThreadTime::now();
    let fate = catch_unwind(AssertUnwindSafe(|| fate_of(path)));
    let took = start.elapsed();
    let why = match fate {
        Ok(fate) if took < longest => return fate,
        Ok(_) => "too slow",
        Err(_) => "a panic",
    };
    let name = guilty.file_name().unwrap().to_string_lossy().into_owned();
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("guilty-{name}"));
    fs::copy(guilty, &kept).unwrap();
    panic!("{why} after {took:?}: {}", kept.display());
}

/// How many of each fate.
#[derive(Debug, Default)]
struct Tally {
    refused: u32,
    accepted: u32,
    run: u32,
}

impl Tally {
    fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Refused(_) => self.refused += 1,
            Fate::Accepted => self.accepted += 1,
            Fate::Run => self.run += 1,
        }
    }
}

#[test]
fn every_file_of_the_corpus_is_refused_with_places_or_runs() {
    let folder = furnished();
    let mut tally = Tally::default();
    for path in seeds(folder.path()) {
        tally.count(&judged(&path, &path, LONGEST));
    }
    println!("{tally:?}");
    assert!(tally.run >= 8 && tally.refused >= 15, "the corpus is no longer of both kinds");
}

#[test]
fn mutants_of_json_files_are_refused_with_places_or_run() {
    let folder = furnished();
    let seeds = seeds(folder.path());
    let texts: Vec<Vec<u8>> = seeds.iter().map(|path| fs::read(path).unwrap()).collect();
    let trees: Vec<Option<Value>> =
        texts.iter().map(|text| serde_json::from_slice(text).ok()).collect();
    let vocabulary = Vocabulary::of(trees.iter().flatten());
    let mut rng = Rng(1);
    // Mutants of what is refused are refused: most are made of the others.
    let fine = |place: &usize| judged(&seeds[*place], &seeds[*place], LONGEST) == Fate::Run;
    let fine: Vec<usize> = (0..seeds.len()).filter(fine).collect();
    let mut tally = Tally::default();
    for _ in 0..JSON_CASES {
        let any = rng.below(seeds.len());
        let seed = if rng.below(4) > 0 { fine[rng.below(fine.len())] } else { any };
        let mutant = match &trees[seed] {
            Some(tree) if rng.below(3) > 0 => {
                mutated_tree(tree, &vocabulary, &mut rng).to_string().into_bytes()
            }
            _ => {
                let other = rng.below(texts.len());
                mutated_bytes(&texts[seed], &texts[other], &mut rng)
            }
        };
        let path = seeds[seed].with_file_name("mutant.json");
        fs::write(&path, mutant).unwrap();
        tally.count(&judged(&path, &path, LONGEST));
    }
    println!("{tally:?}");
    assert!(tally.run > JSON_CASES / 20, "too few mutants are run to test anything: {tally:?}");
    assert!(tally.refused > JSON_CASES / 4, "too few mutants are refused: {tally:?}");
}

/// Sweeps and draws of a file: how many of its points and draws there are, or none if refused.
fn swept_and_drawn(text: &str) -> Option<(usize, usize)> {
    let source = Source::of("mutant.json", text, &InMemory::default());
    let swept = source.sweep(&Scans::default()).ok()?;
    let last = swept.len().checked_sub(1).map(|last| swept.scenario(last));
    let risk = source.risk().ok()?;
    let drawn = (1..4).filter(|&draw| risk.drawn(1, draw).is_ok()).count();
    last.map(|_| (swept.len(), drawn))
}

#[test]
fn mutants_of_sweeps_and_of_unknown_numbers_are_refused_or_can_be_run() {
    let seed = fs::read(root().join("tests/corpus/sweep.json")).unwrap();
    let tree: Value = serde_json::from_slice(&seed).unwrap();
    let vocabulary = Vocabulary::of([&tree].into_iter());
    let mut rng = Rng(3);
    let (mut refused, mut run) = (0, 0);
    for _ in 0..SWEEP_CASES {
        let mutant = if rng.below(3) > 0 {
            mutated_tree(&tree, &vocabulary, &mut rng).to_string()
        } else {
            String::from_utf8_lossy(&mutated_bytes(&seed, &seed, &mut rng)).into_owned()
        };
        let start = ThreadTime::now();
        let fate = catch_unwind(AssertUnwindSafe(|| swept_and_drawn(&mutant)));
        let took = start.elapsed();
        let Ok(fate) = fate else { panic!("a panic of {mutant}") };
        assert!(took < LONGEST_OF_GIANTS, "{took:?} for {mutant}");
        match fate {
            Some(_) => run += 1,
            None => refused += 1,
        }
    }
    println!("{refused} refused, {run} can be run");
    assert!(run > SWEEP_CASES / 20 && refused > SWEEP_CASES / 4, "{refused} {run}");
}

#[test]
#[ignore = "long: hundreds of mutants; .ci/run runs it"]
fn mutants_of_csv_files_are_refused_with_places_or_run() {
    let folder = furnished();
    let corpus = folder.path().join("corpus");
    let main = corpus.join("everything.json");
    let names = ["volumes.csv", "staffing.csv", "shifts.csv", "values.csv"];
    let seeds: Vec<Vec<u8>> =
        files(&corpus, "csv").iter().map(|path| fs::read(path).unwrap()).collect();
    let mut rng = Rng(2);
    let mut tally = Tally::default();
    for _ in 0..CSV_CASES {
        let path = corpus.join(names[rng.below(names.len())]);
        let whole = fs::read(&path).unwrap();
        // Now and then another file altogether.
        let seed = if rng.below(20) == 0 { &seeds[rng.below(seeds.len())] } else { &whole };
        let mutant = mutated_bytes(seed, &seeds[rng.below(seeds.len())], &mut rng);
        fs::write(&path, mutant).unwrap();
        tally.count(&judged(&main, &path, LONGEST));
        fs::write(&path, whole).unwrap();
    }
    println!("{tally:?}");
    assert!(tally.run > CSV_CASES / 20, "too few mutants are run to test anything: {tally:?}");
    assert!(tally.refused > CSV_CASES / 4, "too few mutants are refused: {tally:?}");
}

#[test]
fn giant_scenarios_are_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("giant.csv"), giants::SMALL_TABLE).unwrap();
    let all = giants::files().into_iter().chain(giants::scenarios()).chain(giants::variants());
    for (place, (text, wanted)) in all.enumerate() {
        let path = folder.path().join(format!("giant-{place}.json"));
        fs::write(&path, &text).unwrap();
        is_refused_because(&path, &path, wanted);
    }
}

/// Refused quickly, and for this reason.
fn is_refused_because(path: &Path, guilty: &Path, wanted: &str) {
    match judged(path, guilty, LONGEST_OF_GIANTS) {
        Fate::Refused(said) => {
            assert!(said.contains(wanted), "{}: no {wanted:?} in:\n{said:.2000}", guilty.display());
        }
        fate => panic!("{} {fate:?}, not refused for {wanted}", guilty.display()),
    }
}

#[test]
#[ignore = "long: the largest tables; .ci/run runs it"]
fn giant_tables_are_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (main, path) = (folder.path().join("main.json"), folder.path().join("giant.csv"));
    for (scenario, table, wanted) in giants::tables() {
        fs::write(&main, scenario).unwrap();
        fs::write(&path, table).unwrap();
        is_refused_because(&main, &path, wanted);
    }
}
