//! Queues whose figures can be calculated: formulas and solvers beside the simulation.
//!
//! One contact type, one agent group, a steady state: the cases that theory answers exactly. They
//! are what the simulator is tested against, and a first answer before there is a scenario. Rates
//! are per second and times in seconds; shares are of offered contacts unless a name says
//! otherwise. The chapter `docs/methods/erlang.md` has the formulas, their sources, and where each
//! model misleads. Nothing here knows of scenarios or of the engine.

mod birth_death;
#[cfg(test)]
mod cases;
mod erlang_a;
mod erlang_b;
mod erlang_c;
pub mod figures;
pub mod model;
pub mod solve;
#[cfg(test)]
mod test_support;

pub use erlang_b::erlang_b;
pub use erlang_c::erlang_c;
pub use figures::{QueueFigures, Within};
pub use model::{ErlangModel, Kind, Room, SteadyState};
