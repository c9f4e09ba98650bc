//! The random quantities of the parts of a scenario, each with its own unit and default family.

use crate::random::Law;

use crate::scenario::build::book::Book;
use crate::scenario::laws::{law, law_by_interval};
use crate::scenario::model::DurationByInterval;
use crate::scenario::shape::LawShape;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// Seconds in the days of `delay_days`.
const SECONDS_PER_DAY: f64 = 86_400.0;

/// The law under a key.
pub(super) fn law_at(
    node: &Node,
    key: &str,
    shape: &'static LawShape,
    problems: &mut Problems,
) -> Option<Law> {
    law(node.get(key)?, shape, problems)
}

/// The delay in seconds that `delay` or `delay_days` gives.
pub(super) fn delay(node: &Node, problems: &mut Problems) -> Option<Law> {
    if let Some(days) = node.get("delay_days") {
        let days = law(days, &LawShape::DELAY_DAYS, problems)?;
        return Some(days.scaled(SECONDS_PER_DAY));
    }
    law_at(node, "delay", &LawShape::DELAY, problems)
}

/// Talk time, which may have a mean for each interval.
pub(super) fn handle_time(
    node: &Node,
    book: &Book<'_>,
    problems: &mut Problems,
) -> Option<DurationByInterval> {
    let given = node.get("handle_time")?;
    if given.get("from").is_some() {
        // It could not be read, which has been said.
        return None;
    }
    if let Some(means) = given.get("mean_seconds").filter(|means| !means.items().is_empty()) {
        book.check_length(means, problems);
    }
    law_by_interval(given, &LawShape::HANDLE_TIME, problems)
}

/// What stands in for a law that is missing or wrong, which has been said.
pub(super) fn unknown() -> Law {
    Law::Constant { value: 0.0 }
}
