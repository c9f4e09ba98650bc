//! The rows of every replication: a file that is written while points are run, and stands in its
//! place once it is whole.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::target::Open;
use crate::questions::asking::PointReplications;
use crate::questions::keeping::whole::{Whole, cannot};
use crate::report::SweepRows;

/// The end of the name of a Parquet file.
const PARQUET: &str = "parquet";

/// A place that was claimed, and what is written there.
pub(crate) struct Rows {
    file: PathBuf,
    open: Option<Open>,
    begun: Option<Begun>,
}

/// A file that is being written.
struct Begun {
    rows: SweepRows<Out>,
    whole: Option<Whole>,
    error: Option<io::Error>,
}

impl Rows {
    /// Claims a file for them.
    pub(crate) fn claim(file: &Path, claims: &mut Claims) -> Result<Self, Failure> {
        if is_parquet(file) && cfg!(not(feature = "parquet")) {
            return Err(Failure::wrong(format!(
                "found {}, wanted a file name without `.parquet`: this build writes CSV alone \
                 (cargo build --release --features parquet makes one that does)",
                file.display()
            )));
        }
        if file == Path::new("-") {
            return Err(Failure::wrong(
                "found --export-replications -, wanted a file: the report has stdout".to_owned(),
            ));
        }
        Ok(Self { file: file.to_owned(), open: claims.take(file)?.open()?, begun: None })
    }

    /// Begins to write, given each axis and whether it has numbers alone.
    pub(crate) fn begin(&mut self, axes: &[(String, bool)]) {
        self.begun = self.open.take().map(|Open { out, whole }| {
            let rows = writer(&self.file, out, axes.to_vec());
            Begun { rows, whole, error: None }
        });
    }

    /// Adds a point, unless that went wrong before: which is told at the end, and loses nothing of
    /// what the sweep finds.
    pub(crate) fn write(&mut self, point: &PointReplications<'_>) {
        if let Some(begun) = &mut self.begun
            && begun.error.is_none()
        {
            begun.error = begun.rows.write(point).err();
        }
    }

    /// Puts the file into its place, if it was begun.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let Some(Begun { rows, whole, error }) = self.begun else { return Ok(()) };
        let finished = error.map_or(Ok(()), Err).and_then(|()| rows.finish());
        finished.map_err(|error| cannot(&self.file, &error))?;
        Ok(whole.map_or(Ok(()), Whole::put_in_place)?)
    }
}

fn is_parquet(file: &Path) -> bool {
    file.extension().is_some_and(|end| end.eq_ignore_ascii_case(PARQUET))
}

type Out = Box<dyn Write + Send>;

#[cfg(feature = "parquet")]
fn writer(file: &Path, out: Out, axes: Vec<(String, bool)>) -> SweepRows<Out> {
    if is_parquet(file) { SweepRows::parquet(out, axes) } else { SweepRows::csv(out, axes) }
}

#[cfg(not(feature = "parquet"))]
fn writer(_: &Path, out: Out, axes: Vec<(String, bool)>) -> SweepRows<Out> {
    SweepRows::csv(out, axes)
}
