//! `bench`: what does a contact cost on this machine?

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::claims::Claims;
use super::clock::{Stopwatch, processor_time};
use super::exports::Target;
use super::failure::{Ended, Failure, INTERRUPTED};
use super::flags::threads;
use super::loading::read;
use super::memory;
use super::output::Output;
use super::progress::Progress;
use crate::experiment::{Benchmark, Cost, Watch};
use crate::report::{Bench, Terminal};
use crate::scenario::Loaded;
use crate::scenario::load::read_text;

const EXAMPLES: &str = "\
Examples:
  switchroom bench                                  every shipped benchmark
  switchroom bench --scenario b2 --repeats 21       one of them, more carefully
  switchroom bench centre.json --threads 2          a scenario of your own
  switchroom bench | jq '.scenarios[].processor_ns_per_contact'
";

/// Of the process that measures, so often that nobody waits for it.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// A scenario as it was when the program was built.
macro_rules! shipped {
    ($($name:literal: $file:literal,)*) => {
        &[$(($name, include_str!(concat!("../../scenarios/", $file))),)*]
    };
}

const SHIPPED: &[(&str, &str)] = shipped! {
    "b1": "benchmarks/b1.json",
    "b2": "two-queues.json",
    "b2-economics": "benchmarks/b2-economics.json",
    "b2-overflow": "benchmarks/b2-overflow.json",
    "b2-reservation": "benchmarks/b2-reservation.json",
    "types-2-load-50": "benchmarks/types-2-load-50.json",
    "types-2-load-97": "benchmarks/types-2-load-97.json",
    "types-10-load-50": "benchmarks/types-10-load-50.json",
    "types-10-load-97": "benchmarks/types-10-load-97.json",
    "types-20-load-50": "benchmarks/types-20-load-50.json",
    "types-20-load-97": "benchmarks/types-20-load-97.json",
    "types-50-load-50": "benchmarks/types-50-load-50.json",
    "types-50-load-97": "benchmarks/types-50-load-97.json",
};

/// Measure what a contact costs: the shipped benchmarks, as JSON or as a table on a terminal
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// Scenario files to measure in place of the shipped benchmarks; their variants are left out
    #[arg(conflicts_with = "scenario")]
    files: Vec<PathBuf>,

    /// Only this shipped benchmark; may be given several times
    #[arg(long, value_name = "NAME", value_parser = shipped_names())]
    scenario: Vec<String>,

    /// Turns of which the median is told
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..))]
    repeats: u16,

    /// Days of each turn [default: two million contacts' worth]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    replications: Option<u32>,

    /// Threads to use; processor time of all of them is counted
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    threads: u64,

    /// Write the JSON to a file; `-` writes it to stdout even if that is a terminal
    #[arg(long, value_name = "FILE")]
    export_json: Option<PathBuf>,
}

fn shipped_names() -> clap::builder::PossibleValuesParser {
    SHIPPED.iter().map(|&(name, _)| name).collect::<Vec<_>>().into()
}

/// What is to be measured.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Shipped(&'static str, &'static str),
    File(&'a Path),
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut claims = Claims::default();
    let target = args.export_json.as_deref().map(|file| claims.take(file)).transpose()?;
    let subjects = subjects(args);
    // What is wrong with a file is said before the first is measured.
    let loaded = subjects.iter().map(Subject::load).collect::<Result<Vec<_>, _>>()?;
    if !args.files.is_empty() {
        loaded.iter().try_for_each(|loaded| claims.spare(&loaded.files))?;
    }
    let has_stdout = matches!(target, Some(Target::Stdout));
    let threads = threads(Some(args.threads), output);
    let progress = Progress::start(output, None, Stopwatch::start());
    let costs = match (&subjects[..], &loaded[..]) {
        ([subject], [loaded]) => {
            vec![measure(&subject.name(), loaded, args, threads, &progress)?]
        }
        _ => in_processes_of_their_own(&subjects, args, threads, &progress)?,
    };
    progress.finish();
    let report = Bench { threads, costs };
    let mut failures = Vec::new();
    if let Some(target) = target {
        failures.extend(target.write(output, |out| report.write_json(out)).err());
    }
    if !has_stdout {
        let written = output.results(|out| {
            let terminal = Terminal { colour: output.colour, width: output.width };
            if output.to_terminal {
                report.write_table(terminal, out)
            } else {
                report.write_json(out)
            }
        });
        failures.extend(written.err().map(Failure::from));
    }
    Failure::of_all(failures).map(|()| Ended::Done)
}

fn subjects(args: &Args) -> Vec<Subject<'_>> {
    if !args.files.is_empty() {
        return args.files.iter().map(|file| Subject::File(file)).collect();
    }
    let is_wanted =
        |name: &str| args.scenario.is_empty() || args.scenario.iter().any(|it| it == name);
    let wanted = SHIPPED.iter().filter(|(name, _)| is_wanted(name));
    wanted.map(|&(name, text)| Subject::Shipped(name, text)).collect()
}

