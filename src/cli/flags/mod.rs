//! Flags that several commands share, spelled the same everywhere: what they say is read into the
//! plain data of a question, and what is wrong with it is said by the parser of the command line.

pub(crate) mod changes;
pub(crate) mod experiment;
pub(crate) mod exports;
pub(crate) mod keep;
pub(crate) mod precision;
pub(crate) mod quantity;
pub(crate) mod run;
pub(crate) mod shard;
pub(crate) mod threads;
