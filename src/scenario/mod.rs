//! What the planner wrote, checked.

pub mod model;

pub use model::Scenario;
