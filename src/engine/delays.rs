//! When waiting contacts become open to groups that take them only after a while.
//!
//! Contacts of a type reach an age in the order in which they joined, so one place in the line is
//! kept for each (type, length of delay): the first that has not reached it yet.

use super::model::Model;
use crate::base::{Micros, TypeId};
use crate::floor::queue::Queues;
use crate::floor::winner_tree::WinnerTree;

/// The next contact to reach each delay.
#[derive(Debug, Default)]
pub(super) struct Delays {
    /// By position in [`Model::delays`].
    next: Vec<Option<u32>>,
    times: WinnerTree,
    /// Positions of the first delay of each type, and one more.
    of_type: Vec<usize>,
}

impl Delays {
    pub(super) fn clear(&mut self, model: &Model) {
        self.next.clear();
        self.next.resize(model.delays.len(), None);
        self.times.clear(model.delays.len());
        self.of_type.clear();
        self.of_type.extend((0..=model.types.len()).map(|index| {
            model.delays.partition_point(|(contact_type, _)| contact_type.index() < index)
        }));
    }

    /// When the next delay is over.
    pub(super) fn earliest(&self) -> Micros {
        self.times.earliest()
    }

    /// The delay that is over first: its type, and whose it was. Moves on to the contact behind.
    pub(super) fn pass(&mut self, model: &Model, queues: &Queues) -> (TypeId, u32) {
        let position = self.times.winner();
        let slot = self.next[position].expect("a time that is not never belongs to a contact");
        self.point(model, queues, position, queues.behind(slot));
        (model.delays[position].0, slot)
    }

    /// A contact has joined its queue.
    pub(super) fn joined(
        &mut self,
        model: &Model,
        queues: &Queues,
        contact_type: TypeId,
        slot: u32,
    ) {
        for position in self.positions(contact_type) {
            if self.next[position].is_none() {
                self.point(model, queues, position, Some(slot));
            }
        }
    }

    /// A contact is about to leave its queue.
    pub(super) fn leaves(
        &mut self,
        model: &Model,
        queues: &Queues,
        contact_type: TypeId,
        slot: u32,
    ) {
        for position in self.positions(contact_type) {
            if self.next[position] == Some(slot) {
                self.point(model, queues, position, queues.behind(slot));
            }
        }
    }

    fn positions(&self, contact_type: TypeId) -> std::ops::Range<usize> {
        self.of_type[contact_type.index()]..self.of_type[contact_type.index() + 1]
    }

    fn point(&mut self, model: &Model, queues: &Queues, position: usize, slot: Option<u32>) {
        let after = model.delays[position].1;
        let time = slot.map_or(Micros::NEVER, |slot| queues.joined_at(slot) + after);
        self.next[position] = slot;
        self.times.set(position, time);
    }
}
