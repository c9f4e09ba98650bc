//! Tests from outside, in one binary.

mod cli;
mod support;
mod theory;
