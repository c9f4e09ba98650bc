//! Risk: how days turn out when inputs are not known, as a page, JSON and CSV.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::form::figure::{Cell, NO_BREAK, Sense, cell};
use super::form::frame::unit;
use super::form::json::write_value;
use super::form::notes::Notes;
use super::form::number::{counted, grouped, shown, significant, whole};
use super::form::page::{Ink, Page};
use super::form::table::Table;
use super::form::words::paths::in_words;
use super::form::words::period::{Observed, noun};
use super::form::words::warnings;
use super::{Forms, Medium, StoppedBy};
use crate::experiment::risk::{Promise, RiskFigure, RiskOutcome};
use crate::measures::estimate::{Estimate, Measured};
use crate::measures::plan::Period;
use crate::scenario::asked::risk::UnknownNumber;
use crate::stats::interval::Interval;

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const RISK_FORMAT: u32 = 1;

/// The heading of means, and what stands under it.
const MEAN: (&str, &str) = (
    "mean ±by chance",
    "the mean day, and by how much other days of the same draws of the inputs would move it",
);
const MEAN_OF_HORIZONS: &str = "the mean horizon, and by how much other horizons of the same draws \
                                of the inputs would move it";
/// The heading beside it.
const BY_INPUTS: (&str, &str) = (
    "±by inputs",
    "by how much other draws of the inputs would move the mean day; the two are not to be added: \
     more days make the first smaller, the second only more draws, or inputs known better",
);
const BY_INPUTS_OF_HORIZONS: &str = "by how much other draws of the inputs would move the mean \
                                     horizon; the two are not to be added: more horizons make the \
                                     first smaller, the second only more draws, or inputs known \
                                     better";

/// A risk, and how it was asked for.
#[derive(Clone, Debug)]
pub struct RiskReport {
    pub outcome: RiskOutcome,
    pub unknowns: Vec<UnknownNumber>,
    /// Level of every interval, 0.95 for 95 %.
    pub confidence: f64,
    /// What was understood of the planner's files, one sentence each.
    pub understood: Vec<String>,
    pub stopped_by: StoppedBy,
    /// The command line that gives this report again.
    pub command: String,
    /// Processor time of the whole process.
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

impl RiskReport {
    fn warnings(&self) -> Vec<(&str, &crate::scenario::Warning)> {
        warnings::of([("base", &self.outcome.base)])
    }

    /// What is drawn with the inputs: days, or horizons.
    fn period(&self) -> Period {
        if self.outcome.base.horizon.is_some() { Period::Horizon } else { Period::Day }
    }

    fn answer(&self) -> Vec<String> {
        let (day, days) = (noun(self.period(), 1), noun(self.period(), 2));
        let told = |promise: &Promise| {
            let share = self.bounded("service_level", promise.share, promise.interval);
            match &promise.figure {
                Some((figure, target)) => {
                    let target = shown(target * 100.0);
                    let figure = figure.in_words();
                    format!("{figure} is at least {target}{NO_BREAK}% on {share} of the {days}.")
                }
                None => format!("All of these hold together on {share} of the {days}."),
            }
        };
        let mut sentences: Vec<String> = Vec::new();
        if let Some(why) = self.stopped_by.in_words() {
            let draws = [self.outcome.draws, self.outcome.draws_requested];
            let [done, of] = draws.map(|draws| whole(draws.into()));
            sentences.push(format!("{why} after {done} of {of} draws."));
        }
        sentences.extend(self.outcome.promises.iter().map(told));
        if self.outcome.promises.is_empty() {
            sentences.push(format!(
                "No service level is promised (`targets`), so that no {day} can miss one."
            ));
        }
        if let Some(most) = self.outcome.base.targets.max_occupancy {
            let most = significant(most * 100.0);
            sentences.push(format!(
                "An occupancy of at most {most}{NO_BREAK}% is wanted too, and no promise of single \
                 {days}: `switchroom run` says whether it is reached."
            ));
        }
        if self.unknowns.is_empty() {
            sentences
                .push(format!("No input is unknown (`between`): {days} differ by chance alone."));
        }
        sentences
    }

    /// "82.5 % [80.1, 84.7]".
    fn bounded(&self, key: &str, value: f64, interval: Interval) -> String {
        self.cell(key, value, interval).with("")
    }

    fn cell(&self, key: &str, value: f64, interval: Interval) -> Cell {
        let figure = self.outcome.figures.iter().find(|it| it.figure.definition.key == key);
        let Some(figure) = figure else { return Cell::text(&shown(value)) };
        let (low, high) = (Some(interval.low), Some(interval.high));
        let estimate = Estimate { mean: Some(value), low, high, ..Estimate::default() };
        let definition = figure.figure.definition;
        cell(&Measured { definition, estimate }, Sense::Level, self.observed())
    }

    fn observed(&self) -> Observed {
        Observed { number: self.outcome.draws * self.outcome.days, period: self.period() }
    }

