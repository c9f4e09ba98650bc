//! From a text and the texts that it names to [`Loaded`]: a scenario or a what-if with its base,
//! its CSV files and what the command line changes, checked as one.
//!
//! A [`Source`] says where all that is; every problem of every file is said at once. Nothing here
//! runs anything.

pub(crate) mod base;
mod error;
mod filled;
mod kept_result;
pub(crate) mod loaded;
mod opened;
pub(crate) mod prepared;
mod reading;
pub(crate) mod size;
mod source;
pub(crate) mod variants;

pub use error::LoadError;
pub use loaded::Loaded;
pub use reading::{load, read_text, template};
pub use source::Source;

#[cfg(test)]
mod tests;
