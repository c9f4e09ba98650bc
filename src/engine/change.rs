//! A change that is known beforehand: of the interval, of a group's heads, of a shift, or a break.

use crate::base::{AgentId, GroupId, Micros};

/// A change at a known moment. The order of fields is the order of events: at one moment all
/// starts, then all ends; each by group and agent number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) at: Micros,
    pub(super) side: Side,
    /// Whose change it is; of a group's, its first agent (agents are numbered group by group).
    pub(super) agent: AgentId,
    pub(super) what: What,
}

/// Whether something starts or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Start,
    End,
}

/// What changes; of one agent's changes a shift's comes before a break's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A new interval of the grid.
    Interval(u32),
    /// A group whose heads are counted may call agents.
    HeadsRise(GroupId),
    ShiftStarts,
    /// A break of that length falls due.
    BreakStarts(Micros),
    /// A group whose heads are counted may let agents go.
    HeadsFall(GroupId),
    ShiftEnds,
}

impl Change {
    pub(super) fn start(at: Micros, agent: AgentId, what: What) -> Self {
        Self { at, side: Side::Start, agent, what }
    }

    pub(super) fn end(at: Micros, agent: AgentId, what: What) -> Self {
        Self { at, side: Side::End, agent, what }
    }
}
