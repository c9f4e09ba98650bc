//! Replications: what one of a scenario is, how many are played on threads, and what is recorded of
//! each.

pub(crate) mod record;
pub(crate) mod replicate;
pub(crate) mod simulated;
