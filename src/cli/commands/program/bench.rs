//! `bench`: what does a contact cost on this machine?

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{self, Command, Stdio};
use std::thread;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use serde_json::Value;

use crate::cli::asking::{say, tell, write};
use crate::cli::failure::{Ended, Failure, INTERRUPTED};
use crate::cli::flags::threads::threads_of_use;
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::watching::clock::Stopwatch;
use crate::cli::watching::memory;
use crate::cli::watching::progress::Progress;
use crate::questions::Refusal;
use crate::questions::program::bench::{Bench, Cost, Subject, shipped_names};
use crate::questions::{Answer, Asked as _, Disk, Question as _, Watch};
use crate::report;

const EXAMPLES: &str = "\
Examples:
  switchroom bench                                  every shipped benchmark
  switchroom bench --scenario b2 --repeats 21       one of them, more carefully
  switchroom bench centre.json --threads 2          a scenario of your own
  switchroom bench | jq '.scenarios[].processor_ns_per_contact'
";

/// Of the process that measures, so often that nobody waits for it.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Measure what a contact costs: the shipped benchmarks, as JSON or as a table on a terminal
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Scenario files to measure in place of the shipped benchmarks; their variants are left out
    #[arg(conflicts_with = "scenario")]
    files: Vec<PathBuf>,

    /// Only this shipped benchmark; may be given several times
    #[arg(long, value_name = "NAME", value_parser = known())]
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

fn known() -> PossibleValuesParser {
    shipped_names().collect::<Vec<_>>().into()
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut claims = Claims::default();
    let target = args.export_json.as_deref().map(|file| claims.take(file)).transpose()?;
    let (threads, remark) = threads_of_use(Some(args.threads));
    let question = args.question(threads);
    // What is wrong with a file is said before the first is measured.
    let asked = question.clone().read(&Disk)?;
    claims.spare(&asked.files())?;
    say(remark.as_slice(), output);
    let progress = Progress::start(output, None, Stopwatch::start());
    let answer = match &question.subjects[..] {
        [_] => with_memory(asked.answer(&progress)?),
        _ => in_processes_of_their_own(&question, &progress)?,
    };
    progress.finish();
    tell(answer, Ok(()), output, |found| {
        let page = |terminal, out: &mut dyn Write| {
            if output.to_terminal {
                found.write_table(terminal, out)
            } else {
                found.write_json(out)
            }
        };
        write(target, output, |out| found.write_json(out), page)
    })
}

impl Args {
    fn question(&self, threads: usize) -> Bench {
        let subjects = if self.files.is_empty() {
            Subject::shipped(&self.scenario)
        } else {
            self.files.iter().cloned().map(Subject::File).collect()
        };
        let (repeats, replications) = (self.repeats, self.replications);
        Bench { subjects, repeats, replications, threads }
    }
}

/// The peak of memory is that of the whole process.
fn with_memory(mut answer: Answer<report::Bench>) -> Answer<report::Bench> {
    let costs = answer.forms.iter_mut().flat_map(|found| &mut found.costs);
    costs.for_each(|cost| cost.peak_memory = memory::peak());
    answer
}

/// Measures each scenario in a process of its own, one after another, so that none finds what
/// another left in memory.
fn in_processes_of_their_own(
    question: &Bench,
    watch: &dyn Watch,
) -> Result<Answer<report::Bench>, Failure> {
    let all = question.subjects.len() as u64;
    let mut costs = Vec::new();
    for (subject, done) in question.subjects.iter().zip(0..) {
        watch.progress("measuring", done, all);
        costs.push(in_a_process_of_its_own(subject, question, watch)?);
        if watch.stopped() {
            return Err(Failure::from(Refusal::Interrupted));
        }
    }
    let report = report::Bench { threads: question.threads, costs };
    Ok(Answer::new(Box::new(report), Ended::Done))
}

fn in_a_process_of_its_own(
    subject: &Subject,
    question: &Bench,
    watch: &dyn Watch,
) -> Result<Cost, Failure> {
    let name = subject.name();
    let failed = |reason: &str| Failure::wrong(format!("{name} could not be measured: {reason}"));
    let program = env::current_exe().map_err(|error| failed(&error.to_string()))?;
    let mut command = Command::new(program);
    command.args(["bench", "--quiet", "--export-json", "-"]);
    command.args(["--repeats", &question.repeats.to_string()]);
    command.args(["--threads", &question.threads.to_string()]);
    if let Some(replications) = question.replications {
        command.args(["--replications", &replications.to_string()]);
    }
    match subject {
        Subject::Shipped(_) => command.args(["--scenario", &name]),
        Subject::File(file) => command.arg("--").arg(file),
    };
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let ended = watched(&mut command, watch).map_err(|error| failed(&error.to_string()))?;
    let ended = ended.ok_or(Failure::from(Refusal::Interrupted))?;
    if ended.status.code() == Some(INTERRUPTED.into()) {
        return Err(Failure::from(Refusal::Interrupted));
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
        let report = report::Bench { threads: 1, costs: vec![cost.clone()] };
        report.write_json(&mut printed).unwrap();
        let document = serde_json::from_slice(&printed).unwrap();
        assert_eq!(super::cost("b2", &document), Some(cost));
        assert_eq!(super::cost("b2", &Value::Null), None);
    }
}
