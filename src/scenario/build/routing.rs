//! The named policy, which fills the pairs, and the rules among equals.

use super::book::Book;
use super::groups::is_random;
use super::read::{Entry, choice, number, number_or, volume};
use crate::scenario::model::{AmongIdleAgents, AmongWaiting, PolicyKind, Routing, Scenario};
use crate::scenario::text::tree::Node;

/// A named policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    SpecialistsFirst,
    SalesFirst,
    LongestWait,
    Split,
    MaxWeight,
}

const PRESETS: [(&str, Preset); 5] = [
    ("specialists_first", Preset::SpecialistsFirst),
    ("sales_first", Preset::SalesFirst),
    ("longest_wait", Preset::LongestWait),
    ("split", Preset::Split),
    ("max_weight", Preset::MaxWeight),
];

const AMONG_IDLE_AGENTS: [(&str, AmongIdleAgents); 5] = [
    ("longest_idle", AmongIdleAgents::LongestIdle),
    ("most_idle", AmongIdleAgents::MostIdle),
    ("least_occupied", AmongIdleAgents::LeastOccupied),
    ("fastest", AmongIdleAgents::Fastest),
    ("random", AmongIdleAgents::Random),
];

const AMONG_WAITING: [(&str, AmongWaiting); 5] = [
    ("longest_wait", AmongWaiting::LongestWait),
    ("longest_queue", AmongWaiting::LongestQueue),
    ("queue_ratio", AmongWaiting::QueueRatio),
    ("c_mu", AmongWaiting::CMu),
    ("earliest_due", AmongWaiting::EarliestDue),
];

/// The policy of a scenario.
pub(super) fn preset(root: &Node) -> Preset {
    let default = Preset::SpecialistsFirst;
    root.get("routing").map_or(default, |node| choice(node, "policy", &PRESETS, default))
}

impl Preset {
    /// Fills the ranks of all pairs anew, over whatever the file states; `is_sale` tells which
    /// contact types (by position) `sales_first` puts first.
    pub fn impose(self, scenario: &mut Scenario, is_sale: impl Fn(usize) -> bool) {
        for group in &mut scenario.agent_groups {
            let skills = group.skills.len();
            for skill in &mut group.skills {
                skill.preference = self.preference(skills);
                skill.priority = self.priority(is_sale(skill.contact_type));
            }
        }
        self.name().clone_into(&mut scenario.routing.policy_name);
        scenario.routing.policy = self.kind();
    }

    /// Rank of a group that has so many skills, where the skill states none.
    pub(super) fn preference(self, skills: usize) -> f64 {
        match self {
            Self::SpecialistsFirst | Self::SalesFirst => skills as f64,
            Self::LongestWait | Self::Split | Self::MaxWeight => 0.0,
        }
    }

    /// Rank of a contact type, where the skill states none.
    pub(super) fn priority(self, is_sale: bool) -> f64 {
        match self {
            Self::SalesFirst if !is_sale => 1.0,
            _ => 0.0,
        }
    }

    /// Which code answers the questions of routing.
    fn kind(self) -> PolicyKind {
        match self {
            Self::MaxWeight => PolicyKind::MaxWeight,
            _ => PolicyKind::RuleTable,
        }
    }

    /// The policy as the planner writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        let found = PRESETS.iter().find(|(_, preset)| *preset == self);
        found.expect("every preset has a name in the table").0
    }
}

/// What belongs to the whole.
pub(super) fn routing(root: &Node) -> Routing {
    let preset = preset(root);
    let random = root.get("shrinkage").filter(|node| is_random(node));
    Routing {
        policy_name: preset.name().to_owned(),
        policy: preset.kind(),
        absence_probability: random.map_or(0.0, |node| number_or(node, "share", 0.0)),
    }
}

/// The rule among idle agents of a type: its own, or that of the whole.
pub(super) fn among_idle_agents(node: &Node, book: &Book<'_>) -> AmongIdleAgents {
    let of_all = book.root.get("routing").map_or(AmongIdleAgents::LongestIdle, |routing| {
        choice(routing, "among_idle_agents", &AMONG_IDLE_AGENTS, AmongIdleAgents::LongestIdle)
    });
    choice(node, "among_idle_agents", &AMONG_IDLE_AGENTS, of_all)
}

/// The rule among waiting contacts of a group: its own, or that of the whole.
pub(super) fn among_waiting(node: &Node, book: &Book<'_>) -> AmongWaiting {
    let of_all = book.root.get("routing").map_or(AmongWaiting::LongestWait, |routing| {
        choice(routing, "among_waiting", &AMONG_WAITING, AmongWaiting::LongestWait)
    });
    choice(node, "among_waiting", &AMONG_WAITING, of_all)
}

/// Wanted share of all waiting: as given, or the type's share of the expected volume.
pub(super) fn queue_share(entry: &Entry<'_>, book: &Book<'_>) -> f64 {
    if let Some(share) = number(entry.node, "queue_share") {
        return share;
    }
    if book.volume > 0.0 { volume(entry.node) / book.volume } else { 0.0 }
}
