//! `best`: which design is the best, and how sure is that?

use std::path::PathBuf;

use crate::cli::asking::ask;
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::experiment::ExperimentFlags;
use crate::cli::outputs::output::Output;
use crate::questions::best::{Best, Extreme};
use crate::questions::typed::precision::USUAL_MOST;

const EXAMPLES: &str = "\
Examples:
  switchroom best whatif.json                      by net value, else by service level
  switchroom best whatif.json --by contact_types.sales.abandon_rate --indifference 0.002
  switchroom best centre.json --policy all         every routing policy
  switchroom best centre.json --over 'agent_groups.blended.skills.service.keep_idle=0..6'
  switchroom best centre.json --over routing.policy=split,longest_wait \\
                              --over agent_groups.blended.agents=10..30..5
";

/// Choose the best of several designs on the same customers, with a guaranteed probability
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// A what-if file or a scenario with `variants`; with --policy or --over any scenario
    file: PathBuf,

    /// The figure to choose by, as in the results [default: net value, else service level]
    #[arg(long, value_name = "PATH")]
    by: Option<String>,

    /// The highest is the best [default: what is better of that measure]
    #[arg(long, conflicts_with = "lowest")]
    highest: bool,

    /// The lowest is the best
    #[arg(long)]
    lowest: bool,

    /// A difference that does not matter, in the figure's unit (shares 0 to 1) [default: half a
    /// point of a share, about 1 % of any other figure]
    #[arg(long, value_name = "X", value_parser = indifference)]
    indifference: Option<f64>,

    /// Routing policies as designs: a list with commas, or `all`
    #[arg(long, value_name = "LIST")]
    policy: Option<String>,

    /// Values of a path as designs: FROM..TO, FROM..TO..STEP or A,B,C; several make a grid
    #[arg(long, value_name = "PATH=VALUES")]
    over: Vec<String>,

    /// Replications at the most; what is not decided then is reported so
    #[arg(long, value_name = "N", default_value_t = USUAL_MOST)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    max_replications: u32,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let highest = args.highest.then_some(Extreme::Highest);
    let question = Best {
        common: args.flags.common(&args.file),
        by: args.by.clone(),
        wanted: highest.or(args.lowest.then_some(Extreme::Lowest)),
        indifference: args.indifference,
        policy: args.policy.clone(),
        over: args.over.clone(),
        most: args.max_replications,
    };
    ask(question, &args.flags.door(Vec::new(), output))
}

fn indifference(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok().filter(|it: &f64| *it > 0.0 && it.is_finite());
    number.ok_or_else(|| "wanted a number above 0, in the unit of the figure".to_owned())
}
