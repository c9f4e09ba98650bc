//! What the tests of several rooms need.

pub(crate) mod estimates;
pub(crate) mod scenarios;
