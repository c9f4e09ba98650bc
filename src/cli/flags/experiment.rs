//! How an experiment is run and what becomes of its results: flags of every simulated question.

use std::path::Path;

use super::changes::ChangeFlags;
use super::exports::ExportFlags;
use super::precision::confidence;
use super::quantity::{LARGEST_SEED, positive_duration};
use super::threads::threads_of_use;
use crate::cli::asking::Door;
use crate::cli::outputs::output::Output;
use crate::questions::Common;

/// How an experiment is run and what becomes of its results.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ExperimentFlags {
    /// Seed of all randomness [default: the file's, else 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    pub(crate) seed: Option<u64>,

    /// Level of the intervals [default: the file's, else 0.95]
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    pub(crate) confidence: Option<f64>,

    /// Stop after this time, as in `30s` or `5m`; what is finished is reported
    #[arg(long, value_name = "TIME", value_parser = positive_duration)]
    pub(crate) time_limit: Option<f64>,

    /// Threads to use; the results are the same for any number [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    threads: Option<u64>,

    #[command(flatten)]
    pub(crate) changes: ChangeFlags,

    #[command(flatten)]
    pub(crate) exports: ExportFlags,
}

impl ExperimentFlags {
    /// What every simulated question says, of this file.
    pub(crate) fn common(&self, file: &Path) -> Common {
        Common {
            seed: self.seed,
            confidence: self.confidence,
            threads: threads_of_use(self.threads).0,
            changes: self.changes.changes(),
            ..Common::of(file)
        }
    }

    /// How a question of theirs is asked, with what else is to be said once the file was read.
    pub(crate) fn door<'a>(&'a self, remarks: Vec<String>, output: &'a Output) -> Door<'a> {
        let remarks = threads_of_use(self.threads).1.into_iter().chain(remarks).collect();
        Door { exports: &self.exports, limit: self.time_limit, remarks, output }
    }
}
