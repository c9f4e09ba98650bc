//! The observer of a day that hears what its customers experience and buy.
//!
//! Experiences are whole 2^-40 of a hazard, each rounded half to even, so that a sum does not depend
//! on the order in which it was told.

use super::buyers::{Buying, Root};
use super::counts::{NightCounts, Source};
use super::persons::needs::Ended;
use super::persons::origins::Origin;
use super::terms::{Terms, TypeTerms};
use crate::base::rounding::round_half_even;
use crate::base::{Micros, TypeId};
use crate::economics::experience::experiences;
use crate::floor::contact::{Contact, Who};
use crate::floor::happening::{Happening, Observer};

/// Of a hazard of 1.
const UNITS: f64 = 1_099_511_627_776.0;

/// The largest hazard of one experience, some thirty times what anybody can bear; and the smallest.
const MOST: f64 = 1024.0;

/// What the customers of a day experienced and bought, until the night takes it.
#[derive(Debug)]
pub struct Experiences<'t> {
    terms: &'t Terms,
    /// Whose each slot of the day is.
    slots: Vec<Who>,
    /// Told last of a contact that buys, before what it brings is told.
    source: Source,
    pub(super) heard: Heard,
}

/// What was heard of a day. One customer, and one root, may have several entries.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Number of a customer, and what he experienced.
    pub(super) customers: Vec<(u32, Felt)>,
    /// By number, where the night adds up what one customer experienced; all 0 by day.
    pub(super) today: Vec<i64>,
    /// The same of prospects, who are nobody's customers yet.
    pub(super) prospects: Vec<(Root, Felt)>,
    /// Number of a customer, and the type of a resolved contact of his that lets him recover.
    pub(super) recoveries: Vec<(u32, TypeId)>,
    /// Number of a customer who had a need, and what became of it.
    pub(super) needs: Vec<(u32, Ended)>,
    pub(super) buyings: Vec<Buying>,
    /// What customers bought.
    pub(super) bought: Vec<Bought>,
    /// What is counted by day.
    pub(super) counts: NightCounts,
}

/// One experience.
#[derive(Clone, Copy, Debug)]
pub(super) struct Felt {
    /// A number of [`Cause`](crate::economics::retention::Cause).
    pub(super) cause: u8,
    /// In whole 2^-40 of a hazard; not 0.
    pub(super) units: i64,
}

/// A sale to a customer, or an offer that he accepted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bought {
    pub(super) number: u32,
    pub(super) source: Source,
    /// In millionths.
    pub(super) contribution: i64,
    /// What he brings a month more, in millionths.
    pub(super) adds_margin: i64,
}

impl Heard {
    pub(super) fn clear(&mut self) {
        self.customers.clear();
        self.prospects.clear();
        self.recoveries.clear();
        self.needs.clear();
        self.buyings.clear();
        self.bought.clear();
        self.counts = NightCounts::default();
    }
}

/// A hazard in whole units.
fn units(hazard: f64) -> i64 {
    round_half_even(hazard.clamp(-MOST, MOST) * UNITS)
}

/// What so many units are as a hazard.
pub(super) fn hazard(units: i64) -> f64 {
    units as f64 / UNITS
}

impl<'t> Experiences<'t> {
    /// Hears days on these terms.
    #[must_use]
    pub fn new(terms: &'t Terms) -> Self {
        Self { terms, slots: Vec::new(), source: Source::Sale, heard: Heard::default() }
    }

    /// A day on these terms begins; nothing of an earlier one is left but the memory.
    pub fn begin(&mut self, terms: &'t Terms) {
        self.terms = terms;
        self.slots.clear();
        self.heard.clear();
    }

    /// The terms of the day.
    pub(super) fn terms(&self) -> &'t Terms {
        self.terms
    }

    #[inline]
    fn who(&self, contact: &Contact) -> Who {
        self.slots[contact.customer as usize]
    }

    fn earned(&mut self, now: Micros, contact: &Contact, contribution: i64) {
        let source = self.source;
        let of_type = |own: TypeId| &self.terms.types[own.index()];
        let adds_margin = match source {
            Source::Sale => of_type(contact.first_type).sale_adds_margin,
            Source::Offer => of_type(contact.handed_over_from).offer_adds_margin,
        };
        let (root, origin) = match self.who(contact) {
            Who::Nobody => return,
            Who::Customer(number) => {
                self.heard.bought.push(Bought { number, source, contribution, adds_margin });
                return;
            }
            Who::Prospect(root) => (root, Origin::Advertising),
            Who::Referred(root) => (root, Origin::Referral),
        };
        self.heard.buyings.push(Buying {
            root: Root::of(root),
            origin,
            at: now,
            contact_type: contact.contact_type,
            address: Root::of(contact.address),
            source,
            contribution,
            adds_margin,
        });
    }

    /// A matter was settled, which may make up for what went wrong before.
    fn resolved(&mut self, contact: &Contact) {
        if self.terms.types[contact.contact_type.index()].recovers_share > 0.0
            && let Who::Customer(number) = self.who(contact)
        {
            self.heard.recoveries.push((number, contact.contact_type));
        }
    }

    /// Something became of a need of a contact.
    fn need(&mut self, contact: &Contact, ended: Ended) {
        if self.terms.needs.is_some()
            && let Who::Customer(number) = self.who(contact)
        {
            self.heard.needs.push((number, ended));
        }
    }

    /// A chain was answered: of prospects, that which he began with is counted.
    fn answered(&mut self, contact: &Contact) {
        if contact.chain.is_spawned() {
            return;
        }
        match self.who(contact) {
            Who::Prospect(_) => self.heard.counts.prospects_answered += 1,
            Who::Referred(_) => self.heard.counts.referred_answered += 1,
            Who::Nobody | Who::Customer(_) => {}
        }
    }

    #[inline]
    fn felt(&mut self, contact: &Contact, felt: Felt) {
        match self.who(contact) {
            Who::Customer(number) => self.heard.customers.push((number, felt)),
            Who::Prospect(root) | Who::Referred(root) => {
                self.heard.prospects.push((Root::of(root), felt));
            }
            Who::Nobody => {}
        }
    }
}

impl Observer for Experiences<'_> {
    fn belongs(&mut self, contact: &Contact, who: Who) {
        let place = contact.customer as usize;
        if place == self.slots.len() {
            self.slots.push(who);
        } else {
            self.slots[place] = who;
        }
    }

    #[expect(clippy::inline_always, reason = "who tells knows what: the match falls away")]
    #[inline(always)]
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        match happening {
            Happening::SaleAsked { bought: true, .. } => self.source = Source::Sale,
            Happening::OfferAnswered { need, .. } => {
                self.source = Source::Offer;
                if need {
                    self.need(contact, Ended::Answered);
                }
            }
            Happening::NeedUnmet => self.need(contact, Ended::Unmet),
            Happening::Earned { contribution, .. } => self.earned(now, contact, contribution),
            Happening::Resolution { resolved: true } => self.resolved(contact),
            Happening::ChainAnswered { .. } => self.answered(contact),
            _ => {}
        }
        let terms = self.terms;
        let TypeTerms { within, wait_is_felt, .. } = terms.types[contact.contact_type.index()];
        experiences(contact, happening, within, |experience| {
            if !wait_is_felt && experience.is_of_waiting() {
                return;
            }
            let units = units(experience.hazard(&terms.retention));
            if units != 0 {
                self.felt(contact, Felt { cause: experience.cause() as u8, units });
            }
        });
    }

    fn hears_in_order(&self) -> bool {
        false
    }
}
