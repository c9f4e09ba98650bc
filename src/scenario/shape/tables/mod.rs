//! The file format, written down once.
//!
//! Every key of scenario and what-if files stands in these tables with its shape, its default and
//! one sentence. Reader, defaults and JSON Schema are made from them.

pub(crate) mod baseline;
pub(crate) mod checks;
pub(crate) mod common;
pub(crate) mod contacts;
pub(crate) mod customers;
pub(crate) mod file;
pub(crate) mod groups;
pub(crate) mod horizon;
pub mod routing;
pub(crate) mod sweep;
pub(crate) mod verbs;

pub(crate) use file::DECIMAL_MARKS;
pub use file::{CONFIDENCES, FILE, HALF_WIDTHS, SCENARIO, WHAT_IF, file_shape};
