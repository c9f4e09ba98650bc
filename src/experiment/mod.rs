//! Experiments: many replications of one or more variants.

pub mod outcome;
