//! The skills of a group: as they are written, and as the table's row that a router reads.

use crate::scenario::build::book::Book;
use crate::scenario::build::read::{number_or, whole};
use crate::scenario::build::routing::{self, Preset};
use crate::scenario::model::Skill;
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};

/// A skill as it is written.
#[derive(Clone, Copy)]
pub(super) struct WrittenSkill<'a> {
    pub(super) contact_type: usize,
    pub(super) attributes: &'a Node,
}

/// The skills as written, sorted by contact type, names checked.
pub(super) fn written_skills<'a>(
    group: &'a Node,
    book: &Book<'_>,
    problems: &mut Problems,
) -> Vec<WrittenSkill<'a>> {
    let Some(node) = group.get("skills") else { return Vec::new() };
    let mut skills: Vec<WrittenSkill<'a>> = Vec::new();
    for Member { key, place, node } in node.members().iter().filter(|member| !is_note(member)) {
        if let Some(contact_type) = book.types.named(key, place, problems) {
            skills.push(WrittenSkill { contact_type, attributes: node });
        }
    }
    skills.sort_by_key(|skill| skill.contact_type);
    skills
}

/// The table's row of a group: what a skill states wins over the policy.
pub(super) fn skills(mut written: Vec<WrittenSkill<'_>>, book: &Book<'_>) -> Vec<Skill> {
    let preset = routing::preset(book.root);
    if preset == Preset::Split {
        keep_first(&mut written);
    }
    let number_of_skills = written.len();
    let skill = |written: WrittenSkill<'_>| {
        let contact_type = book.types.at(written.contact_type).node;
        let stated = |key, default| number_or(written.attributes, key, default);
        Skill {
            contact_type: written.contact_type,
            preference: stated("preference", preset.preference(number_of_skills)),
            priority: stated("priority", preset.priority(contact_type.get("sale").is_some())),
            after_seconds: stated("after_seconds", 0.0),
            keep_idle: whole(written.attributes, "keep_idle").unwrap_or(0),
            weight: stated("weight", 1.0),
            handle_time_factor: stated("handle_time_factor", 1.0),
            resolution_factor: stated("resolution_factor", 1.0),
            conversion_factor: stated("conversion_factor", 1.0),
        }
    };
    written.into_iter().map(skill).collect()
}

/// Under `split` a group serves one contact type: that of the lowest stated priority, the first
/// by name among equals.
fn keep_first(written: &mut Vec<WrittenSkill<'_>>) {
    let rank = |skill: &WrittenSkill<'_>| number_or(skill.attributes, "priority", 0.0);
    let lowest = written.iter().map(rank).fold(f64::INFINITY, f64::min);
    let first = written.iter().position(|skill| rank(skill) <= lowest);
    if let Some(first) = first {
        *written = vec![written[first]];
    }
}
