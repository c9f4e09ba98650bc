//! Bands: who is angry, who is delighted, and who is neither.

use std::ops::AddAssign;

use crate::base::math::ln;

/// How a customer feels about the centre, by what he has not felt yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    Angry,
    Neutral,
    Delighted,
}

/// One of each band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByBand<T> {
    pub angry: T,
    pub neutral: T,
    pub delighted: T,
}

impl<T> ByBand<T> {
    /// That of a band.
    pub(crate) fn of(&mut self, band: Band) -> &mut T {
        match band {
            Band::Angry => &mut self.angry,
            Band::Neutral => &mut self.neutral,
            Band::Delighted => &mut self.delighted,
        }
    }

    /// What is made of each.
    pub(crate) fn map<U>(self, make: impl Fn(T) -> U) -> ByBand<U> {
        ByBand {
            angry: make(self.angry),
            neutral: make(self.neutral),
            delighted: make(self.delighted),
        }
    }
}

impl ByBand<i64> {
    /// All of them together.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.angry + self.neutral + self.delighted
    }

    /// So much for each of them, added up.
    #[must_use]
    pub fn sum_of(&self, each: ByBand<f64>) -> f64 {
        self.angry as f64 * each.angry
            + self.neutral as f64 * each.neutral
            + self.delighted as f64 * each.delighted
    }

    /// What the others leave of each.
    pub(crate) fn less(self, other: Self) -> Self {
        Self {
            angry: self.angry - other.angry,
            neutral: self.neutral - other.neutral,
            delighted: self.delighted - other.delighted,
        }
    }

    /// So many of each at so much each.
    pub(crate) fn at(self, each: Self) -> i64 {
        self.angry * each.angry + self.neutral * each.neutral + self.delighted * each.delighted
    }
}

impl AddAssign for ByBand<i64> {
    fn add_assign(&mut self, other: Self) {
        self.angry += other.angry;
        self.neutral += other.neutral;
        self.delighted += other.delighted;
    }
}

/// From which grievance on a customer is angry, and from which goodwill delighted: hazards, above
/// 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    angry_from: f64,
    delighted_from: f64,
}

impl Bands {
    /// Nobody is anything but neutral.
    pub const NONE: Self = Self { angry_from: f64::INFINITY, delighted_from: f64::INFINITY };

    /// From the probabilities, above 0, of leaving and of staying that still weigh on him.
    #[must_use]
    pub fn new(angry_from: f64, delighted_from: f64) -> Self {
        debug_assert!(angry_from > 0.0 && delighted_from > 0.0, "who feels nothing is neutral");
        Self { angry_from: -ln(1.0 - angry_from), delighted_from: -ln(1.0 - delighted_from) }
    }

    /// Whether anybody can be anything but neutral.
    pub(crate) fn are_told_apart(&self) -> bool {
        *self != Self::NONE
    }

    #[inline]
    pub(crate) fn is_angry(&self, grievance: f64) -> bool {
        grievance >= self.angry_from
    }

    #[inline]
    pub(crate) fn is_delighted(&self, grievance: f64) -> bool {
        -grievance >= self.delighted_from
    }

    /// That of a grievance.
    #[must_use]
    pub fn of(&self, grievance: f64) -> Band {
        if self.is_angry(grievance) {
            Band::Angry
        } else if self.is_delighted(grievance) {
            Band::Delighted
        } else {
            Band::Neutral
        }
    }
}
