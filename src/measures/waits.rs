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
}

impl Default for WaitHistogram {
    fn default() -> Self {
        Self { bins: vec![0; BINS] }
    }
}

impl WaitHistogram {
    /// Counts one wait.
    pub fn count(&mut self, wait: Micros) {
        self.bins[bin(wait)] += 1;
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.bins.fill(0);
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
}
