//! A CSV file as cells that know where they stand.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use crate::base::visible::visible;
use crate::scenario::limits::{LONGEST_CSV, MOST_CELLS, MOST_COLUMNS};
use crate::scenario::text::bytes;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::{Node, Place};
use crate::scenario::text::words::{all_of, counted_rows, nearest, one_of_the_known, quoted_text};

pub(crate) use marks::DecimalMark;
use marks::Writing;

mod marks;

/// A cell: its text without surrounding white space, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub text: String,
    pub place: Place,
}

/// A file with a header and records of the same length.
#[derive(Debug)]
pub(crate) struct Table {
    /// The file as the planner knows it.
    pub file: Rc<str>,
    /// Our column names and where they are.
    columns: BTreeMap<String, Column>,
    /// Our columns that the scenario gives a header which the file does not have: that is said.
    misnamed: BTreeSet<String>,
    /// Headers that no column of ours goes by.
    pub ignored: Vec<String>,
    header: Place,
    pub records: Vec<Vec<Cell>>,
    /// Whether there are rows that could not be cut into columns.
    pub has_lost_rows: bool,
    /// What stands before decimals, where the scenario says so.
    decimal_mark: Option<DecimalMark>,
    /// What it takes to keep, in about as many bytes.
    pub(crate) size: usize,
}

/// Where a column of ours is, and how its numbers are written once that is asked.
#[derive(Debug)]
struct Column {
    index: usize,
    writing: OnceCell<Writing>,
}

/// How the scenario says that a file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reading<'a> {
    /// Our columns that are looked for.
    pub ours: &'a [&'a str],
    /// Foreign headers for ours.
    pub columns: Option<&'a Node>,
    /// The mark before decimals.
    pub decimal_mark: Option<DecimalMark>,
}

impl Table {
    /// Reads a file. Problems with the file itself stand where the scenario names it.
    pub(crate) fn read(
        (folder, path): (&Folder, &Path),
        named: &Node,
        reading: Reading<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let file: Rc<str> = path.to_string_lossy().replace('\\', "/").into();
        let bytes = match folder.bytes(path, LONGEST_CSV) {
            Ok(bytes) => bytes,
            Err(reason) => {
                // The whole path: a planner looks for what differs from his own.
                let found = format!("\"{}\", which cannot be read ({reason})", visible(&file));
                problems.add(&named.place, found, "a CSV file beside this one");
                return None;
            }
        };
        problems.have_read(path);
        let text = bytes::text(&file, &bytes, LONGEST_CSV, problems)?;
        Self::parse(&file, text, reading, problems)
    }

    /// Reads the text of a file.
    pub(crate) fn parse(
        file: &Rc<str>,
        text: &str,
        reading: Reading<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        problems.reads(file);
        let first_line = text.lines().next().unwrap_or_default();
        let count = |mark: char| first_line.chars().filter(|&c| c == mark).count();
        let mark = if count(';') > count(',') { ';' } else { ',' };
        let mut records = Cells::new(file, text, mark).records(problems)?;
        let cells: usize = records.iter().map(Vec::len).sum();
        let size = text.len() + cells * size_of::<Cell>();
        if records.is_empty() {
            let place = Place { file: Rc::clone(file), line: 1, column: 1 };
            problems.add(&place, "an empty file", "a header and rows");
            return None;
        }
        let header = records.remove(0);
        let place = header[0].place.clone();
        if header.len() > MOST_COLUMNS {
            let found = format!("{} columns", header.len());
            problems.add(&place, found, format!("at most {MOST_COLUMNS}"));
            return None;
        }
        if records.is_empty() {
            problems.add(&place, "a header without rows", "rows");
            return None;
        }
        let names = Names::of(&header, reading, problems);
        let rows = records.len();
        records.retain(|record| {
            let fits = record.len() == header.len();
            if !fits {
                let found = format!("a row of {}", record.len());
                let wanted = format!("{} values, as in the header", header.len());
                problems.add_alike("a row's length", "rows", &record[0].place, found, wanted);
            }
            fits
        });
        let has_lost_rows = records.len() < rows;
        Some(Self {
            file: Rc::clone(file),
            columns: names.known,
            misnamed: names.misnamed,
            ignored: names.ignored,
            header: place,
            records,
            has_lost_rows,
            decimal_mark: reading.decimal_mark,
            size,
        })
    }

    /// Whether there is a column.
    #[must_use]
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Lets the only column of a file go by a name of ours.
    pub(crate) fn adopt_only(&mut self, name: &str) {
        if self.columns.is_empty() && self.ignored.len() == 1 {
            let column = Column { index: 0, writing: OnceCell::new() };
            self.columns.insert(name.to_owned(), column);
        }
    }

