//! Agents: who they are, what they can do, when they are there, and what they are paid to do.

use super::AmongWaiting;

/// Agents with the same skills.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentGroup {
    pub name: String,
    /// Position in the planner's file, for display.
    pub display: usize,
    /// Sorted by contact type.
    pub skills: Vec<Skill>,
    pub staffing: Staffing,
    /// Who the agents are: one entry for each agent that may ever be on duty, in the order in
    /// which the counter calls them.
    pub homes: Vec<Home>,
    pub wage_per_hour: f64,
    /// Coefficient of variation of the lognormal handle-time factor of each agent; 0: none.
    pub speed_cv: f64,
    /// Whether these agents may offer.
    pub offers: bool,
    pub incentive: Incentive,
    /// How the contact type is chosen among open types of equal priority.
    pub among_waiting: AmongWaiting,
}

/// An agent's own name, kept under every verb of a what-if.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Home {
    /// The group in the base.
    pub group: String,
    /// From 1.
    pub number: u32,
}

/// What belongs to a (contact type, group) pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skill {
    /// Position in [`Scenario::contact_types`](super::Scenario::contact_types).
    pub contact_type: usize,
    /// Rank of the group for the contact; lower first.
    pub preference: f64,
    /// Rank of the contact for the group; lower first.
    pub priority: f64,
    pub after_seconds: f64,
    pub keep_idle: u32,
    pub weight: f64,
    pub handle_time_factor: f64,
    pub resolution_factor: f64,
    pub conversion_factor: f64,
}

/// How many agents, and when.
#[derive(Clone, Debug, PartialEq)]
pub enum Staffing {
    /// Heads by interval: a counter, not persons.
    Counter {
        /// Paid heads by interval.
        scheduled: Vec<u32>,
        /// Productive heads by interval, constant shrinkage already taken off.
        productive: Vec<u32>,
    },
    /// Persons with their own hours.
    Shifts(Vec<Shift>),
}

/// One person's day, seconds since opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Shift {
    /// Position in [`AgentGroup::homes`].
    pub agent: usize,
    pub start_seconds: f64,
    pub end_seconds: f64,
    /// Start and end of each break, in order.
    pub breaks: Vec<(f64, f64)>,
}

/// What agents are paid to do: factors on their behaviour, and what that costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Incentive {
    /// Name of the profile; none given: no profile.
    pub name: Option<String>,
    /// Probability of noticing a need.
    pub detect: f64,
    /// Probability of offering where there is no need.
    pub push: f64,
    pub conversion_factor: f64,
    pub overpromise_factor: f64,
    pub resolution_factor: f64,
    /// Paid for each sale and each accepted offer.
    pub commission_per_sale: f64,
    /// Paid for each paid hour.
    pub bonus_per_hour: f64,
}

impl Default for Incentive {
    fn default() -> Self {
        Self {
            name: None,
            detect: 1.0,
            push: 0.0,
            conversion_factor: 1.0,
            overpromise_factor: 1.0,
            resolution_factor: 1.0,
            commission_per_sale: 0.0,
            bonus_per_hour: 0.0,
        }
    }
}
