//! `best_split`: heads of several groups, to be divided anew among specialists.
//!
//! Here it is only said who receives and how many heads there are; the search is the experiment's.

use crate::random::Law;

use super::Draft;
use super::heads::different_keys;
use super::share::Heads;
use crate::scenario::build::is_random;
use crate::scenario::model::{AgentGroup, Home, Scenario, Staffing};
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Value};
use crate::scenario::{BestSplit, SplitBy};

/// Heads to be divided anew, by names: positions are known once the scenario is built.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    receivers: Vec<String>,
    heads: Vec<u32>,
    homes: Vec<Home>,
    by: SplitBy,
}

/// Takes all heads of the named groups and notes who may receive them: those that contain no
/// other named group's skills and something more. A blended group that is left alone is replaced
/// by one group for each of its skills.
pub(super) fn best_split(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let Some(names) = draft.named_groups(verb, "groups", problems) else { return };
    if draft.split.is_some() {
        problems.add(&verb.place, "a second `best_split`", "one in a variant");
        return;
    }
    let Some(key) = heads_key(draft, &names) else { return };
    let Some((heads, homes)) = all_heads(draft, &names, verb, problems) else { return };
    let mut receivers = receivers(draft, &names);
    if let [only] = receivers.as_slice() {
        let skills = skill_names(draft, only);
        if skills.len() < 2 {
            let found = format!("only `{only}` to receive the heads");
            let wanted = "at least two groups of which none can do all that the other can";
            problems.add(&verb.place, found, wanted);
            return;
        }
        let blended = only.clone();
        let Some(made) = replace_by_specialists(draft, &blended, verb, problems) else { return };
        receivers = made;
    }
    for name in names.iter().chain(&receivers) {
        if let Some(group) = draft.group_mut(name) {
            Heads::Counted { key, by_interval: vec![0; heads.len()] }.put(group, &verb.place);
        }
        draft.homes.set(name, Vec::new());
    }
    receivers.sort();
    let by = match verb.get("by").and_then(Node::text) {
        Some("net_value") => SplitBy::NetValue,
        _ => SplitBy::AbandonedAndBlocked,
    };
    draft.split = Some(Split { receivers, heads, homes, by });
}

/// The heads of all the groups by interval, and who they are.
fn all_heads(
    draft: &Draft<'_>,
    names: &[String],
    verb: &Node,
    problems: &mut Problems,
) -> Option<(Vec<u32>, Vec<Home>)> {
    let intervals = draft.day()?.intervals;
    let mut sum = Heads::Counted { key: heads_key(draft, names)?, by_interval: vec![0; intervals] };
    let mut homes = Vec::new();
    for name in names {
        let heads = Heads::of(draft.group(name)?, intervals)?;
        let key = heads.key();
        if key == "shifts" || (key == "scheduled_agents" && is_shrunk(draft)) {
            let found = format!("`{key}` in `{name}`");
            problems.add(&verb.place, found, "groups with `agents`, productive heads by interval");
            return None;
        }
        homes.extend(draft.homes.of(name, heads.most()));
        if key != sum.key() {
            different_keys(&verb.place, (&names[0], sum.key()), (name, key), problems);
            return None;
        }
        sum = sum.and(heads)?;
    }
    homes.sort_by(|a, b| (a.number, &a.group).cmp(&(b.number, &b.group)));
    match sum {
        Heads::Counted { by_interval, .. } => Some((by_interval, homes)),
        Heads::Persons(_) => None,
    }
}