impl Subject<'_> {
    fn name(&self) -> String {
        match self {
            Self::Shipped(name, _) => (*name).to_owned(),
            Self::File(file) => file.display().to_string(),
        }
    }

    fn load(&self) -> Result<Loaded, Failure> {
        match self {
            Self::Shipped(name, text) => {
                Ok(read_text(name, text).expect("a shipped benchmark has no problems"))
            }
            Self::File(file) => read(file, &[]),
        }
    }
}

/// Measures one scenario here. The peak of memory is that of the whole process.
fn measure(
    name: &str,
    loaded: &Loaded,
    args: &Args,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Cost, Failure> {
    let benchmark = Benchmark::new(&loaded.base);
    let replications = args.replications.unwrap_or_else(|| benchmark.replications());
    let turn = || benchmark.play(replications, threads, watch).ok_or(Failure::Interrupted);
    // The first turn meets cold caches and is not told.
    let contacts = turn()?;
    let mut took = Vec::new();
    for _ in 0..args.repeats {
        let before = processor_time();
        turn()?;
        took.push(processor_time().saturating_sub(before));
    }
    let cost = Cost::of_turns(name, replications, contacts, took);
    Ok(Cost { peak_memory: memory::peak(), ..cost })
}

/// Measures each scenario in a process of its own, one after another, so that none finds what
/// another left in memory.
fn in_processes_of_their_own(
    subjects: &[Subject<'_>],
    args: &Args,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Vec<Cost>, Failure> {
    let all = subjects.len() as u64;
    let mut costs = Vec::new();
    for (subject, done) in subjects.iter().zip(0..) {
        watch.progress("measuring", done, all);
        costs.push(in_a_process_of_its_own(*subject, args, threads, watch)?);
        if watch.stopped() {
            return Err(Failure::Interrupted);
        }
    }
    Ok(costs)
}

fn in_a_process_of_its_own(
    subject: Subject<'_>,
    args: &Args,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Cost, Failure> {
    let name = subject.name();
    let failed = |reason: &str| Failure::Wrong(format!("{name} could not be measured: {reason}"));
    let program = env::current_exe().map_err(|error| failed(&error.to_string()))?;
    let mut command = Command::new(program);
    command.args(["bench", "--quiet", "--export-json", "-"]);
    command.args(["--repeats", &args.repeats.to_string()]);
    command.args(["--threads", &threads.to_string()]);
    if let Some(replications) = args.replications {
        command.args(["--replications", &replications.to_string()]);
    }
    match subject {
        Subject::Shipped(name, _) => command.args(["--scenario", name]),
        Subject::File(file) => command.arg("--").arg(file),
    };
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let ended = watched(&mut command, watch).map_err(|error| failed(&error.to_string()))?;
    let ended = ended.ok_or(Failure::Interrupted)?;
    if ended.status.code() == Some(INTERRUPTED.into()) {
        return Err(Failure::Interrupted);
    }
    let document =
        serde_json::from_slice(&ended.stdout).map_err(|_| failed(&ended.status.to_string()))?;
    cost(&name, &document).ok_or_else(|| failed("it printed something else"))
}

/// Runs a process that prints little, and ends it where somebody wants to stop: none then.
fn watched(command: &mut Command, watch: &dyn Watch) -> io::Result<Option<process::Output>> {
    let mut child = command.spawn()?;
    while child.try_wait()?.is_none() {
        if watch.stopped() {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(BETWEEN_LOOKS);
    }
    child.wait_with_output().map(Some)
}

/// What a document says of its only scenario.
fn cost(name: &str, document: &Value) -> Option<Cost> {
    let told = &document["scenarios"][0];
    let nanoseconds = |key: &str| told[key].as_f64();
    Some(Cost {
        name: name.to_owned(),
        replications: u32::try_from(told["replications"].as_u64()?).ok()?,
        contacts: told["contacts"].as_u64()?,
        turns: usize::try_from(told["repeats"].as_u64()?).ok()?,
        nanoseconds: [
            nanoseconds("processor_ns_per_contact")?,
            nanoseconds("least_ns_per_contact")?,
            nanoseconds("most_ns_per_contact")?,
        ],
        peak_memory: told["peak_memory_bytes"].as_u64(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_benchmark_is_a_scenario() {
        for &(name, text) in SHIPPED {
            assert!(Subject::Shipped(name, text).load().is_ok(), "{name}");
        }
    }

    #[test]
    fn what_one_process_prints_another_reads() {
        let cost = Cost {
            name: "b2".to_owned(),
            replications: 192,
            contacts: 2_004_123,
            turns: 7,
            nanoseconds: [61.25, 60.5, 70.0],
            peak_memory: Some(7_340_032),
        };
        let mut printed = Vec::new();
        let report = Bench { threads: 1, costs: vec![cost.clone()] };
        report.write_json(&mut printed).unwrap();
        let document = serde_json::from_slice(&printed).unwrap();
        assert_eq!(super::cost("b2", &document), Some(cost));
        assert_eq!(super::cost("b2", &Value::Null), None);
    }
}
