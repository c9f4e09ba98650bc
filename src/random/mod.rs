//! Random numbers with addresses.

pub mod address;
pub mod counts;
pub mod law;
pub mod philox;
pub mod purpose;

pub use address::{Address, Key, Owner, Spawn, fill_places_and_handles, uniform, uniform_at};
pub use counts::poisson;
pub use law::Law;
mod sampler_stub;
pub use purpose::Purpose;
pub use sampler_stub::{Busyness, Sampler};
