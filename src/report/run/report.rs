//! A report of a run or a comparison, as plain data.

use std::io::{self, Write};

use crate::experiment::run::outcome::{Outcome, VariantOutcome};
use crate::report::form::words::stopped::StoppedBy;
use crate::report::form::words::warnings;
use crate::scenario::Warning;

/// Everything that a report says.
#[derive(Clone, Debug)]
pub struct Report {
    pub kind: Kind,
    pub outcome: Outcome,
    /// Level of every interval, 0.95 for 95 %.
    pub confidence: f64,
    pub replications_from: ReplicationsFrom,
    pub stopped_by: StoppedBy,
    /// What was understood of the planner's CSV files, one sentence each.
    pub understood: Vec<String>,
    /// The command line that gives this report again, without `--replications`.
    pub command: String,
    /// Processor time of the whole process.
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

impl Report {
    /// What the report is about: the name of the base scenario.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.base().scenario.name
    }

    /// Whether fewer replications were run than were asked for.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        self.outcome.replications < self.outcome.requested
    }

    pub(crate) fn of_scenarios(&self) -> Vec<(&str, &Warning)> {
        warnings::of(self.outcome.variants.iter().map(|it| (&*it.name, &it.scenario)))
    }

    pub(crate) fn base(&self) -> &VariantOutcome {
        self.outcome.variants.first().expect("an outcome has at least the base")
    }
}

/// What was asked: one scenario, or how variants differ from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Run,
    Compare,
}

impl Kind {
    /// The command that asks it.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Compare => "compare",
        }
    }
}

/// Who chose the number of replications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicationsFrom {
    CommandLine,
    File,
    Default,
    /// As many as a precision took.
    Precision,
}

/// Turns a report into one output format.
pub trait Renderer {
    /// Writes the whole report.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()>;
}
