//! Fresh contacts of all types in the order of arrival, an interval at a time.
//!
//! The number of contacts of a type in an interval is drawn from (type, interval); contact k draws
//! its place and its work from its own address, and places are then put in order. So more volume
//! adds contacts and moves none.
//!
//! Method: `docs/methods/random-streams.md`.

use super::beyond::{Beyond, Stream};
use super::by_place::{ByPlace, PLACE_BITS};
use super::model::{Model, TypeModel};
use crate::base::rounding::round_half_even;
use crate::base::{Micros, TypeId};
use crate::floor::contact::Who;
use crate::random::{Address, Key, Owner, Purpose, fill_places_and_handles, poisson, uniform};

/// The contacts still to come.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    /// The interval that was drawn last, and when it begins.
    interval: usize,
    begins: Micros,
    /// Its contacts in the order of arrival, one word each: place in the interval, stream, number
    /// among the stream's contacts (from 1); so equal places are settled by stream and number. A
    /// day that stands alone has one stream for each type.
    words: Vec<u64>,
    order: ByPlace,
    /// How many have arrived.
    taken: usize,
    /// Talk in seconds, by stream and number.
    talk: Vec<f64>,
    /// Whose they are, by stream and number, where there is anything beyond the day.
    who: Vec<Who>,
    /// The place before each stream's first in `talk`.
    before: Vec<usize>,
    /// How many were drawn, those that do not occur included.
    drawn: usize,
    places: Vec<f64>,
    /// Busyness by factor and interval, row by row.
    busyness: Vec<f64>,
    /// When the next contact reaches us.
    next: Micros,
    /// Whether an interval was to have more contacts than it takes.
    pub(super) are_cut: bool,
}

/// An interval is at most an hour: its microseconds fit the upper half of a word. There are at most a thousand
/// streams: the lower half holds their number and this.
const NUMBER_BITS: u32 = 22;

/// Contacts that reach us in one interval, of all types, are fewer than this: a word holds their
/// number, and memory has an end. Scenarios are checked to expect half as many; what busyness asks
/// for beyond does not arrive.
const MOST_IN_AN_INTERVAL: usize = 1 << NUMBER_BITS;

/// A fresh contact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    pub(super) contact_type: TypeId,
    pub(super) owner: Owner,
    pub(super) who: Who,
    pub(super) interval: usize,
    /// From 1.
    pub(super) number: u32,
    pub(super) talk_seconds: f64,
}

impl Arrivals {
    /// Draws the day's busyness and the first arrivals.
    pub(super) fn clear<B: Beyond>(&mut self, model: &Model, key: Key, beyond: &mut B) {
        self.are_cut = false;
        self.busyness.clear();
        self.busyness.resize(model.factors.len() * model.intervals, 1.0);
        for ((owner, factor), row) in
            model.factors.iter().zip(self.busyness.chunks_exact_mut(model.intervals))
        {
            factor.multiply(key, beyond.today(key, *owner), row);
        }
        self.draw_from(model, key, beyond, 0);
    }

    /// When the next contact reaches us.
    pub(super) fn earliest(&self) -> Micros {
        self.next
    }

    /// The type and the address of the next contact.
    pub(super) fn next_address<B: Beyond>(&self, model: &Model, beyond: &B) -> (TypeId, Address) {
        let (stream, number) = stream_and_number(self.words[self.taken]);
        let Stream { contact_type, owner, .. } = beyond.stream(model, stream);
        (contact_type, Address::new(owner, self.interval as u16, number))
    }

    /// Takes the next contact.
    #[expect(clippy::inline_always, reason = "a call and a copy for each contact, by count")]
    #[inline(always)]
    pub(super) fn take<B: Beyond>(&mut self, model: &Model, key: Key, beyond: &mut B) -> Arrival {
        let (stream, number) = stream_and_number(self.words[self.taken]);
        let place = self.before[stream] + number as usize;
        let talk_seconds = self.talk[place];
        let who = if B::IS_THERE { self.who[place] } else { Who::Nobody };
        let Stream { contact_type, owner, .. } = beyond.stream(model, stream);
        let interval = self.interval;
        let arrival = Arrival { contact_type, owner, who, interval, number, talk_seconds };
        self.taken += 1;
        match self.words.get(self.taken) {
            Some(word) => self.next = self.time_of(*word),
            None => self.draw_from(model, key, beyond, self.interval + 1),
        }
        arrival
    }

    /// Draws the first interval with contacts, from one on.
    #[inline(never)]
    fn draw_from<B: Beyond>(&mut self, model: &Model, key: Key, beyond: &mut B, from: usize) {
        self.taken = 0;
        self.next = Micros::NEVER;
        for interval in from..model.intervals {
            self.interval = interval;
            self.begins = Micros(interval as u64 * model.interval.0);
            self.words.clear();
            self.before.clear();
            self.drawn = 0;
            for stream in 0..beyond.streams(model) {
                self.draw(model, key, beyond, stream);
            }
            self.order.sort(&mut self.words, model.interval.0);
            if let Some(&first) = self.words.first() {
                self.next = self.time_of(first);
                return;
            }
        }
    }

