//! CSV files put into the tree of a scenario, each value at the place it came from.
//!
//! After this a scenario says everything itself: volumes, heads, handle times and observed values
//! are lists, shifts are objects, and paths of what-ifs find them there. Filling is idempotent, so
//! that a variant which sets something to come from CSV can be filled again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::csv_day::Day;
use super::csv_staffing::{SHIFT_COLUMNS, heads, shifts};
use super::csv_table::Table;
use super::csv_volumes::{Volumes, Wanted, volumes};
use super::defaults::{each_law, fill_defaults, names_of};
use super::grid::Grid;
use super::limits::{MOST_OF_ALL_CSV, MOST_VALUES};
use super::problem::Problems;
use super::tree::{Member, Node, Value};
use super::words::{all_of, one_of_the_known, quoted_text};

/// Fills a scenario's defaults and what it reads from CSV files beside it, and brings it to the
/// normal form described in [`super::defaults`]. `echo` receives what was understood, one
/// sentence each. Malformed parts are left as they are: `validate` has said so.
pub fn fill_inputs(
    root: &mut Node,
    folder: &Path,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) {
    fill_defaults(root);
    let mut inputs = Inputs {
        definitions: root.get("inputs").cloned(),
        date: root.get("day").and_then(|day| day.get("date")).cloned(),
        types: names_of(root, "contact_types"),
        groups: names_of(root, "agent_groups"),
        folder,
        tables: BTreeMap::new(),
        days: BTreeMap::new(),
        shifts: BTreeMap::new(),
        size: 0,
        values: 0,
        problems,
        echo,
    };
    if let Some(grid) = Grid::of(root) {
        inputs.fill_each(root, "contact_types", |inputs, name, node| {
            inputs.fill_contact_type(name, node, grid);
        });
        inputs.fill_each(root, "agent_groups", |inputs, name, node| {
            inputs.fill_heads(name, node, "agents", grid);
            inputs.fill_heads(name, node, "scheduled_agents", grid);
            inputs.fill_shifts(name, node);
        });
    }
    each_law(root, &mut |law| inputs.fill_values(law));
    inputs.say_what_was_not_read();
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

struct Inputs<'a> {
    definitions: Option<Node>,
    date: Option<Node>,
    types: Vec<String>,
    groups: Vec<String>,
    folder: &'a Path,
    /// Files read so far, by the name of the input; nothing where reading failed.
    tables: BTreeMap<String, Option<Rc<Table>>>,
    /// Days read so far, by input and column of names.
    days: BTreeMap<(String, &'static str), Option<Rc<Day>>>,
    /// Shifts read so far that no group has taken yet, by input and group.
    shifts: BTreeMap<String, BTreeMap<String, Vec<Node>>>,
    /// What all tables took so far.
    size: usize,
    /// Observed values so far.
    values: usize,
    problems: &'a mut Problems,
    echo: &'a mut Vec<String>,
}

impl Inputs<'_> {
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
        let path = beside(self.folder, csv.text()?);
        let columns = input.get("columns").cloned();
        let csv = csv.clone();
        let table = self.read(&path, &csv, columns.as_ref(), &COLUMNS).map(Rc::new);
        self.tables.insert(name, table.clone());
        table
    }

    /// Reads a file, unless all that was read has been enough.
    fn read(
        &mut self,
        path: &Path,
        named: &Node,
        columns: Option<&Node>,
        ours: &[&str],
    ) -> Option<Table> {
        let table = Table::read(path, named, columns, ours, self.problems)?;
        self.size += table.size;
        if self.size > MOST_OF_ALL_CSV {
            let found = format!("{}, which is too much with all others", table.file);
            self.problems.add(&named.place, found, "fewer or smaller CSV files");
            return None;
        }
        Some(table)
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
        if !table.require(&columns, self.problems) {
            return None;
        }
        let key = (from.text()?.to_owned(), who);
        if let Some(day) = self.days.get(&key) {
            return day.clone();
        }
        let day = Day::of(table, who, self.date.as_ref(), grid, self.problems);
        let day = day.filter(|day| self.accept(table, day, from, who, grid)).map(Rc::new);
        self.days.insert(key, day.clone());
        day
    }

    /// Echoes a day just read and checks its names and steps.
    fn accept(&mut self, table: &Table, day: &Day, from: &Node, who: &str, grid: Grid) -> bool {
        let (file, step) = (&table.file, day.step);
        let (date, count) = (&day.date, day.count);
        self.echo.push(format!("{file}: {count} rows of {date}, every {step} minutes"));
        self.check_names(table, day, who);
        let ours = grid.interval_minutes;
        let fits = step.is_multiple_of(ours) || ours.is_multiple_of(step);
        if !fits {
            let found = format!("{file} with rows every {step} minutes");
            let wanted = format!("rows that fit intervals of {ours} minutes");
            self.problems.add(&from.place, found, wanted);
        }
        fits
    }

    fn check_names(&mut self, table: &Table, day: &Day, who: &str) {
        let known = if who == "agent_group" { &self.groups } else { &self.types };
        let set: BTreeSet<&String> = known.iter().collect();
        for (name, rows) in &day.rows {
            if !self.problems.is_full()
                && !set.contains(name)
                && let Some(cell) = rows.first().and_then(|row| table.at(row.record, who))
            {
                let what = who.replace('_', " ");
                let found = format!("the unknown {what} {}", quoted_text(name));
                let wanted = one_of_the_known(name, known.iter().map(String::as_str));
                self.problems.add(&cell.place, found, wanted);
            }
        }
    }

    /// Reports a name without rows.
    fn refuse_absent(&mut self, table: &Table, from: &Node, name: &str) {
        let found = format!("no rows for {} in {}", quoted_text(name), table.file);
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
            self.refuse_absent(&table, from, name);
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
            self.refuse_absent(&table, &from, name);
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

    fn fill_shifts(&mut self, name: &str, node: &mut Node) {
        let Some(from) = node.get("shifts").and_then(|shifts| shifts.get("from")).cloned() else {
            return;
        };
        let Some(table) = self.table(&from) else { return };
        if !table.require(&SHIFT_COLUMNS, self.problems) {
            return;
        }
        let Some(input) = from.text() else { return };
        if !self.shifts.contains_key(input) {
            let groups = shifts(&table, self.problems);
            self.shifts.insert(input.to_owned(), groups);
            self.check_shift_groups(&table);
        }
        match self.shifts.get_mut(input).and_then(|groups| groups.remove(name)) {
            None => self.refuse_absent(&table, &from, name),
            Some(nodes) => {
                self.echo.push(format!("{}: {name}: {} shifts", table.file, nodes.len()));
                node.set("shifts", list_at(nodes, &from));
            }
        }
    }

    /// Reports each unknown group where it first stands.
    fn check_shift_groups(&mut self, table: &Table) {
        let mut known: BTreeSet<&str> = self.groups.iter().map(String::as_str).collect();
        for record in &table.records {
            let Some(cell) = table.cell(record, "agent_group") else { continue };
            if !self.problems.is_full() && known.insert(&cell.text) {
                let found = format!("the unknown agent group {}", quoted_text(&cell.text));
                let wanted = one_of_the_known(&cell.text, self.groups.iter().map(String::as_str));
                self.problems.add(&cell.place, found, wanted);
            }
        }
    }

    /// Observed values in the place of a law that names a file, at any depth of a mixture.
    fn fill_values(&mut self, law: &mut Node) {
        if let Some(Value::List(parts)) = law.get_mut("mixture").map(|parts| &mut parts.value) {
            for part in parts {
                self.fill_values(part);
            }
        }
        let Some(csv) = law.get("values_csv").cloned() else { return };
        let Some(text) = csv.text() else { return };
        let path = beside(self.folder, text);
        let column = law.get("column").cloned();
        let Some(values) = self.values(&path, &csv, column.as_ref()) else { return };
        let Value::Object(members) = &mut law.value else { return };
        members.retain(|member| member.key != "values_csv" && member.key != "column");
        law.set("values", list_at(values, &csv));
    }

    fn values(&mut self, path: &Path, csv: &Node, column: Option<&Node>) -> Option<Vec<Node>> {
        let (at, name) = match column {
            Some(column) => (column, column.text()?),
            None => (csv, ""),
        };
        let table = self.read(path, csv, None, &[name])?;
        let only = table.ignored.len() == 1 && column.is_none();
        if !only && !table.has(name) {
            let wanted = one_of_the_known(name, table.ignored.iter().map(String::as_str));
            self.problems.add(&at.place, format!("no column {}", quoted_text(name)), wanted);
            return None;
        }
        let mut values = Vec::new();
        for record in &table.records {
            let cell = if only { record.first() } else { table.cell(record, name) };
            let Some(cell) = cell else { continue };
            if let Some(number) = table.number(cell, self.problems) {
                values.push(super::defaults::number_at(number, &cell.place));
            }
        }
        self.values += values.len();
        if self.values > MOST_VALUES {
            let found = format!("{}, whose values are too many with all others", table.file);
            self.problems.add(&csv.place, found, format!("at most {MOST_VALUES} values"));
            return None;
        }
        self.echo.push(format!("{}: {} values", table.file, values.len()));
        Some(values)
    }

    fn say_what_was_not_read(&mut self) {
        for table in self.tables.values().flatten() {
            if !table.ignored.is_empty() {
                let names: Vec<String> =
                    table.ignored.iter().map(|name| quoted_text(name)).collect();
                self.echo.push(format!("{}: not read: {}", table.file, all_of(&names)));
            }
        }
    }
}

