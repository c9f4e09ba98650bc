//! Statistics of simulation output: pure arithmetic on numbers, knowing nothing of contacts.
//!
//! The methods, their sources and when they may fail: `docs/methods/intervals.md` and
//! `docs/methods/paired-comparison.md`, `docs/methods/precision.md`,
//! `docs/methods/selection.md`.
//!
//! Sums over replications are exact whole numbers; they become reals only after the cancellation
//! is done, so that the order in which replications were merged cannot show.

pub mod batch;
pub mod by_days;
pub mod equivalence;
pub mod interval;
pub mod one_way;
pub mod paired;
pub mod proportion;
pub mod quantile;
pub mod ratio;
pub mod select;
pub mod sequential;
pub mod student;
