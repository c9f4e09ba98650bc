//! The horizon: which calendar days there are and what each of them is (`calendar`), days
//! that are scenarios of their own (`dated`), what does not go together with it (`together`), and
//! whether all of it is of a size that can be run (`sizes`).

mod calendar;
mod dated;
mod sizes;
mod together;

pub(crate) use calendar::{calendar, lead_in_taken, open_dates};
pub(crate) use dated::{have_days, put, warnings_of};
pub(crate) use sizes::check as check_sizes;
pub(crate) use together::check as check_together;

#[cfg(test)]
mod tests;
