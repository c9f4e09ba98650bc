//! The earliest of many times, one for each agent, type or delay.
//!
//! A tournament: every inner node holds the smaller of its two children. The path of an update is
//! fixed by the leaf's number, so there is no branch on the data; a key is one word, time above
//! and number below, so one comparison orders by time and settles ties by number.

use crate::base::Micros;

/// Bits of a key that hold the number.
const NUMBER_BITS: u32 = 16;
/// More leaves than this do not fit a key.
pub const MOST_LEAVES: usize = 1 << NUMBER_BITS;
const NEVER: u64 = u64::MAX;

/// A time for each of a fixed number of leaves.
#[derive(Clone, Debug, Default)]
pub(super) struct WinnerTree {
    /// Node 1 is the root, node i has the children 2i and 2i + 1, the second half are the leaves.
    nodes: Vec<u64>,
    /// The root again, where it is read without a detour.
    first: u64,
}

impl WinnerTree {
    /// So many leaves, all never.
    pub(super) fn clear(&mut self, leaves: usize) {
        assert!(leaves <= MOST_LEAVES, "scenarios are checked to have fewer agents");
        self.nodes.clear();
        self.nodes.resize(2 * leaves.next_power_of_two().max(1), NEVER);
        self.first = NEVER;
    }

    /// Sets the time of a leaf.
    pub(super) fn set(&mut self, leaf: usize, time: Micros) {
        let nodes = self.nodes.as_mut_slice();
        // A power of two: masking changes no index, but spares the check of each.
        let Some(mask) = nodes.len().checked_sub(1) else { return };
        let mut node = nodes.len() / 2 + leaf;
        // What does not fit a key, nine years from opening and later, is never.
        let fits = time.0 >> (u64::BITS - NUMBER_BITS) == 0;
        let mut winner = if fits { time.0 << NUMBER_BITS | leaf as u64 } else { NEVER };
        nodes[node & mask] = winner;
        while node > 1 {
            winner = winner.min(nodes[(node ^ 1) & mask]);
            node /= 2;
            nodes[node & mask] = winner;
        }
        self.first = winner;
    }

    /// The earliest time of all.
    pub(super) fn earliest(&self) -> Micros {
        if self.first == NEVER { Micros::NEVER } else { Micros(self.first >> NUMBER_BITS) }
    }

    /// The leaf with the earliest time, the lowest number among equals. Only meaningful when that
    /// time is not never.
    pub(super) fn winner(&self) -> usize {
        (self.first & (MOST_LEAVES as u64 - 1)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_wins_whatever_the_number_of_leaves() {
        for leaves in [1, 2, 4, 5, 16, 17, 64, 65, 300] {
            let mut tree = WinnerTree::default();
            tree.clear(leaves);
            for leaf in 0..leaves {
                tree.set(leaf, Micros(1000 + (leaf * 7919 % leaves) as u64));
            }
            for turn in 0..leaves as u64 {
                assert_eq!(tree.earliest(), Micros(1000 + turn), "{leaves} leaves");
                tree.set(tree.winner(), Micros::NEVER);
            }
            assert!(tree.earliest().is_never());
        }
    }

    #[test]
    fn the_earliest_wins_and_a_tie_goes_to_the_lowest_number() {
        let mut tree = WinnerTree::default();
        tree.clear(5);
        assert!(tree.earliest().is_never());
        tree.set(4, Micros(7));
        tree.set(1, Micros(9));
        assert_eq!((tree.earliest(), tree.winner()), (Micros(7), 4));
        tree.set(2, Micros(7));
        assert_eq!(tree.winner(), 2);
        tree.set(2, Micros::NEVER);
        tree.set(4, Micros(10));
        assert_eq!((tree.earliest(), tree.winner()), (Micros(9), 1));
    }
}
