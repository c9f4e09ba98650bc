//! Who is ahead after which month, and when one design overtakes the other.
//!
//! Mean paired differences after each month have a band that holds for all months at once. A month
//! belongs to whom its band says is ahead, else to nobody. A lead is a maximal run of months of one
//! side, months of nobody between two of that side included. Method: `docs/methods/horizon.md`.

use crate::measures::accumulator::{Accumulator, SERIES};
use crate::measures::estimate::{Estimate, Summary, find};
use crate::measures::plan::Period;
use crate::stats::interval::Interval;
use crate::stats::proportion::wilson;
use crate::stats::student;

/// Where each of [`SERIES`] is shown.
const KEYS: [&str; SERIES.len()] = ["money.cumulative", "money.net_value", "customers.at_end"];

/// How far a variant is ahead of its base, month by month.
#[derive(Clone, Debug)]
pub(crate) struct Overtaking {
    /// Net value from the first month on.
    pub(crate) cumulative: Trajectory,
    /// Net value of each month alone.
    pub(crate) monthly: Trajectory,
    /// Customers at the end of each month; none where nobody persists.
    pub(crate) customers: Option<Trajectory>,
}

/// Paired differences after each month, variant less base.
#[derive(Clone, Debug)]
pub(crate) struct Trajectory {
    /// By month, with the band that holds for all of them at once.
    pub(crate) months: Vec<Estimate>,
    pub(crate) leads: Leads,
    /// Share of the replications in which the variant is ahead, with its interval (each month for
    /// itself).
    pub(crate) ahead: Vec<(f64, Interval)>,
}

/// Of a variant of a horizon and its base; none of days.
#[must_use]
pub(crate) fn overtaking(own: &Accumulator, base: &Accumulator) -> Option<Overtaking> {
    let months = own.plan.intervals.len();
    if own.plan.period != Period::Horizon || months == 0 {
        return None;
    }
    let confidence = own.plan.confidence;
    let at_once = 1.0 - (1.0 - confidence) / months as f64;
    let differences = own.difference_at(base, at_once);
    let normal = student::normal(confidence);
    let of = |series: usize| trajectory(own, series, &differences, normal);
    Some(Overtaking {
        cumulative: of(0),
        monthly: of(1),
        customers: own.plan.persons.then(|| of(2)),
    })
}

fn trajectory(own: &Accumulator, series: usize, differences: &Summary, normal: f64) -> Trajectory {
    let found = differences.intervals.iter().map(|month| find(&month.horizon, KEYS[series]));
    let months: Vec<Estimate> =
        found.map(|found| found.map_or_else(Estimate::default, |it| it.estimate)).collect();
    let n = own.replications();
    let share = |ahead: u64| (ahead as f64 / n.max(1) as f64, wilson(ahead, n, normal));
    Trajectory {
        leads: Leads::of(months.iter().map(Estimate::ends)),
        ahead: own.ahead(series).map(share).collect(),
        months,
    }
}

/// Which design is ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Variant,
    Base,
}

/// A run of months in which one side is ahead; months count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lead {
    pub(crate) from: usize,
    /// The last month that belongs to the side.
    pub(crate) to: usize,
    pub(crate) who: Side,
}

/// Leads in order, and whether one follows another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leads {
    pub(crate) leads: Vec<Lead>,
    /// The month of overtaking, and the first month in which it may have happened.
    pub(crate) overtaken: Option<Overtaken>,
}

/// When the last lead began, after one of the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Overtaken {
    pub(crate) by: Side,
    /// The month after the last one of the earlier lead.
    pub(crate) low: usize,
    /// The first month of the last lead: the month of overtaking, and the last in which it may
    /// have happened.
    pub(crate) month: usize,
}

impl Leads {
    /// Of the bands of a series of differences (variant less base; more is ahead), one a month; of
    /// a month without a band nothing is known.
    #[must_use]
    pub(crate) fn of(bands: impl IntoIterator<Item = Option<Interval>>) -> Self {
        let mut leads: Vec<Lead> = Vec::new();
        for (month, band) in bands.into_iter().enumerate() {
            let Some(who) = band.and_then(side) else { continue };
            match leads.last_mut() {
                Some(last) if last.who == who => last.to = month,
                _ => leads.push(Lead { from: month, to: month, who }),
            }
        }
        let overtaken = match leads[..] {
            [.., earlier, last] => {
                Some(Overtaken { by: last.who, low: earlier.to + 1, month: last.from })
            }
            _ => None,
        };
        Self { leads, overtaken }
    }

    /// The lead that goes on to the end, as far as is known.
    #[must_use]
    pub(crate) fn last(&self) -> Option<Lead> {
        self.leads.last().copied()
    }
}

/// To whom a month belongs.
fn side(band: Interval) -> Option<Side> {
    if band.low > 0.0 {
        Some(Side::Variant)
    } else if band.high < 0.0 {
        Some(Side::Base)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(signs: &str) -> Leads {
        Leads::of(signs.chars().map(|sign| {
            let middle = match sign {
                '+' => 2.0,
                '-' => -2.0,
                '0' => 0.0,
                _ => return None,
            };
            Some(Interval { low: middle - 1.0, high: middle + 1.0 })
        }))
    }

    #[test]
    fn a_lead_goes_on_over_months_that_belong_to_nobody() {
        let found = leads("+0+");
        assert_eq!(found.leads, [Lead { from: 0, to: 2, who: Side::Variant }]);
        assert_eq!(found.overtaken, None);
        assert_eq!(leads("000"), Leads::default());
        assert_eq!(leads("0.--").last(), Some(Lead { from: 2, to: 3, who: Side::Base }));
    }

    #[test]
    fn the_last_lead_overtakes_the_one_before_it_between_the_two() {
        let overtaken = |signs: &str| leads(signs).overtaken.map(|it| (it.by, it.low, it.month));
        assert_eq!(overtaken("+0---"), Some((Side::Base, 1, 2)));
        assert_eq!(overtaken("-+"), Some((Side::Variant, 1, 1)));
        assert_eq!(overtaken("+0-00+0"), Some((Side::Variant, 3, 5)), "the last of two");
        assert_eq!(overtaken("++00"), None);
    }
}
