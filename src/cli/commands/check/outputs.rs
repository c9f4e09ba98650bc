//! Where the verdicts go: stdout, files, annotations, the summary of a job.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::target::Target;
use crate::report::check::{annotation, write_annotations};
use crate::report::{Checked, Terminal};

const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// What else than the lines is wanted.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Flags {
    /// Write JUnit XML; `-` writes to stdout in place of the lines
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    /// Write a Markdown table; `-` writes to stdout in place of the lines
    #[arg(long, value_name = "FILE")]
    export_markdown: Option<PathBuf>,

    /// Write everything as JSON; `-` writes to stdout in place of the lines
    #[arg(long, value_name = "FILE")]
    export_json: Option<PathBuf>,

    /// Write GitHub annotations at the lines of assertions [default: where `GITHUB_ACTIONS` is set]
    #[arg(long)]
    github: bool,

    /// Append the Markdown table to the summary of the GitHub job
    #[arg(long)]
    github_summary: bool,
}

/// How verdicts are written in a format.
type Render = fn(&Checked, &mut dyn Write) -> io::Result<()>;

/// Places claimed before the run.
pub(super) struct Outputs {
    exports: Vec<(Render, Target)>,
    annotates: bool,
    summary: Option<PathBuf>,
    claims: Claims,
}

impl Outputs {
    /// Claims the files that the flags name, none of which may be one that was read.
    pub(super) fn claim(flags: &Flags, read: &[PathBuf]) -> Result<Self, Failure> {
        let wanted: [(&Option<PathBuf>, Render); 3] = [
            (&flags.junit, |checked, out| checked.write_junit(out)),
            (&flags.export_markdown, |checked, out| checked.write_markdown(out)),
            (&flags.export_json, |checked, out| checked.write_json(out)),
        ];
        let mut claims = Claims::default();
        claims.spare(read)?;
        let (mut exports, mut failures) = (Vec::new(), Vec::new());
        for (file, write) in wanted {
            match file.as_deref().map(|file| claims.take(file)) {
                None => {}
                Some(Ok(target)) => exports.push((write, target)),
                Some(Err(failure)) => failures.push(failure),
            }
        }
        Failure::of_all(failures)?;
        let summary = flags.github_summary.then(|| env::var_os(SUMMARY));
        let summary = match summary {
            Some(None) => {
                return Err(Failure::wrong(format!(
                    "found --github-summary where `{SUMMARY}` is not set, wanted it in a job of \
                     GitHub's"
                )));
            }
            Some(Some(file)) => Some(PathBuf::from(file)),
            None => None,
        };
        if let Some(file) = &summary {
            // It is added to.
            claims.reserve(file)?;
        }
        let in_actions = env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
        Ok(Self { exports, annotates: flags.github || in_actions, summary, claims })
    }

    /// Refuses places at which something was read.
    pub(super) fn spare(&mut self, read: &[PathBuf]) -> Result<(), Failure> {
        self.claims.spare(read)
    }

    /// Writes all of it. What cannot be written loses nothing of the rest.
    pub(super) fn write(self, checked: &Checked, output: &Output) -> Result<(), Failure> {
        let takes_stdout = self.exports.iter().any(|(_, it)| matches!(it, Target::Stdout));
        let mut failures = Vec::new();
        if let Some(summary) = &self.summary {
            failures.extend(append(summary, checked).err());
        }
        for (write, target) in self.exports {
            failures.extend(target.write(output, |out| write(checked, out)).err());
        }
        if !takes_stdout {
            let terminal = Terminal { colour: output.colour, width: output.width };
            let written = output.results(|out| checked.write_text(terminal, out));
            failures.extend(written.err().map(Failure::from));
        }
        if self.annotates {
            let mut lines = Vec::new();
            write_annotations(checked, &mut lines)?;
            failures.extend(tell(&String::from_utf8_lossy(&lines), takes_stdout, output).err());
        }
        Failure::of_all(failures)
    }

    /// Annotates what is wrong with the files themselves.
    pub(super) fn annotate(&self, failure: &Failure, output: &Output) -> Result<(), Failure> {
        if !self.annotates {
            return Ok(());
        }
        let mut lines = String::new();
        for problem in failure.each_problem() {
            let place = &problem.place;
            let at = (&*place.file, place.line, place.column);
            let message = format!("found {}, wanted {}", problem.found, problem.wanted);
            lines.push_str(&annotation("error", at, "problem", &message));
            lines.push('\n');
        }
        tell(&lines, true, output)
    }
}

/// The runner reads both streams; stdout may be somebody's data.
fn tell(lines: &str, beside: bool, output: &Output) -> Result<(), Failure> {
    if beside {
        lines.lines().for_each(|line| output.say(line));
    } else {
        output.results(|out| out.write_all(lines.as_bytes()))?;
    }
    Ok(())
}

fn append(file: &Path, checked: &Checked) -> Result<(), Failure> {
    let mut text = Vec::new();
    checked.write_markdown(&mut text)?;
    let opened = OpenOptions::new().append(true).create(true).open(file);
    opened.and_then(|mut file| file.write_all(&text)).map_err(|error| {
        Failure::wrong(format!("{} cannot be written to: {error}", file.display()))
    })
}
