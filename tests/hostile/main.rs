//! The whole program against hostile files: mutants of real ones and scenarios made at random from
//! the published schema, each tried with several commands in a child that may take a gigabyte and
//! some seconds.
//!
//! Nothing panics (tests are built with overflow and debug assertions), hangs or eats memory; exit
//! codes are those of the help; what `validate` accepts is run, and what it refuses is not; every
//! figure that is told has an interval. What breaks this is kept, and the message says where.
//!
//! `SWITCHROOM_HOSTILE_SEED` and `SWITCHROOM_HOSTILE_FILES` ask for other files or more of them,
//! `SWITCHROOM_HOSTILE_PROGRAM` for another build.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "how much was tested is worth a look")]

mod by_schema;
mod commands;
#[path = "../it/support/mutation.rs"]
mod mutation;
mod program;
#[path = "../it/support/random_centre.rs"]
mod random_centre;
mod verdict;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use by_schema::Schema;
use mutation::{Rng, Vocabulary, mutated_bytes, mutated_tree};
use program::Told;

/// Files that `cargo test` tries, and those of `.ci/run`: about a minute.
const FEW: u32 = 40;
const MANY: u32 = 600;

/// Contacts of a day above which commands without a time limit are left out.
const SMALL_DAY: f64 = 20_000.0;

/// How often a fault of one kind is told.
const OFTEN: u32 = 2;

/// Where files that others refer to are copied from, each folder under a name of its own.
const FURNITURE: [(&str, &str); 4] = [
    ("tests/corpus", "corpus"),
    ("scenarios", "shipped"),
    ("scenarios/bank-1999", "bank"),
    ("scenarios/retention-bank", "retention"),
];

