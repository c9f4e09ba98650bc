//! Many replications on the same simulated customers: what is asked for, how it is played on
//! threads, in blocks or until it is precise, and what comes out. The other questions of
//! `experiment` are made of this.

pub(crate) mod blocks;
pub(super) mod candidates;
pub(super) mod comparison;
pub(super) mod experiment;
pub(super) mod key_figures;
pub mod outcome;
pub(super) mod plan;
pub(super) mod precision;
pub(super) mod replications;
mod sensitivity;
pub(super) mod settings;
pub(super) mod settling;
