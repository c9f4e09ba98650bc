//! `validate`: is anything wrong with these files?

use std::path::{Path, PathBuf};

use crate::base::visible::visible;
use crate::cli::failure::{Ended, Failure};
use crate::cli::outputs::output::Output;
use crate::questions::Refusal;
use crate::report::counted;
use crate::scenario::{Disk, LoadError, Loaded, Source};

const EXAMPLES: &str = "\
Examples:
  switchroom validate centre.json
  switchroom validate scenarios/*.json && echo all is well
";

/// Say everything that is wrong with scenario or what-if files, and what was understood
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Scenario or what-if files
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut failures = Vec::new();
    let mut stepped_over = Vec::new();
    for file in &args.files {
        match Source::named(file, &Disk).and_then(|source| source.with_points()) {
            Ok((loaded, points)) => output.results(|out| {
                let lines = understood(file, &loaded, points);
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
                loaded.warnings().try_for_each(|warning| writeln!(out, "{warning}"))
            })?,
            // Results and baselines stand beside scenarios, where `*.json` finds them too.
            Err(kept @ LoadError::KeptResult { .. }) => stepped_over.push(kept),
            Err(error) => failures.push(Refusal::from(error).into()),
        }
    }
    if stepped_over.len() == args.files.len() {
        failures.extend(stepped_over.into_iter().map(|kept| Refusal::from(kept).into()));
    } else {
        for kept in &stepped_over {
            if let LoadError::KeptResult { path, what } = kept {
                output.say(&format!("{}: stepped over, since it is {what}", path.display()));
            }
        }
    }
    if failures.is_empty() { Ok(Ended::Done) } else { Err(Failure::Several(failures)) }
}

fn understood(file: &Path, loaded: &Loaded, points: usize) -> Vec<String> {
    let base = &loaded.base;
    let expected: f64 = base.contact_types.iter().flat_map(|it| &it.arrivals.expected).sum();
    let mut first = format!(
        "{}: fine; {}, {}, {}, {} expected a {}",
        visible(&file.to_string_lossy()),
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
