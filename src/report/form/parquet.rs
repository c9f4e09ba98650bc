//! Frames as Parquet: a row group each, columns packed with Snappy.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::frame::{Column, Frame};

/// A Parquet file in the making.
pub(crate) enum Frames<W: Write + Send> {
    /// Its columns are those of the first frame.
    Begins(Option<W>),
    Goes(Box<SerializedFileWriter<W>>),
}

impl<W: Write + Send> Frames<W> {
    pub(crate) fn new(out: W) -> Self {
        Self::Begins(Some(out))
    }

    pub(crate) fn write(&mut self, frame: &Frame) -> io::Result<()> {
        if let Self::Begins(out) = self {
            let out = out.take().expect("it begins once");
            let packed = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let schema = Arc::new(schema(frame).map_err(broken)?);
            let writer = SerializedFileWriter::new(out, schema, Arc::new(packed));
            *self = Self::Goes(Box::new(writer.map_err(broken)?));
        }
        let Self::Goes(writer) = self else { unreachable!("it has just begun") };
        let mut group = writer.next_row_group().map_err(broken)?;
        for column in &frame.columns {
            let writer = group.next_column().map_err(broken)?;
            let mut writer = writer.expect("the schema has every column");
            write_column(&mut writer, column).map_err(broken)?;
            writer.close().map_err(broken)?;
        }
        group.close().map_err(broken)?;
        Ok(())
    }

    /// Writes the foot; a file without a frame has no columns and stays empty.
    pub(crate) fn finish(self) -> io::Result<W> {
        let mut out = match self {
            Self::Begins(out) => out.expect("it has not begun"),
            Self::Goes(writer) => writer.into_inner().map_err(broken)?,
        };
        out.flush()?;
        Ok(out)
    }
}

fn schema(frame: &Frame) -> Result<Type, ParquetError> {
    let field = |(name, column): (&String, &Column)| {
        let (physical, repetition, logical) = match column {
            Column::Whole(_) => (Physical::INT64, Repetition::REQUIRED, None),
            Column::Number(_) => (Physical::DOUBLE, Repetition::OPTIONAL, None),
            Column::Text(_) => {
                (Physical::BYTE_ARRAY, Repetition::REQUIRED, Some(LogicalType::String))
            }
        };
        let field = Type::primitive_type_builder(name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(field))
    };
    let fields = frame.names.iter().zip(&frame.columns).map(field);
    let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
    Type::group_type_builder("rows").with_fields(fields).build()
}

fn write_column(
    writer: &mut SerializedColumnWriter<'_>,
    column: &Column,
) -> Result<usize, ParquetError> {
    match column {
        Column::Whole(values) => writer.typed::<Int64Type>().write_batch(values, None, None),
        Column::Number(values) => {
            let there: Vec<f64> = values.iter().copied().flatten().collect();
            let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
            writer.typed::<DoubleType>().write_batch(&there, Some(&levels), None)
        }
        Column::Text(values) => {
            let texts: Vec<ByteArray> =
                values.iter().map(|text| ByteArray::from(text.as_bytes().to_vec())).collect();
            writer.typed::<ByteArrayType>().write_batch(&texts, None, None)
        }
    }
}

fn broken(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => io::Error::other(error),
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    use super::*;

    fn frame(first: i64) -> Frame {
        let mut frame = Frame::default();
        frame.column("point", Column::Whole(vec![first, first + 1]));
        frame.column("agent_groups.blended.agents", Column::numbers([Some(0.1), None].into_iter()));
        frame.column("subject", Column::Text(vec!["sales".into(), "Zürich".into()]));
        frame
    }

    #[test]
    fn what_is_written_is_read_back() {
        let file = tempfile::tempfile().unwrap();
        let mut frames = Frames::new(&file);
        frames.write(&frame(1)).unwrap();
        frames.write(&frame(3)).unwrap();
        frames.finish().unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        let schema = reader.metadata().file_metadata().schema_descr();
        assert_eq!(schema.column(1).name(), "agent_groups.blended.agents");
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[2].get_long(0).unwrap(), 3);
        assert_eq!(rows[0].get_double(1).unwrap().to_bits(), 0.1_f64.to_bits());
        assert!(rows[1].get_double(1).is_err(), "nothing where there is none");
        assert_eq!(rows[1].get_string(2).unwrap(), "Zürich");
    }
}
