//! `give_skill` and `move_agents`: heads that go from one group to another.

use super::share::{Heads, Part, Parted};
use super::{Draft, is_too_long, remove};
use crate::scenario::build::whole_value;
use crate::scenario::model::Home;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};
use crate::scenario::text::words::quoted;

/// Keys of `give_skill` that are not attributes of the skill.
const NOT_ATTRIBUTES: [&str; 5] = ["group", "share", "agents", "skill", "note"];

/// Makes a group `GROUP + SKILL` of some heads of a group, which can do one thing more.
pub(super) fn give_skill(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let Some(group) = draft.named_group(verb, "group", problems) else { return };
    let Some(skill) = verb.get("skill") else { return };
    let Some(skill_name) = skill.text() else { return };
    let Some(mut made) = draft.group(&group).cloned() else { return };
    let mut skills = remove(&mut made, "skills").map_or_else(|| empty(&made.place), |old| old.node);
    if skills.get(skill_name).is_some() {
        let wanted = format!("a skill that `{group}` does not have");
        problems.add(&skill.place, quoted(skill), wanted);
        return;
    }
    let name = format!("{group} + {skill_name}");
    if is_too_long(&name, &verb.place, problems) {
        return;
    }
    if draft.group(&name).is_some() {
        problems.add(&verb.place, format!("a second group `{name}`"), "each skill given once");
        return;
    }
    let Some((parted, moved_homes)) = take(draft, &group, verb, problems) else { return };
    let attributes = verb.members().iter().filter(|m| !NOT_ATTRIBUTES.contains(&&*m.key));
    let attributes = Value::Object(attributes.cloned().collect());
    if let Value::Object(members) = &mut skills.value {
        members.push(Member {
            key: skill_name.to_owned().into(),
            place: skill.place.clone(),
            node: Node { value: attributes, place: verb.place.clone() },
        });
    }
    made.set("skills", skills);
    parted.moved.put(&mut made, &verb.place);
    if let Some(node) = draft.group_mut(&group) {
        parted.kept.put(node, &verb.place);
    }
    draft.homes.set(&name, moved_homes);
    let position = draft.position(&group) + 1;
    draft.insert_group(position, &name, made);
}

/// Moves heads from one group to another.
pub(super) fn move_agents(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let from = draft.named_group(verb, "from", problems);
    let to = draft.named_group(verb, "to", problems);
    let (Some(from), Some(to), Some(day)) = (from, to, draft.day()) else { return };
    if from == to {
        problems.add(&verb.place, format!("`{to}` twice"), "two groups");
        return;
    }
    let heads_of = |name: &str| Heads::of(draft.group(name)?, day.intervals);
    let (Some(leaving), Some(there)) = (heads_of(&from), heads_of(&to)) else { return };
    if leaving.key() != there.key() {
        different_keys(&verb.place, (&from, leaving.key()), (&to, there.key()), problems);
        return;
    }
    let Some((parted, moved_homes)) = take(draft, &from, verb, problems) else { return };
    put(draft, (&from, &to), there, parted, moved_homes, &verb.place);
}

/// Moves counted heads from one group to another, so many in each interval.
pub(super) fn transfer(
    draft: &mut Draft<'_>,
    (from, to): (&str, &str),
    heads: &[u32],
    place: &Place,
) {
    if heads.iter().all(|&count| count == 0) {
        return;
    }
    let heads_of = |name: &str| Heads::of(draft.group(name)?, heads.len());
    let (Some(leaving), Some(there)) = (heads_of(from), heads_of(to)) else { return };
    let Heads::Counted { key, by_interval } = leaving else { return };
    let kept = by_interval.iter().zip(heads).map(|(all, gone)| all - gone).collect();
    let kept = Heads::Counted { key, by_interval: kept };
    let moved = Heads::Counted { key, by_interval: heads.to_vec() };
    let homes = draft.homes.part(from, kept.most(), moved.most());
    put(draft, (from, to), there, Parted { kept, moved }, homes, place);
}

/// Puts heads that have left one group into another, with their homes.
fn put(
    draft: &mut Draft<'_>,
    (from, to): (&str, &str),
    there: Heads,
    parted: Parted,
    moved_homes: Vec<Home>,
    place: &Place,
) {
    let most_there = there.most();
    // Lists of different lengths are said when the scenario is built.
    let Some(together) = there.and(parted.moved) else { return };
    let mut homes = draft.homes.of(to, most_there);
    homes.extend(moved_homes);
    draft.homes.set(to, homes);
    if let Some(node) = draft.group_mut(from) {
        parted.kept.put(node, place);
    }
    if let Some(node) = draft.group_mut(to) {
        together.put(node, place);
    }
}

/// Says that heads cannot be put together.
pub(super) fn different_keys(
    place: &Place,
    one: (&str, &str),
    other: (&str, &str),
    problems: &mut Problems,
) {
    let found = format!("`{}` in `{}` and `{}` in `{}`", one.1, one.0, other.1, other.0);
    problems.add(place, found, "groups whose heads are given in the same way");
}

/// The heads that a verb takes from a group, and who they are.
fn take(
    draft: &mut Draft<'_>,
    group: &str,
    verb: &Node,
    problems: &mut Problems,
) -> Option<(Parted, Vec<Home>)> {
    let (part, node) = part_of(verb)?;
    let day = draft.day()?;
    let heads = Heads::of(draft.group(group)?, day.intervals)?;
    match heads.part(part, &day) {
        Ok(parted) => {
            let homes = draft.homes.part(group, parted.kept.most(), parted.moved.most());
            Some((parted, homes))
        }
        Err(wanted) => {
            problems.add(&node.place, quoted(node), format!("{wanted} (`{group}`)"));
            None
        }
    }
}

/// How many heads, and where that is said.
fn part_of(verb: &Node) -> Option<(Part, &Node)> {
    if let Some(node) = verb.get("share") {
        return Some((Part::Share(node.number()?), node));
    }
    let node = verb.get("agents")?;
    Some((Part::Agents(whole_value(node)?), node))
}

fn empty(place: &Place) -> Node {
    Node { value: Value::Object(Vec::new()), place: place.clone() }
}
