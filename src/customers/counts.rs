//! What is counted of customers in a night, for the day before it.

use std::ops::AddAssign;

use super::persons::bands::ByBand;
use super::persons::origins::{ByOrigin, Origin};
use crate::economics::retention::Cause;

/// Of one calendar day and its night, or the sum of several; whole numbers throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NightCounts {
    /// Customers on the day: those present in the morning, each a customer-day.
    pub customer_days: i64,
    /// Prospects who became customers: none has the origin of those at the start.
    pub acquired: ByOrigin,
    pub lost: i64,
    /// Of those lost, who was there at the start.
    pub lost_of_start: i64,
    /// Of those lost, by the base hazard, in 2^-32.
    pub lost_by_base: i64,
    /// Of those lost, because of contacts, by cause, in 2^-32; with those by the base hazard they
    /// add up to all that are lost.
    pub lost_because: [i64; Cause::NUMBER],
    /// Customers after the night, joiners included, by the band in which it found them; of several
    /// nights, customer-nights.
    pub bands: ByBand<i64>,
    /// Customers who became angry for the first time of all.
    pub became_angry: i64,
    /// Customers whose goodwill was more than the base hazard, so that some of it was of no use.
    pub nights_cut_off: i64,
    /// A prospect buys once as a prospect: what he buys later on the day he buys as a customer.
    pub sales_to_customers: i64,
    pub sales_to_prospects: i64,
    /// Prospects who called of their own whose first chain was answered.
    pub prospects_answered: i64,
    /// The same of those whom customers sent.
    pub referred_answered: i64,
    /// What those present in the morning brought without any sale or offer, in millionths, by
    /// their origin.
    pub margin: ByOrigin,
    pub contribution: Contribution,
}

/// The contribution of sales and accepted offers, in millionths: once by source, and once by the
/// origin of the customer (of a prospect, that of the customer he becomes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    pub sales_to_customers: i64,
    pub sales_to_prospects: i64,
    pub offers: i64,
    pub by_origin: ByOrigin,
}

/// How money came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Sale,
    Offer,
}

impl NightCounts {
    /// Of those lost, because of contacts, in 2^-32.
    #[must_use]
    pub fn lost_by_contacts(&self) -> i64 {
        self.lost_because.iter().sum()
    }

    /// A customer bought.
    pub(super) fn customer_bought(&mut self, source: Source, contribution: i64, origin: Origin) {
        let own = &mut self.contribution;
        match source {
            Source::Sale => {
                self.sales_to_customers += 1;
                own.sales_to_customers += contribution;
            }
            Source::Offer => own.offers += contribution,
        }
        *own.by_origin.of(origin) += contribution;
    }

    /// A prospect bought for the first time.
    pub(super) fn prospect_bought(&mut self, source: Source, contribution: i64, origin: Origin) {
        let own = &mut self.contribution;
        match source {
            Source::Sale => {
                self.sales_to_prospects += 1;
                own.sales_to_prospects += contribution;
            }
            Source::Offer => own.offers += contribution,
        }
        *own.by_origin.of(origin) += contribution;
        *self.acquired.of(origin) += 1;
    }
}

impl AddAssign for NightCounts {
    fn add_assign(&mut self, other: Self) {
        self.customer_days += other.customer_days;
        self.acquired += other.acquired;
        self.lost += other.lost;
        self.lost_of_start += other.lost_of_start;
        self.lost_by_base += other.lost_by_base;
        for (own, other) in self.lost_because.iter_mut().zip(other.lost_because) {
            *own += other;
        }
        self.bands += other.bands;
        self.became_angry += other.became_angry;
        self.nights_cut_off += other.nights_cut_off;
        self.sales_to_customers += other.sales_to_customers;
        self.sales_to_prospects += other.sales_to_prospects;
        self.prospects_answered += other.prospects_answered;
        self.referred_answered += other.referred_answered;
        self.margin += other.margin;
        let (own, other) = (&mut self.contribution, other.contribution);
        own.sales_to_customers += other.sales_to_customers;
        own.sales_to_prospects += other.sales_to_prospects;
        own.offers += other.offers;
        own.by_origin += other.by_origin;
    }
}
