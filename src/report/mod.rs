//! One [`Report`], many formats: knows how numbers are written, not how they were made.
//!
//! Nothing here computes a figure; `experiment` hands them over as an
//! [`Outcome`]. `cli` chooses a format and a place for it.

use std::io::{self, Write};

use crate::experiment::run::outcome::Outcome;
use form::words::{saturation, warnings};
use run::few_days;

mod bench;
mod best;
pub mod check;
pub mod erlang;
mod form;
mod kept;
mod risk;
mod run;
#[cfg(test)]
mod sample;
mod selftest;
mod staff;
mod sweep;

pub use bench::Bench;
pub use best::{Best, LeftAside};
pub use check::Checked;
pub use check::baseline::{shift_line, write_baseline, write_shifts};
pub use form::figure::half_width_words;
pub use form::number::{counted, shown, whole};
pub use form::page::indented;
pub use kept::{Files, KEPT, KEPT_RISK, KEPT_SWEEP, Kept};
pub use risk::RiskReport;
pub use run::csv::Csv;
pub use run::json::Json;
pub use run::terminal::Terminal;
pub use selftest::Selftest;
pub use staff::{StaffReport, Staffing};
pub use sweep::{SweepReport, SweepRows};

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

    /// What can hardly be meant, and what to doubt of the steady states, with the variant's name in
    /// a comparison.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut said = warnings::sentences(&self.of_scenarios());
        said.extend(self.outcome.variants.iter().flat_map(|variant| {
            let warnings = variant.settling.iter().flat_map(|it| &it.warnings).cloned();
            let saturated = saturation::sentences(&variant.saturated, self.outcome.replications);
            warnings.chain(saturated).map(|warning| match self.kind {
                Kind::Run => warning,
                Kind::Compare => format!("{}: {warning}", variant.name),
            })
        }));
        said.extend(few_days::sentence(self));
        said
    }

    fn of_scenarios(&self) -> Vec<(&str, &crate::scenario::Warning)> {
        warnings::of(self.outcome.variants.iter().map(|it| (&*it.name, &it.scenario)))
    }

    fn base(&self) -> &crate::experiment::run::outcome::VariantOutcome {
        self.outcome.variants.first().expect("an outcome has at least the base")
    }
}

/// What was asked: one scenario, or how variants differ from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// What that command asks.
    #[must_use]
    pub fn of_command(command: &str) -> Option<Self> {
        [Self::Run, Self::Compare].into_iter().find(|kind| kind.command() == command)
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

/// What ended a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoppedBy {
    /// Itself: it did what it was asked for.
    Itself,
    /// The planner, before that.
    Interrupt,
    /// The clock, before that.
    TimeLimit,
}

impl StoppedBy {
    /// What the first sentence begins with; nothing where everything was done.
    pub(crate) fn in_words(self) -> Option<&'static str> {
        match self {
            Self::Itself => None,
            Self::Interrupt => Some("Interrupted"),
            Self::TimeLimit => Some("Time was up"),
        }
    }

    /// Adds to what JSON says of a run whether it was interrupted, and whether time was up where it
    /// was.
    pub(crate) fn mark(self, run: &mut serde_json::Value) {
        run["interrupted"] = (self == Self::Interrupt).into();
        if self == Self::TimeLimit {
            run["time_limit_reached"] = true.into();
        }
    }
}

/// Whether a terminal report may use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Yes,
    No,
}

/// What a command found, in each of the forms in which it is given.
pub trait Forms {
    /// Writes the page for people.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn page(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()>;

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

impl Forms for Report {
    fn page(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        terminal.render(self, out)
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        Json.render(self, out)
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        Csv.render(self, out)
    }
}

/// Turns a report into one output format.
pub trait Renderer {
    /// Writes the whole report.
    ///
    /// # Errors
    /// Whatever the writer reports.
    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()>;
}
