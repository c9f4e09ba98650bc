//! The rules of the house, kept by reading the sources: storeys, tidiness, and the shipped files.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its file has failed")]

mod layers;
mod scenarios;
mod source;
mod tidy;
