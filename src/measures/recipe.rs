//! From what a measure is made: sums of counts, where it is shown, and in which unit.

use super::count::{Count, DayTotals, GroupCount, GroupCounts, TypeCounts};
use super::plan::Plan;

/// A kind of subject that has measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Place {
    Type,
    Group,
    Total,
    /// The customers (chains) of the whole centre.
    Customers,
    IntervalType,
    IntervalGroup,
    /// Customers lost and net value at several strengths of the effects on customers.
    Sensitivity,
}

/// Contact types, and the whole centre.
pub(super) const TYPES: &[Place] = &[Place::Type, Place::Total];
pub(super) const TYPES_AND_INTERVALS: &[Place] = &[Place::Type, Place::Total, Place::IntervalType];
pub(super) const TYPES_AND_CUSTOMERS: &[Place] = &[Place::Type, Place::Total, Place::Customers];
pub(super) const TYPES_CUSTOMERS_AND_INTERVALS: &[Place] =
    &[Place::Type, Place::Total, Place::Customers, Place::IntervalType];
pub(super) const GROUPS: &[Place] = &[Place::Group];
pub(super) const GROUPS_AND_INTERVALS: &[Place] = &[Place::Group, Place::IntervalGroup];
/// Agent groups, and all agents together.
pub(super) const STAFF: &[Place] = &[Place::Group, Place::Total];
pub(super) const STAFF_AND_INTERVALS: &[Place] =
    &[Place::Group, Place::Total, Place::IntervalGroup];
pub(super) const TOTAL: &[Place] = &[Place::Total];
pub(super) const CUSTOMERS: &[Place] = &[Place::Customers];

/// Where a measure is shown, and what it is made of there.
#[derive(Clone, Copy, Debug)]
pub(super) struct At(pub(super) &'static [Place], pub(super) Made);

/// How a measure comes from counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Made {
    /// Mean over replications.
    Mean(Sum),
    /// Ratio of means.
    Ratio(Sum, Sum),
    /// Replications in which something held, over those in which it could.
    ShareOfDays(Sum, Sum),
    /// The service level that the scenario's targets name.
    Headline,
    /// A quantile of the pooled waits.
    Percentile(Pool, f64),
}

/// Whose waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pool {
    /// Answered, abandoned and balked.
    All,
    Answered,
    /// Answered, but not at once.
    AnsweredDelayed,
}

impl Pool {
    /// All of them, in the order of their numbers.
    pub(super) const EVERY: [Self; 3] = [Self::All, Self::Answered, Self::AnsweredDelayed];
}

/// Counts that are added up.
pub(super) type Sum = &'static [Part];

/// One summand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Of(Count),
    Less(Count),
    /// A count of the group; at the total, of all groups together.
    OfGroup(GroupCount),
    LessGroup(GroupCount),
    /// The day's offered contacts times the mean handle time of its answered ones, added over
    /// contact types, and the handling of transfer legs; at the total only.
    OfferedWork,
}

/// From the unit of the counts to the unit printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    One,
    /// Microseconds to seconds, millionths of a currency unit to units.
    Millionths,
    /// 2^-32 to whole customers.
    Customers,
    /// The same, times the lifetime value.
    LifetimeValue,
    /// Microseconds to minutes.
    Minutes,
    /// Microseconds to hours.
    Hours,
    /// Microseconds to a mean over the opening hours (over the batch in a steady state, over the
    /// interval for an interval).
    OpenTime,
}

impl Scale {
    /// The factor of a measure of that place.
    pub(super) fn factor(self, place: Place, plan: &Plan) -> f64 {
        let open_seconds = match place {
            Place::IntervalType | Place::IntervalGroup => plan.interval_seconds,
            _ => plan.open_seconds,
        };
        match self {
            Self::LifetimeValue => plan.lifetime_value * self.constant(),
            Self::OpenTime => self.constant() / open_seconds,
            _ => self.constant(),
        }
    }

    /// The part of the factor that does not depend on the scenario.
    pub(super) const fn constant(self) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Millionths | Self::OpenTime => 1e-6,
            Self::Customers | Self::LifetimeValue => 1.0 / 4_294_967_296.0,
            Self::Minutes => 1.0 / 60e6,
            Self::Hours => 1.0 / 3600e6,
        }
    }
}

/// The counts of one subject on one day.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    contacts: &'a TypeCounts,
    group: &'a GroupCounts,
    offered_work: i64,
}

impl<'a> View<'a> {
    /// Of contacts alone.
    pub(super) fn of_contacts(contacts: &'a TypeCounts) -> Self {
        const NO_GROUP: &GroupCounts = &[0; GroupCount::NUMBER];
        Self { contacts, group: NO_GROUP, offered_work: 0 }
    }

    /// The sum of some counts.
    pub(super) fn sum(&self, parts: Sum) -> i64 {
        parts.iter().map(|&part| self.part(part)).sum()
    }

    fn part(&self, part: Part) -> i64 {
        match part {
            Part::Of(count) => self.contacts[count as usize],
            Part::Less(count) => -self.contacts[count as usize],
            Part::OfGroup(count) => self.group[count as usize],
            Part::LessGroup(count) => -self.group[count as usize],
            Part::OfferedWork => self.offered_work,
        }
    }
}

/// Whose counts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Type(usize),
    Group(usize),
    Total,
    /// Position in [`DayTotals::cells`].
    Cell(usize),
    /// Position in [`DayTotals::group_cells`].
    GroupCell(usize),
}

