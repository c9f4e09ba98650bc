//! Waiting lines: one for each contact type, first come first served inside.

use crate::base::{Micros, TypeId};

/// No contact.
pub const NOBODY: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Link {
    before: u32,
    behind: u32,
    joined_at: Micros,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    head: u32,
    tail: u32,
    length: u32,
}

const EMPTY: Line = Line { head: NOBODY, tail: NOBODY, length: 0 };

/// All lines. Links stand beside the contacts' slots, so a contact leaves the middle of a line
/// without a search.
#[derive(Debug, Default)]
pub struct Queues {
    lines: Vec<Line>,
    links: Vec<Link>,
    waiting: u32,
}

impl Queues {
    /// Empties the lines of so many contact types.
    pub fn clear(&mut self, types: usize) {
        self.lines.clear();
        self.lines.resize(types, EMPTY);
        self.links.clear();
        self.waiting = 0;
    }

    /// Puts a contact's slot at the end of a line.
    pub fn join(&mut self, contact_type: TypeId, slot: u32, now: Micros) {
        let index = slot as usize;
        if self.links.len() <= index {
            let nowhere = Link { before: NOBODY, behind: NOBODY, joined_at: Micros::ZERO };
            self.links.resize(index + 1, nowhere);
        }
        let line = &mut self.lines[contact_type.index()];
        self.links[index] = Link { before: line.tail, behind: NOBODY, joined_at: now };
        if line.tail == NOBODY {
            line.head = slot;
        } else {
            self.links[line.tail as usize].behind = slot;
        }
        line.tail = slot;
        line.length += 1;
        self.waiting += 1;
    }

    /// Takes a contact's slot out of its line.
    pub fn leave(&mut self, contact_type: TypeId, slot: u32) {
        let Link { before, behind, .. } = self.links[slot as usize];
        let line = &mut self.lines[contact_type.index()];
        if before == NOBODY {
            line.head = behind;
        } else {
            self.links[before as usize].behind = behind;
        }
        if behind == NOBODY {
            line.tail = before;
        } else {
            self.links[behind as usize].before = before;
        }
        line.length -= 1;
        self.waiting -= 1;
    }

    /// Who has waited longest in a line.
    #[must_use]
    pub fn head(&self, contact_type: TypeId) -> Option<u32> {
        Some(self.lines[contact_type.index()].head).filter(|&slot| slot != NOBODY)
    }

    /// Who stands behind a contact.
    #[must_use]
    pub fn behind(&self, slot: u32) -> Option<u32> {
        Some(self.links[slot as usize].behind).filter(|&behind| behind != NOBODY)
    }

    /// When a waiting contact joined.
    #[must_use]
    pub fn joined_at(&self, slot: u32) -> Micros {
        self.links[slot as usize].joined_at
    }

    /// How many wait in a line.
    #[must_use]
    pub fn length(&self, contact_type: TypeId) -> u32 {
        self.lines[contact_type.index()].length
    }

    /// How many wait in all lines.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALES: TypeId = TypeId(0);

    #[test]
    fn a_contact_may_leave_from_the_middle() {
        let mut queues = Queues::default();
        queues.clear(1);
        for slot in [4, 2, 7] {
            queues.join(SALES, slot, Micros(u64::from(slot)));
        }
        queues.leave(SALES, 2);
        assert_eq!(queues.head(SALES), Some(4));
        assert_eq!(queues.behind(4), Some(7));
        queues.leave(SALES, 7);
        queues.leave(SALES, 4);
        assert_eq!((queues.head(SALES), queues.waiting()), (None, 0));
    }
}
