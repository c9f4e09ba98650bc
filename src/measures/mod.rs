//! What the reports are about: counts of a day, the measures made of them, and their estimates.

pub mod accumulator;
pub mod contrast;
pub mod count;
pub mod definitions;
pub mod estimate;
#[cfg(test)]
mod fixture;
mod layout;
pub mod plan;
mod recipe;
mod summary;
pub mod waits;

/// Raised whenever any draw or the order of anything in the sample path moves: results of two
/// versions cannot be compared by digest or paired.
pub const SAMPLE_PATH_VERSION: u32 = 1;
