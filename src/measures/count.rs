//! What is counted in one replication: exact whole numbers, from which every figure is made.
//!
//! Times are microseconds, money is millionths of a currency unit, expected customers are counted
//! in 2^-32. Counts stand in the interval in which the contact reached us.

use super::horizon::count::HorizonCounts;
use crate::floor::happening::Saturation;

/// Kept for each contact type (and summed over types for the whole centre).
///
/// A transfer leg is never in the counts of contacts; it stands in the `Transfer` counts of the
/// contact's first type. Sales, needs, offers and losses stand at the chain's first contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Count {
    // Those that every contact touches come first, side by side.
    /// Attempts that reached us, redials and repeats included.
    Offered,
    /// Attempts answered by an agent.
    Answered,
    /// Answered after a wait of at most the type's threshold.
    AnsweredWithin,
    /// Waits of the answered, in microseconds.
    WaitAnswered,
    /// Answered, but not at once.
    AnsweredDelayed,
    /// Talk (offers included) and wrap-up of answered contacts, legs apart, in microseconds.
    Handle,
    /// From arrival to end of talk or to leaving, legs included, in microseconds.
    Line,
    /// Chains: first attempts, repeats and complaints; each ends once, or goes on another day.
    Chains,
    ChainsAnswered,
    /// Waits of all attempts of the chains that ended, in microseconds.
    ChainWait,
    Abandoned,
    Blocked,
    Balked,
    /// Waiting when the centre closed and was cleared.
    Disconnected,
    /// Still waiting when nothing could happen any more.
    WaitingAtEnd,
    /// Abandoned or balked after a wait of at most the type's threshold.
    AbandonedWithin,
    /// Abandoned or balked after a wait of at most the short-abandon limit.
    AbandonedShort,
    /// Waits of the abandoned (those who balked waited 0), in microseconds.
    WaitAbandoned,
    /// Waits of the disconnected and of those waiting at the end, legs included, in microseconds.
    WaitOthers,
    /// Joined a queue.
    Delayed,
    /// Time integral of the number waiting (legs included), opening to closing, in microseconds;
    /// in the interval in which the waiting was, at the type waited for.
    QueueOpen,
    /// The same from closing to the end.
    QueueClosed,
    /// Redials that reached us.
    Redialled,
    /// Redials that fell due at or after closing and were given up.
    DueAfterClose,
    /// Lost and would have redialled, but for `max_attempts`.
    AttemptsExhausted,
    /// Answered contacts of a type with a resolution probability.
    ResolutionAsked,
    Resolved,
    /// Repeats that reached us today.
    Repeats,
    /// Complaints that reached us today.
    ComplaintsToday,
    /// Handed over to another queue.
    Transfers,
    TransfersAnswered,
    TransfersAbandoned,
    TransfersDisconnected,
    TransfersWaitingAtEnd,
    /// Waits of answered and abandoned legs, in microseconds.
    TransferWait,
    /// Talk and wrap-up of legs, in microseconds.
    TransferHandle,
    /// Chains whose customer would have bought at once.
    SalesPotential,
    /// Answered chains of a type with a sale.
    SalesAsked,
    Sold,
    LostBlocked,
    LostBalked,
    LostAbandoned,
    /// Disconnected, or waiting at the end.
    LostDisconnected,
    LostWaited,
    /// Latent needs of answered service contacts.
    Needs,
    NeedsMet,
    NeedsDeclined,
    NeedsUnmet,
    /// Offers to a customer with a need, those made by a transfer leg included.
    OffersToNeed,
    /// Offers pushed on a customer without need.
    OffersPushed,
    OffersAccepted,
    Overpromised,
    /// Repeats, complaints and redials of another day due at or after closing.
    DeferredContacts,
    /// Agent time that they will take, in microseconds.
    DeferredHandle,
    Revenue,
    Contribution,
    /// Commission for sales and accepted offers, at the type that brought them.
    SalesCommission,
    /// Expected customers lost, by cause, in 2^-32.
    LostBecauseAbandoned,
    LostBecauseBlocked,
    LostBecauseBalked,
    LostBecauseDisconnected,
    LostBecauseAnsweredLate,
    LostBecauseWaited,
    LostBecauseUnresolved,
    LostBecauseTransferred,
    LostBecauseUnwantedOffer,
    LostBecauseNeedUnmet,
    LostBecauseBrokenPromise,
    LostBecauseNeedMet,
    LostBecauseResolvedAtOnce,
    /// The sum over causes.
    CustomersLost,
    /// The same with all hazards halved, doubled and quadrupled.
    CustomersLostHalf,
    CustomersLostDouble,
    CustomersLostQuadruple,
    // What follows is made once a day from the counts above; it has no interval.
    /// Telephony.
    ContactCost,
    DeferredCost,
    /// What the customers lost cost, as charged.
    LossCost,
    /// The memo: what they would cost by the other way of charging.
    LossCostMemo,
    /// 1 on a day whose headline service level reached the target; 0 else.
    TargetMet,
    /// 1 on a day on which the target could be met or missed.
    TargetAsked,
    /// Longest wait of the day (of answered, abandoned and balked); the total is the longest of all.
    MaxWait,
    /// Whole centre only.
    Wages,
    /// Hourly bonuses; whole centre only.
    Bonus,
    /// Whole centre only; the exact sum of its lines.
    NetValue,
    /// Net value with all hazards halved, doubled and quadrupled.
    NetValueHalf,
    NetValueDouble,
    NetValueQuadruple,
}

