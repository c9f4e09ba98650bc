//! A folder of blocks, and what stands beside them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::block_file;
use super::files::{bytes_of, cannot_be_made, cannot_be_read, refuse, write};
use super::temporary::sweep_up;
use super::whole::Whole;
use crate::base::tape::Run;
use crate::experiment::run::blocks::{Block, Grid, InBlocks};
use crate::questions::asking::{Refusal, Work};
use crate::report::{Files, Kept};

/// A folder with the blocks of an experiment.
pub(crate) struct Archive {
    folder: PathBuf,
    /// SHA-256 of its plan.
    hash: String,
    grid: Grid,
}

/// Which blocks of a shard are to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Those that are not there.
    Missing,
    /// All: what is there stays until what takes its place is whole.
    Anew,
}

/// How far a shard came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// All its blocks are there; so many were run now.
    Through { run: usize },
    /// It was stopped when so many of so many blocks were there.
    Stopped { there: usize, of: usize },
}

/// The folder of an experiment under `out`.
pub(crate) fn folder_of(out: &Path, name: &str, hash: &str) -> PathBuf {
    out.join(format!("{}-{}", file_name(name), block_file::short(hash)))
}

/// Writes what a whole experiment says into its folder, the manifest last.
pub(crate) fn finish<R, S: ?Sized>(
    folder: &Path,
    kept: &Kept<'_, R, S>,
    files: Files<R, S>,
) -> Result<(), Refusal> {
    files.iter().try_for_each(|(name, write)| {
        Whole::claim(&folder.join(name))?.write(|out| write(kept, out))
    })
}

impl Archive {
    /// The blocks of an experiment in this folder, which is made unless it is there.
    pub(crate) fn open(folder: PathBuf, hash: &str, grid: Grid) -> Result<Self, Refusal> {
        let archive = Self { folder, hash: hash.to_owned(), grid };
        let blocks = archive.blocks_folder();
        fs::create_dir_all(&blocks).map_err(|error| cannot_be_made(&blocks, &error))?;
        sweep_up(&blocks);
        sweep_up(&archive.folder);
        Ok(archive)
    }

    /// Runs those blocks of a shard that are wanted.
    pub(crate) fn run(
        &self,
        blocks: &impl InBlocks,
        (shard, wanted): (u64, Wanted),
        watch: &dyn Work,
    ) -> Result<Came, Refusal> {
        let own = self.grid.blocks(shard);
        let to_run: Vec<Block> = match wanted {
            Wanted::Anew => own.clone(),
            Wanted::Missing => {
                let there = self.block_files()?;
                own.iter().filter(|block| !there.contains_key(block)).copied().collect()
            }
        };
        let all = to_run.iter().map(Block::number).sum();
        let mut before = 0;
        for &block in &to_run {
            let watch = Part { watch, before, of: all };
            let Some(numbers) = blocks.numbers(block, &watch)? else {
                return Ok(Came::Stopped { there: self.number_there(shard)?, of: own.len() });
            };
            self.put(block, &numbers)?;
            before += block.number();
        }
        Ok(Came::Through { run: to_run.len() })
    }

