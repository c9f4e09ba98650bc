//! Random numbers with addresses.

pub mod law;

pub use law::Law;