impl Count {
    /// How many there are.
    pub const NUMBER: usize = Self::NetValueQuadruple as usize + 1;
}

/// Kept for each agent group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum GroupCount {
    /// Contacts and legs answered by the group, in the interval of the answer.
    Answered,
    /// Handling inside the opening hours, in agent-microseconds, in the interval of the handling.
    HandlingOpen,
    /// Handling after closing.
    HandlingClosed,
    /// On duty inside the opening hours, those finishing after their own end included.
    OnDutyOpen,
    /// Handling inside the opening hours after the agent's own end.
    OvertimeOpen,
    /// Paid schedule, breaks and constant shrinkage included, in agent-microseconds.
    Scheduled,
    /// Productive schedule: scheduled less shrinkage, absence and breaks as they were taken.
    Productive,
    /// Offers made (legs included).
    Offers,
    OffersAccepted,
    Sold,
    SalesAsked,
    // Made once a day.
    /// Scheduled plus handling after the own end, in agent-microseconds.
    Paid,
    /// Idle inside the schedule.
    Idle,
    /// Scheduled but not on duty.
    Away,
    Wages,
    Bonus,
    Commission,
}

impl GroupCount {
    /// How many there are.
    pub const NUMBER: usize = Self::Commission as usize + 1;
}

/// Counts of a contact type.
pub type TypeCounts = [i64; Count::NUMBER];
/// Counts of an agent group.
pub type GroupCounts = [i64; GroupCount::NUMBER];

/// A read of a [`Count`] by name.
pub(crate) fn of(counts: &TypeCounts, count: Count) -> i64 {
    counts[count as usize]
}

/// The whole centre's counts (a type of its own so that it has a default).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total(pub TypeCounts);

impl Default for Total {
    fn default() -> Self {
        Self([0; Count::NUMBER])
    }
}

/// Everything that one replication leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayTotals {
    /// `[interval][contact type]`, row by row.
    pub cells: Vec<TypeCounts>,
    /// `[interval][agent group]`, row by row.
    pub group_cells: Vec<GroupCounts>,
    /// The day of each contact type.
    pub types: Vec<TypeCounts>,
    /// The day of each agent group.
    pub groups: Vec<GroupCounts>,
    /// The day of the whole centre.
    pub total: Total,
    /// Waits of the answered, for each contact type.
    pub answered_waits: Vec<super::waits::WaitHistogram>,
    /// Waits of the abandoned and the balked, for each contact type.
    pub left_waits: Vec<super::waits::WaitHistogram>,
    /// Nothing of a day. Of a horizon, whose cells are months, what days do not count.
    pub horizon: HorizonTotals,
    /// Which limits of the model it ran into, by their numbers; of a run of batches its first has
    /// those of all.
    pub saturated: [bool; Saturation::NUMBER],
}

/// What a horizon leaves beside what a day leaves. The cells of its totals are months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HorizonTotals {
    /// Of the whole centre, by month.
    pub totals: Vec<TypeCounts>,
    /// By month.
    pub months: Vec<HorizonCounts>,
    /// Of the whole horizon: one, so that it is nothing of a day.
    pub whole: Vec<HorizonCounts>,
    /// Of the last month of the lead-in, and of the one three months before; nothing of one that
    /// there is not.
    pub lead_in: Vec<HorizonCounts>,
}
