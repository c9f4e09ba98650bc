//! How an experiment is kept, whatever it is: what is missing of a shard is run, and where that is
//! all of it, the whole is answered.

use std::path::{Path, PathBuf};

use super::archive::{self, Archive, Came, Wanted};
use super::keeps::{Cut, Keep, Keeps, Shard};
use super::plan::Plan;
use crate::questions::asking::answer::{Answer, Ended};
use crate::questions::asking::refusal::Refusal;
use crate::questions::asking::watch::Watch;
use crate::questions::typed::shell;
use crate::report::{Files, Kept, whole};

/// The folder of one experiment, and what is to be run there.
pub(crate) struct Place {
    folder: PathBuf,
    cut: Cut,
    shard: Shard,
    wanted: Wanted,
}

impl Place {
    /// Where this experiment is to be kept.
    pub(crate) fn of(kept: &impl Keeps, keep: &Keep) -> Self {
        let cut = kept.cut(keep.shard.of);
        let folder = archive::folder_of(&keep.out, kept.name(), &cut.hash);
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
    fn stopped(&self) -> Result<Came, Refusal> {
        let mut came = (0, 0);
        for part in 0..self.cut.parts.len() {
            let archive = self.archive(part)?;
            came.0 += archive.number_there(self.shard.number.into())?;
            came.1 += archive.number_of(self.shard.number.into());
        }
        Ok(Came::Stopped { there: came.0, of: came.1 })
    }

    /// How far the shard came, and what to do then.
    fn how_far(&self, came: Came) -> String {
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

/// Runs what is missing of an experiment that is kept; and answers where it is whole and no shard
/// of it was asked for.
pub(crate) fn keep(kept: &impl Keeps, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal> {
    let plan = Plan {
        hash: place.cut.hash.clone(),
        command: kept.command().to_owned(),
        question: kept.plain(),
        shards: place.shard.of,
    };
    archive::describe(&place.folder, &plan.text())?;
    let came = run(kept, place, watch)?;
    let before = vec![place.how_far(came)];
    match came {
        Came::Through { .. } if place.shard.of == 1 => {
            Ok(Answer { before, ..kept.whole(place, watch)? })
        }
        Came::Through { .. } => Ok(Answer { before, ..Answer::without_forms(Ended::Done) }),
        Came::Stopped { .. } => {
            Ok(Answer { before, ..Answer::without_forms(Ended::of(watch.over())) })
        }
    }
}

/// Runs what is missing of the shard, part by part.
fn run(kept: &impl Keeps, place: &Place, watch: &dyn Watch) -> Result<Came, Refusal> {
    let (shard, mut run) = (u64::from(place.shard.number), 0);
    for part in 0..place.cut.parts.len() {
        let archive = place.archive(part)?;
        if place.wanted == Wanted::Missing && archive.has_all_of(shard)? {
            continue;
        }
        match kept.run(part, &archive, (shard, place.wanted), watch)? {
            Some(Came::Through { run: more }) => run += more,
            Some(Came::Stopped { .. }) | None => return place.stopped(),
        }
    }
    Ok(Came::Through { run })
}
