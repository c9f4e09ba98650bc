//! Figures as JSON, and JSON as text in which a changed figure is a changed line.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::number::significant;
use crate::measures::estimate::{Basis, Estimate, IntervalSummary, Measured, Subject, Summary};

pub(crate) fn summary(summary: &Summary) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("contact_types".into(), subjects(&summary.contact_types));
    members.insert("agent_groups".into(), subjects(&summary.agent_groups));
    members.insert("total".into(), nested(&summary.total).into());
    members.insert("customers".into(), nested(&summary.customers).into());
    members.insert("sensitivity".into(), sensitivity(summary));
    members.insert("intervals".into(), summary.intervals.iter().map(interval).collect());
    members
}

fn subjects(subjects: &[Subject]) -> Value {
    by_name(subjects.iter().map(|subject| (&subject.name, nested(&subject.measures))))
}

fn interval(interval: &IntervalSummary) -> Value {
    json!({
        "start": interval.start,
        "contact_types": subjects(&interval.contact_types),
        "agent_groups": subjects(&interval.agent_groups),
    })
}

/// Measures by key; a key with a dot stands inside the family before the dot.
pub(crate) fn nested(measures: &[Measured]) -> Map<String, Value> {
    let mut members = Map::new();
    for measured in measures {
        let figure = estimate(&measured.estimate);
        match measured.definition.key.split_once('.') {
            None => {
                members.insert(measured.definition.key.into(), figure);
            }
            Some((family, member)) => {
                let family = members.entry(family).or_insert_with(|| Map::new().into());
                family[member] = figure;
            }
        }
    }
    members
}

pub(crate) fn estimate(estimate: &Estimate) -> Value {
    let real =
        |number: Option<f64>| number.map_or(Value::Null, |number| significant(number).into());
    let mut members = Map::new();
    members.insert("mean".into(), real(estimate.mean));
    members.insert("half_width".into(), real(estimate.half_width));
    if estimate.low.is_some() || estimate.high.is_some() {
        members.insert("low".into(), real(estimate.low));
        members.insert("high".into(), real(estimate.high));
    }
    match estimate.basis {
        Basis::NotSeenToVary { unlike } if estimate.mean == Some(0.0) => {
            members.insert("days_with_any_upper_bound".into(), significant(unlike).into());
        }
        Basis::NotSeenToVary { unlike } | Basis::FewDays { unlike } => {
            members.insert("days_unlike_upper_bound".into(), significant(unlike).into());
        }
        Basis::Variation | Basis::Construction => {}
    }
    members.into()
}

fn sensitivity(summary: &Summary) -> Value {
    let Some(sensitivity) = &summary.sensitivity else { return Value::Null };
    let at = |(multiplier, lost, value): &(f64, Estimate, Estimate)| {
        json!({
            "multiplier": significant(*multiplier),
            "customers_lost": estimate(lost),
            "net_value": estimate(value),
        })
    };
    json!({
        "at": sensitivity.at.iter().map(at).collect::<Vec<_>>(),
        "sign_change": sensitivity.sign_change.map(significant),
    })
}

/// Writes a value indented, with each figure on one line, so that a changed figure is a changed
/// line.
pub(crate) fn write_value(value: &Value, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Object(members) if !members.is_empty() && !is_figure(members) => write_lines(
            ['{', '}'],
            members.len(),
            depth,
            out,
            &mut members.iter(),
            |member, out| {
                write!(out, "{}: ", Value::String(member.0.clone()))?;
                write_value(member.1, depth + 1, out)
            },
        ),
        Value::Array(items) if !items.is_empty() => {
            write_lines(['[', ']'], items.len(), depth, out, &mut items.iter(), |item, out| {
                write_value(item, depth + 1, out)
            })
        }
        Value::Object(members) if !members.is_empty() => {
            for (position, (key, value)) in members.iter().enumerate() {
                let before = if position == 0 { "{ " } else { ", " };
                write!(out, "{before}{}: {value}", Value::String(key.clone()))?;
            }
            out.write_all(b" }")
        }
        plain => write!(out, "{plain}"),
    }
}

fn is_figure(members: &Map<String, Value>) -> bool {
    members.contains_key("mean")
        && !members.values().any(|member| member.is_object() || member.is_array())
}

fn write_lines<T>(
    [open, close]: [char; 2],
    length: usize,
    depth: usize,
    out: &mut dyn Write,
    items: &mut dyn Iterator<Item = T>,
    mut write_item: impl FnMut(T, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    writeln!(out, "{open}")?;
    for (position, item) in items.enumerate() {
        write!(out, "{:indent$}", "", indent = 2 * (depth + 1))?;
        write_item(item, out)?;
        writeln!(out, "{}", if position + 1 < length { "," } else { "" })?;
    }
    write!(out, "{:indent$}{close}", "", indent = 2 * depth)
}

pub(crate) fn by_name<'a>(
    entries: impl Iterator<Item = (&'a String, Map<String, Value>)>,
) -> Value {
    Value::Object(entries.map(|(name, members)| (name.clone(), members.into())).collect())
}
