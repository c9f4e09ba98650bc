//! What the reports are about.

mod close;
pub mod count;
pub mod day;
pub mod definitions;
pub mod estimate;
mod level;
pub mod terms;
pub mod waits;

pub use close::headline;
pub use day::DayTally;
pub use terms::{Formula, Terms};
