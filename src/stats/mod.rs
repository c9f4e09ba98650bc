//! Statistics of simulation output: pure arithmetic on numbers, knowing nothing of contacts.
//!
//! The methods, their sources and when they may fail: `docs/methods/intervals.md` and
//! `docs/methods/paired-comparison.md`, `docs/methods/precision.md`,
//! `docs/methods/selection.md`.
//!
//! Sums over replications are exact whole numbers; they become reals only after the cancellation
//! is done, so that the order in which replications were merged cannot show.

pub(crate) mod batch;
pub(crate) mod by_days;
pub(crate) mod equivalence;
pub(crate) mod interval;
pub(crate) mod one_way;
pub(crate) mod paired;
pub(crate) mod proportion;
pub(crate) mod quantile;
pub mod ratio;
pub(crate) mod select;
pub mod sequential;
pub mod student;
