//! `sweep`: where is the limit?

use std::path::PathBuf;

use crate::base::dotted::assignment;
use crate::cli::asking::ask;
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::experiment::ExperimentFlags;
use crate::cli::flags::keep::KeepFlags;
use crate::cli::outputs::output::Output;
use crate::questions::days::sweep::{Aim, Sweep};
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::shape::tables::sweep::METHODS;

const EXAMPLES: &str = "\
Examples:
  switchroom sweep centre.json                    what the file's `sweep` says
  switchroom sweep centre.json --scan-scale 'contact_types.*.volume=0.8..1.3..0.05'
  switchroom sweep centre.json --scan agent_groups.blended.agents=0..40..5 --keep-total-agents
  switchroom sweep centre.json --scan routing.among_waiting=longest_wait,longest_queue
  switchroom sweep centre.json --scan agent_groups.blended.agents=10..30 \\
    --break-even contact_types.sales.service_level=0.8
  switchroom sweep centre.json --scan agent_groups.blended.agents=0..40 \\
    --scan-scale 'contact_types.*.volume=0.8..1.3' --sample latin_hypercube=64 \\
    --export-replications rows.csv
";

/// Vary one or several values of a scenario on the same customers: where is the limit?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// The scenario or what-if file
    file: PathBuf,

    /// Set a value to each of several, as in `lines=80..120..10` or `lines=80,100`; several make
    /// a grid [default: the file's `sweep`]
    #[arg(long, value_name = "PATH=VALUES")]
    scan: Vec<String>,

    /// Multiply a value by each of several factors, as in `contact_types.*.volume=0.8..1.3..0.1`
    #[arg(long, value_name = "PATH=FACTORS")]
    scan_scale: Vec<String>,

    /// The heads that a scanned group gains come from the others, and those that it loses go to
    /// them, in proportion to their heads
    #[arg(long)]
    keep_total_agents: bool,

    /// Draw so many points between the ends instead of a grid: `latin_hypercube=64` or `sobol=64`
    #[arg(long, value_name = "METHOD=POINTS", value_parser = sample)]
    sample: Option<(String, u32)>,

    /// Tell a further figure of each point: `contact_types.sales.asa_seconds`; may be repeated
    #[arg(long, value_name = "FIGURE")]
    measure: Vec<String>,

    /// Find where a figure reaches a value, as in `contact_types.sales.service_level=0.8`; may be
    /// repeated [default, on one axis: the service levels that the file promises]
    #[arg(long, value_name = "FIGURE=VALUE", value_parser = Aim::read)]
    break_even: Vec<Aim>,

    /// Write the figures of every replication of every point as tidy rows: CSV, or Parquet where
    /// the name ends in `.parquet` (in a build with that feature)
    #[arg(long, value_name = "FILE")]
    export_replications: Option<PathBuf>,

    /// Days to simulate at each point [default: the file's, else some seconds' worth in all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    replications: Option<u32>,

    #[command(flatten)]
    keep: KeepFlags,

    #[command(flatten)]
    experiment: ExperimentFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let (keep, remarks) = args.keep.keep()?;
    let sweep = Sweep {
        common: args.experiment.common(&args.file),
        scan: args.scan.clone(),
        scan_scale: args.scan_scale.clone(),
        keep_total_agents: args.keep_total_agents,
        sample: args.sample.clone(),
        measure: args.measure.clone(),
        break_even: args.break_even.clone(),
        replications: args.replications,
        rows: args.export_replications.clone(),
        keep,
    };
    ask(sweep, &args.experiment.door(remarks, output))
}

fn sample(text: &str) -> Result<(String, u32), String> {
    let names: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
    let wanted = || format!("wanted {}=POINTS", names.join("=POINTS or "));
    let (method, points) = assignment(text).ok_or_else(wanted)?;
    if !names.contains(&method.as_str()) {
        return Err(wanted());
    }
    let points = points.parse().ok().filter(|points| (1..=MOST_POINTS as u32).contains(points));
    let points = points.ok_or_else(|| format!("wanted from 1 to {MOST_POINTS} points"))?;
    Ok((method, points))
}
