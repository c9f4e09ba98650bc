//! How a `run` or a `compare` is simulated.

use std::path::Path;

use super::experiment::ExperimentFlags;
use super::keep::KeepFlags;
use super::precision::PrecisionFlags;
use crate::cli::failure::Failure;
use crate::questions::days::run::Run;
use crate::report::Kind;
use crate::scenario::model::Replications;

/// How a `run` or a `compare` is simulated.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct RunFlags {
    /// Days to simulate, or `auto`: as many as `--precision` takes (0.005 of each service level
    /// if nothing is said) [default: the file's, else a few seconds' worth]
    #[arg(long, value_name = "N|auto", value_parser = replications)]
    pub(crate) replications: Option<Replications>,

    #[command(flatten)]
    pub(crate) precision: PrecisionFlags,

    #[command(flatten)]
    pub(crate) keep: KeepFlags,

    #[command(flatten)]
    pub(crate) experiment: ExperimentFlags,
}

impl RunFlags {
    /// What `run` or `compare` asks of a file, with what is to be said once that was read.
    pub(crate) fn run(&self, kind: Kind, file: &Path) -> Result<(Run, Vec<String>), Failure> {
        let (keep, remarks) = self.keep.keep()?;
        let run = Run {
            replications: self.replications,
            precision: self.precision.asked(),
            keep,
            ..Run::new(kind, self.experiment.common(file))
        };
        Ok((run, remarks))
    }
}

fn replications(text: &str) -> Result<Replications, String> {
    if text == "auto" {
        return Ok(Replications::Auto);
    }
    let number = text.parse().ok().filter(|number| *number >= 1);
    number.map(Replications::Number).ok_or_else(|| "wanted a number from 1, or `auto`".to_owned())
}
