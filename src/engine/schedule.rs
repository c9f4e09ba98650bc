//! What is known beforehand of a day: intervals, heads, shifts and breaks, in order.

use crate::base::{AgentId, GroupId, Micros};

/// A change at a known moment. The order of fields is the order of events: all starts of a
/// moment, then all its ends; then by group and agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) at: Micros,
    pub(super) what: What,
}

/// Starts come before ends: the order of these kinds is part of the order of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A new interval of the grid.
    Interval(u32),
    /// A group whose heads are counted may call agents.
    HeadsRise(GroupId),
    ShiftStarts(AgentId),
    /// A break of that length falls due.
    BreakStarts(AgentId, Micros),
    /// A group whose heads are counted may let agents go.
    HeadsFall(GroupId),
    ShiftEnds(AgentId),
}
