//! Flags that several commands share, spelled the same everywhere.

use std::path::{Path, PathBuf};
use std::thread;

use super::asking::Door;
use super::failure::Failure;
use super::output::Output;
use super::precision::{PrecisionFlags, confidence};
use super::quantity::positive_duration;
use super::shard;
use crate::questions::Common;
use crate::questions::keeping::cut::{Keep, Shard};
use crate::questions::run::Run;
use crate::questions::typed::changes::{Changes, Scale, Set};
use crate::report::{Kind, whole};
use crate::scenario::model::Replications;

/// Seeds are whole numbers that JSON carries exactly.
pub(super) const LARGEST_SEED: u64 = (1 << 53) - 1;

/// Changes of the file before anything is made of it.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct ChangeFlags {
    /// Set a value of the scenario: `agent_groups.blended.agents=20`
    #[arg(long, value_name = "PATH=VALUE", value_parser = Set::read)]
    pub(super) set: Vec<Set>,

    /// Multiply a value of the scenario: `contact_types.*.volume=1.1`
    #[arg(long, value_name = "PATH=FACTOR", value_parser = Scale::read)]
    pub(super) scale: Vec<Scale>,
}

impl ChangeFlags {
    /// What they change.
    pub(super) fn changes(&self) -> Changes {
        Changes { set: self.set.clone(), scale: self.scale.clone() }
    }
}

/// How an experiment is run and what becomes of its results.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ExperimentFlags {
    /// Seed of all randomness [default: the file's, else 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    pub(super) seed: Option<u64>,

    /// Level of the intervals [default: the file's, else 0.95]
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    pub(super) confidence: Option<f64>,

    /// Stop after this time, as in `30s` or `5m`; what is finished is reported
    #[arg(long, value_name = "TIME", value_parser = positive_duration)]
    pub(super) time_limit: Option<f64>,

    /// Threads to use; the results are the same for any number [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    threads: Option<u64>,

    #[command(flatten)]
    pub(super) changes: ChangeFlags,

    #[command(flatten)]
    pub(super) exports: ExportFlags,
}

/// Where results are written beside the report.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct ExportFlags {
    /// Write every figure as JSON; `-` writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    pub(super) export_json: Option<PathBuf>,

    /// Write every figure as tidy CSV; `-` writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    pub(super) export_csv: Option<PathBuf>,
}

/// Whether and where an experiment is kept, and which part of it is run here.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct KeepFlags {
    /// Keep the experiment in FOLDER/NAME-HASH, block by block; the same command goes on from
    /// what is there
    #[arg(long, value_name = "FOLDER")]
    pub(super) out: Option<PathBuf>,

    /// Run part K of N alone, and keep it; `auto` asks the batch system (Slurm, Kubernetes), of N
    /// parts with `auto/N` [default folder: out]
    #[arg(long, value_name = "K/N", value_parser = shard::choice)]
    pub(super) shard: Option<shard::Choice>,

    /// Run anew what is there
    #[arg(long)]
    pub(super) again: bool,
}

impl KeepFlags {
    /// Where the experiment is to be kept and which part of it is to be run here, with what is to
    /// be said of that once the file was read.
    pub(super) fn keep(&self) -> Result<(Option<Keep>, Vec<String>), Failure> {
        let out = match (&self.out, self.shard) {
            (Some(out), _) => out.clone(),
            (None, Some(_)) => PathBuf::from("out"),
            (None, None) => return Ok((None, Vec::new())),
        };
        let (shard, from) = match self.shard {
            Some(choice) => choice.shard()?,
            None => (Shard::WHOLE, None),
        };
        let remark = from.map(|from| format!("shard {} of {} by {from}", shard.number, shard.of));
        Ok((Some(Keep { out, shard, again: self.again }), remark.into_iter().collect()))
    }
}

/// As many threads as there are processors.
pub(super) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Threads are not more than this many for each processor, and need not be fewer than this many:
/// more would only wait for each other.
const THREADS_A_PROCESSOR: usize = 4;
const NEVER_TOO_MANY: usize = 64;

/// As many threads as were asked for, but no more than are of use; and a sentence where those are
/// fewer.
pub(super) fn threads_of_use(asked: Option<u64>) -> (usize, Option<String>) {
    let Some(asked) = asked else { return (processors(), None) };
    let most = (THREADS_A_PROCESSOR * processors()).max(NEVER_TOO_MANY);
    if let Some(asked) = usize::try_from(asked).ok().filter(|&asked| asked <= most) {
        return (asked, None);
    }
    let asked = whole(asked);
    (most, Some(format!("{most} threads are used in place of {asked}: more help nobody")))
}

/// How a `run` or a `compare` is simulated.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct RunFlags {
    /// Days to simulate, or `auto`: as many as `--precision` takes (0.005 of each service level
    /// if nothing is said) [default: the file's, else a few seconds' worth]
    #[arg(long, value_name = "N|auto", value_parser = replications)]
    pub(super) replications: Option<Replications>,

    #[command(flatten)]
    pub(super) precision: PrecisionFlags,

    #[command(flatten)]
    pub(super) keep: KeepFlags,

    #[command(flatten)]
    pub(super) experiment: ExperimentFlags,
}

impl RunFlags {
    /// What `run` or `compare` asks of a file, with what is to be said once that was read.
    pub(super) fn run(&self, kind: Kind, file: &Path) -> Result<(Run, Vec<String>), Failure> {
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

impl ExperimentFlags {
    /// What every simulated question says, of this file.
    pub(super) fn common(&self, file: &Path) -> Common {
        Common {
            seed: self.seed,
            confidence: self.confidence,
            threads: threads_of_use(self.threads).0,
            changes: self.changes.changes(),
            ..Common::of(file)
        }
    }

    /// How a question of theirs is asked, with what else is to be said once the file was read.
    pub(super) fn door<'a>(&'a self, remarks: Vec<String>, output: &'a Output) -> Door<'a> {
        let remarks = threads_of_use(self.threads).1.into_iter().chain(remarks).collect();
        Door { exports: &self.exports, limit: self.time_limit, remarks, output }
    }
}

fn replications(text: &str) -> Result<Replications, String> {
    if text == "auto" {
        return Ok(Replications::Auto);
    }
    let number = text.parse().ok().filter(|number| *number >= 1);
    number.map(Replications::Number).ok_or_else(|| "wanted a number from 1, or `auto`".to_owned())
}
