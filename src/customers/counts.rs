//! What is counted of customers in a night, for the day before it.

use std::ops::AddAssign;

/// Of one calendar day and its night, or the sum of several; whole numbers throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NightCounts {
    /// Customers on the day: those present in the morning, each a customer-day.
    pub customer_days: i64,
    pub acquired: i64,
    pub lost: i64,
    /// Of those lost, who was there at the start.
    pub lost_of_start: i64,
    /// Of those lost, by the base hazard, in 2^-32.
    pub lost_by_base: i64,
    /// Of those lost, because of contacts, in 2^-32; the two add up to all that are lost.
    pub lost_by_contacts: i64,
    /// Customers whose goodwill was more than the base hazard, so that some of it was of no use.
    pub nights_cut_off: i64,
    /// A prospect buys once as a prospect: what he buys later on the day he buys as a customer.
    pub sales_to_customers: i64,
    pub sales_to_prospects: i64,
    pub contribution: Contribution,
}

/// The contribution of sales and accepted offers, in millionths: once by source, and once by the
/// origin of the customer (of a prospect, that of the customer he becomes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    pub sales_to_customers: i64,
    pub sales_to_prospects: i64,
    pub offers: i64,
    pub of_start: i64,
    pub of_advertising: i64,
}

/// How money came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    Sale,
    Offer,
}

impl NightCounts {
    /// A customer bought.
    pub(super) fn customer_bought(&mut self, source: Source, contribution: i64, of_start: bool) {
        let own = &mut self.contribution;
        match source {
            Source::Sale => {
                self.sales_to_customers += 1;
                own.sales_to_customers += contribution;
            }
            Source::Offer => own.offers += contribution,
        }
        *(if of_start { &mut own.of_start } else { &mut own.of_advertising }) += contribution;
    }

    /// A prospect bought for the first time.
    pub(super) fn prospect_bought(&mut self, source: Source, contribution: i64) {
        let own = &mut self.contribution;
        match source {
            Source::Sale => {
                self.sales_to_prospects += 1;
                own.sales_to_prospects += contribution;
            }
            Source::Offer => own.offers += contribution,
        }
        own.of_advertising += contribution;
    }
}

impl AddAssign for NightCounts {
    fn add_assign(&mut self, other: Self) {
        self.customer_days += other.customer_days;
        self.acquired += other.acquired;
        self.lost += other.lost;
        self.lost_of_start += other.lost_of_start;
        self.lost_by_base += other.lost_by_base;
        self.lost_by_contacts += other.lost_by_contacts;
        self.nights_cut_off += other.nights_cut_off;
        self.sales_to_customers += other.sales_to_customers;
        self.sales_to_prospects += other.sales_to_prospects;
        let (own, other) = (&mut self.contribution, other.contribution);
        own.sales_to_customers += other.sales_to_customers;
        own.sales_to_prospects += other.sales_to_prospects;
        own.offers += other.offers;
        own.of_start += other.of_start;
        own.of_advertising += other.of_advertising;
    }
}
