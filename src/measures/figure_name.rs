//! Which figure is meant: a measure of a subject, by the names that a planner writes.
//!
//! `contact_types.sales.service_level`, `agent_groups.blended.occupancy`, `total.net_value` (or
//! `net_value` alone), `intervals.09:00.contact_types.sales.abandon_rate`.

use std::fmt;

use super::definitions::{Definition, definitions};
use super::estimate::{Measured, Subject, Summary, find};
use super::layout::measures_at;
use super::plan::Plan;
use super::recipe::{Made, Place, Whose};
use super::summary::LEAST_FOR_PERCENTILES;
use crate::base::dotted::{Step, steps, written};

/// A measure of a subject, by names, so that it means the same under every variant that has them.
#[derive(Clone, Debug)]
pub struct FigureName {
    /// Where the day is cut: the clock time at which an interval starts.
    interval: Option<String>,
    subject: About,
    pub definition: &'static Definition,
}

/// Whom a figure is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    ContactType(String),
    AgentGroup(String),
    Total,
    Customers,
}

/// The names of a scenario that a figure can be about.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub contact_types: Vec<String>,
    pub agent_groups: Vec<String>,
    /// Clock times at which intervals start.
    pub intervals: Vec<String>,
}

/// A part of a path to a figure that nobody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What was written.
    pub found: String,
    /// What it was taken for: "a contact type", "a measure of a contact type".
    pub wanted: &'static str,
    /// What could have been written.
    pub known: Vec<String>,
}

impl Names {
    /// Of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self {
            contact_types: plan.contact_types.clone(),
            agent_groups: plan.groups.clone(),
            intervals: plan.intervals.clone(),
        }
    }
}

impl FigureName {
    /// Reads a path.
    ///
    /// # Errors
    /// The first part of it that is not known.
    pub fn read(text: &str, names: &Names) -> Result<Self, Unknown> {
        let Some(keys) = keys(text) else {
            let known = ["contact_types", "agent_groups", "total", "customers", "intervals"];
            return Err(unknown(text, "names with dots between them", known));
        };
        let (interval, rest) = match &keys[..] {
            [first, start, rest @ ..] if first == "intervals" => {
                (Some(known(start, "the start of an interval", &names.intervals)?), rest)
            }
            all => (None, all),
        };
        let (subject, rest) = match rest {
            [first, name, rest @ ..] if first == "contact_types" => {
                (About::ContactType(known(name, "a contact type", &names.contact_types)?), rest)
            }
            [first, name, rest @ ..] if first == "agent_groups" => {
                (About::AgentGroup(known(name, "an agent group", &names.agent_groups)?), rest)
            }
            [first, rest @ ..] if first == "total" && interval.is_none() => (About::Total, rest),
            [first, rest @ ..] if first == "customers" && interval.is_none() => {
                (About::Customers, rest)
            }
            rest if interval.is_none() => (About::Total, rest),
            rest => {
                let found = rest.first().map_or("", String::as_str);
                let known = ["contact_types", "agent_groups"];
                return Err(unknown(found, "the subject of an interval", known));
            }
        };
        let figure = Self { interval, subject, definition: first_definition() };
        let key = rest.join(".");
        let place = figure.place();
        let mut measures = measures_at(place).map(|(definition, _)| definition);
        if let Some(definition) = measures.find(|definition| definition.key == key) {
            return Ok(Self { definition, ..figure });
        }
        let known = measures_at(place).map(|(definition, _)| definition.key);
        Err(unknown(&key, what(place), known))
    }

    /// A measure of a contact type; none where either is not known.
    #[must_use]
    pub fn of_contact_type(name: &str, key: &str, names: &Names) -> Option<Self> {
        Self::read(&format!("contact_types.{}.{key}", written(name)), names).ok()
    }

    /// Whether a variant of this plan has it.
    #[must_use]
    pub fn is_of(&self, plan: &Plan) -> bool {
        self.whose(plan).is_some()
    }

    /// The figure in words: "Service level of sales", "Net value", "Abandon rate of sales at
    /// 09:00".
    #[must_use]
    pub fn in_words(&self) -> String {
        let of = match &self.subject {
            About::ContactType(name) | About::AgentGroup(name) => format!(" of {name}"),
            About::Total | About::Customers => String::new(),
        };
        let at = self.interval.as_ref().map_or_else(String::new, |start| format!(" at {start}"));
        format!("{}{of}{at}", self.definition.name)
    }

