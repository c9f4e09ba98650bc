//! Batch means of long runs: do they settle, and are the batches long enough?
//!
//! Batches of a steady state are taken for independent observations of equal mean. Three doubts
//! are looked into, in this order, since each explains the next:
//!
//! * a **trend** over the batches (least squares on their position; a queue that cannot be served
//!   grows in proportion to time, one at its limit as the square root of time);
//! * a **start** that differs from what follows: the mean of the first tenth of the batches against
//!   that of the second half (Geweke 1992, "Evaluating the accuracy of sampling-based approaches");
//! * **correlation** of neighbouring batches, by von Neumann's ratio of squared successive
//!   differences (von Neumann 1941; Fishman 1978, "Grouping observations in digital simulation";
//!   Law, Simulation Modeling and Analysis, on batch means), pooled over replications.
//!
//! The first two allow for correlation as that of a first-order autoregression. All tests are
//! strict (one sound run in a thousand is doubted) and ask for a size that matters as well, since
//! with enough replications everything is significant.

use super::ratio::grow;
use super::student::{critical, normal};
use crate::base::tape::Tape;

/// A sound run is doubted with this probability, on each ground.
const LEVEL: f64 = 0.001;
/// Growth over the run, relative to the mean, below which a trend is none. A queue that grows in
/// proportion to time from nothing has 2.
const LEAST_GROWTH: f64 = 0.5;
/// Below this correlation a 95 % interval still covers in 93.8 % of cases: 1.96 over the root of
/// (1 + r) / (1 - r).
const LEAST_CORRELATION: f64 = 0.05;
/// No correlation is taken for higher than this.
const MOST_CORRELATION: f64 = 0.95;

/// Exact sums over replications of a series of batch means, in whole numbers of a small unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BatchSeries {
    replications: u64,
    /// Sums over replications, by position.
    positions: Vec<i128>,
    /// Summed squares of the deviations from each replication's own mean, times the number of
    /// batches.
    within: i128,
    /// Summed squares of the steps from batch to batch.
    steps: i128,
}

/// A ground to doubt that batches are independent observations of one mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Doubt {
    /// The series grows by so much from batch to batch.
    Grows { per_batch: f64 },
    /// The mean of the first so many batches is not that of the second half.
    StartsOff { batches: usize, first: f64, later: f64 },
    /// Neighbouring batches have this correlation.
    Correlated { lag_one: f64 },
}

impl BatchSeries {
    /// Nothing added yet, of so many batches a replication.
    ///
    /// # Panics
    /// With fewer than four batches, of which nothing can be said.
    #[must_use]
    pub(crate) fn new(batches: usize) -> Self {
        assert!(batches >= 4, "a steady state has more batches");
        Self { replications: 0, positions: vec![0; batches], within: 0, steps: 0 }
    }

    /// Runs all sums past a tape.
    pub(crate) fn pass(&mut self, tape: &mut Tape) {
        tape.part(&mut self.replications);
        self.positions.iter_mut().for_each(|position| tape.whole(position));
        tape.whole(&mut self.within);
        tape.whole(&mut self.steps);
    }

    /// Adds the batch means of a replication.
    ///
    /// # Panics
    /// If they are not as many as the series has positions.
    pub(crate) fn add(&mut self, means: &[i64]) {
        assert_eq!(means.len(), self.positions.len(), "every replication has all batches");
        self.replications += 1;
        let (mut sum, mut squares) = (0, 0);
        for (position, &mean) in self.positions.iter_mut().zip(means) {
            let mean = i128::from(mean);
            grow(position, mean);
            sum += mean;
            squares += mean * mean;
        }
        grow(&mut self.within, means.len() as i128 * squares - sum * sum);
        for pair in means.windows(2) {
            let step = i128::from(pair[1]) - i128::from(pair[0]);
            grow(&mut self.steps, step * step);
        }
    }

    /// Joins the replications of two series.
    ///
    /// # Panics
    /// If they have not as many batches.
    pub(crate) fn merge(&mut self, other: &Self) {
        assert_eq!(self.positions.len(), other.positions.len(), "series of one scenario");
        self.replications += other.replications;
        for (sum, &more) in self.positions.iter_mut().zip(&other.positions) {
            grow(sum, more);
        }
        grow(&mut self.within, other.within);
        grow(&mut self.steps, other.steps);
    }

