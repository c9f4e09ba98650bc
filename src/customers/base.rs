//! Who is a customer, what he can still bear, and what he has not felt yet.

use std::ops::Range;

use super::persons::bands::{Bands, ByBand};
use super::persons::blocks;
use super::persons::causes::Causes;
use super::persons::margins::Margins;
use super::persons::needs::Needs;
use super::persons::origins::{ByOrigin, Origin};
use super::terms::Terms;
use crate::base::math::{exp, ln};
use crate::base::rounding::round_half_even;
use crate::economics::retention::UNITS;
use crate::random::{Address, Key, Owner, Purpose, uniform};

/// What a customer who has left can still bear: nothing, whatever is added.
pub(super) const GONE: f64 = f64::NEG_INFINITY;

/// How one customer stands after a night.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The hazard that he can still bear.
    pub left: f64,
    /// The hazard that he has not felt yet; below 0 it is goodwill.
    pub grievance: f64,
}

/// The customers of a centre, by number from 1: those at the start, then each who is won. Nobody
/// takes the number of one who has left.
#[derive(Debug)]
pub struct Base {
    key: Key,
    /// Of everything that is drawn for a number.
    owner: Owner,
    at_start: u32,
    pub(super) present: ByOrigin,
    /// By number: the threshold less the hazard that was summed; above 0 iff present.
    pub(super) left: Vec<f64>,
    /// By number: the hazard that is not felt yet, negative for goodwill; 0 of who has left.
    pub(super) grievance: Vec<f64>,
    /// By number: whether he was ever angry.
    pub(super) was_angry: Vec<bool>,
    /// Those who were not there at the start.
    pub(super) won: Vec<Won>,
    pub(super) causes: Causes,
    pub(super) needs: Needs,
    pub(super) margins: Margins,
    /// Those present, as the last night found them, and by which bands it went.
    pub(super) bands: ByBand<i64>,
    pub(super) told_apart_by: Bands,
    /// What all together felt in the last night of a lead-in.
    pub(super) felt: f64,
}

/// How somebody became a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Won {
    /// The day on which he joined.
    pub(super) day: u32,
    pub(super) origin: Origin,
}

impl Base {
    /// So many customers (at least one) without memory, under the key of a replication.
    #[must_use]
    pub fn new(at_start: u32, key: Key) -> Self {
        let mut base = Self {
            key,
            owner: Owner::named("customers"),
            at_start,
            present: ByOrigin::default(),
            left: Vec::new(),
            grievance: Vec::new(),
            was_angry: Vec::new(),
            won: Vec::new(),
            causes: Causes::default(),
            needs: Needs::default(),
            margins: Margins::default(),
            bands: ByBand::default(),
            told_apart_by: Bands::NONE,
            felt: 0.0,
        };
        base.begin(at_start, key);
        base
    }

    /// Another replication begins; nothing of the last one is left but its memory.
    pub fn begin(&mut self, at_start: u32, key: Key) {
        debug_assert!(at_start > 0, "a base has customers");
        (self.at_start, self.key) = (at_start, key);
        self.present = ByOrigin { start: i64::from(at_start), ..ByOrigin::default() };
        self.won.clear();
        self.was_angry.clear();
        self.was_angry.resize(at_start as usize, false);
        self.causes.begin(at_start as usize);
        self.needs.begin(at_start as usize);
        self.margins.begin();
        self.bands = ByBand { neutral: i64::from(at_start), ..ByBand::default() };
        self.told_apart_by = Bands::NONE;
        self.grievance.clear();
        self.grievance.resize(at_start as usize, 0.0);
        self.left.clear();
        for number in 1..=at_start {
            self.left.push(self.threshold(number));
        }
    }

    /// What the holder of a number can bear in all: exponential with mean 1, by inversion.
    pub(super) fn threshold(&self, number: u32) -> f64 {
        let address = Address::new(self.owner, 0, number);
        -ln(1.0 - uniform(self.key, address, Purpose::Threshold))
    }

    /// The next numbers go to those who join on a day, of these origins.
    pub(super) fn join(&mut self, new: impl Iterator<Item = Origin>, day: u32) {
        for origin in new {
            self.left.push(self.threshold(self.filled() + 1));
            self.grievance.push(0.0);
            self.was_angry.push(false);
            self.causes.join();
            self.needs.join();
            self.won.push(Won { day, origin });
            *self.present.of(origin) += 1;
        }
    }

    /// How many there were at the start.
    #[must_use]
    pub fn at_start(&self) -> u32 {
        self.at_start
    }

    /// How many are customers now.
    #[must_use]
    pub fn present(&self) -> u32 {
        self.present.all() as u32
    }

