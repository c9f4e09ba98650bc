//! What is kept of a whole experiment: a file for each question that is asked of it later.

use std::io::{self, Write};
use std::iter::repeat_n;
use std::rc::Rc;

use serde_json::json;

use super::form::frame::real;
use super::form::frame::{Column, Frame};
use super::form::frames::Frames;
use super::form::number::significant;
use super::form::words::period::of_replications;
use super::run::csv::months;
use super::{Forms, Json, Renderer, Report, RiskReport, SweepReport};
use crate::experiment::risk::RiskReplications;
use crate::experiment::run::blocks::Replications;
use crate::measures::estimate::{Estimate, Measured, find};

/// An experiment that is kept: what is reported of it, and what its replications say.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a, R, S: ?Sized> {
    pub report: &'a R,
    pub replications: &'a S,
    /// SHA-256 of its plan, in hexadecimal.
    pub plan: &'a str,
}

/// Writes one of its files.
type Writer<R, S> = fn(&Kept<'_, R, S>, &mut dyn Write) -> io::Result<()>;

/// Its files by name, the manifest last: where it stands, the others do.
pub type Files<R, S> = &'static [(&'static str, Writer<R, S>)];

/// The files of a run or a comparison of days or steady states.
pub const KEPT: Files<Report, [Replications]> = &[
    SUMMARY,
    ("intervals.csv", intervals),
    REPLICATIONS,
    #[cfg(feature = "parquet")]
    REPLICATIONS_AS_PARQUET,
    MANIFEST,
];

/// The files of a run or a comparison of horizons.
pub const KEPT_HORIZON: Files<Report, [Replications]> = &[
    SUMMARY,
    ("months.csv", |kept, out| months(kept.report, out)),
    REPLICATIONS,
    #[cfg(feature = "parquet")]
    REPLICATIONS_AS_PARQUET,
    MANIFEST,
];

type OfRun = (&'static str, Writer<Report, [Replications]>);

const SUMMARY: OfRun = ("summary.json", |kept, out| Json.render(kept.report, out));
const REPLICATIONS: OfRun =
    ("replications.csv", |kept, out| as_csv(replications(kept.replications), out));
#[cfg(feature = "parquet")]
const REPLICATIONS_AS_PARQUET: OfRun =
    ("replications.parquet", |kept, out| as_parquet(replications(kept.replications), out));
const MANIFEST: OfRun = ("manifest.json", |kept, out| {
    let (report, outcome) = (kept.report, &kept.report.outcome);
    let made = Manifest {
        command: of_replications(&report.command, outcome.replications),
        seed: outcome.seed,
        replications: outcome.replications.into(),
        confidence: report.confidence,
        plan: kept.plan,
        digest: &outcome.digest,
    };
    made.write(out)
});

/// The files of a sweep, whose replications are written while its points are run.
pub const KEPT_SWEEP: Files<SweepReport, ()> = &[
    ("summary.json", |kept, out| kept.report.json(out)),
    ("points.csv", |kept, out| kept.report.csv(out)),
    ("manifest.json", |kept, out| {
        let (report, outcome) = (kept.report, &kept.report.outcome);
        let made = Manifest {
            command: of_replications(&report.command, outcome.replications),
            seed: outcome.seed,
            replications: outcome.replications.into(),
            confidence: report.confidence,
            plan: kept.plan,
            digest: &outcome.digest,
        };
        made.write(out)
    }),
];

/// The files of a risk.
pub const KEPT_RISK: Files<RiskReport, RiskReplications> = &[
    ("summary.json", |kept, out| kept.report.json(out)),
    ("replications.csv", |kept, out| as_csv([days_of_draws(kept.replications)], out)),
    #[cfg(feature = "parquet")]
    ("replications.parquet", |kept, out| as_parquet([days_of_draws(kept.replications)], out)),
    ("manifest.json", |kept, out| {
        let (report, outcome) = (kept.report, &kept.report.outcome);
        let made = Manifest {
            command: report.command.clone(),
            seed: outcome.seed,
            replications: u64::from(outcome.draws) * u64::from(outcome.days),
            confidence: report.confidence,
            plan: kept.plan,
            digest: &outcome.digest,
        };
        made.write(out)
    }),
];

/// What made the files.
struct Manifest<'a> {
    command: String,
    seed: u64,
    replications: u64,
    confidence: f64,
    plan: &'a str,
    digest: &'a str,
}

impl Manifest<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let value = json!({
            "manifest_format": 1,
            "version": env!("CARGO_PKG_VERSION"),
            "command": self.command,
            "seed": self.seed,
            "replications": self.replications,
            "confidence": significant(self.confidence),
            "plan": self.plan,
            "digest": self.digest,
        });
        serde_json::to_writer_pretty(&mut *out, &value)?;
        out.write_all(b"\n")
    }
}

fn as_csv(rows: impl IntoIterator<Item = Frame>, out: &mut dyn Write) -> io::Result<()> {
    in_frames(Frames::csv(Vec::new()), rows, out)
}

#[cfg(feature = "parquet")]
fn as_parquet(rows: impl IntoIterator<Item = Frame>, out: &mut dyn Write) -> io::Result<()> {
    in_frames(Frames::parquet(Vec::new()), rows, out)
}

fn in_frames(
    mut frames: Frames<Vec<u8>>,
    rows: impl IntoIterator<Item = Frame>,
    out: &mut dyn Write,
) -> io::Result<()> {
    rows.into_iter().try_for_each(|frame| frames.write(&frame))?;
    out.write_all(&frames.finish()?)
}

/// Of each interval and contact type what an import reads, and its service level.
fn intervals(kept: &Kept<'_, Report, [Replications]>, out: &mut dyn Write) -> io::Result<()> {
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
    let mean = |key| real(estimate(key).mean);
    let level = estimate("service_level");
    let ends = level.ends();
    vec![
        mean("offered"),
        mean("answered"),
        mean("abandoned"),
        mean("asa_seconds"),
        real(level.mean),
        real(ends.map(|it| it.low.max(0.0))),
        real(ends.map(|it| it.high.min(1.0))),
    ]
}

/// The key figures of every single replication, one figure a row.
fn replications(all: &[Replications]) -> impl Iterator<Item = Frame> {
    all.iter().map(|own| {
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
        frame
    })
}

/// The figures of every day of every draw, one figure a row, beside the inputs that were drawn.
fn days_of_draws(kept: &RiskReplications) -> Frame {
    let (draws, figures) = (&kept.draws, &kept.figures);
    let days: Vec<(usize, &[Option<f64>])> = draws
        .iter()
        .enumerate()
        .flat_map(|(draw, own)| own.days.iter().map(move |day| (draw, &day[..])))
        .collect();
    let rows =
        || figures.iter().enumerate().flat_map(|(at, _)| days.iter().map(move |day| (at, day)));
    let mut frame = Frame::default();
    frame.column("draw", Column::Whole(rows().map(|(_, day)| day.0 as i64 + 1).collect()));
    for (at, path) in kept.paths.iter().enumerate() {
        let inputs = rows().map(|(_, day)| Some(draws[day.0].inputs[at]));
        frame.column(path, Column::numbers(inputs));
    }
    let replications = figures.iter().flat_map(|_| 1..=days.len() as i64);
    frame.column("replication", Column::Whole(replications.collect()));
    frame.figures(figures.iter().map(|figure| (figure, days.len())));
    frame.column("value", Column::numbers(rows().map(|(at, day)| day.1[at])));
    frame
}
