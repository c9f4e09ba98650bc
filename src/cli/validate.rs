//! `validate`: is anything wrong with these files?

use std::path::{Path, PathBuf};

use super::failure::{Ended, Failure};
use super::loading::reading;
use super::output::Output;
use crate::report::counted;
use crate::scenario::Loaded;
use crate::scenario::sweep::load_with_points;

const EXAMPLES: &str = "\
Examples:
  switchroom validate centre.json
  switchroom validate scenarios/*.json && echo all is well
";

/// Say everything that is wrong with scenario or what-if files, and what was understood
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// Scenario or what-if files
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut failures = Vec::new();
    for file in &args.files {
        match load_with_points(file).map_err(reading) {
            Ok((loaded, points)) => output.results(|out| {
                let lines = understood(file, &loaded, points);
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
                loaded.warnings().try_for_each(|warning| writeln!(out, "{warning}"))
            })?,
            Err(failure) => failures.push(failure),
        }
    }
    if failures.is_empty() { Ok(Ended::Done) } else { Err(Failure::Several(failures)) }
}

fn understood(file: &Path, loaded: &Loaded, points: usize) -> Vec<String> {
    let base = &loaded.base;
    let expected: f64 = base.contact_types.iter().flat_map(|it| &it.arrivals.expected).sum();
    let mut first = format!(
        "{}: fine; {}, {}, {}, {} expected a {}",
        file.display(),
        counted(base.contact_types.len(), "contact type"),
        counted(base.agent_groups.len(), "agent group"),
        counted(base.day.intervals, "interval"),
        counted(expected.round() as usize, "contact"),
        if base.steady_state.is_some() { "replication" } else { "day" },
    );
    if !loaded.variants.is_empty() {
        first.push_str(", ");
        first.push_str(&counted(loaded.variants.len(), "variant"));
    }
    if points > 0 {
        first.push_str(", ");
        first.push_str(&counted(points, "point"));
        first.push_str(" of a sweep");
    }
    let mut lines = vec![first];
    lines.extend(loaded.echo.iter().map(|sentence| format!("  {sentence}")));
    lines
}
