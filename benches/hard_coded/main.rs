//! What the engine costs in multiples of programs that can do one model only.
//!
//! B1 and B2 are played by the engine and by hand, in turns and in one process, so that whatever
//! else the machine does strikes both; medians of processor time a contact are printed. With a
//! name and a number (`b2 150`, `engine-b2 150`) that many days are played and nothing else, for
//! counting instructions.

#![expect(clippy::print_stdout, reason = "a benchmark is for reading")]

mod b1;
mod b2;
mod tree;

use std::hint::black_box;
use std::path::Path;

use cpu_time::ThreadTime;
use switchroom::engine::{Model, Workspace, run};
use switchroom::measures::DayTally;
use switchroom::measures::count::Count;
use switchroom::scenario::load::load;

const SEED: u64 = 1;
/// Days of one measurement, and measurements of which the median is taken.
const DAYS: u64 = 20;
const TURNS: usize = 31;

/// Plays days from one replication to another and gives the number of contacts.
type Play = Box<dyn FnMut(std::ops::RangeInclusive<u64>) -> u64>;

fn engine(file: &str) -> Play {
    let loaded = load(&Path::new("scenarios").join(file), &[]).expect("the scenario is shipped");
    let model: &'static Model = Box::leak(Box::new(Model::new(&loaded.base)));
    let (mut work, mut tally) = (Workspace::default(), DayTally::new(&model.terms));
    Box::new(move |days| {
        days.map(|replication| {
            tally.clear();
            run(model, &mut work, SEED, replication, &mut tally);
            black_box(tally.totals()).total.0[Count::Offered as usize] as u64
        })
        .sum()
    })
}

fn by_hand_b1() -> Play {
    let mut centre = b1::B1::new();
    Box::new(move |days| {
        days.map(|replication| {
            centre.day(SEED, replication);
            black_box(&centre.counted).iter().map(|cell| cell.offered as u64).sum::<u64>()
        })
        .sum()
    })
}

fn by_hand_b2() -> Play {
    let mut centre = b2::B2::new();
    Box::new(move |days| {
        let offered = days.map(|replication| {
            centre.day(SEED, replication);
            black_box(&centre).offered()
        });
        let offered = offered.sum();
        // As the engine's totals are made once a day, at no cost that shows.
        black_box(centre.totals());
        offered
    })
}

/// Processor nanoseconds a contact.
fn nanoseconds(play: &mut Play) -> f64 {
    let start = ThreadTime::now();
    let contacts = play(1..=DAYS);
    start.elapsed().as_nanos() as f64 / contacts as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn play_of(name: &str) -> Play {
    match name {
        "b1" => by_hand_b1(),
        "b2" => by_hand_b2(),
        "engine-b1" => engine("benchmarks/b1.json"),
        "engine-b2" => engine("two-queues.json"),
        other => panic!("{other} is none of b1, b2, engine-b1, engine-b2"),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [name, days] = &arguments[..] {
        let days = days.parse().expect("a number of days");
        println!("{name}: {} contacts", play_of(name)(1..=days));
        return;
    }
    for (hand, engine) in [("b1", "engine-b1"), ("b2", "engine-b2")] {
        let (mut by_hand, mut by_engine) = (play_of(hand), play_of(engine));
        let (mut hand_times, mut engine_times) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            hand_times.push(nanoseconds(&mut by_hand));
            engine_times.push(nanoseconds(&mut by_engine));
        }
        let (hand_time, engine_time) = (median(hand_times), median(engine_times));
        println!(
            "{hand}: by hand {hand_time:.1} ns, engine {engine_time:.1} ns a contact: {:.2} times",
            engine_time / hand_time
        );
    }
}
