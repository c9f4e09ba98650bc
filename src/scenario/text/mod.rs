//! A file as text that knows where it stands: bytes to text, text to a tree, a tree with lines and
//! columns; paths into it, times and dates in it; what is wrong with it, said in words; a
//! tree written as text again; and the seam through which texts come.

pub(crate) mod bytes;
pub(crate) mod clock;
pub(crate) mod files;
pub(crate) mod layout;
pub mod parse;
pub(crate) mod paths;
pub mod problem;
pub(crate) mod texts;
pub(crate) mod tree;
pub(crate) mod words;
