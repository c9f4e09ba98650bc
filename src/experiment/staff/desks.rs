//! Split and blend a centre on paper: a desk of specialists for each matter, and one blended group.
//!
//! - The *blended* group is the one with all contact types among its skills. Where there is none,
//!   it is made of the desks, which must then be alike in all that a group has one of.
//! - A *desk* is a group that has fewer skills than the blended one. Every contact type belongs to
//!   one desk. A type without a desk gets one, made of the blended group with that skill alone.
//! - Groups without heads that are not needed are left out; with heads, they are refused.

use super::Refusal;
use crate::scenario::Scenario;
use crate::scenario::model::{AgentGroup, Skill, Staffing};

/// A scenario of desks and one blended group.
#[derive(Clone, Debug)]
pub(super) struct Desks {
    pub(super) scenario: Scenario,
    /// Positions of the desks in order, then of the blended group.
    pub(super) groups: Vec<usize>,
    /// What was made, one sentence each.
    pub(super) made: Vec<String>,
}

/// Takes a scenario apart.
///
/// # Errors
/// Why it is not made of desks and a blended group.
pub(super) fn desks(scenario: &Scenario) -> Result<Desks, Refusal> {
    let types = scenario.contact_types.len();
    if types < 2 {
        return refuse("one contact type", "two or more, to be split or blended");
    }
    let mut made = Vec::new();
    let blended = blended(scenario, types)?;
    let mut desks: Vec<AgentGroup> = Vec::new();
    for contact_type in 0..types {
        let found = desk(scenario, contact_type, types)?.cloned();
        let desk = match (found, blended) {
            (Some(desk), _) => desk,
            (None, Some(blended)) => made_desk(scenario, blended, contact_type, &mut made)?,
            (None, None) => {
                let found =
                    format!("no agents for `{}`", scenario.contact_types[contact_type].name);
                return refuse(&found, "a group with that skill");
            }
        };
        if desks.iter().all(|known| known.name != desk.name) {
            desks.push(desk);
        }
    }
    let blended = match blended {
        Some(group) => group.clone(),
        None => made_blended(scenario, &desks, &mut made)?,
    };
    let used = |group: &AgentGroup| {
        group.name == blended.name || desks.iter().any(|desk| desk.name == group.name)
    };
    if let Some(other) = scenario.agent_groups.iter().find(|it| has_heads(it) && !used(it)) {
        let found = format!("heads in `{}`, which is neither a desk nor takes all", other.name);
        return refuse(&found, "desks that share no contact type, and one group that takes all");
    }
    let names: Vec<String> = desks.iter().map(|desk| desk.name.clone()).collect();
    let last = blended.name.clone();
    let mut scenario = scenario.clone();
    scenario.agent_groups = desks;
    scenario.agent_groups.push(blended);
    scenario.agent_groups.sort_by(|a, b| a.name.cmp(&b.name));
    let position = |name: &String| {
        let groups = &scenario.agent_groups;
        groups.iter().position(|group| group.name == *name).expect("the group was just put there")
    };
    let groups = names.iter().chain([&last]).map(position).collect();
    Ok(Desks { scenario, groups, made })
}

fn refuse<T>(found: &str, wanted: &str) -> Result<T, Refusal> {
    Err(Refusal { found: found.to_owned(), wanted: wanted.to_owned() })
}

fn has_heads(group: &AgentGroup) -> bool {
    match &group.staffing {
        Staffing::Counter { scheduled, .. } => scheduled.iter().any(|&heads| heads > 0),
        Staffing::Shifts(shifts) => !shifts.is_empty(),
    }
}

/// The one group of several with heads, or the only one there is.
fn only<'g>(groups: &[&'g AgentGroup], what: &str) -> Result<Option<&'g AgentGroup>, Refusal> {
    let staffed: Vec<&AgentGroup> = groups.iter().copied().filter(|it| has_heads(it)).collect();
    match (groups, &staffed[..]) {
        ([], _) => Ok(None),
        ([only], _) | (_, [only]) => Ok(Some(only)),
        ([first, second, ..], _) => {
            let found = format!("`{}` and `{}`, which both {what}", first.name, second.name);
            refuse(&found, "one such group (the other with 0 agents beside one with heads)")
        }
    }
}

/// The group that takes everything.
fn blended(scenario: &Scenario, types: usize) -> Result<Option<&AgentGroup>, Refusal> {
    let all: Vec<&AgentGroup> =
        scenario.agent_groups.iter().filter(|group| group.skills.len() == types).collect();
    only(&all, "take all contact types")
}

/// The desk of a contact type.
fn desk(
    scenario: &Scenario,
    contact_type: usize,
    types: usize,
) -> Result<Option<&AgentGroup>, Refusal> {
    let has = |group: &&AgentGroup| group.skills.iter().any(|it| it.contact_type == contact_type);
    let those: Vec<&AgentGroup> =
        scenario.agent_groups.iter().filter(|it| it.skills.len() < types).filter(has).collect();
    only(&those, &format!("take `{}`", scenario.contact_types[contact_type].name))
}

