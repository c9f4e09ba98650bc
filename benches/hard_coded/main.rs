//! What the engine costs in multiples of programs that can do one model only.
//!
//! Each model is played by the engine and by hand, in turns and in one process, so that whatever
//! else the machine does strikes both; medians of processor time a contact are printed. With a
//! name and a number (`b2 150`, `engine-b2 150`) that many days are played and nothing else, for
//! counting instructions. `cargo bench --bench performance` tells these and all other targets.

#![expect(clippy::print_stdout, reason = "a benchmark is for reading")]

mod b1;
mod b2;
mod economics;
mod plays;
mod tree;

use cpu_time::ThreadTime;
use plays::{Play, by_hand_b1, by_hand_b2, by_hand_economics, engine};

/// Days of one measurement, and measurements of which the median is taken.
const DAYS: u64 = 20;
const TURNS: usize = 31;
/// By hand, and by the engine.
const PAIRS: [(&str, &str); 3] =
    [("b1", "engine-b1"), ("b2", "engine-b2"), ("economics", "engine-economics")];

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
        "economics" => by_hand_economics(),
        "engine-b1" => engine("benchmarks/b1.json"),
        "engine-b2" => engine("two-queues.json"),
        "engine-economics" => engine("benchmarks/b2-economics.json"),
        other => panic!("{other} is none of {PAIRS:?}"),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    if let [name, days] = &arguments[..] {
        let days = days.parse().expect("a number of days");
        println!("{name}: {} contacts", play_of(name)(1..=days));
        return;
    }
    for (hand, engine) in PAIRS {
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
