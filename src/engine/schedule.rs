//! What is known beforehand of a day: intervals, heads, shifts and breaks, in order.

use super::change::{Change, What};
use super::model::GroupModel;
use crate::base::{AgentId, GroupId, Micros};
use crate::scenario::Scenario;
use crate::scenario::model::{Shift, Staffing};

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
