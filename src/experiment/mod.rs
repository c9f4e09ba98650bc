//! Experiments: many replications of one or more variants, on the same simulated customers.
//!
//! Next: `report`, which shows an [`Outcome`].

pub mod benchmark;
pub mod best;
pub mod best_split;
pub mod blocks;
pub mod check;
mod key_figures;
pub mod outcome;
mod plan;
mod precision;
mod record;
mod replicate;
pub mod risk;
mod run;
pub mod sanity;
pub mod selftest;
mod settings;
mod settled;
mod settling;
pub mod staff;
pub mod sweep;
mod trace;

pub use benchmark::{Benchmark, Cost};
pub use outcome::Outcome;
pub use plan::plan;
pub use precision::{Goal, PreciseWhat, WantedPrecision};
pub use risk::risk;
pub use run::{
    Experiment, default_replications, default_replications_of_points, run, run_until_precise,
};
pub use selftest::selftest;
pub use settings::{Kind, Narrowed, Settings, Watch};
pub use sweep::sweep;
pub use trace::trace;