    /// Whether two columns of ours are one of the file.
    #[must_use]
    pub(crate) fn shares(&self, one: &str, other: &str) -> bool {
        let index = |name| self.columns.get(name).map(|column| column.index);
        index(one).is_some() && index(one) == index(other)
    }

    /// The cell of a column, if there is such a column.
    #[must_use]
    pub(crate) fn cell<'t>(&self, record: &'t [Cell], column: &str) -> Option<&'t Cell> {
        self.columns.get(column).map(|column| &record[column.index])
    }

    /// The cell of a column in a record by its position.
    #[must_use]
    pub(crate) fn at(&self, record: usize, column: &str) -> Option<&Cell> {
        self.cell(self.records.get(record)?, column)
    }

    /// Reports columns that are not there, each once; `told` are those reported so far. Whether
    /// all are there.
    pub(crate) fn require(
        &self,
        columns: &[&str],
        told: &mut BTreeSet<(Rc<str>, String)>,
        problems: &mut Problems,
    ) -> bool {
        let absent: Vec<&str> = columns.iter().copied().filter(|it| !self.has(it)).collect();
        let is_new = |column: &&&str| {
            let key = (Rc::clone(&self.file), (**column).to_owned());
            !self.misnamed.contains(**column) && told.insert(key)
        };
        let said: Vec<&str> = absent.iter().filter(is_new).copied().collect();
        if !said.is_empty() {
            let list: Vec<String> = said.iter().map(|column| format!("`{column}`")).collect();
            let s = if said.len() == 1 { "" } else { "s" };
            let near = |column: &&str| nearest(column, self.ignored.iter().map(String::as_str));
            let hints: Vec<String> =
                said.iter().filter_map(near).map(|near| format!("`{near}`")).collect();
            let hint = match hints.len() {
                0 => String::new(),
                1 => format!(" (is it {}?)", hints[0]),
                _ => format!(" (are they {}?)", all_of(&hints)),
            };
            let list = all_of(&list);
            let wanted = format!("{list} in the header{hint}");
            problems.add(&self.header, format!("no column{s} {list}"), wanted);
        }
        absent.is_empty()
    }

    /// The number in a cell of a column; a blank is unknown. Problems where it is neither, or
    /// where the column can be read in two ways.
    pub(crate) fn number(
        &self,
        record: usize,
        column: &str,
        problems: &mut Problems,
    ) -> Option<f64> {
        let cell = self.at(record, column)?;
        if cell.text.is_empty() {
            return None;
        }
        let mark = match self.writing(column)? {
            Writing::Known { mark, .. } => mark,
            Writing::Open(_) | Writing::Mixed { .. } => {
                self.refuse_writing(column, problems);
                return None;
            }
        };
        if let Some(number) = mark.read(&cell.text).filter(|number| *number >= 0.0) {
            return Some(number);
        }
        let by = match self.decimal_mark {
            Some(said) if (!said).read(&cell.text).is_some() => {
                format!(" with the decimal mark `{}`, as the scenario says", said.mark())
            }
            _ => String::new(),
        };
        let (found, wanted) = (quoted_text(&cell.text), format!("a number of at least 0{by}"));
        problems.add_alike(format!("{column}: number"), "rows", &cell.place, found, wanted);
        None
    }

    /// How the numbers of a column are written.
    fn writing(&self, column: &str) -> Option<Writing> {
        let column = self.columns.get(column)?;
        let cells = || self.records.iter().map(|record| record[column.index].text.as_str());
        Some(*column.writing.get_or_init(|| Writing::of(cells(), self.decimal_mark)))
    }

    /// A sentence about numbers of a column that have another size with the other mark, if there
    /// are such.
    #[must_use]
    pub(crate) fn echo_of_marks(&self, column: &str) -> Option<String> {
        let Some(Writing::Known { mark, open }) = self.writing(column) else { return None };
        let cell = self.at(open.first, column).filter(|_| open.count > 0)?;
        let (text, number) = (visible(&cell.text), mark.read(&cell.text)?);
        Some(format!("`{column}` has a decimal {}: {text} is {number}", mark.name()))
    }

    /// Reports a column whose numbers cannot be told.
    fn refuse_writing(&self, column: &str, problems: &mut Problems) {
        match self.writing(column) {
            Some(Writing::Open(open)) => {
                let Some(cell) = self.at(open.first, column) else { return };
                let read = |mark: DecimalMark| mark.read(&cell.text).unwrap_or_default();
                let as_with = |mark: DecimalMark| format!("`{}` ({})", mark.mark(), read(mark));
                let rows = counted_rows(open.count);
                let found = format!(
                    "{} in {rows}, which may be {} or {}",
                    quoted_text(&cell.text),
                    read(DecimalMark::Point),
                    read(DecimalMark::Comma),
                );
                let wanted = format!(
                    "`decimal_mark` beside the file's name in the scenario: {} or {}",
                    as_with(DecimalMark::Point),
                    as_with(DecimalMark::Comma),
                );
                // Of several columns one is enough: what settles it is said of the file.
                problems.add_alike("decimal mark", "columns", &cell.place, found, wanted);
            }
            Some(Writing::Mixed { odd, odd_mark, others }) => {
                let Some(cell) = self.at(odd.first, column) else { return };
                let found = format!(
                    "{} with a decimal {} in {}, where {others} have a decimal {}",
                    quoted_text(&cell.text),
                    odd_mark.name(),
                    counted_rows(odd.count),
                    (!odd_mark).name(),
                );
                problems.add(&cell.place, found, "one decimal mark in a column");
            }
            _ => {}
        }
    }
}

