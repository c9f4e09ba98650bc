//! One [`Report`], many formats: knows how numbers are written, not how they were made.
//!
//! One folder or file a question, and in `form` what their pages and files are made of. Nothing
//! here computes a figure; `experiment` hands them over. `cli` chooses a format and a place.

mod best;
pub(crate) mod check;
pub(crate) mod erlang;
mod explain;
mod form;
mod kept;
mod program;
mod risk;
mod run;
#[cfg(test)]
mod sample;
mod staff;
mod sweep;

pub use best::{Best, LeftAside};
pub use check::Checked;
pub use check::baseline::{shift_line, write_baseline, write_shifts};
pub use explain::Explanation;
pub use form::figure::half_width_words;
pub use form::forms::{Colour, Forms, Medium, Terminal};
pub use form::number::{counted, shown, whole};
pub use form::page::indented;
pub use form::words::stopped::StoppedBy;
pub use kept::{Files, KEPT, KEPT_HORIZON, KEPT_RISK, KEPT_SWEEP, Kept};
pub use program::bench::Bench;
pub use program::selftest::Selftest;
pub use risk::RiskReport;
pub use run::csv::Csv;
pub use run::json::Json;
pub use run::report::{Kind, Renderer, ReplicationsFrom, Report};
pub use staff::{StaffReport, Staffing};
pub use sweep::{SweepReport, SweepRows};
