//! The base of customers: persons with a number, who remember, join and leave over calendar days.
//!
//! A day is heard by [`Experiences`]; the night after it ([`Night`]) changes the [`Base`]: who
//! bought gets a number, what was experienced is remembered and felt, and who has had enough
//! leaves. Whose contact it is, the [`Base`] says by number and block.
//!
//! Next: `engine`, which plays a day of their contacts.

mod base;
mod blocks;
mod buyers;
#[cfg(test)]
mod cases;
mod counts;
mod experiences;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod laws;
mod night;
mod origins;
#[cfg(test)]
mod stories;
mod terms;

pub use base::Base;
pub use buyers::Buyers;
pub use counts::{Contribution, NightCounts};
pub use experiences::Experiences;
pub use night::Night;
pub use origins::{ByOrigin, Origin};
pub use terms::{Terms, TypeTerms};
