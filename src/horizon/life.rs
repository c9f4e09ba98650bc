//! One customer's life, for whoever wants to be told of it: what happened in his contacts, and how
//! he stood after the nights.

use crate::base::{Date, Micros};
use crate::customers::{Base, Standing};
use crate::engine::Model;
use crate::floor::contact::{Contact, Who};
use crate::floor::happening::{Happening, Observer};

use super::calendar::Calendar;

/// Something that a customer lived through; days are places in the calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lived {
    Happened {
        day: usize,
        at: Micros,
        contact: Contact,
        happening: Happening,
    },
    /// After a day on which he had a contact.
    Night {
        day: usize,
        standing: Standing,
    },
    /// He bought: from the next day on he is a customer.
    Joined {
        day: usize,
    },
    /// He is absent from the next day on.
    Left {
        day: usize,
    },
}

/// Listens for one customer.
#[derive(Debug)]
pub(crate) struct Life {
    number: u32,
    /// The day under way.
    day: usize,
    /// By slot of the day: whether it is his.
    slots: Vec<bool>,
    called_today: bool,
    /// Whether the number was given to somebody, and whether he is still there.
    has_joined: bool,
    was_present: bool,
    pub(crate) lived: Vec<Lived>,
}

impl Life {
    /// Of the customer of a number; those at the start are there from the first morning on.
    pub(crate) fn of(number: u32, at_start: u32) -> Self {
        Self {
            number,
            day: 0,
            slots: Vec::new(),
            called_today: false,
            has_joined: number <= at_start,
            was_present: number <= at_start,
            lived: Vec::new(),
        }
    }

    /// A day begins.
    pub(super) fn begin(&mut self, day: usize) {
        self.day = day;
        self.slots.clear();
        self.called_today = false;
    }

    /// The night after it is over.
    pub(super) fn night(&mut self, base: &Base) {
        let day = self.day;
        let standing = base.standing(self.number);
        // Who has had enough on the day on which he buys joins and leaves in one night.
        let joins = !self.has_joined && self.number <= base.filled();
        if joins {
            self.has_joined = true;
            self.lived.push(Lived::Joined { day });
        }
        match (self.was_present || joins, standing) {
            (true, None) => self.lived.push(Lived::Left { day }),
            (true, Some(standing)) if self.called_today && !joins => {
                self.lived.push(Lived::Night { day, standing });
            }
            _ => {}
        }
        self.was_present = standing.is_some();
    }
}

impl Observer for Life {
    fn belongs(&mut self, contact: &Contact, who: Who) {
        let is_his = who == Who::Customer(self.number);
        let slot = contact.customer as usize;
        if slot == self.slots.len() {
            self.slots.push(is_his);
        } else {
            self.slots[slot] = is_his;
        }
        self.called_today |= is_his;
    }

    fn hear(&mut self, at: Micros, contact: &Contact, happening: Happening) {
        if self.slots[contact.customer as usize] {
            let (day, contact) = (self.day, *contact);
            self.lived.push(Lived::Happened { day, at, contact, happening });
        }
    }
}

impl Calendar {
    /// The date of a day, by its place.
    pub(crate) fn date(&self, day: usize) -> Date {
        self.days[day].date
    }

    /// What an open day is played with.
    pub(crate) fn model(&self, day: usize) -> &Model {
        let model = self.days[day].open.as_ref().map_or(0, |open| open.model);
        &self.models[model]
    }
}
