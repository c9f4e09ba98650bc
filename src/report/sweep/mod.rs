//! A sweep: a page for people, JSON and CSV for programs, and rows of every replication.
//!
//! The page is an answer, a chart of one axis and tables of all points.

mod answer;
mod chart;
mod json;
mod page;
mod rows;
mod tables;

use std::io::{self, Write};

use super::form::json::write_value;
use super::form::page::Page;
use super::form::words::period::Observed;
use super::{Forms, Medium, StoppedBy};
use crate::experiment::sweep::SweepOutcome;

pub use rows::SweepRows;

/// A sweep, and how it was asked for.
#[derive(Clone, Debug)]
pub struct SweepReport {
    pub outcome: SweepOutcome,
    /// Level of every interval, 0.95 for 95 %.
    pub confidence: f64,
    /// Paths of figures that the planner asked for beside the usual ones.
    pub measures: Vec<String>,
    /// What was understood of the planner's CSV files, one sentence each.
    pub understood: Vec<String>,
    pub stopped_by: StoppedBy,
    /// The command line that gives this report again, without `--replications`.
    pub command: String,
    /// Processor time of the whole process.
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

impl SweepReport {
    fn observed(&self) -> Observed {
        Observed { number: self.outcome.observations, period: self.outcome.period }
    }

    fn warnings(&self) -> Vec<(&str, &crate::scenario::Warning)> {
        super::form::words::warnings::of([("base", &self.outcome.base)])
    }

    /// The position of a figure.
    fn position(&self, path: &str) -> Option<usize> {
        self.outcome.figures.iter().position(|figure| figure.to_string() == path)
    }
}

impl Forms for SweepReport {
    fn page(&self, medium: Medium, out: &mut dyn Write) -> io::Result<()> {
        page::write(self, &mut Page::new(out, medium))
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_value(&json::value(self), 0, out)?;
        out.write_all(b"\n")
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        rows::figures(self, out)
    }
}

#[cfg(test)]
mod tests;
