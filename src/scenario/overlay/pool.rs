//! `pool`: several groups become one.

use super::heads::different_keys;
use super::share::Heads;
use super::{Draft, is_too_long, remove};
use crate::scenario::model::Home;
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Value};
use crate::scenario::text::words::{all_of, quoted};

/// What a group has one of, with what is taken where nothing is given.
const OWN: [(&str, &str); 5] = [
    ("wage_per_hour", "0"),
    ("speed_cv", "0"),
    ("offers", "false"),
    ("incentive", "no profile"),
    ("among_waiting", "the rule of the whole"),
];

/// What a skill has, likewise.
const OF_A_SKILL: [(&str, &str); 8] = [
    ("preference", "what the policy says"),
    ("priority", "what the policy says"),
    ("after_seconds", "0"),
    ("keep_idle", "0"),
    ("weight", "1"),
    ("handle_time_factor", "1"),
    ("resolution_factor", "1"),
    ("conversion_factor", "1"),
];

/// Puts the heads of several groups into one, which can do what any of them could.
pub(super) fn pool(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let Some(names) = draft.named_groups(verb, "groups", problems) else { return };
    let Some(into) = verb.get("into") else { return };
    let Some(into_name) = into.text() else { return };
    let Some(first) = names.first() else { return };
    if is_too_long(into_name, &into.place, problems) {
        return;
    }
    if !names.iter().any(|name| name == into_name) && draft.group(into_name).is_some() {
        let wanted = "a new name, or the name of a group that is pooled";
        problems.add(&into.place, quoted(into), wanted);
        return;
    }
    let before = problems.len();
    let Some(mut made) = draft.group(first).cloned() else { return };
    remove(&mut made, "note");
    take_own(draft, &names, verb, &mut made, problems);
    take_skills(draft, &names, verb, &mut made, problems);
    let Some((heads, homes)) = together(draft, &names, verb, problems) else { return };
    if problems.len() > before {
        return;
    }
    heads.put(&mut made, &verb.place);
    let position = names.iter().map(|name| draft.position(name)).min().unwrap_or(0);
    for name in &names {
        draft.homes.forget(name);
    }
    if let Some(members) = draft.groups_mut() {
        members.retain(|member| !names.iter().any(|name| *name == member.key));
    }
    draft.homes.set(into_name, homes);
    draft.insert_group(position, into_name, made);
}

/// Wage and the like: as the verb says, or as all of them have it.
fn take_own(
    draft: &Draft<'_>,
    names: &[String],
    verb: &Node,
    made: &mut Node,
    problems: &mut Problems,
) {
    for (key, default) in OWN {
        if let Some(given) = verb.get(key) {
            made.set(key, given.clone());
            continue;
        }
        let values = names.iter().map(|name| (name.as_str(), draft.group(name)));
        check_same(key, key, default, values, verb, problems);
    }
}

/// Skills: as the verb says, or the union of what they have.
fn take_skills(
    draft: &Draft<'_>,
    names: &[String],
    verb: &Node,
    made: &mut Node,
    problems: &mut Problems,
) {
    if let Some(given) = verb.get("skills") {
        made.set("skills", given.clone());
        return;
    }
    let mut union: Vec<Member> = Vec::new();
    let of_groups: Vec<(&str, &Node)> = names
        .iter()
        .filter_map(|name| Some((name.as_str(), draft.group(name)?.get("skills")?)))
        .collect();
    for member in of_groups.iter().flat_map(|(_, skills)| skills.members()) {
        if union.iter().all(|known| known.key != member.key) {
            union.push(member.clone());
        }
    }
    for skill in union.iter().filter(|skill| !is_note(skill)) {
        for (key, default) in OF_A_SKILL {
            let having = of_groups
                .iter()
                .filter_map(|(name, skills)| Some((*name, Some(skills.get(&skill.key)?))));
            let what = format!("{key} of `{}`", skill.key);
            check_same(key, &what, default, having, verb, problems);
        }
    }
    made.set("skills", Node { value: Value::Object(union), place: verb.place.clone() });
}

/// Says when groups differ in something that the pool can have only one of.
fn check_same<'n>(
    key: &str,
    what: &str,
    default: &str,
    nodes: impl Iterator<Item = (&'n str, Option<&'n Node>)>,
    verb: &Node,
    problems: &mut Problems,
) {
    let mut values: Vec<(String, Vec<String>)> = Vec::new();
    for (name, node) in nodes {
        let given = node.and_then(|node| node.get(key));
        let value = given.map_or_else(|| default.to_owned(), spoken);
        let name = format!("`{name}`");
        match values.iter_mut().find(|(known, _)| *known == value) {
            Some((_, names)) => names.push(name),
            None => values.push((value, vec![name])),
        }
    }
    if values.len() < 2 {
        return;
    }
    let differences: Vec<String> =
        values.iter().map(|(value, names)| format!("{value} in {}", all_of(names))).collect();
    let given = if what == key { key } else { "skills" };
    let wanted = format!("groups that are alike, or `{given}` in the pool");
    problems.add(&verb.place, format!("{what} {}", all_of(&differences)), wanted);
}

/// A value as text: numbers by value, so that 1 and 1.0 are the same.
fn spoken(node: &Node) -> String {
    node.number().map_or_else(|| quoted(node), |number| number.to_string())
}

/// All heads and who they are: counters call the lowest numbers first, whatever their home.
fn together(
    draft: &Draft<'_>,
    names: &[String],
    verb: &Node,
    problems: &mut Problems,
) -> Option<(Heads, Vec<Home>)> {
    let intervals = draft.day()?.intervals;
    let mut sum: Option<Heads> = None;
    let mut homes = Vec::new();
    for name in names {
        let heads = Heads::of(draft.group(name)?, intervals)?;
        homes.extend(draft.homes.of(name, heads.most()));
        sum = Some(match sum {
            None => heads,
            Some(sum) if sum.key() == heads.key() => sum.and(heads)?,
            Some(sum) => {
                let first = names.first().map_or("", String::as_str);
                different_keys(&verb.place, (first, sum.key()), (name, heads.key()), problems);
                return None;
            }
        });
    }
    let sum = sum?;
    if matches!(sum, Heads::Counted { .. }) {
        homes.sort_by(|a, b| (a.number, &a.group).cmp(&(b.number, &b.group)));
    }
    Some((sum, homes))
}
