//! What customers bring a month beside the margin of their band, because of what they bought.

use super::origins::{ByOrigin, Origin};
use crate::base::rounding::round_half_even;

/// In millionths a calendar month.
#[derive(Debug, Default)]
pub(crate) struct Margins {
    /// By place of a customer; those after the last are 0.
    adds: Vec<i64>,
    /// Of all who are present.
    sum: ByOrigin,
}

impl Margins {
    pub(crate) fn begin(&mut self) {
        self.adds.clear();
        self.sum = ByOrigin::default();
    }

    /// A customer brings so much more a month.
    pub(crate) fn rise(&mut self, place: usize, origin: Origin, by: i64) {
        if by != 0 {
            self.adds.resize(self.adds.len().max(place + 1), 0);
            self.adds[place] += by;
            *self.sum.of(origin) += by;
        }
    }

    /// A customer brings nothing any more.
    pub(crate) fn end(&mut self, place: usize, origin: Origin) {
        if let Some(own) = self.adds.get_mut(place) {
            *self.sum.of(origin) -= *own;
            *own = 0;
        }
    }

    /// What all bring on one day of a calendar month of so many, rounded half to even.
    pub(crate) fn of_a_day(&self, calendar_days: u32) -> ByOrigin {
        let of = |sum: i64| round_half_even(sum as f64 / f64::from(calendar_days));
        let ByOrigin { start, advertising, referral } = self.sum;
        ByOrigin { start: of(start), advertising: of(advertising), referral: of(referral) }
    }
}

/// By hand, since a derived `clone_from` would not use the memory that is there.
impl Clone for Margins {
    fn clone(&self) -> Self {
        Self { adds: self.adds.clone(), sum: self.sum }
    }

    fn clone_from(&mut self, other: &Self) {
        self.sum = other.sum;
        self.adds.clone_from(&other.adds);
    }
}
