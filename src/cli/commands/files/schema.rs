//! `schema`: what a file may say, for editors and programs.

use crate::cli::failure::{Ended, Failure};
use crate::cli::outputs::output::Output;
use crate::scenario::shape::schema::schema;

const EXAMPLES: &str = "\
Examples:
  switchroom schema > scenario.schema.json
";

/// Print the JSON Schema of scenario and what-if files
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {}

pub(crate) fn execute(_: &Args, output: &Output) -> Result<Ended, Failure> {
    output.results(|out| writeln!(out, "{:#}", schema()))?;
    Ok(Ended::Done)
}
