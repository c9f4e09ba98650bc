//! The rows of every replication: a file that is written while points are run, and stands in its
//! place once it is whole.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::claims::Claims;
use crate::cli::exports::{Target, Whole, cannot};
use crate::cli::failure::Failure;
use crate::experiment::sweep::PointReplications;
use crate::report::SweepRows;

/// The end of the name of a Parquet file.
const PARQUET: &str = "parquet";

/// A place that was claimed.
pub(super) struct Rows {
    file: PathBuf,
    target: Target,
}

impl Rows {
    /// Claims a file for them.
    pub(super) fn claim(file: &Path, claims: &mut Claims) -> Result<Self, Failure> {
        if is_parquet(file) && cfg!(not(feature = "parquet")) {
            return Err(Failure::Wrong(format!(
                "found {}, wanted a file name without `.parquet`: this build writes CSV alone \
                 (cargo build --release --features parquet makes one that does)",
                file.display()
            )));
        }
        if file == Path::new("-") {
            return Err(Failure::Wrong(
                "found --export-replications -, wanted a file: the report has stdout".to_owned(),
            ));
        }
        Ok(Self { file: file.to_owned(), target: claims.take(file)? })
    }

    /// Begins to write, given each axis and whether it has numbers alone.
    pub(super) fn open(self, axes: Vec<(String, bool)>) -> Result<Written, Failure> {
        let open = self.target.open()?.expect("stdout was refused when it was claimed");
        let rows = writer(&self.file, open.out, axes);
        Ok(Written { rows, whole: open.whole, file: self.file, error: None })
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

/// A file that is being written.
pub(super) struct Written {
    rows: SweepRows<Out>,
    whole: Option<Whole>,
    file: PathBuf,
    error: Option<io::Error>,
}

impl Written {
    /// Adds a point, unless that went wrong before: which is told at the end, and loses nothing of
    /// what the sweep finds.
    pub(super) fn write(&mut self, point: &PointReplications<'_>) {
        if self.error.is_none() {
            self.error = self.rows.write(point).err();
        }
    }

    /// Puts the file into its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let finished = match self.error {
            Some(error) => Err(error),
            None => self.rows.finish(),
        };
        finished.map_err(|error| cannot(&self.file, &error))?;
        self.whole.map_or(Ok(()), Whole::put_in_place)
    }
}
