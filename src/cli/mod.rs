//! The command line: reads flags, runs one command, says how it ended.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::scenario::text::words::nearest;
use failure::{Ended, Failure};
use output::Output;

mod asking;
mod bench;
mod best;
mod check;
mod claims;
mod clock;
mod compare;
mod erlang;
mod explain;
mod exports;
mod failure;
mod flags;
mod interrupts;
mod loading;
mod memory;
mod merge;
mod new;
mod output;
mod precision;
mod progress;
mod quantity;
mod risk;
mod rows;
mod run;
mod schema;
mod selftest;
mod shard;
mod staff;
mod sweep;
mod validate;

/// Examples come before the list of what could be said.
const HELP: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}
";

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

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Validate(validate::Args),
    Run(run::Args),
    Compare(compare::Args),
    Sweep(sweep::Args),
    Risk(risk::Args),
    Merge(merge::Args),
    Check(check::Args),
    Best(best::Args),
    Staff(staff::Args),
    Erlang(erlang::Args),
    Schema(schema::Args),
    Explain(explain::Args),
    Selftest(selftest::Args),
    Bench(bench::Args),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    match parse(&arguments) {
        Ok(cli) => ExitCode::from(execute(cli)),
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

fn execute(cli: Cli) -> u8 {
    interrupts::obey();
    let output = Output::new(cli.quiet, cli.no_color);
    let ended: Result<Ended, Failure> = match cli.command {
        Command::New(args) => new::execute(&args, &output),
        Command::Validate(args) => validate::execute(&args, &output),
        Command::Run(args) => run::execute(&args, &output),
        Command::Compare(args) => compare::execute(&args, &output),
        Command::Sweep(args) => sweep::execute(&args, &output),
        Command::Risk(args) => risk::execute(&args, &output),
        Command::Merge(args) => merge::execute(&args, &output),
        Command::Check(args) => check::execute(&args, &output),
        Command::Best(args) => best::execute(&args, &output),
        Command::Staff(args) => staff::execute(&args, &output),
        Command::Erlang(args) => erlang::execute(&args, &output),
        Command::Schema(args) => schema::execute(&args, &output),
        Command::Explain(args) => explain::execute(&args, &output),
        Command::Selftest(args) => selftest::execute(&args, &output),
        Command::Bench(args) => bench::execute(&args, &output),
    };
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
