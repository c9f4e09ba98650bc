//! What the planner does not know: `{"between": [low, high]}` in place of a number.
//!
//! A run takes the middle and says so; `risk` draws. Whatever can come is checked at both ends
//! and in the middle.

use crate::base::decimal::{decimals, plain, with_decimals};
use crate::base::dotted::{steps, written};
use crate::random::{Address, Key, Owner, Purpose, uniform};
use crate::scenario::overlay::changes::Verb;
use crate::scenario::shape::is_note;
use crate::scenario::shape::wholes::takes_whole;
use crate::scenario::text::paths::{Turn, value_at_mut};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place, Value};
use crate::scenario::text::words::quoted;

/// The key that says so.
const KEY: &str = "between";

/// Parts of a scenario in which numbers may be unknown: what is simulated, not how.
pub(crate) const PARTS: [&str; 10] = [
    "lines",
    "contact_types",
    "agent_groups",
    "busyness_factors",
    "incentive_profiles",
    "shrinkage",
    "routing",
    "customers",
    "costs",
    "targets",
];

/// A number that is not known.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// Where it stands: keys with dots between them, items of lists by number from 1.
    pub path: String,
    pub low: f64,
    pub high: f64,
    /// Whether it is a whole number.
    pub is_whole: bool,
    /// In which change of the command line it stands; else in the file.
    change: Option<usize>,
    address: Vec<Turn>,
    place: Place,
}

impl Unknown {
    pub(crate) fn low(&self) -> f64 {
        self.low
    }

    pub(crate) fn high(&self) -> f64 {
        self.high
    }

    /// Half way, half to even where it is whole; as it is written, with one decimal more than the
    /// ends at the most: between 0.1 and 0.5 is 0.3.
    #[must_use]
    pub fn middle(&self) -> f64 {
        let middle = f64::midpoint(self.low, self.high);
        if self.is_whole {
            return middle.round_ties_even();
        }
        with_decimals(middle, decimals(self.low).max(decimals(self.high)) + 1)
    }

    /// Its value in a draw (from 1): anything between is equally likely.
    #[must_use]
    pub fn drawn(&self, seed: u64, draw: u64) -> f64 {
        let address = Address::new(Owner::named(&self.path), 0, 0);
        let place = uniform(Key::new(seed, draw), address, Purpose::InputDraw);
        let width = self.high - self.low;
        if self.is_whole {
            (self.low + (place * (width + 1.0)).floor()).min(self.high)
        } else {
            self.low + place * width
        }
    }

    /// What a run says of it.
    pub(crate) fn sentence(&self) -> String {
        format!(
            "`{}` is between {} and {}: the middle, {}, is taken; `risk` draws it",
            self.path,
            plain(self.low),
            plain(self.high),
            plain(self.middle())
        )
    }
}

/// Puts the middle in place of everything unknown in a scenario's tree, and says what that was.
pub(crate) fn take_out(tree: &mut Node, problems: &mut Problems) -> Vec<Unknown> {
    let mut found = Vec::new();
    for part in PARTS {
        if let Some(node) = tree.get_mut(part).filter(|node| holds_one(node)) {
            walk(node, &mut vec![Turn::Key(part.to_owned())], None, &mut found, problems);
        }
    }
    found
}

/// The same of a change of the command line, the `at`-th: what a path is set to.
pub(crate) fn take_out_of(
    (name, member): &mut Verb,
    at: usize,
    problems: &mut Problems,
) -> Vec<Unknown> {
    let mut found = Vec::new();
    let first = steps(&member.key).and_then(|steps| steps[0].key().map(str::to_owned));
    let may_be = first.is_some_and(|first| PARTS.contains(&first.as_str()));
    if *name == "set" && may_be && holds_one_or_is_one(&member.node) {
        walk(&mut member.node, &mut Vec::new(), Some((at, &member.key)), &mut found, problems);
    }
    found
}

