//! What `switchroom erlang` answers, as text and as JSON.
//!
//! The assumptions stand beside the figures; `docs/methods/erlang.md` says what they hide.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::form::figure::{Cell, NO_BREAK, Tone};
use super::form::json::write_value;
use super::form::number::{grouped, plain_decimals, significant, whole};
use super::form::page::{Ink, Page, columns};
use super::form::table::Table;
use super::form::words::scenario::formula_words;
use super::{Colour, Terminal};
use crate::analytic::solve::{Binding, Limit};
use crate::analytic::{ErlangModel, Kind, QueueFigures, Room};
use crate::measures::plan::ServiceLevelFormula;

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const ERLANG_FORMAT: u32 = 1;

/// A question and its answer.
#[derive(Clone, Debug)]
pub struct ErlangAnswer {
    /// With what was solved for in its place.
    pub model: ErlangModel,
    pub solved_for: SolvedFor,
    /// What had to be reached, in the order of the command line.
    pub targets: Vec<TargetAnswer>,
    pub figures: QueueFigures,
    /// Which of the service levels is the headline.
    pub formula: ServiceLevelFormula,
    pub within_seconds: f64,
    pub short_abandon_seconds: f64,
    /// All six, in the order of [`ServiceLevelFormula::EVERY`].
    pub service_levels: [f64; 6],
    /// Percentages and the waits that they did not exceed.
    pub percentiles: Vec<(u32, f64)>,
    pub shrinkage: Option<f64>,
    /// Paid heads, rounded up; where shrinkage is given.
    pub scheduled_agents: Option<u32>,
}

/// What was not given.
#[derive(Clone, Debug, PartialEq)]
pub enum SolvedFor {
    /// Volume and agents were: only the figures.
    Figures,
    /// The fewest, and what one less would miss.
    Agents(Binding),
    /// The greatest, and what a little more would miss.
    Volume(Binding),
}

/// A target and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetAnswer {
    pub figure: Figure,
    pub limit: Limit,
    /// With the answer.
    pub reached: f64,
    /// With one agent less, where that can be said.
    pub with_one_agent_less: Option<f64>,
}

/// Figures that may be targets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    ServiceLevel,
    AbandonRate,
    Asa,
    MeanWait,
    Occupancy,
    Blocked,
}

impl Figure {
    /// The key in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ServiceLevel => "service_level",
            Self::AbandonRate => "abandon_rate",
            Self::Asa => "asa_seconds",
            Self::MeanWait => "mean_wait_seconds",
            Self::Occupancy => "occupancy",
            Self::Blocked => "blocked_share",
        }
    }

    /// The heading.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServiceLevel => "Service level",
            Self::AbandonRate => "Abandon rate",
            Self::Asa => "ASA",
            Self::MeanWait => "Mean wait",
            Self::Occupancy => "Occupancy",
            Self::Blocked => "Blocked",
        }
    }

    fn text(self, value: f64) -> String {
        match self {
            Self::Asa | Self::MeanWait => seconds(value),
            _ => share(value),
        }
    }
}

impl ErlangAnswer {
    /// The headline's value.
    #[must_use]
    pub fn service_level(&self) -> f64 {
        let position = ServiceLevelFormula::EVERY.iter().position(|it| *it == self.formula);
        self.service_levels[position.expect("every formula is one of the six")]
    }

