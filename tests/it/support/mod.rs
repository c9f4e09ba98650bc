//! What several kinds of test share.

pub(crate) mod centre;
pub(crate) mod estimates;
pub(crate) mod giants;
pub(crate) mod hostile;
pub(crate) mod large_centre;
pub(crate) mod mutation;
pub(crate) mod random_centre;
pub(crate) mod scenarios;
pub(crate) mod story;
pub(crate) mod transcript;
