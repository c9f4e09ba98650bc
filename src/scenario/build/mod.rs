//! From the checked tree to the [`Scenario`](super::Scenario): what each value means, and what only
//! the whole can tell to be wrong.
//!
//! The shape checks have seen every key and kind before. Here names meet what they name, lists
//! meet the number of intervals, and factors meet the probabilities that they multiply. Building
//! goes on after a problem, so that all are said at once.

mod assumptions;
mod book;
mod contacts;
mod customers;
mod days;
mod groups;
mod read;
mod routing;
mod sizes;
mod whole;

pub(super) use days::{Kind, Overlay, Step, costs_from, day, first_day, open_dates, overlays};
pub(super) use groups::{carried, is_random};
pub(super) use read::whole_value;
pub use routing::Preset;
pub(super) use whole::{alone, build, joined, of_a_day};

#[cfg(test)]
mod tests;
