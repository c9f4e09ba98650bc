//! The rows of a dated CSV file that belong to the scenario's day, by name and interval.

use std::collections::{BTreeMap, BTreeSet};

use super::clock;
use super::csv_table::{Cell, Table};
use super::grid::Grid;
use super::problem::Problems;
use super::tree::Node;
use super::words::quoted_text;

/// A row of the day.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Minutes since opening; negative before it.
    pub start: i64,
    /// Position in the table.
    pub record: usize,
}

/// The rows of one day.
#[derive(Debug)]
pub struct Day {
    /// Which day was taken.
    pub date: String,
    /// By name, in the order of time.
    pub rows: BTreeMap<String, Vec<Row>>,
    /// Minutes from one row to the next.
    pub step: u32,
    pub count: usize,
}

impl Day {
    /// Takes the rows of the scenario's date (or of the only date) out of a table; `who` is the
    /// column with the names. All needed columns must be there.
    pub fn of(
        table: &Table,
        who: &str,
        date: Option<&Node>,
        grid: Grid,
        problems: &mut Problems,
    ) -> Option<Self> {
        let dated: Vec<(&Cell, usize)> = (0..table.records.len())
            .filter_map(|record| Some((table.at(record, "date")?, record)))
            .filter(|(cell, _)| is_good_date(cell, problems))
            .collect();
        let date = chosen_date(table, &dated, date, problems)?;
        let next = clock::day_after(&date).filter(|_| grid.is_overnight());
        let has_next =
            next.as_ref().is_some_and(|next| dated.iter().any(|(cell, _)| cell.text == *next));
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        let mut count = 0;
        for (cell, record) in dated {
            let days_later = i64::from(next.as_ref() == Some(&cell.text));
            if cell.text != date && days_later == 0 {
                continue;
            }
            let (Some(start), Some(name)) =
                (start_of(table, record, problems), table.at(record, who))
            else {
                continue;
            };
            let start = i64::from(start) - i64::from(grid.opens_minute) + days_later * 24 * 60;
            let Some(start) = within_one_day(start, grid, has_next) else { continue };
            rows.entry(name.text.clone()).or_default().push(Row { start, record });
            count += 1;
        }
        for rows in rows.values_mut() {
            rows.sort_by_key(|row| row.start);
        }
        let step = step_of(&rows).unwrap_or(grid.interval_minutes);
        Some(Self { date, rows, step, count })
    }

    /// The rows of a name that fill the opening hours, one for each step, and the rows outside
    /// them. Reports gaps, second rows and rows that do not begin on a step.
    pub fn cover(
        &self,
        table: &Table,
        name: &str,
        grid: Grid,
        problems: &mut Problems,
    ) -> Option<Cover> {
        let rows = self.rows.get(name)?;
        let checker = Checker { table, name, grid, step: i64::from(self.step) };
        let length = i64::from(grid.length_minutes);
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        let mut is_whole = true;
        for row in rows {
            if row.start + checker.step <= 0 || row.start >= length {
                outside.push(*row);
            } else {
                let fits = checker.check(inside.last(), row, problems);
                is_whole &= fits;
                inside.push(*row);
            }
        }
        is_whole &= checker.check_end(rows, inside.last(), problems);
        is_whole.then_some(Cover { inside, outside })
    }
}

/// The rows of one name.
#[derive(Debug)]
pub struct Cover {
    /// From opening to closing, one for each step.
    pub inside: Vec<Row>,
    pub outside: Vec<Row>,
}

/// Holds the rows of one name against the steps of the file.
struct Checker<'a> {
    table: &'a Table,
    name: &'a str,
    grid: Grid,
    step: i64,
}

