//! `validate`: is anything wrong with these files?

use std::path::{Path, PathBuf};

use crate::base::visible::visible;
use crate::cli::failure::{Ended, Failure};
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::target::Target;
use crate::questions::Refusal;
use crate::report::counted;
use crate::scenario::{Disk, LoadError, Loaded, Source};

const EXAMPLES: &str = "\
Examples:
  switchroom validate centre.json
  switchroom validate scenarios/*.json && echo all is well
  switchroom validate centre.json --export-filled alone.json
";

/// Say everything that is wrong with scenario or what-if files, and what was understood
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Scenario or what-if files
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// Write the scenario with its base and all CSV files filled in, as a file that stands alone; `-`
    /// writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    export_filled: Option<PathBuf>,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    if let Some(filled) = &args.export_filled {
        return export(&args.files, filled, output);
    }
    let mut failures = Vec::new();
    let mut stepped_over = Vec::new();
    for file in &args.files {
        match Source::named(file, &Disk).and_then(|source| source.with_points()) {
            Ok(read) => say(file, read, output)?,
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

/// Says what was understood of one file, and writes it filled in.
fn export(files: &[PathBuf], filled: &Path, output: &Output) -> Result<Ended, Failure> {
    let [file] = files else {
        let found = files.len();
        let sentence = format!("found {found} files with --export-filled, wanted one");
        return Err(Failure::Wrong(sentence));
    };
    let mut claims = Claims::default();
    claims.spare(files)?;
    let target = claims.take(filled)?;
    let source = Source::named(file, &Disk).map_err(Refusal::from)?;
    let read = source.with_points().map_err(Refusal::from)?;
    claims.spare(&read.0.files)?;
    let text = source.filled().map_err(Refusal::from)?;
    if !matches!(target, Target::Stdout) {
        say(file, read, output)?;
    }
    target.write(output, |out| out.write_all(text.as_bytes()))?;
    Ok(Ended::Done)
}

/// Says what was understood of a file, and what can hardly be meant.
fn say(file: &Path, (loaded, points): (Loaded, usize), output: &Output) -> Result<(), Failure> {
    output.results(|out| {
        let lines = understood(file, &loaded, points);
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        loaded.warnings().try_for_each(|warning| writeln!(out, "{warning}"))
    })?;
    Ok(())
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
