//! Fresh contacts of all types in the order of arrival, an interval at a time.
//!
//! The number of contacts of a type in an interval is drawn from (type, interval); contact k draws
//! its place and its work from its own address, and places are then put in order. So more volume
//! adds contacts and moves none.

use super::model::Model;
use super::winner_tree::WinnerTree;
use crate::base::rounding::round_half_even;
use crate::base::{Micros, TypeId};
use crate::random::{Address, Key, Purpose, fill_places_and_handles, poisson, uniform};

/// The contacts still to come.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    sources: Vec<Source>,
    next: WinnerTree,
    /// Busyness by factor and interval, row by row.
    busyness: Vec<f64>,
}

/// The contacts of one type in one interval.
#[derive(Debug, Default)]
struct Source {
    /// The interval that was drawn last.
    interval: usize,
    /// Place in the interval above, number of the contact below, in order.
    arrivals: Vec<u64>,
    /// How many have arrived.
    taken: usize,
    /// Talk in seconds by number of the contact, from 0.
    talk: Vec<f64>,
    places: Vec<f64>,
    /// Where each part of the interval begins among the arrivals.
    firsts: Vec<u32>,
}

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
        self.sources.resize_with(model.types.len(), Source::default);
        self.next.clear(model.types.len());
        for (index, source) in self.sources.iter_mut().enumerate() {
            source.draw_from(model, key, index, &self.busyness, 0);
            self.next.set(index, source.next_at(model));
        }
    }

    /// When the next contact reaches us.
    pub(super) fn earliest(&self) -> Micros {
        self.next.earliest()
    }

    /// The type of the next contact.
    pub(super) fn next_type(&self) -> TypeId {
        TypeId::at(self.next.winner())
    }

    /// The number of the next contact.
    pub(super) fn next_address(&self, model: &Model) -> Address {
        let index = self.next.winner();
        let source = &self.sources[index];
        let number = (source.arrivals[source.taken] & NUMBER) as u32;
        Address::new(model.types[index].owner, source.interval as u16, number)
    }

    /// Takes the next contact.
    pub(super) fn take(&mut self, model: &Model, key: Key) -> Arrival {
        let index = self.next.winner();
        let source = &mut self.sources[index];
        let number = (source.arrivals[source.taken] & NUMBER) as u32;
        let arrival = Arrival {
            contact_type: TypeId::at(index),
            interval: source.interval,
            number,
            talk_seconds: source.talk[number as usize - 1],
        };
        source.taken += 1;
        if source.taken == source.arrivals.len() {
            source.draw_from(model, key, index, &self.busyness, source.interval + 1);
        }
        self.next.set(index, source.next_at(model));
        arrival
    }
}

/// An interval is at most an hour: its microseconds fit the upper 32 bits, as numbers the lower.
const NUMBER: u64 = u32::MAX as u64;

impl Source {
    /// Draws the first interval with contacts, from one on.
    fn draw_from(&mut self, model: &Model, key: Key, index: usize, busyness: &[f64], from: usize) {
        self.taken = 0;
        self.arrivals.clear();
        for interval in from..model.intervals {
            let count = count(model, key, index, busyness, interval);
            if count > 0 {
                self.interval = interval;
                self.draw(model, key, index, count);
                return;
            }
        }
    }

    fn draw(&mut self, model: &Model, key: Key, index: usize, count: usize) {
        let own = &model.types[index];
        self.places.resize(count, 0.0);
        self.talk.resize(count, 0.0);
        let interval = self.interval as u16;
        fill_places_and_handles(key, own.owner, interval, &mut self.places, &mut self.talk);
        own.talk.fill(&mut self.talk);
        let factor = own.talk_factors[self.interval];
        if factor.total_cmp(&1.0).is_ne() {
            self.talk.iter_mut().for_each(|seconds| *seconds *= factor);
        }
        if let Some(times) = &own.times {
            let start = self.interval as u64 * model.interval.0;
            let inside = given_in(times, model, self.interval).iter().zip(1_u64..);
            self.arrivals.extend(inside.map(|(at, number)| (at.0 - start) << 32 | number));
            return;
        }
        self.put_in_order(model.interval.0 as f64);
    }

    /// Puts the places in order: each into its one of as many equal parts of the interval as there
    /// are contacts, then past the few that share its part.
    fn put_in_order(&mut self, length: f64) {
        let count = self.places.len();
        let part = |place: f64| (place * count as f64) as usize;
        self.firsts.clear();
        self.firsts.resize(count + 1, 0);
        for &place in &self.places {
            self.firsts[part(place) + 1] += 1;
        }
        for index in 0..count {
            self.firsts[index + 1] += self.firsts[index];
        }
        self.arrivals.resize(count, 0);
        for (&place, number) in self.places.iter().zip(1_u64..) {
            let next = &mut self.firsts[part(place)];
            // Below the interval's length, since a uniform number is below 1 by 2^-53.
            self.arrivals[*next as usize] = ((place * length) as u64) << 32 | number;
            *next += 1;
        }
        for index in 1..count {
            let arrival = self.arrivals[index];
            let mut place = index;
            while place > 0 && self.arrivals[place - 1] > arrival {
                self.arrivals[place] = self.arrivals[place - 1];
                place -= 1;
            }
            self.arrivals[place] = arrival;
        }
    }

    fn next_at(&self, model: &Model) -> Micros {
        match self.arrivals.get(self.taken) {
            Some(arrival) => Micros(self.interval as u64 * model.interval.0 + (arrival >> 32)),
            None => Micros::NEVER,
        }
    }
}

/// The number of fresh contacts of a type in an interval.
fn count(model: &Model, key: Key, index: usize, busyness: &[f64], interval: usize) -> usize {
    let own = &model.types[index];
    if let Some(times) = &own.times {
        return given_in(times, model, interval).len();
    }
    let factor: f64 =
        own.factors.iter().map(|factor| busyness[factor * model.intervals + interval]).product();
    let mean = own.expected[interval] * factor;
    if own.exact_counts {
        return round_half_even(mean) as usize;
    }
    if mean == 0.0 {
        return 0;
    }
    let address = Address::new(own.owner, interval as u16, 0);
    poisson(mean, uniform(key, address, Purpose::Count)) as usize
}

/// The given arrivals of an interval.
fn given_in<'t>(times: &'t [Micros], model: &Model, interval: usize) -> &'t [Micros] {
    let until = |index: usize| times.partition_point(|at| at.0 < index as u64 * model.interval.0);
    &times[until(interval)..until(interval + 1)]
}
