//! `compare`: what do the variants change?

use std::path::PathBuf;

use crate::cli::asking::ask;
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::run::RunFlags;
use crate::cli::outputs::output::Output;
use crate::questions::days::run::Run;
use crate::report::Kind;

const EXAMPLES: &str = "\
Examples:
  switchroom compare whatif.json
  switchroom compare whatif.json --replications 2000
  switchroom compare whatif.json --precision 0.005 --precision net_value=1%
  switchroom compare whatif.json --scale 'contact_types.*.volume=1.1'
  switchroom compare whatif.json --export-json results.json --export-csv results.csv
";

/// Simulate a base and its variants on the same customers: what do they change?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// The what-if file, or a scenario file with `variants`
    file: PathBuf,

    /// Do not look at effects on customers of half and twice the strength: over a horizon they are
    /// simulated anew
    #[arg(long)]
    no_sensitivity: bool,

    #[command(flatten)]
    flags: RunFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let (run, remarks) = args.flags.run(Kind::Compare, &args.file)?;
    let run = Run { sensitivity: !args.no_sensitivity, ..run };
    ask(run, &args.flags.experiment.door(remarks, output))
}
