//! What stands on the floor, what routing may see of it, and words for what happens there.
//!
//! Next: `routing`, which is asked who takes whom.

pub mod contact;
pub mod happening;
pub mod idle;
pub(crate) mod pair;
pub(crate) mod queue;
mod view;
pub mod winner_tree;

pub use contact::{Contact, Origin};
pub use happening::{Happening, Observer};
pub use pair::Pair;
pub use view::{ContactView, Floor};
