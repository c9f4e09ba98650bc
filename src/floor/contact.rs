//! A contact: one attempt by a customer to reach us, or one leg of it.

use crate::base::{Micros, TypeId};
use crate::random::Address;

/// Where a contact came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The customer's own idea.
    Fresh,
    /// Lost before, calling again.
    Redial,
    /// Not resolved before, calling again.
    Repeat,
    /// A sale was over-promised.
    Complaint,
    /// Handed over by an agent who saw a need; not offered again.
    Leg,
}

/// Whose contact it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody who is known beyond the day.
    Nobody,
    /// The customer of that number, from 1.
    Customer(u32),
    /// Not a customer yet: known by the address of the chain he began with, his root.
    Prospect(Address),
    /// The same of one whom a customer sent.
    Referred(Address),
}

/// One attempt, or one leg.
///
/// It carries addresses, not fates: whatever is drawn for it is drawn from its own address, or
/// from the chain's for what a redial keeps, so that it is the same customer under every variant.
#[derive(Clone, Copy, Debug)]
pub struct Contact {
    /// Its own address.
    pub address: Address,
    /// The address of the chain's first attempt: work, need and sale are drawn here.
    pub chain: Address,
    /// Where its patience is drawn: its own address, or that of an earlier attempt that a redial
    /// keeps it from.
    pub patience: Address,
    /// The type whose queue it is for.
    pub contact_type: TypeId,
    /// The type of the chain's first attempt, to which sales, needs and losses are booked.
    pub first_type: TypeId,
    /// The type it was answered at before it was handed over; for all but legs its own type.
    pub handed_over_from: TypeId,
    /// Interval of arrival (a leg keeps that of its contact).
    pub interval: u32,
    /// Interval of arrival of the chain's first attempt.
    pub first_interval: u32,
    /// Slot of the customer.
    pub customer: u32,
    /// 1 for the chain's first attempt.
    pub attempt: u32,
    pub origin: Origin,
    /// When it reached us (a leg: when it was handed over).
    pub offered_at: Micros,
    /// Waits of the chain's earlier attempts.
    pub waited_before: Micros,
    /// Talk at standard speed, in seconds.
    pub talk_seconds: f64,
}

impl Contact {
    /// Whether this is a leg of a contact that was answered before.
    #[must_use]
    pub fn is_leg(&self) -> bool {
        self.origin == Origin::Leg
    }
}

/// Contacts in slots that are used again, so that a day allocates nothing once it has grown.
#[derive(Debug, Default)]
pub struct Contacts {
    slots: Vec<Contact>,
    free: Vec<u32>,
}

impl Contacts {
    /// Forgets all contacts.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.free.clear();
    }

    /// Stores a contact and gives its slot.
    #[inline]
    pub fn add(&mut self, contact: &Contact) -> u32 {
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = *contact;
            return slot;
        }
        self.slots.push(*contact);
        (self.slots.len() - 1) as u32
    }

    /// Takes a contact out and gives its slot back.
    #[inline]
    pub fn take(&mut self, slot: u32) -> Contact {
        self.free.push(slot);
        self.slots[slot as usize]
    }

    /// The contact in a slot.
    #[must_use]
    pub fn get(&self, slot: u32) -> &Contact {
        &self.slots[slot as usize]
    }
}
