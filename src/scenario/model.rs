//! The checked scenario: what is simulated, in plain data.
//!
//! Everything here has been read, defaulted and checked against everything else, so that whoever
//! holds a [`Scenario`] need not ask whether it makes sense. Contact types and groups are sorted
//! by name (bytes); `display` gives the planner's own order for reports.

mod customers;
mod designs;
mod groups;
mod horizon;
mod remarks;
mod run_settings;

pub use crate::measures::plan::ServiceLevelFormula;
use crate::random::Law;
pub use crate::routing::{AmongIdleAgents, AmongWaiting};
pub use customers::{
    Bands, ByBand, Customers, LeavesBecause, LostCustomerCosts, Needs, Persisting, Prospects,
    StaysBecause, WordOfMouth,
};
pub use designs::{BestSplit, Contrast, SplitBy, Variant};
pub use groups::{AgentGroup, Home, Incentive, Shift, Skill, Staffing};
pub use horizon::{CalendarDay, Horizon, Month, OpenDay};
pub use remarks::{AgainstBase, Remarks, Warning, Weight};
pub use run_settings::{PreciseFigure, Replications, RunSettings};

/// One contact centre on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub name: String,
    pub note: Option<String>,
    /// A label for money; empty when the planner gave none.
    pub currency: String,
    pub day: Day,
    pub busyness: Vec<BusynessFactor>,
    /// Telephone lines, each held from arrival to end of talk; none given: no limit.
    pub lines: Option<u32>,
    /// Sorted by name.
    pub contact_types: Vec<ContactType>,
    /// Sorted by name.
    pub agent_groups: Vec<AgentGroup>,
    pub routing: Routing,
    /// Constant share of paid time that is not available for contacts; 0 where shrinkage is none
    /// or random.
    pub shrinkage_share: f64,
    /// None given: nobody leaves because of a contact.
    pub customers: Option<Customers>,
    pub prospects: Prospects,
    pub costs: Costs,
    pub targets: Targets,
    pub run: RunSettings,
    /// What `auto` is to know how precisely, in the order of the file; none: service levels alone.
    pub precise_figures: Vec<PreciseFigure>,
    /// Given: `day` is one long run on the frozen parameters of one interval.
    pub steady_state: Option<SteadyState>,
    /// Given: a replication is many days, joined by customers who persist and by what earlier days
    /// left to later ones.
    pub horizon: Option<Box<Horizon>>,
    /// What was not given and what was taken instead, one plain sentence each, for the report.
    pub assumptions: Vec<String>,
    /// What is to be said about it.
    pub remarks: Remarks,
}

impl Scenario {
    /// Whether the planner gave any amount of money.
    #[must_use]
    pub fn has_money(&self) -> bool {
        let pays = |amount: f64| amount > 0.0;
        self.contact_types.iter().any(|it| it.sale.is_some() || it.offer.is_some())
            || self.agent_groups.iter().any(|it| pays(it.wage_per_hour))
            || pays(self.costs.per_contact)
            || pays(self.costs.per_minute)
            || self
                .customers
                .as_ref()
                .is_some_and(|it| pays(it.lifetime_value) || pays(it.replacement_cost))
    }
}

/// Opening hours and the grid of intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    pub date: Option<String>,
    pub time_zone: Option<String>,
    /// Minutes after midnight.
    pub opens_minute: u32,
    /// 15, 30 or 60; in a steady state any number up to 60.
    pub interval_minutes: u32,
    /// Number of intervals from opening to closing.
    pub intervals: usize,
    pub after_close: AfterClose,
}

/// One interval for ever: a warm-up that is dropped, batches, and a run-out that is dropped too.
/// Each of the three is made of whole intervals of the day's grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteadyState {
    /// Clock time, "HH:MM", of the interval whose parameters are frozen.
    pub interval: String,
    /// Dropped before the first batch, and as much after the last, in which its contacts end.
    pub warm_up_minutes: u32,
    pub batches: u32,
    pub batch_minutes: u32,
}

