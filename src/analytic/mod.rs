//! Queues whose figures can be calculated: formulas and solvers beside the simulation.
//!
//! One contact type, one agent group: the cases that theory answers exactly, in a steady state or
//! ([`transient`]) on a day that changes; [`qed`] alone holds approximations. They are what the
//! simulator is tested against, and a first answer before there is a scenario. Rates are per second
//! and times in seconds; shares are of offered contacts unless a name says otherwise. The chapters
//! `docs/methods/erlang.md` and `docs/methods/beyond-erlang.md` have the formulas, their sources,
//! and where each model misleads.
//!
//! Every model states its domain and refuses what lies outside it in words ([`NoFigures`]); whatever
//! takes long spends from a [`Budget`] and can be stopped. Nothing here knows of scenarios or of the engine.

mod birth_death;
mod bisection;
pub(crate) mod budget;
#[cfg(test)]
mod cases;
mod chain;
mod erlang_a;
mod erlang_b;
mod erlang_c;
pub(crate) mod figures;
pub mod general_patience;
pub(crate) mod model;
mod place_in_line;
mod poisson_weights;
pub mod qed;
mod quadrature;
pub mod single_server;
pub(crate) mod solve;
#[cfg(test)]
mod test_support;
pub mod transient;

pub use budget::{Budget, NoFigures};
pub use erlang_b::erlang_b;
pub use erlang_c::erlang_c;
pub use figures::{QueueFigures, Within};
pub use model::{ErlangModel, Kind, Room, SteadyState};
