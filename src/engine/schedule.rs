//! What is known beforehand of a day: intervals, heads, shifts and breaks, in order.

use super::model::GroupModel;
use crate::base::{AgentId, GroupId, Micros};
use crate::scenario::Scenario;
use crate::scenario::model::{Shift, Staffing};

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

/// All changes from opening to closing, in order.
///
/// Those on duty at closing stay: what is due at closing or later is left out.
pub(super) fn schedule(
    scenario: &Scenario,
    groups: &[GroupModel],
    interval: Micros,
    closes: Micros,
) -> Vec<Change> {
    let starts: Vec<Micros> =
        (0..scenario.day.intervals as u64).map(|index| Micros(interval.0 * index)).collect();
    let mut changes = Vec::new();
    for (index, &at) in (0..).zip(&starts) {
        changes.push(Change::start(at, AgentId(0), What::Interval(index)));
    }
    for (position, (own, model)) in scenario.agent_groups.iter().zip(groups).enumerate() {
        let agent = |index: usize| AgentId::at(model.agents.start + index);
        match &own.staffing {
            Staffing::Counter { .. } => {
                for &at in &starts {
                    let group = GroupId::at(position);
                    changes.push(Change::start(at, agent(0), What::HeadsRise(group)));
                    changes.push(Change::end(at, agent(0), What::HeadsFall(group)));
                }
            }
            Staffing::Shifts(shifts) => {
                for shift in shifts {
                    changes.extend(changes_of(shift, agent(shift.agent)));
                }
            }
        }
    }
    changes.retain(|change| change.at < closes);
    changes.sort_unstable();
    changes
}

fn changes_of(shift: &Shift, agent: AgentId) -> Vec<Change> {
    let (start, end) =
        (Micros::from_seconds(shift.start_seconds), Micros::from_seconds(shift.end_seconds));
    let mut changes = vec![
        Change::start(start, agent, What::ShiftStarts),
        Change::end(end, agent, What::ShiftEnds),
    ];
    changes.extend(shift.breaks.iter().map(|&(from, to)| {
        let from = Micros::from_seconds(from);
        Change::start(from, agent, What::BreakStarts(Micros::from_seconds(to) - from))
    }));
    changes
}

impl Change {
    fn start(at: Micros, agent: AgentId, what: What) -> Self {
        Self { at, side: Side::Start, agent, what }
    }

    fn end(at: Micros, agent: AgentId, what: What) -> Self {
        Self { at, side: Side::End, agent, what }
    }
}
