//! A figure replication by replication: what is stored of a run so that a later one can be paired
//! with it, and what procedures that stop at some number of replications look at.

use super::count::DayTotals;
use super::definitions::Unit;
use super::estimate::Estimate;
use super::figure_name::FigureName;
use super::layout::{Layout, Recipe, measures_at, slot_of};
use super::plan::Plan;
use super::recipe::{Made, Pool, Reading, Whose};
use super::waits::{BINS, WaitHistogram, edges};
use crate::stats::by_days::ByDays;
use crate::stats::interval::{Figure, Interval};
use crate::stats::paired::{self, Products, Side};
use crate::stats::quantile;
use crate::stats::ratio::Sums;

/// What a figure is made of in one replication: its numerator, and its denominator (1 for a mean
/// over replications).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    pub x: i64,
    pub y: i64,
}

/// Reads one figure off the days of a variant.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    whose: Whose,
    source: Source,
    scale: f64,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Counts(Recipe),
    /// A percentile of the replication's own waits, in microseconds.
    Percentile(Pool, f64),
}

/// The observations of a figure, in the order of replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// From the unit of x / y to the unit printed.
    pub scale: f64,
    pub observations: Vec<Observation>,
}

impl Reader {
    /// None where the plan has no such subject.
    #[must_use]
    pub(crate) fn new(figure: &FigureName, plan: &Plan) -> Option<Self> {
        let whose = figure.whose(plan)?;
        let place = figure.place();
        let made = measures_at(place).find(|(own, _)| own.key == figure.definition.key);
        let (definition, made) = made.expect("a figure's name was read from the registry");
        let (source, scale) = if let Made::Percentile(pool, share) = made {
            (Source::Percentile(pool, share), definition.scale.constant())
        } else {
            let recipe = Layout::new(plan).recipes(place)[slot_of(place, definition.key)];
            (Source::Counts(recipe), recipe.scale)
        };
        Some(Self { whose, source, scale })
    }

    /// Whether the figure is an exact mean over replications of one number each, that need be no
    /// ratio.
    #[must_use]
    pub(crate) fn is_mean(&self) -> bool {
        matches!(self.source, Source::Counts(recipe) if recipe.y.is_none())
    }

    /// Whether the figure is a percentile of each replication's own waits.
    #[must_use]
    pub(crate) fn is_percentile(&self) -> bool {
        matches!(self.source, Source::Percentile(..))
    }

    /// No observations yet.
    #[must_use]
    pub(crate) fn series(&self) -> Series {
        Series { scale: self.scale, observations: Vec::new() }
    }

    fn read(&self, day: &DayTotals, reading: &Reading<'_>) -> Observation {
        match self.source {
            Source::Counts(recipe) => {
                let view = reading.view(self.whose);
                Observation { x: view.sum(recipe.x), y: recipe.y.map_or(1, |y| view.sum(y)) }
            }
            Source::Percentile(pool, share) => self.percentile(day, pool, share),
        }
    }

    fn percentile(&self, day: &DayTotals, pool: Pool, share: f64) -> Observation {
        let types = match self.whose {
            Whose::Type(at) => at..at + 1,
            _ => 0..day.answered_waits.len(),
        };
        let (mut counts, mut longest) = (vec![0_u64; BINS], 0);
        let mut add = |waits: &WaitHistogram| {
            longest = waits.longest.0.max(longest);
            for (sum, &more) in counts.iter_mut().zip(&waits.bins) {
                *sum += u64::from(more);
            }
        };
        for at in types {
            add(&day.answered_waits[at]);
            if pool == Pool::All {
                add(&day.left_waits[at]);
            }
        }
        if pool == Pool::AnsweredDelayed {
            counts[0] = 0;
        }
        let nothing = Observation::default();
        quantile::quantile(&counts, edges, longest, share)
            .map_or(nothing, |wait| Observation { x: wait.round() as i64, y: 1 })
    }
}

impl Series {
    /// The figure in each replication; none where it was 0/0.
    pub fn values(&self) -> impl Iterator<Item = Option<f64>> {
        self.observations
            .iter()
            .map(|it| (it.y != 0).then(|| self.scale * it.x as f64 / it.y as f64))
    }

