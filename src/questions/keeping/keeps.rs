//! What an experiment must know of itself to be kept.

use serde_json::Value;

use super::archive::{Archive, Came, Wanted};
use super::cut::{Cut, Keep};
use super::place::Place;
use crate::questions::asking::{Answer, Refusal, Watch};

/// An experiment that can be kept: a question that was read, and knows how it is cut.
pub(crate) trait Keeps {
    /// The command that asks it, by which [`merge`](crate::questions::days::merge) knows it again.
    fn command(&self) -> &'static str;

    /// The question as plain data: asked again of the same file, it is the same experiment.
    fn plain(&self) -> Value;

    /// The scenario's name.
    fn name(&self) -> &str;

    /// How it is cut into so many shards, and the hash of all that decides its result.
    fn cut(&self, shards: u32) -> Cut;

    /// Runs what its archive lacks of a shard of one part, or all of it anew; none if it was
    /// stopped before the first block.
    fn run(
        &self,
        part: usize,
        archive: &Archive,
        shard: (u64, Wanted),
        watch: &dyn Watch,
    ) -> Result<Option<Came>, Refusal>;

    /// Answers from the blocks, all of which are there, and writes the files of the whole.
    fn whole(&self, place: &Place, watch: &dyn Watch) -> Result<Answer, Refusal>;

    /// Where this experiment is to be kept.
    fn place(&self, keep: &Keep) -> Place {
        Place::new(keep, self.name(), self.cut(keep.shard.of))
    }
}
