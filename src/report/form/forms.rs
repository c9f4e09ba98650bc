//! The forms in which every answer is given: a page (on a terminal or as Markdown), JSON, and rows of
//! CSV.

use std::io::{self, Write};

/// Whether a terminal report may use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Yes,
    No,
}

/// Text for a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub colour: Colour,
    /// Columns to write in.
    pub width: usize,
}

/// What a page for people is written for.
#[derive(Clone, Copy, Debug)]
pub enum Medium {
    Terminal(Terminal),
    /// For a pull request or a wiki.
    Markdown,
}

impl From<Terminal> for Medium {
    fn from(terminal: Terminal) -> Self {
        Self::Terminal(terminal)
    }
}

/// What a command found, in each of the forms in which it is given.
pub trait Forms {
    /// Writes the page for people.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn page(&self, medium: Medium, out: &mut dyn Write) -> io::Result<()>;

    /// Writes every figure as JSON.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn json(&self, out: &mut dyn Write) -> io::Result<()>;

    /// Writes every figure as rows of CSV.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn csv(&self, out: &mut dyn Write) -> io::Result<()>;
}
