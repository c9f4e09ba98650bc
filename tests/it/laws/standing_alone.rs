//! A scenario that is written filled in is the one that it was written from: the same base,
//! variants, checks and points, and the same digest of a short run.

use std::fs;
use std::path::{Path, PathBuf};

use switchroom::experiment::Kind;
use switchroom::scenario::{Disk, InMemory, Loaded, Source};

use crate::support::scenarios::{experiment, settings};

/// Every file of these folders that is a scenario or a what-if without a mistake, but for horizons
/// with rows by date, which are refused.
fn sound_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "scenarios",
        "scenarios/bank-1999",
        "scenarios/retention-bank",
        "scenarios/benchmarks",
        "src/scenario/test_files",
        "tests/corpus",
    ];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        let source = Source::named(file, &Disk).ok();
        let is_text = file.extension().is_some_and(|extension| extension == "json");
        is_text
            && source.is_some_and(|source| source.load().is_ok_and(|loaded| is_one_day(&loaded)))
    });
    files.sort();
    files
}

/// Whether all days are one, as far as its files go.
fn is_one_day(loaded: &Loaded) -> bool {
    loaded.base.horizon.as_ref().is_none_or(|horizon| horizon.dated.is_empty())
}

/// What of a scenario is no place in a file.
fn told(loaded: &Loaded) -> String {
    let mut checks = loaded.checks.clone();
    for check in &mut checks {
        check.written.file.clear();
        (check.written.line, check.written.column) = (0, 0);
    }
    format!("{:?}", (&loaded.base, &loaded.variants, &loaded.contrasts, checks))
}

/// The digest of two days, without the variants whose heads would have to be searched first.
fn digest(mut loaded: Loaded) -> String {
    loaded.variants.retain(|variant| variant.best_split.is_none());
    loaded.contrasts.clear();
    let kind = if loaded.variants.is_empty() { Kind::BaseOnly } else { Kind::WithVariants };
    experiment(&loaded, kind, settings(2, 2)).digest
}

#[test]
fn a_scenario_filled_in_is_the_same_and_reads_nothing() {
    let files = sound_files();
    assert!(files.len() >= 16, "{files:?}");
    let mut with_csv = 0;
    for file in files {
        let source = Source::named(&file, &Disk).unwrap();
        let text = source.filled().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let alone = Source::of("alone.json", &text, &InMemory::default());
        let ((before, points), (after, points_after)) =
            (source.with_points().unwrap(), alone.with_points().unwrap());
        assert_eq!(told(&before), told(&after), "{}", file.display());
        assert_eq!(points, points_after, "{}", file.display());
        assert_eq!(after.files.len(), 1);
        assert_eq!(text, alone.filled().unwrap(), "what stands alone stays as it is");
        let reads_csv = before.files.iter().any(|read| read.extension().unwrap() == "csv");
        with_csv += usize::from(reads_csv);
        // Hostile files and years are small to read and long to run.
        if before.base.horizon.is_some() {
            continue;
        }
        if reads_csv || !file.components().any(|part| part.as_os_str() == "corpus") {
            assert_eq!(digest(before), digest(after), "{}", file.display());
        }
    }
    assert!(with_csv >= 4, "{with_csv} files read from CSV");
}
