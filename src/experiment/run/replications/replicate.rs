//! Replications on several threads, with the same bytes on any number of them.
//!
//! Replications are claimed one by one, in order; each thread adds what it ran to sums of its own;
//! sums are whole numbers, so merging them in any order gives the same totals. What is reported is a
//! prefix without gaps, also when it was stopped: then the days under way go on for a moment, since
//! most end within it, and a day that does not is given up whole, with those behind it.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::simulated::{Designs, Players};
use crate::engine::EVENTS_BETWEEN_LOOKS;
use crate::experiment::run::settings::Watch;
use crate::measures::count::DayTotals;

/// A replication of fewer events ends although it is to stop: it takes a tenth of a second.
const ENDS_ANYWAY: u64 = 1 << 20;
/// One behind which others are added already goes on for so many times the events of the longest.
const LONGER_THAN_ANY: u64 = 4;
/// Events that are played again after somebody wanted to stop, to save what can be saved.
const AGAIN: u64 = 1 << 21;

/// Which replications of which seed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub(crate) seed: u64,
    /// The first replication.
    pub(crate) first: u64,
    pub(crate) number: u64,
    pub(crate) threads: usize,
}

/// What a thread adds its replications to.
pub(crate) trait Sums: Send {
    /// Adds one replication of every design: its number, and what it left in the order of the
    /// designs: a day or a horizon each, or as many batches each.
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]);

    /// Adds what another thread has added.
    fn merge(&mut self, other: &Self);
}

/// Runs replications of all designs and gives the sums and how many were run: all of them unless
/// the watch stopped it, a prefix then.
///
/// The prefix is the longest, but for one case: where a replication is given up that turned out far
/// longer than later ones, which were added before it was known, no more of those before it are
/// reported than can be played again in a moment.
pub(crate) fn replicate<S: Sums>(
    designs: Designs<'_>,
    range: Range,
    stage: &str,
    watch: &dyn Watch,
    empty: impl Fn() -> S + Sync,
) -> (S, u64) {
    let order = Order::default();
    let sums = on_threads(designs, range, (stage, watch), &order, &empty);
    let done = order.done();
    if done.has_gap() {
        return before_the_gap(designs, range, stage, done, &empty);
    }
    (sums, done.finished)
}

/// Plays the first replications again, as many as a moment allows.
fn before_the_gap<S: Sums>(
    designs: Designs<'_>,
    range: Range,
    stage: &str,
    done: Done,
    empty: &(impl Fn() -> S + Sync),
) -> (S, u64) {
    let affordable = AGAIN * done.finished / done.events.max(1);
    // On one thread the next is begun when the last was added: there is no gap.
    let again = Range { number: done.given_up.min(affordable), threads: 1, ..range };
    let (order, briefly) = (Order::default(), Briefly::new(again.number));
    let sums = on_threads(designs, again, (stage, &briefly), &order, empty);
    (sums, order.done().finished)
}

fn on_threads<S: Sums>(
    designs: Designs<'_>,
    range: Range,
    (stage, watch): (&str, &dyn Watch),
    order: &Order,
    empty: &(impl Fn() -> S + Sync),
) -> S {
    let work = || {
        let mut sums = empty();
        let mut players = Players::new(designs);
        while let Some(place) = order.claim(range.number, watch) {
            let replication = range.first + place;
            let looks = Looks { order, watch, place, events: Cell::new(0) };
            let events = players.play((range.seed, replication), &|| looks.gives_up());
            if let Some(events) = events
                && let Some(done) = order.add(place, events)
            {
                sums.add(replication, &players.periods());
                watch.progress(stage, done, range.number);
            }
        }
        sums
    };
    // A thread without a replication would be made for nothing.
    let threads = range.threads.min(usize::try_from(range.number).unwrap_or(usize::MAX)).max(1);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    // Where the system gives none, there is still the one that asks.
    let parts = pool.map_or_else(|_| vec![work()], |pool| pool.broadcast(|_| work()));
    let mut parts = parts.into_iter();
    let mut whole = parts.next().expect("a pool has at least one thread");
    for part in parts {
        whole.merge(&part);
    }
    whole
}

