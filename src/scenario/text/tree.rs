//! A file as a tree of values that know where they stand.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use crate::base::visible::visible;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the planner named it.
    pub file: Rc<str>,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", visible(&self.file), self.line, self.column)
    }
}

/// A place as plain data, for what is kept after reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file as the planner named it.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

impl From<&Place> for Written {
    fn from(place: &Place) -> Self {
        Self { file: place.file.to_string(), line: place.line, column: place.column }
    }
}

/// A value and where it stands. A value that a what-if or a CSV file puts into a scenario keeps
/// the place where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    pub place: Place,
}

/// What JSON can say.
#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    /// The number, and the text it was read from (for messages).
    Number(f64, Rc<str>),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file.
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Member {
    /// Borrowed where the format names it: a long file is filled with keys that it does not give.
    pub key: Cow<'static, str>,
    /// Where the key stands.
    pub place: Place,
    pub node: Node,
}

impl Member {
    /// A member whose key stands where its value does.
    pub fn at_its_value(key: impl Into<Cow<'static, str>>, node: Node) -> Self {
        Self { key: key.into(), place: node.place.clone(), node }
    }
}

impl Node {
    /// Whether another says the same, wherever it stands.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        let all = |own: &[Self], other: &[Self]| {
            own.len() == other.len() && own.iter().zip(other).all(|(a, b)| a.is_alike(b))
        };
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(own), Value::Bool(other)) => own == other,
            (Value::Number(own, _), Value::Number(other, _)) => own.total_cmp(other).is_eq(),
            (Value::Text(own), Value::Text(other)) => own == other,
            (Value::List(own), Value::List(other)) => all(own, other),
            (Value::Object(own), Value::Object(other)) => {
                let same = |(a, b): (&Member, &Member)| a.key == b.key && a.node.is_alike(&b.node);
                own.len() == other.len() && own.iter().zip(other).all(same)
            }
            _ => false,
        }
    }

    /// The value of a key, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.members().iter().find(|member| member.key == key).map(|member| &member.node)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Object(members) => {
                members.iter_mut().find(|member| member.key == key).map(|member| &mut member.node)
            }
            _ => None,
        }
    }

    /// Sets the value of a key of an object, which keeps its position if it was there.
    pub fn set(&mut self, key: &str, node: Node) {
        if let Some(old) = self.get_mut(key) {
            *old = node;
        } else if let Value::Object(members) = &mut self.value {
            members.push(Member::at_its_value(key.to_owned(), node));
        }
    }

    /// The members of an object; none if this is not one.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of a list; none if this is not one.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The number, if this is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self.value {
            Value::Number(number, _) => Some(number),
            _ => None,
        }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The yes or no, if this is one.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self.value {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }
}