/// Our columns in a header, and what is left.
#[derive(Default)]
struct Names {
    known: BTreeMap<String, Column>,
    misnamed: BTreeSet<String>,
    ignored: Vec<String>,
}

impl Names {
    fn of(header: &[Cell], reading: Reading<'_>, problems: &mut Problems) -> Self {
        let mut names = Self::default();
        let mut said = BTreeSet::new();
        let theirs = |our: &str| reading.columns.and_then(|columns| columns.get(our)?.text());
        for (index, cell) in header.iter().enumerate() {
            if !said.insert(&cell.text) {
                let found = format!("the column {} a second time", quoted_text(&cell.text));
                problems.add(&cell.place, found, "each column once");
                continue;
            }
            let goes_by = |our: &&&str| theirs(our).unwrap_or(our) == cell.text;
            let ours: Vec<&str> = reading.ours.iter().filter(goes_by).copied().collect();
            if ours.is_empty() {
                names.ignored.push(cell.text.clone());
            }
            for our in ours {
                let column = Column { index, writing: OnceCell::new() };
                names.known.insert(our.to_owned(), column);
            }
        }
        for member in reading.columns.map(Node::members).unwrap_or_default() {
            let Some(theirs) = member.node.text() else { continue };
            if reading.ours.contains(&&*member.key) && !names.known.contains_key(&*member.key) {
                let headers: Vec<&str> = header.iter().map(|cell| cell.text.as_str()).collect();
                let wanted = one_of_the_known(theirs, headers);
                problems.add(&member.node.place, quoted_text(theirs), wanted);
                names.misnamed.insert(member.key.to_string());
            }
        }
        names.refuse_twins(reading, problems);
        names
    }

    /// Reports two columns of ours under one header, unless it holds date and time together.
    fn refuse_twins(&self, reading: Reading<'_>, problems: &mut Problems) {
        let together =
            |one: &str, other: &str| one == "date" && ["interval_start", "start"].contains(&other);
        for (our, column) in &self.known {
            let twin = self.known.iter().find(|(other, its)| {
                *other < our && its.index == column.index && !together(other, our)
            });
            let named =
                reading.columns.and_then(|columns| columns.get(our).or(columns.get(twin?.0)));
            if let (Some((other, _)), Some(node)) = (twin, named) {
                let found = format!("one header for `{other}` and `{our}`");
                problems.add(&node.place, found, "a column for each");
            }
        }
    }
}

/// Cuts a text into cells.
struct Cells<'a> {
    file: &'a Rc<str>,
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    mark: char,
    line: u32,
    column: u32,
}

impl<'a> Cells<'a> {
    fn new(file: &'a Rc<str>, text: &'a str, mark: char) -> Self {
        Self { file, rest: text.chars().peekable(), mark, line: 1, column: 1 }
    }

    fn place(&self) -> Place {
        Place { file: Rc::clone(self.file), line: self.line, column: self.column }
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.next()?;
        if character == '\n' {
            (self.line, self.column) = (self.line + 1, 1);
        } else {
            self.column += 1;
        }
        Some(character)
    }

    /// All records that are not blank lines; none where a quoted value does not end, or where
    /// there are too many.
    fn records(mut self, problems: &mut Problems) -> Option<Vec<Vec<Cell>>> {
        let mut records = Vec::new();
        let mut cells = 0;
        while self.rest.peek().is_some() {
            let mut record = vec![self.cell(problems)?];
            while self.rest.next_if(|&c| c == self.mark).is_some() {
                self.column += 1;
                record.push(self.cell(problems)?);
                if cells + record.len() > MOST_CELLS {
                    break;
                }
            }
            cells += record.len();
            if cells > MOST_CELLS {
                let wanted = format!("at most {MOST_CELLS} in a file");
                problems.add(&self.place(), "one value more", wanted);
                return None;
            }
            for end in ['\r', '\n'] {
                if self.rest.peek() == Some(&end) {
                    self.next();
                }
            }
            if record.len() > 1 || !record[0].text.is_empty() {
                records.push(record);
            }
        }
        Some(records)
    }

