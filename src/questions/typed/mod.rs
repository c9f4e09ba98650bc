//! What a question says of paths and figures, as data; how that is read from what was typed, and
//! typed again so that the answer can be had again.

pub mod changes;
pub mod figures;
pub mod precision;
pub mod shell;
