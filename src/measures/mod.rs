//! What the reports are about: counts of a day, the measures made of them, and their estimates.
//!
//! Next: `scenario`, which says what is to be simulated.

pub mod accumulator;
pub mod batch_tally;
pub mod batches;
mod close;
pub mod contrast;
pub mod count;
pub mod day;
pub mod definitions;
pub mod estimate;
mod exact;
pub mod figure_name;
#[cfg(test)]
mod fixture;
mod layout;
mod level;
mod outcome;
pub mod plan;
mod recipe;
pub mod series;
pub mod settled;
pub mod shares;
mod summary;
pub mod tally;
pub mod terms;
pub mod waits;

pub use accumulator::Accumulator;
pub use contrast::ContrastAccumulator;
pub use day::DayTally;
pub use tally::Tally;
pub use terms::Terms;

/// Raised whenever any draw or the order of anything in the sample path moves: results of two
/// versions cannot be compared by digest or paired.
pub const SAMPLE_PATH_VERSION: u32 = 1;