impl Checker<'_> {
    /// Whether a row follows on the last one.
    fn check(&self, last: Option<&Row>, row: &Row, problems: &mut Problems) -> bool {
        let Some(cell) = self.table.at(row.record, "interval_start") else { return false };
        let (said, name) = (quoted_text(&cell.text), quoted_text(self.name));
        let due = last.map_or(0, |last| last.start + self.step);
        let length = i64::from(self.grid.length_minutes);
        if row.start < 0 || row.start % self.step != 0 || row.start + self.step > length {
            let opening = self.grid.clock(0);
            let wanted = format!("intervals of {} minutes from {opening}", self.step);
            problems.add(&cell.place, said, wanted);
        } else if row.start < due {
            let found = format!("{said} a second time for {name}");
            problems.add(&cell.place, found, "each interval once");
        } else if row.start > due {
            let found = format!("{said} for {name} after a gap");
            problems.add(&cell.place, found, format!("a row for {}", self.grid.clock(due)));
        } else {
            return true;
        }
        false
    }

    /// Whether the rows go on to closing.
    fn check_end(&self, rows: &[Row], last: Option<&Row>, problems: &mut Problems) -> bool {
        let due = last.map_or(0, |last| last.start + self.step);
        let last_cell = rows.last().and_then(|row| self.table.at(row.record, "interval_start"));
        if due >= i64::from(self.grid.length_minutes) {
            return true;
        }
        if let Some(cell) = last_cell {
            let name = quoted_text(self.name);
            let found = format!("{} as the last row for {name}", quoted_text(&cell.text));
            problems.add(&cell.place, found, format!("rows on from {}", self.grid.clock(due)));
        }
        false
    }
}

fn is_good_date(cell: &Cell, problems: &mut Problems) -> bool {
    let is_good = clock::is_date(&cell.text);
    if !is_good {
        problems.add(&cell.place, quoted_text(&cell.text), "a date as YYYY-MM-DD");
    }
    is_good
}

fn chosen_date(
    table: &Table,
    dated: &[(&Cell, usize)],
    wanted: Option<&Node>,
    problems: &mut Problems,
) -> Option<String> {
    let dates: BTreeSet<&str> = dated.iter().map(|(cell, _)| cell.text.as_str()).collect();
    let (first, last) = (*dates.first()?, *dates.last()?);
    let Some(wanted) = wanted else {
        if let Some((second, _)) = dated.iter().find(|(cell, _)| cell.text != dated[0].0.text) {
            let found = format!("a second date, {}", second.text);
            problems.add(&second.place, found, "one date in the file, or `date` in `day`");
            return None;
        }
        return Some(first.to_owned());
    };
    let text = wanted.text()?;
    if dates.contains(text) {
        return Some(text.to_owned());
    }
    let found = format!("{}, of which {} has no rows", quoted_text(text), table.file);
    let known =
        if first == last { first.to_owned() } else { format!("a date from {first} to {last}") };
    problems.add(&wanted.place, found, known);
    None
}

/// Minutes after midnight.
fn start_of(table: &Table, record: usize, problems: &mut Problems) -> Option<u32> {
    let cell = table.at(record, "interval_start")?;
    let start = clock::minutes(&cell.text).filter(|&minutes| minutes < 24 * 60);
    if start.is_none() {
        problems.add(&cell.place, quoted_text(&cell.text), "a time of day as HH:MM");
    }
    start
}

/// Where a row lies on a day that may end after midnight. With rows of the next date, those
/// before opening belong to the day before; without, they are taken for the hours after midnight.
fn within_one_day(start: i64, grid: Grid, has_next: bool) -> Option<i64> {
    if !grid.is_overnight() || start >= 0 {
        return Some(start);
    }
    if has_next { None } else { Some(start + 24 * 60) }
}

/// The shortest time between two rows of any name.
fn step_of(rows: &BTreeMap<String, Vec<Row>>) -> Option<u32> {
    let starts: BTreeSet<i64> = rows.values().flatten().map(|row| row.start).collect();
    let starts: Vec<i64> = starts.into_iter().collect();
    let least = starts.windows(2).map(|pair| pair[1] - pair[0]).min()?;
    u32::try_from(least).ok()
}
