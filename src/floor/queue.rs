//! Waiting lines: one for each contact type, first come first served inside.
//!
//! Whoever abandons a **watched** line leaves it at once. In a line that is not watched the impatient
//! stay where they are, with the moment at which they went, until somebody looks at the head.

use crate::base::{Micros, TypeId};

/// No contact.
pub(crate) const NOBODY: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Link {
    before: u32,
    behind: u32,
    joined_at: Micros,
    /// When patience runs out, in a line that is not watched.
    gone_at: Micros,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    head: u32,
    tail: u32,
    length: u32,
    watched: bool,
}

/// All lines. Links stand beside the contacts' slots, so a contact leaves the middle of a line
/// without a search.
#[derive(Debug, Default)]
pub(crate) struct Queues {
    lines: Vec<Line>,
    links: Vec<Link>,
    waiting: u32,
    /// Patience that ran out before this moment has been noticed by the customer.
    gone_before: Micros,
}

impl Queues {
    /// Empties the lines: for each contact type, whether it is watched.
    pub(crate) fn clear(&mut self, watched: impl Iterator<Item = bool>) {
        self.lines.clear();
        let empty = |watched| Line { head: NOBODY, tail: NOBODY, length: 0, watched };
        self.lines.extend(watched.map(empty));
        self.links.clear();
        self.waiting = 0;
        self.gone_before = Micros::ZERO;
    }

    /// Whether any line is watched.
    #[must_use]
    pub(crate) fn are_watched(&self) -> bool {
        self.lines.iter().any(|line| line.watched)
    }

    /// Whether those who abandon a line leave it at once.
    #[inline]
    #[must_use]
    pub(crate) fn is_watched(&self, contact_type: TypeId) -> bool {
        self.lines[contact_type.index()].watched
    }

    /// Time has moved on: whose patience ran out before this moment is gone.
    pub(crate) fn patience_has_run_out(&mut self, before: Micros) {
        self.gone_before = before;
    }

    /// Whether a contact that stands in a line is gone.
    #[inline]
    #[must_use]
    pub(crate) fn is_gone(&self, slot: u32) -> bool {
        self.links[slot as usize].gone_at < self.gone_before
    }

    /// When a contact that stands in a line that is not watched loses patience.
    #[inline]
    #[must_use]
    pub(crate) fn gone_at(&self, slot: u32) -> Micros {
        self.links[slot as usize].gone_at
    }

    /// The first of a line, if he is gone.
    #[inline]
    #[must_use]
    pub(crate) fn gone_head(&self, contact_type: TypeId) -> Option<u32> {
        self.head(contact_type).filter(|&head| self.is_gone(head))
    }

    /// Puts a contact's slot at the end of a line, where he stays until then at the longest, if the
    /// line is not watched.
    #[inline]
    pub(crate) fn join(&mut self, contact_type: TypeId, slot: u32, now: Micros, gone_at: Micros) {
        let index = slot as usize;
        if self.links.len() <= index {
            let nowhere = Link {
                before: NOBODY,
                behind: NOBODY,
                joined_at: Micros::ZERO,
                gone_at: Micros::NEVER,
            };
            self.links.resize(index + 1, nowhere);
        }
        let line = &mut self.lines[contact_type.index()];
        self.links[index] = Link { before: line.tail, behind: NOBODY, joined_at: now, gone_at };
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
    #[inline]
    pub(crate) fn leave(&mut self, contact_type: TypeId, slot: u32) {
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
    #[inline]
    #[must_use]
    pub(crate) fn head(&self, contact_type: TypeId) -> Option<u32> {
        Some(self.lines[contact_type.index()].head).filter(|&slot| slot != NOBODY)
    }

    /// Who stands behind a contact.
    #[inline]
    #[must_use]
    pub(crate) fn behind(&self, slot: u32) -> Option<u32> {
        Some(self.links[slot as usize].behind).filter(|&behind| behind != NOBODY)
    }

    /// When a waiting contact joined.
    #[inline]
    #[must_use]
    pub(crate) fn joined_at(&self, slot: u32) -> Micros {
        self.links[slot as usize].joined_at
    }

    /// How many wait in a line.
    #[inline]
    #[must_use]
    pub(crate) fn length(&self, contact_type: TypeId) -> u32 {
        self.lines[contact_type.index()].length
    }

    /// How many wait in all lines.
    #[inline]
    #[must_use]
    pub(crate) fn waiting(&self) -> u32 {
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
        queues.clear([true].into_iter());
        for slot in [4, 2, 7] {
            queues.join(SALES, slot, Micros(u64::from(slot)), Micros::NEVER);
        }
        queues.leave(SALES, 2);
        assert_eq!(queues.head(SALES), Some(4));
        assert_eq!(queues.behind(4), Some(7));
        queues.leave(SALES, 7);
        queues.leave(SALES, 4);
        assert_eq!((queues.head(SALES), queues.waiting()), (None, 0));
    }
}
