//! What must be equal to the last bit: no error to allow for.

use super::{Finding, Method};
use crate::experiment::Outcome;
use crate::experiment::run::experiment::run;
use crate::experiment::run::settings::{Kind, Settings, Watch};
use crate::measures::estimate::{Estimate, Measured, Subject, Summary};
use crate::random::philox::philox4x32;
use crate::scenario::load::read_text;

/// Days of the comparison of two equal variants.
const DAYS: u32 = 60;

/// All of them; none if stopped.
pub(super) fn identities(seed: u64, watch: &dyn Watch) -> Option<Vec<Finding>> {
    let on = |threads| twins(seed, threads, watch);
    let (one, two) = (on(1)?, on(2)?);
    Some(vec![
        identity(
            "Two equal variants",
            "figures that differ",
            "the same customers",
            one.differences.iter().map(|(_, summary)| unequal(summary)).sum(),
        ),
        identity(
            "1 thread and 2",
            "digests that differ",
            "sums of whole numbers",
            usize::from(one.digest != two.digest),
        ),
        identity("Philox4x32-10", "words of 12 that differ", "its authors", wrong_words()),
    ])
}

fn identity(
    model: &'static str,
    measure: &'static str,
    source: &'static str,
    number: usize,
) -> Finding {
    let method = Method::Calculated { tolerance: 0.0 };
    Finding { model, measure, source, exact: 0.0, found: number as f64, method }
}

/// A scenario with a variant that changes nothing; none if stopped.
fn twins(seed: u64, threads: usize, watch: &dyn Watch) -> Option<Outcome> {
    let loaded = read_text("twins", include_str!("cases/twins.json"));
    let loaded = loaded.expect("the scenario of equal variants is sound");
    let settings = Settings { seed, replications: DAYS, threads, confidence: 0.95 };
    let outcome = run(&loaded, Kind::WithVariants, &settings, watch)?;
    (outcome.replications == DAYS).then_some(outcome)
}

/// How many figures of a difference are not exactly nothing.
fn unequal(summary: &Summary) -> usize {
    let of = |subjects: &[Subject]| subjects.iter().map(|it| count(&it.measures)).sum::<usize>();
    let intervals = summary.intervals.iter();
    count(&summary.total)
        + count(&summary.customers)
        + of(&summary.contact_types)
        + of(&summary.agent_groups)
        + intervals.map(|it| of(&it.contact_types) + of(&it.agent_groups)).sum::<usize>()
}

fn count(measures: &[Measured]) -> usize {
    measures.iter().filter(|measured| !is_nothing(&measured.estimate)).count()
}

fn is_nothing(estimate: &Estimate) -> bool {
    let parts = [estimate.mean, estimate.half_width, estimate.low, estimate.high];
    parts.into_iter().flatten().all(|part| part == 0.0)
}

/// A counter, a key, and the words that stand there.
type Answer = ([u32; 4], [u32; 2], [u32; 4]);

/// Random123's known answers for Philox4x32-10.
const KNOWN: [Answer; 3] = [
    ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
        [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
    ),
];

/// How many of our words are not the known ones.
fn wrong_words() -> usize {
    let wrong = |(counter, key, words): &Answer| {
        philox4x32(*counter, *key).iter().zip(words).filter(|(ours, word)| ours != word).count()
    };
    KNOWN.iter().map(wrong).sum()
}
