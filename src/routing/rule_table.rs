//! Routing as data: ranks, delays and reserves of pairs, and a rule for equal ranks.

use super::{Among, Pairs, Policy};
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::floor::winner_tree::Turn;
use crate::floor::{ContactView, Floor, Pair};

/// How an agent is chosen among open groups of equal preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmongIdleAgents {
    /// The agent who has been idle longest.
    LongestIdle,
    /// The lowest number of the group with most idle agents.
    MostIdle,
    /// The agent with the lowest share of handling in the time on duty since opening.
    LeastOccupied,
    /// The lowest number of the group that is fastest with this type.
    Fastest,
    /// Any idle agent, each as likely.
    Random,
}

/// How a contact type is chosen among open types of equal priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmongWaiting {
    /// Weight times wait is largest.
    LongestWait,
    /// Most contacts wait.
    LongestQueue,
    /// Most above the wanted share of all who wait (Gurvich and Whitt's queue-ratio rule).
    QueueRatio,
    /// Waiting cost over handle time is largest (the c-mu rule).
    CMu,
    /// Offered time plus the target's seconds is earliest.
    EarliestDue,
}

/// The table that every named policy fills.
#[derive(Clone, Debug)]
pub struct RuleTable {
    pub pairs: Pairs,
    /// By contact type.
    pub among_idle: Vec<AmongIdleAgents>,
    /// By group.
    pub among_waiting: Vec<AmongWaiting>,
    /// Wanted share of all who wait, by contact type.
    pub queue_share: Vec<f64>,
    /// Cost of a second's waiting, by contact type, in any unit.
    pub waiting_cost: Vec<f64>,
    /// To be answered within, by contact type.
    pub within: Vec<Micros>,
}

impl Policy for RuleTable {
    #[inline]
    fn agent_for(&self, floor: &Floor, contact: ContactView<'_>, among: Among) -> Option<AgentId> {
        let pairs = &self.pairs.by_type[contact.contact_type.index()];
        if self.among_idle[contact.contact_type.index()] == AmongIdleAgents::LongestIdle {
            return longest_idle(floor, pairs, contact.waited, among);
        }
        self.agent_by_rule(floor, contact, among)
    }

    fn type_for(&self, floor: &Floor, group: GroupId) -> Option<TypeId> {
        let pairs = &self.pairs.by_group[group.index()];
        let rule = self.among_waiting[group.index()];
        let mut best: Option<(&Pair, f64)> = None;
        for pair in pairs {
            if best.is_some_and(|(chosen, _)| pair.priority > chosen.priority) {
                break;
            }
            let Some(waited) = floor.open_wait(pair) else { continue };
            let urgency = self.urgency(rule, floor, pair, waited);
            // Types of equal rank stand in name order, so a tie stays with the first.
            if best.is_none_or(|(_, most)| urgency > most) {
                best = Some((pair, urgency));
            }
        }
        best.map(|(pair, _)| pair.contact_type)
    }
}

impl RuleTable {
    /// The agent by a rule other than the longest idle.
    fn agent_by_rule(
        &self,
        floor: &Floor,
        contact: ContactView<'_>,
        among: Among,
    ) -> Option<AgentId> {
        let pairs = &self.pairs.by_type[contact.contact_type.index()];
        let open = |pair: &&Pair| {
            floor.is_open(pair, contact.waited)
                && (among == Among::All || among == Among::Group(pair.group))
        };
        let first = pairs.iter().position(|pair| open(&pair))?;
        let level = pairs[first].preference;
        let equals = pairs[first..]
            .iter()
            .take_while(|pair| pair.preference.total_cmp(&level).is_eq())
            .filter(open);
        match self.among_idle[contact.contact_type.index()] {
            AmongIdleAgents::LongestIdle => longest_idle(floor, pairs, contact.waited, among),
            AmongIdleAgents::MostIdle => equals
                .max_by_key(|pair| (floor.idle(pair.group), std::cmp::Reverse(pair.group)))
                .and_then(|pair| floor.idle_agents(pair.group).min()),
            AmongIdleAgents::LeastOccupied => equals
                .flat_map(|pair| floor.idle_agents(pair.group))
                .reduce(|best, agent| if less_occupied(floor, agent, best) { agent } else { best }),
            AmongIdleAgents::Fastest => equals
                .min_by(|a, b| {
                    let by_speed = a.handle_time_factor.total_cmp(&b.handle_time_factor);
                    by_speed.then(a.group.cmp(&b.group))
                })
                .and_then(|pair| floor.idle_agents(pair.group).min()),
            AmongIdleAgents::Random => {
                let idle: u32 = equals.clone().map(|pair| floor.idle(pair.group)).sum();
                // The product may round up to the number of idle agents itself.
                let chosen = (contact.chance() * f64::from(idle)).min(f64::from(idle) - 1.0);
                equals.flat_map(|pair| floor.idle_agents(pair.group)).nth(chosen as usize)
            }
        }
    }

    /// What the rule among waiting contacts wants most of.
    fn urgency(&self, rule: AmongWaiting, floor: &Floor, pair: &Pair, waited: Micros) -> f64 {
        let index = pair.contact_type.index();
        match rule {
            AmongWaiting::LongestWait => pair.weight * waited.0 as f64,
            AmongWaiting::LongestQueue => f64::from(floor.waiting(pair.contact_type)),
            AmongWaiting::QueueRatio => {
                let wanted = self.queue_share[index] * f64::from(floor.waiting_in_all());
                f64::from(floor.waiting(pair.contact_type)) - wanted
            }
            AmongWaiting::CMu => self.waiting_cost[index] * pair.rate_per_second,
            // Due at joined + within: the earliest is the one furthest past it. Whole
            // microseconds below 2^53 are exact.
            AmongWaiting::EarliestDue => waited.0 as f64 - self.within[index].0 as f64,
        }
    }
}

/// The longest idle agent of the open groups of lowest preference, ties by number. The usual rule
/// goes through the pairs once and by itself.
#[inline]
fn longest_idle(floor: &Floor, pairs: &[Pair], waited: Micros, among: Among) -> Option<AgentId> {
    let mut best = Turn::NEVER;
    if let Among::Group(group) = among {
        // It has chosen this contact because their pair is open.
        best = floor.longest_idle(group);
    } else {
        let mut level = f64::INFINITY;
        for pair in pairs {
            if pair.preference > level {
                break;
            }
            let found = floor.longest_idle_if_open(pair, waited);
            if !found.is_never() {
                level = pair.preference;
                best = best.min(found);
            }
        }
    }
    (!best.is_never()).then(|| AgentId(best.number() as u32))
}

/// Whether one idle agent has a lower occupancy than another; equal ones by number.
fn less_occupied(floor: &Floor, agent: AgentId, than: AgentId) -> bool {
    let (handled, on_duty) = floor.handled_and_on_duty(agent);
    let (other_handled, other_on_duty) = floor.handled_and_on_duty(than);
    // handled / on_duty < other, multiplied out; nobody on duty for no time has handled anything.
    let left = u128::from(handled.0) * u128::from(other_on_duty.0.max(1));
    let right = u128::from(other_handled.0) * u128::from(on_duty.0.max(1));
    (left, agent) < (right, than)
}
