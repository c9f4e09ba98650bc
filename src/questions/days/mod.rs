//! What days come to: of one scenario and its variants, along the points of a sweep, or day by day;
//! and the shards of either, put together.

pub mod merge;
pub mod risk;
pub mod run;
pub mod sweep;
