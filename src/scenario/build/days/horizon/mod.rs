//! The horizon: from when to when (`span`), what days are by themselves (`days`), which changes are
//! in force (`changes`), and the calendar of all that (`calendar`).
//!
//! Days that are scenarios of their own (`dated`) have the same types and groups as all others
//! (`union`). What does not go together with a horizon is in `together`, whether all of it is of a
//! size that can be run in `sizes`.

mod calendar;
mod changes;
mod dated;
mod days;
mod sizes;
mod span;
mod together;
mod union;

pub(crate) use calendar::{calendar, lead_in_taken, open_dates};
pub(crate) use changes::{Overlay, Step, costs_from, first_day, overlays};
pub(crate) use dated::{Kind, put, warnings_of};
pub(crate) use sizes::check as check_sizes;
pub(crate) use together::check as check_together;
pub(crate) use union::{completed, have_the_same_names};

#[cfg(test)]
mod tests;
