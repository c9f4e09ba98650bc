//! Experiments: many replications of one or more variants, on the same simulated customers.
//!
//! `run` plays them; each other folder is one question that is asked of many days. Next:
//! `report`, which shows an [`Outcome`].

pub(crate) mod benchmark;
pub mod best;
pub mod check;
mod life;
mod observed;
pub(crate) mod risk;
pub mod run;
pub mod sanity;
pub(crate) mod selftest;
pub mod staff;
pub mod sweep;
mod trace;

pub use benchmark::{Benchmark, Cost};
pub use life::life;
pub use observed::{LoseMore, Unplayable};
pub(crate) use observed::{Unfound, are_observed, find_observed};
pub use risk::risk;
pub use run::experiment::{Experiment, default_replications, default_replications_of_points, run};
pub use run::outcome::Outcome;
pub use run::plan::plan;
pub use run::precision::{Goal, PreciseWhat, WantedPrecision, run_until_precise};
pub use run::settings::{Kind, Narrowed, Settings, Watch};
pub use selftest::selftest;
pub use sweep::sweep;
pub use trace::trace;
