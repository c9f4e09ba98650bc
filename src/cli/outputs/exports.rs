//! Files that results are exported to: claimed before the run, written whole or not at all.

use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::flags::exports::ExportFlags;
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::target::Target;
use crate::report::{Forms, Medium, Terminal};

/// Results to be written, each in its own format.
pub(crate) struct Exports {
    exports: Vec<Export>,
    claims: Claims,
}

struct Export {
    format: Format,
    target: Target,
}

/// A format that results are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Csv,
    Markdown,
}

impl Exports {
    /// Claims the files that the flags name, none of which may be one that is read.
    ///
    /// # Errors
    /// What is wrong with them, before any work is done for nothing.
    pub(crate) fn claim(flags: &ExportFlags, read: &[PathBuf]) -> Result<Self, Failure> {
        let mut claims = Claims::default();
        claims.spare(read)?;
        let (mut exports, mut failures) = (Vec::new(), Vec::new());
        for (format, file) in [
            (Format::Json, &flags.export_json),
            (Format::Csv, &flags.export_csv),
            (Format::Markdown, &flags.export_markdown),
        ] {
            let Some(file) = file else { continue };
            match claims.take(file) {
                Ok(target) => exports.push(Export { format, target }),
                Err(failure) => failures.push(failure),
            }
        }
        Failure::of_all(failures)?;
        Ok(Self { exports, claims })
    }

    /// Refuses places at which something was read.
    pub(crate) fn spare(&mut self, read: &[PathBuf]) -> Result<(), Failure> {
        self.claims.spare(read)
    }

    /// To claim more beside them.
    pub(crate) fn claims(&mut self) -> &mut Claims {
        &mut self.claims
    }

    /// Refuses places in the folder of an experiment: what stands there is its own.
    pub(crate) fn keep_out_of(&self, folder: &Path) -> Result<(), Failure> {
        let Ok(folder) = folder.canonicalize() else { return Ok(()) };
        let inside = self.exports.iter().filter_map(|export| match &export.target {
            Target::File(whole) if whole.is_in(&folder) => Some(Failure::wrong(format!(
                "{} cannot be written to: it is in the folder of the experiment",
                whole.path().display()
            ))),
            _ => None,
        });
        Failure::of_all(inside.collect())
    }

    /// Whether an export takes the place of the report.
    fn take_stdout(&self) -> bool {
        self.exports.iter().any(|export| matches!(export.target, Target::Stdout))
    }

    /// Whether there is a page on stdout.
    pub(crate) fn leave_the_page(&self) -> bool {
        !self.take_stdout()
    }

    /// Writes all of them, and the page to stdout unless an export takes its place. What cannot be
    /// written loses nothing of the rest.
    pub(crate) fn write(self, report: &dyn Forms, output: &Output) -> Result<(), Failure> {
        let page_is_wanted = self.leave_the_page();
        let mut failures = Vec::new();
        for export in self.exports {
            let written = export.target.write(output, |out| match export.format {
                Format::Json => report.json(out),
                Format::Csv => report.csv(out),
                Format::Markdown => report.page(Medium::Markdown, out),
            });
            failures.extend(written.err());
        }
        if page_is_wanted {
            let terminal = Terminal { colour: output.colour, width: output.width };
            let written = output.results(|out| report.page(terminal.into(), out));
            failures.extend(written.err().map(Failure::from));
        }
        Failure::of_all(failures)
    }
}