/// A desk of a contact type, of people like the blended ones.
fn made_desk(
    scenario: &Scenario,
    blended: &AgentGroup,
    contact_type: usize,
    made: &mut Vec<String>,
) -> Result<AgentGroup, Refusal> {
    let name = format!("{}: {}", blended.name, scenario.contact_types[contact_type].name);
    if scenario.agent_groups.iter().any(|group| group.name == name) {
        let found = format!("a group `{name}`");
        return refuse(&found, "that name free for the specialists who are made");
    }
    made.push(format!("The desk “{name}” is made of “{}” with that skill alone.", blended.name));
    let own = |skill: &&Skill| skill.contact_type == contact_type;
    let skills = blended.skills.iter().filter(own).copied().collect();
    let display = scenario.agent_groups.len() + contact_type;
    Ok(AgentGroup { name, display, skills, ..blended.clone() })
}

/// A blended group of people like those of the desks.
fn made_blended(
    scenario: &Scenario,
    desks: &[AgentGroup],
    made: &mut Vec<String>,
) -> Result<AgentGroup, Refusal> {
    const NAME: &str = "blended";
    let first = &desks[0];
    for other in desks {
        let differ = [
            ("wage_per_hour", first.wage_per_hour.to_bits() != other.wage_per_hour.to_bits()),
            ("speed_cv", first.speed_cv.to_bits() != other.speed_cv.to_bits()),
            ("offers", first.offers != other.offers),
            ("incentive", first.incentive != other.incentive),
            ("among_waiting", first.among_waiting != other.among_waiting),
        ];
        if let Some((what, _)) = differ.iter().find(|(_, differ)| *differ) {
            let found = format!(
                "no group that takes all contact types, and another {what} in `{}` than in `{}`",
                other.name, first.name
            );
            return refuse(&found, "a group that takes all (its `agents` may be 0)");
        }
    }
    if scenario.agent_groups.iter().any(|group| group.name == NAME) {
        let found = format!("a group `{NAME}` that does not take all contact types");
        return refuse(&found, "that name free for the blended group that is made");
    }
    let mut skills: Vec<Skill> = desks.iter().flat_map(|desk| desk.skills.clone()).collect();
    skills.sort_by_key(|skill| skill.contact_type);
    made.push(format!("“{NAME}” is made of the desks, with all their skills."));
    let display = scenario.agent_groups.len();
    Ok(AgentGroup { name: NAME.to_owned(), display, skills, ..first.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::read_text;

    fn scenario(groups: &str) -> Scenario {
        let text = format!(
            r#"{{
  "format": 1, "name": "made up", "day": {{ "opens": "08:00", "closes": "10:00" }},
  "contact_types": {{
    "sales": {{ "volume_per_hour": 20, "handle_time": {{ "mean_seconds": 300 }} }},
    "service": {{ "volume_per_hour": 40, "handle_time": {{ "mean_seconds": 300 }} }}
  }},
  "agent_groups": {{ {groups} }}
}}"#
        );
        read_text("centre.json", &text).unwrap().base
    }

    fn names(desks: &Desks) -> Vec<&str> {
        let groups = &desks.scenario.agent_groups;
        desks.groups.iter().map(|&at| groups[at].name.as_str()).collect()
    }

    const BOTH: &str = r#""both": { "agents": 9, "skills": { "sales": {}, "service": {} } }"#;
    const SELL: &str = r#""sell": { "agents": 3, "skills": { "sales": {} } }"#;
    const SERVE: &str = r#""serve": { "agents": 0, "skills": { "service": {} } }"#;

    #[test]
    fn groups_are_taken_as_they_are_and_made_where_they_are_missing() {
        let whole = desks(&scenario(&[BOTH, SELL, SERVE].join(", "))).unwrap();
        assert_eq!(names(&whole), ["sell", "serve", "both"]);
        assert!(whole.made.is_empty());
        let split = desks(&scenario(BOTH)).unwrap();
        assert_eq!(names(&split), ["both: sales", "both: service", "both"]);
        assert_eq!(split.made.len(), 2);
        let pooled = desks(&scenario(&[SELL, SERVE].join(", "))).unwrap();
        assert_eq!(names(&pooled), ["sell", "serve", "blended"]);
        let skills = &pooled.scenario.agent_groups[pooled.groups[2]].skills;
        assert_eq!(skills.iter().map(|it| it.contact_type).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_is_neither_split_nor_blended_is_refused() {
        let refused = |groups: &[&str]| desks(&scenario(&groups.join(", "))).unwrap_err().found;
        let other = r#""other": { "agents": 2, "skills": { "sales": {} } }"#;
        assert!(refused(&[BOTH, SELL, other]).contains("which both take `sales`"));
        let dear = r#""dear": { "agents": 2, "skills": { "service": {} }, "wage_per_hour": 9 }"#;
        assert!(refused(&[SELL, dear]).contains("another wage_per_hour in `dear`"));
        assert!(refused(&[SELL]).contains("no agents for `service`"));
    }
}