    fn days(&self) -> Table {
        let mut table = Table::new(["P10", "P50", "P90"].map(str::to_owned).to_vec());
        for figure in self.told() {
            let quantile = |(value, interval): (f64, Interval)| {
                self.cell(figure.figure.definition.key, value, interval)
            };
            table.row(figure.figure.in_words(), figure.quantiles.map(quantile).to_vec());
        }
        table
    }

    /// Means with their two half-widths, or with the one there is where nothing is unknown.
    fn means(&self) -> Table {
        let has_inputs = !self.unknowns.is_empty();
        let headings = [Some(MEAN), has_inputs.then_some(BY_INPUTS)].into_iter().flatten();
        let mut table = Table::new(headings.map(|(heading, _)| heading.to_owned()).collect());
        for figure in self.told() {
            let with = |half_width: f64| {
                let (mean, half_width) = (Some(figure.parts.mean), Some(half_width));
                let estimate = Estimate { mean, half_width, ..Estimate::default() };
                let definition = figure.figure.definition;
                cell(&Measured { definition, estimate }, Sense::Level, self.observed())
            };
            let (mut mean, inputs) =
                (with(figure.half_width_by_chance), with(figure.half_width_by_inputs));
            let mut cells = Vec::new();
            if has_inputs {
                // As many decimals as the wider of the two leaves sense.
                if figure.half_width_by_inputs > figure.half_width_by_chance {
                    mean.value.clone_from(&inputs.value);
                }
                cells.push(Cell::text(&inputs.interval));
            }
            cells.insert(0, mean);
            table.row(figure.figure.in_words(), cells);
        }
        table
    }

    fn parts(&self) -> Table {
        let headings = ["by inputs", "by chance", "share of inputs in the variance"];
        let mut table = Table::new(headings.map(str::to_owned).to_vec());
        for figure in self.told() {
            let parts = figure.parts;
            let size = |value: f64| {
                let estimate = Estimate { mean: Some(value), ..Estimate::default() };
                let measured = Measured { definition: figure.figure.definition, estimate };
                Cell::text(&cell(&measured, Sense::Level, self.observed()).value)
            };
            let share = Cell::text(&format!("{} %", grouped(figure.share_of_inputs * 100.0, 0)));
            table.row(
                figure.figure.in_words(),
                vec![size(parts.between), size(parts.within), share],
            );
        }
        table
    }

    /// Figures that are not always the same.
    fn told(&self) -> impl Iterator<Item = &RiskFigure> {
        let differs = |it: &&RiskFigure| it.parts.within > 0.0 || it.parts.between > 0.0;
        self.outcome.figures.iter().filter(differs)
    }

