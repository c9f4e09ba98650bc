//! `run`: will the day hold?

use std::path::PathBuf;

use crate::cli::asking::ask;
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::run::RunFlags;
use crate::cli::outputs::output::Output;
use crate::report::Kind;

const EXAMPLES: &str = "\
Examples:
  switchroom run centre.json
  switchroom run centre.json --replications 1000 --seed 7
  switchroom run centre.json --precision 0.002 --time-limit 1m
  switchroom run centre.json --set agent_groups.blended.agents=25
  switchroom run centre.json --export-json - | jq .total.service_level
";

/// Simulate one scenario: will the day hold?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// The scenario file
    file: PathBuf,

    #[command(flatten)]
    flags: RunFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let (run, remarks) = args.flags.run(Kind::Run, &args.file)?;
    ask(run, &args.flags.experiment.door(remarks, output))
}
