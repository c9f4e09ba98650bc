//! How an experiment is kept, whatever it is: what is missing of a shard is run, and where that is
//! all of it, the whole is answered.

use super::archive::{Came, Wanted};
use super::keeps::Keeps;
use super::place::Place;
use super::plan::Plan;
use crate::questions::asking::{Answer, Ended, Refusal, Watch};

/// Runs what is missing of an experiment that is kept; and answers where it is whole and no shard
/// of it was asked for.
pub(crate) fn keep(kept: &impl Keeps, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal> {
    let plan = Plan {
        hash: place.cut.hash.clone(),
        command: kept.command().to_owned(),
        question: kept.plain(),
        shards: place.shard.of,
    };
    plan.put(place.folder())?;
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
