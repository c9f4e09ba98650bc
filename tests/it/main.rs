//! Tests from outside, in one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod benchmarks;
mod cli;
mod fuzz;
mod golden;
mod laws;
mod speed;
mod statistics;
mod story;
mod support;
mod theory;