/// What mutants are made of: files that run.
const SEEDS: [&str; 7] = [
    "corpus/everything.json",
    "corpus/horizon.json",
    "corpus/laws.json",
    "corpus/sweep.json",
    "shipped/two-queues.json",
    "bank/centre.json",
    "retention/centre.json",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn furnished() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in FURNITURE {
        let to = folder.path().join(to);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(root().join(from)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    folder
}

/// Makes hostile files, one after the other.
struct Source {
    seeds: Vec<(PathBuf, Value)>,
    vocabulary: Vocabulary,
    schema: Schema,
    centres: TestRunner,
    rng: Rng,
}

impl Source {
    fn new(folder: &Path, seed: u64) -> Self {
        let read = |name: &&str| {
            let path = folder.join(name);
            let tree = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            (path, tree)
        };
        let seeds: Vec<(PathBuf, Value)> = SEEDS.iter().map(read).collect();
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let drawn = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        Self {
            vocabulary: Vocabulary::of(seeds.iter().map(|(_, tree)| tree)),
            seeds,
            schema: Schema::new(&fs::read_to_string(root().join("scenario.schema.json")).unwrap()),
            centres: TestRunner::new_with_rng(Config::default(), drawn),
            rng: Rng(seed),
        }
    }

    /// Where a file belongs, beside those that it refers to, and what stands in it.
    fn next(&mut self) -> (PathBuf, String) {
        let (path, seed) = self.rng.one_of(&self.seeds).clone();
        let path = path.with_file_name("mutant.json");
        let tree = match self.rng.below(10) {
            0 => {
                let (own, other) = (seed.to_string(), self.rng.one_of(&self.seeds).1.to_string());
                let bytes = mutated_bytes(own.as_bytes(), other.as_bytes(), &mut self.rng);
                return (path, String::from_utf8_lossy(&bytes).into_owned());
            }
            9 => self.schema.file(&mut self.rng),
            1 | 2 => self.centre(),
            3..=5 => {
                let centre = self.centre();
                self.schema.mutant(&centre, &mut self.rng)
            }
            6 => mutated_tree(&seed, &self.vocabulary, &mut self.rng),
            _ => self.schema.mutant(&seed, &mut self.rng),
        };
        (path, format!("{tree:#}"))
    }

    /// A random centre; now and then with a policy and a variant.
    fn centre(&mut self) -> Value {
        let tree = random_centre::centre().new_tree(&mut self.centres);
        let mut tree = tree.expect("the strategy rejects nothing").current();
        let policies: Vec<&str> = random_centre::policies().collect();
        tree["routing"]["policy"] = (*self.rng.one_of(&policies)).into();
        if self.rng.below(3) == 0 {
            let other = *self.rng.one_of(&policies);
            tree["variants"] = serde_json::json!({
                "another policy": { "set": { "routing.policy": other } },
                "busier": { "scale": { "contact_types.*.handle_time": 1.5 } },
            });
        }
        tree
    }
}

/// What was tried and what was wrong.
#[derive(Default)]
struct Findings {
    /// How often each command ended with each code.
    ended: BTreeMap<(String, Option<i32>), u32>,
    /// How often each kind of fault was met.
    kinds: BTreeMap<String, u32>,
    /// Faults in full, a few of each kind.
    told: Vec<String>,
}

impl Findings {
    /// Runs a command on a file of a folder; none where something is wrong with what it said.
    fn tried(&mut self, path: &Path, arguments: &[String]) -> Option<Told> {
        let told = program::run(path.parent().unwrap(), arguments);
        *self.ended.entry((arguments[0].clone(), told.code)).or_default() += 1;
        match verdict::broken(arguments, &told) {
            None => Some(told),
            Some(what) => {
                self.fault(path, arguments, &what);
                None
            }
        }
    }

    fn fault(&mut self, path: &Path, arguments: &[String], what: &str) {
        let digits = |letter: char| letter.is_ascii_digit();
        let kind: String = what.replace(digits, "#").chars().take(60).collect();
        let met = self.kinds.entry(format!("{}: {kind}", arguments[0])).or_default();
        *met += 1;
        if *met > OFTEN {
            return;
        }
        // Beside its seed's copies, so that whatever it refers to is there.
        let kept = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap().keep();
        for entry in fs::read_dir(path.parent().unwrap()).unwrap() {
            let from = entry.unwrap().path();
            if from.is_file() {
                fs::copy(&from, kept.join(from.file_name().unwrap())).unwrap();
            }
        }
        let told = format!("cd {} && switchroom {}: {what}", kept.display(), arguments.join(" "));
        println!("{told}");
        self.told.push(told);
    }

    /// A file, with every command that fits it.
    fn judge(&mut self, path: &Path, tree: &Value, rng: &mut Rng) {
        let Some(said) = self.tried(path, &commands::validate(path)) else { return };
        let run = commands::run(path);
        let is_base = tree.get("base").is_none();
        if said.code != Some(0) {
            if is_base
                && rng.below(8) == 0
                && self.tried(path, &run).is_some_and(|it| it.code != Some(2))
            {
                self.fault(path, &run, "`validate` refuses what `run` accepts");
            }
            return;
        }
        let mut small = false;
        if is_base {
            let Some(told) = self.tried(path, &run) else { return };
            if told.code == Some(2) && told.stderr.contains("time was up") {
                return;
            }
            if told.code == Some(2) {
                self.fault(
                    path,
                    &run,
                    &format!("`validate` accepts, `run` refuses: {}", told.stderr),
                );
                return;
            }
            let json: Value = serde_json::from_str(&told.stdout).unwrap();
            let of = |key: &str| json["run"][key].as_f64().unwrap_or(f64::INFINITY);
            small = of("contacts") / of("replications") < SMALL_DAY;
        }
        for arguments in commands::further(path, tree, small, rng) {
            if self.tried(path, &arguments).is_none() {
                return;
            }
        }
    }

    fn ended_with(&self, command: &str, code: i32) -> u32 {
        self.ended.get(&(command.to_owned(), Some(code))).copied().unwrap_or(0)
    }
}

fn asked(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is a whole number, not {text:?}")))
}

fn whatever_is_asked_of_hostile_files(files: u32) {
    let seed = asked("SWITCHROOM_HOSTILE_SEED").unwrap_or(1);
    let files = asked("SWITCHROOM_HOSTILE_FILES").map_or(files, |files| files as u32);
    let folder = furnished();
    let mut source = Source::new(folder.path(), seed);
    let mut choices = Rng(seed ^ 0x5EED);
    let mut findings = Findings::default();
    for _ in 0..files {
        let (path, text) = source.next();
        fs::write(&path, &text).unwrap();
        // What is JSON with comments is tried as a whole alone.
        let tree = serde_json::from_str(&text).unwrap_or(Value::Null);
        findings.judge(&path, &tree, &mut choices);
    }
    println!("{:?}", findings.ended);
    println!("{:#?}", findings.kinds);
    assert!(findings.told.is_empty(), "{}", findings.told.join("\n"));
    assert!(findings.ended_with("run", 0) > files / 10, "too few files are run to test anything");
    assert!(findings.ended_with("validate", 2) > files / 10, "too few files are refused");
}

#[test]
fn some_hostile_files_break_nothing() {
    whatever_is_asked_of_hostile_files(FEW);
}

#[test]
#[ignore = "a minute or two: `.ci/run`"]
fn many_hostile_files_break_nothing() {
    whatever_is_asked_of_hostile_files(MANY);
}
