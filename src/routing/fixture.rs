//! A hand-made floor for the tests of this room: three contact types, two groups.

use super::{Among, Policy};
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::floor::{ContactView, Floor, Pair};
use crate::random::{Address, Key, Owner};

pub(super) const BILLING: TypeId = TypeId(0);
pub(super) const SALES: TypeId = TypeId(1);
pub(super) const SERVICE: TypeId = TypeId(2);

pub(super) const EAST: GroupId = GroupId(0);
pub(super) const WEST: GroupId = GroupId(1);

/// The time on the floor, in seconds since opening.
const NOW: u64 = 1000;

/// A skill without rank, delay, reserve or factor; an agent finishes one in 100 seconds.
pub(super) const fn pair(contact_type: TypeId, group: GroupId) -> Pair {
    Pair {
        contact_type,
        group,
        preference: 0.0,
        priority: 0.0,
        after: Micros::ZERO,
        keep_idle: 0,
        weight: 1.0,
        handle_time_factor: 1.0,
        rate_per_second: 0.01,
    }
}

/// Nobody waits. For each group, since which second each agent is on duty and idle; agents are
/// numbered through both groups.
pub(super) fn with_idle(since: [&[u64]; 2]) -> Floor {
    let mut floor = Floor { now: seconds(NOW), ..Floor::default() };
    floor.queues.clear([true; 3].into_iter());
    floor.agents.clear(since.iter().map(|group| (group.len(), true)));
    let mut arrivals: Vec<(u64, AgentId)> = since.concat().into_iter().zip(agents()).collect();
    arrivals.sort_unstable();
    for (at, agent) in arrivals {
        floor.agents.arrive(agent, seconds(at));
    }
    floor
}

/// One idle agent of the east. For each contact type, how many seconds each contact has waited.
pub(super) fn with_waiting(waited: [&[u64]; 3]) -> Floor {
    let mut floor = with_idle([&[0], &[]]);
    let mut slots = 0..;
    for (index, line) in waited.iter().enumerate() {
        for (wait, slot) in line.iter().zip(&mut slots) {
            floor.queues.join(TypeId::at(index), slot, seconds(NOW - wait), Micros::NEVER);
        }
    }
    floor
}

/// An idle agent handles a contact between two seconds.
pub(super) fn handle(floor: &mut Floor, agent: u32, from: u64, to: u64) {
    floor.agents.take(AgentId(agent), seconds(from));
    floor.agents.release(AgentId(agent), seconds(to));
}

/// Who takes a contact of sales that has waited so many seconds.
pub(super) fn taker(policy: &dyn Policy, floor: &Floor, waited: u64, among: Among) -> Option<u32> {
    let address = Address::new(Owner::named("sales"), 0, 1);
    let contact = sales_contact(&address, waited);
    policy.agent_for(floor, contact, among).map(|agent| agent.0)
}

/// A contact of sales that has waited so many seconds.
pub(super) fn sales_contact(address: &Address, waited: u64) -> ContactView<'_> {
    ContactView { contact_type: SALES, waited: seconds(waited), key: Key::new(1, 0), address }
}

pub(super) const fn seconds(whole: u64) -> Micros {
    Micros::from_whole_seconds(whole)
}

fn agents() -> impl Iterator<Item = AgentId> {
    (0..).map(AgentId)
}
