//! `contrasts`: means of some variants less means of others.

use crate::scenario::model::Contrast;
use crate::scenario::shape::members_of;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};
use crate::scenario::text::words::one_of_the_known;

/// The contrasts of a file among its variants.
pub(crate) fn contrasts(
    root: &Node,
    variants: &[&Member],
    problems: &mut Problems,
) -> Vec<Contrast> {
    let mut names = vec!["base"];
    names.extend(variants.iter().map(|member| &*member.key));
    let mut positions = |node: &Node, key: &str| -> Vec<usize> {
        let items = node.get(key).map_or(&[][..], Node::items);
        let position = |item: &Node| {
            let name = item.text()?;
            let found = names.iter().position(|known| *known == name);
            if found.is_none() {
                let near = one_of_the_known(name, names.iter().copied());
                problems.add(&item.place, format!("`{name}`"), format!("a known variant: {near}"));
            }
            found
        };
        items.iter().filter_map(position).collect()
    };
    members_of(root, "contrasts")
        .into_iter()
        .map(|member| Contrast {
            name: member.key.to_string(),
            plus: positions(&member.node, "plus"),
            minus: positions(&member.node, "minus"),
        })
        .collect()
}