    /// The measure among the figures of a variant; none where it has no such subject.
    #[must_use]
    pub fn of<'a>(&self, summary: &'a Summary) -> Option<&'a Measured> {
        let named = |subjects: &'a [Subject], name: &str| {
            subjects.iter().find(|subject| subject.name == name).map(|it| &it.measures[..])
        };
        let (types, groups) = match &self.interval {
            None => (&summary.contact_types, &summary.agent_groups),
            Some(start) => {
                let interval = summary.intervals.iter().find(|one| one.start == *start)?;
                (&interval.contact_types, &interval.agent_groups)
            }
        };
        let measures = match &self.subject {
            About::ContactType(name) => named(types, name)?,
            About::AgentGroup(name) => named(groups, name)?,
            About::Total => &summary.total,
            About::Customers => &summary.customers,
        };
        find(measures, self.definition.key)
    }

    /// The clock time at which its interval starts; none of the whole day.
    #[must_use]
    pub fn interval(&self) -> Option<&str> {
        self.interval.as_deref()
    }

    /// What kind of subject it is about, as results call it, and the subject's name.
    #[must_use]
    pub fn subject(&self) -> (&'static str, &str) {
        match &self.subject {
            About::ContactType(name) => ("contact_type", name),
            About::AgentGroup(name) => ("agent_group", name),
            About::Total => ("total", ""),
            About::Customers => ("customers", ""),
        }
    }

    /// For a count of events, or a share of them: what they could have happened to. None where
    /// that has no figure of its own.
    #[must_use]
    pub fn among(&self) -> Option<Self> {
        let key = self.definition.events_among?;
        let mut measures = measures_at(self.place()).map(|(definition, _)| definition);
        let definition = measures.find(|definition| definition.key == key)?;
        Some(Self { definition, ..self.clone() })
    }

    /// Observations that it needs to have an interval.
    #[must_use]
    pub fn least_observations(&self) -> u64 {
        let mut measures = measures_at(self.place());
        let made = measures.find(|(definition, _)| definition.key == self.definition.key);
        match made {
            Some((_, Made::Percentile(..))) => LEAST_FOR_PERCENTILES,
            _ => 2,
        }
    }

    pub(super) fn place(&self) -> Place {
        match (&self.subject, &self.interval) {
            (About::ContactType(_), None) => Place::Type,
            (About::ContactType(_), Some(_)) => Place::IntervalType,
            (About::AgentGroup(_), None) => Place::Group,
            (About::AgentGroup(_), Some(_)) => Place::IntervalGroup,
            (About::Total, _) => Place::Total,
            (About::Customers, _) => Place::Customers,
        }
    }

    /// Whose counts it is made of under a plan; none where the plan has no such subject.
    pub(super) fn whose(&self, plan: &Plan) -> Option<Whose> {
        let position = |names: &[String], name: &str| names.iter().position(|own| own == name);
        let interval = match &self.interval {
            Some(start) => Some(position(&plan.intervals, start)?),
            None => None,
        };
        match &self.subject {
            About::Total | About::Customers => Some(Whose::Total),
            About::ContactType(name) => {
                let at = position(&plan.contact_types, name)?;
                let cell = |interval| Whose::Cell(interval * plan.contact_types.len() + at);
                Some(interval.map_or(Whose::Type(at), cell))
            }
            About::AgentGroup(name) => {
                let at = position(&plan.groups, name)?;
                let cell = |interval| Whose::GroupCell(interval * plan.groups.len() + at);
                Some(interval.map_or(Whose::Group(at), cell))
            }
        }
    }
}

/// The path, as it would be read again.
/// Figures are the same whose paths are.
impl PartialEq for FigureName {
    fn eq(&self, other: &Self) -> bool {
        self.interval == other.interval
            && self.subject == other.subject
            && self.definition.key == other.definition.key
    }
}

impl Eq for FigureName {}

impl fmt::Display for FigureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(start) = &self.interval {
            write!(f, "intervals.{}.", written(start))?;
        }
        match &self.subject {
            About::ContactType(name) => write!(f, "contact_types.{}.", written(name))?,
            About::AgentGroup(name) => write!(f, "agent_groups.{}.", written(name))?,
            About::Total => f.write_str("total.")?,
            About::Customers => f.write_str("customers.")?,
        }
        f.write_str(self.definition.key)
    }
}

fn first_definition() -> &'static Definition {
    definitions().next().expect("the registry is not empty")
}

/// The names of a path; nothing where it is none, or has a `*`.
fn keys(text: &str) -> Option<Vec<String>> {
    steps(text)?.iter().map(Step::key).map(|key| key.map(str::to_owned)).collect()
}

fn known(name: &str, wanted: &'static str, names: &[String]) -> Result<String, Unknown> {
    if names.iter().any(|own| own == name) {
        return Ok(name.to_owned());
    }
    Err(unknown(name, wanted, names.iter().map(String::as_str)))
}

