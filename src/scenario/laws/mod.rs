//! Distributions as a file gives them: the families by name, the forms in which each may be given,
//! and the laws that come of them.

pub(crate) mod families;
pub(crate) mod forms;
mod written;

pub(crate) use written::{law, law_by_interval};
