//! One replication: a contact centre's day, event by event.
//!
//! [`Model`] is a scenario made ready, [`Day`] the run of one replication of it. The engine asks
//! `routing` who takes whom, draws fates from `random` and tells observers what happens; it knows
//! nothing of files, threads, formats or wall-clock time. Next: `experiment`, which runs many.

mod arrivals;
mod compile;
mod day;
mod deadlines;
mod delays;
mod losses;
mod model;
mod outcome;
mod schedule;
mod staff;
mod terms;
mod waiting;
mod winner_tree;
mod workspace;

pub use day::{Day, run};
pub use model::Model;
pub use terms::headline;
pub use winner_tree::MOST_LEAVES;
pub use workspace::Workspace;
