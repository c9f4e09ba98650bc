//! What every other room stands on: time, dates, identifiers and portable mathematics. Knows
//! nothing.

pub(crate) mod calendar;
pub(crate) mod decimal;
pub(crate) mod dotted;
pub(crate) mod ids;
pub mod math;
pub(crate) mod quantity;
pub(crate) mod rounding;
pub(crate) mod stop;
pub(crate) mod tape;
pub(crate) mod time;
pub(crate) mod visible;

pub use calendar::{Date, Weekday};
pub use ids::{AgentId, GroupId, TypeId};
pub use stop::Stop;
pub use time::Micros;
