//! How long work is asked whether to go on.

/// Asked now and then by whatever takes long: whether to stop. Who asks knows no clock, no signals
/// and no threads; who answers knows nothing of the work.
pub type Stop<'s> = &'s dyn Fn() -> bool;
