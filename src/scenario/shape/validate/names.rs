//! The planner's names: on one line, in characters that can be seen, and told apart by looking.

use std::collections::BTreeMap;

use crate::base::visible::{first_hidden, spelled};
use crate::scenario::shape::ObjectShape;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};
use crate::scenario::text::words::{looks, quoted_text};

/// Objects whose names refer to what is named elsewhere, where it is checked.
const REFERENCES: [&str; 4] = ["skills", "targets", "precisions", "special days"];

/// Whether an object gives names, not only refers to them.
pub(super) fn gives_names(object: &ObjectShape) -> bool {
    object.names.is_some() && !REFERENCES.contains(&object.title)
}

/// Reports a name that is none, or not to be read as it is printed.
pub(super) fn check(member: &Member, what: &str, problems: &mut Problems) {
    let name = &*member.key;
    if name.trim().is_empty() {
        problems.add(&member.place, "an empty name", format!("the name of {what}"));
    } else if let Some(hidden) = first_hidden(name) {
        let found = format!("{} with U+{:04X}", quoted_text(name), u32::from(hidden));
        let wanted = "a name on one line, in characters that can be seen";
        problems.add(&member.place, found, wanted);
    } else if name.trim() != name {
        let found = format!("{} with blanks around it", quoted_text(name));
        problems.add(&member.place, found, format!("\"{}\"", name.trim()));
    }
}

/// Reports the second of two names that look alike.
pub(super) fn refuse_alike(node: &Node, object: &ObjectShape, problems: &mut Problems) {
    let is_plain = |name: &str| name.is_ascii();
    if object.named(node).all(|member| is_plain(&member.key)) {
        // Keys of one object differ, and plain letters are told apart by looking.
        return;
    }
    let mut seen: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for member in object.named(node) {
        let name = &*member.key;
        let known = seen.entry(looks(name)).or_default();
        let alike = known.iter().find(|other| !(is_plain(other) && is_plain(name)));
        // What a name hides, or has around it, is said.
        let is_told = first_hidden(name).is_some() || name.trim() != name;
        if let Some(other) = alike.filter(|_| !is_told) {
            let found = format!(
                "the name \"{}\" beside \"{}\", which looks like it",
                spelled(name),
                spelled(other)
            );
            problems.add(&member.place, found, "names that can be told apart");
        }
        known.push(name);
    }
}
