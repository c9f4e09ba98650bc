//! What questions say alike, as data: the file and its changes, figures, how precisely; how that is
//! read from what was typed, and typed again so that the answer can be had again.

pub mod changes;
pub mod common;
pub mod figures;
pub mod piloted;
pub mod precision;
pub mod shell;
