//! Replications played for their own sake: what does a contact cost?
//!
//! They are played and added up as in an experiment, with everything that is counted, and then
//! dropped. Nothing here looks at a clock: whoever asks brings the times.

use std::time::Duration;

use super::run::experiment::Experiment;
use super::run::replications::replicate::Range;
use super::run::settings::{Settings, Watch};
use crate::scenario::Scenario;

/// Replications of one turn have some two million contacts, and are as many as this at least, so
/// that opening the first one is a small part.
const CONTACTS_OF_A_TURN: f64 = 2e6;
const FEWEST_REPLICATIONS: f64 = 8.0;

/// A scenario made ready to be played again and again.
pub struct Benchmark {
    experiment: Experiment,
}

impl Benchmark {
    /// Makes a scenario ready; its variants are left out.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let (seed, confidence) = (scenario.run.seed, scenario.run.confidence);
        let settings = Settings { seed, replications: 1, threads: 1, confidence };
        Self { experiment: Experiment::of_base(scenario, &settings) }
    }

    /// Replications of one turn, unless somebody knows better.
    #[must_use]
    pub fn replications(&self) -> u32 {
        let types = &self.experiment.candidates[0].scenario.contact_types;
        let expected: f64 = types.iter().flat_map(|own| &own.arrivals.expected).sum();
        (CONTACTS_OF_A_TURN / expected.max(1.0)).ceil().max(FEWEST_REPLICATIONS) as u32
    }

    /// Plays replications 1 to so many and gives the number of their contacts; none if the watch
    /// stopped it.
    #[must_use]
    pub fn play(&self, replications: u32, threads: usize, watch: &dyn Watch) -> Option<u64> {
        let range = Range { threads, ..self.experiment.range(1, u64::from(replications)) };
        let nothing = || self.experiment.nothing();
        let (sums, finished) = self.experiment.replicate(range, "playing", watch, nothing);
        (finished == range.number).then(|| sums.offered())
    }
}

/// What a scenario cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// Of the scenario: that of a shipped benchmark, or its file.
    pub name: String,
    pub replications: u32,
    /// Contacts of one turn.
    pub contacts: u64,
    pub turns: usize,
    /// Processor nanoseconds a contact: the median of the turns, the least and the most.
    pub nanoseconds: [f64; 3],
    /// The most memory that the process held, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
}

impl Cost {
    /// What turns of so many contacts cost that took so much processor time.
    ///
    /// # Panics
    /// If there was no turn.
    #[must_use]
    pub fn of_turns(name: &str, replications: u32, contacts: u64, mut took: Vec<Duration>) -> Self {
        took.sort_unstable();
        let a_contact = |turn: Duration| turn.as_nanos() as f64 / contacts.max(1) as f64;
        let [middle, least, most] =
            [took.len() / 2, 0, took.len() - 1].map(|at| a_contact(took[at]));
        Self {
            name: name.to_owned(),
            replications,
            contacts,
            turns: took.len(),
            nanoseconds: [middle, least, most],
            peak_memory: None,
        }
    }

    /// Contacts that one core plays in a second.
    #[must_use]
    pub fn contacts_a_second(&self) -> f64 {
        1e9 / self.nanoseconds[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::{read_text, template};

    #[test]
    fn a_contact_costs_the_median_turn() {
        let took = [50, 20, 40, 30, 90].map(Duration::from_micros).to_vec();
        let cost = Cost::of_turns("b", 3, 1000, took);
        assert_eq!((cost.nanoseconds, cost.turns), ([40.0, 20.0, 90.0], 5));
        assert!((cost.contacts_a_second() - 25e6).abs() < 1e-3);
    }

    #[test]
    fn the_same_contacts_are_played_on_any_number_of_threads_and_every_time() {
        let scenario = read_text("centre.json", template()).unwrap().base;
        let benchmark = Benchmark::new(&scenario);
        let one = benchmark.play(5, 1, &()).unwrap();
        assert_eq!(benchmark.play(5, 2, &()), Some(one));
        assert_eq!(benchmark.play(5, 1, &()), Some(one));
        assert!(one > benchmark.play(4, 1, &()).unwrap());
    }

    #[test]
    fn a_turn_has_two_million_contacts_and_eight_days_at_least() {
        let mut scenario = read_text("centre.json", template()).unwrap().base;
        for own in &mut scenario.contact_types {
            own.arrivals.expected.fill(0.0);
        }
        scenario.contact_types[0].arrivals.expected[0] = 50_000.0;
        assert_eq!(Benchmark::new(&scenario).replications(), 40);
        scenario.contact_types[0].arrivals.expected[0] = 1_500_000.0;
        assert_eq!(Benchmark::new(&scenario).replications(), 8);
    }
}
