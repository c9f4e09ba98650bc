//! Heads as verbs see them: counted by interval, or persons with shifts.

use crate::scenario::build::{carried, whole_value};
use crate::scenario::limits::MOST_AGENTS;
use crate::scenario::model::Day;
use crate::scenario::text::tree::{Node, Place, Value};

/// The heads of a group.
#[derive(Clone, Debug)]
pub(super) enum Heads {
    Counted {
        /// `agents` or `scheduled_agents`.
        key: &'static str,
        by_interval: Vec<u32>,
    },
    /// One shift for each person.
    Persons(Vec<Node>),
}

/// How many heads a verb is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Share(f64),
    Agents(u32),
}

/// Heads that stay and heads that go.
#[derive(Debug)]
pub(super) struct Parted {
    pub(super) kept: Heads,
    pub(super) moved: Heads,
}

/// What each key of counted heads is.
const COUNTED: [&str; 2] = ["agents", "scheduled_agents"];

/// The key of counted heads of that name.
pub(super) fn counted(key: &str) -> Option<&'static str> {
    COUNTED.into_iter().find(|own| *own == key)
}

impl Heads {
    /// The heads of a group; nothing where they are not understood, which is said when the
    /// scenario is built.
    pub(super) fn of(group: &Node, intervals: usize) -> Option<Self> {
        if let Some(shifts) = group.get("shifts") {
            return Some(Self::Persons(persons(shifts)));
        }
        let key = COUNTED.into_iter().find(|key| group.get(key).is_some())?;
        let node = group.get(key)?;
        let by_interval: Option<Vec<u32>> = match &node.value {
            Value::List(items) => items.iter().map(whole_value).collect(),
            _ => whole_value(node).map(|count| vec![count; intervals]),
        };
        by_interval.map(|by_interval| Self::Counted { key, by_interval })
    }

    /// How they are given: the key in the file.
    pub(super) fn key(&self) -> &'static str {
        match self {
            Self::Counted { key, .. } => key,
            Self::Persons(_) => "shifts",
        }
    }

    /// Agents that may ever be on duty.
    pub(super) fn most(&self) -> usize {
        match self {
            Self::Counted { by_interval, .. } => {
                // More than any scenario may have is refused when it is built.
                by_interval.iter().copied().max().unwrap_or(0).min(MOST_AGENTS) as usize
            }
            Self::Persons(shifts) => shifts.len(),
        }
    }

    /// Puts these heads into a group.
    pub(super) fn put(self, group: &mut Node, place: &Place) {
        let key = self.key();
        let items: Vec<Node> = match self {
            Self::Counted { by_interval, .. } => {
                by_interval.iter().map(|&count| number(f64::from(count), place)).collect()
            }
            Self::Persons(shifts) => shifts,
        };
        group.set(key, Node { value: Value::List(items), place: place.clone() });
    }

    /// These heads and others, which must be given in the same way.
    pub(super) fn and(self, others: Self) -> Option<Self> {
        match (self, others) {
            (
                Self::Counted { key, by_interval },
                Self::Counted { key: other_key, by_interval: others },
            ) if key == other_key && by_interval.len() == others.len() => {
                let by_interval =
                    by_interval.iter().zip(&others).map(|(a, b)| a.saturating_add(*b));
                let by_interval = by_interval.collect();
                Some(Self::Counted { key, by_interval })
            }
            (Self::Persons(mut shifts), Self::Persons(others)) => {
                shifts.extend(others);
                Some(Self::Persons(shifts))
            }
            _ => None,
        }
    }

    /// Takes a part away. The error says how many there are where too many are wanted.
    pub(super) fn part(self, part: Part, day: &Day) -> Result<Parted, String> {
        match self {
            Self::Counted { key, by_interval } => {
                let moved = counted_part(&by_interval, part, day)?;
                let kept = by_interval.iter().zip(&moved).map(|(all, gone)| all - gone).collect();
                let counted = |by_interval| Self::Counted { key, by_interval };
                Ok(Parted { kept: counted(kept), moved: counted(moved) })
            }
            Self::Persons(mut shifts) => {
                let all = shifts.len();
                let moved = match part {
                    Part::Share(share) => (share * all as f64).round_ties_even() as usize,
                    Part::Agents(agents) => agents as usize,
                };
                if moved > all {
                    return Err(format!("at most {all}"));
                }
                let gone = shifts.split_off(all - moved);
                Ok(Parted { kept: Self::Persons(shifts), moved: Self::Persons(gone) })
            }
        }
    }
}

fn counted_part(heads: &[u32], part: Part, day: &Day) -> Result<Vec<u32>, String> {
    match part {
        Part::Share(share) => Ok(carried(heads, share.clamp(0.0, 1.0))),
        Part::Agents(agents) => {
            let fewest = heads.iter().enumerate().min_by_key(|(_, count)| **count);
            match fewest {
                Some((interval, &count)) if count < agents => {
                    let start = day.interval_start(interval);
                    Err(format!("at most {count}, the heads at {start}, or a `share`"))
                }
                _ => Ok(vec![agents; heads.len()]),
            }
        }
    }
}

/// One shift for each person of a list of shifts.
fn persons(shifts: &Node) -> Vec<Node> {
    let mut persons = Vec::new();
    for shift in shifts.items() {
        let count = shift.get("agents").and_then(whole_value).unwrap_or(1);
        let mut one = shift.clone();
        if let Some(agents) = one.get_mut("agents") {
            *agents = number(1.0, &agents.place);
        }
        persons.extend((0..count.min(MOST_AGENTS)).map(|_| one.clone()));
    }
    persons
}

/// A number that stands at a place.
pub(super) fn number(value: f64, place: &Place) -> Node {
    Node { value: Value::Number(value, value.to_string().into()), place: place.clone() }
}
