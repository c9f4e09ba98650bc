//! Which numbers of a scenario are whole: heads, lines, places, agents kept idle.
//!
//! Asked of the format, so that whoever draws, scales or varies a number treats all of them alike.

use super::shapes::Shape;
use super::tables::SCENARIO;
use crate::base::dotted::{Step, steps};
use crate::scenario::text::paths::Turn;

/// Whether the format wants a whole number where a path leads; `*` stands for any name.
pub(crate) fn takes_whole(path: &str) -> bool {
    steps(path).is_some_and(|steps| wants_whole(&Shape::Object(&SCENARIO), &steps) == Some(true))
}

/// Whether the format wants a whole number at an address.
pub(crate) fn is_whole(address: &[Turn]) -> bool {
    let steps: Vec<Step> = address.iter().map(step).collect();
    wants_whole(&Shape::Object(&SCENARIO), &steps) == Some(true)
}

fn step(turn: &Turn) -> Step {
    match turn {
        Turn::Key(key) => Step::Key(key.clone()),
        Turn::Item(place) => Step::Key((place + 1).to_string()),
    }
}

/// Nothing where the format wants no number.
fn wants_whole(shape: &Shape, steps: &[Step]) -> Option<bool> {
    match (shape, steps) {
        (Shape::Whole(_) | Shape::WholeOf(_), []) => Some(true),
        (Shape::Number(_), []) => Some(false),
        // Of what describes a random quantity only the number of phases is counted.
        (Shape::Law(_), steps) => {
            Some(steps.last().is_some_and(|step| step.key() == Some("phases")))
        }
        (Shape::Object(object), [step, rest @ ..]) => {
            let own = step.key().and_then(|key| object.key(key)).map(|key| key.shape);
            let shape = own.or_else(|| object.names.map(|names| names.shape))?;
            wants_whole(&shape, rest)
        }
        // A list stands for each of its items: a path to the whole of it scales all of them.
        (Shape::List(list), []) => wants_whole(&list.item, &[]),
        (Shape::List(list), [_, rest @ ..]) => wants_whole(&list.item, rest),
        (Shape::OneOf(shapes), _) => shapes.iter().find_map(|shape| wants_whole(shape, steps)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_says_which_numbers_are_whole() {
        for path in [
            "lines",
            "agent_groups.desk.agents",
            "agent_groups.*.scheduled_agents",
            "agent_groups.desk.agents.3",
            "agent_groups.\"desk 2.0\".skills.sales.keep_idle",
            "agent_groups.*.skills.*.keep_idle",
            "contact_types.sales.waiting_places",
            "contact_types.*.redial.max_attempts",
            "contact_types.sales.offer.when.waiting_at_most",
            "contact_types.sales.handle_time.phases",
        ] {
            assert!(takes_whole(path), "{path}");
        }
        for path in [
            "contact_types.sales.volume_per_hour",
            "contact_types.sales.volume",
            "contact_types.sales.handle_time.mean_seconds",
            "contact_types.sales.patience",
            "agent_groups.desk.wage_per_hour",
            "agent_groups.desk.skills.sales.after_seconds",
            "routing.policy",
            "no.such.path",
            "",
        ] {
            assert!(!takes_whole(path), "{path}");
        }
    }
}
