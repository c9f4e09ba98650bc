//! What every other room stands on: time, identifiers and portable mathematics. Knows nothing.

pub mod dotted;
pub mod ids;
pub mod math;
pub mod rounding;
pub mod tape;
pub mod time;

pub use ids::{AgentId, GroupId, TypeId};
pub use time::Micros;