    fn foot(&self, page: &mut Page) -> io::Result<()> {
        let outcome = &self.outcome;
        if !self.unknowns.is_empty() {
            page.heading("Unknown inputs", "anything between the ends is equally likely")?;
        }
        for unknown in &self.unknowns {
            let (low, high) = (shown(unknown.low), shown(unknown.high));
            let words = in_words(&unknown.path);
            let text = format!("- {words}: {low} to {high} (`{}`)", unknown.path);
            page.paragraph(&text, Ink::Plain, 2, 4)?;
        }
        let mut notes = Notes::of(self.told().map(|it| it.figure.definition));
        let (mean, by_inputs) = match self.period() {
            Period::Horizon => (MEAN_OF_HORIZONS, BY_INPUTS_OF_HORIZONS),
            Period::Day | Period::Batch => (MEAN.1, BY_INPUTS.1),
        };
        notes.add_other(MEAN.0, mean);
        if !self.unknowns.is_empty() {
            notes.add_other(BY_INPUTS.0, by_inputs);
        }
        notes.write(&outcome.base, page)?;
        page.heading("How it was made", "")?;
        let level = grouped(self.confidence * 100.0, 1);
        let day = noun(self.period(), 1);
        let text = format!(
            "{} of the inputs, {} of each, no {day} in two draws, seed {}; {} % intervals: \
             [ , ] for what more draws would give, ± for its own cause alone",
            counted(outcome.draws as usize, "draw"),
            counted(outcome.days as usize, day),
            outcome.seed,
            level.trim_end_matches(".0")
        );
        page.paragraph(&text, Ink::Plain, 2, 4)?;
        page.paragraph(&format!("digest {}", outcome.digest), Ink::Plain, 2, 4)?;
        page.command("again", &self.command)
    }
}

impl Forms for RiskReport {
    fn page(&self, medium: Medium, out: &mut dyn Write) -> io::Result<()> {
        let page = &mut Page::new(out, medium);
        page.title(&self.outcome.base.name)?;
        warnings::write(&warnings::sentences(&self.warnings()), page)?;
        for sentence in self.answer() {
            page.paragraph(&sentence, Ink::Plain, 2, 2)?;
        }
        let (day, days) = (noun(self.period(), 1), noun(self.period(), 2));
        page.heading(
            if self.period() == Period::Horizon { "Horizons" } else { "Days" },
            "one of ten is below P10, half are below P50, one of ten is above P90",
        )?;
        self.days().write(page)?;
        page.heading(&format!("Mean {day}"), "")?;
        self.means().write(page)?;
        let about = format!(
            "standard deviations: of what a {day} may be expected to be, by the unknown inputs, and \
             of {days} around that, by chance"
        );
        // Where nothing is unknown, its part is what chance makes of no difference.
        if !self.unknowns.is_empty() {
            page.heading(&format!("What makes {days} differ"), &about)?;
            self.parts().write(page)?;
        }
        self.foot(page)
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        let outcome = &self.outcome;
        let figures: Map<String, Value> = outcome
            .figures
            .iter()
            .map(|figure| (figure.figure.to_string(), figure_value(figure)))
            .collect();
        let mut value = json!({
            "risk_format": RISK_FORMAT,
            "scenario": outcome.base.name,
            "run": {
                "version": env!("CARGO_PKG_VERSION"),
                "seed": outcome.seed,
                "draws": outcome.draws,
                "draws_requested": outcome.draws_requested,
                "days_each": outcome.days,
                "interrupted": false,
                "confidence": significant(self.confidence),
                "threads": outcome.threads,
                "cpu_seconds": significant(self.cpu_seconds),
                "wall_seconds": significant(self.wall_seconds),
            },
            "digest": outcome.digest,
            "understood": self.understood,
            "unknown_inputs": self.unknowns.iter().map(|it| json!({
                "path": it.path,
                "low": significant(it.low),
                "high": significant(it.high),
                "whole": it.is_whole,
            })).collect::<Vec<_>>(),
            "promises": outcome.promises.iter().map(promise).collect::<Vec<_>>(),
            "figures": figures,
        });
        self.stopped_by.mark(&mut value["run"]);
        if let Some(warnings) = warnings::value(&self.warnings()) {
            value["warnings"] = warnings;
        }
        write_value(&value, 0, out)?;
        out.write_all(b"\n")
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = csv::Writer::from_writer(out);
        rows.write_record([
            "subject_kind",
            "subject",
            "interval",
            "measure",
            "unit",
            "mean",
            "half_width_by_chance",
            "half_width_by_inputs",
            "standard_deviation_by_inputs",
            "standard_deviation_by_chance",
            "p10",
            "p10_low",
            "p10_high",
            "p50",
            "p50_low",
            "p50_high",
            "p90",
            "p90_low",
            "p90_high",
            warnings::COLUMN,
        ])?;
        let warned = warnings::cell(&warnings::sentences(&self.warnings()));
        for figure in &self.outcome.figures {
            let (kind, subject) = figure.figure.subject();
            let definition = figure.figure.definition;
            let unit = unit(definition.unit, &self.outcome.base.currency);
            let interval = figure.figure.interval().unwrap_or_default();
            let (chance, inputs) = (figure.half_width_by_chance, figure.half_width_by_inputs);
            let parts = figure.parts;
            let mut numbers = vec![parts.mean, chance, inputs, parts.between, parts.within];
            for (value, interval) in figure.quantiles {
                numbers.extend([value, interval.low, interval.high]);
            }
            let numbers = numbers.into_iter().map(|number| significant(number).to_string());
            let about = [kind, subject, interval, definition.key, unit].map(str::to_owned);
            let warned = if interval.is_empty() { warned.clone() } else { String::new() };
            rows.write_record(about.into_iter().chain(numbers).chain([warned]))?;
        }
        rows.flush()
    }
}

fn figure_value(figure: &RiskFigure) -> Value {
    let parts = figure.parts;
    let [low, middle, high] = figure.quantiles.map(|(value, interval)| bounded(value, interval));
    json!({
        "days": figure.days,
        "average": significant(parts.mean),
        "half_width_by_chance": significant(figure.half_width_by_chance),
        "half_width_by_inputs": significant(figure.half_width_by_inputs),
        "standard_deviation_by_inputs": significant(parts.between),
        "standard_deviation_by_chance": significant(parts.within),
        "share_of_inputs_in_variance": significant(figure.share_of_inputs),
        "p10": low,
        "p50": middle,
        "p90": high,
    })
}

fn promise(own: &Promise) -> Value {
    let mut members = Map::new();
    let (figure, target) = match &own.figure {
        Some((figure, target)) => (figure.to_string().into(), significant(*target).into()),
        None => (Value::Null, Value::Null),
    };
    members.insert("figure".into(), figure);
    members.insert("at_least".into(), target);
    members.insert("share_of_days".into(), bounded(own.share, own.interval));
    members.into()
}

fn bounded(value: f64, interval: Interval) -> Value {
    json!({
        "value": significant(value),
        "low": significant(interval.low),
        "high": significant(interval.high),
    })
}
