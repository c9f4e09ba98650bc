//! What is read off a day, as exact whole numbers, and summed over days.

use super::case::{Case, Row, What};
use crate::economics::money::MILLIONTHS;
use crate::economics::retention::UNITS;
use crate::experiment::run::replications::replicate::Sums;
use crate::measures::count::{Count, DayTotals, GroupCount};
use crate::scenario::Scenario;
use crate::stats::interval::Figure;
use crate::stats::ratio;

const MICROS: f64 = 1e6;

/// Sums over days for each row of a case.
#[derive(Clone, Debug)]
pub(super) struct Readings<'c> {
    case: &'c Case,
    places: Vec<usize>,
    sums: Vec<ratio::Sums>,
}

impl<'c> Readings<'c> {
    /// Nothing read yet.
    pub(super) fn new(case: &'c Case, scenario: &Scenario) -> Self {
        let places = case.rows.iter().map(|row| place(row.what, scenario)).collect();
        Self { case, places, sums: vec![ratio::Sums::default(); case.rows.len()] }
    }

    /// The figure of each row over so many days.
    pub(super) fn figures(&self, days: u64) -> impl Iterator<Item = (&'c Row, Figure)> {
        self.case.rows.iter().zip(&self.sums).map(move |(row, sums)| {
            let figure = sums.figure(days).expect("something of the kind happens in every case");
            (row, figure.scaled(scale(row.what, self.case)))
        })
    }
}

impl Sums for Readings<'_> {
    fn add(&mut self, _: u64, days: &[&[DayTotals]]) {
        let kept = Kept { day: &days[0][0], hours: self.case.hours };
        for ((row, &place), sums) in self.case.rows.iter().zip(&self.places).zip(&mut self.sums) {
            let (x, y) = kept.read(row.what, place);
            sums.add(x, y);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (own, others) in self.sums.iter_mut().zip(&other.sums) {
            own.merge(others);
        }
    }
}

/// Where the contact type or group of a figure stands among its like.
fn place(what: What, scenario: &Scenario) -> usize {
    let found = match what {
        What::ShareOf(name, _) => scenario.contact_types.iter().position(|own| own.name == name),
        What::Occupancy(name) => scenario.agent_groups.iter().position(|own| own.name == name),
        _ => Some(0),
    };
    found.expect("a case names its own contact types and groups")
}

/// From whole numbers to the unit of the figure.
fn scale(what: What, case: &Case) -> f64 {
    match what {
        What::Wait => 1.0 / MICROS,
        What::AnHour(_) => 1.0 / (case.hours.1 - case.hours.0) as f64,
        What::ADay(_, unit) => 1.0 / unit,
        What::CustomersLost => 1.0 / UNITS,
        What::CostOfOneLost => UNITS / MILLIONTHS,
        What::Share(_) | What::ShareOf(..) | What::Occupancy(_) | What::ChainsLost => 1.0,
    }
}

/// The hours of a day that count.
struct Kept<'d> {
    day: &'d DayTotals,
    hours: (usize, usize),
}

impl Kept<'_> {
    /// Numerator and denominator of one day.
    fn read(&self, what: What, place: usize) -> (i64, i64) {
        match what {
            What::Share(count) => (self.all(count), self.all(Count::Offered)),
            What::ShareOf(_, count) => {
                (self.of_type(place, count), self.of_type(place, Count::Offered))
            }
            What::Wait => (
                self.all(Count::WaitAnswered) + self.all(Count::WaitAbandoned),
                self.all(Count::Answered) + self.all(Count::Abandoned),
            ),
            What::Occupancy(_) => (
                self.of_group(place, GroupCount::HandlingOpen),
                self.of_group(place, GroupCount::OnDutyOpen),
            ),
            What::AnHour(count) | What::ADay(count, _) => (self.all(count), 1),
            What::ChainsLost => {
                let chains = self.all(Count::Chains);
                (chains - self.all(Count::ChainsAnswered), chains)
            }
            What::CustomersLost => (self.all(Count::CustomersLost), self.all(Count::Chains)),
            // Money is made once a day, of the whole day.
            What::CostOfOneLost => {
                let total = &self.day.total.0;
                (total[Count::LossCost as usize], total[Count::CustomersLost as usize])
            }
        }
    }

    fn all(&self, count: Count) -> i64 {
        let types = self.day.types.len();
        let cells = &self.day.cells[self.hours.0 * types..self.hours.1 * types];
        cells.iter().map(|cell| cell[count as usize]).sum()
    }

    fn of_type(&self, place: usize, count: Count) -> i64 {
        let types = self.day.types.len();
        let cells = self.day.cells[self.hours.0 * types..self.hours.1 * types].chunks_exact(types);
        cells.map(|row| row[place][count as usize]).sum()
    }

    fn of_group(&self, place: usize, count: GroupCount) -> i64 {
        let groups = self.day.groups.len();
        let cells = &self.day.group_cells[self.hours.0 * groups..self.hours.1 * groups];
        cells.chunks_exact(groups).map(|row| row[place][count as usize]).sum()
    }
}
