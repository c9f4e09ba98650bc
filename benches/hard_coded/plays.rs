//! Days of the engine and of the programs written by hand, played the same way.

use std::hint::black_box;
use std::ops::RangeInclusive;
use std::path::Path;

use switchroom::engine::{Model, Workspace, run};
use switchroom::measures::DayTally;
use switchroom::measures::count::Count;
use switchroom::scenario::load::load;

use super::b1::B1;
use super::b2::{B2, Worth};
use super::economics::Economics;

const SEED: u64 = 1;

/// Plays days from one replication to another and gives the number of contacts.
pub(crate) type Play = Box<dyn FnMut(RangeInclusive<u64>) -> u64>;

/// The engine on a shipped scenario, with everything that it counts of a day.
pub(crate) fn engine(file: &str) -> Play {
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

pub(crate) fn by_hand_b1() -> Play {
    let mut centre = B1::new();
    Box::new(move |days| {
        days.map(|replication| {
            centre.day(SEED, replication);
            black_box(&centre.counted).iter().map(|cell| cell.offered as u64).sum::<u64>()
        })
        .sum()
    })
}

pub(crate) fn by_hand_b2() -> Play {
    b2(B2::new(()))
}

pub(crate) fn by_hand_economics() -> Play {
    b2(B2::new(Economics::new()))
}

fn b2<W: Worth + 'static>(mut centre: B2<W>) -> Play {
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
