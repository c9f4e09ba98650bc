//! One block of replications as a file: a line that says what it is, then its sums.
//!
//! A block's name says which replications it has and what it holds, so that two files of one name
//! hold the same.

use sha2::{Digest, Sha256};

use crate::base::tape::Run;
use crate::experiment::run::blocks::Block;

/// What every block begins with; the number is raised when the layout changes.
const MARK: &str = "switchroom block 2";
/// Letters of a hash in a file's name.
const SHORT: usize = 16;
/// The end of every block's name.
pub(super) const ENDING: &str = ".block";

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Holds {
    /// The name that such a file has.
    pub(super) name: String,
    /// As long as its file, whatever they claim.
    pub(super) numbers: Vec<Run>,
}

/// A block's file: its name and its bytes.
pub(super) fn written(plan: &str, block: Block, numbers: &[Run]) -> (String, Vec<u8>) {
    let sums = postcard::to_allocvec(numbers).expect("numbers can always be written");
    let hash = hash_of(&sums);
    let head = format!("{MARK}\n{plan} {} {} {hash}\n", block.first, block.last);
    (name(block, &hash), [head.into_bytes(), sums].concat())
}

/// What such a file holds.
///
/// # Errors
/// What is wrong with the file, to be said after its name.
pub(super) fn read(bytes: &[u8], plan: &str) -> Result<Holds, String> {
    let not_one = || "is no block of an experiment".to_owned();
    let (mark, rest) = line(bytes).ok_or_else(not_one)?;
    let (head, sums) = line(rest).ok_or_else(not_one)?;
    if mark != MARK {
        return Err(not_one());
    }
    let words: Vec<&str> = head.split(' ').collect();
    let [own_plan, first, last, hash] = words[..] else { return Err(not_one()) };
    if own_plan != plan {
        return Err(format!(
            "belongs to another experiment: its plan is {}, not {}",
            short(own_plan),
            short(plan)
        ));
    }
    let damaged = || "is damaged: its sums are not those that were written".to_owned();
    if hash_of(sums) != hash {
        return Err(damaged());
    }
    let (Ok(first), Ok(last)) = (first.parse(), last.parse()) else { return Err(damaged()) };
    // What is left behind the last run is as wrong as a run too few.
    let (numbers, rest): (Vec<Run>, &[u8]) =
        postcard::take_from_bytes(sums).map_err(|_| damaged())?;
    if !rest.is_empty() {
        return Err(damaged());
    }
    Ok(Holds { name: name(Block { first, last }, hash), numbers })
}

fn name(block: Block, hash: &str) -> String {
    format!("{:08}-{:08}-{}{ENDING}", block.first, block.last, short(hash))
}

/// The start of a hash, enough to tell it from others.
pub(super) fn short(hash: &str) -> &str {
    hash.get(..SHORT).unwrap_or(hash)
}

fn hash_of(sums: &[u8]) -> String {
    format!("{:x}", Sha256::digest(sums))
}

fn line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    Some((str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: Block = Block { first: 3, last: 9 };

    fn file() -> Vec<u8> {
        written("abc", BLOCK, &[(2, 5), (0, -(1 << 90)), (1, 7), (1, 0)]).1
    }

    #[test]
    fn what_is_written_is_read_again() {
        for numbers in [vec![], vec![(0, 0)], vec![(2, 5), (0, -(1 << 90))], vec![(0, i128::MIN)]] {
            let (name, bytes) = written("abc", BLOCK, &numbers);
            assert!(name.starts_with("00000003-00000009-"), "{name}");
            assert_eq!(read(&bytes, "abc"), Ok(Holds { name, numbers }));
        }
    }

    #[test]
    fn another_plan_and_every_damage_are_refused() {
        assert!(read(&file(), "abd").unwrap_err().contains("another experiment"));
        for cut in 0..file().len() {
            assert!(read(&file()[..cut], "abc").is_err(), "cut at {cut}");
        }
        let sums = file().iter().rposition(|&byte| byte == b'\n').unwrap();
        for at in sums + 1..file().len() {
            let mut bytes = file();
            bytes[at] ^= 1;
            assert_eq!(
                read(&bytes, "abc").unwrap_err(),
                "is damaged: its sums are not those that were written"
            );
        }
        assert!(read(b"", "abc").unwrap_err().contains("no block"));
    }

    /// A file of these bytes, with the hash that they have.
    fn forged(sums: &[u8]) -> Vec<u8> {
        let head = format!("{MARK}\nabc 3 9 {}\n", hash_of(sums));
        [head.into_bytes(), sums.to_vec()].concat()
    }

    #[test]
    fn a_forged_length_is_refused_without_room_for_it() {
        // A list of 2^60 runs, and then none.
        let mut endless = postcard::to_allocvec(&(1_u64 << 60)).unwrap();
        assert!(read(&forged(&endless), "abc").unwrap_err().contains("is damaged"));
        endless.extend([0, 0]);
        assert!(read(&forged(&endless), "abc").is_err());
        // 2^60 zeros in one run are as long as they are written.
        let zeros = postcard::to_allocvec(&[(1_u64 << 60, 0_i128)][..]).unwrap();
        assert_eq!(read(&forged(&zeros), "abc").unwrap().numbers, [(1 << 60, 0)]);
        assert!(read(&forged(&[&zeros[..], &[0]].concat()), "abc").is_err(), "a byte too many");
    }
}
