//! Commands about files: a first one, what is wrong with one, what one may say.
//! One file each: `new`, `schema`, `validate`.

pub(crate) mod new;
pub(crate) mod schema;
pub(crate) mod validate;
