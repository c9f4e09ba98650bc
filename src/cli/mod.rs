//! The command line, a door to `questions`: reads flags into a question (`commands`, `flags`), has
//! it asked (`asking`), watches (`watching`), writes the answer (`outputs`), and ends with a code
//! (`failure`).

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser};

use crate::scenario::text::words::nearest;
use commands::Command;
use help::HELP;
use outputs::output::Output;
use watching::interrupts;

mod asking;
mod commands;
mod failure;
mod flags;
mod help;
mod outputs;
mod watching;

const EXAMPLES: &str = "\
Examples:
  switchroom new centre.json                      write a small scenario that runs
  switchroom run centre.json                      will the day hold?
  switchroom compare whatif.json                  what do the variants change?
  switchroom compare whatif.json --precision 0.002
                                                  as many days as that takes
  switchroom best whatif.json                     which variant is best, and how sure is that?
  switchroom sweep centre.json --scan-scale 'contact_types.*.volume=0.8..1.3..0.05'
                                                  where is the limit?
  switchroom risk centre.json                     how risky is the plan?
  switchroom staff centre.json                    how many agents meet the targets?
  switchroom staff centre.json --blending         how many of them does blending save?
  switchroom run centre.json --scale 'contact_types.*.volume=1.1'
  switchroom compare whatif.json --export-json -  every figure, for programs
  switchroom compare whatif.json --shard 1/4      a part of it, to be merged
  switchroom check centre.json                    do its `checks` hold?
  switchroom explain service_level                what a measure means
  switchroom erlang --volume 1200 --handle-time 300 --service-level 0.8
                                                  the formulas, without a scenario
  switchroom selftest                             does this build find known answers?
  switchroom bench                                what does a contact cost here?";

const ENDINGS: &str = "\
Exit codes: 0 done, 1 an assertion failed, targets cannot be met or a selftest found a difference,
2 something is wrong with the command line or a file, 3 a check is inconclusive and nothing failed,
or time was up before `staff` met the targets, 101 a bug in this program, 130 interrupted (what was
finished is reported).";

/// Decide how a contact centre should split or blend sales and service.
#[derive(Debug, Parser)]
#[command(name = "switchroom", version, help_template = HELP)]
#[command(before_help = EXAMPLES, after_help = ENDINGS)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Write nothing but errors and problems to stderr: no progress, no messages
    #[arg(long, short, global = true, display_order = 100)]
    quiet: bool,

    /// Write without colour (as does setting `NO_COLOR`)
    #[arg(long, global = true, display_order = 101)]
    no_color: bool,
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    match parse(&arguments) {
        Ok(cli) => ExitCode::from(execute(&cli)),
        Err(error) => {
            let code = error.exit_code();
            // Nobody left to read it is no error.
            let _ = error.print();
            ExitCode::from(u8::try_from(code).unwrap_or(failure::WRONG))
        }
    }
}

fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    // Help and usage errors are written before the flags are known.
    let plain = arguments.iter().any(|argument| argument == "--no-color");
    let colour = if plain { ColorChoice::Never } else { ColorChoice::Auto };
    let mut command = Cli::command().color(colour);
    let matches = command.try_get_matches_from_mut(arguments).map_err(with_the_nearest)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// A command that nobody knows, with the one that is probably meant: letters that changed places
/// make short words too unlike for the parser's own measure.
fn with_the_nearest(mut error: clap::Error) -> clap::Error {
    let typed = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(typed)) => typed.clone(),
        _ => return error,
    };
    let command = Cli::command();
    if let Some(near) = nearest(&typed, command.get_subcommands().map(clap::Command::get_name)) {
        let near = ContextValue::Strings(vec![near.to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, near);
    }
    error
}

fn execute(cli: &Cli) -> u8 {
    interrupts::obey();
    let output = Output::new(cli.quiet, cli.no_color);
    let ended = cli.command.execute(&output);
    if let Err(failure) = &ended {
        failure.tell(&output);
    }
    failure::exit_code(&ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
