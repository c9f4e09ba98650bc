//! Who stays, who buys, and what it is worth: pure functions of an experience.
//!
//! Next: `measures`, which books what these say, and `customers`, who remember it.

pub(crate) mod experience;
pub(crate) mod memory;
pub mod money;
pub mod retention;
pub mod sale;
