//! Where customers come from, and what is counted for each origin apart.

use std::ops::AddAssign;

/// Why somebody is a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// He was one on the first morning.
    Start,
    /// A prospect who called of his own.
    Advertising,
    /// A prospect whom a customer sent.
    Referral,
}

/// One whole number for each origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByOrigin {
    pub start: i64,
    pub advertising: i64,
    pub referral: i64,
}

impl ByOrigin {
    /// That of an origin.
    pub(crate) fn of(&mut self, origin: Origin) -> &mut i64 {
        match origin {
            Origin::Start => &mut self.start,
            Origin::Advertising => &mut self.advertising,
            Origin::Referral => &mut self.referral,
        }
    }

    /// All of them together.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.start + self.advertising + self.referral
    }
}

impl AddAssign for ByOrigin {
    fn add_assign(&mut self, other: Self) {
        self.start += other.start;
        self.advertising += other.advertising;
        self.referral += other.referral;
    }
}
