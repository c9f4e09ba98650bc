//! Where each measure of each subject has its sums: rows of slots, in name order.

use super::count::Count;
use super::definitions::{Definition, Unit, definitions, service_level};
use super::horizon::count::HorizonCount;
use super::plan::{Period, Plan};
use super::recipe::{Made, Part, Place, Scale, Sum, Whose};

use Part::Of;

/// The strengths of effects on customers that sensitivity looks at; 0 switches them off.
pub(super) const MULTIPLIERS: [f64; 5] = [0.0, 0.5, 1.0, 2.0, 4.0];

/// Customers lost and net value at each of the [`MULTIPLIERS`].
const AT_MULTIPLIERS: [(Sum, Sum); MULTIPLIERS.len()] = [
    // Without effects nobody is lost, and nothing is charged for it.
    (&[], &[Of(Count::NetValue), Of(Count::LossCost)]),
    (&[Of(Count::CustomersLostHalf)], &[Of(Count::NetValueHalf)]),
    (&[Of(Count::CustomersLost)], &[Of(Count::NetValue)]),
    (&[Of(Count::CustomersLostDouble)], &[Of(Count::NetValueDouble)]),
    (&[Of(Count::CustomersLostQuadruple)], &[Of(Count::NetValueQuadruple)]),
];

const OPEN_DAYS: Sum = &[Part::OfHorizon(HorizonCount::OpenDays)];

/// Numerator, denominator (none: replications) and unit of a measure under one plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    pub(super) x: Sum,
    pub(super) y: Option<Sum>,
    pub(super) scale: f64,
    pub(super) unit: Unit,
    /// Of unwelcome events: the slot of what they could have happened to.
    pub(super) among: Option<usize>,
}

/// The slots of one subject.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) whose: Whose,
    /// Its first slot; the others follow in the order of the place's recipes.
    pub(super) first: usize,
    /// The same subject of the base, if it has one of that name.
    pub(super) partner: Option<Partner>,
}

/// Where the base keeps the same subject.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partner {
    pub(super) whose: Whose,
    pub(super) first: usize,
}

/// All rows of a plan.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) rows: Vec<Row>,
    pub(super) slots: usize,
    /// By place.
    recipes: [Vec<Recipe>; Place::EVERY.len()],
}

impl Layout {
    pub(super) fn new(plan: &Plan) -> Self {
        let recipes = Place::EVERY.map(|place| recipes(place, plan));
        let mut layout = Self { rows: Vec::new(), slots: 0, recipes };
        for (place, whose) in subjects(plan) {
            layout.rows.push(Row { place, whose, first: layout.slots, partner: None });
            layout.slots += layout.recipes(place).len();
        }
        layout
    }

    /// Ties each row to the row of the base that has the same names.
    pub(super) fn pair(&mut self, plan: &Plan, base_plan: &Plan, base: &Self) {
        for row in &mut self.rows {
            let Some(whose) = counterpart(row.whose, plan, base_plan) else { continue };
            row.partner = base
                .rows
                .iter()
                .find(|other| other.place == row.place && other.whose == whose)
                .map(|other| Partner { whose, first: other.first });
        }
    }

    pub(super) fn recipes(&self, place: Place) -> &[Recipe] {
        &self.recipes[place as usize]
    }

    /// The row of a subject.
    pub(super) fn row(&self, place: Place, whose: Whose) -> &Row {
        self.rows
            .iter()
            .find(|row| row.place == place && row.whose == whose)
            .expect("every subject of the plan has a row")
    }
}

/// The measures of a place, and what they are made of there.
pub(super) fn measures_at(place: Place) -> impl Iterator<Item = (&'static Definition, Made)> {
    definitions().filter_map(move |definition| {
        let at = definition.made.iter().find(|at| at.0.contains(&place.listed()))?;
        let is_shown = place.has_percentiles() || at.1.is_of_sums();
        is_shown.then_some((definition, at.1))
    })
}

/// The position of a measure among the recipes of a place.
pub(super) fn slot_of(place: Place, key: &str) -> usize {
    measures_at(place)
        .filter(|(_, made)| made.is_of_sums())
        .position(|(definition, _)| definition.key == key)
        .expect("the registry has a measure of that key at that place")
}

/// One recipe for each measure of a place that is made of sums.
fn recipes(place: Place, plan: &Plan) -> Vec<Recipe> {
    if place == Place::Sensitivity {
        return sensitivity_recipes(plan);
    }
    measures_at(place)
        .filter_map(|(definition, made)| {
            let scale = definition.scale.factor(place, plan);
            let among = definition.events_among.map(|key| slot_of(place, key));
            let (x, y) = match headline(made, plan) {
                Made::Mean(x) => (x, None),
                Made::MeanOfDays(x) => match plan.period {
                    Period::Horizon => (x, Some(OPEN_DAYS)),
                    Period::Day | Period::Batch => (x, None),
                },
                Made::Ratio(x, y) | Made::ShareOfDays(x, y) => (x, Some(y)),
                Made::Headline | Made::Percentile(..) | Made::OfCustomersKept => return None,
            };
            Some(Recipe { x, y, scale, unit: definition.unit, among })
        })
        .collect()
}

