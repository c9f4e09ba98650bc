//! Where results and messages go: stdout and stderr, and files that are claimed before anything
//! runs, so that none takes the place of what was read or of another.

pub(crate) mod claims;
pub(crate) mod exports;
pub(crate) mod output;
pub(crate) mod rows;
pub(crate) mod target;
