//! Routing: the named policies and the rules for ties.

use crate::scenario::shape::{Choice, ObjectShape, Shape, or_text};

pub static ROUTING: ObjectShape = ObjectShape {
    title: "routing",
    doc: "Who takes which contact; what a skill states wins",
    keys: &[&[
        or_text("policy", Shape::Choice(POLICY), "specialists_first", "Fills the pairs' ranks"),
        or_text(
            "among_idle_agents",
            Shape::Choice(AMONG_IDLE_AGENTS),
            "longest_idle",
            "Which agent, among idle agents of equal preference",
        ),
        or_text(
            "among_waiting",
            Shape::Choice(AMONG_WAITING),
            "longest_wait",
            "Which contact type, among those of equal priority",
        ),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// Named policies.
pub const POLICY: &[Choice] = &[
    Choice { name: "specialists_first", doc: "Groups with fewer skills are preferred" },
    Choice { name: "sales_first", doc: "Also, contact types with a sale go first" },
    Choice { name: "longest_wait", doc: "All groups and all contact types are equal" },
    Choice { name: "split", doc: "Each group serves only its first contact type" },
    Choice { name: "max_weight", doc: "The pair of most queue times service rate" },
];

/// Rules among idle agents.
pub const AMONG_IDLE_AGENTS: &[Choice] = &[
    Choice { name: "longest_idle", doc: "Idle for the longest time" },
    Choice { name: "most_idle", doc: "Of the group with most idle agents" },
    Choice { name: "least_occupied", doc: "Least busy since opening" },
    Choice { name: "fastest", doc: "Of the group with the lowest handle-time factor" },
    Choice { name: "random", doc: "Any" },
];

/// Rules among waiting contacts.
pub const AMONG_WAITING: &[Choice] = &[
    Choice { name: "longest_wait", doc: "Weight times wait" },
    Choice { name: "longest_queue", doc: "Most contacts waiting" },
    Choice { name: "queue_ratio", doc: "Most above its wanted share of all waiting" },
    Choice { name: "c_mu", doc: "Waiting cost over handle time" },
    Choice { name: "earliest_due", doc: "Offered time and the target's seconds" },
];
