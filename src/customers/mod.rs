//! The base of customers: persons with a number, who remember, join and leave over calendar days.
//!
//! A day is heard by [`Experiences`]; the night after it ([`Night`]) changes the [`Base`]: who
//! bought gets a number, what was experienced is remembered and felt, and who has had enough
//! leaves. Whose contact it is, the [`Base`] says by number and block; what is kept of each stands
//! in `persons`.
//!
//! Next: `engine`, which plays a day of their contacts.

mod base;
mod buyers;
mod counts;
mod experiences;
mod feeling;
mod night;
mod persons;
mod terms;
#[cfg(test)]
mod tests;

pub use base::{Base, Standing};
pub use buyers::Buyers;
pub use counts::{Contribution, NightCounts};
pub use experiences::Experiences;
pub use night::Night;
pub use persons::bands::{Band, Bands, ByBand};
pub use persons::needs::NeedTerms;
pub use persons::origins::{ByOrigin, Origin};
pub use terms::{Terms, TypeTerms};
