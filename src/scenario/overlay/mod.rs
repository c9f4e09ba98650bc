//! What-ifs: a scenario changed in the planner's verbs.
//!
//! A variant is the tree of the base, after defaults and CSV, changed verb by verb and then read
//! and checked like any other file. What a verb puts in keeps the place where the verb stands, so
//! that a problem points at the what-if. Agents keep their names under every verb ([`Homes`]).

pub(crate) mod changes;
mod edits;
pub(crate) mod filled;
mod heads;
mod homes;
mod keep_total;
mod pool;
mod share;
mod split;

use super::build;
use super::limits::LONGEST_NAME;
use super::model::Day;
use super::shape::is_note;
use crate::scenario::load::size::{is_too_large, weight};
use crate::scenario::shape::defaults::fill_defaults;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};
use crate::scenario::text::words::one_of_the_known;

pub(super) use edits::rivals;
pub(super) use homes::Homes;
pub(super) use keep_total::is_of_heads;
pub(super) use split::{Split, divide};

/// A variant in the making.
#[derive(Clone)]
pub(super) struct Draft<'a> {
    pub(super) tree: Node,
    pub(super) homes: Homes,
    /// Heads to be divided anew once the scenario is built.
    pub(super) split: Option<Split>,
    /// What was understood of files that verbs name, one sentence each.
    pub(super) echo: Vec<String>,
    fill: Fill<'a>,
}

/// Fills in what a tree reads from files, telling what was understood.
pub(super) type Fill<'a> = &'a dyn Fn(&mut Node, &mut Problems, &mut Vec<String>);

