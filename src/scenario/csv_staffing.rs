//! Heads and shifts from CSV.

use std::collections::BTreeMap;

use super::clock;
use super::csv_day::{Day, Row};
use super::csv_table::{Cell, Table};
use super::defaults::number_at;
use super::grid::Grid;
use super::problem::Problems;
use super::tree::{Member, Node, Place, Value};
use super::words::quoted_text;

/// The heads of a group, one whole number for each interval of the scenario.
pub fn heads(
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
            problems.add(&place, found, "nothing but 0 before opening and after closing");
        }
    }
    let ours = grid.interval_minutes;
    if day.step < ours {
        let place = &table.at(cover.inside.first()?.record, column)?.place;
        let found = format!("agents for every {} minutes", day.step);
        problems.add(place, found, format!("agents for every {ours} minutes, as in `day`"));
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
        problems.add(&cell.place, "a blank, which means unknown", "a whole number (0 is zero)");
    }
    let number = table.number(cell, problems)?;
    if number.fract() > 0.0 {
        problems.add(&cell.place, quoted_text(&cell.text), "a whole number");
        return None;
    }
    Some((number, cell.place.clone()))
}

/// The columns that shifts need.
pub const SHIFT_COLUMNS: [&str; 4] = ["agent", "agent_group", "start", "end"];

/// The shifts of every group of a file, one object for each agent: `{start, end, breaks}`. An
/// agent with several breaks has several rows.
pub fn shifts(table: &Table, problems: &mut Problems) -> BTreeMap<String, Vec<Node>> {
    let mut groups: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    // Where the shift of an agent of a group is.
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for record in &table.records {
        let cell = |column| table.cell(record, column);
        let (Some(agent), Some(group)) = (cell("agent"), cell("agent_group")) else { continue };
        let (Some(start), Some(end)) = (time(cell("start"), problems), time(cell("end"), problems))
        else {
            continue;
        };
        let pause = pause(table, record, problems);
        let agents = groups.entry(group.text.clone()).or_default();
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
                problems.add(&agent.place, found, "one shift for each agent");
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
    groups
}

/// The break of a row, if it has one.
fn pause(table: &Table, record: &[Cell], problems: &mut Problems) -> Option<Node> {
    let start = table.cell(record, "break_start").filter(|cell| !cell.text.is_empty());
    let end = table.cell(record, "break_end").filter(|cell| !cell.text.is_empty());
    match (start, end) {
        (None, None) => None,
        (Some(only), None) | (None, Some(only)) => {
            let found = format!("{} alone", quoted_text(&only.text));
            problems.add(&only.place, found, "both `break_start` and `break_end`");
            None
        }
        (start, end) => {
            let (start, end) = (time(start, problems)?, time(end, problems)?);
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

fn time(cell: Option<&Cell>, problems: &mut Problems) -> Option<Node> {
    let cell = cell?;
    if clock::minutes(&cell.text).is_none() {
        problems.add(&cell.place, quoted_text(&cell.text), "a time of day as HH:MM");
        return None;
    }
    Some(Node { value: Value::Text(cell.text.clone()), place: cell.place.clone() })
}
