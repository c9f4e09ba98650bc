//! The sums of a comparison: of every variant, of its pairs with the base, and of contrasts.

use sha2::{Digest, Sha256};

use super::candidates::Candidate;
use super::replications::replicate::Sums;
use super::settling::QueueSeries;
use crate::base::tape::Tape;
use crate::measures::count::DayTotals;
use crate::measures::plan::Plan;
use crate::measures::{Accumulator, ContrastAccumulator, SAMPLE_PATH_VERSION};
use crate::scenario::Contrast;

/// The sums of all variants, of their pairs with the base, and of contrasts.
pub struct Comparison {
    pub(crate) variants: Vec<Accumulator>,
    pub(super) contrasts: Vec<ContrastAccumulator>,
    /// Of the variants, in a steady state; else none.
    pub(crate) queues: Vec<QueueSeries>,
}

impl Comparison {
    pub(super) fn new(candidates: &[Candidate], plans: &[Plan], contrasts: &[Contrast]) -> Self {
        let paired = |(index, plan)| Accumulator::new(plan, (index > 0).then_some(&plans[0]));
        let contrast = |one: &Contrast| ContrastAccumulator::new(&one.plus, &one.minus);
        Self {
            variants: plans.iter().enumerate().map(paired).collect(),
            contrasts: contrasts.iter().map(contrast).collect(),
            queues: candidates.iter().filter_map(|one| QueueSeries::of(&one.scenario)).collect(),
        }
    }

    /// Contacts of all variants.
    pub(crate) fn offered(&self) -> u64 {
        self.variants.iter().map(Accumulator::offered).sum()
    }

    /// Runs all sums past a tape.
    pub fn pass(&mut self, tape: &mut Tape) {
        self.variants.iter_mut().for_each(|variant| variant.pass(tape));
        self.contrasts.iter_mut().for_each(|contrast| contrast.pass(tape));
        self.queues.iter_mut().for_each(|queue| queue.pass(tape));
    }
}

impl Sums for Comparison {
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]) {
        // A batch is to the statistics what a day is otherwise, numbered over all replications.
        let each = periods[0].len();
        for (place, number) in (0..each).zip((replication - 1) * each as u64 + 1..) {
            let days: Vec<&DayTotals> = periods.iter().map(|own| &own[place]).collect();
            for (index, (variant, day)) in self.variants.iter_mut().zip(&days).enumerate() {
                variant.add(number, day, (index > 0).then_some(days[0]));
            }
            for contrast in &mut self.contrasts {
                contrast.add(&days);
            }
        }
        for (queue, own) in self.queues.iter_mut().zip(periods) {
            queue.add(own);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (own, others) in self.variants.iter_mut().zip(&other.variants) {
            own.merge(others);
        }
        for (own, others) in self.contrasts.iter_mut().zip(&other.contrasts) {
            own.merge(others);
        }
        for (own, others) in self.queues.iter_mut().zip(&other.queues) {
            own.merge(others);
        }
    }
}

/// SHA-256 of all totals, products and histograms in name order, with the version of the sample
/// path.
pub(super) fn digest(
    candidates: &[Candidate],
    contrasts: &[Contrast],
    sums: &Comparison,
) -> String {
    let mut hasher = Sha256::new();
    hasher.update(SAMPLE_PATH_VERSION.to_le_bytes());
    let mut variants: Vec<(&str, &Accumulator)> =
        candidates.iter().map(|one| one.name.as_str()).zip(&sums.variants).collect();
    variants.sort_by_key(|&(name, _)| name);
    for (name, own) in variants {
        add_variant(&mut hasher, name, own);
    }
    let mut named: Vec<(&str, &ContrastAccumulator)> =
        contrasts.iter().map(|one| one.name.as_str()).zip(&sums.contrasts).collect();
    named.sort_by_key(|&(name, _)| name);
    for (name, own) in named {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        own.digest(&mut hasher);
    }
    format!("{:x}", hasher.finalize())
}

fn add_variant(hasher: &mut Sha256, name: &str, own: &Accumulator) {
    hasher.update(name.as_bytes());
    hasher.update([0]);
    own.digest(hasher);
}

/// The digest of one variant, and of its products with the base; of the base, that of a run.
pub(crate) fn digest_of_one(name: &str, own: &Accumulator) -> String {
    let mut hasher = Sha256::new();
    hasher.update(SAMPLE_PATH_VERSION.to_le_bytes());
    add_variant(&mut hasher, name, own);
    format!("{:x}", hasher.finalize())
}
