//! Contrasts over several variants (main effects, interactions): the mean of some less the mean
//! of others, replication by replication.

use sha2::{Digest, Sha256};

use super::count::DayTotals;
use super::definitions::{Definition, definition};
use super::estimate::{Estimate, Measured};
use super::recipe::{Made, Reading, Sum, Whose};
use crate::base::tape::Tape;
use crate::stats::by_days::ByDays;
use crate::stats::ratio::Sums;

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

    /// Runs all sums past a tape.
    pub fn pass(&mut self, tape: &mut Tape) {
        tape.part(&mut self.replications);
        self.sums.iter_mut().for_each(|sums| sums.pass(tape));
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

    /// The contrast of each figure with its interval; nothing is known of the size that it may
    /// have on a day.
    #[must_use]
    pub fn measures(&self, confidence: f64) -> Vec<Measured> {
        let n = self.replications;
        let by_days = ByDays::new(n, confidence);
        let measure = |(&(definition, _), sums): (&(&'static Definition, Sum), &Sums)| {
            let scale = definition.scale.constant() / self.divisor as f64;
            let figure = sums.per_replication(n).figure(n).map(|figure| figure.scaled(scale));
            let told = figure.map(|figure| by_days.change(figure, sums.some, f64::INFINITY));
            Measured { definition, estimate: told.map_or_else(Estimate::default, Into::into) }
        };
        self.measures.iter().zip(&self.sums).map(measure).collect()
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

#[cfg(test)]
mod tests {
    use super::super::count::Count;
    use super::super::estimate::find;
    use super::super::fixture::{empty_day, random_day, set};
    use super::*;

    fn wages(of: i64) -> DayTotals {
        let mut day = empty_day();
        set(&mut day, 0, Count::Wages, of * 1_000_000);
        day
    }

    #[test]
    fn a_contrast_is_the_mean_of_some_less_the_mean_of_others() {
        let mut contrast = ContrastAccumulator::new(&[0, 3], &[2]);
        for extra in [0, 6] {
            let days = [wages(10 + extra), wages(999), wages(4), wages(20)];
            contrast.add(&days.each_ref());
        }
        let measures = contrast.measures(0.95);
        let estimate = find(&measures, "wages").unwrap().estimate;
        // (10 + 20) / 2 - 4 = 11 and (16 + 20) / 2 - 4 = 14; Student with one degree: 12.706.
        assert!((estimate.mean.unwrap() - 12.5).abs() < 1e-12);
        assert!((estimate.half_width.unwrap() - 12.706_204_736 * 1.5).abs() < 1e-6);
    }

    #[test]
    fn all_contrasts_of_equal_days_are_0() {
        let mut contrast = ContrastAccumulator::new(&[0, 3], &[1, 2]);
        for seed in 0..5 {
            let day = random_day(seed);
            contrast.add(&[&day; 4]);
        }
        for measured in contrast.measures(0.95) {
            // Not seen to differ, which is no certainty.
            assert_eq!(measured.estimate.mean, Some(0.0));
            assert_eq!(measured.estimate.half_width, None);
        }
    }

    #[test]
    fn a_contrast_with_nothing_is_the_mean_itself() {
        let estimate = |contrast: &ContrastAccumulator| {
            find(&contrast.measures(0.95), "wages").unwrap().estimate
        };
        let mut contrast = ContrastAccumulator::new(&[0, 1], &[]);
        contrast.add(&[&wages(10), &wages(20)]);
        // One replication has no half-width.
        assert_eq!(estimate(&contrast), Estimate { mean: Some(15.0), ..Estimate::default() });
        let mut contrast = ContrastAccumulator::new(&[], &[1]);
        contrast.add(&[&wages(10), &wages(20)]);
        assert_eq!(estimate(&contrast), Estimate { mean: Some(-20.0), ..Estimate::default() });
    }

    #[test]
    fn weights_replications_and_sums_move_the_digest() {
        let digest = |plus: &[usize], days: &[i64]| {
            let mut contrast = ContrastAccumulator::new(plus, &[1]);
            for &day in days {
                contrast.add(&[&wages(day), &wages(0), &wages(0)]);
            }
            let mut hasher = Sha256::new();
            contrast.digest(&mut hasher);
            hasher.finalize()
        };
        assert_ne!(digest(&[0], &[3]), digest(&[0], &[4]), "a sum");
        assert_ne!(digest(&[0], &[3]), digest(&[0], &[3, 0]), "the replications");
        assert_ne!(digest(&[0], &[0]), digest(&[2], &[0]), "the weights");
    }

    #[test]
    fn merging_gives_the_same_as_adding_all() {
        let days: Vec<_> = (0..9).map(random_day).collect();
        let new = || ContrastAccumulator::new(&[0], &[1]);
        let (mut whole, mut first, mut second) = (new(), new(), new());
        for at in 0..8 {
            let pair = [&days[at], &days[at + 1]];
            whole.add(&pair);
            if at % 3 == 0 { first.add(&pair) } else { second.add(&pair) }
        }
        second.merge(&first);
        let digest = |contrast: &ContrastAccumulator| {
            let mut hasher = Sha256::new();
            contrast.digest(&mut hasher);
            hasher.finalize()
        };
        assert_eq!(digest(&whole), digest(&second));
    }
}
