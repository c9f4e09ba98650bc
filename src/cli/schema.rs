//! `schema`: what a file may say, for editors and programs.

use super::failure::{Ended, Failure};
use super::output::Output;
use crate::scenario::shape::schema::schema;

const EXAMPLES: &str = "\
Examples:
  switchroom schema > scenario.schema.json
";

/// Print the JSON Schema of scenario and what-if files
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {}

pub(super) fn execute(_: &Args, output: &Output) -> Result<Ended, Failure> {
    output.results(|out| writeln!(out, "{:#}", schema()))?;
    Ok(Ended::Done)
}
