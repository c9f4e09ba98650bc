//! `new`: a small scenario to start from.

use std::path::PathBuf;

use crate::cli::failure::{Ended, Failure};
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::target::Target;
use crate::questions::typed::shell;
use crate::scenario::load::template;

const EXAMPLES: &str = "\
Examples:
  switchroom new                    writes centre.json
  switchroom new tuesday.json
";

/// Write a small scenario that runs, to be changed into your own
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Where to write it; `-` for stdout
    #[arg(default_value = "centre.json")]
    file: PathBuf,

    /// Write over a file that exists
    #[arg(long, short)]
    force: bool,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let file = args.file.as_path();
    if file.is_file() && !args.force {
        let file = file.display();
        return Err(Failure::wrong(format!("{file} exists; --force writes over it")));
    }
    let target = Claims::default().take(file)?;
    let has_stdout = matches!(target, Target::Stdout);
    target.write(output, |out| out.write_all(template().as_bytes()))?;
    if has_stdout {
        return Ok(Ended::Done);
    }
    let next = shell::path(file);
    output.say(&format!("{} is written; next: switchroom run {next}", file.display()));
    Ok(Ended::Done)
}
