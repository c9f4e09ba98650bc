//! `new`: a small scenario to start from.

use std::path::{Path, PathBuf};

use super::exports::Whole;
use super::failure::{Ended, Failure};
use super::output::Output;
use crate::scenario::load::template;

const EXAMPLES: &str = "\
Examples:
  switchroom new                    writes centre.json
  switchroom new tuesday.json
";

/// Write a small scenario that runs, to be changed into your own
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// Where to write it; `-` for stdout
    #[arg(default_value = "centre.json")]
    file: PathBuf,

    /// Write over a file that exists
    #[arg(long, short)]
    force: bool,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let file = args.file.as_path();
    if file == Path::new("-") {
        output.results(|out| out.write_all(template().as_bytes()))?;
        return Ok(Ended::Done);
    }
    if file.exists() && !args.force {
        let file = file.display();
        return Err(Failure::Wrong(format!("{file} exists; --force writes over it")));
    }
    Whole::claim(file)?.write(|out| out.write_all(template().as_bytes()))?;
    let file = file.display();
    output.say(&format!("{file} is written; next: switchroom run {file}"));
    Ok(Ended::Done)
}
