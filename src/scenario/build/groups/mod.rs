//! Agent groups from the tree: who they are and when they work, what they can do and whether the
//! factors of a skill fit the contact type, and what they are paid for.

mod group;
mod pairs;
mod skills;
mod staffing;

pub(super) use group::agent_group;
pub(super) use staffing::constant_shrinkage;
pub(crate) use staffing::{carried, is_random};
