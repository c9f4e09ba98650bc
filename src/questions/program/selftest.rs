//! `selftest`: does this build find the answers that are known?

use std::path::PathBuf;

use crate::experiment::selftest;
use crate::experiment::selftest::Effort;
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Spent, Texts, Watch};
use crate::report;

/// Models with known answers, simulated.
#[derive(Clone, Copy, Debug)]
pub struct Selftest {
    /// Seed of all randomness.
    pub seed: u64,
    /// What the days that are simulated are multiplied by.
    pub effort: f64,
    /// Threads to use, of which no result depends on.
    pub threads: usize,
}

impl Default for Selftest {
    fn default() -> Self {
        Self { seed: 1, effort: 1.0, threads: 1 }
    }
}

impl Question for Selftest {
    type Asked = Self;

    fn read(self, _: &dyn Texts) -> Result<Self, Refusal> {
        Ok(self)
    }
}

impl Asked for Selftest {
    type Found = report::Selftest;

    fn files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer<report::Selftest>, Refusal> {
        let Self { seed, threads, effort: days } = *self;
        let found = selftest(Effort { seed, threads, days }, watch);
        watch.over();
        let found = found.ok_or(Refusal::Interrupted)?;
        let ended = if found.all_agree() { Ended::Done } else { Ended::Differs };
        let Spent { cpu_seconds, wall_seconds } = watch.spent();
        let after = vec![format!("{wall_seconds:.1} s ({cpu_seconds:.1} s of processor time)")];
        let report = report::Selftest { found, cpu_seconds, wall_seconds };
        Ok(Answer { after, ..Answer::new(Box::new(report), ended) })
    }
}
