//! Frames as a file: CSV or, with the feature `parquet`, Parquet.
//!
//! Both have the same names, rows and numbers: those of nine significant digits.

use std::io::{self, Write};

use super::frame::Frame;

/// Writes frames of the same columns one after another.
pub(crate) enum Frames<W: Write + Send> {
    Csv {
        writer: Box<csv::Writer<W>>,
        begun: bool,
    },
    #[cfg(feature = "parquet")]
    Parquet(super::parquet::Frames<W>),
}

impl<W: Write + Send> Frames<W> {
    pub(crate) fn csv(out: W) -> Self {
        Self::Csv { writer: Box::new(csv::Writer::from_writer(out)), begun: false }
    }

    #[cfg(feature = "parquet")]
    pub(crate) fn parquet(out: W) -> Self {
        Self::Parquet(super::parquet::Frames::new(out))
    }

    pub(crate) fn write(&mut self, frame: &Frame) -> io::Result<()> {
        match self {
            Self::Csv { writer, begun } => {
                if !*begun {
                    writer.write_record(&frame.names)?;
                    *begun = true;
                }
                for row in 0..frame.rows() {
                    writer.write_record(frame.columns.iter().map(|column| column.text(row)))?;
                }
                Ok(())
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(frames) => frames.write(frame),
        }
    }

    /// Writes what is left, and gives back what was written to.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Csv { writer, .. } => {
                writer.into_inner().map_err(csv::IntoInnerError::into_error)
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(frames) => frames.finish(),
        }
    }
}
