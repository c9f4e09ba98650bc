//! Agent groups: who they are, what they can do, and what they are paid for.

use super::pairs;
use super::skills::{skills, written_skills};
use super::staffing::staffing;
use crate::scenario::build::book::Book;
use crate::scenario::build::read::{Entry, number_or, text};
use crate::scenario::build::routing;
use crate::scenario::model::{AgentGroup, Incentive, Staffing};
use crate::scenario::overlay::Homes;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// The group of an entry, which takes its agents from those that the scenario may still have.
pub(crate) fn agent_group(
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
