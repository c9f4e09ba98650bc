//! Experiments: many replications of one or more variants, on the same simulated customers.
//!
//! Next: `report`, which shows an [`Outcome`].

pub mod benchmark;
pub mod best_split;
pub mod blocks;
mod key_figures;
pub mod outcome;
mod plan;
mod record;
mod replicate;
pub mod risk;
mod run;
pub mod sanity;
pub mod selftest;
mod settings;
mod settling;
pub mod sweep;
mod trace;

pub use benchmark::{Benchmark, Cost};
pub use outcome::Outcome;
pub use plan::plan;
pub use risk::risk;
pub use run::{Experiment, default_replications, default_replications_of_points, run};
pub use selftest::selftest;
pub use settings::{Kind, Settings, Watch};
pub use sweep::sweep;
pub use trace::trace;
