//! Each measure once: name, unit, formula, denominator, better direction, and from which counts
//! it is made.
//!
//! This registry is the only place where a denominator is chosen. A new measure is one entry in
//! one of the files below; everything else (sums, intervals, differences, reports) follows it.

mod contacts;
mod customers;
mod horizon;
mod money;
mod persons;
mod sales;
mod service;
mod staff;

use super::plan::ServiceLevelFormula;
use super::recipe::{At, Made, Scale};

/// What a figure means.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The key in JSON results, with its unit: `asa_seconds`. Members of a family are written
    /// with a dot: `service_levels.offered`, `lost_sales_by_cause.abandoned`.
    pub key: &'static str,
    /// The heading in reports: `ASA`.
    pub name: &'static str,
    pub unit: Unit,
    pub better: Better,
    /// The definition in one plain sentence with its denominator, for `explain` and footnotes.
    pub formula: &'static str,
    /// Rests on effects on customers that the planner assumed, not on the mechanics of the queue.
    pub assumption_driven: bool,
    /// Where it is shown, and what it is made of there.
    pub(super) made: &'static [At],
    /// From the unit of the counts to the unit printed.
    pub(super) scale: Scale,
    /// For a measure of unwelcome events: the key of what they could have happened to. When none
    /// happened although they could, an upper bound takes the place of the half-width.
    pub(super) events_among: Option<&'static str>,
}

/// How a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of contacts, customers or agents a day.
    Count,
    /// 0 to 1, printed as a percentage.
    Share,
    Seconds,
    Money,
    /// A plain number (erlangs, average queue).
    Number,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    Neither,
}

/// Every measure, in the order in which reports show them.
pub(crate) fn definitions() -> impl Iterator<Item = &'static Definition> + Clone {
    [
        contacts::ALL,
        service::ALL,
        staff::ALL,
        sales::ALL,
        customers::ALL,
        money::ALL,
        persons::ALL,
        horizon::ALL,
    ]
    .into_iter()
    .flatten()
}

/// The measure of that key.
#[must_use]
pub(crate) fn definition(key: &str) -> Option<&'static Definition> {
    definitions().find(|definition| definition.key == key)
}

/// How one of the six service levels is made.
pub(super) fn service_level(formula: ServiceLevelFormula) -> Made {
    definition(formula.key()).expect("the six service levels are defined").made[0].1
}

/// A number a day.
const fn count(
    key: &'static str,
    name: &'static str,
    better: Better,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Count, better, made, formula)
}

impl Definition {
    /// What the registry's entries are written with; most measures are whole counts.
    const fn new(
        key: &'static str,
        name: &'static str,
        unit: Unit,
        better: Better,
        made: &'static [At],
        formula: &'static str,
    ) -> Self {
        let scale = match unit {
            Unit::Seconds | Unit::Money => Scale::Millionths,
            Unit::Count | Unit::Share | Unit::Number => Scale::One,
        };
        let (assumption_driven, events_among) = (false, None);
        Self { key, name, unit, better, formula, assumption_driven, made, scale, events_among }
    }

    const fn scaled(self, scale: Scale) -> Self {
        Self { scale, ..self }
    }

    const fn of_events_among(self, key: &'static str) -> Self {
        Self { events_among: Some(key), ..self }
    }

    const fn assumed(self) -> Self {
        Self { assumption_driven: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_measure_is_defined_once_and_in_words() {
        let mut keys = BTreeSet::new();
        for definition in definitions() {
            let key = definition.key;
            assert!(keys.insert(key), "{key} is defined twice");
            assert!(!definition.name.is_empty() && !definition.made.is_empty(), "{key}");
            assert!(definition.formula.len() > 20 && definition.formula.ends_with('.'), "{key}");
            assert!(!definition.formula.contains("  "), "{key} has a gap in its sentence");
            assert_eq!(definition.unit == Unit::Seconds, key.ends_with("_seconds"), "{key}");
        }
    }

    #[test]
    fn what_rests_on_assumed_effects_says_so() {
        let assumed = |key| definition(key).expect("a measure of that key").assumption_driven;
        assert!(assumed("customers_lost") && assumed("customers_lost_by_cause.abandoned"));
        assert!(assumed("lifetime_value_lost") && assumed("net_value"));
        assert!(!assumed("service_level") && !assumed("abandoned") && !assumed("wages"));
    }

    #[test]
    fn names_are_unique_so_that_a_heading_is_enough() {
        let names: BTreeSet<_> = definitions().map(|definition| definition.name).collect();
        assert_eq!(names.len(), definitions().count());
    }

    #[test]
    fn what_events_happened_to_is_a_measure_of_the_same_places() {
        for events in definitions() {
            let Some(key) = events.events_among else { continue };
            let among = definition(key).expect("a measure of that key");
            for place in events.made.iter().flat_map(|at| at.0) {
                let shown = among.made.iter().any(|at| at.0.contains(place));
                assert!(shown, "{} needs {key} at {place:?}", events.key);
            }
        }
    }
}
