//! Heads and shifts from CSV.

use std::collections::BTreeMap;

use super::day::{Day, Lacking, Row, minute_of, refuse_time};
use super::table::{Cell, Table};
use super::volumes::refuse_blank;
use crate::scenario::shape::defaults::number_at;
use crate::scenario::shape::grid::Grid;
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};
use crate::scenario::text::words::quoted_text;

/// The heads of a group, one whole number for each interval of the scenario.
pub(crate) fn heads(
    table: &Table,
    day: &Day,
    column: &str,
    name: &str,
    grid: Grid,
    problems: &mut Problems,
) -> Option<Vec<Node>> {
    let cover = day.cover(table, name, grid, problems)?;
    for row in &cover.outside {
        if let Some((number, place)) = head(table, row, column, problems)
            && number > 0.0
        {
            let found = format!("{number} agents outside opening hours");
            let wanted = "nothing but 0 before opening and after closing";
            problems.add_alike(format!("{column}: outside"), "rows", &place, found, wanted);
        }
    }
    let ours = grid.interval_minutes;
    if day.step < ours {
        let place = &table.at(cover.inside.first()?.record, column)?.place;
        let found = format!("agents for every {} minutes", day.step);
        let wanted = format!("agents for every {ours} minutes, as in `day`");
        problems.add_alike("agents: step", "groups", place, found, wanted);
        return None;
    }
    let mut nodes = Vec::with_capacity(grid.intervals());
    for row in &cover.inside {
        let Some((number, place)) = head(table, row, column, problems) else { continue };
        nodes.extend(vec![number_at(number, &place); (day.step / ours) as usize]);
    }
    (nodes.len() == grid.intervals()).then_some(nodes)
}

fn head(table: &Table, row: &Row, column: &str, problems: &mut Problems) -> Option<(f64, Place)> {
    let cell = table.at(row.record, column)?;
    if cell.text.is_empty() {
        refuse_blank(column, cell, "a whole number (0 is zero)", problems);
    }
    let number = table.number(row.record, column, problems)?;
    if number.fract() > 0.0 {
        let found = quoted_text(&cell.text);
        let cause = format!("{column}: whole number");
        problems.add_alike(cause, "rows", &cell.place, found, "a whole number");
        return None;
    }
    Some((number, cell.place.clone()))
}

/// The columns that shifts need.
pub(crate) const SHIFT_COLUMNS: [&str; 4] = ["agent", "agent_group", "start", "end"];

/// The shifts of groups.
#[derive(Debug, Default)]
pub(crate) struct Shifts {
    /// One object for each agent, `{start, end, breaks}`, by group.
    pub groups: BTreeMap<String, Vec<Node>>,
    /// Groups some of whose rows cannot be read, which is said.
    pub lacking: Lacking,
}

/// The shifts of every group in some rows of a file. An agent with several breaks has several
/// rows.
pub(crate) fn shifts(
    table: &Table,
    rows: impl Iterator<Item = usize>,
    lacking: Lacking,
    problems: &mut Problems,
) -> Shifts {
    let mut all = Shifts { lacking, ..Shifts::default() };
    // Where the shift of an agent of a group is.
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in rows {
        let record = &table.records[row];
        let cell = |column| table.cell(record, column);
        let (Some(agent), Some(group)) = (cell("agent"), cell("agent_group")) else { continue };
        let (Some(start), Some(end)) =
            (time(table, record, "start", problems), time(table, record, "end", problems))
        else {
            all.lacking.note(&group.text);
            continue;
        };
        let pause = pause(table, record, problems);
        let agents = all.groups.entry(group.text.clone()).or_default();
        if let Some(&position) = known.get(&(group.text.as_str(), agent.text.as_str())) {
            let shift = &mut agents[position];
            let is_same = ["start", "end"]
                .iter()
                .zip([&start, &end])
                .all(|(key, time)| shift.get(key).and_then(Node::text) == time.text());
            if is_same {
                add_break(shift, pause);
            } else {
                let found = format!("a second shift of {}", quoted_text(&agent.text));
                let wanted = "one shift for each agent";
                problems.add_alike("agent: twice", "rows", &agent.place, found, wanted);
            }
            continue;
        }
        let breaks = Node { value: Value::List(Vec::new()), place: agent.place.clone() };
        let members = vec![
            Member::at_its_value("start", start),
            Member::at_its_value("end", end),
            Member::at_its_value("breaks", breaks),
        ];
        let mut shift = Node { value: Value::Object(members), place: agent.place.clone() };
        shift.set("agents", number_at(1.0, &agent.place));
        add_break(&mut shift, pause);
        known.insert((&group.text, &agent.text), agents.len());
        agents.push(shift);
    }
    all
}

/// The break of a row, if it has one.
fn pause(table: &Table, record: &[Cell], problems: &mut Problems) -> Option<Node> {
    let start = table.cell(record, "break_start").filter(|cell| !cell.text.is_empty());
    let end = table.cell(record, "break_end").filter(|cell| !cell.text.is_empty());
    match (start, end) {
        (None, None) => None,
        (Some(only), None) | (None, Some(only)) => {
            let found = format!("{} alone", quoted_text(&only.text));
            let wanted = "both `break_start` and `break_end`";
            problems.add_alike("half a break", "rows", &only.place, found, wanted);
            None
        }
        _ => {
            let (start, end) = (
                time(table, record, "break_start", problems)?,
                time(table, record, "break_end", problems)?,
            );
            let place = start.place.clone();
            let value = Value::Object(vec![
                Member::at_its_value("start", start),
                Member::at_its_value("end", end),
            ]);
            Some(Node { value, place })
        }
    }
}

fn add_break(shift: &mut Node, pause: Option<Node>) {
    if let (Some(pause), Some(Value::List(breaks))) =
        (pause, shift.get_mut("breaks").map(|breaks| &mut breaks.value))
    {
        breaks.push(pause);
    }
}

/// The time of day in a column.
fn time(table: &Table, record: &[Cell], column: &str, problems: &mut Problems) -> Option<Node> {
    let cell = table.cell(record, column)?;
    let Some(minute) = minute_of(cell, table, column) else {
        refuse_time(column, cell, problems);
        return None;
    };
    Some(Node { value: Value::Text(clock::text(minute)), place: cell.place.clone() })
}
