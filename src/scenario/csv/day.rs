//! The rows of a dated CSV file that belong to the scenario's day, by name and interval.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::table::{Cell, Table};
use crate::scenario::shape::grid::Grid;
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Place;
use crate::scenario::text::words::quoted_text;

/// A row of the day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Minutes since opening; negative before it.
    pub start: i64,
    /// Position in the table.
    pub record: usize,
}

/// The rows of one day.
#[derive(Debug)]
pub(crate) struct Day {
    /// Which day was taken.
    pub date: String,
    /// By name, in the order of time.
    pub rows: BTreeMap<String, Vec<Row>>,
    /// Minutes from one row to the next.
    pub step: u32,
    pub count: usize,
    /// Names some of whose rows cannot be read, which is said: what they lack follows from that.
    lacking: Lacking,
}

/// Whose rows cannot be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lacking {
    names: BTreeSet<String>,
    /// A row might be anybody's.
    anybody: bool,
}

impl Lacking {
    /// Whether a name lacks rows for a reason that is said.
    #[must_use]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.anybody || self.names.contains(name)
    }

    /// Of a table without dates: rows that could not be cut into columns might be anybody's.
    #[must_use]
    pub(crate) fn of_lost_rows(table: &Table) -> Self {
        Self { anybody: table.has_lost_rows, ..Self::default() }
    }

    /// Notes that a row of a name cannot be read.
    pub(crate) fn note(&mut self, name: &str) {
        if !self.names.contains(name) {
            self.names.insert(name.to_owned());
        }
    }
}

/// The rows of a table by date.
#[derive(Debug)]
pub(crate) struct Dates {
    /// The date of each row; none where it is not one.
    of_record: Vec<Option<Rc<str>>>,
    /// Each date, with the place where it first stands.
    pub first: BTreeMap<Rc<str>, Place>,
    /// The rows of each date, in order.
    records: BTreeMap<Rc<str>, Vec<usize>>,
    /// Whether some rows have none.
    has_undated: bool,
}

impl Dates {
    /// Reads the column `date` of a table, which must be there.
    pub(crate) fn of(table: &Table, problems: &mut Problems) -> Self {
        let is_stamp = ["interval_start", "start"].iter().any(|it| table.shares("date", it));
        let mut first: BTreeMap<Rc<str>, Place> = BTreeMap::new();
        let mut has_undated = false;
        let mut date_of = |record: usize| {
            let cell = table.at(record, "date")?;
            let date = if is_stamp { clock::stamp(&cell.text)?.0 } else { cell.text.as_str() };
            if !clock::is_date(date) {
                return None;
            }
            if let Some((known, _)) = first.get_key_value(date) {
                return Some(Rc::clone(known));
            }
            let date: Rc<str> = date.into();
            first.insert(Rc::clone(&date), cell.place.clone());
            Some(date)
        };
        let of_record: Vec<Option<Rc<str>>> = (0..table.records.len()).map(&mut date_of).collect();
        let mut records: BTreeMap<Rc<str>, Vec<usize>> = BTreeMap::new();
        for (record, date) in of_record.iter().enumerate() {
            let Some(date) = date else { continue };
            match records.get_mut(date) {
                Some(records) => records.push(record),
                None => drop(records.insert(Rc::clone(date), vec![record])),
            }
        }
        for (record, _) in of_record.iter().enumerate().filter(|(_, date)| date.is_none()) {
            let Some(cell) = table.at(record, "date") else { continue };
            has_undated = true;
            refuse_date(cell, is_stamp, problems);
        }
        Self { of_record, first, records, has_undated }
    }

    /// The rows of a day: those of its date and, where it goes on after midnight, of the next one,
    /// each with the number of days later. `next` is the next date if it counts and has rows.
    fn rows(&self, date: &str, next: Option<&str>) -> impl Iterator<Item = (usize, i64)> + use<> {
        let of = |date: &str, days_later: i64| {
            let records = self.records.get(date).map_or(&[][..], Vec::as_slice);
            records.iter().map(move |&record| (record, days_later))
        };
        let mut rows: Vec<(usize, i64)> = of(date, 0).collect();
        if let Some(next) = next {
            rows.extend(of(next, 1));
            rows.sort_unstable();
        }
        rows.into_iter()
    }

