//! What a variant or a sweep sets from files, written into it in their place.

use super::edits::{is_from_file, put};
use super::{Draft, Fill, VERBS};
use crate::scenario::shape::is_note;
use crate::scenario::text::layout::json;
use crate::scenario::text::paths::{Address, Path, Reach, Turn, path_to, value_at};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Value};

/// The verbs of a variant as they are, but with values in place of the files that they set them
/// from. `alone` fills a tree and leaves the rest of it as it is.
pub(crate) fn filled(
    verbs: &Node,
    mut draft: Draft<'_>,
    alone: Fill<'_>,
    problems: &mut Problems,
) -> Node {
    let mut verbs = verbs.clone();
    match &mut verbs.value {
        Value::List(items) => {
            for item in items {
                fill_object(item, &mut draft, alone, problems);
            }
        }
        _ => fill_object(&mut verbs, &mut draft, alone, problems),
    }
    verbs
}

/// Whether verbs set anything from a file.
pub(crate) fn read_files(verbs: &Node) -> bool {
    verbs.get("set").is_some_and(is_from_file)
}

/// A value that a path is set to, with what it reads from files; nothing, which is a problem, where
/// these give another at each address.
pub(crate) fn filled_value(
    path: &str,
    value: &Node,
    tree: &Node,
    alone: Fill<'_>,
    problems: &mut Problems,
) -> Option<Node> {
    if !is_from_file(value) {
        return Some(value.clone());
    }
    let member = Member::at_its_value(path.to_owned(), value.clone());
    let verb = Node { value: Value::Object(vec![member]), place: value.place.clone() };
    let set = filled_set(&verb, tree, alone, problems);
    match set.members() {
        [one] if one.key == path => Some(one.node.clone()),
        _ => {
            let found = format!("`{path}` set from a file that gives more than one value");
            problems.add(&value.place, found, "a path for each, to be filled in");
            None
        }
    }
}

/// Fills an object of verbs, each of which is done to the draft.
fn fill_object(object: &mut Node, draft: &mut Draft<'_>, alone: Fill<'_>, problems: &mut Problems) {
    for (name, _) in VERBS {
        let Some(verb) = object.get(name).cloned() else { continue };
        if name == "set" && is_from_file(&verb) {
            object.set(name, filled_set(&verb, &draft.tree, alone, problems));
        }
        let member = Member::at_its_value(name, verb);
        let place = member.place.clone();
        draft.apply(&Node { value: Value::Object(vec![member]), place }, problems);
    }
}

fn filled_set(verb: &Node, tree: &Node, alone: Fill<'_>, problems: &mut Problems) -> Node {
    let mut tree = tree.clone();
    let mut addresses: Vec<Vec<Address>> = Vec::new();
    for member in verb.members() {
        let path = Path::read(&member.key, &member.place, problems).filter(|_| !is_note(member));
        let found = path.map(|path| path.addresses(&tree, Reach::New, problems));
        let found = found.unwrap_or_default();
        for address in &found {
            put(&mut tree, address, &member.node);
        }
        addresses.push(found);
    }
    alone(&mut tree, problems, &mut Vec::new());
    let mut members: Vec<Member> = Vec::new();
    for (member, addresses) in verb.members().iter().zip(&addresses) {
        let own = if is_from_file(&member.node) {
            spelled_out(member, addresses, &tree, problems)
        } else {
            vec![member.clone()]
        };
        // Of two values for one path the later counts.
        members.retain(|before| own.iter().all(|it| it.key != before.key));
        members.extend(own);
    }
    Node { value: Value::Object(members), place: verb.place.clone() }
}

/// A path with the value that it now has; a path for each of its addresses where they differ.
fn spelled_out(
    member: &Member,
    addresses: &[Address],
    tree: &Node,
    problems: &mut Problems,
) -> Vec<Member> {
    let found: Vec<(Address, &Node)> =
        addresses.iter().filter_map(|address| found_at(tree, address)).collect();
    let mut texts = found.iter().map(|(_, node)| json(node));
    let first = texts.next();
    let is_one = found.iter().all(|(address, _)| addresses.contains(address))
        && texts.all(|text| Some(text) == first);
    if let (true, Some((_, node))) = (is_one, found.first()) {
        return vec![Member { node: (*node).clone(), ..member.clone() }];
    }
    let mut members = Vec::new();
    for (address, node) in found {
        match path_to(&address) {
            Some(path) => {
                members.push(Member { key: path.into(), node: node.clone(), ..member.clone() });
            }
            None => problems.add(
                &member.place,
                format!("`{}` set from a file", member.key),
                "a path to each value, to be filled in",
            ),
        }
    }
    members
}

/// The value at an address: heads may have been scheduled ones.
fn found_at<'t>(tree: &'t Node, address: &Address) -> Option<(Address, &'t Node)> {
    if let Some(node) = value_at(tree, address) {
        return Some((address.clone(), node));
    }
    let (last, before) = address.split_last()?;
    let scheduled = Turn::Key("scheduled_agents".to_owned());
    let address: Address = before.iter().cloned().chain([scheduled]).collect();
    let node = value_at(tree, &address).filter(|_| *last == Turn::Key("agents".to_owned()))?;
    Some((address, node))
}
