//! What holds in every replication of every scenario, under every registered policy.
//!
//! Random centres come from `support::random_centre`. The generator of test cases has a fixed seed,
//! so that a failure is a failure for everybody.

use proptest::test_runner::{Config, RngSeed};

mod counting;
mod doubling;
mod merging;
mod metamorphic;
mod monotone;
mod planted;
mod relabelling;
mod running;
mod saturation;
mod standing_alone;
mod steady_state;
mod watching;
mod yardstick;

/// So many random centres, the same in every run.
fn cases(number: u32) -> Config {
    Config {
        cases: number,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::default()
    }
}
