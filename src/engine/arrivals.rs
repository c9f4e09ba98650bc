//! Fresh contacts of all types in the order of arrival, an interval at a time.
//!
//! The number of contacts of a type in an interval is drawn from (type, interval); contact k draws
//! its place and its work from its own address, and places are then put in order. So more volume
//! adds contacts and moves none.
//!
//! Method: `docs/methods/random-streams.md`.

use super::by_place::{ByPlace, PLACE_BITS};
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
    /// Its contacts in the order of arrival, one word each: place in the interval, type, number
    /// among the type's contacts (from 1); so equal places are settled by type and number.
    words: Vec<u64>,
    order: ByPlace,
    /// How many have arrived.
    taken: usize,
    /// Talk in seconds, by type and number.
    talk: Vec<f64>,
    /// The place before each type's first in `talk`.
    before: Vec<usize>,
    places: Vec<f64>,
    /// Busyness by factor and interval, row by row.
    busyness: Vec<f64>,
    /// When the next contact reaches us.
    next: Micros,
    /// Whether an interval was to have more contacts than it takes.
    pub(super) are_cut: bool,
}

/// An interval is at most an hour: its microseconds fit the upper half of a word. A scenario has at most a thousand types: the lower half holds their number and this.
const NUMBER_BITS: u32 = 22;

/// Contacts that reach us in one interval, of all types, are fewer than this: a word holds their
/// number, and memory has an end. Scenarios are checked to expect half as many; what busyness asks
/// for beyond does not arrive.
const MOST_IN_AN_INTERVAL: usize = 1 << NUMBER_BITS;

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
        self.are_cut = false;
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
        let (contact_type, number) = type_and_number(self.words[self.taken]);
        let owner = model.contact_type(contact_type).owner;
        (contact_type, Address::new(owner, self.interval as u16, number))
    }

    /// Takes the next contact.
    #[inline]
    pub(super) fn take(&mut self, model: &Model, key: Key) -> Arrival {
        let (contact_type, number) = type_and_number(self.words[self.taken]);
        let talk_seconds = self.talk[self.before[contact_type.index()] + number as usize];
        let arrival = Arrival { contact_type, interval: self.interval, number, talk_seconds };
        self.taken += 1;
        match self.words.get(self.taken) {
            Some(word) => self.next = self.time_of(*word),
            None => self.draw_from(model, key, self.interval + 1),
        }
        arrival
    }

    /// Draws the first interval with contacts, from one on.
    fn draw_from(&mut self, model: &Model, key: Key, from: usize) {
        self.taken = 0;
        self.next = Micros::NEVER;
        for interval in from..model.intervals {
            self.interval = interval;
            self.begins = Micros(interval as u64 * model.interval.0);
            self.words.clear();
            self.before.clear();
            for (index, own) in model.types.iter().enumerate() {
                self.draw(model, key, TypeId::at(index), own);
            }
            self.order.sort(&mut self.words, model.interval.0);
            if let Some(&first) = self.words.first() {
                self.next = self.time_of(first);
                return;
            }
        }
    }

    /// Draws the contacts of a type in the interval.
    fn draw(&mut self, model: &Model, key: Key, contact_type: TypeId, own: &TypeModel) {
        let before = self.words.len();
        let room = MOST_IN_AN_INTERVAL - 1 - before;
        let wanted = self.count(model, key, own);
        let count = wanted.min(room);
        self.are_cut |= wanted > room;
        // Numbers are from 1.
        self.talk.resize(self.talk.len().max(before + count + 1), 0.0);
        self.before.push(before);
        self.places.resize(count, 0.0);
        let talk = &mut self.talk[before + 1..][..count];
        let interval = self.interval as u16;
        fill_places_and_handles(key, own.owner, interval, &mut self.places, talk);
        own.talk.fill(talk);
        let factor = own.talk_factors[self.interval];
        if factor.total_cmp(&1.0).is_ne() {
            for seconds in talk.iter_mut() {
                *seconds *= factor;
            }
        }
        let of_type = u64::from(contact_type.0) << NUMBER_BITS;
        let word = |place: u64, number: u64| place << PLACE_BITS | of_type | number;
        if let Some(times) = &own.times {
            let start = self.begins.0;
            let inside = given_in(times, model, self.interval).iter().zip(1..);
            let words = inside.map(|(at, number)| word(at.0 - start, number));
            self.words.extend(words.take(count));
            return;
        }
        let length = model.interval.0 as f64;
        // Below the interval's length, since a uniform number is below 1 by 2^-53.
        let places = self.places.iter().zip(1..);
        self.words.extend(places.map(|(place, number)| word((place * length) as u64, number)));
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

    fn time_of(&self, word: u64) -> Micros {
        Micros(self.begins.0 + (word >> PLACE_BITS))
    }
}

/// The type of a word, and the number (from 1) among that type's contacts of the interval.
fn type_and_number(word: u64) -> (TypeId, u32) {
    let lower = word as u32;
    (TypeId(lower >> NUMBER_BITS), lower & ((1 << NUMBER_BITS) - 1))
}

/// The given arrivals of an interval.
fn given_in<'t>(times: &'t [Micros], model: &Model, interval: usize) -> &'t [Micros] {
    let until = |index: usize| times.partition_point(|at| at.0 < index as u64 * model.interval.0);
    &times[until(interval)..until(interval + 1)]
}
