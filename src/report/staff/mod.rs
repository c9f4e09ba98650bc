//! How many agents: the answer as a page, as JSON and as CSV.
//!
//! `answer` is about heads, `blending` about who should be blended; both end with the same foot.

use std::io::{self, Write};

use super::form::page::Page;
use super::{Forms, Medium, StoppedBy};
use crate::experiment::staff::Answer;
use crate::experiment::staff::blending::BlendAnswer;
use crate::experiment::staff::judge::Judged;

mod answer;
mod blending;
mod csv;
mod foot;
mod json;
mod words;

/// Either question that `staff` answers.
#[derive(Clone, Debug)]
pub enum Staffing {
    /// How many agents?
    Agents(Box<Answer>),
    /// How many does blending save?
    Blending(Box<BlendAnswer>),
}

/// An answer and how it came about.
#[derive(Clone, Debug)]
pub struct StaffReport {
    pub staffing: Staffing,
    /// Level of every interval, 0.95 for 95 %.
    pub confidence: f64,
    /// What was understood of the planner's CSV files, one sentence each.
    pub understood: Vec<String>,
    /// The command line that gives this report again.
    pub command: String,
    /// What ended it.
    pub stopped_by: StoppedBy,
    /// Processor time of the whole process.
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

impl StaffReport {
    /// Contacts offered on the judging replications.
    #[must_use]
    pub fn contacts(&self) -> u64 {
        match &self.staffing {
            Staffing::Agents(answer) => {
                answer.judged.contacts() + answer.fewer.as_ref().map_or(0, Judged::contacts)
            }
            Staffing::Blending(answer) => answer.cells.iter().map(|it| it.judged.contacts()).sum(),
        }
    }
}

impl Forms for StaffReport {
    fn page(&self, medium: Medium, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out, medium);
        match &self.staffing {
            Staffing::Agents(answer) => answer::write(answer, self.stopped_by, &mut page)?,
            Staffing::Blending(answer) => blending::write(answer, self.stopped_by, &mut page)?,
        }
        foot::write(self, &mut page)
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::write(self, out)
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.staffing {
            Staffing::Agents(answer) => csv::heads(answer, out),
            Staffing::Blending(answer) => csv::blending(answer, out),
        }
    }
}
