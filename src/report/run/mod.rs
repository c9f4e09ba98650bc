//! A run or a comparison: its page for people, JSON as a contract, and every figure as CSV.
//!
//! `report` is what is written, `terminal` the page, `warnings` what to doubt of it.

pub(super) mod csv;
mod few_days;
mod forms;
pub(super) mod json;
mod overtaking;
mod precision;
pub(super) mod report;
mod terminal;
mod warnings;
