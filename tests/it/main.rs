//! Tests from outside, in one binary.

mod cli;
mod story;
mod support;
