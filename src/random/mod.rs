//! Random numbers with addresses, and the laws drawn with them.
//!
//! A draw is made in two steps: [`uniform`] looks a uniform number up at its address, and a
//! [`Sampler`] turns it into a duration or an amount. [`poisson`] does the same for counts,
//! [`Busyness`] for the factors on a day's volumes. A [`Distribution`] draws nothing: it is a law's
//! survival function, for exact models.
//!
//! Method: `docs/methods/random-streams.md`.

pub(crate) mod address;
pub(crate) mod busyness;
mod continuous;
pub(crate) mod counts;
pub(crate) mod design;
pub(crate) mod distribution;
mod exponential;
mod gamma;
mod inverse;
pub(crate) mod law;
mod lognormal;
mod mixture;
mod parts;
pub(crate) mod philox;
pub(crate) mod purpose;
pub(crate) mod sampler;
mod table;
mod triangular;
mod uniform;
mod weibull;

pub use address::{
    Address, Key, Owner, Spawn, fill_places_and_handles, uniform, uniform_at, uniform_pair,
};
pub use busyness::Busyness;
pub use counts::poisson;
pub use distribution::Distribution;
pub use law::Law;
pub use purpose::Purpose;
pub use sampler::Sampler;
