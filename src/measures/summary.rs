//! From sums to figures with their intervals: of one variant, or of its difference from the base.

use super::accumulator::Accumulator;
use super::definitions::Unit;
use super::estimate::{
    Basis, Estimate, FewDays, IntervalSummary, Measured, Sensitivity, Subject, Summary, sign_change,
};
use super::layout::{MULTIPLIERS, Recipe, Row, measures_at};
use super::plan::Period;
use super::recipe::{Made, Place, Pool, Scale, Whose};
use crate::stats::by_days::ByDays;
use crate::stats::interval::{Figure, Interval, Told, Width};
use crate::stats::paired::Side;
use crate::stats::proportion::{Pairs, wilson};
use crate::stats::quantile::{self, Curve, SECTION_DEGREES, Sectioned};
use crate::stats::ratio::Sums;
use crate::stats::student;

/// Percentiles need at least two replications in each section.
pub(super) const LEAST_FOR_PERCENTILES: u64 = 40;
/// Figures that are skewed where days are unlike each other, and the least of each that matters: a
/// hundredth of the contacts, one customer a day.
const LEAST_THAT_MATTERS: [(&str, f64); 2] = [("abandon_rate", 0.01), ("customers_lost", 1.0)];
/// Waits are counted in microseconds.
const SECOND: f64 = 1e-6;

impl Accumulator {
    /// Every figure of the variant.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.summary_at(self.plan.confidence)
    }

    /// The same with intervals of another confidence.
    #[must_use]
    pub fn summary_at(&self, confidence: f64) -> Summary {
        Reader::of(self, None, confidence).summary()
    }

    /// Every figure of the paired difference from the base that it was made with.
    ///
    /// # Panics
    /// If it was made without a base, or the base has other replications.
    #[must_use]
    pub fn difference(&self, base: &Self) -> Summary {
        self.difference_at(base, self.plan.confidence)
    }

    /// The same with intervals of another confidence.
    ///
    /// # Panics
    /// As [`Self::difference`].
    #[must_use]
    pub fn difference_at(&self, base: &Self, confidence: f64) -> Summary {
        assert!(self.is_paired(), "only a variant that was made with its base is compared");
        assert_eq!(self.replications(), base.replications(), "pairs have the same replications");
        Reader::of(self, Some(base), confidence).summary()
    }
}

/// Reads figures off the sums.
struct Reader<'a> {
    own: &'a Accumulator,
    /// Given: differences from it are read.
    base: Option<&'a Accumulator>,
    replications: u64,
    by_days: ByDays,
    /// The same for what is estimated from sections.
    section_critical: f64,
    /// Of the normal, for shares of days.
    normal: f64,
}

/// The waits of one subject and pool.
struct Waits {
    own: Sectioned,
    curve: Curve,
    base: Option<(Sectioned, Curve)>,
}

impl<'a> Reader<'a> {
    fn of(own: &'a Accumulator, base: Option<&'a Accumulator>, confidence: f64) -> Self {
        let replications = own.replications();
        let section_critical = student::critical(confidence, SECTION_DEGREES);
        let normal = student::normal(confidence);
        let by_days = ByDays::new(replications, confidence);
        Self { own, base, replications, by_days, section_critical, normal }
    }

    fn summary(&self) -> Summary {
        let plan = &self.own.plan;
        let types = (0..plan.contact_types.len()).map(Whose::Type).collect::<Vec<_>>();
        let groups = (0..plan.groups.len()).map(Whose::Group).collect::<Vec<_>>();
        Summary {
            replications: u32::try_from(self.replications).expect("replications fit 32 bits"),
            period: plan.period,
            contact_types: self.subjects(Place::Type, &types),
            agent_groups: self.subjects(Place::Group, &groups),
            total: self.measures(self.row(Place::Total, Whose::Total)),
            customers: self.measures(self.row(Place::Customers, Whose::Total)),
            horizon: self.of_horizon([Place::Persons, Place::Horizon], Whose::Total),
            lead_in: (0..plan.looks_at_lead_in)
                .map(|at| {
                    let places = [Place::MonthPersons, Place::Month];
                    self.of_horizon(places, Whose::LeadIn(at))
                })
                .collect(),
            intervals: (0..plan.intervals.len()).map(|at| self.interval(at)).collect(),
            sensitivity: self.sensitivity(),
            few_days: self.few_days(),
        }
    }

    /// The figure that wants most observations, if it wants more than there are: of unwelcome
    /// events that are no rarity, and of customers lost, of either side.
    fn few_days(&self) -> Option<FewDays> {
        let sides = [Some(self.own), self.base].into_iter().flatten();
        let wanted = sides.flat_map(|side| {
            let rows = side.layout.rows.iter();
            rows.filter(|row| matches!(row.place, Place::Type | Place::Total)).flat_map(|row| {
                let figures = measures_at(row.place).filter(|(_, made)| made.is_of_sums());
                figures.enumerate().filter_map(|(slot, (definition, _))| {
                    let least = LEAST_THAT_MATTERS.iter().find(|it| it.0 == definition.key)?.1;
                    let wanted = self.wanted(side, row, slot, least)?;
                    let contact_type = match row.whose {
                        Whose::Type(at) => Some(side.plan.contact_types[at].clone()),
                        _ => None,
                    };
                    Some(FewDays { contact_type, definition, wanted })
                })
            })
        });
        // Of equals the last: that of the whole centre.
        wanted.max_by_key(|it| it.wanted)
    }

    /// How many observations a figure wants, if more than there are.
    fn wanted(&self, side: &Accumulator, row: &Row, slot: usize, least: f64) -> Option<u64> {
        let recipe = &side.layout.recipes(row.place)[slot];
        let sums = side.sums(row.place, row.first, slot);
        let figure = sums.figure(self.replications)?.scaled(recipe.scale);
        if figure.value < least || side.plan.settled.is_signed(recipe, row.whose) {
            return None;
        }
        self.by_days.wanted(figure)
    }

