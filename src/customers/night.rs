//! The night after a calendar day: who bought joins, what was experienced is remembered and felt,
//! and who has had enough leaves.
//!
//! Few customers have a contact on a day, so that two passes are made: over those who had, and then
//! over all. Every customer is on his own, in one order of operations, so that a processor may work
//! on several at once.

use std::mem::take;
use std::ops::Range;

use super::base::{Base, GONE, place};
use super::buyers::Buyers;
use super::counts::NightCounts;
use super::experiences::{Bought, Experiences, Heard, hazard};
use super::terms::Terms;
use crate::base::TypeId;
use crate::base::rounding::round_half_even;
use crate::economics::memory::{felt_each_night, hazard_each_night};
use crate::economics::money::MILLIONTHS;
use crate::economics::retention::UNITS;

/// Customers of whom what they feel tonight is kept until it is known who leaves.
const CHUNK: usize = 512;

/// After which day it is night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Night {
    /// The day, from 1.
    pub day: u32,
    /// Days of its calendar month.
    pub calendar_days: u32,
}

/// What everybody feels tonight.
#[derive(Clone, Copy, Debug)]
struct Feeling {
    /// Share of a grievance.
    share: f64,
    /// The base hazard.
    base: f64,
}

impl Base {
    /// The night after a day of the horizon; what was heard of the day is taken, and who became a
    /// customer is told by root.
    pub fn night(
        &mut self,
        night: Night,
        day: &mut Experiences<'_>,
        buyers: &mut Buyers,
    ) -> NightCounts {
        let (terms, heard) = (day.terms(), &mut day.heard);
        let mut counts = heard.counts;
        for &Bought { number, source, contribution } in &heard.bought {
            counts.customer_bought(source, contribution, self.origin(number));
        }
        counts.customer_days = self.present.all();
        counts.margin = self.present.times(margin_each_day(terms, night.calendar_days));
        let before = self.filled();
        buyers.settle(&mut heard.buyings, before, &mut counts);
        self.join(buyers.origins(), night.day);
        heard.become_customers(buyers);
        self.remember(terms, heard);
        let share = felt_each_night(terms.memory_months);
        let base = hazard_each_night(terms.retention_per_month, night.calendar_days);
        let joined = before as usize..self.filled() as usize;
        self.feel(0..before as usize, Feeling { share, base }, &mut counts);
        self.feel(joined, Feeling { share, base: 0.0 }, &mut counts);
        heard.clear();
        counts
    }

    /// The night after a day of the lead-in: what is felt is forgotten, and nobody joins or leaves.
    pub fn night_of_lead_in(&mut self, day: &mut Experiences<'_>) {
        let (terms, heard) = (day.terms(), &mut day.heard);
        self.remember(terms, heard);
        let share = felt_each_night(terms.memory_months);
        for grievance in &mut self.grievance {
            *grievance -= share * *grievance;
        }
        heard.clear();
    }

    /// What was resolved today takes away of what was remembered this morning, and what was
    /// experienced is added.
    fn remember(&mut self, terms: &Terms, heard: &mut Heard) {
        heard.recoveries.sort_unstable();
        for own in heard.recoveries.chunk_by(|one, next| one.0 == next.0) {
            let kept = |&(_, contact_type): &(u32, _)| -> f64 { 1.0 - share(terms, contact_type) };
            let grievance = self.grievance_of(own[0].0);
            if *grievance > 0.0 {
                *grievance *= own.iter().map(kept).product::<f64>();
            }
        }
        let Heard { customers, today, .. } = heard;
        today.resize(self.left.len().max(today.len()), 0);
        for &(number, units) in customers.iter() {
            let today = &mut today[place(number)];
            *today = today.saturating_add(units);
        }
        for &(number, _) in customers.iter() {
            // Whoever stands there twice has had it all the first time.
            *self.grievance_of(number) += hazard(take(&mut today[place(number)]));
        }
    }

    fn grievance_of(&mut self, number: u32) -> &mut f64 {
        assert!(self.is_present(number), "who has left does not call");
        &mut self.grievance[place(number)]
    }

    /// Customers at these places feel what they feel tonight, and leave if it is too much.
    fn feel(&mut self, places: Range<usize>, tonight: Feeling, counts: &mut NightCounts) {
        let mut felt = [0.0; CHUNK];
        for start in places.clone().step_by(CHUNK) {
            let here = start..places.end.min(start + CHUNK);
            let (left, grievance) = (&mut self.left[here.clone()], &mut self.grievance[here]);
            let felt = &mut felt[..left.len()];
            let (leaving, cut_off) = pass(left, grievance, felt, tonight);
            counts.nights_cut_off += cut_off as i64;
            if leaving > 0 {
                self.let_go(start, felt, tonight.base, counts);
            }
        }
    }

    /// Whoever has had enough leaves; `felt` of the customers from a place on.
    fn let_go(&mut self, start: usize, felt: &[f64], base: f64, counts: &mut NightCounts) {
        for (place, &felt) in (start..).zip(felt) {
            if self.left[place] > 0.0 || self.left[place] == GONE {
                continue;
            }
            (self.left[place], self.grievance[place]) = (GONE, 0.0);
            *self.present.of(self.origin(place as u32 + 1)) -= 1;
            let by_contacts =
                if felt > 0.0 { round_half_even(felt / (base + felt) * UNITS) } else { 0 };
            counts.lost += 1;
            counts.lost_of_start += i64::from(place < self.at_start() as usize);
            counts.lost_by_contacts += by_contacts;
            counts.lost_by_base += (1 << 32) - by_contacts;
        }
    }
}

/// What a customer brings on a day without any sale or offer, in whole millionths.
fn margin_each_day(terms: &Terms, calendar_days: u32) -> i64 {
    round_half_even(terms.margin_per_month * MILLIONTHS / f64::from(calendar_days))
}

/// What of a grievance is gone when a contact of a type is resolved.
fn share(terms: &Terms, contact_type: TypeId) -> f64 {
    terms.types[contact_type.index()].recovers_share
}

/// Everybody in a row feels his share; how many leave, and of how many goodwill was cut off.
///
/// Who has left before stays as he is, since nothing is above minus infinity.
#[inline]
fn pass(left: &mut [f64], grievance: &mut [f64], felt: &mut [f64], tonight: Feeling) -> (u64, u64) {
    // What is counted apart, each by one comparison, is counted for several at once.
    let (mut exhausted, mut gone, mut cut_off) = (0, 0, 0);
    for ((left, grievance), felt) in left.iter_mut().zip(grievance).zip(felt) {
        *felt = tonight.share * *grievance;
        *grievance -= *felt;
        let hazard = tonight.base + *felt;
        *left -= if hazard > 0.0 { hazard } else { 0.0 };
        exhausted += u64::from(*left <= 0.0);
        gone += u64::from(*left == GONE);
        cut_off += u64::from(hazard < 0.0);
    }
    (exhausted - gone, cut_off)
}

impl Heard {
    /// What a prospect experienced on the day on which he bought is the customer's.
    fn become_customers(&mut self, buyers: &Buyers) {
        if buyers.is_empty() {
            return;
        }
        let known = self.prospects.iter();
        let theirs = known.filter_map(|&(root, units)| Some((buyers.number(root)?, units)));
        self.customers.extend(theirs);
    }
}
