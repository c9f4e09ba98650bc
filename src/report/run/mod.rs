//! A run or a comparison: its page for people, JSON as a contract, and every figure as CSV.

pub(super) mod csv;
pub(super) mod few_days;
pub(super) mod json;
pub(super) mod precision;
pub(super) mod terminal;
