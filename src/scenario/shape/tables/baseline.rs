//! A baseline of `switchroom check`, as a file.

use super::common::{NOT_NEGATIVE, SOME};
use crate::scenario::shape::{ListShape, Names, ObjectShape, Range, Shape, optional, required};

/// Figures of an earlier run, replication by replication.
pub(crate) static BASELINE: ObjectShape = ObjectShape {
    title: "a baseline",
    doc: "Figures of an earlier run, which later ones are paired with",
    keys: &[&[
        required("baseline_format", Shape::WholeOf(&[1]), "Version of the file format"),
        required("scenario", Shape::Text, "Name of the scenario's file"),
        required("version", Shape::Text, "Of the program that wrote it"),
        required("sample_path", COUNTED, "Version of the draws"),
        required("seed", COUNTED, "Which random numbers"),
        required("replications", SOME, "Days, or runs of a steady state"),
        required("digests", Shape::Object(&DIGESTS), "Of all totals of each variant"),
        required("accepted", Shape::List(&ACCEPTED), "Who accepted what, the newest last"),
        required("figures", Shape::Object(&VARIANTS), "What is compared"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// Whole numbers that JSON carries exactly.
const LARGEST: f64 = 9_007_199_254_740_991.0;
const COUNTED: Shape = Shape::Whole(Range::between(0.0, LARGEST));

static DIGESTS: ObjectShape = named("digests", "a variant", Shape::Text);
static VARIANTS: ObjectShape = named("figures", "a variant", Shape::Object(&FIGURES));
static FIGURES: ObjectShape = named("figures of a variant", "a figure", Shape::Object(&FIGURE));

const fn named(title: &'static str, what: &'static str, shape: Shape) -> ObjectShape {
    let names = Some(Names { what, shape });
    ObjectShape { title, doc: title, keys: &[], rules: &[], names, marker: None }
}

static ACCEPTED: ListShape =
    ListShape { item: Shape::Object(&ACCEPTANCE), what: "object", least: 0, most: usize::MAX };

static ACCEPTANCE: ObjectShape = ObjectShape {
    title: "an acceptance",
    doc: "Who accepted which figures, and why",
    keys: &[&[
        required("by", Shape::Text, "Who"),
        required("reason", Shape::Text, "Why"),
        required("version", Shape::Text, "Of the program"),
        required("shifts", Shape::List(&SHIFTS), "What moved"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static SHIFTS: ListShape =
    ListShape { item: Shape::Text, what: "text", least: 0, most: usize::MAX };

static FIGURE: ObjectShape = ObjectShape {
    title: "a stored figure",
    doc: "A ratio of means, replication by replication",
    keys: &[&[
        optional("value", Shape::Number(Range::ANY), "The figure, for readers"),
        required("scale", NOT_NEGATIVE, "From x over y to the unit of the figure"),
        required("x", Shape::List(&COUNTS), "Numerators"),
        required("y", Shape::OneOf(&[COUNT, Shape::List(&COUNTS)]), "Denominators, or the one"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const COUNT: Shape = Shape::Whole(Range::between(-LARGEST, LARGEST));
static COUNTS: ListShape = ListShape { item: COUNT, what: "count", least: 1, most: usize::MAX };
