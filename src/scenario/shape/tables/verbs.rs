//! What-ifs: variants in the planner's verbs, and contrasts.

use super::common::{CV, NOT_NEGATIVE, SHARE, SOME, SOME_NAMES};
use super::groups::{SKILL_KEYS, SKILLS};
use super::routing::AMONG_WAITING;
use crate::scenario::limits::MOST_HORIZON_MONTHS;
use crate::scenario::shape::{
    Choice, Key, ListShape, Names, ObjectShape, Range, Rule, Shape, optional, or_text, required,
};

pub(crate) static VARIANTS: ObjectShape = ObjectShape {
    title: "variants",
    doc: "Differences from the base, by name",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a variant", shape: VARIANT }),
    marker: None,
};

const VARIANT: Shape = Shape::OneOf(&[Shape::Object(&VERBS), Shape::List(&STEPS)]);

static STEPS: ListShape =
    ListShape { item: Shape::Object(&VERBS), what: "step", least: 1, most: 1000 };

/// What is done to a scenario, in the order of these keys.
pub(super) const DONE: &[Key] = &[
    optional("pool", Shape::Object(&POOL), "Make one group of several"),
    optional("give_skill", GIVE_SKILL, "Some agents of a group learn a skill"),
    optional("move_agents", MOVE_AGENTS, "Agents change their group"),
    optional("set", Shape::Object(&SET), "Replace values at paths"),
    optional("scale", Shape::Object(&SCALE), "Multiply values at paths"),
    optional("add", Shape::Object(&ADD), "Add to values at paths"),
];

/// A date of the horizon, or one of its months.
pub(super) const WHEN: Shape =
    Shape::OneOf(&[Shape::Date, Shape::Whole(Range::between(1.0, MOST_HORIZON_MONTHS))]);

/// What one step of a variant does, in the order of these keys.
pub(crate) static VERBS: ObjectShape = ObjectShape {
    title: "a step of a variant",
    doc: "Differences in planner's verbs, applied in the order of this list",
    keys: &[
        DONE,
        &[
            optional("best_split", Shape::Object(&BEST_SPLIT), "Divide the same heads best"),
            optional(
                "happens",
                Shape::Truth,
                "Whether this happens and is not chosen, so that it is compared and never the \
                 best; else told from what it changes",
            ),
            optional(
                "from",
                WHEN,
                "In a horizon, the date or month from which on the variant differs from its base",
            ),
        ],
    ],
    rules: &[],
    names: None,
    marker: None,
};

static SET: ObjectShape = by_path("values by path", "New values", Shape::Anything);
static SCALE: ObjectShape =
    by_path("factors by path", "Factors on values", Shape::Number(Range::NOT_NEGATIVE));
static ADD: ObjectShape = by_path("summands by path", "Added to values", Shape::Number(Range::ANY));

const fn by_path(title: &'static str, doc: &'static str, shape: Shape) -> ObjectShape {
    let names = Some(Names { what: "a path into the scenario", shape });
    ObjectShape { title, doc, keys: &[], rules: &[], names, marker: None }
}

const GIVE_SKILL: Shape =
    Shape::OneOf(&[Shape::Object(&GIVE_SKILL_OBJECT), Shape::List(&GIVE_SKILLS)]);

static GIVE_SKILLS: ListShape =
    ListShape { item: Shape::Object(&GIVE_SKILL_OBJECT), what: "object", least: 1, most: 1000 };

static GIVE_SKILL_OBJECT: ObjectShape = ObjectShape {
    title: "a skill to give",
    doc: "Some agents of a group learn a skill; they become the group `GROUP + SKILL`",
    keys: &[
        &[
            required("group", Shape::Text, "Whose agents learn"),
            optional("share", SHARE, "Share of the agents who learn"),
            optional("agents", SOME, "How many agents learn"),
            required("skill", Shape::Text, "The contact type they learn to take"),
        ],
        SKILL_KEYS,
    ],
    rules: &[Rule::ExactlyOne(&["share", "agents"])],
    names: None,
    marker: None,
};

const MOVE_AGENTS: Shape = Shape::OneOf(&[Shape::Object(&MOVE_AGENTS_OBJECT), Shape::List(&MOVES)]);

static MOVES: ListShape =
    ListShape { item: Shape::Object(&MOVE_AGENTS_OBJECT), what: "object", least: 1, most: 1000 };

static MOVE_AGENTS_OBJECT: ObjectShape = ObjectShape {
    title: "agents to move",
    doc: "Agents change their group",
    keys: &[&[
        required("from", Shape::Text, "The group they leave"),
        required("to", Shape::Text, "The group they join"),
        optional("share", SHARE, "Share of the agents who move"),
        optional("agents", SOME, "How many agents move"),
    ]],
    rules: &[Rule::ExactlyOne(&["share", "agents"])],
    names: None,
    marker: None,
};

static POOL: ObjectShape = ObjectShape {
    title: "groups to pool",
    doc: "Make one group of several; what differs between them must be given",
    keys: &[&[
        required("groups", Shape::List(&SOME_NAMES), "The groups"),
        required("into", Shape::Text, "Name of the new group"),
        optional("skills", SKILLS, "Skills of the new group; else those of all"),
        optional("wage_per_hour", NOT_NEGATIVE, "Wage of the new group"),
        optional("incentive", Shape::Text, "Incentive profile of the new group"),
        optional("offers", Shape::Truth, "Whether the new group may offer"),
        optional("speed_cv", CV, "Variation of handle time from agent to agent"),
        optional("among_waiting", Shape::Choice(AMONG_WAITING), "Rule of the new group"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static BEST_SPLIT: ObjectShape = ObjectShape {
    title: "a best split",
    doc: "Divide the heads of some groups anew among specialists",
    keys: &[&[
        required("groups", Shape::List(&SOME_NAMES), "The groups whose heads are divided"),
        or_text("by", Shape::Choice(SPLIT_BY), "abandoned_and_blocked", "What is best"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const SPLIT_BY: &[Choice] = &[
    Choice { name: "abandoned_and_blocked", doc: "Fewest abandoned and blocked in total" },
    Choice { name: "net_value", doc: "Most net value" },
];

pub(crate) static CONTRASTS: ObjectShape = ObjectShape {
    title: "contrasts",
    doc: "Mean of some variants less mean of others, by name",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a contrast", shape: Shape::Object(&CONTRAST) }),
    marker: None,
};

static CONTRAST: ObjectShape = ObjectShape {
    title: "a contrast",
    doc: "Mean of some variants less mean of others",
    keys: &[&[
        required("plus", Shape::List(&SOME_NAMES), "Names of variants; `base` is the base"),
        required("minus", Shape::List(&SOME_NAMES), "Names of variants; `base` is the base"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};
