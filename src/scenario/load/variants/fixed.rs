//! What is the same in all designs of a file with a horizon, and on all its days.

use crate::base::dotted::{Step, steps};
use crate::scenario::overlay::one_by_one;
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};

/// What a horizon is made of, by path: the same for a base and all its variants, but for `changes`.
const OF_A_HORIZON: [&[&str]; 2] = [&["horizon"], &["customers", "at_start"]];

/// What no day type and no change changes.
const OF_ALL_DAYS: [&[&str]; 13] = [
    &["horizon"],
    &["customers", "at_start"],
    &["customers", "discount_rate_per_year"],
    &["customers", "value_months"],
    &["customers", "lost_customer_costs"],
    &["customers", "retention_observed_per_month"],
    &["currency"],
    &["day"],
    &["format"],
    &["inputs"],
    &["name"],
    &["run"],
    &["steady_state"],
];

/// Says when a variant has other days than its base, or begins with other customers.
pub(super) fn check_horizon(member: &Member, base: &Node, own: &Node, problems: &mut Problems) {
    let had_one = base.get("horizon").is_some();
    let wanted = "the base's: all designs have the same days and begin with the same customers";
    for path in OF_A_HORIZON.iter().filter(|path| had_one || path[0] == "horizon") {
        let of = |tree| at(tree, path).map(without_changes);
        if !are_alike(of(base).as_ref(), of(own).as_ref()) {
            let found = format!("a variant with another `{}`", path.join("."));
            let place = step_that_names(member, path).unwrap_or_else(|| member.place.clone());
            problems.add(&place, found, wanted);
        }
    }
}

/// Says when a day type or a change is of what all days have in common.
pub(super) fn check_day(member: &Member, file: &Node, day: &Node, problems: &mut Problems) {
    let mut refuse = |path: &[&str], wanted: &str| {
        let place = step_that_names(member, path).unwrap_or_else(|| member.place.clone());
        problems.add(&place, format!("another `{}`", path.join(".")), wanted);
    };
    for path in OF_ALL_DAYS {
        if !are_alike(at(file, path), at(day, path)) {
            refuse(path, "that of the file: it is the same on all days");
        }
    }
    // A type that days of this kind add brings its target.
    for target in file.get("targets").map_or(&[][..], Node::members) {
        let own = day.get("targets").and_then(|targets| targets.get(&target.key));
        let is_of_a_type = matches!(target.node.value, Value::Object(_));
        let is_gone = own.is_none() && is_of_a_type;
        if !is_note(target) && !is_gone && !are_alike(Some(&target.node), own) {
            refuse(&["targets", &*target.key], "that of the file: all days have one yardstick");
        }
    }
}

fn at<'n>(tree: &'n Node, path: &[&str]) -> Option<&'n Node> {
    path.iter().try_fold(tree, |node, key| node.get(key))
}

fn are_alike(one: Option<&Node>, other: Option<&Node>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.is_alike(other),
        _ => false,
    }
}

/// A horizon but for what variants may add to it.
fn without_changes(node: &Node) -> Node {
    let mut own = node.clone();
    if let Value::Object(members) = &mut own.value {
        members.retain(|member| member.key != "changes");
    }
    own
}

/// Where a variant names a path, or something below or above it.
fn step_that_names(member: &Member, path: &[&str]) -> Option<Place> {
    let names = |step: &Node| {
        let of_verb = step.members().iter().flat_map(|verb| verb.node.members());
        of_verb.filter_map(|one| steps(&one.key)).any(|own| {
            let named = own.iter().map(Step::key);
            let is_same = named.zip(path).all(|(step, key)| step.is_none_or(|step| step == *key));
            is_same && !is_of_changes(&own)
        })
    };
    one_by_one(&member.node).into_iter().find(|(_, step)| names(step)).map(|(place, _)| place)
}

fn is_of_changes(path: &[Step]) -> bool {
    let is = |at: usize, key: &str| path.get(at).and_then(Step::key) == Some(key);
    is(0, "horizon") && is(1, "changes")
}

/// Whether a place is that of a member or of something in it.
pub(super) fn stands_in(member: &Member, place: &Place) -> bool {
    fn holds(node: &Node, place: &Place) -> bool {
        node.place == *place
            || node.items().iter().any(|item| holds(item, place))
            || node.members().iter().any(|member| stands_in(member, place))
    }
    member.place == *place || holds(&member.node, place)
}
