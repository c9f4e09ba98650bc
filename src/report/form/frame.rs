//! Rows of a table by columns, and what those columns say of a figure.

use std::iter::repeat_n;
use std::rc::Rc;

use super::number::significant;
use crate::measures::definitions::Unit;
use crate::measures::estimate::Estimate;
use crate::measures::figure_name::FigureName;

/// What is said of any figure.
pub(crate) const OF_A_FIGURE: [&str; 9] =
    ["subject_kind", "subject", "interval", "measure", "unit", "mean", "half_width", "low", "high"];

/// The last four of them: a figure and its interval, nothing where a number is not known.
pub(crate) fn in_numbers(estimate: &Estimate) -> [String; 4] {
    [estimate.mean, estimate.half_width, estimate.low, estimate.high].map(real)
}

/// A number as JSON would have it; nothing where there is none.
pub(crate) fn real(number: Option<f64>) -> String {
    let told = number.filter(|it| it.is_finite());
    told.map_or_else(String::new, |it| significant(it).to_string())
}

/// Some rows, column by column.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    pub(crate) names: Vec<String>,
    /// All of one length.
    pub(crate) columns: Vec<Column>,
}

/// The values of one column.
#[derive(Debug)]
pub(crate) enum Column {
    Whole(Vec<i64>),
    /// None is written as nothing.
    Number(Vec<Option<f64>>),
    Text(Vec<Rc<str>>),
}

impl Frame {
    pub(crate) fn column(&mut self, name: &str, column: Column) {
        self.names.push(name.to_owned());
        self.columns.push(column);
    }

    /// Columns that say which figure each row is of, given the rows of each figure in turn.
    pub(crate) fn figures<'f>(&mut self, rows: impl Iterator<Item = (&'f FigureName, usize)>) {
        let mut abouts: [Vec<Rc<str>>; 4] = Default::default();
        for (figure, number) in rows {
            let (kind, subject) = figure.subject();
            let interval = figure.interval().unwrap_or_default();
            let about = [kind, subject, interval, figure.definition.key];
            for (column, text) in abouts.iter_mut().zip(about) {
                column.extend(repeat_n(Rc::from(text), number));
            }
        }
        for (name, column) in OF_A_FIGURE.into_iter().zip(abouts) {
            self.column(name, Column::Text(column));
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }
}

impl Column {
    /// Numbers as tables carry them.
    pub(crate) fn numbers(values: impl Iterator<Item = Option<f64>>) -> Self {
        Self::Number(values.map(|value| value.map(significant)).collect())
    }

    fn len(&self) -> usize {
        match self {
            Self::Whole(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Text(values) => values.len(),
        }
    }

    pub(super) fn text(&self, row: usize) -> String {
        match self {
            Self::Whole(values) => values[row].to_string(),
            Self::Number(values) => values[row].map_or_else(String::new, |it| it.to_string()),
            Self::Text(values) => values[row].to_string(),
        }
    }
}

/// The unit of a measure as tables name it.
pub(crate) fn unit(unit: Unit, currency: &str) -> &str {
    match unit {
        Unit::Count => "count",
        Unit::Share => "share",
        Unit::Seconds => "seconds",
        Unit::Money if currency.is_empty() => "money",
        Unit::Money => currency,
        Unit::Number => "number",
    }
}