/// One replication, ready to be read.
pub(super) struct Reading<'a> {
    day: &'a DayTotals,
    all_groups: GroupCounts,
    offered_work: i64,
}

impl<'a> Reading<'a> {
    pub(super) fn of(day: &'a DayTotals) -> Self {
        let mut all_groups = [0; GroupCount::NUMBER];
        for group in &day.groups {
            for (sum, more) in all_groups.iter_mut().zip(group) {
                *sum += more;
            }
        }
        let offered_work = day.types.iter().map(offered_work).sum();
        Self { day, all_groups, offered_work }
    }

    pub(super) fn view(&self, whose: Whose) -> View<'_> {
        const NO_CONTACTS: &TypeCounts = &[0; Count::NUMBER];
        let group = |group| View { contacts: NO_CONTACTS, group, offered_work: 0 };
        match whose {
            Whose::Type(at) => View::of_contacts(&self.day.types[at]),
            Whose::Cell(at) => View::of_contacts(&self.day.cells[at]),
            Whose::Group(at) => group(&self.day.groups[at]),
            Whose::GroupCell(at) => group(&self.day.group_cells[at]),
            Whose::Total => View {
                contacts: &self.day.total.0,
                group: &self.all_groups,
                offered_work: self.offered_work,
            },
        }
    }
}

/// See [`Part::OfferedWork`]; a type without an answered contact adds nothing but its legs.
fn offered_work(counts: &TypeCounts) -> i64 {
    let of = |count| super::count::of(counts, count);
    let legs = of(Count::TransferHandle);
    let answered = of(Count::Answered);
    if answered == 0 {
        return legs;
    }
    let work = i128::from(of(Count::Offered)) * i128::from(of(Count::Handle));
    legs + i64::try_from(work / i128::from(answered))
        .expect("the work of a day is less than 2^63 microseconds")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{empty_day, plan};
    use super::*;

    #[test]
    fn offered_work_counts_those_not_answered_at_the_mean_of_the_answered() {
        let mut counts = [0; Count::NUMBER];
        counts[Count::Offered as usize] = 10;
        counts[Count::TransferHandle as usize] = 7;
        assert_eq!(offered_work(&counts), 7);
        counts[Count::Answered as usize] = 8;
        counts[Count::Handle as usize] = 2400;
        assert_eq!(offered_work(&counts), 3007);
    }

    #[test]
    fn scales_bring_counts_to_the_unit_printed() {
        let plan = plan();
        let of = |scale: Scale, count: f64| count * scale.factor(Place::Total, &plan);
        for (found, wanted) in [
            (of(Scale::One, 3.0), 3.0),
            (of(Scale::Millionths, 2.5e6), 2.5),
            (of(Scale::Customers, 2_147_483_648.0), 0.5),
            (of(Scale::LifetimeValue, 2_147_483_648.0), 100.0),
            (of(Scale::Minutes, 90e6), 1.5),
            (of(Scale::Hours, 5400e6), 1.5),
            // Twice the opening hours, two half hours, is two at a time.
            (of(Scale::OpenTime, 7200e6), 2.0),
            (3600e6 * Scale::OpenTime.factor(Place::IntervalType, &plan), 2.0),
            (3600e6 * Scale::OpenTime.factor(Place::IntervalGroup, &plan), 2.0),
        ] {
            assert!((found - wanted).abs() < 1e-12, "{found}, not {wanted}");
        }
    }

    #[test]
    fn each_subject_reads_its_own_counts() {
        let mut day = empty_day();
        day.types[1][Count::Sold as usize] = 2;
        day.cells[2][Count::Sold as usize] = 3;
        day.total.0[Count::Sold as usize] = 5;
        day.groups[1][GroupCount::Sold as usize] = 7;
        day.group_cells[3][GroupCount::Sold as usize] = 11;
        day.types[0][Count::TransferHandle as usize] = 13;
        let reading = Reading::of(&day);
        let read = |whose: Whose| {
            let parts = [Part::Of(Count::Sold), Part::OfGroup(GroupCount::Sold), Part::OfferedWork];
            parts.map(|part| reading.view(whose).part(part))
        };
        assert_eq!(read(Whose::Type(1)), [2, 0, 0]);
        assert_eq!(read(Whose::Cell(2)), [3, 0, 0]);
        assert_eq!(read(Whose::Group(1)), [0, 7, 0]);
        assert_eq!(read(Whose::GroupCell(3)), [0, 11, 0]);
        assert_eq!(read(Whose::Total), [5, 7, 13]);
        let net = &[Part::Of(Count::Sold), Part::Less(Count::Sold), Part::Less(Count::Sold)];
        assert_eq!(reading.view(Whose::Total).sum(net), -5);
    }

    #[test]
    fn the_total_reads_all_groups_together() {
        let mut day =
            DayTotals { groups: vec![[0; GroupCount::NUMBER]; 2], ..DayTotals::default() };
        day.groups[0][GroupCount::Paid as usize] = 3;
        day.groups[1][GroupCount::Paid as usize] = 4;
        let reading = Reading::of(&day);
        assert_eq!(reading.view(Whose::Total).sum(&[Part::OfGroup(GroupCount::Paid)]), 7);
        assert_eq!(reading.view(Whose::Group(1)).sum(&[Part::LessGroup(GroupCount::Paid)]), -4);
    }
}
