//! `staff`: how many agents meet the targets? And how many of them does blending save?
//!
//! [`question`] is plain data, with its words in [`typed`]; `wanted` looks up in a scenario what it
//! names and refuses what makes no sense; [`asked`] answers it.

pub mod asked;
pub mod question;
pub mod typed;
mod wanted;

pub use crate::experiment::staff::heads::{Part, Per};
pub use crate::experiment::staff::{By, Certainty};
pub use question::{Blending, Sought, Staff};
