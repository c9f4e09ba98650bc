//! What the planner does not know: `{"between": [low, high]}` in place of a number.
//!
//! A run takes the middle and says so; `risk` draws. Whatever can come is checked at both ends
//! and in the middle.

use super::format::SCENARIO;
use super::problem::Problems;
use super::shape::{Shape, is_note};
use super::tree::{Node, Place, Value};
use super::words::quoted;
use crate::base::decimal::plain;
use crate::base::dotted::written;
use crate::random::{Address, Key, Owner, Purpose, uniform};

/// The key that says so.
const KEY: &str = "between";

/// Parts of a scenario in which numbers may be unknown: what is simulated, not how.
pub(super) const PARTS: [&str; 10] = [
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
    address: Vec<Turn>,
    place: Place,
}

#[derive(Clone, Debug)]
enum Turn {
    Key(String),
    Item(usize),
}

impl Unknown {
    pub(super) fn low(&self) -> f64 {
        self.low
    }

    pub(super) fn high(&self) -> f64 {
        self.high
    }

    /// Half way, half to even where it is whole.
    #[must_use]
    pub fn middle(&self) -> f64 {
        let middle = f64::midpoint(self.low, self.high);
        if self.is_whole { middle.round_ties_even() } else { middle }
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
    pub(super) fn sentence(&self) -> String {
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
pub(super) fn take_out(tree: &mut Node, problems: &mut Problems) -> Vec<Unknown> {
    let mut found = Vec::new();
    for part in PARTS {
        if let Some(node) = tree.get_mut(part).filter(|node| holds_one(node)) {
            walk(node, &mut vec![Turn::Key(part.to_owned())], &mut found, problems);
        }
    }
    found
}

/// Whether anything in it is unknown: most files have no such thing, and are only looked through.
fn holds_one(node: &Node) -> bool {
    node.members().iter().any(|member| member.key == KEY || holds_one(&member.node))
        || node.items().iter().any(holds_one)
}

fn walk(
    node: &mut Node,
    so_far: &mut Vec<Turn>,
    found: &mut Vec<Unknown>,
    problems: &mut Problems,
) {
    if node.get(KEY).is_some() {
        let unknown = read(node, so_far, problems);
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
                walk(&mut member.node, so_far, found, problems);
                so_far.pop();
            }
        }
        Value::List(items) => {
            for (place, item) in items.iter_mut().enumerate() {
                so_far.push(Turn::Item(place));
                walk(item, so_far, found, problems);
                so_far.pop();
            }
        }
        _ => {}
    }
}

fn read(node: &Node, address: &[Turn], problems: &mut Problems) -> Option<Unknown> {
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
    let path = path.collect::<Vec<_>>().join(".");
    let is_whole = is_whole(&Shape::Object(&SCENARIO), address) == Some(true);
    Some(Unknown {
        path,
        low,
        high,
        is_whole,
        address: address.to_vec(),
        place: ends.place.clone(),
    })
}

/// Whether the format wants a whole number at an address; nothing where it wants no number.
fn is_whole(shape: &Shape, address: &[Turn]) -> Option<bool> {
    match (shape, address) {
        (Shape::Whole(_) | Shape::WholeOf(_), []) => Some(true),
        (Shape::Number(_) | Shape::Law(_), []) => Some(false),
        (Shape::Object(object), [Turn::Key(key), rest @ ..]) => {
            let named = || object.names.map(|names| names.shape);
            let shape = object.key(key).map(|key| key.shape).or_else(named)?;
            is_whole(&shape, rest)
        }
        (Shape::List(list), [Turn::Item(_), rest @ ..]) => is_whole(&list.item, rest),
        (Shape::OneOf(shapes), _) => shapes.iter().find_map(|shape| is_whole(shape, address)),
        _ => None,
    }
}

/// The tree with a value for everything unknown.
pub(super) fn at(tree: &Node, unknowns: &[Unknown], value: &dyn Fn(&Unknown) -> f64) -> Node {
    let mut tree = tree.clone();
    for unknown in unknowns {
        let node = unknown.address.iter().fold(&mut tree, |node, turn| match turn {
            Turn::Key(key) => node.get_mut(key).expect("it was found there"),
            Turn::Item(place) => match &mut node.value {
                Value::List(items) => &mut items[*place],
                _ => unreachable!("it was found in a list"),
            },
        });
        *node = number(value(unknown), &unknown.place);
    }
    tree
}

fn number(value: f64, place: &Place) -> Node {
    Node { value: Value::Number(value, value.to_string().into()), place: place.clone() }
}