    fn interval(&self, interval: usize) -> IntervalSummary {
        let plan = &self.own.plan;
        let (types, groups) = (plan.contact_types.len(), plan.groups.len());
        let types: Vec<_> = (0..types).map(|at| Whose::Cell(interval * types + at)).collect();
        let groups: Vec<_> =
            (0..groups).map(|at| Whose::GroupCell(interval * groups + at)).collect();
        let start = plan.intervals[interval].clone();
        if plan.period == Period::Horizon {
            let month = Whose::Month(interval);
            return IntervalSummary {
                start,
                contact_types: self.subjects(Place::MonthType, &types),
                agent_groups: self.subjects(Place::MonthGroup, &groups),
                total: self.measures(self.row(Place::MonthTotal, month)),
                horizon: self.of_horizon([Place::MonthPersons, Place::Month], month),
            };
        }
        IntervalSummary {
            start,
            contact_types: self.subjects(Place::IntervalType, &types),
            agent_groups: self.subjects(Place::IntervalGroup, &groups),
            total: Vec::new(),
            horizon: Vec::new(),
        }
    }

    /// What only a horizon has, as far as this one has it.
    fn of_horizon(&self, places: [Place; 2], whose: Whose) -> Vec<Measured> {
        let rows = &self.own.layout.rows;
        let row = |place| rows.iter().find(|row| row.place == place && row.whose == whose);
        let has_both = |row: &&Row| self.base.is_none() || row.partner.is_some();
        let rows = places.into_iter().filter_map(row).filter(has_both);
        rows.flat_map(|row| self.measures(row)).collect()
    }

