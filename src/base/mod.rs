//! What every other room stands on: time, identifiers and portable mathematics. Knows nothing.

pub mod decimal;
pub mod dotted;
pub mod ids;
pub mod math;
pub mod quantity;
pub mod rounding;
pub mod stop;
pub mod tape;
pub mod time;
pub mod visible;

pub use ids::{AgentId, GroupId, TypeId};
pub use stop::Stop;
pub use time::Micros;