/// Which replications were claimed, added and given up, by their places in the range.
#[derive(Default)]
struct Order {
    claimed: AtomicU64,
    stopped: AtomicBool,
    done: Mutex<Done>,
}

#[derive(Clone, Copy)]
struct Done {
    finished: u64,
    /// The place after the last that was added.
    added: u64,
    /// The first place that was given up.
    given_up: u64,
    /// Of all that finished, and of the longest.
    events: u64,
    most_events: u64,
}

impl Default for Done {
    fn default() -> Self {
        Self { finished: 0, added: 0, given_up: u64::MAX, events: 0, most_events: 0 }
    }
}

impl Done {
    /// Whether something was added that lies behind what was given up.
    fn has_gap(&self) -> bool {
        self.given_up < self.added
    }
}

impl Order {
    /// The next place, unless there is none or it is to stop.
    fn claim(&self, number: u64, watch: &dyn Watch) -> Option<u64> {
        if self.is_to_stop(watch) {
            return None;
        }
        let place = self.claimed.fetch_add(1, Ordering::SeqCst);
        (place < number).then_some(place)
    }

    fn is_to_stop(&self, watch: &dyn Watch) -> bool {
        if watch.stopped() {
            self.stopped.store(true, Ordering::SeqCst);
        }
        self.stopped.load(Ordering::SeqCst)
    }

    /// A replication of so many events is complete: how many are, or none if one before it was
    /// given up, so that it does not count.
    fn add(&self, place: u64, events: u64) -> Option<u64> {
        let mut done = self.lock();
        if place > done.given_up {
            return None;
        }
        done.finished += 1;
        done.added = done.added.max(place + 1);
        done.events += events;
        done.most_events = done.most_events.max(events);
        Some(done.finished)
    }

    /// Whether a replication under way, which is to stop after so many events, is given up.
    fn gives_up(&self, place: u64, events: u64) -> bool {
        let mut done = self.lock();
        let most = if place < done.added {
            LONGER_THAN_ANY * done.most_events.max(ENDS_ANYWAY)
        } else {
            ENDS_ANYWAY
        };
        if events >= most {
            done.given_up = done.given_up.min(place);
        }
        place >= done.given_up
    }

    fn done(&self) -> Done {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Done> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks at the watch from inside one replication.
struct Looks<'a> {
    order: &'a Order,
    watch: &'a dyn Watch,
    place: u64,
    /// Of the replication so far, as far as somebody looked.
    events: Cell<u64>,
}

impl Looks<'_> {
    fn gives_up(&self) -> bool {
        let events = self.events.get() + u64::from(EVENTS_BETWEEN_LOOKS);
        self.events.set(events);
        self.order.is_to_stop(self.watch) && self.order.gives_up(self.place, events)
    }
}

/// Lets so many replications begin and about [`AGAIN`] events happen.
struct Briefly {
    looks: AtomicU64,
    most: u64,
}

impl Briefly {
    fn new(number: u64) -> Self {
        let most = number + AGAIN / u64::from(EVENTS_BETWEEN_LOOKS);
        Self { looks: AtomicU64::new(0), most }
    }
}

impl Watch for Briefly {
    fn progress(&self, _: &str, _: u64, _: u64) {}

