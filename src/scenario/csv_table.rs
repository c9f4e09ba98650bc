//! A CSV file as cells that know where they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;

use super::files;
use super::limits::{LONGEST_CSV, MOST_CELLS, MOST_COLUMNS};
use super::problem::Problems;
use super::tree::{Node, Place};
use super::words::{nearest, quoted_text};

/// A cell: its text without surrounding white space, and where it stands.
#[derive(Clone, Debug)]
pub struct Cell {
    pub text: String,
    pub place: Place,
}

/// A file with a header and records of the same length.
#[derive(Debug)]
pub struct Table {
    /// The file as the planner knows it.
    pub file: Rc<str>,
    /// Our column names and where they are.
    columns: BTreeMap<String, usize>,
    /// Headers that no column of ours goes by.
    pub ignored: Vec<String>,
    header: Place,
    pub records: Vec<Vec<Cell>>,
    decimal: Decimal,
    /// What it takes to keep, in about as many bytes.
    pub(super) size: usize,
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decimal {
    Point,
    /// In files with semicolons between the values a comma is accepted too.
    PointOrComma,
}

impl Table {
    /// Reads a file; `columns` gives foreign headers for ours. Problems with the file itself
    /// stand where the scenario names it.
    pub fn read(
        path: &Path,
        named: &Node,
        columns: Option<&Node>,
        ours: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let file: Rc<str> = path.to_string_lossy().replace('\\', "/").into();
        let bytes = match files::named(path, LONGEST_CSV) {
            Ok(bytes) => bytes,
            Err(reason) => {
                let found = format!("{}, which cannot be read ({reason})", quoted_text(&file));
                problems.add(&named.place, found, "a CSV file beside this one");
                return None;
            }
        };
        problems.have_read(path);
        let text = files::text(&file, &bytes, LONGEST_CSV, problems)?;
        Self::parse(&file, text, columns, ours, problems)
    }

    /// Reads the text of a file.
    pub fn parse(
        file: &Rc<str>,
        text: &str,
        columns: Option<&Node>,
        ours: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let first_line = text.lines().next().unwrap_or_default();
        let count = |mark: char| first_line.chars().filter(|&c| c == mark).count();
        let (mark, decimal) = if count(';') > count(',') {
            (';', Decimal::PointOrComma)
        } else {
            (',', Decimal::Point)
        };
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
        let (known, ignored) = name_columns(&header, columns, ours, problems);
        records.retain(|record| {
            let fits = record.len() == header.len();
            if !fits {
                let found = format!("a row of {}", record.len());
                let wanted = format!("{} values, as in the header", header.len());
                problems.add(&record[0].place, found, wanted);
            }
            fits
        });
        let file = Rc::clone(file);
        Some(Self { file, columns: known, ignored, header: place, records, decimal, size })
    }

    /// Whether there is a column.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// The cell of a column, if there is such a column.
    #[must_use]
    pub fn cell<'t>(&self, record: &'t [Cell], column: &str) -> Option<&'t Cell> {
        self.columns.get(column).map(|&index| &record[index])
    }

    /// The cell of a column in a record by its position.
    #[must_use]
    pub fn at(&self, record: usize, column: &str) -> Option<&Cell> {
        self.cell(self.records.get(record)?, column)
    }

    /// Reports columns that are not there. Whether all are.
    pub fn require(&self, columns: &[&str], problems: &mut Problems) -> bool {
        let mut all = true;
        for column in columns.iter().filter(|column| !self.has(column)) {
            all = false;
            let near = nearest(column, self.ignored.iter().map(String::as_str));
            let hint = near.map_or(String::new(), |near| format!(" (is it `{near}`?)"));
            let found = format!("no column `{column}`");
            problems.add(&self.header, found, format!("`{column}` in the header{hint}"));
        }
        all
    }

    /// The number in a cell; a blank is unknown. Problems where it is neither.
    pub fn number(&self, cell: &Cell, problems: &mut Problems) -> Option<f64> {
        if cell.text.is_empty() {
            return None;
        }
        let text = match self.decimal {
            Decimal::PointOrComma if !cell.text.contains('.') => cell.text.replacen(',', ".", 1),
            _ => cell.text.clone(),
        };
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        match text.parse::<f64>() {
            Ok(number) if is_plain && number >= 0.0 && number.is_finite() => Some(number),
            _ => {
                let wanted = "a number of at least 0";
                problems.add(&cell.place, quoted_text(&cell.text), wanted);
                None
            }
        }
    }
}

/// Finds our columns in a header, and what is left.
fn name_columns(
    header: &[Cell],
    columns: Option<&Node>,
    ours: &[&str],
    problems: &mut Problems,
) -> (BTreeMap<String, usize>, Vec<String>) {
    let mut known = BTreeMap::new();
    let mut ignored = Vec::new();
    let mut said = BTreeSet::new();
    for (index, cell) in header.iter().enumerate() {
        if !said.insert(&cell.text) {
            let found = format!("the column {} a second time", quoted_text(&cell.text));
            problems.add(&cell.place, found, "each column once");
            continue;
        }
        let theirs = |our: &&str| columns.and_then(|columns| columns.get(our)?.text());
        match ours.iter().find(|our| theirs(our).unwrap_or(our) == cell.text) {
            Some(our) => drop(known.insert((*our).to_owned(), index)),
            None => ignored.push(cell.text.clone()),
        }
    }
    for member in columns.map(Node::members).unwrap_or_default() {
        let Some(theirs) = member.node.text() else { continue };
        if ours.contains(&&*member.key) && !known.contains_key(&*member.key) {
            let names: Vec<&str> = header.iter().map(|cell| cell.text.as_str()).collect();
            let wanted = super::words::one_of_the_known(theirs, names);
            problems.add(&member.node.place, quoted_text(theirs), wanted);
        }
    }
    (known, ignored)
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
        let table = Table::parse(&"a.csv".into(), text, None, &["who", "n"], &mut problems);
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

    #[test]
    fn a_semicolon_allows_a_decimal_comma() {
        let mut problems = Problems::default();
        let (table, _) = read("who;n\na;1,5\nb;2.5\nc;1.234,5\n");
        let table = table.expect("a table");
        let read: Vec<_> =
            table.records.iter().map(|record| table.number(&record[1], &mut problems)).collect();
        assert_eq!(read, [Some(1.5), Some(2.5), None]);
        let said = problems.sorted()[0].to_string();
        assert_eq!(said, "a.csv:4:3: found \"1.234,5\", wanted a number of at least 0");
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
        let (table, _) = read("who,n\na,inf\n");
        let table = table.expect("a table");
        let mut problems = Problems::default();
        let place = table.records[0][1].place.clone();
        for text in ["inf", "-1", "NaN", "1e999", "1 000", "0x1"] {
            let cell = Cell { text: text.to_owned(), place: place.clone() };
            assert_eq!(table.number(&cell, &mut problems), None, "{text}");
        }
        assert_eq!(problems.len(), 6);
        let blank = Cell { text: String::new(), place };
        assert_eq!(table.number(&blank, &mut problems), None);
        assert_eq!(problems.len(), 6);
    }
}
