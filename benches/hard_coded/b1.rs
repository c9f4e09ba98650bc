//! The benchmark B1 as a recursion: `scenarios/benchmarks/b1.json` and nothing else.
//!
//! One queue, one group, first come first served: in the order of arrival each contact meets the
//! agent who is free first, waits until then, and leaves without trace if its patience is shorter.
//! There is no list of events. It draws the same numbers as the engine and gives the same totals.

use switchroom::base::Micros;
use switchroom::measures::waits::WaitHistogram;
use switchroom::random::{
    Address, Key, Law, Owner, Purpose, Sampler, fill_places_and_handles, poisson, uniform,
};

use super::tree::FreeTimes;

const INTERVALS: usize = 20;
const INTERVAL: u64 = 1_800_000_000;
const AGENTS: usize = 100;
const EXPECTED: f64 = 630.0;
const WITHIN: u64 = 20_000_000;

/// What is counted of an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) offered: i64,
    pub(crate) answered: i64,
    pub(crate) within: i64,
    pub(crate) wait_answered: i64,
    pub(crate) handle: i64,
    pub(crate) abandoned: i64,
    pub(crate) wait_abandoned: i64,
}

/// The centre and the memory of its days.
pub(crate) struct B1 {
    owner: Owner,
    talk: Sampler,
    patience: Sampler,
    places: Vec<f64>,
    talks: Vec<f64>,
    words: Vec<u64>,
    agents: FreeTimes,
    pub(crate) counted: [Counted; INTERVALS],
    pub(crate) answered_waits: WaitHistogram,
    pub(crate) left_waits: WaitHistogram,
}

impl B1 {
    pub(crate) fn new() -> Self {
        Self {
            owner: Owner::named("calls"),
            talk: Sampler::new(&Law::Exponential { mean: 300.0 }),
            patience: Sampler::new(&Law::Exponential { mean: 180.0 }),
            places: Vec::new(),
            talks: Vec::new(),
            words: Vec::new(),
            agents: FreeTimes::default(),
            counted: [Counted::default(); INTERVALS],
            answered_waits: WaitHistogram::default(),
            left_waits: WaitHistogram::default(),
        }
    }

    /// Plays one day.
    pub(crate) fn day(&mut self, seed: u64, replication: u64) {
        let key = Key::new(seed, replication);
        self.agents.clear(0, AGENTS);
        self.counted = [Counted::default(); INTERVALS];
        self.answered_waits.clear();
        self.left_waits.clear();
        for interval in 0..INTERVALS {
            self.draw(key, interval);
            for place in 0..self.words.len() {
                let word = self.words[place];
                let now = interval as u64 * INTERVAL + (word >> 32);
                self.arrive(key, now, interval, word as u32);
            }
        }
    }

    fn draw(&mut self, key: Key, interval: usize) {
        let at = Address::new(self.owner, interval as u16, 0);
        let count = poisson(EXPECTED, uniform(key, at, Purpose::Count)) as usize;
        self.places.resize(count, 0.0);
        self.talks.resize(count, 0.0);
        let (places, talks) = (&mut self.places, &mut self.talks);
        fill_places_and_handles(key, self.owner, interval as u16, places, talks);
        self.talk.fill(talks);
        self.words.clear();
        let places = self.places.iter().zip(1_u64..);
        self.words.extend(
            places.map(|(place, number)| ((place * INTERVAL as f64) as u64) << 32 | number),
        );
        self.words.sort_unstable();
    }

    fn arrive(&mut self, key: Key, now: u64, interval: usize, number: u32) {
        let counted = &mut self.counted[interval];
        counted.offered += 1;
        let first = self.agents.first();
        let free = (first >> 16).max(now);
        let waited = free - now;
        if waited > 0 {
            let at = Address::new(self.owner, interval as u16, number);
            let patience = self.patience.quantile(uniform(key, at, Purpose::Patience));
            let patience = Micros::from_seconds(patience).0;
            if patience < waited {
                counted.abandoned += 1;
                counted.wait_abandoned += patience as i64;
                self.left_waits.count(Micros(patience));
                return;
            }
        }
        let talk = Micros::from_seconds(self.talks[number as usize - 1]).0;
        self.agents.set(first as usize & 0xffff, free + talk);
        counted.answered += 1;
        counted.within += i64::from(waited <= WITHIN);
        counted.wait_answered += waited as i64;
        counted.handle += talk as i64;
        self.answered_waits.count(Micros(waited));
    }
}
