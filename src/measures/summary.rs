//! From sums to figures with their intervals: of one variant, or of its difference from the base.

use super::accumulator::Accumulator;
use super::estimate::{Estimate, IntervalSummary, Measured, Sensitivity, Subject, Summary, find};
use super::layout::{MULTIPLIERS, Row, measures_at, slot_of};
use super::recipe::{Made, Place, Pool, Whose};
use crate::stats::interval::{Figure, Interval};
use crate::stats::paired::{self, Side};
use crate::stats::proportion::{Pairs, none_seen_bound, wilson};
use crate::stats::quantile::{self, Curve, SECTION_DEGREES, Sectioned};
use crate::stats::student;

/// Percentiles need at least two replications in each section.
const LEAST_FOR_PERCENTILES: u64 = 40;
/// Waits are counted in microseconds.
const SECOND: f64 = 1e-6;

/// Reads figures off the sums.
pub(super) struct Reader<'a> {
    own: &'a Accumulator,
    /// Given: differences from it are read.
    base: Option<&'a Accumulator>,
    replications: u64,
    /// Student's critical value for means over replications; 0 where there is no error.
    critical: f64,
    /// The same for what is estimated from sections.
    section_critical: f64,
    /// Of the normal, for shares of days.
    normal: f64,
}

/// The waits of one subject and pool.
struct Waits {
    own: Sectioned,
    base: Option<Sectioned>,
    curve: Curve,
}

impl<'a> Reader<'a> {
    pub(super) fn of(own: &'a Accumulator, base: Option<&'a Accumulator>) -> Self {
        let (replications, confidence) = (own.replications(), own.plan.confidence);
        let critical =
            if replications > 1 { student::critical(confidence, replications - 1) } else { 0.0 };
        let section_critical = student::critical(confidence, SECTION_DEGREES);
        let normal = student::normal(confidence);
        Self { own, base, replications, critical, section_critical, normal }
    }

    pub(super) fn summary(&self) -> Summary {
        let plan = &self.own.plan;
        let types = (0..plan.contact_types.len()).map(Whose::Type).collect::<Vec<_>>();
        let groups = (0..plan.groups.len()).map(Whose::Group).collect::<Vec<_>>();
        Summary {
            replications: u32::try_from(self.replications).expect("replications fit 32 bits"),
            contact_types: self.subjects(Place::Type, &types),
            agent_groups: self.subjects(Place::Group, &groups),
            total: self.measures(self.row(Place::Total, Whose::Total)),
            customers: self.measures(self.row(Place::Customers, Whose::Total)),
            intervals: (0..plan.intervals.len()).map(|at| self.interval(at)).collect(),
            sensitivity: self.sensitivity(),
        }
    }

    fn interval(&self, interval: usize) -> IntervalSummary {
        let plan = &self.own.plan;
        let (types, groups) = (plan.contact_types.len(), plan.groups.len());
        let types: Vec<_> = (0..types).map(|at| Whose::Cell(interval * types + at)).collect();
        let groups: Vec<_> =
            (0..groups).map(|at| Whose::GroupCell(interval * groups + at)).collect();
        IntervalSummary {
            start: plan.intervals[interval].clone(),
            contact_types: self.subjects(Place::IntervalType, &types),
            agent_groups: self.subjects(Place::IntervalGroup, &groups),
        }
    }

    /// Subjects (given in name order) in display order; of a difference, those that both have.
    fn subjects(&self, place: Place, subjects: &[Whose]) -> Vec<Subject> {
        let plan = &self.own.plan;
        let (names, display) = match place {
            Place::Type | Place::IntervalType => (&plan.contact_types, &plan.type_display),
            _ => (&plan.groups, &plan.group_display),
        };
        let mut order: Vec<_> = (0..names.len()).collect();
        order.sort_by_key(|&at| display[at]);
        order
            .into_iter()
            .map(|at| (at, self.row(place, subjects[at])))
            .filter(|(_, row)| self.base.is_none() || row.partner.is_some())
            .map(|(at, row)| Subject { name: names[at].clone(), measures: self.measures(row) })
            .collect()
    }

