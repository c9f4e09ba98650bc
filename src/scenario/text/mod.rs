//! A file as text that knows where it stands: bytes to text, text to a tree, a tree with lines and
//! columns; paths into it, times and dates in it; and what is wrong with it, said in words.

pub mod clock;
pub(crate) mod files;
pub mod parse;
pub(crate) mod paths;
pub mod problem;
pub mod tree;
pub mod words;
