//! Contrasts over several variants (main effects, interactions): the mean of some less the mean
//! of others, replication by replication.

use sha2::{Digest, Sha256};

use super::count::DayTotals;
use super::definitions::{Definition, definition};
use super::estimate::{Estimate, Measured};
use super::recipe::{Made, Reading, Sum, Whose};
use crate::stats::ratio::Sums;
use crate::stats::student;

/// What is contrasted: figures of the whole centre that add up over replications.
const KEYS: [&str; 11] = [
    "offered",
    "abandoned",
    "sold",
    "offers_accepted",
    "revenue",
    "contribution",
    "wages",
    "commissions",
    "deferred_work_cost",
    "customers_lost",
    "net_value",
];

/// Sums over replications of one contrast.
#[derive(Clone, Debug)]
pub struct ContrastAccumulator {
    /// Weight of each variant, times `divisor` so that it is whole.
    weights: Vec<i64>,
    divisor: i64,
    measures: Vec<(&'static Definition, Sum)>,
    replications: u64,
    sums: Vec<Sums>,
}

impl ContrastAccumulator {
    /// The mean of the variants at the positions `plus` less that of those at `minus`.
    ///
    /// # Panics
    /// If there are more variants than 2^31.
    #[must_use]
    pub fn new(plus: &[usize], minus: &[usize]) -> Self {
        let whole = |number: usize| i64::try_from(number.max(1)).expect("variants are few");
        let (pluses, minuses) = (whole(plus.len()), whole(minus.len()));
        let variants = plus.iter().chain(minus).max().map_or(0, |&last| last + 1);
        let mut weights = vec![0; variants];
        for &at in plus {
            weights[at] += minuses;
        }
        for &at in minus {
            weights[at] -= pluses;
        }
        let measures: Vec<_> = KEYS.iter().map(|&key| contrasted(key)).collect();
        let sums = vec![Sums::default(); measures.len()];
        Self { weights, divisor: pluses * minuses, measures, replications: 0, sums }
    }

    /// Adds one replication, given the day of every variant in the order of their positions.
    ///
    /// # Panics
    /// If a variant of the contrast has no day.
    pub fn add(&mut self, days: &[&DayTotals]) {
        self.replications += 1;
        let mut values = [0_i64; KEYS.len()];
        for (at, &weight) in self.weights.iter().enumerate().filter(|&(_, &weight)| weight != 0) {
            let reading = Reading::of(days[at]);
            let total = reading.view(Whose::Total);
            for (value, (_, sum)) in values.iter_mut().zip(&self.measures) {
                let part = total.sum(sum).checked_mul(weight);
                *value = part
                    .and_then(|part| value.checked_add(part))
                    .expect("the weighted totals of a day stay below 2^63");
            }
        }
        for (sums, value) in self.sums.iter_mut().zip(values) {
            sums.add_plain(value);
        }
    }

    /// Joins the replications of another set of sums of the same contrast.
    ///
    /// # Panics
    /// If it is another contrast.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.weights, other.weights, "only sums of one contrast are merged");
        self.replications += other.replications;
        for (sums, more) in self.sums.iter_mut().zip(&other.sums) {
            sums.merge(more);
        }
    }

    /// Adds weights and sums to a digest.
    pub fn digest(&self, hasher: &mut Sha256) {
        hasher.update(super::SAMPLE_PATH_VERSION.to_le_bytes());
        hasher.update(self.replications.to_le_bytes());
        for weight in &self.weights {
            hasher.update(weight.to_le_bytes());
        }
        for part in self.sums.iter().flat_map(Sums::parts) {
            hasher.update(part.to_le_bytes());
        }
    }

    /// The contrast of each figure, with Student's interval.
    #[must_use]
    pub fn measures(&self, confidence: f64) -> Vec<Measured> {
        let n = self.replications;
        let critical = if n > 1 { student::critical(confidence, n - 1) } else { 0.0 };
        self.measures
            .iter()
            .zip(&self.sums)
            .map(|(&(definition, _), sums)| {
                let scale = definition.scale.constant() / self.divisor as f64;
                let figure = sums.per_replication(n).figure(n).map(|figure| figure.scaled(scale));
                let estimate = figure.map_or_else(Estimate::default, |figure| Estimate {
                    mean: Some(figure.value),
                    half_width: figure.half_width(critical),
                    ..Estimate::default()
                });
                Measured { definition, estimate }
            })
            .collect()
    }
}

/// A measure of the registry that is a plain mean of the whole centre's counts.
fn contrasted(key: &str) -> (&'static Definition, Sum) {
    let definition = definition(key).expect("contrasts are of defined measures");
    let Made::Mean(sum) = definition.made[0].1 else {
        unreachable!("a contrast is of figures that add up over replications")
    };
    (definition, sum)
}
