//! Agent groups: who they are, what they can do, and what they are paid for.

use super::Book;
use super::pairs;
use super::read::{Entry, number_or, text, whole};
use super::routing::{self, Preset};
use super::staffing::staffing;
use crate::scenario::model::{AgentGroup, Incentive, Skill, Staffing};
use crate::scenario::overlay::Homes;
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};

/// A skill as it is written.
#[derive(Clone, Copy)]
pub(super) struct WrittenSkill<'a> {
    pub(super) contact_type: usize,
    pub(super) attributes: &'a Node,
}

/// The group of an entry, which takes its agents from those that the scenario may still have.
pub(super) fn agent_group(
    entry: &Entry<'_>,
    book: &Book<'_>,
    homes: &Homes,
    room: &mut u32,
    problems: &mut Problems,
) -> AgentGroup {
    let node = entry.node;
    let incentive = incentive(node, book, problems);
    let written = written_skills(node, book, problems);
    for skill in &written {
        pairs::check(skill, entry, incentive.as_ref(), book, problems);
    }
    let staffing = staffing(node, book, *room, problems);
    // More than any scenario may have is refused when all are known; only the memory is saved.
    let needed = agents_needed(&staffing).min(*room as usize);
    *room -= needed as u32;
    let homes = homes.of(entry.name, needed);
    AgentGroup {
        name: entry.name.to_owned(),
        display: entry.display,
        skills: skills(written, book),
        homes,
        staffing,
        wage_per_hour: number_or(node, "wage_per_hour", 0.0),
        speed_cv: number_or(node, "speed_cv", 0.0),
        offers: node.get("offers").and_then(Node::truth).unwrap_or(false),
        incentive: incentive.unwrap_or_default(),
        among_waiting: routing::among_waiting(node, book),
    }
}

/// Agents that may ever be on duty.
fn agents_needed(staffing: &Staffing) -> usize {
    match staffing {
        Staffing::Counter { productive, .. } => {
            productive.iter().copied().max().unwrap_or(0) as usize
        }
        Staffing::Shifts(persons) => persons.len(),
    }
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
fn skills(mut written: Vec<WrittenSkill<'_>>, book: &Book<'_>) -> Vec<Skill> {
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

/// The incentive profile that a group names.
fn incentive(group: &Node, book: &Book<'_>, problems: &mut Problems) -> Option<Incentive> {
    let position = book.incentives.referred(group, "incentive", problems)?;
    let profile = book.incentives.at(position).node;
    let none = Incentive::default();
    Some(Incentive {
        name: text(group, "incentive"),
        detect: number_or(profile, "detect", none.detect),
        push: number_or(profile, "push", none.push),
        conversion_factor: number_or(profile, "conversion_factor", none.conversion_factor),
        overpromise_factor: number_or(profile, "overpromise_factor", none.overpromise_factor),
        resolution_factor: number_or(profile, "resolution_factor", none.resolution_factor),
        commission_per_sale: number_or(profile, "commission_per_sale", none.commission_per_sale),
        bonus_per_hour: number_or(profile, "bonus_per_hour", none.bonus_per_hour),
    })
}
