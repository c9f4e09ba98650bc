//! Work that a day leaves to a later one: whose it is, and on which day it comes.

use crate::base::{Micros, TypeId};
use crate::customers::Buyers;
use crate::engine::beyond::Pending as Left;
use crate::floor::contact::{Contact, Who};

/// Of a calendar day.
const DAY: u64 = 24 * 3600 * 1_000_000;

/// A contact that comes on a later day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waits {
    /// Place of its day in the calendar.
    pub(super) day: usize,
    pub(super) left: Left,
    pub(super) who: Who,
}

/// All that is to come, in the order in which it was left.
#[derive(Clone, Debug, Default)]
pub(super) struct Pending {
    waits: Vec<Waits>,
}

impl Pending {
    pub(super) fn clear(&mut self) {
        self.waits.clear();
    }

    /// All that another has, each of the type of the same name here; a contact of a type that is
    /// not here any more is nobody's to take.
    pub(super) fn clone_for(&mut self, other: &Self, type_here: impl Fn(TypeId) -> Option<TypeId>) {
        self.waits.clear();
        for waits in &other.waits {
            let Contact { contact_type, first_type, handed_over_from, .. } = waits.left.contact;
            if let (Some(contact_type), Some(first_type), Some(handed_over_from)) =
                (type_here(contact_type), type_here(first_type), type_here(handed_over_from))
            {
                let contact =
                    Contact { contact_type, first_type, handed_over_from, ..waits.left.contact };
                self.waits.push(Waits { left: Left { contact, ..waits.left }, ..*waits });
            }
        }
    }

    /// How many are to come.
    pub(super) fn number(&self) -> u64 {
        self.waits.len() as u64
    }

    /// A day leaves something over: it comes on the day on which it is due, at least the next one,
    /// and the next open one then. `opens` is when the day opened, since midnight.
    pub(super) fn leave(
        &mut self,
        (left, who): (Left, Who),
        (today, opens): (usize, Micros),
        is_open: impl Fn(usize) -> bool,
    ) {
        // Whatever is due after so many days comes after every last day.
        let later = (opens.0.saturating_add(left.at.0) / DAY).clamp(1, 1 << 32) as usize;
        let mut day = today + later;
        while !is_open(day) {
            day += 1;
        }
        self.waits.push(Waits { day, left, who });
    }

    /// The types of all that is to come.
    pub(super) fn types(&self) -> impl Iterator<Item = TypeId> {
        self.waits.iter().map(|waits| waits.left.contact.contact_type)
    }

    /// Takes out what comes on a day, in the order in which it was left.
    pub(super) fn take(&mut self, today: usize, out: &mut Vec<Waits>) {
        out.clear();
        self.waits.retain(|waits| {
            let comes = waits.day == today;
            if comes {
                out.push(*waits);
            }
            !comes
        });
    }

    /// What was pending under the root of a prospect who became a customer is his.
    pub(super) fn hand_over(&mut self, buyers: &Buyers) {
        for waits in &mut self.waits {
            if let Who::Prospect(root) | Who::Referred(root) = waits.who
                && let Some(number) = buyers.number_of(root)
            {
                waits.who = Who::Customer(number);
            }
        }
    }
}
