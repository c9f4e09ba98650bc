//! What chance cannot move: counts that are the same on every day by construction.
//!
//! A figure that was the same on all days seen may be another on the next. Whether it can is known
//! of the scenario alone: nobody abandons who has endless patience, and a schedule is paid every
//! day. Whoever makes a plan says so; of what nothing is said here is taken to vary.

use super::count::{Count, GroupCount};

/// Counts by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u128);

const _: () = assert!(Count::NUMBER <= 128 && GroupCount::NUMBER <= 128);

impl Set {
    pub(super) fn has(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }
}

/// Counts of one subject that are the same on every day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    pub(super) never: Set,
    pub(super) same: Set,
}

impl Fixed {
    pub(super) const EVERYTHING: Self = Self { never: Set(u128::MAX), same: Set(u128::MAX) };

    /// A contact of the kind never happens.
    pub fn never(&mut self, counts: impl IntoIterator<Item = Count>) {
        for count in counts {
            self.never.0 |= 1 << count as usize;
        }
    }

    /// As many on every day.
    pub fn same(&mut self, counts: impl IntoIterator<Item = Count>) {
        for count in counts {
            self.same.0 |= 1 << count as usize;
        }
    }

    /// [`Self::never`] of an agent group.
    pub fn never_of_group(&mut self, counts: impl IntoIterator<Item = GroupCount>) {
        for count in counts {
            self.never.0 |= 1 << count as usize;
        }
    }

    /// [`Self::same`] of an agent group.
    pub fn same_of_group(&mut self, counts: impl IntoIterator<Item = GroupCount>) {
        for count in counts {
            self.same.0 |= 1 << count as usize;
        }
    }

    /// Without what is the same on every day for another reason than that it never happens.
    #[must_use]
    pub fn never_alone(self) -> Self {
        Self { same: Set::default(), ..self }
    }

    /// What holds of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let both = |a: Set, b: Set| Set(a.0 & b.0);
        let (never, same) = (both(self.never, other.never), both(self.same, other.same));
        // What never happens in one and is the same in the other is the same in both.
        let either = Set((self.never.0 | self.same.0) & (other.never.0 | other.same.0));
        Self { never, same: Set(same.0 | either.0) }
    }
}

/// What is known of a contact type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfType {
    pub fixed: Fixed,
    /// What its contacts are drawn from, where that is all that decides how many come: equal, and
    /// as many come on every day. None: other contacts lead to it.
    pub arrivals: Option<Vec<f64>>,
    /// Every contact takes equally long.
    pub handle_is_constant: bool,
}

/// What is known of all subjects of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// By contact type; empty: nothing is known.
    pub types: Vec<OfType>,
    /// By agent group; empty: nothing is known.
    pub groups: Vec<Fixed>,
    /// A hash of everything that is simulated: equal, and every day is the same.
    pub model: Option<[u8; 32]>,
}

impl Settled {
    /// Whether two plans are of one model, whatever it is called.
    #[must_use]
    pub fn is_model_of(&self, other: &Self) -> bool {
        self.model.is_some() && self.model == other.model
    }
}
