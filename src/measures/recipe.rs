//! From what a measure is made: sums of counts, where it is shown, and in which unit.

use super::count::{Count, DayTotals, GroupCount, GroupCounts, TypeCounts};
use super::horizon::count::{HorizonCount, HorizonCounts};
use super::plan::Plan;
use crate::economics::retention::Cause;

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
    /// What a horizon has beside what its days have.
    Horizon,
    /// Customers who persist over a horizon, and what they bring.
    Persons,
    /// The same of a month of a horizon, and what a day has of them.
    MonthType,
    MonthGroup,
    MonthTotal,
    Month,
    MonthPersons,
}

impl Place {
    /// All of them, in the order of their numbers.
    pub(super) const EVERY: [Self; 14] = [
        Self::Type,
        Self::Group,
        Self::Total,
        Self::Customers,
        Self::IntervalType,
        Self::IntervalGroup,
        Self::Sensitivity,
        Self::Horizon,
        Self::Persons,
        Self::MonthType,
        Self::MonthGroup,
        Self::MonthTotal,
        Self::Month,
        Self::MonthPersons,
    ];

    /// Where the registry lists what is shown here: of a month what is shown of the whole.
    pub(super) const fn listed(self) -> Self {
        match self {
            Self::MonthType => Self::Type,
            Self::MonthGroup => Self::Group,
            Self::MonthTotal => Self::Total,
            Self::Month => Self::Horizon,
            Self::MonthPersons => Self::Persons,
            own => own,
        }
    }

    /// Whether waits are kept of it, not only their sums.
    pub(super) fn has_percentiles(self) -> bool {
        self.listed() == self
    }
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
pub(super) const HORIZON: &[Place] = &[Place::Horizon];
pub(super) const PERSONS: &[Place] = &[Place::Persons];

/// Where a measure is shown, and what it is made of there.
#[derive(Clone, Copy, Debug)]
pub(super) struct At(pub(super) &'static [Place], pub(super) Made);

/// How a measure comes from counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Made {
    /// Mean over replications; of a horizon, of the sums over its open days.
    Mean(Sum),
    /// Mean over days: over replications, and in each of a horizon over its open days.
    MeanOfDays(Sum),
    /// Ratio of means.
    Ratio(Sum, Sum),
    /// Days on which something held, over those on which it could.
    ShareOfDays(Sum, Sum),
    /// The service level that the scenario's targets name.
    Headline,
    /// A quantile of the pooled waits.
    Percentile(Pool, f64),
    /// Of a difference alone: what each customer kept costs.
    OfCustomersKept,
}

impl Made {
    /// Whether it is made of sums of each replication's counts.
    pub(super) const fn is_of_sums(self) -> bool {
        !matches!(self, Self::Percentile(..) | Self::OfCustomersKept)
    }
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
    OfHorizon(HorizonCount),
    /// Customers who left because of a cause.
    OfHorizonBecause(Cause),
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
    /// From what is divided by customers in 2^-32.
    PerCustomer,
    /// Microseconds to minutes.
    Minutes,
    /// Microseconds to hours.
    Hours,
    /// From what is divided by microseconds to an hour.
    PerHour,
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
            Self::PerCustomer => 4_294_967_296.0,
            Self::PerHour => 3600e6,
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
    horizon: &'a HorizonCounts,
}

const NO_CONTACTS: &TypeCounts = &[0; Count::NUMBER];
const NO_GROUP: &GroupCounts = &[0; GroupCount::NUMBER];
/// A day is one open day.
const A_DAY: &HorizonCounts = &{
    let mut day = [0; HorizonCount::NUMBER];
    day[HorizonCount::OpenDays as usize] = 1;
    day
};

impl<'a> View<'a> {
    /// Of contacts alone.
    pub(super) fn of_contacts(contacts: &'a TypeCounts) -> Self {
        Self { contacts, group: NO_GROUP, offered_work: 0, horizon: A_DAY }
    }

    /// Of an agent group alone.
    fn of_group(group: &'a GroupCounts) -> Self {
        Self { contacts: NO_CONTACTS, group, offered_work: 0, horizon: A_DAY }
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
            Part::OfHorizon(count) => self.horizon[count as usize],
            Part::OfHorizonBecause(cause) => {
                self.horizon[HorizonCount::LostByFirstCause as usize + cause as usize]
            }
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
    /// A month of a horizon.
    Month(usize),
    /// A month of its lead-in that is looked at.
    LeadIn(usize),
}

/// One replication, ready to be read.
pub(super) struct Reading<'a> {
    day: &'a DayTotals,
    whole: OfCentre<'a>,
    /// By month of a horizon.
    months: Vec<OfCentre<'a>>,
}

/// Of the whole centre over some time.
struct OfCentre<'a> {
    contacts: &'a TypeCounts,
    all_groups: GroupCounts,
    offered_work: i64,
    horizon: &'a HorizonCounts,
}

impl<'a> OfCentre<'a> {
    fn of(
        contacts: &'a TypeCounts,
        types: &[TypeCounts],
        groups: &[GroupCounts],
        horizon: &'a HorizonCounts,
    ) -> Self {
        let mut all_groups = [0; GroupCount::NUMBER];
        for group in groups {
            for (sum, more) in all_groups.iter_mut().zip(group) {
                *sum += more;
            }
        }
        let offered_work = types.iter().map(offered_work).sum();
        Self { contacts, all_groups, offered_work, horizon }
    }

    fn view(&self) -> View<'_> {
        let Self { contacts, all_groups, offered_work, horizon } = self;
        View { contacts, group: all_groups, offered_work: *offered_work, horizon }
    }
}

impl<'a> Reading<'a> {
    pub(super) fn of(day: &'a DayTotals) -> Self {
        let whole = day.horizon.whole.first().unwrap_or(A_DAY);
        let (types, groups) = (day.types.len(), day.groups.len());
        let months = day.horizon.totals.iter().zip(&day.horizon.months).enumerate();
        let month = |(at, (contacts, horizon))| {
            let own = &day.cells[at * types..][..types];
            OfCentre::of(contacts, own, &day.group_cells[at * groups..][..groups], horizon)
        };
        Self {
            whole: OfCentre::of(&day.total.0, &day.types, &day.groups, whole),
            months: months.map(month).collect(),
            day,
        }
    }

    pub(super) fn view(&self, whose: Whose) -> View<'_> {
        let of_month = |at: usize| self.months.get(at).map_or(A_DAY, |month| month.horizon);
        let month_of = |at: usize, each: usize| of_month(at / each.max(1));
        let (day, horizon) = (self.day, self.whole.horizon);
        match whose {
            Whose::Type(at) => View { horizon, ..View::of_contacts(&day.types[at]) },
            Whose::Cell(at) => {
                let horizon = month_of(at, day.types.len());
                View { horizon, ..View::of_contacts(&day.cells[at]) }
            }
            Whose::Group(at) => View { horizon, ..View::of_group(&day.groups[at]) },
            Whose::GroupCell(at) => {
                let horizon = month_of(at, day.groups.len());
                View { horizon, ..View::of_group(&day.group_cells[at]) }
            }
            Whose::Total => self.whole.view(),
            Whose::Month(at) => self.months[at].view(),
            Whose::LeadIn(at) => {
                View { horizon: &day.horizon.lead_in[at], ..View::of_contacts(NO_CONTACTS) }
            }
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
