//! When the patience of waiting contacts runs out.
//!
//! A binary heap that knows where each contact's entry stands, so that an answered contact is
//! struck out at once: no stale entries, and the number of entries is the number waiting.

use crate::base::Micros;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    due: Micros,
    /// Settles ties: contact type, then contact address.
    order: (u32, u64),
    slot: u32,
}

/// Deadlines of waiting contacts, the earliest first.
#[derive(Debug, Default)]
pub(super) struct Deadlines {
    heap: Vec<Entry>,
    /// Position in the heap by slot.
    positions: Vec<u32>,
}

impl Deadlines {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.heap.clear();
    }

    /// Books the deadline of a contact's slot.
    pub(super) fn add(&mut self, due: Micros, order: (u32, u64), slot: u32) {
        if self.positions.len() <= slot as usize {
            self.positions.resize(slot as usize + 1, 0);
        }
        self.heap.push(Entry { due, order, slot });
        self.rise(self.heap.len() - 1);
    }

    /// Strikes out the deadline of a contact, if it has one.
    pub(super) fn remove(&mut self, slot: u32) {
        let Some(&position) = self.positions.get(slot as usize) else { return };
        let position = position as usize;
        // The position of one who never had a deadline may be anybody's.
        if self.heap.get(position).is_none_or(|entry| entry.slot != slot) {
            return;
        }
        self.heap.swap_remove(position);
        if position < self.heap.len() {
            self.sink(position);
            self.rise(position);
        }
    }

    /// The earliest deadline.
    pub(super) fn earliest(&self) -> Micros {
        self.heap.first().map_or(Micros::NEVER, |entry| entry.due)
    }

    /// Whose deadline is earliest.
    pub(super) fn first(&self) -> Option<u32> {
        self.heap.first().map(|entry| entry.slot)
    }

    fn rise(&mut self, mut position: usize) {
        let entry = self.heap[position];
        while position > 0 {
            let parent = (position - 1) / 2;
            if self.heap[parent] <= entry {
                break;
            }
            self.put(position, self.heap[parent]);
            position = parent;
        }
        self.put(position, entry);
    }

    fn sink(&mut self, mut position: usize) {
        let entry = self.heap[position];
        loop {
            let left = 2 * position + 1;
            let Some(&first) = self.heap.get(left) else { break };
            let (child, smaller) = match self.heap.get(left + 1) {
                Some(&second) if second < first => (left + 1, second),
                _ => (left, first),
            };
            if entry <= smaller {
                break;
            }
            self.put(position, smaller);
            position = child;
        }
        self.put(position, entry);
    }

    fn put(&mut self, position: usize, entry: Entry) {
        self.heap[position] = entry;
        self.positions[entry.slot as usize] = position as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn deadlines_come_in_order_whoever_is_struck_out(
            dues in proptest::collection::vec(0_u64..50, 1..60),
            struck in proptest::collection::vec(any::<bool>(), 60),
        ) {
            let mut deadlines = Deadlines::default();
            for (slot, &due) in dues.iter().enumerate() {
                deadlines.add(Micros(due), (0, slot as u64), slot as u32);
            }
            let mut expected = Vec::new();
            for (slot, &due) in dues.iter().enumerate() {
                if struck[slot] {
                    deadlines.remove(slot as u32);
                } else {
                    expected.push((due, slot as u32));
                }
            }
            expected.sort_unstable();
            for (due, slot) in expected {
                prop_assert_eq!(deadlines.earliest(), Micros(due));
                prop_assert_eq!(deadlines.first(), Some(slot));
                deadlines.remove(slot);
            }
            prop_assert!(deadlines.earliest().is_never());
        }
    }
}
