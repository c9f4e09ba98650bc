//! One axis of a sweep: what varies and over which values.

use crate::base::dotted::steps;
use crate::scenario::asked::scan::{Scan, Scanned, Span};
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::overlay::changes::{given_value, step};
use crate::scenario::shape::tables::sweep::AXIS;
use crate::scenario::shape::validate::validate;
use crate::scenario::shape::wholes::takes_whole;
use crate::scenario::shape::{Range, Shape};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};

/// What varies, and over which values.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) name: String,
    /// Where its values stand.
    pub(super) place: Place,
    pub(super) values: Values,
    what: What,
    keeps_total: bool,
}

#[derive(Clone, Debug)]
enum What {
    /// A path that is set.
    Set(Node),
    /// A path that is scaled.
    Scale(Node),
    /// A skill that a share of agents learns.
    GiveSkill(Node),
}

/// The values of an axis.
#[derive(Clone, Debug)]
pub(super) enum Values {
    Span(Span),
    List(Vec<Node>),
}

impl Axis {
    /// Reads an object of a file, or of the command line.
    pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        let before = problems.len();
        validate(node, &Shape::Object(&AXIS), problems);
        if problems.len() > before {
            return None;
        }
        let text = |node: &Node| node.text().unwrap_or_default().to_owned();
        let (name, what) = if let Some(path) = node.get("path") {
            (text(path), What::Set(path.clone()))
        } else if let Some(path) = node.get("scale") {
            (format!("{} (factor)", text(path)), What::Scale(path.clone()))
        } else {
            let given = node.get("give_skill")?;
            let name = |key| given.get(key).map(text).unwrap_or_default();
            let name = format!("{} + {} (share)", name("group"), name("skill"));
            (name, What::GiveSkill(given.clone()))
        };
        let keeps_total = node.get("keep_total_agents").and_then(Node::truth).unwrap_or(false);
        let values = values(node)?;
        let place = node.get("from").or_else(|| node.get("values"))?.place.clone();
        let axis = Self { name, place, values, what, keeps_total };
        axis.check(node, problems).then_some(axis)
    }

    /// Whether the values, written in a node, are what the verb takes.
    fn check(&self, node: &Node, problems: &mut Problems) -> bool {
        let before = problems.len();
        let shape = match &self.what {
            What::Set(path) => {
                if let (Some(text), None) = (path.text(), path.text().and_then(steps)) {
                    let wanted = "keys with dots between them, names with dots in double quotes";
                    problems.add(&path.place, format!("the path `{text}`"), wanted);
                }
                Shape::Anything
            }
            What::Scale(_) => Shape::Number(Range::NOT_NEGATIVE),
            What::GiveSkill(_) => Shape::Number(Range::SHARE),
        };
        match &self.values {
            Values::List(items) => items.iter().for_each(|item| validate(item, &shape, problems)),
            Values::Span(Span { from, to, .. }) => {
                for (key, end) in [("from", *from), ("to", *to)] {
                    let mut number = self.number(end);
                    if let Some(written) = node.get(key) {
                        number.place = written.place.clone();
                    }
                    validate(&number, &shape, problems);
                }
            }
        }
        problems.len() == before
    }

    /// A number that stands where the values of this axis stand.
    pub(super) fn number(&self, value: f64) -> Node {
        Node { value: Value::Number(value, value.to_string().into()), place: self.place.clone() }
    }

    /// All values of a grid.
    pub(super) fn grid(&self, problems: &mut Problems) -> Vec<Node> {
        match &self.values {
            Values::List(items) => items.clone(),
            Values::Span(span) => {
                let numbers = span.values(MOST_POINTS, &self.place, problems);
                numbers.into_iter().map(|number| self.number(number)).collect()
            }
        }
    }

    /// The value at a place from 0 to below 1 of the way from end to end: one of the grid of its
    /// step if it has one.
    pub(super) fn along(&self, place: f64) -> Option<Node> {
        let Values::Span(span) = self.values else { return None };
        Some(self.number(span.along(place, self.grain(span))))
    }

    /// How far apart drawn values are at least: the step, or 1 where the format wants whole
    /// numbers.
    fn grain(&self, span: Span) -> Option<f64> {
        let whole = matches!(&self.what, What::Set(path) if path.text().is_some_and(takes_whole));
        span.step.or(whole.then_some(1.0))
    }

    /// What is said of the values that a sample draws of it; nothing where there is any number
    /// between the ends.
    pub(super) fn said_of_draws(&self) -> Option<String> {
        let Values::Span(span) = self.values else { return None };
        let grain = self.grain(span)?;
        let (name, from, last) = (&self.name, span.from, span.last(grain));
        Some(format!(
            "`{name}`: drawn are {from} to {last} in steps of {grain}, each equally likely."
        ))
    }

    /// The step of a variant that puts a value in.
    pub(super) fn step(&self, value: &Node) -> Node {
        let member = |key: &str, node: &Node| Member {
            key: key.to_owned().into(),
            place: value.place.clone(),
            node: node.clone(),
        };
        let at = |path: &Node| member(path.text().unwrap_or_default(), value);
        match &self.what {
            What::Set(path) if self.keeps_total => {
                step("keep_total_agents", vec![member("path", path), member("value", value)])
            }
            What::Scale(path) if self.keeps_total => {
                step("keep_total_agents", vec![member("path", path), member("factor", value)])
            }
            What::Set(path) => step("set", vec![at(path)]),
            What::Scale(path) => step("scale", vec![at(path)]),
            What::GiveSkill(given) => {
                let mut given = given.clone();
                given.set("share", value.clone());
                step("give_skill", given.members().to_vec())
            }
        }
    }
}

fn values(node: &Node) -> Option<Values> {
    if let Some(list) = node.get("values") {
        return Some(Values::List(list.items().to_vec()));
    }
    let number = |key| node.get(key).and_then(Node::number);
    Some(Values::Span(Span { from: number("from")?, to: number("to")?, step: number("step") }))
}

/// What a scan varies as an object of a file: `key` with the path, and its values.
pub(super) fn object(key: &'static str, scan: &Scan) -> Node {
    let node = |value| Node { value, place: scan.place.clone() };
    let number = |number: f64| Value::Number(number, number.to_string().into());
    let mut members = vec![(key, Value::Text(scan.path.clone()))];
    match &scan.values {
        Scanned::List(items) => {
            let items = items.iter().map(|item| node(given_value(item, &scan.place))).collect();
            members.push(("values", Value::List(items)));
        }
        Scanned::Span(Span { from, to, step }) => {
            members.extend([("from", number(*from)), ("to", number(*to))]);
            members.extend(step.map(|step| ("step", number(step))));
        }
    }
    let member = |(key, value): (&'static str, Value)| Member::at_its_value(key, node(value));
    node(Value::Object(members.into_iter().map(member).collect()))
}