    /// Writes a page for people.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_text(&self, colour: Colour, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out, Terminal { colour, width });
        page.paragraph(&self.headline(), Ink::Title, 0, 0)?;
        if let Some(why) = self.why() {
            page.paragraph(&why, Ink::Plain, 2, 2)?;
        }
        page.heading("The centre", "")?;
        self.centre().write(&mut page)?;
        page.heading("Figures", "of the long run; shares of offered contacts")?;
        self.long_run().write(&mut page)?;
        page.heading("Assumptions", "docs/methods/erlang.md says what they hide")?;
        for sentence in assumptions(&self.model) {
            page.paragraph(&format!("- {sentence}"), Ink::Plain, 2, 4)?;
        }
        page.heading("What the headings mean", "switchroom explain MEASURE says more")?;
        let level = format!(
            "Service level: answered within {}, {} (formula `{}`)",
            seconds(self.within_seconds),
            formula_words(self.formula),
            self.formula.name()
        );
        let waits = if can_wait(&self.model) { &[ASA, MEAN_WAIT][..] } else { &[] };
        for meaning in [&[level.as_str()], waits, &[LOAD]].into_iter().flatten() {
            page.paragraph(meaning, Ink::Faint, 2, 4)?;
        }
        Ok(())
    }

    /// Writes every figure as JSON.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write_value(&self.document(), 0, out)?;
        out.write_all(b"\n")
    }

    fn headline(&self) -> String {
        let model = title(self.model.kind());
        let agents = agents(self.model.agents);
        let volume = self.volume();
        match self.solved_for {
            SolvedFor::Figures => format!("{model}: {volume} and {agents}"),
            SolvedFor::Agents(_) => format!("{model}: {volume} need {agents}"),
            SolvedFor::Volume(_) => format!("{model}: {agents} can take {volume}"),
        }
    }

    /// Why it is this number.
    fn why(&self) -> Option<String> {
        let (binding, less) = match &self.solved_for {
            SolvedFor::Figures => return None,
            SolvedFor::Agents(binding) => (binding, "one agent less"),
            SolvedFor::Volume(binding) => (binding, "more volume"),
        };
        Some(match binding {
            Binding::Stability => format!("With {less} the queue would grow without end."),
            Binding::Least => "There is no smaller number; every target is reached.".to_owned(),
            Binding::Targets(missed) => {
                let missed = missed.iter().map(|position| {
                    let target = &self.targets[*position];
                    let name = lower(target.figure.name());
                    let than = target.with_one_agent_less.map_or_else(String::new, |value| {
                        format!("{} instead of ", target.figure.text(value))
                    });
                    format!("{name}, {than}{}", limit(target))
                });
                let missed: Vec<String> = missed.collect();
                format!("With {less} this would be missed: {}.", missed.join("; "))
            }
        })
    }

    fn volume(&self) -> String {
        let hourly = self.volume_per_hour();
        format!("{}{NO_BREAK}contacts an hour", number(hourly))
    }

    fn volume_per_hour(&self) -> f64 {
        self.model.arrivals_per_second * 3600.0
    }

    fn centre(&self) -> Table {
        let model = &self.model;
        let mut rows = Vec::new();
        let mut row = |label: &str, value: String, note: &str| {
            rows.push((label.to_owned(), value, note.to_owned()));
        };
        row("Volume", number(self.volume_per_hour()), "contacts an hour");
        row("Handle time", seconds(model.mean_handle_seconds), "");
        if let (Some(patience), true) = (model.mean_patience_seconds, can_wait(model)) {
            row("Patience", seconds(patience), "");
        }
        row("Agents", whole(model.agents.into()), "");
        if let (Some(scheduled), Some(shrinkage)) = (self.scheduled_agents, self.shrinkage) {
            let note = format!("at {} shrinkage", given_share(shrinkage));
            row("Scheduled agents", whole(scheduled.into()), &note);
        }
        if let Some(lines) = lines(model) {
            row("Lines", whole(lines.into()), "");
        }
        row("Offered load", number(model.offered_load()), "erlangs");
        row("Load", share(self.model.load()), "offered load over agents");
        table(rows)
    }

    fn long_run(&self) -> Table {
        let mut rows = Vec::new();
        let mut row = |label: &str, value: String, figure: Option<Figure>| {
            let target = self.targets.iter().find(|it| Some(it.figure) == figure);
            let note = target.map_or_else(String::new, |it| format!("wanted {}", limit(it)));
            rows.push((label.to_owned(), value, note));
        };
        let (figures, kind) = (&self.figures, self.model.kind());
        let heading = format!("Service level in {}", seconds(self.within_seconds));
        row(&heading, share(self.service_level()), Some(Figure::ServiceLevel));
        if can_wait(&self.model) {
            row("Delayed", share(figures.delayed), None);
        }
        if matches!(kind, Kind::ErlangA | Kind::LimitedLinesWithPatience) {
            row("Abandon rate", share(figures.abandoned), Some(Figure::AbandonRate));
        }
        if lines(&self.model).is_some() {
            row("Blocked", share(figures.blocked), Some(Figure::Blocked));
        }
        if can_wait(&self.model) {
            row("ASA", seconds(figures.asa_seconds), Some(Figure::Asa));
            row("Mean wait", seconds(figures.mean_wait_seconds), Some(Figure::MeanWait));
            for (percentage, wait) in &self.percentiles {
                row(&format!("Wait P{percentage}"), seconds(*wait), None);
            }
            row("Queue", number(figures.queue_length), None);
        }
        row("Occupancy", share(figures.occupancy), Some(Figure::Occupancy));
        table(rows)
    }

    fn document(&self) -> Value {
        let (solved_for, binding) = match &self.solved_for {
            SolvedFor::Figures => ("figures", None),
            SolvedFor::Agents(binding) => ("agents", Some(binding)),
            SolvedFor::Volume(binding) => ("volume_per_hour", Some(binding)),
        };
        let targets: Vec<Value> = self
            .targets
            .iter()
            .enumerate()
            .map(|(position, target)| {
                let (side, number) = match target.limit {
                    Limit::AtLeast(number) => ("at_least", number),
                    Limit::AtMost(number) => ("at_most", number),
                };
                let binds =
                    matches!(binding, Some(Binding::Targets(all)) if all.contains(&position));
                json!({ "figure": target.figure.key(), side: significant(number), "binds": binds })
            })
            .collect();
        json!({
            "erlang_format": ERLANG_FORMAT,
            "model": key(self.model.kind()),
            "solved_for": solved_for,
            "queue_would_grow_beyond": binding == Some(&Binding::Stability),
            "targets": targets,
            "centre": self.centre_document(),
            "figures": self.figures_document(),
            "assumptions": assumptions(&self.model),
        })
    }

    fn centre_document(&self) -> Value {
        let model = &self.model;
        json!({
            "volume_per_hour": significant(self.volume_per_hour()),
            "handle_time_seconds": significant(model.mean_handle_seconds),
            "patience_seconds": model.mean_patience_seconds.map(significant),
            "agents": model.agents,
            "scheduled_agents": self.scheduled_agents,
            "shrinkage": self.shrinkage.map(significant),
            "lines": lines(model),
            "offered_load": significant(model.offered_load()),
            "load": significant(self.model.load()),
            "service_level_formula": self.formula.name(),
            "within_seconds": significant(self.within_seconds),
            "short_abandon_seconds": significant(self.short_abandon_seconds),
        })
    }

    fn figures_document(&self) -> Value {
        let mut members = Map::new();
        let mut put = |key: &str, value: f64| {
            members.insert(key.to_owned(), significant(value).into());
        };
        let figures = &self.figures;
        put("service_level", self.service_level());
        put("delayed_share", figures.delayed);
        put("abandon_rate", figures.abandoned);
        put("blocked_share", figures.blocked);
        put("answered_share", figures.answered);
        put("asa_seconds", figures.asa_seconds);
        put("mean_wait_seconds", figures.mean_wait_seconds);
        for (percentage, wait) in &self.percentiles {
            put(&format!("wait_p{percentage}_seconds"), *wait);
        }
        put("queue_length", figures.queue_length);
        put("occupancy", figures.occupancy);
        let levels = ServiceLevelFormula::EVERY.into_iter().zip(self.service_levels);
        let levels: Map<String, Value> =
            levels.map(|(it, level)| (it.name().to_owned(), significant(level).into())).collect();
        members.insert("service_levels".into(), levels.into());
        members.into()
    }
}

