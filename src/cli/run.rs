//! `run`: will the day hold?

use std::path::PathBuf;

use super::asking::ask;
use super::failure::{Ended, Failure};
use super::flags::RunFlags;
use super::output::Output;
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
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// The scenario file
    file: PathBuf,

    #[command(flatten)]
    flags: RunFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let (run, remarks) = args.flags.run(Kind::Run, &args.file)?;
    ask(run, &args.flags.experiment.door(remarks, output))
}
