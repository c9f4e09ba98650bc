//! Agent groups: heads, skills, and what agents are paid to do.

use super::common::{COUNT, CV, FROM, NAMES, NOT_NEGATIVE, POSITIVE, SHARE, SOME};
use super::routing::AMONG_WAITING;
use crate::scenario::limits::LARGEST_FACTOR;
use crate::scenario::shape::{
    Choice, Ends, Key, ListShape, Names, ObjectShape, Presence, Preset, Range, Rule, Shape, later,
    optional, or_number, or_text, required,
};

pub(crate) static AGENT_GROUPS: ObjectShape = ObjectShape {
    title: "agent groups",
    doc: "Agents with the same skills, by name",
    keys: &[],
    rules: &[Rule::SomeName],
    names: Some(Names { what: "an agent group", shape: Shape::Object(&AGENT_GROUP) }),
    marker: None,
};

pub(crate) static AGENT_GROUP: ObjectShape = ObjectShape {
    title: "an agent group",
    doc: "Agents with the same skills",
    keys: &[&[
        optional("agents", HEADS, "Productive agents in each interval, never shrunk"),
        optional("scheduled_agents", HEADS, "Paid agents in each interval, before shrinkage"),
        optional("shifts", SHIFTS, "Persons with their own hours"),
        required("skills", SKILLS, "Contact types that the agents can take"),
        or_number("wage_per_hour", NOT_NEGATIVE, 0.0, "Money for one paid hour"),
        or_number("speed_cv", CV, 0.0, "Variation of handle time from agent to agent"),
        OFFERS,
        optional("incentive", Shape::Text, "Name of an incentive profile; else none"),
        optional("among_waiting", Shape::Choice(AMONG_WAITING), "Else that of `routing`"),
        later("turnover", "Agents who leave and are replaced, in a horizon"),
        later("learning", "Agents who get faster"),
        later("concurrency", "Several contacts at once"),
    ]],
    rules: &[Rule::ExactlyOne(&["agents", "scheduled_agents", "shifts"])],
    names: None,
    marker: None,
};

const OFFERS: Key = Key {
    name: "offers",
    shape: Shape::Truth,
    presence: Presence::Default(Preset::Truth(false)),
    doc: "Whether these agents may offer a product",
};

const HEADS: Shape = Shape::OneOf(&[COUNT, Shape::List(&HEADS_BY_INTERVAL), Shape::Object(&FROM)]);

static HEADS_BY_INTERVAL: ListShape =
    ListShape { item: COUNT, what: "whole number for each interval", least: 1, most: 96 };

const SHIFTS: Shape = Shape::OneOf(&[Shape::List(&SHIFT_LIST), Shape::Object(&FROM)]);

static SHIFT_LIST: ListShape =
    ListShape { item: Shape::Object(&SHIFT), what: "shift", least: 1, most: 100_000 };

static SHIFT: ObjectShape = ObjectShape {
    title: "a shift",
    doc: "One person's day, or that of several with the same hours",
    keys: &[&[
        required("start", Shape::Clock, "Begins"),
        required("end", Shape::Clock, "Ends"),
        optional("breaks", Shape::List(&BREAKS), "Breaks, in order"),
        or_number("agents", SOME, 1.0, "Persons with these hours"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static BREAKS: ListShape =
    ListShape { item: Shape::Object(&BREAK), what: "break", least: 0, most: 24 };

static BREAK: ObjectShape = ObjectShape {
    title: "a break",
    doc: "Time away inside a shift",
    keys: &[&[
        required("start", Shape::Clock, "Begins, once the contact in hand is finished"),
        required("end", Shape::Clock, "Ends"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

pub(crate) const SKILLS: Shape = Shape::OneOf(&[Shape::List(&NAMES), Shape::Object(&SKILL_TABLE)]);

static SKILL_TABLE: ObjectShape = ObjectShape {
    title: "skills",
    doc: "Contact types that the agents can take, and what belongs to the pair",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a contact type", shape: Shape::Object(&SKILL) }),
    marker: None,
};

static SKILL: ObjectShape = ObjectShape {
    title: "a skill",
    doc: "What belongs to a contact type and an agent group together",
    keys: &[SKILL_KEYS],
    rules: &[],
    names: None,
    marker: None,
};

/// What belongs to a pair, on the skill and in the verb that gives one.
pub(crate) static SKILL_KEYS: &[Key] = &[
    optional("preference", RANK, "Rank of the group for the contact, lower first"),
    optional("priority", RANK, "Rank of the contact for the group, lower first"),
    or_number("after_seconds", NOT_NEGATIVE, 0.0, "Wait before the group may take the contact"),
    or_number("keep_idle", COUNT, 0.0, "Idle agents kept back from this contact type"),
    or_number("weight", POSITIVE, 1.0, "Factor on the wait where the longest is taken"),
    or_number("handle_time_factor", FACTOR, 1.0, "Factor on talk and wrap-up"),
    or_number("resolution_factor", NOT_NEGATIVE, 1.0, "Factor on the resolution probability"),
    or_number("conversion_factor", NOT_NEGATIVE, 1.0, "Factor on the conversion probability"),
];

const FACTOR: Shape = Shape::Number(Range { least: 0.0, most: LARGEST_FACTOR, ends: Ends::Above });

const RANK: Shape = Shape::Number(Range::between(-1e9, 1e9));

pub(crate) static SHRINKAGE: ObjectShape = ObjectShape {
    title: "shrinkage",
    doc: "Share of scheduled agents who are paid and not there",
    keys: &[&[
        required("share", Shape::Number(Range::SHARE_BELOW_ONE), "Share of scheduled agents"),
        or_text("kind", Shape::Choice(SHRINKAGE_KIND), "constant", "How it falls on a day"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const SHRINKAGE_KIND: &[Choice] = &[
    Choice { name: "constant", doc: "The same share in every interval" },
    Choice { name: "random", doc: "Each agent is away all day with this probability" },
];

pub(crate) static INCENTIVE_PROFILES: ObjectShape = ObjectShape {
    title: "incentive profiles",
    doc: "What agents are paid to do, by name",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "an incentive profile", shape: Shape::Object(&INCENTIVE_PROFILE) }),
    marker: None,
};

static INCENTIVE_PROFILE: ObjectShape = ObjectShape {
    title: "an incentive profile",
    doc: "Factors on behaviour, and what they cost",
    keys: &[&[
        or_number("detect", SHARE, 1.0, "That a need is noticed"),
        or_number("push", SHARE, 0.0, "That a product is offered where there is no need"),
        or_number("conversion_factor", NOT_NEGATIVE, 1.0, "Factor on the conversion probability"),
        or_number("overpromise_factor", NOT_NEGATIVE, 1.0, "Factor on over-promising"),
        or_number("resolution_factor", NOT_NEGATIVE, 1.0, "Factor on the resolution probability"),
        or_number("commission_per_sale", NOT_NEGATIVE, 0.0, "Money for a sale or accepted offer"),
        or_number("bonus_per_hour", NOT_NEGATIVE, 0.0, "Money for one paid hour"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};