    /// Whether there are rows of a day that opens on a date: what a night leaves to the next date
    /// is none.
    #[must_use]
    pub(crate) fn has_day(&self, table: &Table, date: &str, grid: Grid) -> bool {
        let opens = |record: &usize| {
            let start = ["interval_start", "start"].into_iter().find(|it| table.has(it));
            let cell = start.and_then(|start| Some((table.at(*record, start)?, start)));
            let minute = cell.and_then(|(cell, start)| minute_of(cell, table, start));
            minute.is_none_or(|minute| minute >= grid.opens_minute)
        };
        let records = self.records.get(date);
        records.is_some_and(|records| !grid.is_overnight() || records.iter().any(opens))
    }

    /// The date after a day that goes on after midnight, if there are rows of it.
    fn next(&self, date: &str, grid: Grid) -> Option<String> {
        let next = clock::day_after(date).filter(|_| grid.is_overnight())?;
        self.first.contains_key(next.as_str()).then_some(next)
    }

    /// Names of rows without a date, in a column.
    fn undated(&self, table: &Table, who: &str) -> Lacking {
        let mut lacking = Lacking::of_lost_rows(table);
        if self.has_undated {
            let undated = self.of_record.iter().enumerate().filter(|(_, date)| date.is_none());
            for (record, _) in undated {
                lacking.note(table.at(record, who).map_or("", |cell| &cell.text));
            }
        }
        lacking
    }

    /// The rows whose shifts begin on a day, and whose rows cannot be read.
    pub(crate) fn shift_rows(
        &self,
        table: &Table,
        date: &str,
        grid: Grid,
    ) -> (Vec<usize>, Lacking) {
        let next = self.next(date, grid);
        let begins = |(record, days_later): &(usize, i64)| {
            // What is no time is said when the shift is read.
            let minute =
                table.at(*record, "start").and_then(|cell| minute_of(cell, table, "start"));
            let Some(minute) = minute.filter(|_| grid.is_overnight()) else {
                return *days_later == 0;
            };
            let start = i64::from(minute) - i64::from(grid.opens_minute) + days_later * 24 * 60;
            let is_of_the_day = within_one_day(start, grid, next.is_some());
            is_of_the_day.is_some_and(|start| start < i64::from(grid.length_minutes))
        };
        let rows = self.rows(date, next.as_deref()).filter(begins).map(|(record, _)| record);
        (rows.collect(), self.undated(table, "agent_group"))
    }
}

/// The minute of a cell that holds a time of day, or a time stamp where it is the date's too.
pub(crate) fn minute_of(cell: &Cell, table: &Table, column: &str) -> Option<u32> {
    if table.shares("date", column) {
        return clock::minutes(clock::stamp(&cell.text)?.1);
    }
    let is_stamp = table.shares("date", "start");
    let stamp = clock::stamp(&cell.text).filter(|(date, _)| is_stamp && clock::is_date(date));
    clock::minutes(stamp.map_or(&*cell.text, |(_, time)| time))
}

/// Says that a cell is no date.
fn refuse_date(cell: &Cell, is_stamp: bool, problems: &mut Problems) {
    let found = quoted_text(&cell.text);
    let (cause, wanted) = if !is_stamp {
        ("date", "a date as YYYY-MM-DD")
    } else if clock::is_zoned_stamp(&cell.text) {
        let wanted = "local time without Z or an offset (2026-03-09T08:00), since no time zone is \
                      known here";
        ("zone", wanted)
    } else {
        ("date", "date and local time as YYYY-MM-DDTHH:MM, since one column holds both")
    };
    problems.add_alike(format!("date: {cause}"), "rows", &cell.place, found, wanted);
}

impl Day {
    /// Takes the rows of a date out of a table; `who` is the column with the names. All needed
    /// columns must be there.
    pub(crate) fn of(
        table: &Table,
        dates: &Dates,
        who: &str,
        date: &str,
        grid: Grid,
        problems: &mut Problems,
    ) -> Self {
        let next = dates.next(date, grid);
        let mut lacking = dates.undated(table, who);
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        let mut count = 0;
        for (record, days_later) in dates.rows(date, next.as_deref()) {
            let Some(name) = table.at(record, who) else { continue };
            let Some(start) = start_of(table, record, problems) else {
                lacking.note(&name.text);
                continue;
            };
            let start = i64::from(start) - i64::from(grid.opens_minute) + days_later * 24 * 60;
            let Some(start) = within_one_day(start, grid, next.is_some()) else { continue };
            let row = Row { start, record };
            match rows.get_mut(&name.text) {
                Some(rows) => rows.push(row),
                None => drop(rows.insert(name.text.clone(), vec![row])),
            }
            count += 1;
        }
        for rows in rows.values_mut() {
            rows.sort_by_key(|row| row.start);
        }
        let step = step_of(&rows, grid).unwrap_or(grid.interval_minutes);
        Self { date: date.to_owned(), rows, step, count, lacking }
    }

