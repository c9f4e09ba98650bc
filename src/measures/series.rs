//! A figure replication by replication: what is stored of a run so that a later one can be paired
//! with it, and what procedures that stop at some number of replications look at.

use super::count::DayTotals;
use super::estimate::Estimate;
use super::figure_name::FigureName;
use super::layout::{Layout, Recipe, measures_at, slot_of};
use super::plan::Plan;
use super::recipe::{Made, Pool, Reading, Whose};
use super::waits::{BINS, edges};
use crate::stats::interval::Figure;
use crate::stats::paired::{self, Products, Side};
use crate::stats::quantile;
use crate::stats::ratio::Sums;
use crate::stats::student;

/// What a figure is made of in one replication: its numerator, and its denominator (1 for a mean
/// over replications).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Observation {
    pub x: i64,
    pub y: i64,
}

/// Reads one figure off the days of a variant.
#[derive(Clone, Debug)]
pub struct Reader {
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
    pub fn new(figure: &FigureName, plan: &Plan) -> Option<Self> {
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
    pub fn is_mean(&self) -> bool {
        matches!(self.source, Source::Counts(recipe) if recipe.y.is_none())
    }

    /// Whether the figure is a percentile of each replication's own waits.
    #[must_use]
    pub fn is_percentile(&self) -> bool {
        matches!(self.source, Source::Percentile(..))
    }

    /// No observations yet.
    #[must_use]
    pub fn series(&self) -> Series {
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
        let mut counts = vec![0_u64; BINS];
        let mut add = |bins: &[u32]| {
            for (sum, &more) in counts.iter_mut().zip(bins) {
                *sum += u64::from(more);
            }
        };
        for at in types {
            add(&day.answered_waits[at].bins);
            if pool == Pool::All {
                add(&day.left_waits[at].bins);
            }
        }
        if pool == Pool::AnsweredDelayed {
            counts[0] = 0;
        }
        let nothing = Observation::default();
        quantile::quantile(&counts, edges, share)
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
        let mut sums = Sums::default();
        self.observations.iter().for_each(|it| sums.add(it.x, it.y));
        Some(sums.figure(self.observations.len() as u64)?.scaled(self.scale))
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
        let (mut own, mut base, mut products) =
            (Sums::default(), Sums::default(), Products::default());
        for (a, b) in self.observations.iter().zip(&other.observations) {
            own.add(a.x, a.y);
            base.add(b.x, b.y);
            products.add((a.x, a.y), (b.x, b.y));
        }
        let side = |sums, scale| Side { sums, scale };
        paired::difference(n as u64, side(&own, self.scale), side(&base, other.scale), &products)
    }
}

/// What a replication says of some figures of its variant.
pub fn observe(readers: &[Reader], day: &DayTotals) -> Vec<Observation> {
    let reading = Reading::of(day);
    readers.iter().map(|reader| reader.read(day, &reading)).collect()
}

/// A figure of `replications` replications as an estimate with a Student interval.
#[must_use]
pub fn estimate(figure: Option<Figure>, replications: usize, confidence: f64) -> Estimate {
    let Some(figure) = figure else { return Estimate::default() };
    let degrees = replications.saturating_sub(1).max(1) as u64;
    let half_width = figure.half_width(student::critical(confidence, degrees));
    Estimate { mean: Some(figure.value), half_width, ..Estimate::default() }
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
            same(estimate(own.figure(), 12, 0.95), of(&sums.summary(), key), key);
            let difference = estimate(own.difference(&other), 12, 0.95);
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
    fn a_share_of_nothing_is_no_value() {
        let nothing = series("contact_types.sales.service_level", &[empty_day()]);
        assert_eq!(nothing.values().collect::<Vec<_>>(), [None]);
        assert_eq!(nothing.figure(), None);
    }
}
