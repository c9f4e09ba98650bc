//! Heads of one group set or scaled while the heads of all groups stay the same.

use std::cmp::Ordering;

use super::Draft;
use super::heads::{different_keys, transfer};
use super::share::{Heads, counted};
use crate::base::decimal;
use crate::base::dotted::{Step, steps};
use crate::scenario::model::Day;
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Value};
use crate::scenario::text::words::quoted;

/// What a sweep asks for: the `path` of a group's heads, and their new `value` or a `factor`.
///
/// What the group gains comes from the other groups, and what it loses goes to them, in proportion
/// to their heads in each interval: by largest remainder, of equals the first by name. The agents
/// who go are those that `move_agents` would take.
pub(super) fn keep_total_agents(draft: &mut Draft<'_>, verb: &Node, problems: &mut Problems) {
    let (Some(path), Some(day)) = (verb.get("path"), draft.day()) else { return };
    let Some((group, key)) = path.text().and_then(heads_at) else {
        let wanted = "the heads of one group: `agent_groups.NAME.agents` or `.scheduled_agents`";
        let found = format!("`keep_total_agents` with the path {}", quoted(path));
        problems.add(&path.place, found, wanted);
        return;
    };
    let Some((before, others)) = everybody(draft, &group, key, path, &day, problems) else {
        return;
    };
    let Some(after) = wanted(verb, &before, problems) else { return };
    let names: Vec<&str> = others.iter().map(|(name, _)| name.as_str()).collect();
    let mut given = vec![vec![0; before.len()]; others.len()];
    let mut taken = given.clone();
    for interval in 0..before.len() {
        let heads: Vec<u32> = others.iter().map(|(_, heads)| heads[interval]).collect();
        let there: u64 = heads.iter().map(|&count| u64::from(count)).sum();
        let change = before[interval].abs_diff(after[interval]);
        let (rows, enough) = match after[interval].cmp(&before[interval]) {
            Ordering::Equal => continue,
            Ordering::Greater => (&mut given, there >= u64::from(change)),
            Ordering::Less => (&mut taken, there > 0),
        };
        if !enough {
            let start = day.interval_start(interval);
            let most = u64::from(before[interval]) + there;
            let wanted = match there {
                0 => format!("{}: the other groups have nobody at {start}", before[interval]),
                _ => format!("at most {most}, the heads of all groups at {start}"),
            };
            let place = &verb.place;
            problems.add(
                place,
                format!("{} in `{group}`", decimal::counted(after[interval] as usize, "agent")),
                wanted,
            );
            return;
        }
        for (row, part) in rows.iter_mut().zip(in_proportion(change, &heads)) {
            row[interval] = part;
        }
    }
    for (&name, heads) in names.iter().zip(given) {
        transfer(draft, (name, &group), &heads, &verb.place);
    }
    for (&name, heads) in names.iter().zip(taken) {
        transfer(draft, (&group, name), &heads, &verb.place);
    }
}

/// Whether a path leads to the heads of a group.
pub(crate) fn is_of_heads(path: &str) -> bool {
    heads_at(path).is_some()
}

/// The group and the key of its heads, if the path leads there.
fn heads_at(path: &str) -> Option<(String, &'static str)> {
    let steps = steps(path)?;
    let [Step::Key(first), Step::Key(group), Step::Key(key)] = &steps[..] else { return None };
    let key = counted(key)?;
    (first == "agent_groups").then(|| (group.clone(), key))
}

/// Heads of other groups by interval, in name order.
type Others = Vec<(String, Vec<u32>)>;

/// The heads of the group and of all others, which must be given in the same way.
fn everybody(
    draft: &Draft<'_>,
    group: &str,
    key: &'static str,
    path: &Node,
    day: &Day,
    problems: &mut Problems,
) -> Option<(Vec<u32>, Others)> {
    let mut own = None;
    let mut others = Others::new();
    let mut alike = true;
    for member in draft.groups().iter().filter(|member| !is_note(member)) {
        match Heads::of(&member.node, day.intervals)? {
            Heads::Counted { key: its, by_interval } if its == key => {
                // A list of another length is said when the scenario is built.
                if by_interval.len() != day.intervals {
                    return None;
                }
                if member.key == group {
                    own = Some(by_interval);
                } else {
                    others.push((member.key.to_string(), by_interval));
                }
            }
            heads => {
                let pair = ((group, key), (&*member.key, heads.key()));
                different_keys(&path.place, pair.0, pair.1, problems);
                alike = false;
            }
        }
    }
    if own.is_none() && alike {
        // The path leads nowhere, which is said in the same words as of any other path.
        let named = Node { value: Value::Text(group.to_owned()), ..path.clone() };
        draft.checked_group(&named, problems);
    }
    others.sort();
    own.filter(|_| alike).map(|own| (own, others))
}

/// The heads that the group is to have.
fn wanted(verb: &Node, before: &[u32], problems: &mut Problems) -> Option<Vec<u32>> {
    let heads = |number: f64| (number >= 0.0 && number <= f64::from(u32::MAX)).then_some(number);
    if let Some(factor) = verb.get("factor").and_then(Node::number) {
        let scaled = |&count: &u32| heads((f64::from(count) * factor).round_ties_even());
        let after: Option<Vec<u32>> =
            before.iter().map(|count| scaled(count).map(|it| it as u32)).collect();
        if after.is_none() {
            problems.add(&verb.place, format!("the factor {factor}"), "a factor of at least 0");
        }
        return after;
    }
    let value = verb.get("value")?;
    let whole = value.number().and_then(heads).filter(|number| number.fract() == 0.0);
    if whole.is_none() {
        problems.add(&verb.place, quoted(value), "a whole number of agents");
    }
    whole.map(|number| vec![number as u32; before.len()])
}

/// Whole heads in proportion to others, by largest remainder; of equal remainders the first. No
/// part is larger than its weight as long as the amount is no larger than their sum.
fn in_proportion(amount: u32, weights: &[u32]) -> Vec<u32> {
    let all: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    let share = |weight: u32| u128::from(amount) * u128::from(weight);
    let mut parts: Vec<u32> = weights.iter().map(|&weight| (share(weight) / all) as u32).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(share(weights[at]) % all));
    let missing = amount - parts.iter().sum::<u32>();
    for &at in order.iter().take(missing as usize) {
        parts[at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_go_by_largest_remainder() {
        // 5 over 30, 50 and 20: 1.5, 2.5 and 1.0; of the two halves the first.
        assert_eq!(in_proportion(5, &[30, 50, 20]), [2, 2, 1]);
        assert_eq!(in_proportion(0, &[1, 2]), [0, 0]);
        assert_eq!(in_proportion(3, &[0, 3]), [0, 3]);
        assert_eq!(in_proportion(7, &[1, 1]), [4, 3]);
    }

    proptest::proptest! {
        #[test]
        fn parts_are_all_there_and_none_is_larger_than_its_weight(
            weights in proptest::collection::vec(0_u32..40, 1..9),
            share in 0.0_f64..=1.0,
        ) {
            let all: u32 = weights.iter().sum();
            proptest::prop_assume!(all > 0);
            let amount = (share * f64::from(all)) as u32;
            let parts = in_proportion(amount, &weights);
            proptest::prop_assert_eq!(parts.iter().sum::<u32>(), amount);
            proptest::prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| part <= weight));
        }
    }
}
