//! One replication of a horizon: calendar days one after the other, and what passes from one to the
//! next: customers, and work that falls due later.
//!
//! [`Calendar`] is a scenario with a horizon made ready, [`Replication`] plays it: [`Around`] tells
//! a day whose its contacts are, [`Pending`] keeps what days leave over, and `prospects` says how
//! many call who are no customers.
//!
//! Method: `docs/methods/horizon.md`.

mod around;
mod calendar;
mod hearing;
mod life;
mod months;
mod pending;
mod pilot;
mod profile;
mod prospects;
mod replication;
mod streams;
mod terms;
#[cfg(test)]
mod tests;

pub(crate) use calendar::Calendar;
pub(crate) use life::{Life, Lived};
pub(crate) use months::{Months, PastMonths};
pub(crate) use pilot::felt_in_a_month;
#[cfg(test)]
pub(crate) use replication::Played;
pub(crate) use replication::Replication;
pub(crate) use terms::looks_at_lead_in;
