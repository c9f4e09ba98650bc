//! A place that was claimed, and how it is written to.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use super::output::{Output, WhileRead};
use crate::cli::failure::Failure;
use crate::questions::keeping::whole::{Whole, cannot};

/// Where results go.
pub(crate) enum Target {
    Stdout,
    /// Written beside its place and then moved there, so that nobody meets half a file.
    File(Whole),
    /// A pipe or a device, which nothing may be moved over.
    Device(PathBuf, File),
}

impl Target {
    /// Opens it for results that are written as they come; nothing for stdout, which the report
    /// has.
    pub(crate) fn open(self) -> Result<Option<Open>, Failure> {
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
    pub(crate) fn write(
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
pub(crate) struct Open {
    pub(crate) out: Box<dyn Write + Send>,
    /// Put into its place at the end.
    pub(crate) whole: Option<Whole>,
}