    /// Whether a name lacks rows for a reason that is said.
    #[must_use]
    pub(crate) fn lacks(&self, name: &str) -> bool {
        self.lacking.has(name)
    }

    /// Notes names whose rows go by another name, which is said.
    pub(crate) fn note_misnamed<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        names.into_iter().for_each(|name| self.lacking.note(name));
    }

    /// The rows of a name that fill the opening hours, one for each step, and the rows outside
    /// them. Reports gaps, second rows and rows that do not begin on a step.
    pub(crate) fn cover(
        &self,
        table: &Table,
        name: &str,
        grid: Grid,
        problems: &mut Problems,
    ) -> Option<Cover> {
        let rows = self.rows.get(name)?;
        let checker = Checker { table, name, grid, step: i64::from(self.step) };
        // Of one name the first slip is said: what comes after it follows from it.
        let mut unsaid = Problems::default();
        let mut is_told = self.lacks(name);
        let length = i64::from(grid.length_minutes);
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        let mut is_whole = true;
        for row in rows {
            if row.start + checker.step <= 0 || row.start >= length {
                outside.push(*row);
            } else {
                let told = if is_told { &mut unsaid } else { &mut *problems };
                let fits = checker.check(inside.last(), row, told);
                is_whole &= fits;
                is_told |= !fits;
                inside.push(*row);
            }
        }
        let told = if is_told { &mut unsaid } else { problems };
        is_whole &= checker.check_end(rows, inside.last(), told);
        is_whole.then_some(Cover { inside, outside })
    }
}

/// The rows of one name.
#[derive(Debug)]
pub(crate) struct Cover {
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
            problems.add_alike(OFF_STEP, "rows", &cell.place, said, wanted);
        } else if row.start < due {
            let found = format!("{said} a second time for {name}");
            problems.add_alike(TWICE, "rows", &cell.place, found, "each interval once");
        } else if row.start > due {
            let found = format!("{said} for {name} after a gap");
            let wanted = format!("a row for {}", self.grid.clock(due));
            problems.add_alike(GAP, "gaps", &cell.place, found, wanted);
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
            let wanted = format!("rows on from {}", self.grid.clock(due));
            problems.add_alike(TOO_FEW, "rows", &cell.place, found, wanted);
        }
        false
    }
}

/// Minutes after midnight.
fn start_of(table: &Table, record: usize, problems: &mut Problems) -> Option<u32> {
    let cell = table.at(record, "interval_start")?;
    let start = minute_of(cell, table, "interval_start").filter(|&minutes| minutes < 24 * 60);
    if start.is_none() {
        refuse_time("interval_start", cell, problems);
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

/// Says that a cell of a column is no time of day.
pub(crate) fn refuse_time(column: &str, cell: &Cell, problems: &mut Problems) {
    let (cause, found) = (format!("{column}: time"), quoted_text(&cell.text));
    problems.add_alike(cause, "rows", &cell.place, found, "a time of day as HH:MM");
}

/// The usual time between two rows of a name: a slip in one row is no other step. Of several as
/// usual it is the scenario's, or else the shortest.
fn step_of(rows: &BTreeMap<String, Vec<Row>>, grid: Grid) -> Option<u32> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let pairs = rows.values().flat_map(|rows| rows.windows(2));
    for step in pairs.map(|pair| pair[1].start - pair[0].start).filter(|step| *step > 0) {
        *counts.entry(step).or_default() += 1;
    }
    let ours = i64::from(grid.interval_minutes);
    let usual = counts.iter().max_by_key(|(step, count)| {
        let is_ours = **step == ours;
        (**count, is_ours, std::cmp::Reverse(**step))
    });
    u32::try_from(*usual?.0).ok()
}

/// Why rows of one column are wrong.
const OFF_STEP: &str = "interval_start: off the step";
const TWICE: &str = "interval_start: twice";
const GAP: &str = "interval_start: gap";
const TOO_FEW: &str = "interval_start: too few";
