//! What several kinds of test share.

pub(crate) mod centre;
pub(crate) mod story;
pub(crate) mod transcript;
