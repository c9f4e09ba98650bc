//! Files that results are exported to: claimed before the run, written whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::claims::Claims;
use super::failure::Failure;
use super::flags::ExportFlags;
use super::output::{Output, WhileRead};
use crate::questions::keeping::whole::{Whole, cannot};
use crate::report::{Forms, Terminal};

/// Results to be written, each in its own format.
pub(super) struct Exports {
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
}

/// Where results go.
pub(super) enum Target {
    Stdout,
    /// Written beside its place and then moved there, so that nobody meets half a file.
    File(Whole),
    /// A pipe or a device, which nothing may be moved over.
    Device(PathBuf, File),
}

impl Exports {
    /// Claims the files that the flags name, none of which may be one that is read.
    ///
    /// # Errors
    /// What is wrong with them, before any work is done for nothing.
    pub(super) fn claim(flags: &ExportFlags, read: &[PathBuf]) -> Result<Self, Failure> {
        let mut claims = Claims::default();
        claims.spare(read)?;
        let (mut exports, mut failures) = (Vec::new(), Vec::new());
        for (format, file) in [(Format::Json, &flags.export_json), (Format::Csv, &flags.export_csv)]
        {
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
    pub(super) fn spare(&mut self, read: &[PathBuf]) -> Result<(), Failure> {
        self.claims.spare(read)
    }

    /// To claim more beside them.
    pub(super) fn claims(&mut self) -> &mut Claims {
        &mut self.claims
    }

    /// Refuses places in the folder of an experiment: what stands there is its own.
    pub(super) fn keep_out_of(&self, folder: &Path) -> Result<(), Failure> {
        let Ok(folder) = folder.canonicalize() else { return Ok(()) };
        let inside = self.exports.iter().filter_map(|export| match &export.target {
            Target::File(whole) if whole.is_in(&folder) => Some(Failure::Wrong(format!(
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
    pub(super) fn leave_the_page(&self) -> bool {
        !self.take_stdout()
    }

    /// Writes all of them, and the page to stdout unless an export takes its place. What cannot be
    /// written loses nothing of the rest.
    pub(super) fn write(self, report: &dyn Forms, output: &Output) -> Result<(), Failure> {
        let page_is_wanted = self.leave_the_page();
        let mut failures = Vec::new();
        for export in self.exports {
            let written = export.target.write(output, |out| match export.format {
                Format::Json => report.json(out),
                Format::Csv => report.csv(out),
            });
            failures.extend(written.err());
        }
        if page_is_wanted {
            let terminal = Terminal { colour: output.colour, width: output.width };
            let written = output.results(|out| report.page(terminal, out));
            failures.extend(written.err().map(Failure::from));
        }
        Failure::of_all(failures)
    }
}

impl Target {
    /// Claims a place for results that no file was read for.
    pub(super) fn claim(file: &Path) -> Result<Self, Failure> {
        Claims::default().take(file)
    }

    /// Opens it for results that are written as they come; nothing for stdout, which the report
    /// has.
    pub(super) fn open(self) -> Result<Option<Open>, Failure> {
        match self {
            Self::Stdout => Ok(None),
            Self::Device(_, device) => {
                let out = Box::new(BufWriter::new(WhileRead::new(device)));
                Ok(Some(Open { out, whole: None }))
            }
            Self::File(whole) => {
                let file = whole.file()?;
                Ok(Some(Open { out: Box::new(BufWriter::new(file)), whole: Some(whole) }))
            }
        }
    }

    /// Writes results to it.
    pub(super) fn write(
        self,
        output: &Output,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match self {
            Self::Stdout => output.results(write)?,
            Self::File(whole) => whole.write(write)?,
            Self::Device(path, device) => {
                let mut out = BufWriter::new(WhileRead::new(device));
                let written = write(&mut out).and_then(|()| out.flush());
                written.map_err(|error| cannot(&path, &error))?;
            }
        }
        Ok(())
    }
}

/// A place that is written to bit by bit.
pub(super) struct Open {
    pub(super) out: Box<dyn Write + Send>,
    /// Put into its place at the end.
    pub(super) whole: Option<Whole>,
}