impl SteadyState {
    /// Warm-up, batches and run-out.
    #[must_use]
    pub fn run_minutes(&self) -> u64 {
        2 * u64::from(self.warm_up_minutes)
            + u64::from(self.batches) * u64::from(self.batch_minutes)
    }

    /// Whether the other's batches are as many and as long, and begin at the same time.
    #[must_use]
    pub fn has_batches_of(&self, other: &Self) -> bool {
        let batches = |of: &Self| (of.warm_up_minutes, of.batches, of.batch_minutes);
        batches(self) == batches(other)
    }
}

/// What happens to those who wait at closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterClose {
    /// Agents on duty stay while something is left that they can take.
    FinishWaiting,
    /// Those waiting are disconnected and do not redial.
    Clear,
}

/// A named factor on volumes: how wrong a forecast is on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct BusynessFactor {
    pub name: String,
    /// Coefficient of variation of the day's gamma factor (mean 1); 0: none.
    pub cv: f64,
    /// Coefficient of variation of each interval's lognormal factor (mean 1); 0: none.
    pub interval_cv: f64,
    /// Lag-one correlation of the logarithms of the interval factors.
    pub interval_correlation: f64,
}

/// What a contact is for.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactType {
    pub name: String,
    /// Position in the planner's file, for display.
    pub display: usize,
    pub arrivals: Arrivals,
    /// Positions in [`Scenario::busyness`]; their factors are multiplied.
    pub busyness: Vec<usize>,
    /// Talk time.
    pub handle_time: DurationByInterval,
    pub wrap_up: Option<Law>,
    /// None given: nobody abandons.
    pub patience: Option<Law>,
    pub balking: Option<Balking>,
    /// How many may wait at once; none given: no limit.
    pub waiting_places: Option<u32>,
    pub redial: Option<Redial>,
    /// Share of the contacts whose customer can be lost.
    pub existing_customer_share: f64,
    pub sale: Option<Sale>,
    /// None given: every answered contact is resolved and the report says nothing of it.
    pub resolution_probability: Option<f64>,
    /// Share of what a customer still resents that a resolved contact of this type takes away, in a
    /// horizon; 0: none.
    pub recovers_share: f64,
    /// Whether waiting, being late and being cut off are experiences of its customer; only a
    /// horizon with customers who persist can say no.
    pub wait_is_felt: bool,
    pub repeat: Option<Repeat>,
    pub need_probability: f64,
    pub offer: Option<Offer>,
    pub transfer_of_need: Option<TransferOfNeed>,
    /// Cost of one minute's waiting, for the c-mu rule only.
    pub waiting_cost_per_minute: f64,
    /// Wanted share of all waiting contacts, for the queue-ratio rule only.
    pub queue_share: f64,
    /// How the agent is chosen among idle agents of equal preference.
    pub among_idle_agents: AmongIdleAgents,
    pub target: Target,
}

/// Expected contacts by interval, before busyness.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    pub kind: ArrivalKind,
    /// One number an interval.
    pub expected: Vec<f64>,
    /// Arrivals at given times instead of drawn ones, in seconds since opening and in order. No
    /// file can say this yet; stories are told with it.
    pub times: Option<Vec<f64>>,
}

/// How the number of contacts of an interval comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalKind {
    /// Poisson with uniform places inside the interval.
    Poisson,
    /// Exactly the (whole) number given, at uniform places.
    Fixed,
}

/// A law of unit mean shape with a mean for each interval of arrival.
#[derive(Clone, Debug, PartialEq)]
pub struct DurationByInterval {
    /// The law at the first interval's mean (or at the only mean given).
    pub law: Law,
    /// Factor on the law by interval; empty when it is the same all day.
    pub factors: Vec<f64>,
}

/// Declining to wait.
#[derive(Clone, Debug, PartialEq)]
pub struct Balking {
    pub probability: f64,
    /// The longest announced wait that a customer accepts.
    pub announced_wait: Option<Law>,
}

