//! Files that results are exported to: claimed before the run, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::failure::Failure;
use super::flags::ExportFlags;
use super::output::Output;
use crate::report::{Forms, Terminal};

/// What the names of files begin with until they are whole.
pub(super) const TEMPORARY: &str = ".switchroom-";

/// Results to be written, each in its own format.
pub(super) struct Exports {
    exports: Vec<Export>,
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
    Device(File),
}

impl Exports {
    /// Claims the files that the flags name.
    ///
    /// # Errors
    /// What is wrong with them, before any work is done for nothing.
    pub(super) fn claim(flags: &ExportFlags, input: &Path) -> Result<Self, Failure> {
        let mut exports = Vec::new();
        let mut taken: Vec<&Path> = Vec::new();
        for (format, file) in [(Format::Json, &flags.export_json), (Format::Csv, &flags.export_csv)]
        {
            let Some(file) = file else { continue };
            take(&mut taken, file)?;
            exports.push(Export { format, target: claim(file, Some(input))? });
        }
        Ok(Self { exports })
    }

    /// Whether an export takes the place of the report.
    fn take_stdout(&self) -> bool {
        self.exports.iter().any(|export| matches!(export.target, Target::Stdout))
    }

    /// Writes all of them, and the page to stdout unless an export takes its place; and says whether
    /// there was a page.
    pub(super) fn write(self, report: &dyn Forms, output: &Output) -> Result<bool, Failure> {
        let page_is_wanted = !self.take_stdout();
        for export in self.exports {
            export.target.write(output, |out| match export.format {
                Format::Json => report.json(out),
                Format::Csv => report.csv(out),
            })?;
        }
        if page_is_wanted {
            let terminal = Terminal { colour: output.colour, width: output.width };
            output.results(|out| report.page(terminal, out))?;
        }
        Ok(page_is_wanted)
    }
}

impl Target {
    /// Claims a place for results that no file was read for.
    pub(super) fn claim(file: &Path) -> Result<Self, Failure> {
        claim(file, None)
    }

    /// Claims a place for results of several files, of which it may be none.
    pub(super) fn claim_beside(file: &Path, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let is_it = |input: &&PathBuf| {
            let both = input.canonicalize().ok().zip(file.canonicalize().ok());
            both.is_some_and(|(input, file)| input == file)
        };
        claim(file, inputs.iter().find(is_it).map(PathBuf::as_path))
    }

    /// Opens it for results that are written as they come; nothing for stdout, which the report
    /// has.
    pub(super) fn open(self) -> Result<Option<Open>, Failure> {
        match self {
            Self::Stdout => Ok(None),
            Self::Device(device) => {
                Ok(Some(Open { out: Box::new(BufWriter::new(device)), whole: None }))
            }
            Self::File(whole) => {
                let file = whole.temporary.reopen().map_err(|error| cannot(&whole.path, &error))?;
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
            Self::Device(device) => {
                let mut out = BufWriter::new(device);
                write(&mut out)?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

fn claim(file: &Path, input: Option<&Path>) -> Result<Target, Failure> {
    if file == Path::new("-") {
        return Ok(Target::Stdout);
    }
    let refuse =
        |reason: &str| Failure::Wrong(format!("{} cannot be written to: {reason}", file.display()));
    if let Some(Ok(input)) = input.map(Path::canonicalize)
        && file.canonicalize().is_ok_and(|file| file == input)
    {
        return Err(refuse("it is the file to read from"));
    }
    match fs::metadata(file) {
        Ok(found) if found.is_dir() => Err(refuse("it is a folder")),
        Ok(found) if !found.is_file() => {
            let device = OpenOptions::new().write(true).open(file);
            device.map(Target::Device).map_err(|error| refuse(&error.to_string()))
        }
        _ => Whole::claim(file).map(Target::File),
    }
}

/// Takes a file for an export; each has one of its own.
pub(super) fn take<'f>(taken: &mut Vec<&'f Path>, file: &'f Path) -> Result<(), Failure> {
    if taken.contains(&file) {
        let found = file.display();
        return Err(Failure::Wrong(format!(
            "found {found} for two exports, wanted a file for each"
        )));
    }
    taken.push(file);
    Ok(())
}

/// A place that is written to bit by bit.
pub(super) struct Open {
    pub(super) out: Box<dyn Write + Send>,
    /// Put into its place at the end.
    pub(super) whole: Option<Whole>,
}

/// A file that appears whole.
pub(super) struct Whole {
    path: PathBuf,
    temporary: NamedTempFile,
}

impl Whole {
    /// Claims a place in the file's folder, which must exist.
    pub(super) fn claim(file: &Path) -> Result<Self, Failure> {
        // A link stays a link: what it leads to is replaced.
        let path = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let temporary = builder().tempfile_in(folder);
        let temporary = temporary.map_err(|error| cannot(file, &error))?;
        Ok(Self { path, temporary })
    }

    /// Writes the file and puts it into its place.
    pub(super) fn write(
        mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut out = BufWriter::new(self.temporary.as_file_mut());
        let written = write(&mut out).and_then(|()| out.flush());
        drop(out);
        written.map_err(|error| cannot(&self.path, &error))?;
        self.put_in_place()
    }

    /// Puts what was written into its place, over what was there.
    pub(super) fn put_in_place(self) -> Result<(), Failure> {
        let persisted = self.temporary.persist(&self.path);
        persisted.map(drop).map_err(|error| cannot(&self.path, &error.error))
    }
}

pub(super) fn cannot(file: &Path, error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "its folder does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "its folder may not be written to".to_owned(),
        _ => error.to_string(),
    };
    Failure::Wrong(format!("{} cannot be written to: {reason}", file.display()))
}

/// Temporary files are private by default; an export is an ordinary file.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY).permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    builder
}
