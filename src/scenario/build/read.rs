//! Small readers of tree values. They take kinds for granted: what has the wrong kind has been
//! reported by the shape checks, so here it reads as not given.

use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};
use crate::scenario::text::words::one_of_the_known;

/// A number under a key.
pub(super) fn number(node: &Node, key: &str) -> Option<f64> {
    node.get(key).and_then(Node::number)
}

/// A number under a key, or what is taken when it is not given.
pub(super) fn number_or(node: &Node, key: &str, default: f64) -> f64 {
    number(node, key).unwrap_or(default)
}

/// A whole number under a key.
pub(super) fn whole(node: &Node, key: &str) -> Option<u32> {
    node.get(key).and_then(whole_value)
}

/// A node as a whole number that is not negative.
pub(crate) fn whole_value(node: &Node) -> Option<u32> {
    let number = node.number()?;
    let is_whole = number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    is_whole.then_some(number as u32)
}

/// A text under a key, owned.
pub(super) fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::text).map(str::to_owned)
}

/// The word of a choice under a key, or what is taken when it is not given.
pub(super) fn choice<T: Copy>(node: &Node, key: &str, words: &[(&str, T)], default: T) -> T {
    let Some(word) = node.get(key).and_then(Node::text) else { return default };
    words.iter().find(|(name, _)| *name == word).map_or(default, |(_, meaning)| *meaning)
}

/// A named member of a map of the planner's own names.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    /// Position in the file.
    pub(super) display: usize,
    pub(super) node: &'a Node,
}

/// The members of a map, sorted by name (bytes).
pub(super) struct Entries<'a> {
    list: Vec<Entry<'a>>,
    /// What is named: "contact type".
    what: &'static str,
}

impl<'a> Entries<'a> {
    pub(super) fn of(root: &'a Node, key: &str, what: &'static str) -> Self {
        let members = root.get(key).map_or(&[][..], Node::members);
        let mut list: Vec<Entry<'a>> = members
            .iter()
            .filter(|member| !is_note(member))
            .enumerate()
            .map(|(display, member)| Entry { name: &member.key, display, node: &member.node })
            .collect();
        list.sort_by(|a, b| a.name.cmp(b.name));
        Self { list, what }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.list.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn at(&self, index: usize) -> &Entry<'a> {
        &self.list[index]
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.list.binary_search_by(|entry| entry.name.cmp(name)).ok()
    }

    /// The position of a name, which is a problem at `place` when there is none such.
    pub(super) fn named(
        &self,
        name: &str,
        place: &Place,
        problems: &mut Problems,
    ) -> Option<usize> {
        let found = self.position(name);
        if found.is_none() {
            let known = self.list.iter().map(|entry| entry.name);
            let wanted = format!("a known {}: {}", self.what, one_of_the_known(name, known));
            problems.add(place, format!("`{name}`"), wanted);
        }
        found
    }

    /// The position of the name that a text under a key of `node` gives.
    pub(super) fn referred(
        &self,
        node: &Node,
        key: &str,
        problems: &mut Problems,
    ) -> Option<usize> {
        let value = node.get(key)?;
        self.named(value.text()?, &value.place, problems)
    }
}

/// Contacts of a type expected in the day.
pub(super) fn volume(contact_type: &Node) -> f64 {
    let items = contact_type.get("volume").map_or(&[][..], Node::items);
    items.iter().filter_map(Node::number).sum()
}
