//! Shapes that several tables use.

use crate::scenario::shape::{ListShape, ObjectShape, Range, Shape, required};

/// Largest whole number where no other limit is stated.
const MOST: f64 = 1e9;
/// Any count.
pub(crate) const COUNT: Shape = Shape::Whole(Range::between(0.0, MOST));
/// A count of at least one.
pub(crate) const SOME: Shape = Shape::Whole(Range::between(1.0, MOST));
pub(crate) const SHARE: Shape = Shape::Number(Range::SHARE);
pub(crate) const NOT_NEGATIVE: Shape = Shape::Number(Range::NOT_NEGATIVE);
pub(crate) const POSITIVE: Shape = Shape::Number(Range::POSITIVE);
/// Beyond 5 a factor is hardly a factor.
pub(crate) const CV: Shape = Shape::Number(Range::between(0.0, 5.0));

/// A reference to a CSV input.
pub(crate) static FROM: ObjectShape = ObjectShape {
    title: "a reference to an input",
    doc: "Values from a CSV file",
    keys: &[&[required("from", Shape::Text, "Name of one of the `inputs`")]],
    rules: &[],
    names: None,
    marker: Some("from"),
};

/// Names of things defined elsewhere.
pub(crate) static NAMES: ListShape =
    ListShape { item: Shape::Text, what: "name", least: 0, most: usize::MAX };
/// At least one name.
pub(crate) static SOME_NAMES: ListShape =
    ListShape { item: Shape::Text, what: "name", least: 1, most: usize::MAX };
