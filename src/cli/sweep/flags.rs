//! What a sweep is asked for on the command line.

use std::path::{Path, PathBuf};

use crate::base::dotted::assignment;
use crate::base::quantity;
use crate::cli::flags::{ExperimentFlags, KeepFlags, command_line};
use crate::questions::typed::shell::quoted;
use crate::scenario::asked::sweep::{Scans, TypedAxis, Varied};
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::shape::tables::sweep::METHODS;

/// What varies, what is asked of it, and how it is run.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct SweepFlags {
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
    pub(super) measure: Vec<String>,

    /// Find where a figure reaches a value, as in `contact_types.sales.service_level=0.8`; may be
    /// repeated [default, on one axis: the service levels that the file promises]
    #[arg(long, value_name = "FIGURE=VALUE", value_parser = aim)]
    pub(super) break_even: Vec<Aim>,

    /// Write the figures of every replication of every point as tidy rows: CSV, or Parquet where
    /// the name ends in `.parquet` (in a build with that feature)
    #[arg(long, value_name = "FILE")]
    pub(super) export_replications: Option<PathBuf>,

    /// Days to simulate at each point [default: the file's, else some seconds' worth in all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) replications: Option<u32>,

    #[command(flatten)]
    pub(super) keep: KeepFlags,

    #[command(flatten)]
    pub(super) experiment: ExperimentFlags,
}

/// A figure and the value that it is to reach.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Aim {
    pub(super) path: String,
    pub(super) value: f64,
}

impl SweepFlags {
    /// What varies.
    pub(super) fn scans(&self) -> Scans {
        let scans = |all: &[String], varied| -> Vec<TypedAxis> {
            all.iter().map(|text| TypedAxis { varied, text: text.clone() }).collect()
        };
        let (set, scaled) =
            (scans(&self.scan, Varied::Set), scans(&self.scan_scale, Varied::Scaled));
        Scans {
            scans: [set, scaled].concat(),
            keep_total_agents: self.keep_total_agents,
            sample: self.sample.clone(),
            seed: self.experiment.seed,
        }
    }

    /// The command line that gives the report again, but for its number of replications.
    pub(super) fn command_line(&self, file: &Path, seed: u64) -> String {
        let file = file.to_string_lossy();
        let ExperimentFlags { changes, confidence, .. } = &self.experiment;
        let mut parts = vec![command_line("sweep", &file, changes, seed, *confidence)];
        let flag = |name: &'static str| move |text: &String| quoted(name, text);
        parts.extend(self.scan.iter().map(flag("--scan")));
        parts.extend(self.scan_scale.iter().map(flag("--scan-scale")));
        parts.extend(self.keep_total_agents.then(|| "--keep-total-agents".to_owned()));
        parts.extend(
            self.sample.iter().map(|(method, points)| format!("--sample {method}={points}")),
        );
        parts.extend(self.measure.iter().map(|path| quoted("--measure", path)));
        let aim = |it: &Aim| quoted("--break-even", &format!("{}={}", it.path, it.value));
        parts.extend(self.break_even.iter().map(aim));
        parts.join(" ")
    }
}

fn aim(text: &str) -> Result<Aim, String> {
    let (path, value) = assignment(text).ok_or("wanted FIGURE=VALUE")?;
    let value = quantity::value(&value)
        .ok_or_else(|| format!("wanted a number after `{path}=`, such as 0.8, 80% or 20s"))?;
    Ok(Aim { path, value })
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
