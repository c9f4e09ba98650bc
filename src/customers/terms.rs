//! What customers need to know of a centre, in plain data.

use super::persons::bands::{Bands, ByBand};
use super::persons::needs::NeedTerms;
use crate::base::Micros;
use crate::economics::retention::Retention;

/// The terms of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Customers on the morning of the first day.
    pub at_start: u32,
    /// What each experience adds to a customer's hazard.
    pub retention: Retention,
    /// The base hazard of a calendar month: what makes a customer leave whatever contacts do.
    pub hazard_per_month: f64,
    /// The time constant in months with which a grievance fades; 0: all is felt the same night.
    pub memory_months: f64,
    pub bands: Bands,
    /// None: `need_probability` is every contact's.
    pub needs: Option<NeedTerms>,
    /// What a customer of a band brings in a calendar month without any sale or offer.
    pub margin_per_month: ByBand<f64>,
    /// By contact type.
    pub types: Vec<TypeTerms>,
}

/// Of a contact type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TypeTerms {
    /// The acceptable wait.
    pub within: Micros,
    /// The share of a grievance that is gone when a contact is resolved.
    pub recovers_share: f64,
    /// Whether waiting, being late and being cut off are experiences.
    pub wait_is_felt: bool,
    /// What whoever buys brings a calendar month more from the next day on, in millionths.
    pub sale_adds_margin: i64,
    /// The same of whoever accepts an offer.
    pub offer_adds_margin: i64,
}