/// What a verb does with its object.
type Verb = fn(&mut Draft<'_>, &Node, &mut Problems);

/// The verbs, in the order in which they are done. The last is a sweep's own: no file has it.
const VERBS: [(&str, Verb); 7] = [
    ("pool", |draft, node, problems| each(node, |one| pool::pool(draft, one, problems))),
    ("give_skill", |draft, node, problems| {
        each(node, |one| heads::give_skill(draft, one, problems));
    }),
    ("move_agents", |draft, node, problems| {
        each(node, |one| heads::move_agents(draft, one, problems));
    }),
    ("set", edits::set),
    ("scale", edits::scale),
    ("add", edits::add),
    ("keep_total_agents", keep_total::keep_total_agents),
];

/// Verbs of which each member is a step.
const BY_PATH: [&str; 3] = ["set", "scale", "add"];

/// The steps of a variant in the order in which they are done, each with its place.
pub(super) fn one_by_one(verbs: &Node) -> Vec<(Place, Node)> {
    let mut steps = Vec::new();
    let mut note = |name: &str, place: &Place, value: Node| {
        let at = value.place.clone();
        let member = Member { key: name.to_owned().into(), place: place.clone(), node: value };
        steps.push((place.clone(), Node { value: Value::Object(vec![member]), place: at }));
    };
    each(verbs, |object| {
        for name in VERBS.iter().map(|(name, _)| *name).chain(["best_split"]) {
            let Some(member) = object.members().iter().find(|member| member.key == name) else {
                continue;
            };
            let node = &member.node;
            match &node.value {
                Value::Object(members) if BY_PATH.contains(&name) => {
                    for one in members.iter().filter(|one| !is_note(one)) {
                        let value = Value::Object(vec![one.clone()]);
                        note(name, &one.place, Node { value, place: one.place.clone() });
                    }
                }
                Value::List(items) => items.iter().for_each(|it| note(name, &it.place, it.clone())),
                _ => note(name, &member.place, node.clone()),
            }
        }
    });
    steps
}

impl<'a> Draft<'a> {
    /// A variant that does not differ yet.
    pub(super) fn of(base: &Node, fill: Fill<'a>) -> Self {
        let (homes, echo) = (Homes::default(), Vec::new());
        Self { tree: base.clone(), homes, split: None, echo, fill }
    }

    /// One of another base that does not differ yet, and that fills in as this one does.
    pub(super) fn of_a_day(&self, base: &Node) -> Self {
        Self::of(base, self.fill)
    }

    /// Does the verbs of an object, or of each object of a list in turn. The best split comes
    /// after all other verbs.
    pub(super) fn apply(&mut self, verbs: &Node, problems: &mut Problems) {
        let mut too_large = false;
        each(verbs, |object| {
            for (name, verb) in VERBS {
                if let Some(node) = object.get(name).filter(|_| !too_large) {
                    verb(self, node, problems);
                    fill_defaults(&mut self.tree);
                    too_large = is_too_large(weight(&self.tree), &node.place, problems);
                }
            }
        });
        each(verbs, |object| {
            if let Some(node) = object.get("best_split") {
                split::best_split(self, node, problems);
            }
        });
    }

    fn fill_from_files(&mut self, problems: &mut Problems) {
        (self.fill)(&mut self.tree, problems, &mut self.echo);
    }

    fn day(&self) -> Option<Day> {
        // Problems of the day are said when the scenario is built.
        build::day(&self.tree, &mut Problems::default())
    }

    fn groups(&self) -> &[Member] {
        self.tree.get("agent_groups").map_or(&[][..], Node::members)
    }

    fn group(&self, name: &str) -> Option<&Node> {
        self.tree.get("agent_groups")?.get(name)
    }

    fn groups_mut(&mut self) -> Option<&mut Vec<Member>> {
        match &mut self.tree.get_mut("agent_groups")?.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    fn group_mut(&mut self, name: &str) -> Option<&mut Node> {
        self.tree.get_mut("agent_groups")?.get_mut(name)
    }

    /// The group that a text under a key of a verb names.
    fn named_group(&self, verb: &Node, key: &str, problems: &mut Problems) -> Option<String> {
        self.checked_group(verb.get(key)?, problems)
    }

    fn checked_group(&self, node: &Node, problems: &mut Problems) -> Option<String> {
        let name = node.text()?;
        let groups = || self.groups().iter().filter(|member| !is_note(member));
        if groups().any(|member| member.key == name) {
            return Some(name.to_owned());
        }
        let known: Vec<&str> = groups().map(|member| &*member.key).collect();
        let wanted = format!("a known agent group: {}", one_of_the_known(name, known));
        problems.add(&node.place, format!("`{name}`"), wanted);
        None
    }

    /// The groups that a list under a key of a verb names; nothing when one is not known.
    fn named_groups(&self, verb: &Node, key: &str, problems: &mut Problems) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        let items = verb.get(key)?.items();
        for item in items {
            let Some(name) = self.checked_group(item, problems) else { continue };
            if problems.is_full() {
                return None;
            }
            if names.contains(&name) {
                problems.add(&item.place, format!("`{name}` again"), "each name once");
            }
            names.push(name);
        }
        (names.len() == items.len()).then_some(names)
    }

    /// Puts a group where the planner's order has `position`.
    fn insert_group(&mut self, position: usize, name: &str, node: Node) {
        let member = Member::at_its_value(name.to_owned(), node);
        if let Some(members) = self.groups_mut() {
            members.insert(position.min(members.len()), member);
        }
    }

    fn position(&self, group: &str) -> usize {
        let found = self.groups().iter().position(|member| member.key == group);
        found.unwrap_or(self.groups().len())
    }
}

/// Whether a group's name is longer than a name may be, which is then a problem.
fn is_too_long(name: &str, place: &Place, problems: &mut Problems) -> bool {
    let is = name.chars().nth(LONGEST_NAME).is_some();
    if is {
        problems.add(place, "a longer name", format!("at most {LONGEST_NAME} characters"));
    }
    is
}

/// Does something with a node, or with each item where it is a list.
fn each(node: &Node, mut act: impl FnMut(&Node)) {
    match &node.value {
        Value::List(items) => items.iter().for_each(act),
        _ => act(node),
    }
}

/// Takes a key out of an object.
fn remove(node: &mut Node, key: &str) -> Option<Member> {
    let Value::Object(members) = &mut node.value else { return None };
    let position = members.iter().position(|member| member.key == key)?;
    Some(members.remove(position))
}

#[cfg(test)]
mod tests;