const ASA: &str = "ASA: mean wait of answered contacts, zeros included";
const MEAN_WAIT: &str =
    "Mean wait, wait P80 and so on: of answered and abandoned contacts, zeros included";
const LOAD: &str = "Load: work offered over agents; occupancy: work done over agents";

/// Labels, values and notes: values end in one column whether there is a note or not.
fn table(rows: Vec<(String, String, String)>) -> Table {
    let widest = rows.iter().map(|(_, value, _)| columns(value)).max().unwrap_or(0);
    let mut table = Table::new(vec![String::new()]);
    for (label, value, interval) in rows {
        let before = " ".repeat(widest - columns(&value));
        let cell = Cell { value: before + &value, interval, tone: Tone::Plain };
        table.row(label, vec![cell]);
    }
    table
}

/// What the model takes for granted, one sentence each.
fn assumptions(model: &ErlangModel) -> Vec<String> {
    let mut said = vec![
        "Poisson arrivals at one constant rate, for so long that the start is forgotten; nothing \
         is carried over from a busier interval before, and the volume is certain"
            .to_owned(),
        "One contact type; every agent takes every contact, at the same speed, first come first \
         served"
            .to_owned(),
    ];
    said.push(match model.kind() {
        Kind::ErlangB => "Any distribution of the handle time: only its mean matters".to_owned(),
        _ => "Exponential handle times; less varied ones make waits shorter, more varied ones \
              longer"
            .to_owned(),
    });
    said.push(match (model.kind(), model.mean_patience_seconds) {
        (Kind::ErlangB, _) => "Nobody can wait: who finds all agents busy is blocked".to_owned(),
        (_, None) => {
            "Nobody ever abandons, which overstates waits where people do (--patience)".to_owned()
        }
        (_, Some(mean)) => format!(
            "Exponential patience with mean {}; another law of the same mean gives other waits",
            seconds(mean)
        ),
    });
    match lines(model) {
        None => said.push("Unlimited lines: nobody is blocked".to_owned()),
        Some(lines) if can_wait(model) => {
            said.push(format!("Who finds all {} lines taken is blocked", whole(lines.into())));
        }
        Some(_) => {}
    }
    said.push("Nobody who was lost tries again".to_owned());
    said
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::ErlangB => "Erlang B",
        Kind::ErlangC => "Erlang C",
        Kind::ErlangA => "Erlang A",
        Kind::LimitedLines => "Erlang C with limited lines",
        Kind::LimitedLinesWithPatience => "Erlang A with limited lines",
    }
}

fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::ErlangB => "erlang_b",
        Kind::ErlangC => "erlang_c",
        Kind::ErlangA => "erlang_a",
        Kind::LimitedLines => "erlang_c_limited_lines",
        Kind::LimitedLinesWithPatience => "erlang_a_limited_lines",
    }
}

fn can_wait(model: &ErlangModel) -> bool {
    model.kind() != Kind::ErlangB
}

fn lines(model: &ErlangModel) -> Option<u32> {
    match model.room {
        Room::Unlimited => None,
        Room::Lines(lines) => Some(lines),
        Room::NoWaiting => Some(model.agents),
    }
}

/// "at least 80 %".
fn limit(target: &TargetAnswer) -> String {
    let text = |number| match target.figure {
        Figure::Asa | Figure::MeanWait => seconds(number),
        _ => given_share(number),
    };
    match target.limit {
        Limit::AtLeast(number) => format!("at least {}", text(number)),
        Limit::AtMost(number) => format!("at most {}", text(number)),
    }
}

/// A heading inside a sentence; what is an abbreviation stays one.
fn lower(name: &str) -> String {
    if name == "ASA" { name.to_owned() } else { name.to_lowercase() }
}

fn agents(number: u32) -> String {
    format!("{}{NO_BREAK}agent{}", whole(number.into()), if number == 1 { "" } else { "s" })
}

fn number(value: f64) -> String {
    grouped(value, plain_decimals(value, 2))
}

fn seconds(value: f64) -> String {
    format!("{}{NO_BREAK}s", number(value))
}

/// A percentage with two decimals, or as many as show something.
fn share(value: f64) -> String {
    let percent = value * 100.0;
    let decimals = if percent >= 0.1 || percent <= 0.0 { 2 } else { 4 };
    if percent > 0.0 && percent < 0.0001 {
        return format!("<0.0001{NO_BREAK}%");
    }
    format!("{}{NO_BREAK}%", grouped(percent, decimals))
}

/// A percentage as it was given: 80 %, 99.5 %.
fn given_share(value: f64) -> String {
    format!("{}{NO_BREAK}%", significant(value * 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_show_something_of_what_is_there() {
        let told = |value| share(value).replace(NO_BREAK, " ");
        assert_eq!(told(0.878_316), "87.83 %");
        assert_eq!(told(0.000_123_4), "0.0123 %");
        assert_eq!(told(1e-9), "<0.0001 %");
        assert_eq!((told(0.0), told(1.0)), ("0.00 %".into(), "100.00 %".into()));
    }
}
