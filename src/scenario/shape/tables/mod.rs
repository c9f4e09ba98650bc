//! The file format, written down once.
//!
//! Every key of scenario and what-if files stands in these tables with its shape, its default and
//! one sentence. Reader, defaults and JSON Schema are made from them.

pub mod baseline;
pub mod checks;
pub(crate) mod common;
pub mod contacts;
pub mod customers;
pub mod file;
pub mod groups;
pub mod routing;
pub mod sweep;
pub mod verbs;

pub(crate) use file::DECIMAL_MARKS;
pub use file::{CONFIDENCES, FILE, HALF_WIDTHS, SCENARIO, WHAT_IF, file_shape};
