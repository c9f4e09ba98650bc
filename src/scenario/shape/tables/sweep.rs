//! Sweeps: values that vary, one or several at once.

use super::groups::SKILL_KEYS;
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::shape::{
    Choice, ListShape, ObjectShape, Range, Rule, Shape, optional, required,
};

/// One axis, a list of them, or axes with the sample that is drawn.
pub(crate) const SWEEP: Shape =
    Shape::OneOf(&[Shape::Object(&SAMPLED), Shape::Object(&AXIS), Shape::List(&AXES)]);

static SAMPLED: ObjectShape = ObjectShape {
    title: "a sweep",
    doc: "Axes, and how points are chosen among them",
    keys: &[&[
        required("axes", Shape::OneOf(&[Shape::Object(&AXIS), Shape::List(&AXES)]), "What varies"),
        optional("sample", Shape::Object(&SAMPLE), "Points drawn between the ends; else a grid"),
    ]],
    rules: &[],
    names: None,
    marker: Some("axes"),
};

static AXES: ListShape =
    ListShape { item: Shape::Object(&AXIS), what: "axis of a sweep", least: 1, most: 20 };

/// What varies, and over which values.
pub(crate) static AXIS: ObjectShape = ObjectShape {
    title: "an axis of a sweep",
    doc: "What varies, and over which values",
    keys: &[&[
        optional("path", Shape::Text, "The value that is set"),
        optional("scale", Shape::Text, "The value that is multiplied by a factor"),
        optional("give_skill", Shape::Object(&GIVEN), "The skill that a share of agents learns"),
        optional("from", Shape::Number(Range::ANY), "The first value, factor or share"),
        optional("to", Shape::Number(Range::ANY), "The last"),
        optional("step", Shape::Number(Range::POSITIVE), "From one to the next"),
        optional("values", Shape::List(&VALUES), "The values, factors or shares"),
        optional(
            "keep_total_agents",
            Shape::Truth,
            "Heads that the group gains or loses come from and go to the others, by their heads",
        ),
    ]],
    rules: &[
        Rule::ExactlyOne(&["path", "scale", "give_skill"]),
        Rule::ExactlyOne(&["from", "values"]),
        Rule::Needs("from", "to"),
        Rule::Needs("to", "from"),
        Rule::Needs("step", "from"),
        // It moves agents and makes none.
        Rule::AtMostOne(&["give_skill", "keep_total_agents"]),
    ],
    names: None,
    marker: None,
};

static VALUES: ListShape =
    ListShape { item: Shape::Anything, what: "value", least: 1, most: MOST_POINTS };

static GIVEN: ObjectShape = ObjectShape {
    title: "a skill that a varying share learns",
    doc: "A share of the agents of a group learns a skill",
    keys: &[
        &[
            required("group", Shape::Text, "Whose agents learn"),
            required("skill", Shape::Text, "The contact type they learn to take"),
        ],
        SKILL_KEYS,
    ],
    rules: &[],
    names: None,
    marker: None,
};

static SAMPLE: ObjectShape = ObjectShape {
    title: "a sample of a sweep",
    doc: "Points drawn in the box between the ends of the axes",
    keys: &[&[
        required("method", Shape::Choice(METHODS), "How they are spread"),
        required("points", Shape::Whole(Range::between(1.0, MOST_POINTS as f64)), "How many"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// How points are spread over a box.
pub(crate) const METHODS: &[Choice] = &[
    Choice { name: "latin_hypercube", doc: "One in each of as many strata of every axis" },
    Choice { name: "sobol", doc: "A scrambled Sobol sequence; best with a power of two" },
];