fn heads_key(draft: &Draft<'_>, names: &[String]) -> Option<&'static str> {
    let first = draft.group(names.first()?)?;
    Heads::of(first, 0).map(|heads| heads.key())
}

/// Whether constant shrinkage makes fewer of scheduled heads.
fn is_shrunk(draft: &Draft) -> bool {
    let share = |node: &Node| node.get("share").and_then(Node::number).unwrap_or(0.0);
    draft.tree.get("shrinkage").is_some_and(|node| share(node) > 0.0 && !is_random(node))
}

fn skill_names(draft: &Draft<'_>, group: &str) -> Vec<String> {
    let skills = draft.group(group).and_then(|group| group.get("skills"));
    let members = skills.map_or(&[][..], Node::members);
    members.iter().filter(|member| !is_note(member)).map(|member| member.key.to_string()).collect()
}

/// Those of the groups whose skills are not more than those of another.
fn receivers(draft: &Draft<'_>, names: &[String]) -> Vec<String> {
    let skills: Vec<Vec<String>> = names.iter().map(|name| skill_names(draft, name)).collect();
    let contains_another = |mine: &Vec<String>| {
        skills
            .iter()
            .any(|other| other.len() < mine.len() && other.iter().all(|skill| mine.contains(skill)))
    };
    let specialists = names.iter().zip(&skills).filter(|(_, mine)| !contains_another(mine));
    specialists.map(|(name, _)| name.clone()).collect()
}

/// Replaces a group by one group `GROUP: SKILL` for each of its skills.
fn replace_by_specialists(
    draft: &mut Draft<'_>,
    blended: &str,
    verb: &Node,
    problems: &mut Problems,
) -> Option<Vec<String>> {
    let position = draft.position(blended);
    let old = draft.group(blended).cloned()?;
    if let Some(members) = draft.groups_mut() {
        members.retain(|member| member.key != blended);
    }
    draft.homes.forget(blended);
    let mut made = Vec::new();
    let members = old.get("skills").map_or(&[][..], Node::members);
    for skill in members.iter().filter(|member| !is_note(member)) {
        let mut group = old.clone();
        group.set("skills", only_skill(skill));
        let name = format!("{blended}: {}", skill.key);
        if draft.group(&name).is_some() {
            let wanted = "that name free for the heads to be divided";
            problems.add(&verb.place, format!("a group `{name}`"), wanted);
            return None;
        }
        draft.insert_group(position + made.len(), &name, group);
        made.push(name);
    }
    Some(made)
}

fn only_skill(skill: &Member) -> Node {
    Node { value: Value::Object(vec![skill.clone()]), place: skill.place.clone() }
}

/// The split of a built scenario, which starts from the heads divided by expected load.
pub(crate) fn divide(split: &Split, scenario: &mut Scenario) -> BestSplit {
    let position = |name: &String| {
        let groups = &scenario.agent_groups;
        let found = groups.binary_search_by(|group| group.name.as_str().cmp(name));
        found.expect("receivers are groups of the scenario, which are sorted by name")
    };
    let receivers: Vec<usize> = split.receivers.iter().map(position).collect();
    let mut heads_of: Vec<Vec<u32>> = vec![Vec::new(); receivers.len()];
    for (interval, &heads) in split.heads.iter().enumerate() {
        let loads: Vec<f64> =
            receivers.iter().map(|&group| load(scenario, &receivers, group, interval)).collect();
        for (mine, share) in heads_of.iter_mut().zip(by_load(heads, &loads)) {
            mine.push(share);
        }
    }
    for (order, (&group, heads)) in receivers.iter().zip(heads_of).enumerate() {
        let group = &mut scenario.agent_groups[group];
        group.staffing = Staffing::Counter { scheduled: heads.clone(), productive: heads };
        group.homes = calling_order(&split.homes, order, receivers.len());
    }
    BestSplit { receivers, heads: split.heads.clone(), by: split.by }
}

/// Expected work (contacts times seconds) of an interval that falls to one of the receivers: types
/// that several can serve are shared equally.
fn load(scenario: &Scenario, receivers: &[usize], group: usize, interval: usize) -> f64 {
    let serves = |group: &AgentGroup, contact_type: usize| {
        group.skills.iter().find(|skill| skill.contact_type == contact_type).copied()
    };
    let mine = &scenario.agent_groups[group];
    let work = mine.skills.iter().map(|skill| {
        let contact_type = &scenario.contact_types[skill.contact_type];
        let talk = &contact_type.handle_time;
        let seconds = talk.law.mean() * talk.factors.get(interval).copied().unwrap_or(1.0)
            + contact_type.wrap_up.as_ref().map_or(0.0, Law::mean);
        let sharing = receivers
            .iter()
            .filter(|&&other| serves(&scenario.agent_groups[other], skill.contact_type).is_some());
        let contacts = contact_type.arrivals.expected.get(interval).copied().unwrap_or(0.0);
        contacts * seconds * skill.handle_time_factor / sharing.count() as f64
    });
    work.sum()
}

/// Whole heads in proportion to loads, by largest remainder; equally when there is no load.
fn by_load(heads: u32, loads: &[f64]) -> Vec<u32> {
    let total: f64 = loads.iter().sum();
    let quota = |load: f64| {
        let share = if total > 0.0 { load / total } else { 1.0 / loads.len() as f64 };
        f64::from(heads) * share
    };
    let quotas: Vec<f64> = loads.iter().map(|&load| quota(load)).collect();
    let mut given: Vec<u32> = quotas.iter().map(|quota| quota.floor() as u32).collect();
    let mut by_remainder: Vec<usize> = (0..loads.len()).collect();
    let remainder = |index: usize| quotas[index] - quotas[index].floor();
    by_remainder.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let missing = heads.saturating_sub(given.iter().sum());
    for &index in by_remainder.iter().cycle().take(missing as usize) {
        given[index] += 1;
    }
    given
}

/// Everybody, in an order in which the first receiver calls from the front and the last from the
/// back, so that two receivers never call the same person; those between start in the middle.
fn calling_order(homes: &[Home], order: usize, receivers: usize) -> Vec<Home> {
    let mut homes = homes.to_vec();
    if order + 1 == receivers {
        homes.reverse();
    } else {
        let start = homes.len() * order / receivers;
        homes.rotate_left(start);
    }
    homes
}
