//! What the reports are about: counts of a day, the measures made of them, and their estimates.
//!
//! Next: `scenario`, which says what is to be simulated.

pub(crate) mod accumulator;
pub mod batch_tally;
pub(crate) mod batches;
mod close;
pub(crate) mod contrast;
pub mod count;
pub mod day;
pub(crate) mod definitions;
pub mod estimate;
mod exact;
pub mod figure_name;
#[cfg(test)]
mod fixture;
pub(crate) mod horizon;
mod layout;
mod level;
mod outcome;
pub mod plan;
mod recipe;
pub(crate) mod series;
pub(crate) mod settled;
pub(crate) mod shares;
mod summary;
pub(crate) mod tally;
pub(crate) mod terms;
pub mod waits;

pub use accumulator::Accumulator;
pub use contrast::ContrastAccumulator;
pub use day::DayTally;
pub use tally::Tally;
pub use terms::Terms;

/// Raised whenever any draw or the order of anything in the sample path moves: results of two
/// versions cannot be compared by digest or paired.
pub const SAMPLE_PATH_VERSION: u32 = 1;
