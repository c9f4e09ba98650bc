//! `merge`: the shards of an experiment, put together.

use std::path::PathBuf;

use crate::cli::asking::{Door, ask};
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::exports::ExportFlags;
use crate::cli::flags::threads::processors;
use crate::cli::outputs::output::Output;
use crate::questions::days::merge::Merge;

const EXAMPLES: &str = "\
Examples:
  switchroom compare whatif.json --replications 10000 --shard 1/4
  switchroom compare whatif.json --replications 10000 --shard 2/4   (and so on, anywhere)
  switchroom merge out/spring-campaign-6f1c29d0e7a4b835
";

/// Put the shards of an experiment together and report on the whole.
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// The experiment's folder, which `--shard` and `--out` made
    folder: PathBuf,

    /// The scenario or what-if file, if it is not where it was
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    exports: ExportFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let merge = Merge::of(&args.folder, args.file.clone(), processors())?;
    ask(merge, &Door { exports: &args.exports, limit: None, remarks: Vec::new(), output })
}
