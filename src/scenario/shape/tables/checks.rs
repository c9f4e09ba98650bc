//! What must hold, for continuous integration.

use super::common::{POSITIVE, SOME};
use crate::scenario::shape::{
    Choice, Names, ObjectShape, Range, Rule, Shape, optional, or_text, required,
};

/// Assertions, by the planner's names.
pub(crate) static CHECKS: ObjectShape = ObjectShape {
    title: "checks",
    doc: "What must hold, by name, for `switchroom check`",
    keys: &[],
    rules: &[Rule::SomeName],
    names: Some(Names { what: "a check", shape: Shape::Object(&CHECK) }),
    marker: None,
};

const BOUND: Shape = Shape::Number(Range::ANY);

static CHECK: ObjectShape = ObjectShape {
    title: "a check",
    doc: "Bounds of a figure, and how far it may be from its baseline",
    keys: &[&[
        required("measure", Shape::Text, "A figure, such as `contact_types.sales.service_level`"),
        optional("at_least", BOUND, "The figure is not below this"),
        optional("at_most", BOUND, "The figure is not above this"),
        optional("margin", POSITIVE, "How far it may be from its baseline, in its own unit"),
        optional("variant", Shape::Text, "Of this variant; else of the base"),
        optional("difference", Shape::Truth, "True: the variant's figure less the base's"),
        or_text("severity", Shape::Choice(SEVERITY), "error", "What a failure does"),
        optional("max_replications", SOME, "When to stop adding days to decide on the bounds"),
    ]],
    rules: &[
        Rule::AtLeastOne(&["at_least", "at_most", "margin"]),
        Rule::Needs("difference", "variant"),
        Rule::AtMostOne(&["margin", "difference"]),
    ],
    names: None,
    marker: None,
};

const SEVERITY: &[Choice] = &[
    Choice { name: "error", doc: "The command fails" },
    Choice { name: "warn", doc: "It is said, and the command does not fail" },
];
