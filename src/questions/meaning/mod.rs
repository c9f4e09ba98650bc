//! Questions of meaning, for which nothing is decided: what does a measure mean, and what happened
//! to one contact?

pub mod explain;