    /// Draws the contacts of a stream in the interval.
    fn draw<B: Beyond>(&mut self, model: &Model, key: Key, beyond: &mut B, at: usize) {
        let stream = beyond.stream(model, at);
        let own = model.contact_type(stream.contact_type);
        let before = self.drawn;
        let room = MOST_IN_AN_INTERVAL - 1 - before;
        let wanted = self.count(model, key, own, stream);
        let count = wanted.min(room);
        self.are_cut |= wanted > room;
        // Numbers are from 1.
        self.talk.resize(self.talk.len().max(before + count + 1), 0.0);
        self.before.push(before);
        self.drawn = before + count;
        self.places.resize(count, 0.0);
        let talk = &mut self.talk[before + 1..][..count];
        let interval = self.interval as u16;
        fill_places_and_handles(key, stream.owner, interval, &mut self.places, talk);
        own.talk.fill(talk);
        let factor = own.talk_factors[self.interval];
        if factor.total_cmp(&1.0).is_ne() {
            for seconds in talk.iter_mut() {
                *seconds *= factor;
            }
        }
        let of_stream = (at as u64) << NUMBER_BITS;
        let word = |place: u64, number: u64| place << PLACE_BITS | of_stream | number;
        let first = self.words.len();
        if let Some(times) = own.times.as_ref().filter(|_| stream.is_own) {
            let start = self.begins.0;
            let inside = given_in(times, model, self.interval).iter().zip(1..);
            let words = inside.map(|(at, number)| word(at.0 - start, number));
            self.words.extend(words.take(count));
        } else {
            let length = model.interval.0 as f64;
            // Below the interval's length, since a uniform number is below 1 by 2^-53.
            let places = self.places.iter().zip(1..);
            self.words.extend(places.map(|(place, number)| word((place * length) as u64, number)));
        }
        if B::IS_THERE {
            self.keep_those_who_occur(key, beyond, (at, stream.owner), first);
        }
    }

    /// Asks whose each contact of a stream is, from that word on, and drops those that do not occur.
    fn keep_those_who_occur<B: Beyond>(
        &mut self,
        key: Key,
        beyond: &mut B,
        (stream, owner): (usize, Owner),
        first: usize,
    ) {
        let before = self.before[stream];
        self.who.resize(self.who.len().max(self.drawn + 1), Who::Nobody);
        let mut kept = first;
        for place in first..self.words.len() {
            let word = self.words[place];
            let (_, number) = stream_and_number(word);
            let address = Address::new(owner, self.interval as u16, number);
            if let Some(who) = beyond.whose(key, stream, address) {
                self.who[before + number as usize] = who;
                self.words[kept] = word;
                kept += 1;
            }
        }
        self.words.truncate(kept);
    }

    /// The number of fresh contacts of a stream in the interval.
    fn count(&self, model: &Model, key: Key, own: &TypeModel, stream: Stream) -> usize {
        let given = own.times.as_ref().map(|times| given_in(times, model, self.interval).len());
        if let Some(given) = given.filter(|_| stream.is_own) {
            return given;
        }
        let of_type = given.map_or(own.expected[self.interval], |given| given as f64);
        let expected = of_type * stream.share;
        if expected == 0.0 {
            return 0;
        }
        let factors = own.factors.iter().filter(|_| stream.is_busy);
        let factor: f64 =
            factors.map(|factor| self.busyness[factor * model.intervals + self.interval]).product();
        let mean = (expected * factor).min(2.0 * MOST_IN_AN_INTERVAL as f64);
        if own.exact_counts && stream.is_own {
            return round_half_even(mean) as usize;
        }
        if mean == 0.0 {
            return 0;
        }
        let address = Address::new(stream.owner, self.interval as u16, 0);
        poisson(mean, uniform(key, address, Purpose::Count)) as usize
    }

    fn time_of(&self, word: u64) -> Micros {
        Micros(self.begins.0 + (word >> PLACE_BITS))
    }
}

/// The stream of a word, and the number (from 1) among its contacts of the interval.
fn stream_and_number(word: u64) -> (usize, u32) {
    let lower = word as u32;
    ((lower >> NUMBER_BITS) as usize, lower & ((1 << NUMBER_BITS) - 1))
}

/// The given arrivals of an interval.
fn given_in<'t>(times: &'t [Micros], model: &Model, interval: usize) -> &'t [Micros] {
    let until = |index: usize| times.partition_point(|at| at.0 < index as u64 * model.interval.0);
    &times[until(interval)..until(interval + 1)]
}