    /// Puts a block into its place, and takes away what stood for it under other names: what was
    /// damaged, and has now been run anew.
    fn put(&self, block: Block, numbers: &[Run]) -> Result<(), Refusal> {
        let folder = self.blocks_folder();
        let (name, bytes) = block_file::written(&self.hash, block, numbers);
        write(&folder.join(&name), &bytes)?;
        let entries = fs::read_dir(&folder).map_err(|error| cannot_be_read(&folder, &error))?;
        for entry in entries.flatten() {
            let other = entry.file_name();
            let other = other.to_string_lossy();
            let is_of_block = |stem| block_of(stem) == Some(block);
            if *other != *name && other.strip_suffix(block_file::ENDING).is_some_and(is_of_block) {
                // Whoever has taken it away before has done the same.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// How many blocks of a shard are there.
    pub(crate) fn number_there(&self, shard: u64) -> Result<usize, Refusal> {
        let there = self.block_files()?;
        Ok(self.grid.blocks(shard).iter().filter(|block| there.contains_key(block)).count())
    }

    /// How many blocks a shard has.
    pub(crate) fn number_of(&self, shard: u64) -> usize {
        self.grid.blocks(shard).len()
    }

    /// Whether all blocks of a shard are there.
    pub(crate) fn has_all_of(&self, shard: u64) -> Result<bool, Refusal> {
        Ok(self.number_there(shard)? == self.number_of(shard))
    }

    /// Puts the blocks of all shards together.
    ///
    /// # Errors
    /// Every file that is damaged, is of another experiment, or does not fit the plan, and every
    /// gap, by name.
    pub(crate) fn gather<'b, B: InBlocks>(&self, blocks: &'b B) -> Result<B::Kept<'b>, Refusal> {
        let (mut there, mut wrong) = (self.block_files()?, Vec::new());
        let mut sums = blocks.empty();
        let mut gaps: Vec<Block> = Vec::new();
        for block in self.grid.all_blocks() {
            let Some(file) = there.remove(&block) else {
                match gaps.last_mut() {
                    Some(gap) if gap.last + 1 == block.first => gap.last = block.last,
                    _ => gaps.push(block),
                }
                continue;
            };
            match self.read(&file) {
                Err(refusal) => wrong.push(refusal),
                Ok(numbers) => {
                    if !blocks.add(&mut sums, block, numbers) {
                        let shape = "holds sums of another shape than the experiment's";
                        wrong.push(refuse(&file, shape));
                    }
                }
            }
        }
        let stray = "overlaps other blocks: the plan has none of these replications";
        wrong.extend(there.values().map(|file| refuse(file, stray)));
        wrong.extend(gaps.iter().map(|gap| {
            let Block { first, last } = gap;
            refuse(&self.blocks_folder(), &format!("lacks replications {first} to {last}"))
        }));
        if !wrong.is_empty() {
            return Err(Refusal::Several(wrong));
        }
        Ok(sums)
    }

    /// The numbers in a block's file.
    fn read(&self, file: &Path) -> Result<Vec<Run>, Refusal> {
        let bytes = bytes_of(file)?;
        let block_file::Holds { name, numbers } =
            block_file::read(&bytes, &self.hash).map_err(|reason| refuse(file, &reason))?;
        if file.file_name().is_none_or(|own| *own != *name) {
            return Err(refuse(file, &format!("holds what should be named {name}")));
        }
        Ok(numbers)
    }

    /// The files of blocks, by what their names say.
    fn block_files(&self) -> Result<BTreeMap<Block, PathBuf>, Refusal> {
        let folder = self.blocks_folder();
        let cannot = |error: io::Error| cannot_be_read(&folder, &error);
        let mut files: BTreeMap<Block, PathBuf> = BTreeMap::new();
        let mut wrong = Vec::new();
        for entry in fs::read_dir(&folder).map_err(cannot)? {
            let file = entry.map_err(cannot)?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let Some(stem) = name.strip_suffix(block_file::ENDING) else { continue };
            match block_of(stem) {
                None => wrong.push(refuse(&file, "has no name of a block")),
                Some(block) => match files.get(&block) {
                    Some(other) => {
                        wrong.push(refuse(&file, &format!("overlaps {}", other.display())));
                    }
                    None => drop(files.insert(block, file.clone())),
                },
            }
        }
        if wrong.is_empty() { Ok(files) } else { Err(Refusal::Several(wrong)) }
    }

    fn blocks_folder(&self) -> PathBuf {
        self.folder.join("blocks")
    }
}

/// Watches a block as a part of all that is to be run.
struct Part<'a> {
    watch: &'a dyn Work,
    before: u64,
    of: u64,
}

impl Work for Part<'_> {
    fn progress(&self, stage: &str, done: u64, _: u64) {
        self.watch.progress(stage, self.before + done, self.of);
    }

    fn stopped(&self) -> bool {
        self.watch.stopped()
    }
}

/// The replications that a block's name tells.
fn block_of(stem: &str) -> Option<Block> {
    let mut parts = stem.split('-');
    let (first, last) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (parts.next().is_some() && parts.next().is_none() && first <= last)
        .then_some(Block { first, last })
}

/// A scenario's name as a part of a file's name.
fn file_name(name: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() { letter } else { '-' };
    let words: String = name.to_lowercase().chars().map(plain).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    words.join("-").chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_in_plain_letters() {
        assert_eq!(file_name("Spring campaign, Tuesday: 20 %"), "spring-campaign-tuesday-20");
        assert_eq!(file_name("../..//"), "");
        assert_eq!(file_name("Überlast"), "überlast");
        assert_eq!(file_name(&"a".repeat(300)).len(), 40);
    }

    #[test]
    fn a_blocks_name_tells_its_replications() {
        assert_eq!(block_of("00000003-00000009-ab"), Some(Block { first: 3, last: 9 }));
        for name in ["3-9", "9-3-ab", "a-b-c", "3-9-ab-cd", ""] {
            assert_eq!(block_of(name), None, "{name}");
        }
    }
}
