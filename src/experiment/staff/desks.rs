//! Split and blend a centre on paper: a desk of specialists for each matter, and one blended group.
//!
//! - The *blended* group takes all contact types. Where there is none, it is made of the desks,
//!   which must then be alike in all that a group has one of.
//! - A *desk* is, of the groups that take a contact type but not all, the one with fewest skills.
//!   A type without a desk gets one, made of the blended group with that skill alone.
//! - Several such groups count as one where they are alike in all but name and heads; where they
//!   are not, one must be named, and the others are left out.
//! - Whoever is neither keeps the heads of the file, and shifts are kept.

use super::{Refusal, has_shifts};
use crate::scenario::Scenario;
use crate::scenario::model::{AgentGroup, Skill, Staffing};

/// A scenario of desks and one blended group, and who else is there.
#[derive(Clone, Debug)]
pub(super) struct Desks {
    pub(super) scenario: Scenario,
    /// Positions of the desks in order, then of the blended group.
    pub(super) groups: Vec<usize>,
    /// Positions of those who keep the heads of the file.
    pub(super) kept: Vec<usize>,
    /// What was made, pooled, kept and left out, one sentence each.
    pub(super) made: Vec<String>,
}

/// The groups that are named where several would do.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Each the desk of the contact types that it takes.
    pub desks: Vec<String>,
    pub blended: Option<String>,
}

impl Named {
    /// Whether each may be what it is named for.
    fn check(&self, scenario: &Scenario) -> Result<(), Refusal> {
        let types = scenario.contact_types.len();
        let unfit = |name: &String, fits: &dyn Fn(&AgentGroup) -> bool| {
            let named = scenario.agent_groups.iter().find(|group| group.name == *name);
            named.is_none_or(|group| has_shifts(group) || !fits(group))
        };
        if let Some(name) = self.blended.iter().find(|it| unfit(it, &|it| it.skills.len() == types))
        {
            let wanted = "a group with heads that takes all contact types";
            return refuse(&format!("--blended-group `{name}`"), wanted);
        }
        if let Some(name) = self.desks.iter().find(|it| unfit(it, &|it| it.skills.len() < types)) {
            let wanted = "a group with heads that takes some contact types and not all";
            return refuse(&format!("--desk `{name}`"), wanted);
        }
        Ok(())
    }
}

/// Takes a scenario apart.
///
/// # Errors
/// Why it is not made of desks and a blended group.
pub(super) fn desks(scenario: &Scenario, named: &Named) -> Result<Desks, Refusal> {
    let types = scenario.contact_types.len();
    if types < 2 {
        return refuse("one contact type", "two or more, to be split or blended");
    }
    if scenario.agent_groups.iter().all(has_shifts) {
        let wanted = "heads (`agents`) in those that are to be split or blended: shifts are kept";
        return refuse("shifts in every agent group", wanted);
    }
    named.check(scenario)?;
    let mut parts = Parts { scenario, used: Vec::new(), made: Vec::new() };
    let blended = parts.blended(types, named)?;
    let mut desks: Vec<AgentGroup> = Vec::new();
    for contact_type in 0..types {
        let desk = match (parts.desk(contact_type, types, named)?, &blended) {
            (Some(desk), _) => desk,
            (None, Some(blended)) => made_desk(scenario, blended, contact_type, &mut parts.made)?,
            (None, None) => {
                let name = &scenario.contact_types[contact_type].name;
                return refuse(&format!("no heads for `{name}`"), "a group with that skill");
            }
        };
        if desks.iter().all(|known| known.name != desk.name) {
            desks.push(desk);
        }
    }
    let blended = match blended {
        Some(group) => group,
        None => made_blended(scenario, &desks, &mut parts.made)?,
    };
    let names: Vec<String> = desks.iter().map(|desk| desk.name.clone()).collect();
    let last = blended.name.clone();
    let others = parts.kept();
    let kept: Vec<String> = others.iter().map(|group| group.name.clone()).collect();
    let mut scenario = scenario.clone();
    scenario.agent_groups = desks;
    scenario.agent_groups.push(blended);
    scenario.agent_groups.extend(others);
    scenario.agent_groups.sort_by(|a, b| a.name.cmp(&b.name));
    let position = |name: &String| {
        let groups = &scenario.agent_groups;
        groups.iter().position(|group| group.name == *name).expect("the group was just put there")
    };
    let groups = names.iter().chain([&last]).map(position).collect();
    let kept = kept.iter().map(position).collect();
    Ok(Desks { kept, groups, made: parts.made, scenario })
}