    fn row(&self, place: Place, whose: Whose) -> &'a Row {
        self.own.layout.row(place, whose)
    }

    fn measures(&self, row: &Row) -> Vec<Measured> {
        let pools = match row.place {
            Place::Type | Place::Total if self.replications >= LEAST_FOR_PERCENTILES => {
                Some((self.waits(row, Pool::All), self.waits(row, Pool::Answered)))
            }
            _ => None,
        };
        let mut slots = 0..;
        let mut next = || slots.next().expect("there are more numbers than slots");
        let measures = measures_at(row.place)
            .map(|(definition, made)| {
                let estimate = match (made, &pools) {
                    (Made::Percentile(_, _), None) => Estimate::default(),
                    (Made::Percentile(Pool::All, share), Some((all, _))) => {
                        self.percentile(all, share)
                    }
                    (Made::Percentile(Pool::Answered, share), Some((_, answered))) => {
                        self.percentile(answered, share)
                    }
                    (Made::ShareOfDays(..), _) => self.share_of_days(row, next()),
                    (Made::Mean(_) | Made::Ratio(..) | Made::Headline, _) => {
                        self.ratio(row, next())
                    }
                };
                Measured { definition, estimate }
            })
            .collect();
        if self.base.is_some() { measures } else { self.with_bounds(measures) }
    }

    /// Puts an upper bound where nothing was seen although it could have been: the share of days
    /// with at least one event that is still credible. For a share it bounds the share itself.
    fn with_bounds(&self, mut measures: Vec<Measured>) -> Vec<Measured> {
        let seen = |key: &str, measures: &[Measured]| {
            find(measures, key).and_then(|found| found.estimate.mean).is_some_and(|mean| mean > 0.0)
        };
        for at in 0..measures.len() {
            let measured = &measures[at];
            let Some(among) = measured.definition.events_among else { continue };
            let nothing = measured.estimate.mean == Some(0.0);
            if nothing && seen(among, &measures) {
                let bound = none_seen_bound(self.replications, self.own.plan.confidence);
                let mean = Some(0.0);
                measures[at].estimate =
                    Estimate { mean, high: Some(bound), none_seen: true, ..Estimate::default() };
            }
        }
        measures
    }

    /// A mean or a ratio of means, with its half-width.
    fn ratio(&self, row: &Row, slot: usize) -> Estimate {
        let own = self.own.sums(row.place, row.first, slot);
        let scale = self.own.layout.recipes(row.place)[slot].scale;
        let figure = match (self.base, row.partner) {
            (Some(base), Some(partner)) => {
                let other = base.sums(row.place, partner.first, slot);
                let other_scale = base.layout.recipes(row.place)[slot].scale;
                let products = self.own.products(row, slot, &own, &other);
                let sides = (Side { sums: &own, scale }, Side { sums: &other, scale: other_scale });
                paired::difference(self.replications, sides.0, sides.1, &products)
            }
            (Some(_), None) => None,
            (None, _) => own.figure(self.replications).map(|figure| figure.scaled(scale)),
        };
        figure.map_or_else(Estimate::default, |figure| Estimate {
            mean: Some(figure.value),
            half_width: figure.half_width(self.critical),
            ..Estimate::default()
        })
    }

    /// A share of days with Wilson's interval, or the difference of two with the score interval.
    fn share_of_days(&self, row: &Row, slot: usize) -> Estimate {
        let own = self.own.sums(row.place, row.first, slot);
        let whole = |sum: i128| u64::try_from(sum).expect("days are counted from 0 upwards");
        let (Some(base), Some(partner)) = (self.base, row.partner) else {
            let (held, days) = (whole(own.x), whole(own.y));
            let share = (days > 0).then(|| held as f64 / days as f64);
            return ends(share, || wilson(held, days, self.normal));
        };
        let other = base.sums(row.place, partner.first, slot);
        let products = self.own.products(row, slot, &own, &other);
        let pairs = Pairs {
            all: whole(products.yy),
            first_only: whole(products.xy - products.xx),
            second_only: whole(products.yx - products.xx),
        };
        if pairs.all > 0 && self.same_service(row, base) {
            return ends(Some(0.0), || Interval { low: 0.0, high: 0.0 });
        }
        ends((pairs.all > 0).then(|| pairs.difference()), || pairs.score_interval(self.normal))
    }

    /// Whether the service level that the share of days is about was the same in every
    /// replication, against the same target: then the shares cannot differ.
    fn same_service(&self, row: &Row, base: &Accumulator) -> bool {
        let slot = slot_of(Place::Type, "service_level");
        let types = match row.whose {
            Whose::Type(at) => at..at + 1,
            _ => 0..self.own.plan.contact_types.len(),
        };
        let base_has_no_other = self.own.plan.contact_types.len() == base.plan.contact_types.len();
        (matches!(row.whose, Whose::Type(_)) || base_has_no_other)
            && types.into_iter().all(|at| {
                let row = self.row(Place::Type, Whose::Type(at));
                let Some(partner) = row.partner else { return false };
                let Whose::Type(base_at) = partner.whose else { return false };
                let own = self.own.sums(Place::Type, row.first, slot);
                let other = base.sums(Place::Type, partner.first, slot);
                self.own.plan.targets[at] == base.plan.targets[base_at]
                    && paired::identical(&own, &other, &self.own.products(row, slot, &own, &other))
            })
    }

    fn waits(&self, row: &Row, pool: Pool) -> Waits {
        let own = pooled(self.own, row.whose, pool);
        let base = self.base.zip(row.partner).map(|(base, at)| pooled(base, at.whose, pool));
        let curve = own.curve(self.section_critical);
        Waits { own, base, curve }
    }

    /// A percentile with both ends of its interval, or the difference of two.
    fn percentile(&self, waits: &Waits, share: f64) -> Estimate {
        let Some(base) = &waits.base else {
            let interval = waits.curve.interval(share);
            let value = waits.own.quantile(share).filter(|_| self.base.is_none());
            return value.zip(interval).map_or_else(Estimate::default, |(value, interval)| {
                let Interval { low, high } = interval;
                ends(Some(value * SECOND), || Interval { low: low * SECOND, high: high * SECOND })
            });
        };
        let Some(figure) = quantile::difference(&waits.own, base, share) else {
            return Estimate::default();
        };
        let Figure { value, .. } = figure.scaled(SECOND);
        let half = figure.scaled(SECOND).half_width(self.section_critical).unwrap_or_default();
        ends(Some(value), || Interval { low: value - half, high: value + half })
    }

    fn sensitivity(&self) -> Option<Sensitivity> {
        let retention = |side: &Accumulator| side.plan.retention;
        if !retention(self.own) && !self.base.is_some_and(retention) {
            return None;
        }
        let row = self.row(Place::Sensitivity, Whose::Total);
        let at: Vec<_> = MULTIPLIERS
            .iter()
            .enumerate()
            .map(|(at, &multiplier)| {
                (multiplier, self.ratio(row, 2 * at), self.ratio(row, 2 * at + 1))
            })
            .collect();
        let net = at.iter().filter_map(|(at, _, net)| Some((*at, net.mean?))).collect::<Vec<_>>();
        Some(Sensitivity { sign_change: sign_change(&net), at })
    }
}

