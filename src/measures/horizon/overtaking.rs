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

    /// Case H-18 of the horizon: differences with one half-width, or one each.
    #[test]
    fn h_18_leads_of_known_bands() {
        let leads = |differences: &[f64], half_widths: &[f64]| {
            let half = |month: usize| half_widths[month.min(half_widths.len() - 1)];
            Leads::of(differences.iter().enumerate().map(|(month, &mean)| {
                Some(Interval { low: mean - half(month), high: mean + half(month) })
            }))
        };
        let told = |found: &Leads| -> Vec<(usize, usize, Side)> {
            found.leads.iter().map(|lead| (lead.from + 1, lead.to + 1, lead.who)).collect()
        };
        let months = |found: &Leads| found.overtaken.map(|it| (it.month + 1, it.low + 1));
        let first = leads(&[10.0, 8.0, 3.0, -2.0, -9.0], &[3.0]);
        assert_eq!(told(&first), [(1, 2, Side::Variant), (5, 5, Side::Base)]);
        assert_eq!(months(&first), Some((5, 3)));
        let second = leads(&[-6.0, -5.0, -1.0, 2.0, 1.0, 4.0, 8.0], &[3.0]);
        assert_eq!(told(&second), [(1, 2, Side::Base), (6, 7, Side::Variant)]);
        assert_eq!(months(&second), Some((6, 3)));
        let third = leads(&[1.0, -1.0, 5.0, 9.0], &[3.0]);
        assert_eq!((told(&third), months(&third)), (vec![(3, 4, Side::Variant)], None));
        let fourth = leads(&[0.0, 0.0, 0.0, 4.0, 9.0], &[0.0, 0.0, 0.0, 1.0, 1.0]);
        assert_eq!((told(&fourth), months(&fourth)), (vec![(4, 5, Side::Variant)], None));
        let fifth = leads(&[5.0, -5.0, 6.0, -7.0], &[1.0]);
        assert_eq!((told(&fifth).len(), months(&fifth)), (4, Some((4, 4))));
    }

    /// Case H-29: what a customer kept costs, and when nobody can say.
    #[test]
    fn h_29_the_cost_of_a_customer_kept() {
        use crate::measures::count::{DayTotals, HorizonTotals};
        use crate::measures::fixture::plan;
        use crate::measures::horizon::count::HorizonCount;
        use crate::measures::plan::Plan;

        let plan = Plan {
            contact_types: Vec::new(),
            type_display: Vec::new(),
            targets: Vec::new(),
            groups: Vec::new(),
            group_display: Vec::new(),
            intervals: Vec::new(),
            period: Period::Horizon,
            persons: true,
            ..plan()
        };
        let horizon = |net_value: i64, lost: i64| {
            let mut whole = [0; HorizonCount::NUMBER];
            whole[HorizonCount::NetValue as usize] = (net_value + 70) * 1_000_000;
            whole[HorizonCount::Margin as usize] = 70_000_000;
            whole[HorizonCount::LostOfStart as usize] = lost;
            let horizon = HorizonTotals { whole: vec![whole], ..HorizonTotals::default() };
            DayTotals { horizon, ..DayTotals::default() }
        };
        let cost = |lost: [i64; 4]| {
            let (mut base, mut own) =
                (Accumulator::new(&plan, None), Accumulator::new(&plan, Some(&plan)));
            for (replication, lost) in (1..).zip(lost) {
                let (other, day) = (horizon(5000, 300), horizon(2000, lost));
                base.add(replication, &other, None);
                own.add(replication, &day, Some(&other));
            }
            let summary = own.difference(&base);
            find(&summary.horizon, "money.cost_per_customer_kept").unwrap().estimate
        };
        let known = cost([240, 238, 242, 240]);
        assert!((known.mean.unwrap() - 50.0).abs() < 1e-9, "{known:?}");
        assert!(known.ends().is_some());
        // 5 kept, give or take 8 in a replication: it may be nobody, or fewer.
        assert_eq!(cost([287, 303, 287, 303]).mean, None);
    }

    /// Net value of months that falls by a known drift, with noise that adds up over months, so that
    /// the variant leads at first and the base from a known month on.
    mod of_a_known_drift {
        use rand::rngs::Xoshiro256PlusPlus;
        use rand::{RngExt, SeedableRng};

        use super::*;
        use crate::measures::count::{Count, DayTotals, HorizonTotals};
        use crate::measures::fixture::plan;
        use crate::measures::horizon::count::HorizonCount;
        use crate::measures::plan::Plan;
        use crate::measures::settled::Settled;

        const MONTHS: usize = 24;
        const REPLICATIONS: u64 = 20;

        /// The mean difference of a month (from 0).
        fn drift(month: usize) -> f64 {
            100.0 - 17.0 * month as f64
        }

        /// The first month from which the base leads.
        fn overtaken() -> usize {
            let cumulative = |month: usize| (0..=month).map(drift).sum::<f64>();
            (0..MONTHS).find(|&month| cumulative(month) < 0.0).unwrap()
        }

        fn of_months() -> Plan {
            Plan {
                contact_types: Vec::new(),
                type_display: Vec::new(),
                targets: Vec::new(),
                groups: Vec::new(),
                group_display: Vec::new(),
                intervals: (1..=MONTHS).map(|month| format!("2026-{month:02}")).collect(),
                period: Period::Horizon,
                settled: Settled::default(),
                ..plan()
            }
        }

        /// A horizon whose months have these net values.
        fn horizon(net_values: &[i64]) -> DayTotals {
            let mut months = vec![[0; HorizonCount::NUMBER]; MONTHS];
            let mut cumulative = 0;
            for (month, &net_value) in months.iter_mut().zip(net_values) {
                cumulative += net_value;
                month[HorizonCount::NetValue as usize] = net_value;
                month[HorizonCount::Cumulative as usize] = cumulative;
            }
            let whole = vec![[0; HorizonCount::NUMBER]];
            let totals = vec![[0; Count::NUMBER]; MONTHS];
            let horizon = HorizonTotals { totals, months, whole, lead_in: Vec::new() };
            DayTotals { horizon, ..DayTotals::default() }
        }

        fn experiment(seed: u64) -> Overtaking {
            let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
            // Twelve uniforms are as good as a normal here.
            let mut normal = || (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0;
            let plan = of_months();
            let (mut base, mut own) =
                (Accumulator::new(&plan, None), Accumulator::new(&plan, Some(&plan)));
            for replication in 1..=REPLICATIONS {
                let common: Vec<f64> = (0..MONTHS).map(|_| 1e4 + 1e3 * normal()).collect();
                let whole = |values: &[f64]| -> Vec<i64> {
                    values.iter().map(|value| (value * 1e6) as i64).collect()
                };
                let noisy =
                    (0..MONTHS).map(|month| common[month] + drift(month) + 200.0 * normal());
                let noisy: Vec<f64> = noisy.collect();
                let (day, other) = (horizon(&whole(&noisy)), horizon(&whole(&common)));
                base.add(replication, &other, None);
                own.add(replication, &day, Some(&other));
            }
            overtaking(&own, &base).unwrap()
        }

        #[test]
        fn the_month_of_overtaking_is_covered_as_often_as_is_said() {
            const EXPERIMENTS: u64 = 200;
            let (mut covered, mut told, mut wrong) = (0, 0, 0);
            for seed in 1..=EXPERIMENTS {
                let leads = experiment(seed).cumulative.leads;
                wrong += u64::from(leads.leads.iter().any(|lead| match lead.who {
                    Side::Variant => lead.from >= overtaken(),
                    Side::Base => lead.from < overtaken(),
                }));
                if let Some(found) = leads.overtaken {
                    told += 1;
                    let holds = (found.low..=found.month).contains(&overtaken());
                    covered += u64::from(holds && found.by == Side::Base);
                }
            }
            assert!(told > EXPERIMENTS / 2, "{told}: else it is no test");
            // 95 % of those told, less 3.3 standard errors.
            let least = 0.95 - 3.3 * (0.95 * 0.05 / told as f64).sqrt();
            assert!(covered as f64 >= least * told as f64, "{covered} of {told}");
            assert!(wrong as f64 <= (1.0 - least) * EXPERIMENTS as f64, "{wrong}");
        }
    }
}