/// A scenario's groups on their way to desks.
struct Parts<'s> {
    scenario: &'s Scenario,
    /// Names of those that are a desk, blended, counted with one of these, or left out.
    used: Vec<String>,
    made: Vec<String>,
}

impl<'s> Parts<'s> {
    /// The group that takes everything.
    fn blended(&mut self, types: usize, named: &Named) -> Result<Option<AgentGroup>, Refusal> {
        let all = self.heads().filter(|group| group.skills.len() == types).collect();
        let named: Vec<&String> = named.blended.iter().collect();
        self.one_of(all, &named, "all contact types", "--blended-group")
    }

    /// The desk of a contact type.
    fn desk(
        &mut self,
        contact_type: usize,
        types: usize,
        named: &Named,
    ) -> Result<Option<AgentGroup>, Refusal> {
        let has =
            |group: &&AgentGroup| group.skills.iter().any(|it| it.contact_type == contact_type);
        let those: Vec<&AgentGroup> =
            self.heads().filter(|it| it.skills.len() < types).filter(has).collect();
        let names: Vec<&String> = named.desks.iter().collect();
        let is_named = |group: &&AgentGroup| names.contains(&&group.name);
        let fewest = those.iter().map(|group| group.skills.len()).min();
        let those = if those.iter().any(is_named) {
            those
        } else {
            those.into_iter().filter(|group| Some(group.skills.len()) == fewest).collect()
        };
        let what = format!("`{}`", self.scenario.contact_types[contact_type].name);
        self.one_of(those, &names, &what, "--desk")
    }

    /// Groups whose number may be asked.
    fn heads(&self) -> impl Iterator<Item = &'s AgentGroup> + use<'s> {
        self.scenario.agent_groups.iter().filter(|group| !has_shifts(group))
    }

    /// The one that is named; else the only one with heads, or the only one there is; else all
    /// together, if they are alike.
    fn one_of(
        &mut self,
        groups: Vec<&'s AgentGroup>,
        named: &[&String],
        what: &str,
        flag: &str,
    ) -> Result<Option<AgentGroup>, Refusal> {
        let name = |group: &AgentGroup| group.name.clone();
        if let Some(&one) = groups.iter().find(|group| named.contains(&&group.name)) {
            let others: Vec<&&AgentGroup> = groups
                .iter()
                .filter(|it| it.name != one.name && it.skills.len() == one.skills.len())
                .filter(|it| !named.contains(&&it.name))
                .collect();
            for other in others {
                self.leave_out(other, one);
            }
            self.used.push(name(one));
            return Ok(Some(one.clone()));
        }
        let with_heads: Vec<&AgentGroup> =
            groups.iter().copied().filter(|it| has_heads(it)).collect();
        let those = if with_heads.is_empty() { groups } else { with_heads };
        let Some((&first, others)) = those.split_first() else { return Ok(None) };
        for other in others {
            if let Some(how) = difference(first, other) {
                let found = format!(
                    "`{}` and `{}`, which both take {what} and differ in {how}",
                    first.name, other.name
                );
                let wanted = format!("{flag} GROUP, the one whose people are asked for");
                return refuse(&found, &wanted);
            }
            let told = format!("“{}” is alike and counts with “{}”.", other.name, first.name);
            self.tell(told);
            self.used.push(name(other));
        }
        self.used.push(name(first));
        Ok(Some(first.clone()))
    }

    fn leave_out(&mut self, other: &AgentGroup, one: &AgentGroup) {
        if has_heads(other) {
            self.tell(format!("“{}” is left out: “{}” is named.", other.name, one.name));
        }
        self.used.push(other.name.clone());
    }

    fn tell(&mut self, sentence: String) {
        if !self.made.contains(&sentence) {
            self.made.push(sentence);
        }
    }

    /// Groups that stay as they are.
    fn kept(&mut self) -> Vec<AgentGroup> {
        let groups = self.scenario.agent_groups.iter();
        let others: Vec<AgentGroup> =
            groups.filter(|it| has_heads(it) && !self.used.contains(&it.name)).cloned().collect();
        for group in &others {
            let why = if has_shifts(group) {
                "its shifts"
            } else {
                "its heads: it is neither a desk nor takes all"
            };
            self.tell(format!("“{}” keeps {why}.", group.name));
        }
        others
    }
}

