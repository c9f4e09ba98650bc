//! `staff`: how many agents? And how many does blending save?

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::asking::ask;
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::experiment::ExperimentFlags;
use crate::cli::outputs::output::Output;
use crate::questions::staff::question::{USUAL_PARTS, USUAL_RULES};
use crate::questions::staff::typed::{BY, CERTAINTY, PER, part, rule};
use crate::questions::staff::{Blending, By, Certainty, Part, Per, Sought, Staff};
use crate::scenario::NamedPolicy;

const EXAMPLES: &str = "\
Examples:
  switchroom staff centre.json                       the fewest agents for the file's targets
  switchroom staff centre.json --blending            how many does blending save?
  switchroom staff centre.json --per interval --export-csv staffing.csv
  switchroom staff centre.json --target 'contact_types.*.service_level>=0.8'
  switchroom staff centre.json --target 'total.abandon_rate<=0.03' --by cost
  switchroom staff centre.json --keep blended        the others around as many blended agents
  switchroom staff centre.json --blending --blended 0%,10%,30%,all --rules sales_first
";

/// Find the fewest agents that meet targets, or how many of them blending saves (exit code 1 if no
/// number does)
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// The scenario file
    file: PathBuf,

    /// What must hold, in place of the file's targets: a path to a figure (`*` for every name),
    /// >= or <=, and a number
    #[arg(long, value_name = "PATH>=VALUE")]
    target: Vec<String>,

    /// One number of heads for the day, or one for each interval [default: day where volumes are
    /// the same all day, else interval]
    #[arg(long, value_name = "STRETCH", value_parser = one_of(&PER))]
    per: Option<Per>,

    /// What is to be least: heads, or their wages
    #[arg(long, value_name = "WHAT", default_value = "agents", value_parser = one_of(&BY))]
    by: By,

    /// When a target counts as met: when the estimate meets it, or its whole interval
    #[arg(long, value_name = "HOW", default_value = "estimate")]
    #[arg(value_parser = one_of(&CERTAINTY))]
    certainty: Certainty,

    /// An agent group that keeps the heads of the file
    #[arg(long, value_name = "GROUP", conflicts_with = "blending")]
    keep: Vec<String>,

    /// Ask how many agents blending saves: split desks against shares of blended agents, under
    /// several routing rules
    #[arg(long, conflicts_with = "by")]
    blending: bool,

    /// How many of all agents are blended: percentages, numbers of agents, `all`
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = part)]
    #[arg(default_value = USUAL_PARTS, requires = "blending")]
    blended: Vec<Part>,

    /// The rules to blend under
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = rule)]
    #[arg(default_value = USUAL_RULES, requires = "blending")]
    rules: Vec<NamedPolicy>,

    /// A contact type that `sales_first` puts first [default: those with a sale, else those that
    /// the file gives the lowest priority number]
    #[arg(long, value_name = "TYPE", requires = "blending")]
    first: Vec<String>,

    /// The agent group that stands for all specialists of a contact type, where the file has
    /// several unlike ones
    #[arg(long, value_name = "GROUP", requires = "blending")]
    desk: Vec<String>,

    /// The agent group that stands for all blended agents, where the file has several unlike ones
    #[arg(long, value_name = "GROUP", requires = "blending")]
    blended_group: Option<String>,

    /// Days that the answer is judged on [default: the file's, else a few million contacts' worth]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    replications: Option<u32>,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let sought = if args.blending {
        Sought::Blending(Blending {
            parts: args.blended.clone(),
            rules: args.rules.clone(),
            first: args.first.clone(),
            desks: args.desk.clone(),
            blended_group: args.blended_group.clone(),
        })
    } else {
        Sought::Least { by: args.by, kept: args.keep.clone() }
    };
    let question = Staff {
        targets: args.target.clone(),
        per: args.per,
        certainty: args.certainty,
        replications: args.replications,
        sought,
        ..Staff::new(args.flags.common(&args.file))
    };
    ask(question, &args.flags.door(Vec::new(), output))
}

/// A word, for what it means.
fn one_of<T: Copy + Send + Sync + 'static>(
    words: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words.iter().map(|(word, _)| *word)).map(|typed| {
        let meant = words.iter().find(|(word, _)| *word == typed);
        meant.expect("no other word is let through").1
    })
}