    /// The mean of all batches, in the unit of the series.
    #[must_use]
    pub(crate) fn mean(&self) -> f64 {
        self.mean_of(0, self.positions.len())
    }

    /// The first ground to doubt; none for a series that looks settled.
    #[must_use]
    pub(crate) fn doubt(&self) -> Option<Doubt> {
        if self.replications == 0 || self.within == 0 {
            return None;
        }
        self.growth().or_else(|| self.start()).or_else(|| self.correlation())
    }

    /// A trend upwards.
    fn growth(&self) -> Option<Doubt> {
        let (batches, replications) = (self.batches(), self.replications as f64);
        // Positions are counted from their middle; their squares sum to this.
        let spread = batches * (batches * batches - 1.0) / 12.0;
        let middle = (batches - 1.0) / 2.0;
        let moments = self.positions.iter().zip(0_u32..);
        let moment: f64 = moments.map(|(sum, at)| *sum as f64 * (f64::from(at) - middle)).sum();
        let slope = moment / (replications * spread);
        let trend_squares = replications * slope * slope * spread;
        let squares = self.squares() - trend_squares;
        let risen = (self.positions[self.positions.len() - 1] - self.positions[0]) as f64;
        let steps = self.steps as f64 - 2.0 * slope * risen
            + replications * (batches - 1.0) * slope * slope;
        let degrees = self.degrees() - 1;
        let error = (squares.max(0.0) / degrees as f64 / (replications * spread)).sqrt()
            * widening(correlation_of(steps, squares));
        let growth = slope * (batches - 1.0);
        let is_clear = slope > critical(1.0 - 2.0 * LEVEL, degrees) * error;
        (is_clear && growth > LEAST_GROWTH * self.mean())
            .then_some(Doubt::Grows { per_batch: slope })
    }

    /// A start that is not like the rest.
    fn start(&self) -> Option<Doubt> {
        let all = self.positions.len();
        let batches = (all / 10).max(1);
        let (first, later) = (self.mean_of(0, batches), self.mean_of(all - all / 2, all));
        let variance = self.squares() / self.degrees() as f64;
        let parts = 1.0 / batches as f64 + 1.0 / (all / 2) as f64;
        let lag_one = correlation_of(self.steps as f64, self.squares());
        let error = (variance * parts / self.replications as f64).sqrt() * widening(lag_one);
        let is_clear = (first - later).abs() > critical(1.0 - LEVEL, self.degrees()) * error;
        is_clear.then_some(Doubt::StartsOff { batches, first, later })
    }

    /// Neighbours that are more alike than chance makes them: von Neumann's ratio is near normal
    /// with this variance for as few as ten observations.
    fn correlation(&self) -> Option<Doubt> {
        let batches = self.batches();
        let lag_one = correlation_of(self.steps as f64, self.squares());
        let variance = (batches - 2.0) / (batches * batches - 1.0) / self.replications as f64;
        let least = (normal(1.0 - 2.0 * LEVEL) * variance.sqrt()).max(LEAST_CORRELATION);
        (lag_one > least).then_some(Doubt::Correlated { lag_one })
    }

    fn batches(&self) -> f64 {
        self.positions.len() as f64
    }

    /// Degrees of freedom within replications.
    fn degrees(&self) -> u64 {
        self.replications * (self.positions.len() as u64 - 1)
    }

    /// Summed squares of the deviations from each replication's own mean.
    fn squares(&self) -> f64 {
        self.within as f64 / self.batches()
    }

    /// The mean of the positions from `from` up to and without `to`.
    fn mean_of(&self, from: usize, to: usize) -> f64 {
        let sum: i128 = self.positions[from..to].iter().sum();
        sum as f64 / (self.replications.max(1) as f64 * (to - from) as f64)
    }
}

/// One less half of von Neumann's ratio: near the correlation of neighbours, and 0 on average
/// where there is none.
fn correlation_of(steps: f64, squares: f64) -> f64 {
    if squares > 0.0 { 1.0 - steps / (2.0 * squares) } else { 0.0 }
}

