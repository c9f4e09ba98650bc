//! The folder of one experiment.

use std::path::{Path, PathBuf};

use super::archive::{self, Archive, Came, Wanted};
use super::cut::{Cut, Keep, Shard};
use crate::questions::asking::Refusal;
use crate::questions::typed::shell;
use crate::report::{Files, Kept, whole};

/// The folder of one experiment, and what is to be run there.
pub(crate) struct Place {
    folder: PathBuf,
    pub(super) cut: Cut,
    pub(super) shard: Shard,
    pub(super) wanted: Wanted,
}

impl Place {
    /// Where an experiment of this name is to be kept, and what of it is to be run.
    pub(super) fn new(keep: &Keep, name: &str, cut: Cut) -> Self {
        let folder = archive::folder_of(&keep.out, name, &cut.hash);
        let wanted = if keep.again { Wanted::Anew } else { Wanted::Missing };
        Self { folder, cut, shard: keep.shard, wanted }
    }

    /// A folder in which an experiment is kept that is cut so; nothing of it is run.
    pub(crate) fn found(folder: &Path, cut: Cut) -> Self {
        let folder = folder.to_owned();
        Self { folder, cut, shard: Shard::WHOLE, wanted: Wanted::Missing }
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The blocks of a part.
    pub(crate) fn archive(&self, part: usize) -> Result<Archive, Refusal> {
        let own = &self.cut.parts[part];
        let folder = match &own.folder {
            None => self.folder.clone(),
            Some(folder) => self.folder.join(folder),
        };
        Archive::open(folder, &own.hash, own.grid)
    }

    /// Writes what the whole says into its folder.
    pub(crate) fn finish<R, S: ?Sized>(
        &self,
        report: &R,
        replications: &S,
        files: Files<R, S>,
    ) -> Result<(), Refusal> {
        archive::finish(&self.folder, &Kept { report, replications, plan: &self.cut.hash }, files)
    }

    /// How many blocks of the shard are there.
    pub(super) fn stopped(&self) -> Result<Came, Refusal> {
        let mut came = (0, 0);
        for part in 0..self.cut.parts.len() {
            let archive = self.archive(part)?;
            came.0 += archive.number_there(self.shard.number.into())?;
            came.1 += archive.number_of(self.shard.number.into());
        }
        Ok(Came::Stopped { there: came.0, of: came.1 })
    }

    /// How far the shard came, and what to do then.
    pub(super) fn how_far(&self, came: Came) -> String {
        let Shard { number, of } = self.shard;
        let which =
            if of == 1 { "the experiment".to_owned() } else { format!("shard {number} of {of}") };
        let then = if of == 1 {
            String::new()
        } else {
            let folder = shell::path(&self.folder);
            format!("; when all shards are there: switchroom merge {folder}")
        };
        let folder = self.folder.display();
        match came {
            Came::Stopped { there, of } if there == of => {
                format!("stopped early: {which} is whole in {folder}, a part of it run anew")
            }
            Came::Stopped { there, of } => format!(
                "stopped early: {} of {} blocks of {which} are kept in {folder}; the same command \
                 goes on from there",
                whole(there as u64),
                whole(of as u64)
            ),
            Came::Through { run: 0 } => {
                format!("{which} is in {folder} already (--again runs it anew){then}")
            }
            Came::Through { .. } => format!("{which} is kept in {folder}{then}"),
        }
    }
}
