//! Which figure is meant: a measure of a subject, by the names that a planner writes.
//!
//! `contact_types.sales.service_level`, `agent_groups.blended.occupancy`, `total.net_value` (or
//! `net_value` alone), `intervals.09:00.contact_types.sales.abandon_rate`. Of a horizon also
//! `horizon.money.discounted` and `months.2026-03.customers.at_end`.

use std::fmt;

use super::definitions::{Definition, definitions};
use super::estimate::{IntervalSummary, Measured, Subject, Summary, find};
use super::layout::measures_at;
use super::plan::{Period, Plan};
use super::recipe::{Made, Place, Whose};
use super::summary::LEAST_FOR_PERCENTILES;
use crate::base::dotted::{Step, steps, written};

/// A measure of a subject, by names, so that it means the same under every variant that has them.
#[derive(Clone, Debug)]
pub struct FigureName {
    /// None: of all the time.
    cut: Option<Cut>,
    subject: About,
    pub definition: &'static Definition,
}

/// A part of the time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cut {
    /// The clock time at which it starts.
    Interval(String),
    /// "2026-03".
    Month(String),
}

impl Cut {
    fn name(&self) -> &str {
        let (Self::Interval(name) | Self::Month(name)) = self;
        name
    }
}

/// Whom a figure is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum About {
    ContactType(String),
    AgentGroup(String),
    Total,
    Customers,
    /// Whatever only a horizon has: its customers, prospects and money.
    Horizon,
}

/// The names of a scenario that a figure can be about.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub contact_types: Vec<String>,
    pub agent_groups: Vec<String>,
    /// Clock times at which intervals start; of a horizon, its months.
    pub intervals: Vec<String>,
    pub period: Period,
    /// Whether customers are individuals over a horizon.
    pub persons: bool,
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
            period: plan.period,
            persons: plan.persons,
        }
    }

    /// What the whole time can be cut into: the key, and what a name of it is.
    fn cuts(&self) -> (&'static str, &'static str) {
        match self.period {
            Period::Horizon => ("months", "a month of the horizon"),
            Period::Day | Period::Batch => ("intervals", "the start of an interval"),
        }
    }

    /// The measures of a horizon that it has.
    fn of_horizon(&self) -> impl Iterator<Item = &'static Definition> {
        let places = match (self.period, self.persons) {
            (Period::Horizon, true) => &[Place::Persons, Place::Horizon][..],
            (Period::Horizon, false) => &[Place::Horizon],
            (Period::Day | Period::Batch, _) => &[],
        };
        let measures = places.iter().flat_map(|&place| measures_at(place));
        measures.filter(|(_, made)| made.is_of_sums()).map(|(definition, _)| definition)
    }
}

impl FigureName {
    /// Reads a path.
    ///
    /// # Errors
    /// The first part of it that is not known.
    pub fn read(text: &str, names: &Names) -> Result<Self, Unknown> {
        let (cuts, what_is_cut) = names.cuts();
        let Some(keys) = keys(text) else {
            let known = ["contact_types", "agent_groups", "total", "customers", cuts];
            return Err(unknown(text, "names with dots between them", known));
        };
        let (cut, rest) = match &keys[..] {
            [first, name, rest @ ..] if first == cuts => {
                let name = known(name, what_is_cut, &names.intervals)?;
                let cut = match names.period {
                    Period::Horizon => Cut::Month(name),
                    Period::Day | Period::Batch => Cut::Interval(name),
                };
                (Some(cut), rest)
            }
            all => (None, all),
        };
        if let Some(figure) = Self::of_horizon(cut.as_ref(), rest, names) {
            return figure;
        }
        let is_interval = matches!(cut, Some(Cut::Interval(_)));
        let (subject, rest) = match rest {
            [first, name, rest @ ..] if first == "contact_types" => {
                (About::ContactType(known(name, "a contact type", &names.contact_types)?), rest)
            }
            [first, name, rest @ ..] if first == "agent_groups" => {
                (About::AgentGroup(known(name, "an agent group", &names.agent_groups)?), rest)
            }
            [first, rest @ ..] if first == "total" && !is_interval => (About::Total, rest),
            [first, rest @ ..] if first == "customers" && cut.is_none() => (About::Customers, rest),
            rest if !is_interval => (About::Total, rest),
            rest => {
                let found = rest.first().map_or("", String::as_str);
                let known = ["contact_types", "agent_groups"];
                return Err(unknown(found, "the subject of an interval", known));
            }
        };
        let figure = Self { cut, subject, definition: first_definition() };
        let key = rest.join(".");
        let place = figure.place();
        let mut measures = measures_at(place).map(|(definition, _)| definition);
        if let Some(definition) = measures.find(|definition| definition.key == key) {
            return Ok(Self { definition, ..figure });
        }
        let known = measures_at(place).map(|(definition, _)| definition.key);
        Err(unknown(&key, what(place), known))
    }

