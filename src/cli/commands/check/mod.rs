//! `check`: does what was asserted hold, and is what was stored still true? Here are its flags;
//! `outputs` writes the verdicts to everybody who waits for them.

mod outputs;

use std::env;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::PathBuf;

use crate::cli::asking::{say, tell};
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::changes::ChangeFlags;
use crate::cli::flags::precision::confidence;
use crate::cli::flags::quantity::LARGEST_SEED;
use crate::cli::flags::threads::threads_of_use;
use crate::cli::outputs::output::Output;
use crate::cli::watching::clock::Stopwatch;
use crate::cli::watching::progress::Progress;
use crate::questions::check::{Check, OnInconclusive, Update};
use crate::questions::{Asked, Disk, Question};
use crate::report::Terminal;
use outputs::Outputs;

const EXAMPLES: &str = "\
Examples:
  switchroom check centre.json                    do its `checks` hold?
  switchroom check scenarios/*.json --junit checks.xml
  switchroom check centre.json --update           store today's figures as the baseline
  switchroom check centre.json --update --reason 'offers are shorter, ticket 71'
  switchroom check centre.json --only 'sales hold' --max-replications 5000
  switchroom check centre.json --fresh-seeds      for a nightly: other customers
";

const ENDINGS: &str = "\
A line for each assertion: verdict, figure with its interval, what was wanted.
Exit codes: 0 all passed, 1 an assertion failed, 2 something is wrong with the command line or a
file, 3 nothing failed and the days did not suffice to decide, 130 interrupted.
Methods: docs/methods/checks.md";

/// Say whether the `checks` of scenario and what-if files hold, for continuous integration
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_help = ENDINGS, help_template = crate::cli::help::HELP)]
#[expect(clippy::struct_excessive_bools, reason = "a flag is given or it is not")]
pub(crate) struct Args {
    /// Scenario or what-if files with `checks`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Check only this one, by name; may be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Store today's figures as the baseline, with the old and the new ones told
    #[arg(long, conflicts_with_all = ["only", "fresh_seeds", "set", "scale", "lenient"])]
    update: bool,

    /// Why new figures are accepted; stored with them
    #[arg(long, value_name = "TEXT", requires = "update")]
    reason: Option<String>,

    /// Who accepts them [default: the user's name]
    #[arg(long, value_name = "NAME", requires = "update")]
    by: Option<String>,

    /// Store them although this is continuous integration (`CI` is set)
    #[arg(long, requires = "update")]
    update_in_ci: bool,

    /// Skip what has no baseline instead of failing
    #[arg(long)]
    lenient: bool,

    /// What an undecided assertion counts as [default: neither, exit code 3]
    #[arg(long, value_name = "VERDICT", value_enum)]
    inconclusive: Option<Inconclusive>,

    /// Other customers each time, printed; baselines are compared without pairing
    #[arg(long)]
    fresh_seeds: bool,

    /// Seed of all randomness [default: the baseline's, else the file's, else 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,

    /// Days of the first look, and of a new baseline [default: the file's, else 50 and 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    replications: Option<u32>,

    /// When to stop adding days [default: the check's, else a few seconds' worth]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
    max_replications: Option<u32>,

    /// Level of all intervals of a file together [default: the file's, else 0.95]
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    confidence: Option<f64>,

    /// Threads to use; the results are the same for any number [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    threads: Option<u64>,

    #[command(flatten)]
    changes: ChangeFlags,

    #[command(flatten)]
    outputs: outputs::Flags,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Inconclusive {
    Pass,
    Fail,
    Warn,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut outputs = Outputs::claim(&args.outputs, &args.files)?;
    let (threads, remark) = threads_of_use(args.threads);
    let check = args.question(threads);
    if args.update {
        let update = Update {
            check,
            reason: args.reason.clone(),
            by: args.by.clone().unwrap_or_else(user),
            is_unattended: is_ci() && !args.update_in_ci,
        };
        let asked = read(update, remark.as_slice(), &mut outputs, output)?;
        let progress = Progress::start(output, None, Stopwatch::start());
        return tell(asked.answer(&progress)?, Ok(()), output, |files| {
            let terminal = Terminal { colour: output.colour, width: output.width };
            files.iter().try_for_each(|moved| {
                output.results(|out| moved.write_table(terminal, out))?;
                output.say(&moved.store()?);
                Ok(())
            })
        });
    }
    let asked = read(check, remark.as_slice(), &mut outputs, output)?;
    let progress = Progress::start(output, None, Stopwatch::start());
    tell(asked.answer(&progress)?, Ok(()), output, |checked| outputs.write(checked, output))
}

/// Reads a question; what is wrong with its files is annotated too.
fn read<Q: Question>(
    question: Q,
    remark: &[String],
    outputs: &mut Outputs,
    output: &Output,
) -> Result<Q::Asked, Failure> {
    let asked = match question.read(&Disk) {
        Ok(asked) => asked,
        Err(refusal) => {
            let failure = Failure::from(refusal);
            outputs.annotate(&failure, output)?;
            return Err(failure);
        }
    };
    outputs.spare(&asked.files())?;
    say(remark, output);
    say(&asked.remarks(), output);
    Ok(asked)
}

impl Args {
    fn question(&self, threads: usize) -> Check {
        let on_inconclusive = match self.inconclusive {
            None => OnInconclusive::Tell,
            Some(Inconclusive::Pass) => OnInconclusive::Pass,
            Some(Inconclusive::Fail) => OnInconclusive::Fail,
            Some(Inconclusive::Warn) => OnInconclusive::Warn,
        };
        Check {
            files: self.files.clone(),
            only: self.only.clone(),
            lenient: self.lenient,
            on_inconclusive,
            fresh_seeds: self.fresh_seeds,
            seed: self.seed.or(self.fresh_seeds.then(fresh_seed)),
            replications: self.replications,
            most: self.max_replications,
            confidence: self.confidence,
            threads,
            changes: self.changes.changes(),
        }
    }
}

/// A seed that nobody chose: the system's own randomness, which the library hashes with.
fn fresh_seed() -> u64 {
    RandomState::new().build_hasher().finish() & LARGEST_SEED
}

/// Whether this is continuous integration, where nothing is accepted by default.
fn is_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !["", "0", "false"].iter().any(|off| value == *off))
}

/// Who is at the keyboard, as far as the system says.
fn user() -> String {
    let names = ["GIT_AUTHOR_NAME", "USER", "LOGNAME", "USERNAME"];
    let mut known = names.iter().filter_map(|name| env::var(name).ok());
    known.find(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}