fn holds_one_or_is_one(node: &Node) -> bool {
    node.get(KEY).is_some() || holds_one(node)
}

/// Whether anything in it is unknown: most files have no such thing, and are only looked through.
fn holds_one(node: &Node) -> bool {
    node.members().iter().any(|member| member.key == KEY || holds_one(&member.node))
        || node.items().iter().any(holds_one)
}

fn walk(
    node: &mut Node,
    so_far: &mut Vec<Turn>,
    change: Option<(usize, &str)>,
    found: &mut Vec<Unknown>,
    problems: &mut Problems,
) {
    if node.get(KEY).is_some() {
        let unknown = read(node, so_far, change, problems);
        let middle = unknown.as_ref().map_or(0.0, Unknown::middle);
        if unknown.is_some() {
            let place = node.get(KEY).map_or_else(|| node.place.clone(), |it| it.place.clone());
            *node = number(middle, &place);
        }
        found.extend(unknown);
        return;
    }
    match &mut node.value {
        Value::Object(members) => {
            for member in members {
                so_far.push(Turn::Key(member.key.to_string()));
                walk(&mut member.node, so_far, change, found, problems);
                so_far.pop();
            }
        }
        Value::List(items) => {
            for (place, item) in items.iter_mut().enumerate() {
                so_far.push(Turn::Item(place));
                walk(item, so_far, change, found, problems);
                so_far.pop();
            }
        }
        _ => {}
    }
}

fn read(
    node: &Node,
    address: &[Turn],
    change: Option<(usize, &str)>,
    problems: &mut Problems,
) -> Option<Unknown> {
    let before = problems.len();
    let others = node.members().iter().filter(|member| member.key != KEY && !is_note(member));
    for other in others {
        let found = format!("`{}` beside `{KEY}`", other.key);
        problems.add(&other.place, found, "`between` alone");
    }
    let ends = node.get(KEY)?;
    let numbers: Vec<f64> = ends.items().iter().filter_map(Node::number).collect();
    let (&[low, high], 2) = (&numbers[..], ends.items().len()) else {
        problems.add(&ends.place, quoted(ends), "two numbers: [low, high]");
        return None;
    };
    if low > high {
        problems.add(&ends.place, format!("{low} before {high}"), "the lower number first");
    }
    if problems.len() > before {
        return None;
    }
    let path = address.iter().map(|turn| match turn {
        Turn::Key(key) => written(key),
        Turn::Item(place) => (place + 1).to_string(),
    });
    let path: Vec<String> = change.map(|(_, set)| set.to_owned()).into_iter().chain(path).collect();
    let path = path.join(".");
    Some(Unknown {
        is_whole: takes_whole(&path),
        change: change.map(|(at, _)| at),
        path,
        low,
        high,
        address: address.to_vec(),
        place: ends.place.clone(),
    })
}

/// The tree with a value for everything unknown.
pub(crate) fn at(tree: &Node, unknowns: &[Unknown], value: &dyn Fn(&Unknown) -> f64) -> Node {
    let mut tree = tree.clone();
    for unknown in unknowns.iter().filter(|unknown| unknown.change.is_none()) {
        *value_at_mut(&mut tree, &unknown.address, &unknown.place) =
            number(value(unknown), &unknown.place);
    }
    tree
}

/// The changes of the command line with a value for everything unknown.
pub(crate) fn changes_at(
    changes: &[Verb],
    unknowns: &[Unknown],
    value: &dyn Fn(&Unknown) -> f64,
) -> Vec<Verb> {
    let mut changes = changes.to_vec();
    for unknown in unknowns {
        if let Some(at) = unknown.change {
            let node = &mut changes[at].1.node;
            *value_at_mut(node, &unknown.address, &unknown.place) =
                number(value(unknown), &unknown.place);
        }
    }
    changes
}

fn number(value: f64, place: &Place) -> Node {
    Node { value: Value::Number(value, value.to_string().into()), place: place.clone() }
}
