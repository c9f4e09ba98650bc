//! The answer as CSV: heads that can be read back as staffing, or the table of blending.

use std::io::{self, Write};

use super::words::rule;
use crate::experiment::staff::Answer;
use crate::experiment::staff::blending::{BlendAnswer, Cell};
use crate::experiment::staff::heads::{Part, Per};
use crate::measures::estimate::{Measured, Summary, find};
use crate::report::form::frame::{in_numbers, real};
use crate::report::form::number::significant;
use crate::report::form::words::warnings;

/// `agents` is what staffing is read from; the others are the planner's.
const HEADS: [&str; 13] = [
    "date",
    "interval_start",
    "agent_group",
    "agents",
    "required_productive",
    "required_scheduled",
    "staffed",
    "over_under",
    "contact_type",
    "predicted_service_level",
    "service_level_low",
    "service_level_high",
    warnings::COLUMN,
];

/// One row a group and interval; of the contact types that the group takes, the one with the
/// lowest service level.
pub(super) fn heads(answer: &Answer, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(HEADS)?;
    let warned = warnings::cell(&warnings::own(&answer.scenario));
    let heads = &answer.judged.heads;
    let date = answer.scenario.day.date.clone().unwrap_or_default();
    let summary = &answer.judged.summary;
    let intervals = summary.intervals.len().max(1);
    for interval in 0..intervals {
        let column = match answer.question.per {
            Per::Day => 0,
            Per::Interval => interval,
        };
        let start = summary.intervals.get(interval).map_or("", |it| it.start.as_str());
        for (place, &group) in heads.groups.iter().enumerate() {
            let own = answer.required(column, place);
            let (name, level) = lowest(answer, group, interval);
            let level = level.map(|it| it.estimate).unwrap_or_default();
            let ends = level.ends();
            writer.write_record([
                date.as_str(),
                start,
                &answer.scenario.agent_groups[group].name,
                &heads.columns[column][place].to_string(),
                &significant(own.productive).to_string(),
                &own.scheduled.to_string(),
                &significant(own.staffed).to_string(),
                &significant(own.over_under()).to_string(),
                name,
                &real(level.mean),
                &real(ends.map(|it| it.low.max(0.0))),
                &real(ends.map(|it| it.high.min(1.0))),
                &warned,
            ])?;
        }
    }
    writer.flush()
}

/// The contact type of a group whose service level is lowest in an interval.
fn lowest(answer: &Answer, group: usize, interval: usize) -> (&str, Option<&Measured>) {
    let summary = &answer.judged.summary;
    let types =
        summary.intervals.get(interval).map_or(&summary.contact_types, |it| &it.contact_types);
    let skills = &answer.scenario.agent_groups[group].skills;
    let takes = |name: &str| {
        skills.iter().any(|it| answer.scenario.contact_types[it.contact_type].name == name)
    };
    let levels = types.iter().filter(|it| takes(&it.name)).filter_map(|it| {
        let level = it.get("service_level")?;
        Some((it.name.as_str(), level, level.estimate.mean?))
    });
    let lowest = levels.min_by(|a, b| a.2.total_cmp(&b.2));
    lowest.map_or(("", None), |(name, level, _)| (name, Some(level)))
}

/// One row a rule and share.
pub(super) fn blending(answer: &BlendAnswer, out: &mut dyn Write) -> io::Result<()> {
    const KEYS: [&str; 4] = ["abandon_rate", "revenue", "customers_lost", "net_value"];
    let mut writer = csv::Writer::from_writer(out);
    let mut header: Vec<String> = [
        "rule",
        "blended_share",
        "blended_agents",
        "agents",
        "agent_hours",
        "agents_at_least",
        "agents_at_most",
        "all_targets_met",
    ]
    .map(str::to_owned)
    .to_vec();
    for key in KEYS {
        header.extend(columns(key));
    }
    header.extend(columns("net_value_difference"));
    header.push(warnings::COLUMN.to_owned());
    let warned = warnings::cell(&warnings::own(&answer.scenario));
    writer.write_record(&header)?;
    for cell in &answer.cells {
        let mut row = first(cell, answer);
        for key in KEYS {
            row.extend(figure(&cell.judged.summary, key));
        }
        match &cell.difference {
            Some(difference) => row.extend(figure(difference, "net_value")),
            None => row.extend([const { String::new() }; 4]),
        }
        row.push(warned.clone());
        writer.write_record(&row)?;
    }
    writer.flush()
}

fn first(cell: &Cell, answer: &BlendAnswer) -> Vec<String> {
    let hours = super::words::hours(&answer.scenario, answer.question.per);
    let share = match cell.part {
        Part::Share(share) => significant(share).to_string(),
        Part::Agents(_) => String::new(),
    };
    let missed = cell
        .judged
        .findings
        .iter()
        .any(|it| it.verdict == crate::experiment::staff::target::Verdict::Missed);
    vec![
        cell.rule.map_or_else(|| "nobody blended".to_owned(), rule),
        share,
        cell.blended().to_string(),
        cell.total().to_string(),
        significant(cell.total() as f64 * hours).to_string(),
        cell.sure.map_or_else(String::new, |sure| sure.least.to_string()),
        cell.sure.and_then(|sure| sure.most).map_or_else(String::new, |most| most.to_string()),
        (!missed).to_string(),
    ]
}

/// A figure and its interval.
fn columns(key: &str) -> [String; 4] {
    ["", "_half_width", "_low", "_high"].map(|part| format!("{key}{part}"))
}

fn figure(summary: &Summary, key: &str) -> [String; 4] {
    let measured = find(&summary.total, key).or_else(|| find(&summary.customers, key));
    in_numbers(&measured.map(|it| it.estimate).unwrap_or_default())
}
