//! CSV files put into the tree of a scenario, each value at the place it came from.
//!
//! After this a scenario says everything itself: volumes, heads, handle times and observed values
//! are lists, shifts are objects, and paths of what-ifs find them there. Filling is idempotent, so
//! that a variant which sets something to come from CSV can be filled again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use super::day::{Dates, Day, Lacking};
use super::staffing::{SHIFT_COLUMNS, Shifts, heads, shifts};
use super::table::{DecimalMark, Reading, Table};
use super::volumes::{Volumes, Wanted, volumes};
use crate::scenario::limits::MOST_OF_ALL_CSV;
use crate::scenario::shape::defaults::{each_law, fill_defaults, names_of};
use crate::scenario::shape::grid::Grid;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::{Member, Node, Value};
use crate::scenario::text::words::{all_of, counted_rows, one_of_the_known, quoted_text};
use chosen::Chosen;
use names::{Unknown, unknown_names};

pub(crate) use by_date::{OfDates, fill_inputs_by_date, fill_inputs_of_all_days};

mod by_date;
mod chosen;
mod names;
mod observed;

/// Fills a scenario's defaults and what it reads from CSV files beside it, and brings it to the
/// normal form described in [`crate::scenario::shape::defaults`]. `echo` receives what was understood, one
/// sentence each. Malformed parts are left as they are: `validate` has said so.
pub(crate) fn fill_inputs(
    root: &mut Node,
    folder: &Folder,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) {
    fill_inputs_of_all_days(root, folder, &[], problems, echo);
}

/// The same without the defaults: whatever comes from no file stays as it was written.
pub(crate) fn fill_inputs_alone(root: &mut Node, folder: &Folder, problems: &mut Problems) {
    let mut whole = root.clone();
    fill_defaults(&mut whole);
    let grid = Grid::of(&whole);
    let mut echo = Vec::new();
    let mut inputs = Inputs::of(&whole, folder, problems, &mut echo);
    inputs.fill(root, grid);
}

/// Our columns, whatever the file.
const COLUMNS: [&str; 15] = [
    "date",
    "interval_start",
    "contact_type",
    "offered",
    "handle_time_seconds",
    "handled",
    "total_handle_time_seconds",
    "agent_group",
    "agents",
    "scheduled_agents",
    "agent",
    "start",
    "end",
    "break_start",
    "break_end",
];

/// Those with numbers.
const NUMBERS: [&str; 6] = [
    "offered",
    "handle_time_seconds",
    "handled",
    "total_handle_time_seconds",
    "agents",
    "scheduled_agents",
];

struct Inputs<'a> {
    definitions: Option<Node>,
    /// Which day is read.
    chosen: Chosen,
    types: Vec<String>,
    groups: Vec<String>,
    folder: &'a Folder,
    /// Files read so far, by the name of the input; nothing where reading failed.
    tables: BTreeMap<String, Option<Rc<Table>>>,
    /// Their dates, by file.
    dates: BTreeMap<Rc<str>, Rc<Dates>>,
    /// Days read so far, by input and column of names.
    days: BTreeMap<(String, &'static str), Option<Rc<Day>>>,
    /// Shifts read so far that no group has taken yet, by input.
    shifts: BTreeMap<String, Option<Roster>>,
    /// Columns that files lack, as far as it is said.
    absent: BTreeSet<(Rc<str>, String)>,
    /// What all tables took so far.
    size: usize,
    /// Observed values so far.
    values: usize,
    problems: &'a mut Problems,
    echo: &'a mut Vec<String>,
}

/// The shifts of an input.
struct Roster {
    shifts: Shifts,
    /// Whose day they are of; none where they hold for every day.
    date: Option<String>,
}

impl<'a> Inputs<'a> {
    /// What a scenario with its defaults reads from.
    fn of(
        root: &Node,
        folder: &'a Folder,
        problems: &'a mut Problems,
        echo: &'a mut Vec<String>,
    ) -> Self {
        Inputs {
            definitions: root.get("inputs").cloned(),
            chosen: Chosen::of(root.get("day").and_then(|day| day.get("date"))),
            types: names_of(root, "contact_types"),
            groups: names_of(root, "agent_groups"),
            folder,
            tables: BTreeMap::new(),
            dates: BTreeMap::new(),
            days: BTreeMap::new(),
            shifts: BTreeMap::new(),
            absent: BTreeSet::new(),
            size: 0,
            values: 0,
            problems,
            echo,
        }
    }
}

