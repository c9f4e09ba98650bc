//! Figures as JSON, and JSON as text in which a changed figure is a changed line.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::number::significant;
use super::words::horizon::{has_persons, says_something};
use crate::measures::estimate::{Basis, Estimate, IntervalSummary, Measured, Subject, Summary};
use crate::measures::plan::Period;

pub(crate) fn summary(summary: &Summary) -> Map<String, Value> {
    let mut members = Map::new();
    let persons = has_persons(summary);
    members.insert("contact_types".into(), subjects(&summary.contact_types, persons));
    members.insert("agent_groups".into(), subjects(&summary.agent_groups, persons));
    members.insert("total".into(), some(&summary.total, persons).into());
    members.insert("customers".into(), some(&summary.customers, persons).into());
    add(&mut members, &summary.horizon);
    members.insert("sensitivity".into(), sensitivity(summary));
    let parts = summary.intervals.iter();
    match summary.period {
        Period::Horizon => {
            members.insert("months".into(), parts.map(|it| month(it, persons)).collect())
        }
        Period::Day | Period::Batch => {
            members.insert("intervals".into(), parts.map(interval).collect())
        }
    };
    members
}

fn subjects(subjects: &[Subject], has_persons: bool) -> Value {
    by_name(subjects.iter().map(|subject| (&subject.name, some(&subject.measures, has_persons))))
}

/// Those that say something where customers may be individuals.
fn some(measures: &[Measured], has_persons: bool) -> Map<String, Value> {
    let mut members = Map::new();
    add(&mut members, measures.iter().filter(|it| says_something(it, has_persons)));
    members
}

fn interval(interval: &IntervalSummary) -> Value {
    json!({
        "start": interval.start,
        "contact_types": subjects(&interval.contact_types, false),
        "agent_groups": subjects(&interval.agent_groups, false),
    })
}

fn month(month: &IntervalSummary, has_persons: bool) -> Value {
    let mut members = Map::new();
    members.insert("month".into(), json!(month.start));
    members.insert("total".into(), some(&month.total, has_persons).into());
    members.insert("contact_types".into(), subjects(&month.contact_types, has_persons));
    members.insert("agent_groups".into(), subjects(&month.agent_groups, has_persons));
    add(&mut members, &month.horizon);
    members.into()
}

/// Measures by key; a key with a dot stands inside the family before the dot.
pub(crate) fn nested(measures: &[Measured]) -> Map<String, Value> {
    let mut members = Map::new();
    add(&mut members, measures);
    members
}

fn add<'a>(members: &mut Map<String, Value>, measures: impl IntoIterator<Item = &'a Measured>) {
    for measured in measures {
        put(members, measured.definition.key, estimate(&measured.estimate));
    }
}

fn put(members: &mut Map<String, Value>, key: &str, figure: Value) {
    let Some((family, rest)) = key.split_once('.') else {
        members.insert(key.into(), figure);
        return;
    };
    let family = members.entry(family).or_insert_with(|| Map::new().into());
    if let Value::Object(family) = family {
        put(family, rest, figure);
    }
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
