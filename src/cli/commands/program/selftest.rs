//! `selftest`: does this build find the answers that are known?

use std::io::Write;
use std::path::PathBuf;

use crate::cli::asking::{say, tell, write};
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::quantity::LARGEST_SEED;
use crate::cli::flags::threads::threads_of_use;
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::watching::clock::Stopwatch;
use crate::cli::watching::progress::Progress;
use crate::questions::program::selftest::Selftest;
use crate::questions::{Disk, ask};

const EXAMPLES: &str = "\
Examples:
  switchroom selftest                    a table: exact, simulated, verdict
  switchroom selftest --seed 7           the same on other random numbers
  switchroom selftest --effort 10        ten times the days, to see whether a difference stays
  switchroom selftest --export-json -    every figure, for programs
";

/// Simulate models with known answers and say whether this build finds them (exit code 1 if not)
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Seed of all randomness
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: u64,

    /// Multiply the days that are simulated; intervals must be narrower by its root
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = effort)]
    effort: f64,

    /// Threads to use; the results are the same for any number [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    threads: Option<u64>,

    /// Write every figure as JSON; `-` writes to stdout in place of the table
    #[arg(long, value_name = "FILE")]
    export_json: Option<PathBuf>,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let stopwatch = Stopwatch::start();
    let target =
        args.export_json.as_deref().map(|file| Claims::default().take(file)).transpose()?;
    let (threads, remark) = threads_of_use(args.threads);
    say(remark.as_slice(), output);
    let question = Selftest { seed: args.seed, effort: args.effort, threads };
    let progress = Progress::start(output, None, stopwatch);
    tell(ask(question, &Disk, &progress)?, Ok(()), output, |found| {
        let table = |terminal, out: &mut dyn Write| found.write_table(terminal, out);
        write(target, output, |out| found.write_json(out), table)
    })
}

fn effort(text: &str) -> Result<f64, String> {
    let factor: Option<f64> = text.parse().ok().filter(|factor| (0.01..=1000.0).contains(factor));
    factor.ok_or_else(|| "wanted a factor from 0.01 to 1000".to_owned())
}
