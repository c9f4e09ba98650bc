//! Changes of the base from the command line, as the verbs that they are.

use crate::scenario::text::parse::parse;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};

/// A change of the base from the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Override {
    /// A path and a value: JSON, or a bare text.
    Set(String, String),
    /// A path and a factor.
    Scale(String, f64),
}

/// A verb and one path with its value.
pub(crate) type Verb = (&'static str, Member);

pub(crate) fn is_early((name, member): &Verb) -> bool {
    let early = ["day.", "inputs.", "horizon."];
    *name == "set" && early.iter().any(|key| member.key.starts_with(key))
}

/// One step of a variant with one verb, whose members have places.
pub(crate) fn step(name: &str, members: Vec<Member>) -> Node {
    let place = members[0].place.clone();
    let node = Node { value: Value::Object(members), place: place.clone() };
    let member = Member::at_its_value(name.to_owned(), node);
    Node { value: Value::Object(vec![member]), place }
}

/// An override as the verb that it is, standing at `--set:LINE:1` or `--scale:LINE:1`, where the
/// line counts the overrides.
pub(crate) fn verb(change: &Override, line: u32) -> Verb {
    let (name, path) = match change {
        Override::Set(path, _) => ("set", path),
        Override::Scale(path, _) => ("scale", path),
    };
    let place = Place { file: format!("--{name}").into(), line, column: 1 };
    let value = match change {
        Override::Set(_, value) => given_value(value, &place),
        Override::Scale(_, factor) => Value::Number(*factor, factor.to_string().into()),
    };
    let node = Node { value, place: place.clone() };
    (name, Member::at_its_value(path.clone(), node))
}

/// JSON if it is that, else the text itself.
pub(crate) fn given_value(text: &str, place: &Place) -> Value {
    let mut problems = Problems::default();
    let parsed = parse(&place.file, text, &mut problems).filter(|_| problems.is_empty());
    parsed.map_or_else(|| Value::Text(text.to_owned()), |node| placed(node, place).value)
}

/// The same value, standing as a whole where `place` says.
fn placed(node: Node, place: &Place) -> Node {
    let value = match node.value {
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| placed(item, place)).collect())
        }
        Value::Object(members) => {
            let member = |member: Member| Member {
                key: member.key,
                place: place.clone(),
                node: placed(member.node, place),
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        other => other,
    };
    Node { value, place: place.clone() }
}