/// Calling again after being blocked, balking or abandoning.
#[derive(Clone, Debug, PartialEq)]
pub struct Redial {
    pub probability: f64,
    /// Seconds from the moment the attempt was lost.
    pub delay: Law,
    /// Attempts in all, the first included; none given: no limit.
    pub max_attempts: Option<u32>,
    /// The contact type of the redial; none given: the same.
    pub contact_type: Option<usize>,
    pub patience_kept: bool,
    pub after_close: RedialAfterClose,
}

/// What becomes of a redial that would come at or after closing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RedialAfterClose {
    /// It is given up.
    #[default]
    GivenUp,
    /// It comes on a later day: in a run of one day it is deferred work.
    NextDay,
}

/// What a sales contact may buy.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale {
    pub conversion_probability: f64,
    /// The conversion probability halves with each such length of total wait; none given: it does not fall.
    pub half_life_wait_seconds: Option<f64>,
    pub revenue: Law,
    pub contribution: Contribution,
    pub overpromise_probability: f64,
    pub complaint: Option<Complaint>,
    /// What whoever buys brings a month more from the next day on, in a horizon.
    pub adds_margin_per_month: f64,
}

/// What is earned of a revenue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Contribution {
    Share(f64),
    Amount(f64),
}

/// Contacts that an over-promised sale leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    pub contact_type: usize,
    /// Mean of the Poisson count; a whole `count` is given exactly instead.
    pub count: ComplaintCount,
    /// Seconds from the end of the sale's talk.
    pub delay: Law,
}

/// How many complaints one over-promised sale leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ComplaintCount {
    Poisson(f64),
    Fixed(u32),
}

/// Calling again because the matter was not resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    pub probability: f64,
    /// Seconds from the end of talk.
    pub delay: Law,
    /// The contact type of the repeat; none given: the same.
    pub contact_type: Option<usize>,
}

/// Offering a product to somebody who called for service.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    pub when: OfferRule,
    /// Extra talk by the same agent.
    pub handle_time: Law,
    pub acceptance_with_need: f64,
    pub acceptance_without_need: f64,
    pub revenue: Law,
    pub contribution: Contribution,
    /// What whoever accepts brings a month more from the next day on, in a horizon.
    pub adds_margin_per_month: f64,
}

/// When a candidate is offered to; every condition given must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OfferRule {
    /// Off whatever else is said.
    pub never: bool,
    /// Waiting contacts in queues that this group serves, at that instant.
    pub waiting_at_most: Option<u32>,
    /// Waiting plus in handling in the whole centre, this one included.
    pub in_system_at_most: Option<u32>,
    /// Idle agents of this group.
    pub idle_at_least: Option<u32>,
    /// Seconds since opening, from (included) and to (not included); several windows are alternatives. Empty: at any time.
    pub clock: Vec<(f64, f64)>,
}

/// Handing a detected need over to another queue.
#[derive(Clone, Debug, PartialEq)]
pub struct TransferOfNeed {
    pub to: usize,
    pub probability: f64,
    /// None given: the handle time of the type transferred to.
    pub handle_time: Option<Law>,
    /// None given: the patience of the type transferred to.
    pub patience: Option<Law>,
}

/// What was promised to those who wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Share to be answered in time; none given: no target.
    pub service_level: Option<f64>,
    pub within_seconds: f64,
}

/// What belongs to the whole of routing; the pairs carry the rest.
#[derive(Clone, Debug, PartialEq)]
pub struct Routing {
    /// The policy's name as the planner wrote it, for the report.
    pub policy_name: String,
    pub policy: PolicyKind,
    /// Whole-day absence probability of each agent, when shrinkage is random; 0: none.
    pub absence_probability: f64,
}

/// Which code answers the two questions of routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyKind {
    /// The table of pairs (every named preset fills it).
    RuleTable,
    /// A policy with its own code.
    MaxWeight,
}

/// What contacts cost beside labour.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Costs {
    /// For each contact that got a line.
    pub per_contact: f64,
    /// For each minute of wait and talk.
    pub per_minute: f64,
}

/// What belongs to all targets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Targets {
    pub formula: ServiceLevelFormula,
    pub short_abandon_seconds: f64,
    pub max_occupancy: Option<f64>,
}
