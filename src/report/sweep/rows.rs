//! A sweep in rows: every figure of every point, and every figure of every replication.

use std::io::{self, Write};

use super::SweepReport;
use crate::experiment::sweep::PointReplications;
use crate::measures::estimate::{Estimate, Measured};
use crate::report::form::frame::{Column, Frame};
use crate::report::form::frame::{OF_A_FIGURE, in_numbers, unit};
use crate::report::form::frames::Frames;
use crate::report::form::number::significant;
use crate::report::form::words::warnings;
use crate::scenario::asked::sweep::AxisValue;

/// What is said of the difference from the base.
const DIFFERENCE: [&str; 4] =
    ["difference", "difference_half_width", "difference_low", "difference_high"];

/// Writes every figure of every point as one row; point 0 is the base.
pub(super) fn figures(report: &SweepReport, out: &mut dyn Write) -> io::Result<()> {
    let outcome = &report.outcome;
    let mut rows = csv::Writer::from_writer(out);
    let axes = outcome.axes.iter().map(String::as_str);
    let header = ["point"].into_iter().chain(axes).chain(OF_A_FIGURE).chain(DIFFERENCE);
    rows.write_record(header.chain([warnings::COLUMN]))?;
    let warned = warnings::cell(&warnings::sentences(&report.warnings()));
    let mut point = |number: usize, values: &[String], found: &[Found<'_>]| -> io::Result<()> {
        let number = number.to_string();
        for (figure, found) in outcome.figures.iter().zip(found) {
            let Some((level, difference)) = found else { continue };
            let (kind, subject) = figure.subject();
            let interval = figure.interval().unwrap_or_default();
            let unit = unit(figure.definition.unit, &outcome.base.currency);
            let about = [kind, subject, interval, figure.definition.key, unit];
            let none = Estimate::default();
            let difference = difference.map_or(&none, |own| &own.estimate);
            let numbers = [in_numbers(&level.estimate), in_numbers(difference)].concat();
            let values = values.iter().map(String::as_str);
            let row = [number.as_str()].into_iter().chain(values).chain(about);
            let warned = if interval.is_empty() { &*warned } else { "" };
            rows.write_record(row.chain(numbers.iter().map(String::as_str)).chain([warned]))?;
        }
        Ok(())
    };
    let base: Vec<Found<'_>> =
        outcome.base_figures.iter().map(|level| level.as_ref().map(|it| (it, None))).collect();
    point(0, &vec![String::new(); outcome.axes.len()], &base)?;
    for (own, number) in outcome.points.iter().zip(1..) {
        let values: Vec<String> = own.values.iter().map(text).collect();
        let found: Vec<Found<'_>> = own
            .figures
            .iter()
            .map(|figure| figure.as_ref().map(|it| (&it.level, it.difference.as_ref())))
            .collect();
        point(number, &values, &found)?;
    }
    rows.flush()
}

/// A figure and its difference from the base.
type Found<'a> = Option<(&'a Measured, Option<&'a Measured>)>;

fn text(value: &AxisValue) -> String {
    match value {
        AxisValue::Number(number) => significant(*number).to_string(),
        AxisValue::Text(text) => text.clone(),
    }
}

/// Writes the figures of every replication, one a row, as points are finished.
pub struct SweepRows<W: Write + Send> {
    frames: Frames<W>,
    /// Each axis, and whether it has numbers alone.
    axes: Vec<(String, bool)>,
}

impl<W: Write + Send> SweepRows<W> {
    /// As CSV.
    #[must_use]
    pub fn csv(out: W, axes: Vec<(String, bool)>) -> Self {
        Self { frames: Frames::csv(out), axes }
    }

    /// As Parquet, a row group for each point.
    #[cfg(feature = "parquet")]
    #[must_use]
    pub fn parquet(out: W, axes: Vec<(String, bool)>) -> Self {
        Self { frames: Frames::parquet(out), axes }
    }

    /// Adds the replications of a point.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write(&mut self, point: &PointReplications<'_>) -> io::Result<()> {
        self.frames.write(&frame(point, &self.axes))
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn finish(self) -> io::Result<()> {
        self.frames.finish()?.flush()
    }
}

fn frame(point: &PointReplications<'_>, axes: &[(String, bool)]) -> Frame {
    let lengths = point.figures.iter().map(|(_, series)| series.observations.len());
    let rows: usize = lengths.clone().sum();
    let mut frame = Frame::default();
    frame.column("point", Column::Whole(vec![point.point as i64; rows]));
    for (place, (name, is_number)) in axes.iter().enumerate() {
        let value = point.values.get(place);
        let column = if *is_number {
            let number = value.and_then(AxisValue::number);
            Column::numbers(std::iter::repeat_n(number, rows))
        } else {
            Column::Text(vec![value.map(text).unwrap_or_default().into(); rows])
        };
        frame.column(name, column);
    }
    let numbers = lengths.flat_map(|length| 1..=length as i64);
    frame.column("replication", Column::Whole(numbers.collect()));
    let figures = point.figures.iter().map(|(figure, own)| (figure, own.observations.len()));
    frame.figures(figures);
    let values = point.figures.iter().flat_map(|(_, series)| series.values());
    frame.column("value", Column::numbers(values));
    frame
}