/// In what two groups with as many skills differ, names and heads apart; none: they are alike.
fn difference(one: &AgentGroup, other: &AgentGroup) -> Option<&'static str> {
    let differ = [
        ("skills", one.skills != other.skills),
        ("wage_per_hour", one.wage_per_hour.to_bits() != other.wage_per_hour.to_bits()),
        ("speed_cv", one.speed_cv.to_bits() != other.speed_cv.to_bits()),
        ("offers", one.offers != other.offers),
        ("incentive", one.incentive != other.incentive),
        ("among_waiting", one.among_waiting != other.among_waiting),
    ];
    differ.iter().find(|(_, differ)| *differ).map(|(what, _)| *what)
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
        let alike = AgentGroup { skills: first.skills.clone(), ..other.clone() };
        if let Some(what) = difference(first, &alike) {
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

    fn taken(groups: &[&str]) -> Desks {
        desks(&scenario(&groups.join(", ")), &Named::default()).unwrap()
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
        let whole = taken(&[BOTH, SELL, SERVE]);
        assert_eq!(names(&whole), ["sell", "serve", "both"]);
        assert!(whole.made.is_empty());
        let split = taken(&[BOTH]);
        assert_eq!(names(&split), ["both: sales", "both: service", "both"]);
        assert_eq!(split.made.len(), 2);
        let pooled = taken(&[SELL, SERVE]);
        assert_eq!(names(&pooled), ["sell", "serve", "blended"]);
        let skills = &pooled.scenario.agent_groups[pooled.groups[2]].skills;
        assert_eq!(skills.iter().map(|it| it.contact_type).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn groups_that_are_alike_count_as_one_and_others_are_named() {
        let other = r#""other": { "agents": 2, "skills": { "sales": {} } }"#;
        let alike = taken(&[BOTH, SELL, SERVE, other]);
        assert_eq!(names(&alike), ["other", "serve", "both"]);
        assert_eq!(alike.made, ["“sell” is alike and counts with “other”."]);
        let dear = r#""dear": { "agents": 2, "skills": { "sales": {} }, "wage_per_hour": 9 }"#;
        let centre = scenario(&[BOTH, SELL, SERVE, dear].join(", "));
        let refused = desks(&centre, &Named::default()).unwrap_err();
        assert!(refused.found.ends_with("which both take `sales` and differ in wage_per_hour"));
        assert!(refused.wanted.starts_with("--desk GROUP"));
        let named = Named { desks: vec!["dear".to_owned()], blended: None };
        let chosen = desks(&centre, &named).unwrap();
        assert_eq!(names(&chosen), ["dear", "serve", "both"]);
        assert_eq!(chosen.made, ["“sell” is left out: “dear” is named."]);
        let quick = BOTH.replace("both", "quick").replace(r#""sales": {}"#, QUICK);
        let centre = scenario(&[BOTH, &quick].join(", "));
        assert!(
            desks(&centre, &Named::default()).unwrap_err().wanted.starts_with("--blended-group")
        );
        let named = Named { desks: Vec::new(), blended: Some("quick".to_owned()) };
        assert_eq!(names(&desks(&centre, &named).unwrap())[2], "quick");
    }

    const QUICK: &str = r#""sales": { "handle_time_factor": 0.9 }"#;

    #[test]
    fn shifts_and_who_takes_some_of_all_are_kept() {
        let shifts = r#""shifts": { "skills": { "sales": {} },
            "shifts": [ { "agents": 2, "start": "08:00", "end": "10:00" } ] }"#;
        let kept = taken(&[BOTH, SELL, SERVE, shifts]);
        assert_eq!(names(&kept), ["sell", "serve", "both"]);
        let of = |position: &usize| kept.scenario.agent_groups[*position].name.as_str();
        assert_eq!(kept.kept.iter().map(of).collect::<Vec<_>>(), ["shifts"]);
        assert_eq!(kept.made, ["“shifts” keeps its shifts."]);
        let refused = desks(&scenario(shifts), &Named::default()).unwrap_err();
        assert_eq!(refused.found, "shifts in every agent group");
    }

    #[test]
    fn what_is_neither_split_nor_blended_is_refused() {
        let refused = |groups: &[&str]| {
            desks(&scenario(&groups.join(", ")), &Named::default()).unwrap_err().found
        };
        let dear = r#""dear": { "agents": 2, "skills": { "service": {} }, "wage_per_hour": 9 }"#;
        assert!(refused(&[SELL, dear]).contains("another wage_per_hour in `dear`"));
        assert!(refused(&[SELL]).contains("no heads for `service`"));
    }
}