    /// The ratio of means over all of it. A percentile is here the mean of the replications' own
    /// percentiles, which is not the percentile of all waits together.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        Some(self.sums().figure(self.number())?.scaled(self.scale))
    }

    /// The same with its interval.
    #[must_use]
    pub fn level(&self, unit: Unit, confidence: f64) -> Estimate {
        level(&self.sums(), (self.number(), self.scale), unit, confidence)
    }

    /// Its first observations.
    #[must_use]
    pub fn first(&self, number: usize) -> Self {
        Self { scale: self.scale, observations: self.observations[..number].to_vec() }
    }

    /// This less another over the same replications, paired; none where either is 0/0.
    ///
    /// # Panics
    /// If the two have not equally many replications.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<Figure> {
        let n = self.observations.len();
        assert_eq!(n, other.observations.len(), "pairs have the same replications");
        let (own, base) = (self.sums(), other.sums());
        let products = self.products(other);
        let side = |sums, scale| Side { sums, scale };
        paired::difference(n as u64, side(&own, self.scale), side(&base, other.scale), &products)
    }

    /// The same with its interval.
    ///
    /// # Panics
    /// As [`Self::difference`].
    #[must_use]
    pub fn change(&self, other: &Self, unit: Unit, confidence: f64) -> Estimate {
        let Some(figure) = self.difference(other) else { return Estimate::default() };
        let by_days = ByDays::new(self.number(), confidence);
        by_days.change(figure, self.apart(other), self.most(other, unit)).into()
    }

    /// What each replication adds to the error of the ratio of means, s (x - R y) / Y with Y the mean
    /// of y; nothing where it is 0/0.
    #[must_use]
    pub(crate) fn deviations(&self) -> Vec<f64> {
        let sums = self.sums();
        if sums.y == 0 {
            return Vec::new();
        }
        let (ratio, mean) = (sums.x as f64 / sums.y as f64, sums.y as f64 / self.number() as f64);
        let one = |it: &Observation| self.scale * (it.x as f64 - ratio * it.y as f64) / mean;
        self.observations.iter().map(one).collect()
    }

    /// Replications in which this and another were not the same.
    #[must_use]
    pub fn apart(&self, other: &Self) -> u64 {
        self.products(other).apart
    }

    /// The most by which this and another may differ in one replication: 1 for shares, and for
    /// other figures, of which no most is known, what lies between the least and the largest value
    /// that either had in any, and 0.
    #[must_use]
    pub fn most(&self, other: &Self, unit: Unit) -> f64 {
        if unit == Unit::Share {
            return 1.0;
        }
        let values = || self.values().chain(other.values()).flatten();
        let most = values().fold(0.0, f64::max) - values().fold(0.0, f64::min);
        if most > 0.0 { most } else { f64::INFINITY }
    }

    fn number(&self) -> u64 {
        self.observations.len() as u64
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums::default();
        self.observations.iter().for_each(|it| sums.add(it.x, it.y));
        sums
    }

    fn products(&self, other: &Self) -> Products {
        let mut products = Products::default();
        for (a, b) in self.observations.iter().zip(&other.observations) {
            products.add((a.x, a.y), (b.x, b.y));
        }
        products
    }
}

/// A figure of sums over so many replications, in the unit that the scale leads to, with its
/// interval. Shares lie between 0 and 1 on every day, seconds are not below 0.
#[must_use]
pub(crate) fn level(sums: &Sums, (n, scale): (u64, f64), unit: Unit, confidence: f64) -> Estimate {
    let range = match unit {
        Unit::Share => Interval { low: 0.0, high: 1.0 },
        Unit::Seconds => Interval { low: 0.0, high: f64::INFINITY },
        Unit::Count | Unit::Money | Unit::Number => Interval::ANYTHING,
    };
    let told = ByDays::new(n, confidence).level(sums, scale, range);
    told.map_or_else(Estimate::default, Into::into)
}

