//! Whole-number histograms of waits: 64 steps an octave from 16 milliseconds.

use crate::base::Micros;

/// Width of the finest step, in microseconds: 16 ms over 64.
const STEP: u64 = 250;
const STEPS_PER_OCTAVE: usize = 64;
/// 16 ms times 2^26 is twelve days; longer waits stand in the last bin.
const OCTAVES: usize = 26;
/// Bin 0 holds waits of exactly 0, bin 1 those above 0 and under 16 ms.
const FIRST_STEP: usize = 2;
/// Number of bins.
pub const BINS: usize = FIRST_STEP + OCTAVES * STEPS_PER_OCTAVE;

/// How many contacts waited how long, in one replication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitHistogram {
    pub bins: Vec<u32>,
    /// The longest wait counted.
    pub longest: Micros,
}

impl Default for WaitHistogram {
    fn default() -> Self {
        Self { bins: vec![0; BINS], longest: Micros::ZERO }
    }
}

impl WaitHistogram {
    /// Counts one wait.
    pub fn count(&mut self, wait: Micros) {
        self.bins[bin(wait)] += 1;
        self.longest = self.longest.max(wait);
    }

    /// Adds the waits of another day.
    pub fn add(&mut self, other: &Self) {
        for (sum, more) in self.bins.iter_mut().zip(&other.bins) {
            *sum += more;
        }
        self.longest = self.longest.max(other.longest);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.bins.fill(0);
        self.longest = Micros::ZERO;
    }
}

/// The bin of a wait.
#[must_use]
pub fn bin(wait: Micros) -> usize {
    if wait == Micros::ZERO {
        return 0;
    }
    let steps = wait.0 / STEP;
    if steps < STEPS_PER_OCTAVE as u64 {
        return 1;
    }
    let octave = steps.ilog2() - STEPS_PER_OCTAVE.ilog2();
    let step = (steps >> octave) as usize - STEPS_PER_OCTAVE;
    (FIRST_STEP + octave as usize * STEPS_PER_OCTAVE + step).min(BINS - 1)
}

/// The shortest wait of a bin and the shortest of the next, in microseconds.
#[must_use]
pub fn edges(bin: usize) -> (u64, u64) {
    match bin {
        0 => (0, 0),
        1 => (0, STEP * STEPS_PER_OCTAVE as u64),
        _ => {
            let (octave, step) =
                ((bin - FIRST_STEP) / STEPS_PER_OCTAVE, (bin - FIRST_STEP) % STEPS_PER_OCTAVE);
            let lower = (STEP << octave) * (STEPS_PER_OCTAVE + step) as u64;
            (lower, lower + (STEP << octave))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wait_lies_between_the_edges_of_its_bin() {
        for wait in [1, 15_999, 16_000, 16_250, 31_999, 32_000, 20_000_000, 3_600_000_000] {
            let (low, high) = edges(bin(Micros(wait)));
            assert!(low <= wait && wait < high, "{wait} outside {low}..{high}");
        }
        assert_eq!(bin(Micros::ZERO), 0);
    }

    #[test]
    fn bins_join_without_gap_or_overlap() {
        for bin in 1..BINS - 1 {
            assert_eq!(edges(bin).1, edges(bin + 1).0);
        }
    }

    #[test]
    fn bins_are_64_steps_an_octave_from_16_milliseconds() {
        for (at, low, high) in [
            (0, 0, 0),
            (1, 0, 16_000),
            (2, 16_000, 16_250),
            (65, 31_750, 32_000),
            (66, 32_000, 32_500),
            (129, 63_500, 64_000),
            (130, 64_000, 65_000),
        ] {
            assert_eq!(edges(at), (low, high));
            assert_eq!(bin(Micros(low.max(at as u64))), at);
            assert_eq!(bin(Micros(high.saturating_sub(1))), at);
        }
    }

    #[test]
    fn the_last_bin_ends_after_twelve_days_and_holds_all_longer_waits() {
        let end = 16_000 << 26;
        assert_eq!(edges(BINS - 1).1, end);
        assert_eq!(bin(Micros(end - 1)), BINS - 1);
        assert_eq!(bin(Micros(end)), BINS - 1);
        assert_eq!(bin(Micros::LONGEST), BINS - 1);
        // Its width is 250 microseconds times 2^25.
        assert_eq!(bin(Micros(end - (250 << 25))), BINS - 1);
        assert_eq!(bin(Micros(end - (250 << 25) - 1)), BINS - 2);
    }

    #[test]
    fn a_histogram_counts_and_forgets() {
        let mut waits = WaitHistogram::default();
        for wait in [0, 0, 20, 16_100] {
            waits.count(Micros(wait));
        }
        assert_eq!((waits.bins[..4].to_vec(), waits.bins.len()), (vec![2, 1, 1, 0], BINS));
        waits.clear();
        assert_eq!(waits, WaitHistogram::default());
    }
}
