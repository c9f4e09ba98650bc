//! `set`, `scale` and `add`: values changed at a path.

use crate::base::math;

use super::share::number;
use super::{Draft, remove};
use crate::scenario::load::size::{is_too_large, weight};
use crate::scenario::shape::is_note;
use crate::scenario::shape::wholes::is_whole;
use crate::scenario::text::paths::{Address, Path, Reach, Turn, value_at_mut};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};
use crate::scenario::text::words::quoted;

/// Keys of which an object has one: setting one takes the others away.
const ALTERNATIVES: [&[&str]; 6] = [
    &["agents", "scheduled_agents", "shifts"],
    &["contribution", "contribution_share"],
    &["delay", "delay_days"],
    &["mean_count", "count"],
    &["retention_per_month", "retention_observed_per_month"],
    &["volume", "volume_per_hour"],
];

/// What a random quantity may be scaled by, without its unit.
const SCALES: [&str; 8] = ["mean", "value", "median", "scale", "low", "mode", "high", "phase_mean"];

/// Lists in a random quantity that hold quantities themselves.
const PARTS: [&str; 3] = ["mixture", "branches", "values"];

/// Puts values at paths.
pub(super) fn set(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let mut more = 0;
    for member in verb.members().iter().filter(|member| !is_note(member)) {
        let Some(path) = Path::read(&member.key, &member.place, problems) else { continue };
        let addresses = path.addresses(&draft.tree, Reach::New, problems);
        more += addresses.len() * (weight(&member.node) + path.len());
        if is_too_large(more, &member.place, problems) {
            return;
        }
        for address in addresses {
            put(&mut draft.tree, &address, &member.node);
        }
    }
    if verb.members().iter().any(|member| is_from_file(&member.node)) {
        draft.fill_from_files(problems);
    }
}

/// Whether a value is to be read from a file.
pub(super) fn is_from_file(node: &Node) -> bool {
    let names_file = |member: &Member| matches!(&*member.key, "from" | "values_csv");
    node.members().iter().any(|member| names_file(member) || is_from_file(&member.node))
        || node.items().iter().any(is_from_file)
}

/// The keys that setting one takes away.
pub(crate) fn rivals(key: &str) -> impl Iterator<Item = &'static str> {
    let groups = ALTERNATIVES.iter().filter(move |keys| keys.contains(&key));
    groups.copied().flatten().copied().filter(move |rival| *rival != key)
}

pub(super) fn put(tree: &mut Node, address: &Address, value: &Node) {
    let Some((last, before)) = address.split_last() else { return };
    let parent = value_at_mut(tree, before, &value.place);
    match last {
        Turn::Key(key) => {
            for rival in rivals(key) {
                remove(parent, rival);
            }
            parent.set(key, value.clone());
        }
        Turn::Item(_) => {
            *value_at_mut(parent, std::slice::from_ref(last), &value.place) = value.clone();
        }
    }
}

/// Multiplies what stands at paths. A mean keeps its cv; a random quantity scales as a whole; what
/// the format wants whole is rounded, half to even.
pub(super) fn scale(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    change_all(draft, verb, problems, |node, factor, at| {
        scale_value(node, factor, at.place)?;
        if is_whole(at.address) {
            round(node);
        }
        Some(())
    });
}

/// Adds to what stands at paths.
pub(super) fn add(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let hours = draft.day().map_or(1.0, |day| f64::from(day.interval_minutes) / 60.0);
    change_all(draft, verb, problems, |node, amount, at| {
        let amount = if at.key == "volume_per_hour" { amount * hours } else { amount };
        add_value(node, amount, at.place)
    });
}

/// Where a verb changes something.
struct Spot<'a> {
    /// The last key of the path as it was written.
    key: &'a str,
    address: &'a [Turn],
    /// Where the verb's number stands.
    place: &'a Place,
}

/// Does something with each value at each path, given the verb's number. What it cannot be done
/// with is a problem.
fn change_all(
    draft: &mut Draft<'_>,
    verb: &Node,
    problems: &mut Problems,
    change: impl Fn(&mut Node, f64, &Spot<'_>) -> Option<()>,
) {
    for member in verb.members().iter().filter(|member| !is_note(member)) {
        let Some(path) = Path::read(&member.key, &member.place, problems) else { continue };
        let Some(amount) = member.node.number() else { continue };
        let key = path.last_key().unwrap_or("*").to_owned();
        let path = if is_hourly(&path) { path.ending_in("volume") } else { path };
        for address in path.addresses(&draft.tree, Reach::Existing, problems) {
            let place = &member.node.place;
            let node = value_at_mut(&mut draft.tree, &address, place);
            if is_from_file(node) {
                // The file could not be read, which has been said.
                continue;
            }
            let mut changed = node.clone();
            let at = Spot { key: &key, address: &address, place };
            if change(&mut changed, amount, &at).is_some() {
                *node = changed;
                continue;
            }
            let found = format!("`{}`, which is {}", member.key, quoted(node));
            problems.add(&member.place, found, "a path to a number, a list or a random quantity");
        }
    }
}

/// `volume_per_hour` stands for the volume, whichever way the file gives it.
fn is_hourly(path: &Path) -> bool {
    path.last_key() == Some("volume_per_hour")
}

/// Nothing when the value cannot be scaled.
fn scale_value(node: &mut Node, factor: f64, place: &Place) -> Option<()> {
    match &mut node.value {
        Value::Number(old, _) => {
            *node = number(*old * factor, place);
            Some(())
        }
        Value::List(items) if !items.is_empty() => {
            items.iter_mut().try_for_each(|item| scale_value(item, factor, place))
        }
        Value::Object(_) => scale_law(node, factor, place),
        _ => None,
    }
}

/// Scales the quantity that a law describes; nothing when the object is no law.
fn scale_law(law: &mut Node, factor: f64, place: &Place) -> Option<()> {
    let mut is_law = law.get("distribution").is_some();
    let Value::Object(members) = &mut law.value else { return None };
    for member in members {
        let stem = member.key.strip_suffix("_seconds").unwrap_or(&member.key);
        if SCALES.contains(&stem) || PARTS.contains(&stem) {
            scale_value(&mut member.node, factor, place)?;
            is_law = true;
        } else if stem == "mu" {
            // The logarithm of the quantity moves by that of the factor.
            let mu = member.node.number()?;
            if factor <= 0.0 {
                return None;
            }
            member.node = number(mu + math::ln(factor), place);
            is_law = true;
        }
    }
    is_law.then_some(())
}

/// Nothing when nothing can be added to the value.
fn add_value(node: &mut Node, amount: f64, place: &Place) -> Option<()> {
    match &mut node.value {
        Value::Number(old, _) => {
            *node = number(*old + amount, place);
            Some(())
        }
        Value::List(items) if !items.is_empty() => {
            items.iter_mut().try_for_each(|item| add_value(item, amount, place))
        }
        Value::Object(members) => {
            let is_mean = |key: &str| matches!(key, "mean" | "mean_seconds");
            let mean = members.iter_mut().find(|member| is_mean(&member.key))?;
            add_value(&mut mean.node, amount, place)
        }
        _ => None,
    }
}

fn round(node: &mut Node) {
    match &mut node.value {
        Value::Number(old, _) => *node = number(old.round_ties_even(), &node.place),
        Value::List(items) => items.iter_mut().for_each(round),
        _ => {}
    }
}
