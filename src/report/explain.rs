//! What measures mean, and the course of a contact, line by line.

use super::form::page::indented;
use crate::measures::definitions::{Better, Definition, Unit, definitions};

/// What was asked to be explained.
#[derive(Clone, Debug)]
pub enum Explanation {
    /// Every measure, by key and heading.
    List,
    /// What these mean.
    Measures(Vec<&'static Definition>),
    /// What happened to a contact.
    Course(Vec<String>),
}

impl Explanation {
    /// As lines of such a width.
    #[must_use]
    pub fn lines(&self, width: usize) -> Vec<String> {
        match self {
            Self::List => {
                let widest = definitions().map(|it| it.key.len()).max().unwrap_or(0);
                definitions().map(|it| format!("{:widest$}  {}", it.key, it.name)).collect()
            }
            Self::Measures(measures) => measures.iter().flat_map(|it| meaning(it, width)).collect(),
            Self::Course(lines) => lines.clone(),
        }
    }
}

fn meaning(definition: &Definition, width: usize) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", definition.name, definition.key)];
    lines.extend(indented(definition.formula, width, 2));
    lines.push(format!("  Unit: {}. {}", unit(definition.unit), better(definition.better)));
    if definition.assumption_driven {
        let text = "It rests on the effects of contacts on customers that the scenario assumes, \
                    not on the queue alone.";
        lines.extend(indented(text, width, 2));
    }
    if let Some(family) = family(definition) {
        lines.extend(indented(&family, width, 2));
    }
    lines
}

/// Measures of the same family, for a key with a dot.
fn family(definition: &Definition) -> Option<String> {
    let (family, _) = definition.key.split_once('.')?;
    let others =
        definitions().filter(|it| it.key.split_once('.').is_some_and(|(own, _)| own == family));
    let keys: Vec<&str> = others.map(|it| it.key).filter(|key| *key != definition.key).collect();
    Some(format!("Its family: {}", keys.join(", ")))
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "number a day",
        Unit::Share => "share, 0 to 1",
        Unit::Seconds => "seconds",
        Unit::Money => "money a day, in the scenario's currency",
        Unit::Number => "a plain number",
    }
}

fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "Higher is better.",
        Better::Lower => "Lower is better.",
        Better::Neither => "Neither higher nor lower is better in itself.",
    }
}
