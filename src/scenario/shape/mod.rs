//! What a file may say: the tables of its keys, written down once, and what is made of them: the
//! published schema, what a tree is held against, and what is taken for what was not given.

pub(crate) mod defaults;
pub(crate) mod grid;
pub mod schema;
mod shapes;
pub mod tables;
pub mod validate;
pub(crate) mod wholes;

pub(crate) use shapes::members_of;
pub use shapes::{
    Choice, DefaultFamily, End, Ends, Key, LawShape, ListShape, Means, Names, ObjectShape,
    Presence, Preset, Range, Rule, Shape, is_note, later, optional, or_empty, or_number, or_text,
    required,
};
