//! Experiments: many replications of one or more variants, on the same simulated customers.
//!
//! Next: `report`, which shows an [`Outcome`].

pub mod best_split;
pub mod outcome;
mod plan;
mod record;
mod replicate;
mod run;
pub mod sanity;
pub mod selftest;
mod settings;
mod settling;
pub mod staff;
mod trace;

pub use outcome::Outcome;
pub use plan::plan;
pub use run::{default_replications, run};
pub use selftest::selftest;
pub use settings::{Kind, Settings, Watch};
pub use trace::trace;
