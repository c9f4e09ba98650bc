//! Whether and where an experiment is kept, and which part of it is run here.

use std::path::PathBuf;

use super::shard;
use crate::cli::failure::Failure;
use crate::questions::keeping::cut::{Keep, Shard};

/// Whether and where an experiment is kept, and which part of it is run here.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct KeepFlags {
    /// Keep the experiment in FOLDER/NAME-HASH, block by block; the same command goes on from
    /// what is there
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,

    /// Run part K of N alone, and keep it; `auto` asks the batch system (Slurm, Kubernetes), of N
    /// parts with `auto/N` [default folder: out]
    #[arg(long, value_name = "K/N", value_parser = shard::choice)]
    pub(crate) shard: Option<shard::Choice>,

    /// Run anew what is there
    #[arg(long)]
    pub(crate) again: bool,
}

impl KeepFlags {
    /// Where the experiment is to be kept and which part of it is to be run here, with what is to
    /// be said of that once the file was read.
    pub(crate) fn keep(&self) -> Result<(Option<Keep>, Vec<String>), Failure> {
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
