//! Blocks of customer numbers: each has a stream of contacts of its own, so that who is won moves
//! nobody else's contacts.

use std::ops::Range;

/// The numbers of a block. Block 0 holds those at the start, blocks 1 and 2 an eighth as many each
/// (rounded up), and every later one twice the one before.
#[must_use]
pub(crate) fn block(at_start: u32, block: u32) -> Range<u32> {
    let eighth = at_start.div_ceil(8);
    let after_start = at_start + 1;
    match block {
        0 => 1..after_start,
        1 => after_start..after_start + eighth,
        _ => {
            let length = eighth << (block - 2);
            after_start + length..after_start + 2 * length
        }
    }
}

/// How many blocks, from block 0, hold a number up to `last`.
#[must_use]
pub(crate) fn blocks(at_start: u32, last: u32) -> u32 {
    let Some(joined) = last.checked_sub(at_start + 1) else { return 1 };
    // Blocks 1 to j hold an eighth times 2^(j - 1).
    let eighths = joined / at_start.div_ceil(8);
    2 + eighths.checked_ilog2().map_or(0, |doublings| doublings + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_lie_one_after_the_other_and_grow_as_stated() {
        // Case H-14 of the horizon.
        let lengths: Vec<usize> = (0..6).map(|j| block(1000, j).len()).collect();
        assert_eq!(lengths, [1000, 125, 125, 250, 500, 1000]);
        for at_start in [1, 7, 8, 9, 40_000] {
            assert_eq!(block(at_start, 0).start, 1);
            for j in 0..8 {
                assert_eq!(block(at_start, j).end, block(at_start, j + 1).start);
            }
        }
    }

    #[test]
    fn so_many_blocks_have_a_number() {
        for at_start in [1, 7, 8, 9, 1000] {
            for last in 0..5000 {
                let defined = (0..20).take_while(|&j| block(at_start, j).start <= last).count();
                assert_eq!(blocks(at_start, last), (defined as u32).max(1), "{at_start} {last}");
            }
        }
    }
}
