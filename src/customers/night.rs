//! The night after a calendar day: who bought joins, what was experienced is remembered and felt,
//! and who has had enough leaves.
//!
//! Few customers have a contact on a day, so that two passes are made: over those who had, and then
//! over all.

use std::mem::take;

use super::base::{Base, place};
use super::buyers::{Buyers, Buying};
use super::counts::NightCounts;
use super::experiences::{Bought, Experiences, Felt, Heard, hazard};
use super::feeling::Feeling;
use super::persons::bands::ByBand;
use super::persons::needs::Ended;
use super::terms::Terms;
use crate::base::TypeId;
use crate::base::rounding::round_half_even;
use crate::economics::memory::{felt_each_night, hazard_each_night};
use crate::economics::money::MILLIONTHS;

/// After which day it is night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Night {
    /// The day, from 1.
    pub day: u32,
    /// Days of its calendar month.
    pub calendar_days: u32,
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
        for &Bought { number, source, contribution, .. } in &heard.bought {
            counts.customer_bought(source, contribution, self.origin(number));
        }
        counts.customer_days = self.present.all();
        let before = self.filled();
        buyers.settle(&mut heard.buyings, before, &mut counts);
        self.join(buyers.origins(), night.day);
        heard.become_customers(buyers);
        let share = felt_each_night(terms.memory_months);
        self.remember(terms, share, heard, &mut counts);
        let base = hazard_each_night(terms.hazard_per_month, night.calendar_days);
        let tonight = Feeling { share, base, bands: terms.bands };
        let each = margins_of_a_day(terms, night.calendar_days);
        counts.margin = self.margins.of_a_day(night.calendar_days);
        self.bring_more(heard, buyers);
        self.feel(tonight, before as usize, each, &mut counts);
        heard.clear();
        counts
    }

    /// The night after a day of the lead-in: what is felt is forgotten, and nobody joins or leaves.
    /// All that is counted is who is in which band, and who became angry.
    pub fn night_of_lead_in(&mut self, day: &mut Experiences<'_>) -> NightCounts {
        let (terms, heard) = (day.terms(), &mut day.heard);
        let mut counts = NightCounts::default();
        let share = felt_each_night(terms.memory_months);
        self.remember(terms, share, heard, &mut counts);
        self.forget(share, terms.bands, &mut counts);
        heard.clear();
        counts
    }

    /// What was resolved today takes away of what was remembered this morning, and what was
    /// experienced is added; the share of it that is felt tonight is known.
    fn remember(&mut self, terms: &Terms, share: f64, heard: &mut Heard, counts: &mut NightCounts) {
        self.causes.fall_of_night(share);
        if self.told_apart_by != terms.bands {
            self.told_apart_by = terms.bands;
            self.tell_apart_anew(counts);
        }
        heard.recoveries.sort_unstable();
        for own in heard.recoveries.chunk_by(|one, next| one.0 == next.0) {
            let kept = |&(_, contact_type): &(u32, _)| -> f64 {
                1.0 - recovers_share(terms, contact_type)
            };
            let grievance = self.grievance_of(own[0].0);
            if *grievance > 0.0 {
                let kept = own.iter().map(kept).product::<f64>();
                *grievance *= kept;
                self.causes.recovers(place(own[0].0), kept);
            }
        }
        // Of one day's needs those that were answered count before those that nobody met.
        for which in [Ended::Unmet, Ended::Answered] {
            for &(number, ended) in heard.needs.iter().filter(|need| need.1 == which) {
                self.needs.remember(place(number), ended);
            }
        }
        let Heard { customers, today, .. } = heard;
        today.resize(self.left.len().max(today.len()), 0);
        for &(number, Felt { cause, units }) in customers.iter() {
            let place = place(number);
            today[place] = today[place].saturating_add(units);
            if units > 0 {
                self.causes.experienced(place, usize::from(cause), units);
            }
        }
        for &(number, _) in customers.iter() {
            // Whoever stands there twice has had it all the first time.
            *self.grievance_of(number) += hazard(take(&mut today[place(number)]));
            self.becomes_angry(place(number), counts);
        }
    }

    /// Who bought brings more from tomorrow on.
    fn bring_more(&mut self, heard: &Heard, buyers: &Buyers) {
        let customers = heard.bought.iter().map(|it| (it.number, it.adds_margin));
        let of_buyer = |it: &Buying| Some((buyers.number(it.root)?, it.adds_margin));
        for (number, by) in customers.chain(heard.buyings.iter().filter_map(of_buyer)) {
            let origin = self.origin(number);
            self.margins.rise(place(number), origin, by);
        }
    }

    fn grievance_of(&mut self, number: u32) -> &mut f64 {
        assert!(self.is_present(number), "who has left does not call");
        &mut self.grievance[place(number)]
    }

    /// Whoever is angry for the first time is counted, once.
    fn becomes_angry(&mut self, place: usize, counts: &mut NightCounts) {
        if self.told_apart_by.is_angry(self.grievance[place]) && !self.was_angry[place] {
            self.was_angry[place] = true;
            counts.became_angry += 1;
        }
    }

    /// Other bands than last night: somebody may be angry without a new experience.
    fn tell_apart_anew(&mut self, counts: &mut NightCounts) {
        for place in 0..self.left.len() {
            self.becomes_angry(place, counts);
        }
    }
}

/// What a customer of a band brings on a day without any sale or offer, in whole millionths.
fn margins_of_a_day(terms: &Terms, calendar_days: u32) -> ByBand<i64> {
    let days = f64::from(calendar_days);
    terms.margin_per_month.map(|margin| round_half_even(margin * MILLIONTHS / days))
}

/// What of a grievance is gone when a contact of a type is resolved.
fn recovers_share(terms: &Terms, contact_type: TypeId) -> f64 {
    terms.types[contact_type.index()].recovers_share
}

impl Heard {
    /// What a prospect experienced on the day on which he bought is the customer's.
    fn become_customers(&mut self, buyers: &Buyers) {
        if buyers.is_empty() {
            return;
        }
        let known = self.prospects.iter();
        let theirs = known.filter_map(|&(root, felt)| Some((buyers.number(root)?, felt)));
        self.customers.extend(theirs);
    }
}
