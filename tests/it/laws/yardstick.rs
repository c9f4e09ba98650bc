//! The programs written by hand for the benchmarks give the engine's totals: only then is being
//! so many times slower than they are a fair thing to say.

#[path = "../../../benches/hard_coded/b1.rs"]
mod b1;
#[path = "../../../benches/hard_coded/b2.rs"]
mod b2;
#[path = "../../../benches/hard_coded/economics.rs"]
mod economics;
#[path = "../../../benches/hard_coded/tree.rs"]
mod tree;

use switchroom::measures::count::{Count, GroupCount};
use switchroom::scenario::load::load;

use crate::support::scenarios::{SEED, day, shipped};

#[test]
fn b2_by_hand_counts_what_the_engine_counts() {
    let scenario = load(&shipped("two-queues.json"), &[]).unwrap().base;
    let mut by_hand = b2::B2::new(());
    for replication in 1..=20 {
        by_hand.day(SEED, replication);
        let totals = by_hand.totals();
        let engine = day(&scenario, SEED, replication);
        assert_eq!(by_hand.offered(), engine.total.0[Count::Offered as usize] as u64);
        assert!(totals.cells == engine.cells, "cells of {replication}");
        for (own, other) in totals.types.iter().zip(&engine.types) {
            assert_eq!(own[Count::MaxWait as usize], other[Count::MaxWait as usize]);
        }
        for (own, other) in totals.group_cells.iter().zip(&engine.group_cells) {
            for count in
                [GroupCount::Answered, GroupCount::HandlingOpen, GroupCount::HandlingClosed]
            {
                assert_eq!(own[count as usize], other[count as usize], "{count:?}");
            }
        }
        assert!(totals.answered_waits == engine.answered_waits);
        assert!(totals.left_waits == engine.left_waits);
    }
}

#[test]
fn b2_with_economics_by_hand_counts_and_books_what_the_engine_does() {
    let scenario = load(&shipped("benchmarks/b2-economics.json"), &[]).unwrap().base;
    let mut by_hand = b2::B2::new(economics::Economics::new());
    for replication in 1..=20 {
        by_hand.day(SEED, replication);
        let totals = by_hand.totals();
        let engine = day(&scenario, SEED, replication);
        for (place, (own, other)) in totals.cells.iter().zip(&engine.cells).enumerate() {
            let differs = own.iter().zip(other).position(|(own, other)| own != other);
            assert_eq!(differs, None, "a count of cell {place} on day {replication}");
        }
        for (own, other) in totals.group_cells.iter().zip(&engine.group_cells) {
            for count in [
                GroupCount::Answered,
                GroupCount::HandlingOpen,
                GroupCount::HandlingClosed,
                GroupCount::Offers,
                GroupCount::OffersAccepted,
                GroupCount::Sold,
                GroupCount::SalesAsked,
                GroupCount::Commission,
            ] {
                assert_eq!(own[count as usize], other[count as usize], "{count:?}");
            }
        }
        assert!(totals.answered_waits == engine.answered_waits);
        assert!(totals.left_waits == engine.left_waits);
        let sold: i64 = engine.cells.iter().map(|cell| cell[Count::Sold as usize]).sum();
        assert!(sold > 300, "{sold}");
    }
}

#[test]
fn b1_by_hand_counts_what_the_engine_counts() {
    let scenario = load(&shipped("benchmarks/b1.json"), &[]).unwrap().base;
    let mut by_hand = b1::B1::new();
    for replication in 1..=20 {
        by_hand.day(SEED, replication);
        let engine = day(&scenario, SEED, replication);
        for (own, cell) in by_hand.counted.iter().zip(&engine.cells) {
            let of = |count: Count| cell[count as usize];
            let counted = b1::Counted {
                offered: of(Count::Offered),
                answered: of(Count::Answered),
                within: of(Count::AnsweredWithin),
                wait_answered: of(Count::WaitAnswered),
                handle: of(Count::Handle),
                abandoned: of(Count::Abandoned),
                wait_abandoned: of(Count::WaitAbandoned),
            };
            assert_eq!(*own, counted);
        }
        assert!(by_hand.answered_waits == engine.answered_waits[0]);
        assert!(by_hand.left_waits == engine.left_waits[0]);
    }
}
