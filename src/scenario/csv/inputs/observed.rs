//! Values observed, read from a column of a file.

use std::path::Path;

use super::{Inputs, decimal_mark, list_at};
use crate::scenario::csv::table::{DecimalMark, Reading};
use crate::scenario::limits::MOST_VALUES;
use crate::scenario::shape::defaults::number_at;
use crate::scenario::text::tree::{Node, Value};
use crate::scenario::text::words::{one_of_the_known, quoted_text};

/// What the only column of a file of observed values goes by, where no column is named.
const ONLY_COLUMN: &str = "";

impl Inputs<'_> {
    /// Observed values in the place of a law that names a file, at any depth of a mixture.
    pub(super) fn fill_values(&mut self, law: &mut Node) {
        if let Some(Value::List(parts)) = law.get_mut("mixture").map(|parts| &mut parts.value) {
            for part in parts {
                self.fill_values(part);
            }
        }
        let Some(csv) = law.get("values_csv").cloned() else { return };
        let Some(text) = csv.text() else { return };
        let path = self.folder.path(text);
        let column = law.get("column").cloned();
        let Some(values) = self.values(&path, &csv, column.as_ref(), decimal_mark(law)) else {
            return;
        };
        let Value::Object(members) = &mut law.value else { return };
        members.retain(|member| !["values_csv", "column", "decimal_mark"].contains(&&*member.key));
        law.set("values", list_at(values, &csv));
    }

    fn values(
        &mut self,
        path: &Path,
        csv: &Node,
        column: Option<&Node>,
        decimal_mark: Option<DecimalMark>,
    ) -> Option<Vec<Node>> {
        let (at, name) = match column {
            Some(column) => (column, column.text()?),
            None => (csv, ONLY_COLUMN),
        };
        let reading = Reading { ours: &[name], columns: None, decimal_mark };
        let mut table = self.read(path, csv, reading)?;
        if column.is_none() {
            table.adopt_only(name);
        }
        if !table.has(name) {
            let wanted = one_of_the_known(name, table.ignored.iter().map(String::as_str));
            let found = match column {
                Some(_) => format!("no column {}", quoted_text(name)),
                None => format!("{} with several columns and no `column`", table.file),
            };
            self.problems.add(&at.place, found, wanted);
            return None;
        }
        let (mut values, mut blanks) = (Vec::new(), 0);
        for record in 0..table.records.len() {
            let Some(cell) = table.at(record, name) else { continue };
            blanks += usize::from(cell.text.is_empty());
            let number = table.number(record, name, self.problems);
            values.extend(number.map(|number| number_at(number, &cell.place)));
        }
        if values.len() + blanks < table.records.len() {
            // What is no number is said.
            return None;
        }
        if values.is_empty() {
            let found = format!("{} with nothing but blanks", table.file);
            self.problems.add(&at.place, found, "at least one number");
            return None;
        }
        self.values += values.len();
        if self.values > MOST_VALUES {
            let found = format!("{}, whose values are too many with all others", table.file);
            self.problems.add(&csv.place, found, format!("at most {MOST_VALUES} values"));
            return None;
        }
        self.echo.push(format!("{}: {} values", table.file, values.len()));
        self.echo.extend(table.echo_of_marks(name).map(|it| format!("{}: {it}", table.file)));
        Some(values)
    }
}