/// A path relative to the scenario file.
fn beside(folder: &Path, file: &str) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(file) } else { folder.join(file) }
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
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::super::format::FILE;
    use super::super::parse::parse;
    use super::super::validate::validate;
    use super::*;

    const EXAMPLES: [&str; 3] = [
        include_str!("test_files/small.json"),
        include_str!("test_files/campaign.json"),
        include_str!("test_files/whatif.json"),
    ];

    const CENTRE: &str = r#"{"format": 1,
  "day": {"date": "2026-03-10", "opens": "08:00", "closes": "10:00"},
  "inputs": {"v": {"csv": "v.csv"}, "s": {"csv": "s.csv"}},
  "contact_types": {
    "sales": {"volume": {"from": "v"}, "handle_time": {"from": "v", "cv": 0.8}}},
  "agent_groups": {"desk": {"agents": {"from": "s"}, "skills": ["sales"]}}
}"#;

    const VOLUMES: &str = "date,interval_start,contact_type,offered,handle_time_seconds\n\
        2026-03-10,08:00,sales,10,300\n\
        2026-03-10,08:30,sales,20,360\n\
        2026-03-10,09:00,sales,0,\n\
        2026-03-10,09:30,sales,10,300\n";

    const STAFFING: &str = "date;interval_start;agent_group;agents\n\
        2026-03-10;08:00;desk;3\n\
        2026-03-10;09:00;desk;4,0\n";

    struct Filled {
        root: Node,
        problems: Vec<String>,
        echo: Vec<String>,
    }

    fn filled(centre: &str, files: &[(&str, &str)]) -> Filled {
        let folder = tempfile::tempdir().expect("a folder for a test");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("a file for a test");
        }
        let mut problems = Problems::default();
        let mut echo = Vec::new();
        let mut root = parse("c.json", centre, &mut problems).expect("JSON");
        validate(&root, &FILE, &mut problems);
        fill_inputs(&mut root, folder.path(), &mut problems, &mut echo);
        validate(&root, &FILE, &mut problems);
        let here = format!("{}/", folder.path().to_string_lossy().replace('\\', "/"));
        let problems = problems
            .sorted()
            .iter()
            .map(|problem| problem.to_string().replace(&here, ""))
            .collect();
        let echo = echo.iter().map(|line| line.replace(&here, "")).collect();
        Filled { root, problems, echo }
    }

    fn numbers(root: &Node, path: &[&str]) -> Vec<f64> {
        let node = path.iter().fold(root, |node, key| node.get(key).expect("the path is there"));
        node.items().iter().filter_map(Node::number).collect()
    }

    const VOLUME: [&str; 3] = ["contact_types", "sales", "volume"];

    #[test]
    fn the_rows_of_the_day_become_lists_in_the_tree() {
        let Filled { root, problems, echo } =
            filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(numbers(&root, &VOLUME), [10.0, 20.0, 0.0, 10.0]);
        let means = numbers(&root, &["contact_types", "sales", "handle_time", "mean_seconds"]);
        assert_eq!(means, [300.0, 360.0, 330.0, 300.0]);
        assert_eq!(numbers(&root, &["agent_groups", "desk", "agents"]), [3.0, 3.0, 4.0, 4.0]);
        assert_eq!(
            echo,
            [
                "v.csv: 4 rows of 2026-03-10, every 30 minutes",
                "v.csv: sales: 40 offered",
                "v.csv: sales: mean handle time 330 s (also where there is none, in 1 of the intervals)",
                "s.csv: 2 rows of 2026-03-10, every 60 minutes",
                "s.csv: desk: 3 to 4 agents",
            ]
        );
    }

    #[test]
    fn a_value_stands_where_it_was_read() {
        let filled = filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]);
        let volume = VOLUME.iter().fold(&filled.root, |node, key| node.get(key).expect("a path"));
        let place = &volume.items()[1].place;
        assert!(place.file.ends_with("/v.csv"));
        assert_eq!((place.line, place.column), (3, 24));
    }

    #[test]
    fn longer_steps_are_split_and_shorter_ones_added_up() {
        let hourly = "date,interval_start,contact_type,offered,handled,total_handle_time_seconds\n\
            2026-03-10,08:00,sales,10,8,2400\n2026-03-10,09:00,sales,20,20,8000\n";
        let by_hour = filled(CENTRE, &[("v.csv", hourly), ("s.csv", STAFFING)]);
        assert_eq!(by_hour.problems, Vec::<String>::new());
        assert_eq!(numbers(&by_hour.root, &VOLUME), [5.0, 5.0, 10.0, 10.0]);
        let means = ["contact_types", "sales", "handle_time", "mean_seconds"];
        assert_eq!(numbers(&by_hour.root, &means), [300.0, 300.0, 400.0, 400.0]);

        let coarse = CENTRE.replace("\"closes\"", "\"interval_minutes\": 60, \"closes\"");
        let added = filled(&coarse, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]);
        assert_eq!(added.problems, Vec::<String>::new());
        assert_eq!(numbers(&added.root, &VOLUME), [30.0, 10.0]);
        assert_eq!(numbers(&added.root, &means), [340.0, 300.0]);
    }

    /// The problems of the sound files after one replacement in one of them.
    fn problems_with(file: &str, old: &str, new: &str) -> Vec<String> {
        let texts = [("c.json", CENTRE), ("v.csv", VOLUMES), ("s.csv", STAFFING)];
        let [centre, volumes, staffing] = texts.map(|(name, text)| {
            assert!(name != file || text.contains(old), "{old}");
            if name == file { text.replacen(old, new, 1) } else { text.to_owned() }
        });
        filled(&centre, &[("v.csv", &volumes), ("s.csv", &staffing)]).problems
    }

    /// A file, what is replaced in it by what, and the problems then.
    type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

    const MISTAKES: &[Case] = &[
        (
            "v.csv",
            "08:30,",
            "08:00,",
            &[
                "v.csv:3:12: found \"08:00\" a second time for \"sales\", wanted each interval once",
                "v.csv:4:12: found \"09:00\" for \"sales\" after a gap, wanted a row for 08:30",
            ],
        ),
        (
            "v.csv",
            "2026-03-10,08:30,sales,20,360\n",
            "",
            &["v.csv:3:12: found \"09:00\" for \"sales\" after a gap, wanted a row for 08:30"],
        ),
        (
            "v.csv",
            "2026-03-10,09:30,sales,10,300\n",
            "",
            &[
                "v.csv:4:12: found \"09:00\" as the last row for \"sales\", wanted rows on from 09:30",
            ],
        ),
        (
            "v.csv",
            "10,300\n2",
            "10,\n2",
            &["v.csv:2:27: found a blank, which means unknown, wanted a number (0 is zero)"],
        ),
        ("v.csv", "20,", "many,", &["v.csv:3:24: found \"many\", wanted a number of at least 0"]),
        (
            "v.csv",
            "sales,20",
            "slaes,20",
            &[
                "v.csv:3:18: found the unknown contact type \"slaes\", wanted `sales`",
                "v.csv:4:12: found \"09:00\" for \"sales\" after a gap, wanted a row for 08:30",
            ],
        ),
        (
            "v.csv",
            "2026-03-10,08:00",
            "2026-03-10,07:30,sales,1,300\n2026-03-10,08:00",
            &[
                "v.csv:2:24: found 1 offered outside opening hours, wanted nothing but 0 outside 08:00 to 10:00",
            ],
        ),
        (
            "v.csv",
            "offered",
            "offred",
            &[
                "v.csv:1:1: found no column `offered`, wanted `offered` in the header (is it `offred`?)",
            ],
        ),
        ("s.csv", "4,0", "4,5", &["s.csv:3:23: found \"4,5\", wanted a whole number"]),
        (
            "s.csv",
            "09:00",
            "08:30",
            &[
                "s.csv:3:12: found \"08:30\" as the last row for \"desk\", wanted rows on from 09:00",
            ],
        ),
        (
            "c.json",
            "\"from\": \"s\"",
            "\"from\": \"staff\"",
            &["c.json:6:48: found \"staff\", which is not one of `inputs`, wanted `v` or `s`"],
        ),
        (
            "c.json",
            "2026-03-10",
            "2026-03-11",
            &[
                "c.json:2:19: found \"2026-03-11\", of which v.csv has no rows, wanted 2026-03-10",
                "c.json:2:19: found \"2026-03-11\", of which s.csv has no rows, wanted 2026-03-10",
            ],
        ),
        (
            "c.json",
            "\"s.csv\"",
            "\"no.csv\"",
            &[
                "c.json:3:50: found \"no.csv\", which cannot be read (there is no such file), wanted a CSV file beside this one",
            ],
        ),
    ];

    #[test]
    fn mistakes_in_files_are_located_there() {
        for (file, old, new, messages) in MISTAKES {
            assert_eq!(&problems_with(file, old, new), messages, "{file}: {old} -> {new}");
        }
    }

    #[test]
    fn several_dates_need_a_choice() {
        let undated = CENTRE.replace("\"date\": \"2026-03-10\", ", "");
        let two = format!("{VOLUMES}2026-03-11,08:00,sales,1,300\n");
        let problems = filled(&undated, &[("v.csv", &two), ("s.csv", STAFFING)]).problems;
        assert_eq!(
            problems,
            [
                "v.csv:6:1: found a second date, 2026-03-11, wanted one date in the file, or `date` in `day`"
            ]
        );
        let dated = filled(CENTRE, &[("v.csv", &two), ("s.csv", STAFFING)]);
        assert_eq!(dated.problems, Vec::<String>::new());
        assert_eq!(numbers(&dated.root, &VOLUME).len(), 4);
    }

    #[test]
    fn a_night_goes_on_in_the_rows_of_the_next_date() {
        let night = CENTRE.replace("08:00", "23:00").replace("10:00", "01:00");
        let rows = "date,interval_start,contact_type,offered,handle_time_seconds\n\
            2026-03-10,00:00,sales,99,300\n2026-03-10,23:00,sales,1,300\n\
            2026-03-10,23:30,sales,2,300\n2026-03-11,00:00,sales,3,300\n\
            2026-03-11,00:30,sales,4,300\n2026-03-11,01:00,sales,0,\n";
        let heads = "date,interval_start,agent_group,agents\n\
            2026-03-10,23:00,desk,1\n2026-03-10,00:00,desk,2\n";
        let filled = filled(&night, &[("v.csv", rows), ("s.csv", heads)]);
        assert_eq!(filled.problems, Vec::<String>::new());
        assert_eq!(numbers(&filled.root, &VOLUME), [1.0, 2.0, 3.0, 4.0]);
        let agents = numbers(&filled.root, &["agent_groups", "desk", "agents"]);
        assert_eq!(agents, [1.0, 1.0, 2.0, 2.0]);
    }

    #[test]
    fn foreign_headers_can_be_named_and_the_rest_is_echoed() {
        let centre = CENTRE.replace(
            "{\"csv\": \"v.csv\"}",
            "{\"csv\": \"v.csv\", \"columns\": {\"offered\": \"Calls\"}}",
        );
        let rows = VOLUMES.replace("offered", "Calls").replace('\n', ",x\n");
        let filled = filled(&centre, &[("v.csv", &rows), ("s.csv", STAFFING)]);
        assert_eq!(filled.problems, Vec::<String>::new());
        assert_eq!(filled.echo.last().expect("an echo"), "v.csv: not read: \"x\"");
    }

    #[test]
    fn scheduled_heads_in_a_file_are_taken_as_such() {
        let rows = STAFFING.replace("agents", "scheduled_agents");
        let filled = filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", &rows)]);
        assert_eq!(filled.problems, Vec::<String>::new());
        let desk = filled.root.get("agent_groups").and_then(|groups| groups.get("desk"));
        assert!(desk.expect("a desk").get("agents").is_none());
        let heads = numbers(&filled.root, &["agent_groups", "desk", "scheduled_agents"]);
        assert_eq!(heads, [3.0, 3.0, 4.0, 4.0]);
    }

    #[test]
    fn shifts_are_gathered_by_agent_and_values_by_column() {
        let centre = CENTRE
            .replace("\"agents\": {\"from\": \"s\"}", "\"shifts\": {\"from\": \"s\"}")
            .replace(
                "{\"from\": \"v\", \"cv\": 0.8}",
                "{\"values_csv\": \"t.csv\", \"column\": \"s\"}",
            );
        let rows = "agent,agent_group,start,end,break_start,break_end\n\
            ann,desk,08:00,10:00,08:30,08:45\nbob,desk,08:00,09:00,,\n\
            ann,desk,08:00,10:00,09:30,09:45\n";
        let filled =
            filled(&centre, &[("v.csv", VOLUMES), ("s.csv", rows), ("t.csv", "s,t\n30,1\n20,2\n")]);
        assert_eq!(filled.problems, Vec::<String>::new());
        let desk = filled.root.get("agent_groups").and_then(|groups| groups.get("desk"));
        let shifts = desk.and_then(|desk| desk.get("shifts")).expect("shifts").items();
        assert_eq!(shifts.len(), 2);
        assert_eq!(shifts[0].get("breaks").expect("breaks").items().len(), 2);
        let values = numbers(&filled.root, &["contact_types", "sales", "handle_time", "values"]);
        assert_eq!(values, [30.0, 20.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 300,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn no_bytes_put_into_an_example_make_the_reader_panic(
            example in prop::sample::select(EXAMPLES.to_vec()),
            at in any::<prop::sample::Index>(),
            length in 0_usize..40,
            new in "[\\[\\]{}\",:0-9.eE+\\-\\\\ \n\tanulrtfsé\u{0}]{0,12}",
        ) {
            let text: Vec<char> = example.chars().collect();
            let start = at.index(text.len());
            let end = (start + length).min(text.len());
            let mutated: String =
                text[..start].iter().copied().chain(new.chars()).chain(text[end..].iter().copied()).collect();
            let mut problems = Problems::default();
            if let Some(mut root) = parse("a.json", &mutated, &mut problems) {
                validate(&root, &FILE, &mut problems);
                let mut echo = Vec::new();
                fill_inputs(&mut root, Path::new("nowhere"), &mut problems, &mut echo);
            }
        }

        #[test]
        fn no_text_put_into_a_file_makes_reading_panic(
            at in any::<prop::sample::Index>(),
            length in 0_usize..40,
            new in "[0-9a-z:;,.\"\r\n \\-é]{0,12}",
            is_staffing: bool,
        ) {
            let text: Vec<char> = if is_staffing { STAFFING } else { VOLUMES }.chars().collect();
            let start = at.index(text.len());
            let (before, rest) = text.split_at(start);
            let after = &rest[length.min(rest.len())..];
            let changed: String =
                before.iter().copied().chain(new.chars()).chain(after.iter().copied()).collect();
            let (volumes, staffing) =
                if is_staffing { (VOLUMES, changed.as_str()) } else { (changed.as_str(), STAFFING) };
            let read = filled(CENTRE, &[("v.csv", volumes), ("s.csv", staffing)]);
            let is_whole = numbers(&read.root, &VOLUME).len() == 4;
            prop_assert!(is_whole || !read.problems.is_empty(), "lost without a problem");
        }
    }

    #[test]
    fn filling_twice_reads_nothing_anew() {
        let mut once = filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]).root;
        let before = format!("{once:?}");
        let (mut problems, mut echo) = (Problems::default(), Vec::new());
        fill_inputs(&mut once, Path::new("nowhere"), &mut problems, &mut echo);
        assert_eq!((problems, echo), (Problems::default(), Vec::new()));
        assert_eq!(format!("{once:?}"), before);
    }
}