/// How much wider the error of a mean is than without the correlation.
fn widening(lag_one: f64) -> f64 {
    let lag_one = lag_one.clamp(0.0, MOST_CORRELATION);
    ((1.0 + lag_one) / (1.0 - lag_one)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    /// Autoregressive series about a level and a slope, with innovations from 0 to 1000.
    fn series(
        seed: u64,
        replications: u64,
        (level, slope, memory): (f64, f64, f64),
    ) -> BatchSeries {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut series = BatchSeries::new(20);
        for _ in 0..replications {
            let mut state = 0.0;
            let means: Vec<i64> = (0..20)
                .map(|at| {
                    state = memory * state + random.random_range(-500.0..500.0);
                    (level + slope * f64::from(at) + state) as i64
                })
                .collect();
            series.add(&means);
        }
        series
    }

    fn doubted(replications: u64, how: (f64, f64, f64)) -> usize {
        (0..1000).filter(|&seed| series(seed, replications, how).doubt().is_some()).count()
    }

    #[test]
    fn a_sound_series_is_doubted_once_in_hundreds() {
        for replications in [1, 5, 50] {
            let doubted = doubted(replications, (5000.0, 0.0, 0.0));
            assert!(doubted <= 8, "{doubted} of 1000 at {replications} replications");
        }
    }

    #[test]
    fn growth_is_found_and_measured() {
        let found = series(1, 5, (100.0, 400.0, 0.0)).doubt();
        let Some(Doubt::Grows { per_batch }) = found else { panic!("{found:?}") };
        assert!((per_batch - 400.0).abs() < 30.0, "{per_batch}");
        // A trend that is sure and small is none.
        let small = series(1, 200, (100_000.0, 100.0, 0.0)).doubt();
        assert!(!matches!(small, Some(Doubt::Grows { .. })), "{small:?}");
    }

    #[test]
    fn a_random_walk_upwards_is_growth_and_not_correlation() {
        let found = series(3, 20, (1000.0, 150.0, 1.0)).doubt();
        assert!(matches!(found, Some(Doubt::Grows { .. })), "{found:?}");
    }

    #[test]
    fn correlated_neighbours_are_found_and_measured() {
        let found = series(1, 50, (50_000.0, 0.0, 0.3)).doubt();
        let Some(Doubt::Correlated { lag_one }) = found else { panic!("{found:?}") };
        assert!((lag_one - 0.3).abs() < 0.1, "{lag_one}");
    }

    #[test]
    fn an_empty_start_is_found() {
        let mut cold = BatchSeries::new(20);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
        for _ in 0..50 {
            let warm = |at: usize| if at == 0 { 0.5 } else { 1.0 };
            let means: Vec<i64> =
                (0..20).map(|at| (warm(at) * random.random_range(500.0..1500.0)) as i64).collect();
            cold.add(&means);
        }
        let found = cold.doubt();
        let Some(Doubt::StartsOff { batches: 2, first, later }) = found else {
            panic!("{found:?}")
        };
        assert!((first - 750.0).abs() < 60.0 && (later - 1000.0).abs() < 30.0, "{found:?}");
    }

    #[test]
    fn nothing_that_varies_is_nothing_to_doubt() {
        let mut still = BatchSeries::new(20);
        still.add(&[7; 20]);
        assert_eq!(still.doubt(), None);
        assert_eq!(BatchSeries::new(20).doubt(), None);
        assert!((still.mean() - 7.0).abs() < 1e-12);
    }

    #[test]
    fn sums_are_worked_by_hand() {
        let mut one = BatchSeries::new(4);
        one.add(&[1, 3, 2, 6]);
        // Mean 3: deviations -2 0 -1 3, squares 14; steps 2 -1 4, squares 21.
        assert!((one.squares() - 14.0).abs() < 1e-12);
        assert_eq!(one.steps, 21);
        assert!((correlation_of(one.steps as f64, one.squares()) - 0.25).abs() < 1e-12);
    }

    #[test]
    fn merging_in_any_order_gives_the_same_sums() {
        let (mut whole, mut parts) = (BatchSeries::new(4), [0, 1, 2].map(|_| BatchSeries::new(4)));
        for at in 0..9_i64 {
            let means = [at, at * at, 7 - at, 3];
            whole.add(&means);
            parts[at as usize % 3].add(&means);
        }
        let [mut first, second, third] = parts;
        first.merge(&third);
        first.merge(&second);
        assert_eq!(whole, first);
    }
}
