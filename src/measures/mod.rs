//! What the reports are about.

pub mod count;
pub mod definitions;
pub mod estimate;
pub mod waits;
