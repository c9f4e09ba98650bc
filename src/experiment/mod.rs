//! Experiments: many replications of one or more variants.

pub mod outcome;
pub mod run;

pub use run::{Kind, Settings, Watch, default_replications, run, trace};