impl Inputs<'_> {
    fn fill(&mut self, root: &mut Node, grid: Option<Grid>) {
        self.fill_rows(root, grid);
        each_law(root, &mut |law| self.fill_values(law));
    }

    /// What is read of a day.
    fn fill_rows(&mut self, root: &mut Node, grid: Option<Grid>) {
        if let Some(grid) = grid {
            self.fill_each(root, "contact_types", |inputs, name, node| {
                inputs.fill_contact_type(name, node, grid);
            });
            self.fill_each(root, "agent_groups", |inputs, name, node| {
                inputs.fill_heads(name, node, "agents", grid);
                inputs.fill_heads(name, node, "scheduled_agents", grid);
                inputs.fill_shifts(name, node, grid);
            });
        }
        self.chosen.say(self.problems);
    }

    fn fill_each(
        &mut self,
        root: &mut Node,
        key: &str,
        mut fill: impl FnMut(&mut Self, &str, &mut Node),
    ) {
        let Some(Value::Object(members)) = root.get_mut(key).map(|node| &mut node.value) else {
            return;
        };
        for Member { key, node, .. } in members {
            fill(self, key, node);
        }
    }

    /// The table that a value comes from, read on first use.
    fn table(&mut self, from: &Node) -> Option<Rc<Table>> {
        let name = from.text()?.to_owned();
        if let Some(table) = self.tables.get(&name) {
            return table.clone();
        }
        let input = self.definitions.as_ref().and_then(|inputs| inputs.get(&name));
        let Some(input) = input.filter(|input| input.text().is_none()) else {
            let known = self.definitions.as_ref().map(Node::members).unwrap_or_default();
            let wanted = one_of_the_known(&name, known.iter().map(|member| &*member.key));
            let found = format!("{}, which is not one of `inputs`", quoted_text(&name));
            self.problems.add(&from.place, found, wanted);
            return None;
        };
        let csv = input.get("csv")?;
        let path = self.folder.path(csv.text()?);
        let columns = input.get("columns").cloned();
        let decimal_mark = decimal_mark(input);
        let csv = csv.clone();
        let reading = Reading { ours: &COLUMNS, columns: columns.as_ref(), decimal_mark };
        let table = self.read(&path, &csv, reading).map(Rc::new);
        self.tables.insert(name, table.clone());
        table
    }

    /// Reads a file, unless all that was read has been enough.
    fn read(&mut self, path: &Path, named: &Node, reading: Reading<'_>) -> Option<Table> {
        let table = Table::read((self.folder, path), named, reading, self.problems)?;
        self.size += table.size;
        if self.size > MOST_OF_ALL_CSV {
            let found = format!("{}, which is too much with all others", table.file);
            self.problems.add(&named.place, found, "fewer or smaller CSV files");
            return None;
        }
        Some(table)
    }

    /// The rows of a table by date.
    fn dates(&mut self, table: &Table) -> Rc<Dates> {
        if let Some(dates) = self.dates.get(&table.file) {
            return Rc::clone(dates);
        }
        let dates = Rc::new(Dates::of(table, self.problems));
        self.dates.insert(Rc::clone(&table.file), Rc::clone(&dates));
        dates
    }

    /// The rows of the day. On first use of an input they are echoed, and names that the scenario
    /// lacks are problems.
    fn day(
        &mut self,
        table: &Table,
        from: &Node,
        who: &'static str,
        needed: &[&str],
        grid: Grid,
    ) -> Option<Rc<Day>> {
        let mut columns = vec!["date", "interval_start", who];
        columns.extend(needed);
        if !table.require(&columns, &mut self.absent, self.problems) {
            return None;
        }
        let key = (from.text()?.to_owned(), who);
        if let Some(day) = self.days.get(&key) {
            return day.clone();
        }
        let dates = self.dates(table);
        let day = self.chosen.date(&table.file, &dates).map(|date| {
            let mut day = Day::of(table, &dates, who, &date, grid, self.problems);
            self.accept(table, &mut day, who);
            day
        });
        let day = day.filter(|day| self.fits(table, day, from, grid)).map(Rc::new);
        self.days.insert(key, day.clone());
        day
    }

    /// Echoes a day just read and checks its names.
    fn accept(&mut self, table: &Table, day: &mut Day, who: &'static str) {
        let (file, step) = (&table.file, day.step);
        let (date, rows) = (&day.date, counted_rows(day.count));
        self.echo.push(format!("{file}: {rows} of {date}, every {step} minutes"));
        let rows = day.rows.iter().map(|(name, rows)| (name.as_str(), rows[0].record, rows.len()));
        let unknown = self.unknown(table, who, rows);
        let lacking =
            unknown.who_lacks(if who == "agent_group" { &self.groups } else { &self.types });
        day.note_misnamed(lacking.iter().map(String::as_str));
    }

    /// Whether the steps of a day fit the scenario's intervals.
    fn fits(&mut self, table: &Table, day: &Day, from: &Node, grid: Grid) -> bool {
        let (file, step, ours) = (&table.file, day.step, grid.interval_minutes);
        let fits = step.is_multiple_of(ours) || ours.is_multiple_of(step);
        if !fits {
            let found = format!("{file} with rows every {step} minutes");
            let wanted = format!("rows that fit intervals of {ours} minutes");
            self.problems.add(&from.place, found, wanted);
        }
        fits
    }

    /// Reports names in a column that the scenario lacks, given each with its first row and their
    /// number.
    fn unknown<'n>(
        &mut self,
        table: &Table,
        who: &'static str,
        rows: impl Iterator<Item = (&'n str, usize, usize)>,
    ) -> Unknown {
        let known = if who == "agent_group" { &self.groups } else { &self.types };
        unknown_names(table, who, rows, known, self.problems)
    }

    /// Reports a name without rows, unless that follows from what is said.
    fn refuse_absent(
        &mut self,
        table: &Table,
        from: &Node,
        name: &str,
        date: Option<&str>,
        is_told: bool,
    ) {
        if is_told {
            return;
        }
        let of = date.map_or(String::new(), |date| format!(" of {date}"));
        let found = format!("no rows for {}{of} in {}", quoted_text(name), table.file);
        self.problems.add(&from.place, found, "rows for every name that reads from the file");
    }

    fn fill_contact_type(&mut self, name: &str, node: &mut Node, grid: Grid) {
        if let Some(from) = node.get("volume").and_then(|volume| volume.get("from")).cloned()
            && let Some((file, read)) = self.volumes(Wanted::Offered, name, &from, grid)
        {
            let total = rounded(read.total_offered);
            self.echo.push(format!("{file}: {name}: {total} offered"));
            node.set("volume", list_at(read.offered, &from));
        }
        if let Some(law) = node.get_mut("handle_time")
            && let Some(from) = law.get("from").cloned()
        {
            self.fill_handle_time(name, law, &from, grid);
        }
    }

    fn fill_handle_time(&mut self, name: &str, law: &mut Node, from: &Node, grid: Grid) {
        let Some((file, read)) = self.volumes(Wanted::HandleTime, name, from, grid) else { return };
        let (Some(means), Some(mean)) = (read.handle_times, read.mean_handle_time) else {
            let found = format!("no handle time for {} in {file}", quoted_text(name));
            self.problems.add(&from.place, found, "a mean in some interval");
            return;
        };
        let filled = match read.without_handle_time {
            0 => String::new(),
            some => format!(" (also where there is none, in {some} of the intervals)"),
        };
        let mean = rounded(mean);
        self.echo.push(format!("{file}: {name}: mean handle time {mean} s{filled}"));
        let Value::Object(members) = &mut law.value else { return };
        members.retain(|member| member.key != "from");
        law.set("mean_seconds", list_at(means, from));
    }

    fn volumes(
        &mut self,
        wanted: Wanted,
        name: &str,
        from: &Node,
        grid: Grid,
    ) -> Option<(Rc<str>, Volumes)> {
        let table = self.table(from)?;
        let has_totals = table.has("handled") && table.has("total_handle_time_seconds");
        let needed: &[&str] = match wanted {
            Wanted::HandleTime if !has_totals => &["offered", "handle_time_seconds"],
            _ => &["offered"],
        };
        let day = self.day(&table, from, "contact_type", needed, grid)?;
        if !day.rows.contains_key(name) {
            self.refuse_absent(&table, from, name, Some(&day.date), day.lacks(name));
            return None;
        }
        let read = volumes(wanted, &table, &day, name, grid, self.problems)?;
        Some((Rc::clone(&table.file), read))
    }

    /// Productive heads may be given as scheduled ones, to which shrinkage then applies.
    fn fill_heads(&mut self, name: &str, node: &mut Node, key: &str, grid: Grid) {
        let Some(from) = node.get(key).and_then(|heads| heads.get("from")).cloned() else { return };
        let Some(table) = self.table(&from) else { return };
        let is_scheduled = key == "agents" && !table.has(key) && table.has("scheduled_agents");
        let column = if is_scheduled { "scheduled_agents" } else { key };
        let Some(day) = self.day(&table, &from, "agent_group", &[column], grid) else { return };
        if !day.rows.contains_key(name) {
            self.refuse_absent(&table, &from, name, Some(&day.date), day.lacks(name));
            return;
        }
        let Some(nodes) = heads(&table, &day, column, name, grid, self.problems) else { return };
        let numbers = || nodes.iter().filter_map(Node::number);
        let least = numbers().fold(f64::INFINITY, f64::min);
        let most = numbers().fold(0.0, f64::max);
        let words = if column == "agents" { "agents" } else { "scheduled agents, to be shrunk" };
        self.echo.push(format!("{}: {name}: {least} to {most} {words}", table.file));
        node.set(key, list_at(nodes, &from));
        if is_scheduled && let Value::Object(members) = &mut node.value {
            for member in members.iter_mut().filter(|member| member.key == key) {
                member.key = column.to_owned().into();
            }
        }
    }

    fn fill_shifts(&mut self, name: &str, node: &mut Node, grid: Grid) {
        let Some(from) = node.get("shifts").and_then(|shifts| shifts.get("from")).cloned() else {
            return;
        };
        let Some(table) = self.table(&from) else { return };
        if !table.require(&SHIFT_COLUMNS, &mut self.absent, self.problems) {
            return;
        }
        let Some(input) = from.text() else { return };
        if !self.shifts.contains_key(input) {
            let roster = self.roster(&table, grid);
            self.shifts.insert(input.to_owned(), roster);
        }
        let Some(roster) = self.shifts.get_mut(input).and_then(Option::as_mut) else { return };
        let (nodes, lacks) = (roster.shifts.groups.remove(name), roster.shifts.lacking.has(name));
        let date = roster.date.clone();
        match nodes {
            None => self.refuse_absent(&table, &from, name, date.as_deref(), lacks),
            Some(_) if lacks => {}
            Some(nodes) => {
                let s = if nodes.len() == 1 { "" } else { "s" };
                self.echo.push(format!("{}: {name}: {} shift{s}", table.file, nodes.len()));
                node.set("shifts", list_at(nodes, &from));
            }
        }
    }

    /// The shifts of the day, or of every day where the file has no dates.
    fn roster(&mut self, table: &Table, grid: Grid) -> Option<Roster> {
        let (date, rows, lacking) = if table.has("date") {
            let dates = self.dates(table);
            let date = self.chosen.date(&table.file, &dates)?;
            let (rows, lacking) = dates.shift_rows(table, &date, grid);
            self.echo.push(format!("{}: {} of {date}", table.file, counted_rows(rows.len())));
            (Some(date), rows, lacking)
        } else {
            let sentence = "no column `date`, so its shifts hold for every day";
            self.echo.push(format!("{}: {sentence}", table.file));
            (None, (0..table.records.len()).collect(), Lacking::of_lost_rows(table))
        };
        let mut shifts = shifts(table, rows.iter().copied(), lacking, self.problems);
        let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for row in rows {
            let Some(cell) = table.at(row, "agent_group") else { continue };
            groups.entry(cell.text.as_str()).or_insert((row, 0)).1 += 1;
        }
        let groups = groups.into_iter().map(|(name, (first, count))| (name, first, count));
        let unknown = self.unknown(table, "agent_group", groups);
        for name in unknown.who_lacks(&self.groups) {
            shifts.lacking.note(&name);
        }
        Some(Roster { shifts, date })
    }

    fn say_what_was_not_read(&mut self) {
        for table in self.tables.values().flatten() {
            let marks = NUMBERS.iter().filter_map(|column| table.echo_of_marks(column));
            self.echo.extend(marks.map(|sentence| format!("{}: {sentence}", table.file)));
            if !table.ignored.is_empty() {
                let names: Vec<String> =
                    table.ignored.iter().map(|name| quoted_text(name)).collect();
                self.echo.push(format!("{}: not read: {}", table.file, all_of(&names)));
            }
        }
    }
}

/// The mark before decimals that an input or a law gives.
fn decimal_mark(node: &Node) -> Option<DecimalMark> {
    DecimalMark::of(node.get("decimal_mark")?.text()?)
}

fn list_at(items: Vec<Node>, at: &Node) -> Node {
    Node { value: Value::List(items), place: at.place.clone() }
}

/// At most one decimal: an echo is to be recognised, not computed with.
fn rounded(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests;