    fn stopped(&self) -> bool {
        self.looks.fetch_add(1, Ordering::Relaxed) > self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::run::replications::simulated::Simulated;
    use crate::experiment::{Kind, Settings, run};
    use crate::scenario::load::read_text;

    /// Wants to stop from the first look on that is not a claim.
    struct AtOnce {
        looks: AtomicU64,
        claims: u64,
    }

    impl Watch for AtOnce {
        fn progress(&self, _: &str, _: u64, _: u64) {}

        fn stopped(&self) -> bool {
            self.looks.fetch_add(1, Ordering::Relaxed) >= self.claims
        }
    }

    /// Ten hours in which everybody calls again after a second: a hundred million contacts.
    const ENDLESS: &str = r#"{ "format": 1, "day": { "opens": "08:00", "closes": "18:00" },
        "contact_types": { "calls": { "volume_per_hour": 1000,
            "handle_time": { "mean_seconds": 60 },
            "patience": { "distribution": "constant", "value_seconds": 1 },
            "redial": { "probability": 1, "delay": 1 } } },
        "agent_groups": { "desk": { "agents": 0, "skills": ["calls"] } } }"#;

    #[test]
    fn a_day_that_does_not_end_is_given_up_whole() {
        let loaded = read_text("endless.json", ENDLESS).unwrap();
        let settings = Settings { seed: 1, replications: 3, threads: 2, confidence: 0.95 };
        let watch = AtOnce { looks: AtomicU64::new(0), claims: 2 };
        assert!(run(&loaded, Kind::BaseOnly, &settings, &watch).is_none());
        // Two days of sixteen looks, and a few on which they noticed that it was over.
        let looks = watch.looks.load(Ordering::Relaxed);
        assert!(looks <= 2 + 2 * ENDS_ANYWAY / u64::from(EVENTS_BETWEEN_LOOKS) + 4, "{looks}");
    }

    #[test]
    fn a_replication_behind_one_that_was_given_up_does_not_count() {
        let order = Order::default();
        assert_eq!(order.add(0, 10), Some(1));
        assert!(!order.gives_up(1, ENDS_ANYWAY - 1), "it may still end");
        assert!(order.gives_up(1, ENDS_ANYWAY));
        assert_eq!(order.add(2, 10), None);
        assert!(order.gives_up(3, 1), "what follows need not end either");
        let done = order.done();
        assert_eq!((done.finished, done.has_gap()), (1, false));
    }

    #[test]
    fn one_before_what_was_added_goes_on_unless_it_is_far_longer_than_any() {
        let order = Order::default();
        assert_eq!((order.add(0, 10), order.add(2, 10)), (Some(1), Some(2)));
        assert!(!order.gives_up(1, ENDS_ANYWAY));
        assert!(!order.gives_up(1, LONGER_THAN_ANY * ENDS_ANYWAY - 1));
        assert!(!order.done().has_gap());
        assert!(order.gives_up(1, LONGER_THAN_ANY * ENDS_ANYWAY));
        assert!(order.done().has_gap());
    }

    #[test]
    fn before_a_gap_a_prefix_is_played_again() {
        struct Numbers(Vec<u64>);
        impl Sums for Numbers {
            fn add(&mut self, replication: u64, _: &[&[DayTotals]]) {
                self.0.push(replication);
            }
            fn merge(&mut self, other: &Self) {
                self.0.extend(&other.0);
            }
        }
        // Of seven days the fifth is endless; the others have a handful of contacts.
        let text = ENDLESS.replace(r#""volume_per_hour": 1000"#, r#""volume_per_hour": 1"#);
        let loaded =
            read_text("short.json", &text.replace("\"delay\": 1", "\"delay\": 9999")).unwrap();
        let models = [Simulated::new(&loaded.base)];
        let designs = Designs::of(&models);
        let range = Range { seed: 1, first: 11, number: 7, threads: 2 };
        let order = Order::default();
        let empty = || Numbers(Vec::new());
        let whole = on_threads(designs, range, ("", &()), &order, &empty);
        assert_eq!(whole.0.len(), 7);
        order.lock().given_up = 4;
        let (again, finished) = before_the_gap(designs, range, "", order.done(), &empty);
        assert_eq!((again.0, finished), (vec![11, 12, 13, 14], 4));
    }
}