    fn cell(&mut self, problems: &mut Problems) -> Option<Cell> {
        while self.rest.peek().is_some_and(|&c| c == ' ' || c == '\t') {
            self.next();
        }
        let place = self.place();
        let mut text = String::new();
        if self.rest.peek() == Some(&'"') {
            self.next();
            text = self.quoted(&place, problems)?;
        }
        let mark = self.mark;
        while self.rest.peek().is_some_and(|&c| c != mark && c != '\n' && c != '\r') {
            text.extend(self.next());
        }
        Some(Cell { text: text.trim().to_owned(), place })
    }

    /// What stands before the closing quote; a doubled quote is one.
    fn quoted(&mut self, place: &Place, problems: &mut Problems) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.next() {
                Some('"') if self.rest.peek() == Some(&'"') => text.extend(self.next()),
                Some('"') => return Some(text),
                Some(other) => text.push(other),
                None => {
                    problems.add(place, "a quoted value without its end", "`\"`");
                    return None;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Table>, Vec<String>) {
        let mut problems = Problems::default();
        let reading = Reading { ours: &["who", "n"], ..Reading::default() };
        let table = Table::parse(&"a.csv".into(), text, reading, &mut problems);
        (table, problems.sorted().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn cells_know_their_line_and_column_behind_quotes_and_accents() {
        let (table, problems) = read("who,n,x\r\n\"é, \"\"b\"\"\nc\", 3,\r\n\r\nd,4,5\r\n");
        let table = table.expect("a table");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(table.ignored, ["x"]);
        let first = table.cell(&table.records[0], "who").expect("a cell");
        assert_eq!(first.text, "é, \"b\"\nc");
        let number = table.cell(&table.records[0], "n").expect("a cell");
        assert_eq!((number.text.as_str(), number.place.to_string().as_str()), ("3", "a.csv:3:5"));
        assert_eq!(table.records[1][1].place.to_string(), "a.csv:5:3");
        assert_eq!(table.records[0][2].text, "");
    }

    /// The numbers of the column `n` with these cells, and what is said.
    fn numbers(cells: &[&str]) -> (Vec<Option<f64>>, Vec<String>) {
        let rows: Vec<String> = cells.iter().map(|cell| format!("a;{cell}")).collect();
        let (table, said) = read(&format!("who;n\n{}\n", rows.join("\n")));
        let table = table.expect("a table");
        assert_eq!(said, Vec::<String>::new());
        let mut problems = Problems::default();
        let numbers =
            (0..cells.len()).map(|record| table.number(record, "n", &mut problems)).collect();
        (numbers, problems.sorted().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_column_has_one_decimal_mark() {
        let (read, said) = numbers(&["1,5", "2.500", "3"]);
        assert_eq!((read, said), (vec![Some(1.5), Some(2500.0), Some(3.0)], Vec::new()));
        let (read, said) = numbers(&["1,5", "2.5", "3,5", "4.5", "5,5"]);
        assert_eq!(read, [None; 5]);
        let mixed = "a.csv:3:3: found \"2.5\" with a decimal point in 2 rows, where 3 have a \
                     decimal comma, wanted one decimal mark in a column";
        assert_eq!(said, [mixed]);
        let (read, said) = numbers(&["980", "1.250", "1.300"]);
        assert_eq!(read, [None; 3]);
        let open = "a.csv:3:3: found \"1.250\" in 2 rows, which may be 1.25 or 1250, wanted \
                    `decimal_mark` beside the file's name in the scenario: `.` (1.25) or `,` (1250)";
        assert_eq!(said, [open]);
    }

    #[test]
    fn broken_tables_say_where() {
        let cases = [
            ("", "a.csv:1:1: found an empty file, wanted a header and rows"),
            ("who,n\n", "a.csv:1:1: found a header without rows, wanted rows"),
            (
                "who,who\na,b\n",
                "a.csv:1:5: found the column \"who\" a second time, wanted each column once",
            ),
            ("who,n\na\n", "a.csv:2:1: found a row of 1, wanted 2 values, as in the header"),
            ("who,n\n\"a,2\n", "a.csv:2:1: found a quoted value without its end, wanted `\"`"),
        ];
        for (text, message) in cases {
            assert_eq!(read(text).1, [message]);
        }
    }

    #[test]
    fn numbers_are_plain_finite_and_not_negative_and_a_blank_is_unknown() {
        let (read, said) = numbers(&["", "inf", "-1", "NaN", "1e999", "0x1", "7"]);
        assert_eq!(read, [None, None, None, None, None, None, Some(7.0)]);
        let wanted = "a.csv:3:3: found \"inf\" (the first of 5 such rows), wanted a number of at \
                      least 0";
        assert_eq!(said, [wanted]);
    }
}
