//! The commands, one file each: a page of help, flags, and the question that they make of them. What
//! the answer is and what is refused stands in `questions`.

pub(crate) mod best;
pub(crate) mod check;
pub(crate) mod days;
pub(crate) mod erlang;
pub(crate) mod explain;
pub(crate) mod files;
pub(crate) mod program;
pub(crate) mod staff;

use clap::Subcommand;
use days::{compare, merge, risk, run, sweep};
use files::{new, schema, validate};
use program::{bench, selftest};

use crate::cli::failure::{Ended, Failure};
use crate::cli::outputs::output::Output;

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
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

impl Command {
    /// Runs it.
    pub(crate) fn execute(&self, output: &Output) -> Result<Ended, Failure> {
        match self {
            Self::New(args) => new::execute(args, output),
            Self::Validate(args) => validate::execute(args, output),
            Self::Run(args) => run::execute(args, output),
            Self::Compare(args) => compare::execute(args, output),
            Self::Sweep(args) => sweep::execute(args, output),
            Self::Risk(args) => risk::execute(args, output),
            Self::Merge(args) => merge::execute(args, output),
            Self::Check(args) => check::execute(args, output),
            Self::Best(args) => best::execute(args, output),
            Self::Staff(args) => staff::execute(args, output),
            Self::Erlang(args) => erlang::execute(args, output),
            Self::Schema(args) => schema::execute(args, output),
            Self::Explain(args) => explain::execute(args, output),
            Self::Selftest(args) => selftest::execute(args, output),
            Self::Bench(args) => bench::execute(args, output),
        }
    }
}
