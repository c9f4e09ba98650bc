//! Every target of speed and memory, measured in one run: `cargo bench --bench performance`.
//!
//! Prints the page that `-- --write` writes to `docs/performance.md`. It takes some minutes, builds
//! the peers of `benches/peers` first (`-- --without-peers` does not), and wants a machine that does
//! little else.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark is for reading")]

#[path = "../hard_coded/b1.rs"]
mod b1;
#[path = "../hard_coded/b2.rs"]
mod b2;
mod commands;
#[path = "../hard_coded/economics.rs"]
mod economics;
#[path = "../../tests/it/support/large_centre.rs"]
mod large_centre;
mod memory;
mod page;
mod peers;
#[path = "../hard_coded/plays.rs"]
mod plays;
mod race;
#[path = "../hard_coded/tree.rs"]
mod tree;

use std::fs;

use page::{Page, Row};
use race::{Race, Runner};

const PAGE: &str = "docs/performance.md";
/// Of contact types, each at 50 % and 97 % load.
const SIZES: [u32; 4] = [2, 10, 20, 50];
/// Told by the day, not by the contact.
const JOINED: &str = "a day of the bank over 24 months";
const ALONE: &str = "a day of the bank alone";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["--peak", run, replications] = arguments[..] {
        println!("{}", memory::peak_of(run, replications.parse().expect("replications")));
        return;
    }
    let is_given = |flag: &str| arguments.contains(&flag);
    let peers = (!is_given("--without-peers")).then(peers::built).flatten();
    let mut race = Race::default();
    enter(&mut race, peers.as_deref());
    race.run();
    let page = Page {
        times: times(&race),
        peers: peers.map_or_else(Vec::new, |_| peers::rows(&race)),
        costs: race.costs(),
        memory: memory::rows(),
        commands: commands::rows(),
    };
    let text = page.text();
    if is_given("--write") {
        fs::write(PAGE, &text).expect("the page can be written");
        eprintln!("{PAGE} is written");
    } else {
        println!("{text}");
    }
}

/// Everything that is measured in time, to take turns.
fn enter(race: &mut Race, peers: Option<&std::path::Path>) {
    race.enter(Runner::days("B1, recursion by hand", 16, plays::by_hand_b1()));
    race.enter(Runner::days("B1", 16, plays::engine("benchmarks/b1.json")));
    race.enter(Runner::days("B2 by hand", 20, plays::by_hand_b2()));
    race.enter(Runner::days("B2", 20, plays::engine("two-queues.json")));
    race.enter(Runner::days("B2 with economics by hand", 20, plays::by_hand_economics()));
    for (name, file) in [
        ("B2 with economics", "b2-economics"),
        ("B2 with overflow", "b2-overflow"),
        ("B2 with agents in reserve", "b2-reservation"),
    ] {
        let play = plays::engine(&format!("benchmarks/{file}.json"));
        race.enter(Runner::days(name, 20, play));
    }
    race.enter(Runner::joined(JOINED, true));
    race.enter(Runner::joined(ALONE, false));
    for (types, days) in SIZES.into_iter().zip([40, 6, 3, 1]) {
        for load in [50, 97] {
            let play = plays::engine(&format!("benchmarks/types-{types}-load-{load}.json"));
            race.enter(Runner::days(&of_types(types, load), days, play));
        }
    }
    for threads in [1, 2] {
        race.enter(Runner::experiment(&on_threads("B2", threads), "two-queues.json", threads));
        let large = "benchmarks/types-50-load-97.json";
        race.enter(Runner::experiment(&on_threads("50 types", threads), large, threads));
    }
    if let Some(program) = peers {
        for model in ["b1", "b2"] {
            race.enter(Runner::peer(&peers::name(model), program, model));
        }
    }
}

fn of_types(types: u32, load: u32) -> String {
    format!("{types} contact types at {load} % load")
}

fn on_threads(what: &str, threads: usize) -> String {
    let plural = if threads == 1 { "" } else { "s" };
    format!("{what}, days added up on {threads} thread{plural}")
}

fn times(race: &Race) -> Vec<Row> {
    let mut rows = vec![
        race.row("B2", "B2 by hand", 1.5),
        race.row("B2 with economics", "B2 with economics by hand", 1.5),
        race.row("B1", "B1, recursion by hand", 2.5),
        race.row("B2 with overflow", "B2", 1.5),
        race.row("B2 with agents in reserve", "B2", 1.5),
        race.row(JOINED, ALONE, 1.5),
    ];
    let smallest = of_types(SIZES[0], 50);
    for (load, most) in [(50, 1.5), (97, 2.5)] {
        for types in SIZES {
            let own = of_types(types, load);
            if own != smallest {
                rows.push(race.row(&own, &smallest, most));
            }
        }
    }
    for what in ["B2", "50 types"] {
        rows.push(race.row(&on_threads(what, 2), &on_threads(what, 1), 1.05));
    }
    rows
}
