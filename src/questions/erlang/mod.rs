//! `erlang`: what the formulas say of one queue, solved for what is not given.
//!
//! [`question`] is plain data, and what it comes to once it was checked; `answer` solves it.

mod answer;
pub mod question;

pub use question::{AskedErlang, Erlang, Lines};