/// What a replication says of some figures of its variant.
pub(crate) fn observe(readers: &[Reader], day: &DayTotals) -> Vec<Observation> {
    let reading = Reading::of(day);
    readers.iter().map(|reader| reader.read(day, &reading)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::accumulator::Accumulator;
    use super::super::estimate::Summary;
    use super::super::figure_name::Names;
    use super::super::fixture::{empty_day, plan, random_day};
    use super::*;

    const KEYS: [&str; 7] = [
        "contact_types.sales.service_level",
        "contact_types.service.asa_seconds",
        "agent_groups.desk.occupancy",
        "intervals.08:30.contact_types.service.abandon_rate",
        "intervals.08:00.agent_groups.blended.occupancy",
        "total.net_value",
        "customers.customers_lost",
    ];

    fn named(key: &str) -> FigureName {
        FigureName::read(key, &Names::of(&plan())).unwrap()
    }

    fn series(key: &str, days: &[DayTotals]) -> Series {
        let reader = Reader::new(&named(key), &plan()).unwrap();
        let mut series = reader.series();
        series
            .observations
            .extend(days.iter().flat_map(|day| observe(std::slice::from_ref(&reader), day)));
        series
    }

    fn days(from: u64) -> Vec<DayTotals> {
        (from..from + 12).map(random_day).collect()
    }

    fn same(found: Estimate, wanted: Estimate, key: &str) {
        let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1e-3),
            (a, b) => a == b,
        };
        let is = near(found.mean, wanted.mean) && near(found.half_width, wanted.half_width);
        assert!(is, "{key}: {found:?}, not {wanted:?}");
    }

    #[test]
    fn a_series_says_what_the_sums_of_its_replications_say() {
        let (own, other) = (days(1), days(100));
        let mut base = Accumulator::new(&plan(), None);
        let mut sums = Accumulator::new(&plan(), Some(&plan()));
        for (number, (day, base_day)) in (1..).zip(own.iter().zip(&other)) {
            base.add(number, base_day, None);
            sums.add(number, day, Some(base_day));
        }
        let of = |summary: &Summary, key: &str| named(key).of(summary).unwrap().estimate;
        for key in KEYS {
            let (own, other) = (series(key, &own), series(key, &other));
            let unit = named(key).definition.unit;
            same(own.level(unit, 0.95), of(&sums.summary(), key), key);
            let difference = own.change(&other, unit, 0.95);
            same(difference, of(&sums.difference(&base), key), key);
        }
    }

    #[test]
    fn a_percentile_is_that_of_the_replications_own_waits() {
        let mut day = empty_day();
        day.answered_waits[0].bins[0] = 10;
        day.left_waits[0].bins[66] = 10;
        let one = |key: &str| series(key, std::slice::from_ref(&day)).values().next().unwrap();
        let p90 = one("contact_types.sales.wait_p90_seconds").unwrap();
        assert!((p90 - 0.0324).abs() < 1e-9, "{p90}");
        assert_eq!(one("total.answered_wait_p90_seconds"), Some(0.0));
        assert_eq!(one("contact_types.service.wait_p90_seconds"), None);
    }

    #[test]
    fn a_loss_and_a_gain_are_as_far_apart_as_both_together() {
        let observed = |net: [i64; 3]| {
            let observations = net.map(|x| Observation { x, y: 1 }).to_vec();
            Series { scale: 1.0, observations }
        };
        let (gain, loss) = (observed([100, 90, 80]), observed([-40, -50, -60]));
        assert!((gain.most(&loss, Unit::Money) - 160.0).abs() < 1e-12);
        assert!((loss.most(&loss, Unit::Money) - 60.0).abs() < 1e-12);
        // The same on every day seen, and yet no certainty: on either side of it.
        let (gain, loss) = (observed([100; 3]), observed([-40; 3]));
        let ends = gain.change(&loss, Unit::Money, 0.95).ends().unwrap();
        assert!(ends.low < 140.0 && ends.high >= 140.0, "{ends:?}");
    }

    #[test]
    fn a_share_of_nothing_is_no_value() {
        let nothing = series("contact_types.sales.service_level", &[empty_day()]);
        assert_eq!(nothing.values().collect::<Vec<_>>(), [None]);
        assert_eq!(nothing.figure(), None);
    }
}