    /// Subjects (given in name order) in display order; of a difference, those that both have.
    fn subjects(&self, place: Place, subjects: &[Whose]) -> Vec<Subject> {
        let plan = &self.own.plan;
        let (names, display) = match place {
            Place::Type | Place::IntervalType | Place::MonthType => {
                (&plan.contact_types, &plan.type_display)
            }
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
                Some(Pool::EVERY.map(|pool| self.waits(row, pool)))
            }
            _ => None,
        };
        let mut slots = 0..;
        let mut next = || slots.next().expect("there are more numbers than slots");
        measures_at(row.place)
            .filter(|(_, made)| self.base.is_some() || !matches!(made, Made::OfCustomersKept))
            .map(|(definition, made)| {
                let estimate = match made {
                    Made::Percentile(pool, share) => {
                        pools.as_ref().map_or_else(Estimate::default, |pools| {
                            self.percentile(&pools[pool as usize], share)
                        })
                    }
                    Made::OfCustomersKept => self.cost_of_customers_kept(),
                    // The days of a horizon are no replications.
                    Made::ShareOfDays(..) if self.own.plan.period != Period::Horizon => {
                        self.share_of_days(row, next())
                    }
                    Made::Mean(_)
                    | Made::MeanOfDays(_)
                    | Made::Ratio(..)
                    | Made::ShareOfDays(..)
                    | Made::Headline => self.ratio(row, next()),
                };
                Measured { definition, estimate }
            })
            .collect()
    }

    /// Nothing where it is not known that any customer is kept, or lost.
    fn cost_of_customers_kept(&self) -> Estimate {
        let kept = self.own.kept;
        let number = Sums { x: kept.y, xx: kept.yy, ..kept }.per_replication(self.replications);
        let level = |sums: &Sums, scale| self.by_days.level(sums, scale, Interval::ANYTHING);
        let ends = level(&number, 1.0).and_then(|told| Estimate::from(told).ends());
        let is_known = ends.is_some_and(|ends| ends.low > 0.0 || ends.high < 0.0);
        let cost = level(&kept, Scale::Millionths.constant());
        cost.filter(|_| is_known).map_or_else(Estimate::default, Into::into)
    }

    /// A mean or a ratio of means, with its interval.
    fn ratio(&self, row: &Row, slot: usize) -> Estimate {
        let own = self.own.sums(row.place, row.first, slot);
        let recipe = &self.own.layout.recipes(row.place)[slot];
        let scale = recipe.scale;
        let told = match (self.base, row.partner) {
            (Some(base), Some(partner)) => {
                let other = base.sums(row.place, partner.first, slot);
                let other_scale = base.layout.recipes(row.place)[slot].scale;
                let products = self.own.products(row, slot, &own, &other);
                let sides = (Side { sums: &own, scale }, Side { sums: &other, scale: other_scale });
                let range = self.range(row, slot);
                self.by_days.difference(sides.0, sides.1, &products, range)
            }
            (Some(_), None) => None,
            (None, _) => self.by_days.level(&own, scale, self.range(row, slot)),
        };
        let is_exact = |told: &Told| {
            matches!(told.basis, Basis::NotSeenToVary { .. }) && self.is_exact(row, slot)
        };
        match told {
            None => Estimate::default(),
            Some(told) if is_exact(&told) => Told::exactly(told.value).into(),
            Some(told) => told.into(),
        }
    }

    /// Whether a figure, or a difference, is the same on every day by construction.
    fn is_exact(&self, row: &Row, slot: usize) -> bool {
        let recipe = &self.own.layout.recipes(row.place)[slot];
        let own = &self.own.plan.settled;
        let is_exact = own.is_exact(recipe, row.whose);
        let (Some(base), Some(partner)) = (self.base, row.partner) else { return is_exact };
        let (other, whose) = (&base.plan.settled, partner.whose);
        let base_recipe = &base.layout.recipes(row.place)[slot];
        own.is_model_of(other)
            || is_exact && other.is_exact(base_recipe, whose)
            || own.has_the_same(recipe, row.whose, (other, whose))
    }

    /// What a figure can be on any day.
    fn range(&self, row: &Row, slot: usize) -> Interval {
        let recipe = &self.own.layout.recipes(row.place)[slot];
        let is_signed = |side: &Accumulator| side.plan.settled.is_signed(recipe, row.whose);
        let is_signed = is_signed(self.own) || self.base.is_some_and(is_signed);
        let high = match recipe.unit {
            Unit::Share => 1.0,
            Unit::Seconds => self.longest(row, slot),
            Unit::Count | Unit::Money | Unit::Number => self.most(row, recipe),
        };
        let low = match (is_signed, recipe.unit) {
            (false, _) => 0.0,
            (true, Unit::Share) => -1.0,
            (true, _) => f64::NEG_INFINITY,
        };
        Interval { low, high }
    }

    /// Nobody waits longer, on average, than the centre is open. Where days seen say otherwise (who
    /// waits at closing may be answered days later, and a talk is as long as it is), no most is
    /// known.
    fn longest(&self, row: &Row, slot: usize) -> f64 {
        let open = self.own.plan.open_seconds;
        let seen = |side: &Accumulator, first: usize| {
            let scale = side.layout.recipes(row.place)[slot].scale;
            scale * side.sums(row.place, first, slot).size(side.replications())
        };
        let own = seen(self.own, row.first);
        let other = self.base.zip(row.partner).map_or(own, |(base, at)| seen(base, at.first));
        if own.max(other) > open { f64::INFINITY } else { open }
    }

    /// Of unwelcome events at most all that they could have happened to, of which a day has as
    /// many as days have on average.
    fn most(&self, row: &Row, recipe: &Recipe) -> f64 {
        let Some(among) = recipe.among else { return f64::INFINITY };
        let mean = |side: &Accumulator, first: usize| {
            side.sums(row.place, first, among).x as f64 / side.replications().max(1) as f64
        };
        let own = mean(self.own, row.first);
        let other = self.base.zip(row.partner).map_or(own, |(base, at)| mean(base, at.first));
        let most = own.max(other);
        if most > 0.0 { most } else { f64::INFINITY }
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
        if pairs.all > 0 && self.own.plan.settled.is_model_of(&base.plan.settled) {
            return Told::exactly(0.0).into();
        }
        ends((pairs.all > 0).then(|| pairs.difference()), || pairs.score_interval(self.normal))
    }

    fn waits(&self, row: &Row, pool: Pool) -> Waits {
        let with_curve = |side: &Accumulator, whose: Whose| {
            let waits = pooled(side, whose, pool);
            let curve = waits.curve(self.section_critical, self.by_days.none_seen());
            (waits, curve)
        };
        let (own, curve) = with_curve(self.own, row.whose);
        let base = self.base.zip(row.partner).map(|(base, at)| with_curve(base, at.whose));
        Waits { own, curve, base }
    }

    /// A percentile with both ends of its interval, or the difference of two.
    fn percentile(&self, waits: &Waits, share: f64) -> Estimate {
        let basis = |varies: bool| {
            let unlike = self.by_days.none_seen();
            if varies { Basis::Variation } else { Basis::NotSeenToVary { unlike } }
        };
        // What inverts the curve, and the bin of the percentile itself.
        let with_bin = |side: &Sectioned, found: Interval| {
            let bin = side.bin_of_quantile(share).unwrap_or(found);
            let (low, high) = (found.low.min(bin.low), found.high.max(bin.high));
            Interval { low: SECOND * low, high: SECOND * high }
        };
        let own_ends = waits.curve.interval(share).map(|found| with_bin(&waits.own, found));
        let Some((base, base_curve)) = &waits.base else {
            let Some(value) = waits.own.quantile(share) else { return Estimate::default() };
            let Some(ends) = own_ends else { return Estimate::default() };
            let basis = basis(waits.curve.varies());
            return Told { value: value * SECOND, width: Width::Ends(ends), basis }.into();
        };
        let Some(figure) = quantile::difference(&waits.own, base, share) else {
            return Estimate::default();
        };
        let Figure { value, standard_error } = figure.scaled(SECOND);
        if self.base.is_some_and(|base| self.own.plan.settled.is_model_of(&base.plan.settled)) {
            return Told::exactly(value).into();
        }
        let error = standard_error.unwrap_or_default();
        if error <= 0.0 {
            // No section moved it: each of the two may be anywhere in its own interval.
            let base_ends = base_curve.interval(share).map(|found| with_bin(base, found));
            let ends = own_ends.zip(base_ends).map_or(Interval::ANYTHING, |(own, other)| {
                Interval { low: own.low - other.high, high: own.high - other.low }
            });
            // Both may be known to stand at one value: half of all wait not at all.
            let basis = basis(ends.high <= ends.low);
            return Told { value, width: Width::Ends(ends), basis }.into();
        }
        let bins = [&waits.own, base].map(|side| side.bin_of_quantile(share));
        let width = |bin: Interval| SECOND * (bin.high - bin.low);
        let widest = bins.into_iter().flatten().map(width).fold(0.0, f64::max);
        let half = (self.section_critical * error).max(widest);
        let ends = Interval { low: value - half, high: value + half };
        Told { value, width: Width::Ends(ends), basis: Basis::Variation }.into()
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
    if pool == Pool::AnsweredDelayed {
        sum.forget_first_bin();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::count::{Count, DayTotals, GroupCount};
    use super::super::estimate::find;
    use super::super::fixture::{empty_day, plan, random_day, set};
    use super::super::plan::{Plan, ServiceLevelFormula};
    use super::super::settled::{OfType, Settled};
    use super::*;
    use crate::base::Micros;

    const SALES: usize = 0;
    const SERVICE: usize = 1;

    /// Every key of the results' contract, families spelled out.
    const CONTRACT: &str = "offered answered abandoned blocked balked disconnected redialled \
        abandon_rate asa_seconds mean_wait_seconds wait_p50_seconds wait_p80_seconds \
        wait_p90_seconds wait_p95_seconds wait_p99_seconds answered_wait_p50_seconds \
        answered_wait_p80_seconds answered_wait_p90_seconds answered_wait_p95_seconds \
        answered_wait_p99_seconds max_wait_seconds queue_length service_level \
        service_levels.offered service_levels.answered service_levels.abandoned_within_excluded \
        service_levels.abandoned_within_met service_levels.short_excluded \
        service_levels.short_met occupancy utilisation load handle_time_seconds transfers \
        resolution_rate offers offer_acceptance conversion lost_sales \
        lost_sales_by_cause.blocked lost_sales_by_cause.balked lost_sales_by_cause.abandoned \
        lost_sales_by_cause.disconnected lost_sales_by_cause.waited revenue contribution wages \
        commissions contact_costs deferred_work_cost customers_lost \
        customers_lost_by_cause.abandoned customers_lost_by_cause.blocked \
        customers_lost_by_cause.balked customers_lost_by_cause.disconnected \
        customers_lost_by_cause.answered_late customers_lost_by_cause.per_minute_waited \
        customers_lost_by_cause.unresolved customers_lost_by_cause.transferred \
        customers_lost_by_cause.unwanted_offer customers_lost_by_cause.need_unmet \
        customers_lost_by_cause.broken_promise customers_lost_by_cause.need_met \
        customers_lost_by_cause.resolved_at_once lifetime_value_lost net_value";

    fn summary(plan: &Plan, days: &[DayTotals]) -> Summary {
        let mut sums = Accumulator::new(plan, None);
        for (at, day) in days.iter().enumerate() {
            sums.add(at as u64 + 1, day, None);
        }
        sums.summary()
    }

    fn difference(plans: (&Plan, &Plan), days: &[DayTotals], base_days: &[DayTotals]) -> Summary {
        let mut sums = Accumulator::new(plans.0, Some(plans.1));
        let mut base = Accumulator::new(plans.1, None);
        for (at, (day, base_day)) in days.iter().zip(base_days).enumerate() {
            sums.add(at as u64 + 1, day, Some(base_day));
            base.add(at as u64 + 1, base_day, None);
        }
        sums.difference(&base)
    }

    fn estimate(measures: &[Measured], key: &str) -> Estimate {
        find(measures, key).unwrap_or_else(|| panic!("no {key}")).estimate
    }

    fn mean(measures: &[Measured], key: &str) -> f64 {
        estimate(measures, key).mean.unwrap_or_else(|| panic!("{key} is undefined"))
    }

    fn near(found: f64, wanted: f64) -> bool {
        (found - wanted).abs() <= 1e-12 * wanted.abs().max(1.0)
    }

    fn days(from: u64, number: u64) -> Vec<DayTotals> {
        (from..from + number).map(random_day).collect()
    }

    #[test]
    fn the_total_has_every_measure_of_the_contract_in_the_order_of_the_registry() {
        let summary = summary(&plan(), &days(1, 1));
        for key in CONTRACT.split_whitespace() {
            assert!(find(&summary.total, key).is_some(), "no {key}");
        }
        let keys: Vec<_> = summary.total.iter().map(|measured| measured.definition.key).collect();
        let all = super::super::definitions::definitions().map(|definition| definition.key);
        assert_eq!(keys, all.filter(|key| keys.contains(key)).collect::<Vec<_>>());
    }

    #[test]
    fn subjects_stand_in_the_planners_order() {
        let summary = summary(&plan(), &days(1, 2));
        let names = |subjects: &[Subject]| {
            subjects.iter().map(|subject| subject.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&summary.contact_types), ["service", "sales"]);
        assert_eq!(names(&summary.agent_groups), ["blended", "desk"]);
        assert_eq!(summary.intervals[1].start, "08:30");
        assert_eq!(names(&summary.intervals[1].contact_types), ["service", "sales"]);
    }

    /// 20 offered: 10 answered (6 in time), 5 abandoned (3 within the threshold, 1 short), 2
    /// balked (within, and short), 1 blocked, 2 disconnected.
    fn told_day() -> DayTotals {
        let mut day = empty_day();
        for (count, value) in [
            (Count::Offered, 20),
            (Count::Answered, 10),
            (Count::AnsweredWithin, 6),
            (Count::Abandoned, 5),
            (Count::AbandonedWithin, 5),
            (Count::AbandonedShort, 3),
            (Count::Balked, 2),
            (Count::Blocked, 1),
            (Count::Disconnected, 2),
            (Count::WaitAnswered, 300_000_000),
            (Count::WaitAbandoned, 90_000_000),
            (Count::QueueOpen, 450_000_000),
            (Count::CustomersLost, 3 << 31),
        ] {
            set(&mut day, SALES, count, value);
        }
        day
    }

    #[test]
    fn the_six_service_levels_of_a_told_day() {
        for (headline, level) in [
            (ServiceLevelFormula::Offered, 6.0 / 20.0),
            (ServiceLevelFormula::Answered, 6.0 / 10.0),
            (ServiceLevelFormula::AbandonedWithinExcluded, 6.0 / 15.0),
            (ServiceLevelFormula::AbandonedWithinMet, 11.0 / 20.0),
            (ServiceLevelFormula::ShortExcluded, 6.0 / 17.0),
            (ServiceLevelFormula::ShortMet, 9.0 / 20.0),
        ] {
            let summary = summary(&Plan { headline, ..plan() }, &[told_day()]);
            assert!(near(mean(&summary.total, headline.key()), level), "{headline:?}");
            assert!(near(mean(&summary.total, "service_level"), level), "{headline:?}");
        }
    }

    #[test]
    fn figures_of_a_told_day_come_in_their_units() {
        let summary = summary(&plan(), &[told_day()]);
        for (key, value) in [
            ("offered", 20.0),
            ("abandon_rate", 0.25),
            ("asa_seconds", 30.0),
            ("mean_wait_seconds", 390.0 / 17.0),
            ("queue_length", 0.125),
            ("customers_lost", 1.5),
            ("lifetime_value_lost", 300.0),
        ] {
            assert!(near(mean(&summary.total, key), value), "{key}");
        }
    }

    #[test]
    fn staff_figures_divide_what_their_sentences_say() {
        let mut day = empty_day();
        for (count, values) in [
            (GroupCount::HandlingOpen, [400, 100]),
            (GroupCount::HandlingClosed, [20, 0]),
            (GroupCount::OnDutyOpen, [500, 300]),
            (GroupCount::Productive, [600, 400]),
            (GroupCount::Paid, [1000, 500]),
            (GroupCount::Away, [400, 100]),
        ] {
            day.groups[0][count as usize] = values[0];
            day.groups[1][count as usize] = values[1];
        }
        set(&mut day, SALES, Count::Offered, 30);
        set(&mut day, SALES, Count::Answered, 10);
        set(&mut day, SALES, Count::Handle, 500);
        let summary = summary(&plan(), &[day]);
        let blended = &summary.agent_groups[0].measures;
        for (measures, occupancy, utilisation, load) in
            [(blended, 0.8, 0.6, 0.7), (&summary.total, 500.0 / 800.0, 1000.0 / 1500.0, 1.5)]
        {
            assert!(near(mean(measures, "occupancy"), occupancy));
            assert!(near(mean(measures, "utilisation"), utilisation));
            assert!(near(mean(measures, "load"), load));
        }
    }

    #[test]
    fn service_levels_stand_in_their_lawful_order() {
        for seed in 1..40 {
            let summary = summary(&plan(), &days(seed, 1));
            for measures in summary.contact_types.iter().map(|subject| &subject.measures) {
                let level = |name: &str| mean(measures, &format!("service_levels.{name}"));
                assert!(level("offered") <= level("short_excluded"));
                assert!(level("offered") <= level("abandoned_within_excluded"));
                assert!(level("abandoned_within_excluded") <= level("abandoned_within_met"));
                assert!(level("answered") >= level("offered"));
            }
        }
    }

    #[test]
    fn nothing_over_nothing_is_undefined_and_one_day_has_no_half_width() {
        let one = summary(&plan(), &[told_day()]);
        assert_eq!(estimate(&one.total, "asa_seconds").half_width, None);
        assert_eq!(estimate(&one.total, "wait_p90_seconds"), Estimate::default());
        let service = &one.contact_types[0].measures;
        assert_eq!(estimate(service, "asa_seconds"), Estimate::default());
        assert_eq!(estimate(service, "service_level"), Estimate::default());
        assert_eq!(estimate(service, "target_met"), Estimate::default());
    }

    #[test]
    fn where_no_event_was_seen_there_is_a_bound_and_no_width() {
        let mut day = told_day();
        set(&mut day, SALES, Count::Blocked, 0);
        let summary = summary(&plan(), &vec![day; 59]);
        let blocked = estimate(&summary.total, "blocked");
        assert!(blocked.half_width.is_none() && blocked.mean == Some(0.0));
        assert!((blocked.none_seen().unwrap() - 0.0495).abs() < 1e-4);
        // On such a day at most all 20 offered are blocked.
        assert!((blocked.ends().unwrap().high - 20.0 * 0.0495).abs() < 2e-3);
        // The same number on every day seen is no certainty, and of no contacts no most is known.
        let abandoned = estimate(&summary.total, "abandoned");
        assert!(abandoned.none_seen().is_none() && abandoned.half_width.is_none());
        assert!(abandoned.low.unwrap() < 5.0 && abandoned.high.unwrap() > 5.0, "{abandoned:?}");
        let lost = estimate(&summary.total, "lost_sales");
        assert_eq!(lost.ends().map(|it| (it.low, it.high)), Some((0.0, f64::INFINITY)));
    }

    #[test]
    fn who_waits_for_longer_than_the_centre_is_open_takes_the_bound_of_waits_away() {
        let mut day = told_day();
        let wait = |day: &mut DayTotals, seconds: i64| {
            set(day, SALES, Count::WaitAnswered, 10 * 1_000_000 * seconds);
        };
        wait(&mut day, 30);
        let high = |days: &[DayTotals]| {
            let asa = estimate(&summary(&plan(), days).total, "asa_seconds");
            let ends = asa.ends().unwrap();
            assert!(ends.low <= asa.mean.unwrap() && asa.mean.unwrap() <= ends.high, "{asa:?}");
            ends.high
        };
        // Open for an hour: on days unlike those seen a wait is at most that.
        let unlike = 1.0 - 0.05_f64.sqrt().sqrt();
        assert!((high(&vec![day.clone(); 4]) - (30.0 + unlike * 3570.0)).abs() < 1e-6);
        let mut long = day.clone();
        wait(&mut long, 40_000);
        assert!(high(&vec![long.clone(); 4]).is_infinite());
        // One such day is enough: the mean is 10,030 seconds, of days with 0 and with 40,000.
        wait(&mut day, 0);
        assert!(high(&[day.clone(), day.clone(), long.clone(), day.clone()]) > 10_000.0);
        assert!(high(&[day.clone(), long.clone(), day.clone(), long]) > 20_000.0);
    }

    #[test]
    fn what_cannot_happen_is_exactly_0_and_not_merely_unseen() {
        let mut settled = Settled { types: vec![OfType::default(); 2], ..Settled::default() };
        for own in &mut settled.types {
            own.fixed.never([Count::Blocked]);
        }
        let mut day = told_day();
        set(&mut day, SALES, Count::Blocked, 0);
        let summary = summary(&Plan { settled, ..plan() }, &vec![day; 59]);
        let blocked = estimate(&summary.total, "blocked");
        let wanted = Estimate { mean: Some(0.0), half_width: Some(0.0), ..Estimate::default() };
        assert_eq!(blocked, Estimate { basis: Basis::Construction, ..wanted });
        assert!(estimate(&summary.total, "balked").ends().unwrap().low < 2.0);
    }

    #[test]
    fn days_are_few_for_a_skewed_figure_of_either_side() {
        let with = |abandoned: fn(usize) -> i64| -> Vec<DayTotals> {
            (0..40)
                .map(|at| {
                    let mut day = empty_day();
                    set(&mut day, SALES, Count::Offered, 100);
                    set(&mut day, SALES, Count::Abandoned, abandoned(at));
                    day
                })
                .collect()
        };
        let (rough, smooth) =
            (with(|at| if at % 3 == 0 { 9 } else { 0 }), with(|at| 3 + at as i64 % 2));
        assert!(summary(&plan(), &smooth).few_days.is_none());
        let few = summary(&plan(), &rough).few_days.unwrap();
        assert_eq!((few.definition.key, few.contact_type), ("abandon_rate", None));
        // Mean 3.15 and standard deviation 4.34: 2.0227 · 4.34 / sqrt(40) is 0.44 of it.
        assert!((190..=200).contains(&few.wanted), "{}", few.wanted);
        let change = difference((&plan(), &plan()), &smooth, &rough);
        assert_eq!(change.few_days.unwrap().wanted, few.wanted);
    }

    #[test]
    fn equal_variants_differ_by_exactly_0_in_every_figure() {
        let mut same = days(1, 45);
        for (at, day) in same.iter_mut().enumerate() {
            set(day, SALES, Count::TargetAsked, 1);
            set(day, SALES, Count::TargetMet, i64::from(at % 3 == 0));
        }
        let settled = Settled { model: Some([7; 32]), ..Settled::default() };
        let plan = Plan { settled, ..plan() };
        let summary = difference((&plan, &plan), &same, &same);
        let subjects = summary.contact_types.iter().chain(&summary.agent_groups);
        let of_day = subjects.flat_map(|subject| &subject.measures);
        let of_intervals = summary.intervals.iter().flat_map(|interval| {
            let subjects = interval.contact_types.iter().chain(&interval.agent_groups);
            subjects.flat_map(|subject| &subject.measures)
        });
        let mut seen = 0;
        let whole = summary.total.iter().chain(&summary.customers);
        for measured in whole.chain(of_day).chain(of_intervals) {
            let Estimate { mean, half_width, low, high, .. } = measured.estimate;
            let key = measured.definition.key;
            let all = [mean, half_width, low, high];
            assert!(all.into_iter().flatten().all(|figure| figure == 0.0), "{key}: {all:?}");
            assert!(measured.estimate.none_seen().is_none(), "{key}");
            seen += usize::from(mean.is_some());
        }
        assert!(seen > 300, "only {seen} figures");
    }

    #[test]
    fn a_difference_is_that_of_the_two_figures_and_narrower_when_paired() {
        let base_days = days(1, 60);
        let mut more = base_days.clone();
        for (at, day) in more.iter_mut().enumerate() {
            let wages = day.types[SALES][Count::Wages as usize];
            set(day, SALES, Count::Wages, wages + 5_000_000 + (at % 7) as i64);
        }
        let (own, other) = (summary(&plan(), &more), summary(&plan(), &base_days));
        let change = difference((&plan(), &plan()), &more, &base_days);
        let wages = estimate(&change.total, "wages");
        let between = mean(&own.total, "wages") - mean(&other.total, "wages");
        assert!((wages.mean.unwrap() - between).abs() < 1e-9);
        assert!(wages.half_width.unwrap() > 0.0 && wages.half_width.unwrap() < 1e-5);
        assert!(estimate(&own.total, "wages").half_width.unwrap() > 0.01);
    }

    #[test]
    fn the_half_width_of_a_mean_is_students() {
        let of_wages = |wages: i64| {
            let mut day = empty_day();
            set(&mut day, SALES, Count::Wages, wages * 1_000_000);
            day
        };
        let (own, base) = ([of_wages(1010), of_wages(1014)], [of_wages(1), of_wages(2)]);
        // Standard errors 4 / 2 and, of 9 and 12, 3 / 2; Student with one degree: 12.706.
        let wages = estimate(&summary(&plan(), &own).total, "wages");
        assert!(near(wages.mean.unwrap(), 1012.0));
        assert!((wages.half_width.unwrap() - 12.706_204_736 * 2.0).abs() < 1e-6, "{wages:?}");
        let wages = estimate(&difference((&plan(), &plan()), &own, &base).total, "wages");
        assert!(near(wages.mean.unwrap(), 1010.5));
        assert!((wages.half_width.unwrap() - 12.706_204_736 * 1.5).abs() < 1e-6, "{wages:?}");
    }

    #[test]
    fn groups_and_their_intervals_are_paired_by_name() {
        let base = Plan {
            groups: vec!["desk".into(), "floor".into()],
            intervals: vec!["08:30".into(), "09:00".into()],
            ..plan()
        };
        let (mut own_day, mut base_day) = (empty_day(), empty_day());
        // 08:30 and the desk are the second of the one and the first of the other.
        own_day.group_cells[3][GroupCount::Answered as usize] = 50;
        base_day.group_cells[0][GroupCount::Answered as usize] = 20;
        own_day.groups[1][GroupCount::Answered as usize] = 90;
        base_day.groups[0][GroupCount::Answered as usize] = 70;
        let change = difference((&plan(), &base), &[own_day], &[base_day]);
        let answered = |subjects: &[Subject]| {
            let [desk] = subjects else { panic!("{} groups", subjects.len()) };
            assert_eq!(desk.name, "desk");
            mean(&desk.measures, "answered")
        };
        assert!(near(answered(&change.agent_groups), 20.0));
        assert!(near(answered(&change.intervals[1].agent_groups), 30.0));
        assert!(change.intervals[0].agent_groups.is_empty());
    }

    #[test]
    fn subjects_are_paired_by_name_and_others_left_out() {
        let base = Plan {
            contact_types: vec!["complaint".into(), "service".into()],
            groups: vec!["door".into(), "floor".into()],
            intervals: vec!["08:30".into(), "09:00".into()],
            ..plan()
        };
        let (own_days, base_days) = (days(1, 3), days(50, 3));
        let change = difference((&plan(), &base), &own_days, &base_days);
        assert_eq!(change.contact_types.len(), 1);
        assert!(change.agent_groups.is_empty());
        let total =
            |days: &[DayTotals], of: fn(&DayTotals) -> i64| days.iter().map(of).sum::<i64>();
        let offered = total(&own_days, |day| day.types[SERVICE][Count::Offered as usize])
            - total(&base_days, |day| day.types[SERVICE][Count::Offered as usize]);
        let service = change.contact_types[0].get("offered").unwrap().estimate.mean.unwrap();
        assert!(near(service, offered as f64 / 3.0));
        // 08:30 is the second interval of the one and the first of the other.
        let offered = total(&own_days, |day| day.cells[3][Count::Offered as usize])
            - total(&base_days, |day| day.cells[1][Count::Offered as usize]);
        let cell = &change.intervals[1].contact_types[0];
        assert!(near(cell.get("offered").unwrap().estimate.mean.unwrap(), offered as f64 / 3.0));
        assert!(change.intervals[0].contact_types.is_empty());
    }

    #[test]
    fn a_share_of_days_has_wilsons_ends_and_its_difference_the_score_interval() {
        let with = |met: fn(usize) -> bool| -> Vec<DayTotals> {
            (0..40)
                .map(|at| {
                    let mut day = random_day(at as u64);
                    set(&mut day, SALES, Count::TargetAsked, 1);
                    set(&mut day, SALES, Count::TargetMet, i64::from(met(at)));
                    set(&mut day, SALES, Count::AnsweredWithin, i64::from(met(at)));
                    day
                })
                .collect()
        };
        let (own, base) = (with(|at| at < 30), with(|at| at < 20));
        let level = estimate(&summary(&plan(), &own).total, "target_met");
        assert_eq!((level.mean, level.half_width), (Some(0.75), None));
        assert!(level.low.unwrap() > 0.59 && level.high.unwrap() < 0.86, "{level:?}");
        let change = estimate(&difference((&plan(), &plan()), &own, &base).total, "target_met");
        assert_eq!(change.mean, Some(0.25));
        assert!(change.low.unwrap() > 0.1 && change.high.unwrap() < 0.41, "{change:?}");
    }

    /// Days on which sales asked for its target and met it, or not.
    fn judged_days(met: &[bool]) -> Vec<DayTotals> {
        let judged = |&met: &bool| {
            let mut day = empty_day();
            for (count, value) in [
                (Count::TargetAsked, 1),
                (Count::TargetMet, i64::from(met)),
                (Count::Offered, 10),
                (Count::AnsweredWithin, if met { 9 } else { 7 }),
            ] {
                set(&mut day, SALES, count, value);
            }
            day
        };
        met.iter().map(judged).collect()
    }

    #[test]
    fn shares_of_days_are_compared_by_their_discordant_pairs() {
        let held = |from: usize, to: usize| (0..40).map(|at| (from..to).contains(&at)).collect();
        let (own, base): (Vec<bool>, Vec<bool>) = (held(0, 30), held(20, 40));
        let normal = student::normal(0.95);
        let level = estimate(&summary(&plan(), &judged_days(&own)).total, "target_met");
        let Interval { low, high } = wilson(30, 40, normal);
        assert_eq!((level.low, level.high), (Some(low), Some(high)));
        let change = difference((&plan(), &plan()), &judged_days(&own), &judged_days(&base));
        // 20 days on which the first met it alone, 10 on which the second did.
        let pairs = Pairs { all: 40, first_only: 20, second_only: 10 };
        let Interval { low, high } = pairs.score_interval(normal);
        let change = estimate(&change.total, "target_met");
        let expected =
            Estimate { mean: Some(0.25), low: Some(low), high: Some(high), ..Estimate::default() };
        assert_eq!(change, expected);
    }

    #[test]
    fn where_no_target_was_asked_shares_of_days_do_not_differ_by_0() {
        let days = vec![empty_day(); 2];
        let change = difference((&plan(), &plan()), &days, &days);
        assert_eq!(estimate(&change.total, "target_met"), Estimate::default());
    }

    #[test]
    fn shares_of_days_are_certainly_equal_where_the_model_is_the_same() {
        let own = judged_days(&[true; 40]);
        // No discordant pair: a half-width of z^2 / (n + z^2).
        let in_doubt = |estimate: Estimate| {
            let half = 3.841_459 / 43.841_459;
            estimate.mean == Some(0.0)
                && (estimate.low.unwrap() + half).abs() < 1e-6
                && (estimate.high.unwrap() - half).abs() < 1e-6
        };
        let change = difference((&plan(), &plan()), &own, &own);
        assert!(in_doubt(estimate(&change.total, "target_met")));
        let settled = Settled { model: Some([7; 32]), ..Settled::default() };
        let known = Plan { settled, ..plan() };
        let change = difference((&known, &known), &own, &own);
        let change = estimate(&change.total, "target_met");
        assert_eq!((change.half_width, change.basis), (Some(0.0), Basis::Construction));
    }

    /// Of sales 10 answered at once, 10 in [16, 16.25) ms, 20 left in [32, 32.5) ms; of service
    /// 60 left in [64, 65) ms.
    fn waiting_day() -> DayTotals {
        let mut day = empty_day();
        day.answered_waits[SALES].bins[0] = 10;
        day.answered_waits[SALES].bins[2] = 10;
        day.left_waits[SALES].bins[66] = 20;
        day.left_waits[SERVICE].bins[130] = 60;
        day
    }

    #[test]
    fn each_percentile_is_of_its_own_waits_in_seconds() {
        let summary = summary(&plan(), &vec![waiting_day(); 40]);
        let sales = &summary.contact_types[1].measures;
        for (measures, key, wanted) in [
            // The 32nd of 40 is the 12th of the 20 in the last bin.
            (sales, "wait_p80_seconds", 0.0323),
            (sales, "answered_wait_p50_seconds", 0.0),
            (sales, "answered_wait_p80_seconds", 0.016_15),
            (sales, "answered_delayed_wait_p50_seconds", 0.016_125),
            // The 80th of 100 is the 40th of 60.
            (&summary.total, "wait_p80_seconds", 0.064 + 0.001 * 40.0 / 60.0),
            (&summary.total, "answered_wait_p80_seconds", 0.016_15),
        ] {
            let found = estimate(measures, key);
            assert!((found.mean.unwrap() - wanted).abs() < 1e-9, "{key}: {found:?}");
            // Every day was the same: there is no doubt but that of the bin.
            let at = super::super::waits::bin(Micros((wanted * 1e6) as u64));
            let (from, to) = super::super::waits::edges(at);
            let near =
                |end: Option<f64>, edge: u64| (end.unwrap() - edge as f64 * 1e-6).abs() < 1e-9;
            assert!(near(found.low, from) && near(found.high, to), "{key}: {found:?}");
        }
    }

    #[test]
    fn a_percentile_is_not_above_the_longest_wait_and_holds_its_bin() {
        let mut day = empty_day();
        (0..10).for_each(|_| day.answered_waits[SALES].count(Micros(20_000_000)));
        let found = summary(&plan(), &vec![day; 60]);
        let (from, to) = super::super::waits::edges(super::super::waits::bin(Micros(20_000_000)));
        let p80 = estimate(&found.total, "wait_p80_seconds");
        assert!((p80.mean.unwrap() - 20.0).abs() < 1e-9, "{p80:?}");
        assert!(p80.low.unwrap() <= from as f64 * 1e-6 && p80.high.unwrap() >= to as f64 * 1e-6);
        // On one day in twenty all may wait longer: the 99th percentile has no upper end.
        let p99 = estimate(&found.total, "wait_p99_seconds");
        assert!((p99.mean.unwrap() - 20.0).abs() < 1e-9 && p99.high.is_none(), "{p99:?}");
        assert!(matches!(p99.basis, Basis::NotSeenToVary { .. }));
    }

    #[test]
    fn the_difference_of_two_percentiles_lies_in_the_middle_of_its_interval() {
        let days = days(1, 60);
        let mut longer = days.clone();
        for (at, day) in longer.iter_mut().enumerate() {
            day.answered_waits[SALES].bins[400] += 10 + at as u32 % 7;
        }
        let change = difference((&plan(), &plan()), &longer, &days);
        let key = "answered_wait_p50_seconds";
        let Estimate { mean: Some(mean), low: Some(low), high: Some(high), .. } =
            estimate(&change.total, key)
        else {
            panic!("no interval of a difference of percentiles");
        };
        let between = |days: &[DayTotals]| self::mean(&summary(&plan(), days).total, key);
        assert!((mean - (between(&longer) - between(&days))).abs() < 1e-9);
        assert!(low < mean && mean < high && (low + high - 2.0 * mean).abs() < 1e-9);
    }

    #[test]
    fn percentiles_lie_inside_their_interval_and_want_forty_days() {
        let days = days(1, 60);
        let all = summary(&plan(), &days);
        let p50 = estimate(&all.total, "answered_wait_p50_seconds");
        let (low, middle, high) = (p50.low.unwrap(), p50.mean.unwrap(), p50.high.unwrap());
        assert!(low < middle && middle < high && low > 27.0 && high < 33.0, "{p50:?}");
        assert_eq!(p50.half_width, None);
        let few = summary(&plan(), &days[..39]);
        assert_eq!(estimate(&few.total, "answered_wait_p50_seconds"), Estimate::default());
    }

    #[test]
    fn sensitivity_without_effects_adds_back_what_was_charged() {
        let mut day = empty_day();
        for (count, value) in [
            (Count::CustomersLost, 1 << 33),
            (Count::CustomersLostHalf, 1 << 32),
            (Count::NetValue, -1_000_000),
            (Count::NetValueHalf, 1_000_000),
            (Count::NetValueDouble, -5_000_000),
            (Count::NetValueQuadruple, -9_000_000),
            (Count::LossCost, 4_000_000),
        ] {
            set(&mut day, SALES, count, value);
        }
        let sensitivity = summary(&plan(), &[day.clone()]).sensitivity.unwrap();
        let figures: Vec<_> = sensitivity
            .at
            .iter()
            .map(|(at, lost, net)| (*at, lost.mean.unwrap(), net.mean.unwrap()))
            .collect();
        assert_eq!(figures[..3], [(0.0, 0.0, 3.0), (0.5, 1.0, 1.0), (1.0, 2.0, -1.0)]);
        assert_eq!(figures[3..], [(2.0, 0.0, -5.0), (4.0, 0.0, -9.0)]);
        assert!(near(sensitivity.sign_change.unwrap(), 0.75));
        assert!(summary(&Plan { retention: false, ..plan() }, &[day]).sensitivity.is_none());
    }

    #[test]
    fn sensitivity_is_looked_at_where_either_of_two_variants_has_effects() {
        let none = Plan { retention: false, ..plan() };
        let looked_at = |own: &Plan, base: &Plan| {
            difference((own, base), &[empty_day()], &[empty_day()]).sensitivity.is_some()
        };
        assert!(looked_at(&none, &plan()) && looked_at(&plan(), &none));
        assert!(looked_at(&plan(), &plan()) && !looked_at(&none, &none));
    }

    #[test]
    fn the_sign_changes_where_the_line_crosses_nothing() {
        assert_eq!(sign_change(&[(0.0, 3.0), (0.5, 1.0), (1.0, -1.0), (2.0, -4.0)]), Some(0.75));
        assert_eq!(sign_change(&[(1.0, -3.0), (3.0, 1.0)]), Some(2.5));
        assert_eq!(sign_change(&[(0.0, -3.0), (0.5, -1.0), (1.0, 0.0)]), Some(1.0));
        assert_eq!(sign_change(&[(0.0, 3.0), (4.0, 1.0)]), None);
        assert_eq!(sign_change(&[(0.0, 0.0), (4.0, 0.0)]), None);
        assert_eq!(sign_change(&[(0.0, 0.0), (4.0, 5.0)]), None);
    }
}
