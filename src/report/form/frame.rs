//! Rows of a table by columns, which are written as CSV or, with the feature `parquet`, as Parquet.
//!
//! Both have the same names, rows and numbers: those of nine significant digits.

use std::io::{self, Write};
use std::iter::repeat_n;
use std::rc::Rc;

use super::number::significant;
use crate::measures::figure_name::FigureName;
use crate::report::run::csv::OF_A_FIGURE;

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

    fn rows(&self) -> usize {
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

    fn text(&self, row: usize) -> String {
        match self {
            Self::Whole(values) => values[row].to_string(),
            Self::Number(values) => values[row].map_or_else(String::new, |it| it.to_string()),
            Self::Text(values) => values[row].to_string(),
        }
    }
}

/// Writes frames of the same columns one after another.
pub(crate) enum Frames<W: Write + Send> {
    Csv {
        writer: Box<csv::Writer<W>>,
        begun: bool,
    },
    #[cfg(feature = "parquet")]
    Parquet(super::parquet::Frames<W>),
}

impl<W: Write + Send> Frames<W> {
    pub(crate) fn csv(out: W) -> Self {
        Self::Csv { writer: Box::new(csv::Writer::from_writer(out)), begun: false }
    }

    #[cfg(feature = "parquet")]
    pub(crate) fn parquet(out: W) -> Self {
        Self::Parquet(super::parquet::Frames::new(out))
    }

    pub(crate) fn write(&mut self, frame: &Frame) -> io::Result<()> {
        match self {
            Self::Csv { writer, begun } => {
                if !*begun {
                    writer.write_record(&frame.names)?;
                    *begun = true;
                }
                for row in 0..frame.rows() {
                    writer.write_record(frame.columns.iter().map(|column| column.text(row)))?;
                }
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(frames) => frames.write(frame),
        }
    }

    /// Writes what is left, and gives back what was written to.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Csv { writer, .. } => {
                writer.into_inner().map_err(csv::IntoInnerError::into_error)
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(frames) => frames.finish(),
        }
    }
}
