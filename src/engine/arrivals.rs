//! Fresh contacts of all types in the order of arrival, an interval at a time.
//!
//! The number of contacts of a type in an interval is drawn from (type, interval); contact k draws
//! its place and its work from its own address, and places are then put in order. So more volume
//! adds contacts and moves none.
//!
//! Method: `docs/methods/random-streams.md`.

use super::model::{Model, TypeModel};
use crate::base::rounding::round_half_even;
use crate::base::{Micros, TypeId};
use crate::random::{Address, Key, Purpose, fill_places_and_handles, poisson, uniform};

/// The contacts still to come.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    /// The interval that was drawn last, and when it begins.
    interval: usize,
    begins: Micros,
    /// Its contacts in the order of arrival, one word each: place in the interval above, position
    /// below; so equal places are settled by position.
    words: Vec<u64>,
    /// How many have arrived.
    taken: usize,
    /// Talk in seconds, by position: contacts stand by type, then by number.
    talk: Vec<f64>,
    /// Contact type by position.
    types: Vec<TypeId>,
    /// The first position of each type.
    firsts: Vec<usize>,
    places: Vec<f64>,
    /// Busyness by factor and interval, row by row.
    busyness: Vec<f64>,
    /// When the next contact reaches us.
    next: Micros,
}

/// An interval is at most an hour: its microseconds fit the upper half of a word.
const PLACE_BITS: u32 = 32;

/// Contacts that reach us in one interval, of all types, are fewer than this: the lower half of a
/// word holds a type of a thousand and their number, and memory has an end. Scenarios are checked
/// to expect half as many; what busyness asks for beyond does not arrive.
const MOST_IN_AN_INTERVAL: usize = 1 << 22;

/// A fresh contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    pub(super) contact_type: TypeId,
    pub(super) interval: usize,
    /// From 1.
    pub(super) number: u32,
    pub(super) talk_seconds: f64,
}

impl Arrivals {
    /// Draws the day's busyness and the first arrivals.
    pub(super) fn clear(&mut self, model: &Model, key: Key) {
        self.busyness.clear();
        self.busyness.resize(model.factors.len() * model.intervals, 1.0);
        for ((owner, factor), row) in
            model.factors.iter().zip(self.busyness.chunks_exact_mut(model.intervals))
        {
            factor.multiply(key, *owner, row);
        }
        self.draw_from(model, key, 0);
    }

    /// When the next contact reaches us.
    pub(super) fn earliest(&self) -> Micros {
        self.next
    }

    /// The type and the address of the next contact.
    pub(super) fn next_address(&self, model: &Model) -> (TypeId, Address) {
        let (contact_type, number) = self.type_and_number(self.position(self.taken));
        let owner = model.contact_type(contact_type).owner;
        (contact_type, Address::new(owner, self.interval as u16, number))
    }

    /// Takes the next contact.
    #[inline]
    pub(super) fn take(&mut self, model: &Model, key: Key) -> Arrival {
        let position = self.position(self.taken);
        let (contact_type, number) = self.type_and_number(position);
        let talk_seconds = self.talk[position];
        let arrival = Arrival { contact_type, interval: self.interval, number, talk_seconds };
        self.taken += 1;
        match self.words.get(self.taken) {
            Some(word) => self.next = self.time_of(*word),
            None => self.draw_from(model, key, self.interval + 1),
        }
        arrival
    }

    /// The position of the contact that arrives after so many.
    fn position(&self, taken: usize) -> usize {
        self.words[taken] as u32 as usize
    }

    /// Draws the first interval with contacts, from one on.
    fn draw_from(&mut self, model: &Model, key: Key, from: usize) {
        self.taken = 0;
        self.next = Micros::NEVER;
        for interval in from..model.intervals {
            self.interval = interval;
            self.begins = Micros(interval as u64 * model.interval.0);
            self.words.clear();
            self.types.clear();
            self.firsts.clear();
            for (index, own) in model.types.iter().enumerate() {
                self.draw(model, key, index, own);
            }
            self.words.sort_unstable();
            if let Some(&first) = self.words.first() {
                self.next = self.time_of(first);
                return;
            }
        }
    }

    /// Draws the contacts of a type in the interval.
    fn draw(&mut self, model: &Model, key: Key, index: usize, own: &TypeModel) {
        let first = self.types.len();
        let room = MOST_IN_AN_INTERVAL - 1 - first;
        let count = self.count(model, key, own).min(room);
        self.firsts.push(first);
        self.types.resize(first + count, TypeId(index as u32));
        self.talk.resize(self.talk.len().max(first + count), 0.0);
        self.places.resize(count, 0.0);
        let talk = &mut self.talk[first..first + count];
        let interval = self.interval as u16;
        fill_places_and_handles(key, own.owner, interval, &mut self.places, talk);
        own.talk.fill(talk);
        let factor = own.talk_factors[self.interval];
        if factor.total_cmp(&1.0).is_ne() {
            for seconds in talk.iter_mut() {
                *seconds *= factor;
            }
        }
        let word = |place: u64, position: u64| place << PLACE_BITS | position;
        if let Some(times) = &own.times {
            let start = self.begins.0;
            let inside = given_in(times, model, self.interval).iter().zip(first as u64..);
            let words = inside.map(|(at, position)| word(at.0 - start, position));
            self.words.extend(words.take(count));
            return;
        }
        let length = model.interval.0 as f64;
        // Below the interval's length, since a uniform number is below 1 by 2^-53.
        let places = self.places.iter().zip(first as u64..);
        self.words.extend(places.map(|(place, position)| word((place * length) as u64, position)));
    }

    /// The number of fresh contacts of a type in the interval.
    fn count(&self, model: &Model, key: Key, own: &TypeModel) -> usize {
        if let Some(times) = &own.times {
            return given_in(times, model, self.interval).len();
        }
        let expected = own.expected[self.interval];
        if expected == 0.0 {
            return 0;
        }
        let factors = own.factors.iter();
        let factor: f64 =
            factors.map(|factor| self.busyness[factor * model.intervals + self.interval]).product();
        let mean = (expected * factor).min(2.0 * MOST_IN_AN_INTERVAL as f64);
        if own.exact_counts {
            return round_half_even(mean) as usize;
        }
        if mean == 0.0 {
            return 0;
        }
        let address = Address::new(own.owner, self.interval as u16, 0);
        poisson(mean, uniform(key, address, Purpose::Count)) as usize
    }

    /// The type at a position, and the number (from 1) among that type's contacts of the interval.
    fn type_and_number(&self, position: usize) -> (TypeId, u32) {
        let contact_type = self.types[position];
        (contact_type, (position - self.firsts[contact_type.index()]) as u32 + 1)
    }

    fn time_of(&self, word: u64) -> Micros {
        Micros(self.begins.0 + (word >> PLACE_BITS))
    }
}

/// The given arrivals of an interval.
fn given_in<'t>(times: &'t [Micros], model: &Model, interval: usize) -> &'t [Micros] {
    let until = |index: usize| times.partition_point(|at| at.0 < index as u64 * model.interval.0);
    &times[until(interval)..until(interval + 1)]
}