fn unknown<'a>(
    found: &str,
    wanted: &'static str,
    known: impl IntoIterator<Item = &'a str>,
) -> Unknown {
    let known = known.into_iter().map(str::to_owned).collect();
    Unknown { found: found.to_owned(), wanted, known }
}

fn what(place: Place) -> &'static str {
    match place {
        Place::Type => "a measure of a contact type",
        Place::Group => "a measure of an agent group",
        Place::Total | Place::Sensitivity => "a measure of the whole centre",
        Place::Customers => "a measure of customers",
        Place::IntervalType => "a measure of a contact type in an interval",
        Place::IntervalGroup => "a measure of an agent group in an interval",
    }
}

#[cfg(test)]
mod tests {
    use super::super::accumulator::Accumulator;
    use super::super::fixture::{plan, random_day};
    use super::*;

    fn read(text: &str) -> Result<FigureName, Unknown> {
        FigureName::read(text, &Names::of(&plan()))
    }

    #[test]
    fn a_figure_is_read_as_it_is_written() {
        for (text, whose) in [
            ("contact_types.sales.service_level", Whose::Type(0)),
            ("contact_types.service.service_levels.offered", Whose::Type(1)),
            ("agent_groups.desk.occupancy", Whose::Group(1)),
            ("total.net_value", Whose::Total),
            ("intervals.08:30.contact_types.sales.service_level", Whose::Cell(2)),
            ("intervals.08:00.agent_groups.desk.occupancy", Whose::GroupCell(1)),
        ] {
            let figure = read(text).unwrap();
            assert_eq!(figure.to_string(), text);
            assert_eq!(figure.whose(&plan()), Some(whose), "{text}");
        }
        assert_eq!(read("net_value").unwrap().to_string(), "total.net_value");
    }

    #[test]
    fn figures_are_the_same_whose_paths_are() {
        let paths = [
            "contact_types.sales.service_level",
            "contact_types.service.service_level",
            "contact_types.sales.abandon_rate",
            "total.service_level",
            "intervals.08:00.contact_types.sales.service_level",
            "intervals.08:30.contact_types.sales.service_level",
        ];
        for one in paths {
            for other in paths {
                assert_eq!(read(one).unwrap() == read(other).unwrap(), one == other);
            }
        }
        assert_eq!(read("service_level").unwrap(), read("total.service_level").unwrap());
    }

    #[test]
    fn the_unknown_part_is_named_with_what_is_known() {
        let lost = |text| {
            let unknown = read(text).unwrap_err();
            (unknown.found, unknown.wanted, unknown.known.len())
        };
        let sales = ("sale".to_owned(), "a contact type", 2);
        assert_eq!(lost("contact_types.sale.service_level"), sales);
        assert_eq!(
            lost("intervals.07:00.contact_types.sales.asa_seconds").1,
            "the start of an interval"
        );
        assert_eq!(lost("contact_types.sales.occupancy").1, "a measure of a contact type");
        assert_eq!(lost("service_lvel").1, "a measure of the whole centre");
        assert_eq!(lost("intervals.08:00.service_level").1, "the subject of an interval");
        assert_eq!(lost("a..b").1, "names with dots between them");
        assert_eq!(lost("contact_types.*.asa_seconds").1, "names with dots between them");
    }

    #[test]
    fn events_happen_among_something_and_percentiles_want_forty_observations() {
        let figure = read("contact_types.sales.abandoned").unwrap();
        assert_eq!(figure.among().unwrap().to_string(), "contact_types.sales.offered");
        assert!(read("contact_types.sales.asa_seconds").unwrap().among().is_none());
        assert_eq!(figure.least_observations(), 2);
        let percentile = read("contact_types.sales.wait_p90_seconds").unwrap();
        assert_eq!(percentile.least_observations(), 40);
    }

    #[test]
    fn it_is_found_among_the_figures_of_a_variant() {
        let mut sums = Accumulator::new(&plan(), None);
        sums.add(1, &random_day(1), None);
        let summary = sums.summary();
        for text in [
            "contact_types.sales.service_level",
            "agent_groups.desk.occupancy",
            "intervals.08:30.contact_types.service.abandon_rate",
            "intervals.08:30.agent_groups.blended.occupancy",
            "net_value",
        ] {
            let figure = read(text).unwrap();
            let found = figure.of(&summary).unwrap_or_else(|| panic!("no {text}"));
            assert_eq!(found.definition.key, figure.definition.key);
        }
        let elsewhere = Plan { groups: vec!["blended".into()], ..plan() };
        assert!(read("agent_groups.desk.occupancy").unwrap().whose(&elsewhere).is_none());
    }
}
