//! What a replication plays: one day, one interval for ever instead (`steady_state`), or calendar
//! days in a row (`horizon`).

mod day;
pub(super) mod horizon;
pub(super) mod steady_state;

pub(crate) use day::day;
pub(crate) use horizon::{Kind, Overlay, Step, costs_from, first_day, open_dates, overlays};
