//! All days of a horizon have the same contact types and agent groups: what a day lacks is there
//! without volume, or without agents.

use crate::scenario::model::Scenario;
use crate::scenario::shape::defaults::number_at;
use crate::scenario::shape::{is_note, members_of};
use crate::scenario::text::tree::{Member, Node, Value};

/// Whether scenarios have the same types and groups.
pub(crate) fn have_the_same_names(one: &Scenario, other: &Scenario) -> bool {
    let types = |of: &Scenario| of.contact_types.iter().map(|own| own.name.clone()).collect();
    let groups = |of: &Scenario| of.agent_groups.iter().map(|own| own.name.clone()).collect();
    let names = |of| -> [Vec<String>; 2] { [types(of), groups(of)] };
    names(one) == names(other)
}

/// A tree with the types and groups of others that it lacks, after its own and in their order.
pub(crate) fn completed(tree: &Node, others: &[&Node]) -> Node {
    let mut whole = tree.clone();
    let intervals = intervals(tree);
    for other in others {
        for member in members_of(other, "contact_types") {
            if lacks(&whole, "contact_types", &member.key) {
                let node = without_volume(&member.node, intervals);
                add(&mut whole, "contact_types", member, node);
                let target = other.get("targets").and_then(|targets| targets.get(&member.key));
                if let (Some(target), Some(own)) = (target, whole.get_mut("targets")) {
                    own.set(&member.key, target.clone());
                }
            }
        }
        for member in members_of(other, "agent_groups") {
            if lacks(&whole, "agent_groups", &member.key) {
                add(&mut whole, "agent_groups", member, without_agents(&member.node));
            }
        }
    }
    whole
}

fn lacks(tree: &Node, key: &str, name: &str) -> bool {
    tree.get(key).is_some_and(|all| all.get(name).is_none())
}

fn add(tree: &mut Node, key: &str, like: &Member, node: Node) {
    if let Some(Value::Object(members)) = tree.get_mut(key).map(|all| &mut all.value) {
        members.push(Member { node, ..like.clone() });
    }
}

/// Numbers of a list with one for each interval.
fn intervals(tree: &Node) -> usize {
    let types = members_of(tree, "contact_types");
    types.first().and_then(|own| own.node.get("volume")).map_or(0, |list| list.items().len())
}

/// A type of which none come.
fn without_volume(node: &Node, intervals: usize) -> Node {
    let mut own = without(node, &["busyness"]);
    let none = number_at(0.0, &node.place);
    let list = Node { value: Value::List(vec![none; intervals]), place: node.place.clone() };
    own.set("volume", list);
    own
}

/// A group of nobody: it has its skills, so that it stands where it does on other days, and no
/// factor, since nothing multiplies it.
fn without_agents(node: &Node) -> Node {
    let mut own = without(node, &["agents", "scheduled_agents", "shifts", "incentive"]);
    own.set("agents", number_at(0.0, &node.place));
    if let Some(Value::Object(skills)) = own.get_mut("skills").map(|skills| &mut skills.value) {
        for skill in skills.iter_mut().filter(|skill| !is_note(skill)) {
            for factor in ["handle_time_factor", "resolution_factor", "conversion_factor"] {
                let one = number_at(1.0, &skill.place);
                skill.node.set(factor, one);
            }
        }
    }
    own
}

fn without(node: &Node, keys: &[&str]) -> Node {
    let mut own = node.clone();
    if let Value::Object(members) = &mut own.value {
        members.retain(|member| !keys.contains(&&*member.key));
    }
    own
}