    /// The last number that was ever given to somebody.
    #[must_use]
    pub fn filled(&self) -> u32 {
        self.left.len() as u32
    }

    /// Whether a number belongs to somebody who is a customer now.
    #[inline]
    #[must_use]
    pub fn is_present(&self, number: u32) -> bool {
        self.left.get(place(number)).is_some_and(|&left| left > 0.0)
    }

    /// The day on which the holder of a number joined; none of those at the start, and of numbers
    /// that nobody holds.
    #[must_use]
    pub fn joined_on(&self, number: u32) -> Option<u32> {
        self.won(number).map(|won| won.day)
    }

    /// Why the holder of a number is or was a customer.
    pub(super) fn origin(&self, number: u32) -> Origin {
        self.won(number).map_or(Origin::Start, |won| won.origin)
    }

    fn won(&self, number: u32) -> Option<Won> {
        let after_start = number.checked_sub(self.at_start + 1)?;
        self.won.get(after_start as usize).copied()
    }

    /// A calendar day begins, open or closed, on these terms.
    pub fn morning(&mut self, terms: &Terms) {
        self.needs.morning(terms.needs);
    }

    /// The probability that a contact of a customer is one with a need, where it is so much for one
    /// of whom no need is remembered.
    #[inline]
    #[must_use]
    pub fn need(&self, number: u32, without_memory: f64) -> f64 {
        self.needs.probability(place(number), without_memory)
    }

    /// The hazard that all customers together felt in the last night, of a lead-in.
    #[must_use]
    pub fn felt_in_lead_in(&self) -> f64 {
        self.felt
    }

    /// The numbers of a block, whether anybody holds them yet or not.
    #[must_use]
    pub fn block(&self, block: u32) -> Range<u32> {
        blocks::block(self.at_start, block)
    }

    /// How many blocks hold a number that was given to somebody.
    #[must_use]
    pub fn blocks(&self) -> u32 {
        blocks::blocks(self.at_start, self.filled())
    }

    /// The customers that the present are worth: whoever has a grievance counts by the probability
    /// that it does not make him leave. In 2^-32, each rounded half to even.
    #[must_use]
    pub fn worth(&self) -> i64 {
        self.still_here()
            .map(
                |grievance| {
                    if grievance > 0.0 { round_half_even(exp(-grievance) * UNITS) } else { 1 << 32 }
                },
            )
            .sum()
    }

    /// How many of those present will leave because of what they have not felt yet, in 2^-32.
    #[must_use]
    pub fn still_to_be_lost(&self) -> i64 {
        (self.present.all() << 32) - self.worth()
    }

    /// Those present, by the band in which the last night found them; on the first morning of all
    /// everybody is neutral.
    #[must_use]
    pub fn bands(&self) -> ByBand<i64> {
        self.bands
    }

    /// How a customer stands; none of who is not one now.
    #[must_use]
    pub fn standing(&self, number: u32) -> Option<Standing> {
        let left = *self.left.get(place(number))?;
        let grievance = self.grievance[place(number)];
        (left > 0.0).then_some(Standing { left, grievance })
    }

    /// The grievances of those present.
    fn still_here(&self) -> impl Iterator<Item = f64> {
        let all = self.left.iter().zip(&self.grievance);
        all.filter(|(left, _)| **left > 0.0).map(|(_, &grievance)| grievance)
    }
}

/// By hand, since a derived `clone_from` would not use the memory that is there.
impl Clone for Base {
    fn clone(&self) -> Self {
        Self {
            left: self.left.clone(),
            grievance: self.grievance.clone(),
            was_angry: self.was_angry.clone(),
            won: self.won.clone(),
            causes: self.causes.clone(),
            needs: self.needs.clone(),
            margins: self.margins.clone(),
            ..*self
        }
    }

    fn clone_from(&mut self, other: &Self) {
        let Self { left, grievance, was_angry, won, causes, needs, margins, .. } = other;
        let Self { key, owner, at_start, present, bands, told_apart_by, felt, .. } = *other;
        (self.key, self.owner, self.at_start, self.present) = (key, owner, at_start, present);
        (self.bands, self.told_apart_by, self.felt) = (bands, told_apart_by, felt);
        self.left.clone_from(left);
        self.grievance.clone_from(grievance);
        self.was_angry.clone_from(was_angry);
        self.won.clone_from(won);
        self.causes.clone_from(causes);
        self.needs.clone_from(needs);
        self.margins.clone_from(margins);
    }
}

/// The place of a number in the arrays; of 0, which is nobody's, beyond them all.
#[inline]
pub(super) const fn place(number: u32) -> usize {
    number.wrapping_sub(1) as usize
}
