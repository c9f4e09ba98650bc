//! What days of the week, dates and months are by themselves.

use std::collections::BTreeMap;

use super::span::Span;
use crate::base::{Date, math};
use crate::scenario::build::read::number_or;
use crate::scenario::shape::members_of;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};
use crate::scenario::text::words::one_of_the_known;

/// Days of a year, of which one has not quite a quarter more than 365.
const DAYS_PER_YEAR: f64 = 365.25;

/// Keys of `week`, in the order of a week.
const WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Keys of `volume_by_month`, in the order of a year.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Day types that need no definition.
const BUILT_IN: [&str; 2] = ["open", "closed"];

/// What a day is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayType {
    /// As the file says.
    Open,
    Closed,
    /// Position among the day types of the file.
    Named(usize),
}

/// What days of the week, dates and months are.
pub(super) struct Days {
    /// From Monday on.
    week: [DayType; 7],
    special: BTreeMap<Date, DayType>,
    /// From January on.
    by_month: [f64; 12],
    growth_per_year: f64,
}

impl Days {
    /// Of the `horizon` of a file.
    pub(super) fn of(node: &Node, span: &Span, problems: &mut Problems) -> Self {
        let named = members_of(node, "day_types");
        for member in &named {
            if BUILT_IN.contains(&&*member.key) {
                let found = format!("a day type named `{}`", member.key);
                problems.add(&member.place, found, "another name: that one is built in");
            }
        }
        let week = node.get("week");
        let factors = node.get("volume_by_month");
        let of_month = |month| factors.map_or(1.0, |factors| number_or(factors, month, 1.0));
        let mut special = BTreeMap::new();
        for member in members_of(node, "special_days") {
            let day_type = day_type(Some(&member.node), &named, problems);
            if let Some(date) = span.date(&member.key, &member.place, problems) {
                special.insert(date, day_type);
            }
        }
        let mut of_week = |day| day_type(week.and_then(|week| week.get(day)), &named, problems);
        Self {
            special,
            week: WEEK.map(&mut of_week),
            by_month: MONTHS.map(of_month),
            growth_per_year: number_or(node, "growth_per_year", 0.0),
        }
    }

    /// What a date is.
    pub(super) fn day_type(&self, date: Date) -> DayType {
        self.special.get(&date).copied().unwrap_or(self.week[date.weekday() as usize])
    }

    pub(super) fn is_open(&self, date: Date) -> bool {
        self.day_type(date) != DayType::Closed
    }

    /// The factor on all volumes of a date, so many days after the first of the horizon.
    pub(super) fn volume_factor(&self, date: Date, position: i32) -> f64 {
        self.by_month[date.month() as usize - 1] * self.growth(position)
    }

    /// Factor of growth so many days after the first; before it there is none.
    fn growth(&self, position: i32) -> f64 {
        if position <= 0 || self.growth_per_year.abs() <= 0.0 {
            return 1.0;
        }
        math::pow(1.0 + self.growth_per_year, f64::from(position) / DAYS_PER_YEAR)
    }
}

/// The day type that a value names; open where nothing is named.
fn day_type(node: Option<&Node>, named: &[&Member], problems: &mut Problems) -> DayType {
    let Some((node, name)) = node.and_then(|node| Some((node, node.text()?))) else {
        return DayType::Open;
    };
    match name {
        "open" => DayType::Open,
        "closed" => DayType::Closed,
        _ => named.iter().position(|member| member.key == name).map_or_else(
            || {
                let known = BUILT_IN.into_iter().chain(named.iter().map(|member| &*member.key));
                let wanted = one_of_the_known(name, known);
                problems.add(&node.place, format!("\"{name}\""), wanted);
                DayType::Open
            },
            DayType::Named,
        ),
    }
}
