//! The rules of the house, kept by reading the sources: storeys, no circles of files, short folders,
//! tidiness, and the shipped files.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its file has failed")]

mod circles;
mod layers;
mod promises;
mod rooms;
mod scenarios;
mod source;
mod tidy;
