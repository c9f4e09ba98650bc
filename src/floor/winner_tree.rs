//! The earliest of many times, one for each agent, group, type or delay.
//!
//! A tournament: every inner node holds the smaller of its two children. The path of an update is
//! fixed by the leaf's number, so there is no branch on the data; a key is one word, time above
//! and number below, so one comparison orders by time and settles ties by number.

use crate::base::Micros;

/// Bits of a key that hold the number.
const NUMBER_BITS: u32 = 16;
/// More leaves than this do not fit a key.
pub const MOST_LEAVES: usize = 1 << NUMBER_BITS;

/// A time and a number in one word; the order of words is that of times, then of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn(u64);

impl Turn {
    /// Later than everything.
    pub const NEVER: Self = Self(u64::MAX);

    /// The turn of a number at a time. What does not fit, nine years from opening and later, is
    /// never.
    #[must_use]
    pub const fn at(time: Micros, number: usize) -> Self {
        let fits = time.0 >> (u64::BITS - NUMBER_BITS) == 0;
        if fits { Self(time.0 << NUMBER_BITS | number as u64) } else { Self::NEVER }
    }

    /// Before everybody's turn at a time that is reached.
    #[must_use]
    pub const fn before_all(time: Micros) -> Self {
        debug_assert!(time.0 >> (u64::BITS - NUMBER_BITS) == 0);
        Self(time.0 << NUMBER_BITS)
    }

    /// The turn after this one at the earliest.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Whether this is later than everything.
    #[must_use]
    pub fn is_never(self) -> bool {
        self == Self::NEVER
    }

    /// When; of never a time that no day reaches.
    #[must_use]
    pub const fn time_or_late(self) -> Micros {
        Micros(self.0 >> NUMBER_BITS)
    }

    /// When.
    #[must_use]
    pub const fn time(self) -> Micros {
        if self.0 == u64::MAX { Micros::NEVER } else { Micros(self.0 >> NUMBER_BITS) }
    }

    /// Whose; only meaningful when the time is not never.
    #[must_use]
    pub const fn number(self) -> usize {
        (self.0 & (MOST_LEAVES as u64 - 1)) as usize
    }
}

/// A time for each of a fixed number of leaves.
#[derive(Clone, Debug)]
pub struct WinnerTree {
    /// Node 1 is the root, node i has the children 2i and 2i + 1, the second half are the leaves.
    nodes: Vec<Turn>,
    /// The root again, where it is read without a detour.
    first: Turn,
}

impl Default for WinnerTree {
    fn default() -> Self {
        Self { nodes: Vec::new(), first: Turn::NEVER }
    }
}

impl WinnerTree {
    /// So many leaves, all never.
    ///
    /// # Panics
    /// If there are more than [`MOST_LEAVES`].
    pub fn clear(&mut self, leaves: usize) {
        assert!(leaves <= MOST_LEAVES, "scenarios are checked to have fewer agents");
        self.nodes.clear();
        self.nodes.resize(2 * leaves.next_power_of_two().max(1), Turn::NEVER);
        self.first = Turn::NEVER;
    }

    /// Sets the time of a leaf.
    pub fn set(&mut self, leaf: usize, time: Micros) {
        self.put(leaf, Turn::at(time, leaf));
    }

    /// Sets a leaf's turn, whatever number it bears.
    #[inline]
    pub fn put(&mut self, leaf: usize, turn: Turn) {
        let nodes = self.nodes.as_mut_slice();
        // A power of two: masking changes no index, but spares the check of each.
        let Some(mask) = nodes.len().checked_sub(1) else { return };
        let mut node = nodes.len() / 2 + leaf;
        let mut winner = turn;
        nodes[node & mask] = winner;
        while node > 1 {
            winner = winner.min(nodes[(node ^ 1) & mask]);
            node /= 2;
            nodes[node & mask] = winner;
        }
        self.first = winner;
    }

    /// A leaf's turn.
    #[must_use]
    pub fn turn(&self, leaf: usize) -> Turn {
        self.nodes[self.nodes.len() / 2 + leaf]
    }

    /// The earliest turn of all.
    #[must_use]
    pub fn first(&self) -> Turn {
        self.first
    }

    /// The earliest time of all.
    #[must_use]
    pub fn earliest(&self) -> Micros {
        self.first.time()
    }

    /// The leaf with the earliest time, the lowest number among equals. Only meaningful when that
    /// time is not never.
    #[must_use]
    pub fn winner(&self) -> usize {
        self.first.number()
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
