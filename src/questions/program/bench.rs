//! `bench`: what does a contact cost on this machine?

use std::path::PathBuf;
use std::time::Duration;

use crate::experiment::Benchmark;
pub use crate::experiment::Cost;
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::questions::typed::common::refuse_horizon;
use crate::report;
use crate::scenario::load::read_text;
use crate::scenario::{Loaded, Source};

/// A scenario as it was when the program was built.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    name: &'static str,
    text: &'static str,
}

macro_rules! shipped {
    ($($name:literal: $file:literal,)*) => {
        &[$(Shipped { name: $name, text: include_str!(concat!("../../../scenarios/", $file)) },)*]
    };
}

const SHIPPED: &[Shipped] = shipped! {
    "b1": "benchmarks/b1.json",
    "b2": "two-queues.json",
    "b2-economics": "benchmarks/b2-economics.json",
    "b2-overflow": "benchmarks/b2-overflow.json",
    "b2-reservation": "benchmarks/b2-reservation.json",
    "types-2-load-50": "benchmarks/types-2-load-50.json",
    "types-2-load-97": "benchmarks/types-2-load-97.json",
    "types-10-load-50": "benchmarks/types-10-load-50.json",
    "types-10-load-97": "benchmarks/types-10-load-97.json",
    "types-20-load-50": "benchmarks/types-20-load-50.json",
    "types-20-load-97": "benchmarks/types-20-load-97.json",
    "types-50-load-50": "benchmarks/types-50-load-50.json",
    "types-50-load-97": "benchmarks/types-50-load-97.json",
};

/// Names of the shipped benchmarks.
pub fn shipped_names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|it| it.name)
}

/// The scenarios to be measured one after another, each played again and again.
#[derive(Clone, Debug)]
pub struct Bench {
    pub subjects: Vec<Subject>,
    /// Turns of which the median is told.
    pub repeats: u16,
    /// Days of each turn; else some two million contacts' worth.
    pub replications: Option<u32>,
    /// Threads to use; processor time of all of them is counted.
    pub threads: usize,
}

/// A scenario to be measured; variants are left out.
#[derive(Clone, Debug)]
pub enum Subject {
    Shipped(Shipped),
    File(PathBuf),
}

impl Subject {
    /// The shipped benchmarks of those names; all of them for none.
    #[must_use]
    pub fn shipped(names: &[String]) -> Vec<Self> {
        let is_wanted = |it: &&Shipped| names.is_empty() || names.iter().any(|own| own == it.name);
        SHIPPED.iter().filter(is_wanted).copied().map(Self::Shipped).collect()
    }

    /// As it is told.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Shipped(shipped) => shipped.name.to_owned(),
            Self::File(file) => file.display().to_string(),
        }
    }

    fn read(&self, texts: &dyn Texts) -> Result<Loaded, Refusal> {
        match self {
            Self::Shipped(Shipped { name, text }) => {
                Ok(read_text(name, text).expect("a shipped benchmark has no problems"))
            }
            Self::File(file) => {
                let loaded = Source::named(file, texts)?.load()?;
                refuse_horizon(file, &loaded.base, "`bench` times days")?;
                Ok(loaded)
            }
        }
    }
}

impl Default for Bench {
    fn default() -> Self {
        Self { subjects: Subject::shipped(&[]), repeats: 7, replications: None, threads: 1 }
    }
}

impl Question for Bench {
    type Asked = AskedBench;

    fn read(self, texts: &dyn Texts) -> Result<AskedBench, Refusal> {
        let loaded = self.subjects.iter().map(|subject| subject.read(texts));
        let loaded = loaded.collect::<Result<Vec<Loaded>, Refusal>>()?;
        Ok(AskedBench { question: self, loaded })
    }
}

/// Scenarios that were read.
pub struct AskedBench {
    question: Bench,
    loaded: Vec<Loaded>,
}

impl Asked for AskedBench {
    type Found = report::Bench;

    fn files(&self) -> Vec<PathBuf> {
        let subjects = self.question.subjects.iter().zip(&self.loaded);
        let read = subjects.filter(|(subject, _)| matches!(subject, Subject::File(_)));
        read.flat_map(|(_, loaded)| loaded.files.clone()).collect()
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer<report::Bench>, Refusal> {
        let subjects = self.question.subjects.iter().zip(&self.loaded);
        let costs = subjects.map(|(subject, loaded)| self.cost(&subject.name(), loaded, watch));
        let costs = costs.collect::<Result<Vec<Cost>, Refusal>>()?;
        watch.over();
        let report = report::Bench { threads: self.question.threads, costs };
        Ok(Answer::new(Box::new(report), Ended::Done))
    }
}

impl AskedBench {
    fn cost(&self, name: &str, loaded: &Loaded, watch: &dyn Watch) -> Result<Cost, Refusal> {
        let Bench { repeats, replications, threads, .. } = self.question;
        let benchmark = Benchmark::new(&loaded.base);
        let replications = replications.unwrap_or_else(|| benchmark.replications());
        let turn = || benchmark.play(replications, threads, watch).ok_or(Refusal::Interrupted);
        // The first turn meets cold caches and is not told.
        let contacts = turn()?;
        let mut took = Vec::new();
        for _ in 0..repeats {
            let before = watch.spent().cpu_seconds;
            turn()?;
            let seconds = watch.spent().cpu_seconds - before;
            took.push(Duration::from_secs_f64(seconds.max(0.0)));
        }
        Ok(Cost::of_turns(name, replications, contacts, took))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questions::asking::Disk;

    #[test]
    fn every_shipped_benchmark_is_a_scenario() {
        for subject in Subject::shipped(&[]) {
            assert!(subject.read(&Disk).is_ok(), "{}", subject.name());
        }
    }
}