/// An estimate by the two ends of its interval; nothing where there is no figure.
fn ends(mean: Option<f64>, interval: impl FnOnce() -> Interval) -> Estimate {
    if mean.is_none() {
        return Estimate::default();
    }
    let Interval { low, high } = interval();
    Estimate { mean, low: Some(low), high: Some(high), ..Estimate::default() }
}

/// The waits of a contact type, or of all.
fn pooled(side: &Accumulator, whose: Whose, pool: Pool) -> Sectioned {
    let types = match whose {
        Whose::Type(at) => at..at + 1,
        _ => 0..side.answered.len(),
    };
    let mut sum = Sectioned::new(super::waits::BINS, super::waits::edges);
    for at in types {
        sum.merge(&side.answered[at]);
        if pool == Pool::All {
            sum.merge(&side.left[at]);
        }
    }
    sum
}

/// Where a broken line through (place, value) first changes sign.
fn sign_change(line: &[(f64, f64)]) -> Option<f64> {
    line.windows(2).find_map(|pair| {
        let [(from, before), (to, after)] = *pair else { return None };
        let changes = (before < 0.0 && after >= 0.0) || (before > 0.0 && after <= 0.0);
        changes.then(|| from + (to - from) * before / (before - after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_changes_where_the_line_crosses_nothing() {
        assert_eq!(sign_change(&[(0.0, 3.0), (0.5, 1.0), (1.0, -1.0), (2.0, -4.0)]), Some(0.75));
        assert_eq!(sign_change(&[(0.0, -3.0), (0.5, -1.0), (1.0, 0.0)]), Some(1.0));
        assert_eq!(sign_change(&[(0.0, 3.0), (4.0, 1.0)]), None);
        assert_eq!(sign_change(&[(0.0, 0.0), (4.0, 0.0)]), None);
        assert_eq!(sign_change(&[(0.0, 0.0), (4.0, 5.0)]), None);
    }
}
