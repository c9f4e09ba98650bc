//! One axis of a sweep: what varies and over which values.

use super::too_many;
use crate::base::dotted::steps;
use crate::scenario::format::sweep::AXIS;
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::load::step;
use crate::scenario::overlay;
use crate::scenario::problem::Problems;
use crate::scenario::shape::{Range, Shape};
use crate::scenario::tree::{Member, Node, Place, Value};
use crate::scenario::validate::validate;
use crate::scenario::words::quoted;

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
    Range { from: f64, to: f64, step: Option<f64> },
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
        let values = values(node, problems)?;
        let place = node.get("from").or_else(|| node.get("values"))?.place.clone();
        let axis = Self { name, place, values, what, keeps_total };
        axis.check(problems).then_some(axis)
    }

    /// Whether the values are what the verb takes.
    fn check(&self, problems: &mut Problems) -> bool {
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
            Values::Range { from, to, .. } => {
                for end in [*from, *to] {
                    validate(&self.number(end), &shape, problems);
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
        let (from, to, step) = match &self.values {
            Values::List(items) => return items.clone(),
            Values::Range { from, to, step } => (*from, *to, *step),
        };
        let is_whole = from.fract() == 0.0 && to.fract() == 0.0;
        let Some(step) = step.or_else(|| is_whole.then_some(1.0)) else {
            let found = format!("{from} to {to} without a step");
            problems.add(&self.place, found, "a step, unless both ends are whole numbers");
            return Vec::new();
        };
        let steps = ((to - from) / step + 1e-9).floor();
        if steps >= MOST_POINTS as f64 {
            too_many(steps + 1.0, &self.place, problems);
            return Vec::new();
        }
        (0..=steps as u32).map(|at| self.number(decimal(from + f64::from(at) * step))).collect()
    }

    /// The value at a place between 0 and 1 of the way from end to end, on the grid of its step if
    /// it has one. Heads are whole.
    pub(super) fn along(&self, place: f64) -> Option<Node> {
        let Values::Range { from, to, step } = self.values else { return None };
        let heads = matches!(&self.what, What::Set(path) if is_of_heads(path));
        let step = step.or(heads.then_some(1.0));
        let Some(step) = step else {
            return Some(self.number(drawn(from + place * (to - from)).clamp(from, to)));
        };
        let steps = (place * ((to - from) / step + 1e-9).floor()).round_ties_even();
        Some(self.number(decimal(from + steps * step)))
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

fn is_of_heads(path: &Node) -> bool {
    path.text().is_some_and(overlay::is_of_heads)
}

fn values(node: &Node, problems: &mut Problems) -> Option<Values> {
    if let Some(list) = node.get("values") {
        return Some(Values::List(list.items().to_vec()));
    }
    let number = |key| node.get(key).and_then(Node::number);
    let (from, to) = (number("from")?, number("to")?);
    if from > to {
        let end = node.get("to")?;
        problems.add(&end.place, quoted(end), format!("at least {from}, from where it goes"));
        return None;
    }
    Some(Values::Range { from, to, step: number("step") })
}

/// The number that six digits show: a planner reads what was drawn.
fn drawn(number: f64) -> f64 {
    let digits = format!("{number:.5e}");
    digits.parse().expect("a formatted number can be read back")
}

/// The number that twelve digits show: 0.3 for three steps of 0.1.
fn decimal(number: f64) -> f64 {
    let digits = format!("{number:.11e}");
    digits.parse().expect("a formatted number can be read back")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_tenths_are_tenths() {
        let third = 0.1 + 2.0 * 0.1;
        assert_eq!(decimal(third).to_string(), "0.3");
        assert_eq!(decimal(-1e-300).to_string(), (-1e-300).to_string());
        assert_eq!(decimal(123_456.75).to_string(), "123456.75");
    }
}