/// The headline is made like the service level that the plan names.
fn headline(made: Made, plan: &Plan) -> Made {
    match made {
        Made::Headline => service_level(plan.headline),
        other => other,
    }
}

fn sensitivity_recipes(plan: &Plan) -> Vec<Recipe> {
    let customers = Scale::Customers.factor(Place::Sensitivity, plan);
    let money = Scale::Millionths.factor(Place::Sensitivity, plan);
    AT_MULTIPLIERS
        .iter()
        .flat_map(|&(lost, net)| {
            [
                Recipe { x: lost, y: None, scale: customers, unit: Unit::Count, among: None },
                Recipe { x: net, y: None, scale: money, unit: Unit::Money, among: None },
            ]
        })
        .collect()
}

/// Every subject of a plan, in the order in which sums are kept.
fn subjects(plan: &Plan) -> Vec<(Place, Whose)> {
    let (types, groups) = (plan.contact_types.len(), plan.groups.len());
    let cells = 0..types * plan.intervals.len();
    let group_cells = 0..groups * plan.intervals.len();
    let (cell, group_cell) = match plan.period {
        Period::Horizon => (Place::MonthType, Place::MonthGroup),
        Period::Day | Period::Batch => (Place::IntervalType, Place::IntervalGroup),
    };
    (0..types)
        .map(|at| (Place::Type, Whose::Type(at)))
        .chain((0..groups).map(|at| (Place::Group, Whose::Group(at))))
        .chain([
            (Place::Total, Whose::Total),
            (Place::Customers, Whose::Total),
            (Place::Sensitivity, Whose::Total),
        ])
        .chain(cells.map(|at| (cell, Whose::Cell(at))))
        .chain(group_cells.map(|at| (group_cell, Whose::GroupCell(at))))
        .chain(of_horizon(plan))
        .collect()
}

/// The subjects that only a horizon has.
fn of_horizon(plan: &Plan) -> Vec<(Place, Whose)> {
    if plan.period != Period::Horizon {
        return Vec::new();
    }
    let mut subjects = vec![(Place::Horizon, Whose::Total)];
    if plan.persons {
        subjects.push((Place::Persons, Whose::Total));
    }
    for month in (0..plan.looks_at_lead_in).map(Whose::LeadIn) {
        subjects.push((Place::Month, month));
        if plan.persons {
            subjects.push((Place::MonthPersons, month));
        }
    }
    for month in (0..plan.intervals.len()).map(Whose::Month) {
        subjects.extend([(Place::MonthTotal, month), (Place::Month, month)]);
        if plan.persons {
            subjects.push((Place::MonthPersons, month));
        }
    }
    subjects
}

/// The same subject under another plan, by its names.
fn counterpart(whose: Whose, plan: &Plan, base: &Plan) -> Option<Whose> {
    let of_type = |at: usize| position(&base.contact_types, &plan.contact_types[at]);
    let of_group = |at: usize| position(&base.groups, &plan.groups[at]);
    let of_interval = |at: usize| position(&base.intervals, &plan.intervals[at]);
    match whose {
        Whose::Total => Some(Whose::Total),
        Whose::Type(at) => of_type(at).map(Whose::Type),
        Whose::Group(at) => of_group(at).map(Whose::Group),
        Whose::Cell(at) => {
            let types = plan.contact_types.len();
            let (interval, own) = (of_interval(at / types)?, of_type(at % types)?);
            Some(Whose::Cell(interval * base.contact_types.len() + own))
        }
        Whose::GroupCell(at) => {
            let groups = plan.groups.len();
            let (interval, own) = (of_interval(at / groups)?, of_group(at % groups)?);
            Some(Whose::GroupCell(interval * base.groups.len() + own))
        }
        Whose::Month(at) => of_interval(at).map(Whose::Month),
        Whose::LeadIn(at) => (at < base.looks_at_lead_in).then_some(whose),
    }
}

fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|other| other == name)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::plan;
    use super::*;

    #[test]
    fn every_subject_has_a_row_of_its_own() {
        let mut plan = plan();
        plan.intervals.extend(["09:00", "09:30", "10:00"].map(str::to_owned));
        let layout = Layout::new(&plan);
        let rows = |place| layout.rows.iter().filter(|row| row.place == place).count();
        let found = [
            Place::Type,
            Place::Group,
            Place::Total,
            Place::Customers,
            Place::Sensitivity,
            Place::IntervalType,
            Place::IntervalGroup,
        ]
        .map(rows);
        assert_eq!(found, [2, 2, 1, 1, 1, 10, 10]);
        let mut slots = 0;
        for row in &layout.rows {
            assert_eq!(row.first, slots, "{row:?}");
            slots += layout.recipes(row.place).len();
        }
        assert_eq!(layout.slots, slots);
    }
}