    /// What only a horizon has, with `horizon` before it or not; none where it is about something
    /// else.
    fn of_horizon(
        cut: Option<&Cut>,
        rest: &[String],
        names: &Names,
    ) -> Option<Result<Self, Unknown>> {
        if names.period != Period::Horizon {
            return None;
        }
        let (is_said, rest) = match rest {
            [first, rest @ ..] if first == "horizon" => (true, rest),
            rest => (false, rest),
        };
        let key = rest.join(".");
        match names.of_horizon().find(|definition| definition.key == key) {
            Some(definition) => {
                Some(Ok(Self { cut: cut.cloned(), subject: About::Horizon, definition }))
            }
            None if is_said => {
                let known = names.of_horizon().map(|definition| definition.key);
                Some(Err(unknown(&key, "a measure of the horizon", known)))
            }
            None => None,
        }
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
            About::Total | About::Customers | About::Horizon => String::new(),
        };
        let at = match &self.cut {
            None => String::new(),
            Some(Cut::Interval(start)) => format!(" at {start}"),
            Some(Cut::Month(month)) => format!(" in {month}"),
        };
        format!("{}{of}{at}", self.definition.name)
    }

    /// The measure among the figures of a variant; none where it has no such subject.
    #[must_use]
    pub fn of<'a>(&self, summary: &'a Summary) -> Option<&'a Measured> {
        let named = |subjects: &'a [Subject], name: &str| {
            subjects.iter().find(|subject| subject.name == name).map(|it| &it.measures[..])
        };
        let (types, groups, total, horizon) = match &self.cut {
            None => {
                let Summary { contact_types, agent_groups, total, horizon, .. } = summary;
                (contact_types, agent_groups, total, horizon)
            }
            Some(cut) => {
                let mut parts = summary.intervals.iter();
                let IntervalSummary { contact_types, agent_groups, total, horizon, .. } =
                    parts.find(|one| one.start == cut.name())?;
                (contact_types, agent_groups, total, horizon)
            }
        };
        let measures = match &self.subject {
            About::ContactType(name) => named(types, name)?,
            About::AgentGroup(name) => named(groups, name)?,
            About::Total => total,
            About::Customers => &summary.customers,
            About::Horizon => horizon,
        };
        find(measures, self.definition.key)
    }

    /// The clock time at which its interval starts, or its month; none of all the time.
    #[must_use]
    pub fn interval(&self) -> Option<&str> {
        self.cut.as_ref().map(Cut::name)
    }

    /// What kind of subject it is about, as results call it, and the subject's name.
    #[must_use]
    pub fn subject(&self) -> (&'static str, &str) {
        match &self.subject {
            About::ContactType(name) => ("contact_type", name),
            About::AgentGroup(name) => ("agent_group", name),
            About::Total => ("total", ""),
            About::Customers => ("customers", ""),
            About::Horizon => ("horizon", ""),
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
        let is_month = matches!(self.cut, Some(Cut::Month(_)));
        match (&self.subject, &self.cut) {
            (About::ContactType(_), None) => Place::Type,
            (About::ContactType(_), Some(Cut::Interval(_))) => Place::IntervalType,
            (About::ContactType(_), Some(Cut::Month(_))) => Place::MonthType,
            (About::AgentGroup(_), None) => Place::Group,
            (About::AgentGroup(_), Some(Cut::Interval(_))) => Place::IntervalGroup,
            (About::AgentGroup(_), Some(Cut::Month(_))) => Place::MonthGroup,
            (About::Total, _) => {
                if is_month {
                    Place::MonthTotal
                } else {
                    Place::Total
                }
            }
            (About::Customers, _) => Place::Customers,
            (About::Horizon, _) => match (self.is_of_persons(), is_month) {
                (true, false) => Place::Persons,
                (true, true) => Place::MonthPersons,
                (false, false) => Place::Horizon,
                (false, true) => Place::Month,
            },
        }
    }

    /// Of a horizon: whether customers must be individuals.
    fn is_of_persons(&self) -> bool {
        measures_at(Place::Persons).any(|(own, _)| own.key == self.definition.key)
    }

    /// Whose counts it is made of under a plan; none where the plan has no such subject.
    pub(super) fn whose(&self, plan: &Plan) -> Option<Whose> {
        let position = |names: &[String], name: &str| names.iter().position(|own| own == name);
        let at = match &self.cut {
            Some(cut) => Some(position(&plan.intervals, cut.name())?),
            None => None,
        };
        match &self.subject {
            About::Customers => Some(Whose::Total),
            About::Total => Some(at.map_or(Whose::Total, Whose::Month)),
            About::Horizon => {
                let is_there =
                    plan.period == Period::Horizon && (plan.persons || !self.is_of_persons());
                is_there.then(|| at.map_or(Whose::Total, Whose::Month))
            }
            About::ContactType(name) => {
                let own = position(&plan.contact_types, name)?;
                let cell = |at| Whose::Cell(at * plan.contact_types.len() + own);
                Some(at.map_or(Whose::Type(own), cell))
            }
            About::AgentGroup(name) => {
                let own = position(&plan.groups, name)?;
                let cell = |at| Whose::GroupCell(at * plan.groups.len() + own);
                Some(at.map_or(Whose::Group(own), cell))
            }
        }
    }
}

