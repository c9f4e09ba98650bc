//! Runners that take turns, so that whatever else the machine does strikes all of them alike.

use std::path::{Path, PathBuf};

use cpu_time::{ProcessTime, ThreadTime};
use switchroom::experiment::{Benchmark, Kind, Settings, run};
use switchroom::scenario::Override;
use switchroom::scenario::load::load;

use super::page::Row;
use super::plays::Play;

/// Turns of which medians are taken; one more comes first and is not told.
const TURNS: usize = 21;
/// Days of a peer's turn.
const PEER_DAYS: &str = "20";

/// Plays something and gives processor nanoseconds a contact.
type Turn = Box<dyn FnMut() -> f64>;

/// One of those that take turns.
pub(crate) struct Runner {
    name: String,
    turn: Turn,
    nanoseconds: Vec<f64>,
}

impl Runner {
    fn new(name: &str, turn: Turn) -> Self {
        Self { name: name.to_owned(), turn, nanoseconds: Vec::new() }
    }

    /// Days and what is counted of each.
    pub(crate) fn days(name: &str, days: u64, mut play: Play) -> Self {
        let turn = move || {
            let start = ThreadTime::now();
            let contacts = play(1..=days);
            start.elapsed().as_nanos() as f64 / contacts as f64
        };
        Self::new(name, Box::new(turn))
    }

    /// Days as an experiment plays and adds them up, on so many threads: the time of all of them.
    pub(crate) fn experiment(name: &str, file: &str, threads: usize) -> Self {
        let file = Path::new("scenarios").join(file);
        let loaded = load(&file, &[]).expect("the scenario is shipped");
        let benchmark = Benchmark::new(&loaded.base);
        // On two threads each opens a floor of its own: many days make that a small part.
        let replications = 2 * benchmark.replications();
        let turn = move || {
            let start = ProcessTime::now();
            let contacts = benchmark.play(replications, threads, &()).expect("nobody stops it");
            start.elapsed().as_nanos() as f64 / contacts as f64
        };
        Self::new(name, Box::new(turn))
    }

    /// Open days of the bank over 24 months, joined by customers who persist, without a lead-in; or
    /// as many days of the same file that are not joined. The time of a day.
    pub(crate) fn joined(name: &str, are_joined: bool) -> Self {
        let file = Path::new("scenarios/horizon/bank.json");
        let without = Override::Set("horizon.lead_in_months".to_owned(), "0".to_owned());
        let mut loaded = load(file, &[without]).expect("the scenario is shipped");
        let horizon = loaded.base.horizon.as_ref().expect("it has months");
        let days: u32 = horizon.months.iter().map(|month| month.open_days).sum();
        let mut replications = 1;
        if !are_joined {
            replications = days;
            loaded.base.horizon = None;
            if let Some(customers) = &mut loaded.base.customers {
                customers.persisting = None;
            }
        }
        let settings = Settings { seed: 1, replications, threads: 1, confidence: 0.95 };
        let turn = move || {
            let start = ProcessTime::now();
            run(&loaded, Kind::BaseOnly, &settings, &()).expect("nobody stops it");
            start.elapsed().as_nanos() as f64 / f64::from(days)
        };
        Self::new(name, Box::new(turn))
    }

    /// A program that says itself what a contact of a model took.
    pub(crate) fn peer(name: &str, program: &Path, model: &'static str) -> Self {
        let program: PathBuf = program.to_owned();
        let turn = move || {
            let arguments = [model, PEER_DAYS];
            let ended = std::process::Command::new(&program).args(arguments).output();
            let printed = String::from_utf8(ended.expect("the peer runs").stdout);
            let printed = printed.expect("the peer prints text");
            let nanoseconds = printed.split(' ').next().and_then(|number| number.parse().ok());
            nanoseconds.expect("the peer prints nanoseconds first")
        };
        Self::new(name, Box::new(turn))
    }
}

/// All of them.
#[derive(Default)]
pub(crate) struct Race {
    runners: Vec<Runner>,
}

impl Race {
    pub(crate) fn enter(&mut self, runner: Runner) {
        self.runners.push(runner);
    }

    /// Everybody plays in turn, again and again.
    pub(crate) fn run(&mut self) {
        for turn in 0..=TURNS {
            eprintln!("turn {turn} of {TURNS}");
            for runner in &mut self.runners {
                let nanoseconds = (runner.turn)();
                if turn > 0 {
                    runner.nanoseconds.push(nanoseconds);
                }
            }
        }
    }

    /// How many times as much one costs as the other, and whether that is at most so much.
    pub(crate) fn row(&self, own: &str, other: &str, most: f64) -> Row {
        let (own, other) = (self.named(own), self.named(other));
        let pairs = own.nanoseconds.iter().zip(&other.nanoseconds);
        let ratio = median(pairs.map(|(own, other)| own / other));
        let costs = [own, other].map(|it| median(it.nanoseconds.iter().copied()));
        Row {
            what: format!("{}, in multiples of {}", own.name, other.name),
            target: format!("at most {most}"),
            measured: format!("**{ratio:.2}** ({:.1} / {:.1} ns)", costs[0], costs[1]),
            holds: ratio <= most,
        }
    }

    /// Nanoseconds a contact of everybody: median, least and most.
    pub(crate) fn costs(&self) -> Vec<(String, [f64; 3])> {
        let cost = |runner: &Runner| {
            let values = || runner.nanoseconds.iter().copied();
            let (least, most) =
                (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
            (runner.name.clone(), [median(values()), least, most])
        };
        self.runners.iter().map(cost).collect()
    }

    fn named(&self, name: &str) -> &Runner {
        let found = self.runners.iter().find(|runner| runner.name == name);
        found.expect("everybody who is compared takes part")
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
