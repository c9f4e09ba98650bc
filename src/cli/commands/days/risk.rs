//! `risk`: how risky is this plan?

use std::path::PathBuf;

use crate::cli::asking::ask;
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::experiment::ExperimentFlags;
use crate::cli::flags::keep::KeepFlags;
use crate::cli::outputs::output::Output;
use crate::questions::days::risk::Risk;

const EXAMPLES: &str = "\
Examples:
  switchroom risk centre.json
  switchroom risk centre.json --draws 500 --days 4
  switchroom risk centre.json --scale 'contact_types.*.volume=1.1' --export-json -
  switchroom risk centre.json --draws 20000 --shard 1/4   a part of it, to be merged
";

/// Draw what is not known (`between`) and simulate the days: how risky is this plan?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// The scenario or what-if file
    file: PathBuf,

    /// Times to draw the unknown inputs
    #[arg(long, value_name = "N", default_value_t = Risk::DRAWS)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    draws: u32,

    /// Days to simulate of each draw
    #[arg(long, value_name = "N", default_value_t = Risk::DAYS)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    days: u32,

    /// Tell a further figure: `contact_types.sales.asa_seconds`; may be repeated
    #[arg(long, value_name = "FIGURE")]
    measure: Vec<String>,

    #[command(flatten)]
    keep: KeepFlags,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let (keep, remarks) = args.keep.keep()?;
    let risk = Risk {
        draws: args.draws,
        days: args.days,
        measure: args.measure.clone(),
        keep,
        ..Risk::new(args.flags.common(&args.file))
    };
    ask(risk, &args.flags.door(remarks, output))
}
