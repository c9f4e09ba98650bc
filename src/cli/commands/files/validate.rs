//! `validate`: is anything wrong with these files?

use std::path::{Path, PathBuf};

use crate::cli::asking::{tell, write_lines};
use crate::cli::failure::{Ended, Failure};
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::target::Target;
use crate::questions::validate::{Filled, Validate};
use crate::questions::{Asked as _, Disk, Question as _, ask};

const EXAMPLES: &str = "\
Examples:
  switchroom validate centre.json
  switchroom validate scenarios/*.json && echo all is well
  switchroom validate centre.json --export-filled alone.json
";

/// Say everything that is wrong with scenario or what-if files, and what was understood
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Scenario or what-if files
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// Write the scenario with its base and all CSV files filled in, as a file that stands alone; `-`
    /// writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    export_filled: Option<PathBuf>,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    if let Some(filled) = &args.export_filled {
        return export(&args.files, filled, output);
    }
    let question = Validate { files: args.files.clone() };
    tell(ask(question, &Disk, &())?, Ok(()), output, |lines| write_lines(lines, output))
}

/// Says what was understood of one file, and writes it filled in.
fn export(files: &[PathBuf], filled: &Path, output: &Output) -> Result<Ended, Failure> {
    let [file] = files else {
        let found = files.len();
        let sentence = format!("found {found} files with --export-filled, wanted one");
        return Err(Failure::wrong(sentence));
    };
    let mut claims = Claims::default();
    claims.spare(files)?;
    let target = claims.take(filled)?;
    let asked = Filled { file: file.clone() }.read(&Disk)?;
    claims.spare(&asked.files())?;
    tell(asked.answer(&())?, Ok(()), output, |found| {
        if !matches!(target, Target::Stdout) {
            write_lines(&found.understood, output)?;
        }
        target.write(output, |out| out.write_all(found.text.as_bytes()))
    })
}