/// The path, as it would be read again.
/// Figures are the same whose paths are.
impl PartialEq for FigureName {
    fn eq(&self, other: &Self) -> bool {
        self.cut == other.cut
            && self.subject == other.subject
            && self.definition.key == other.definition.key
    }
}

impl Eq for FigureName {}

impl fmt::Display for FigureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cut {
            None => {}
            Some(Cut::Interval(start)) => write!(f, "intervals.{}.", written(start))?,
            Some(Cut::Month(month)) => write!(f, "months.{}.", written(month))?,
        }
        match &self.subject {
            About::ContactType(name) => write!(f, "contact_types.{}.", written(name))?,
            About::AgentGroup(name) => write!(f, "agent_groups.{}.", written(name))?,
            About::Total => f.write_str("total.")?,
            About::Customers => f.write_str("customers.")?,
            About::Horizon if self.cut.is_none() => f.write_str("horizon.")?,
            About::Horizon => {}
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
        Place::Total | Place::Sensitivity | Place::MonthTotal => "a measure of the whole centre",
        Place::Customers => "a measure of customers",
        Place::IntervalType => "a measure of a contact type in an interval",
        Place::IntervalGroup => "a measure of an agent group in an interval",
        Place::MonthType => "a measure of a contact type in a month",
        Place::MonthGroup => "a measure of an agent group in a month",
        Place::Horizon | Place::Persons | Place::Month | Place::MonthPersons => {
            "a measure of the horizon"
        }
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
