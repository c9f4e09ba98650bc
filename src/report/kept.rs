//! What is kept of a whole experiment: a file for each question that is asked of it later.

use std::io::{self, Write};
use std::iter::repeat_n;
use std::rc::Rc;

use serde_json::json;

use super::frame::{Column, Frame, Frames};
use super::number::significant;
use super::{Json, Renderer, Report};
use crate::experiment::blocks::Replications;
use crate::measures::estimate::{Estimate, Measured, find};

/// An experiment that is kept.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    pub report: &'a Report,
    pub replications: &'a [Replications],
    /// SHA-256 of its plan, in hexadecimal.
    pub plan: &'a str,
}

/// Writes a file.
type Writer = fn(&Kept<'_>, &mut dyn Write) -> io::Result<()>;

/// The files by name, the manifest last: where it stands, the others do.
pub const KEPT: &[(&str, Writer)] = &[
    ("summary.json", |kept, out| Json.render(kept.report, out)),
    ("intervals.csv", intervals),
    ("replications.csv", |kept, out| {
        let mut frames = Frames::csv(Vec::new());
        replications(kept, &mut frames)?;
        out.write_all(&frames.finish()?)
    }),
    #[cfg(feature = "parquet")]
    ("replications.parquet", |kept, out| {
        let mut frames = Frames::parquet(Vec::new());
        replications(kept, &mut frames)?;
        out.write_all(&frames.finish()?)
    }),
    ("manifest.json", manifest),
];

/// What made the files.
fn manifest(kept: &Kept<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (report, outcome) = (kept.report, &kept.report.outcome);
    let value = json!({
        "manifest_format": 1,
        "version": env!("CARGO_PKG_VERSION"),
        "command": format!("{} --replications {}", report.command, outcome.replications),
        "seed": outcome.seed,
        "replications": outcome.replications,
        "confidence": significant(report.confidence),
        "plan": kept.plan,
        "digest": outcome.digest,
    });
    serde_json::to_writer_pretty(&mut *out, &value)?;
    out.write_all(b"\n")
}

/// Of each interval and contact type what an import reads, and its service level.
fn intervals(kept: &Kept<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record([
        "variant",
        "date",
        "interval_start",
        "contact_type",
        "offered",
        "answered",
        "abandoned",
        "average_speed_of_answer_seconds",
        "service_level",
        "service_level_low",
        "service_level_high",
    ])?;
    for variant in &kept.report.outcome.variants {
        let date = variant.scenario.day.date.as_deref().unwrap_or_default();
        for interval in &variant.summary.intervals {
            for subject in &interval.contact_types {
                let place = [&variant.name, date, &interval.start, &subject.name];
                let figures = figures_of(&subject.measures);
                rows.write_record(place.into_iter().chain(figures.iter().map(String::as_str)))?;
            }
        }
    }
    rows.flush()
}

fn figures_of(measures: &[Measured]) -> Vec<String> {
    let estimate = |key| find(measures, key).map_or_else(Estimate::default, |it| it.estimate);
    let mean = |key| text(estimate(key).mean);
    let level = estimate("service_level");
    let ends = level.ends();
    vec![
        mean("offered"),
        mean("answered"),
        mean("abandoned"),
        mean("asa_seconds"),
        text(level.mean),
        text(ends.map(|it| it.low.max(0.0))),
        text(ends.map(|it| it.high.min(1.0))),
    ]
}

/// The key figures of every single replication, one figure a row.
fn replications<W: Write + Send>(kept: &Kept<'_>, frames: &mut Frames<W>) -> io::Result<()> {
    for own in kept.replications {
        let mut numbers = Vec::new();
        let mut texts: [Vec<Rc<str>>; 4] = Default::default();
        for (figure, series) in &own.figures {
            let (kind, subject) = figure.subject();
            let about = [&own.variant, kind, subject, figure.definition.key];
            let rows = series.observations.len();
            numbers.extend(1..=rows as i64);
            for (column, text) in texts.iter_mut().zip(about) {
                column.extend(repeat_n(Rc::from(text), rows));
            }
        }
        let mut frame = Frame::default();
        frame.column("replication", Column::Whole(numbers));
        for (name, texts) in ["variant", "subject_kind", "subject", "measure"].iter().zip(texts) {
            frame.column(name, Column::Text(texts));
        }
        let values = own.figures.iter().flat_map(|(_, series)| series.values());
        frame.column("value", Column::numbers(values));
        frames.write(&frame)?;
    }
    Ok(())
}

/// A number as JSON would have it; nothing where there is none.
fn text(figure: Option<f64>) -> String {
    figure.map_or_else(String::new, |figure| significant(figure).to_string())
}
