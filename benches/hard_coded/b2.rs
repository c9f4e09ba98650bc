//! The benchmark B2 written out by hand: `scenarios/two-queues.json` and nothing else.
//!
//! Sales and service, specialists for each, twenty blended agents who take what the specialists
//! cannot and, when freed, waiting sales first. It draws the same numbers as the engine from the
//! same addresses, keeps the same statistics and gives the same totals; a test compares them. What
//! the engine may cost is told in multiples of it. What comes of a contact beyond the queue is for a
//! [`Worth`] to say: nothing, or all economics (`economics.rs`).

use std::collections::VecDeque;

use switchroom::base::Micros;
use switchroom::measures::count::{Count, DayTotals, GroupCount, HorizonTotals, Total};
use switchroom::measures::waits::WaitHistogram;
use switchroom::random::{
    Address, Key, Law, Owner, Purpose, Sampler, fill_places_and_handles, poisson, uniform,
};

use super::tree::{FreeTimes, NEVER};

pub(crate) const INTERVALS: usize = 20;
pub(crate) const INTERVAL: u64 = 1_800_000_000;
const CLOSES: u64 = INTERVALS as u64 * INTERVAL;
pub(crate) const WITHIN: u64 = 20_000_000;
const SHORT: u64 = 5_000_000;

pub(crate) const TYPES: usize = 2;
const NAMES: [&str; TYPES] = ["sales", "service"];
const EXPECTED: [f64; TYPES] = [162.0, 360.0];

/// Groups in the order of their names, so that ties between agents are settled by it.
pub(crate) const GROUPS: usize = 3;
pub(crate) const BLENDED: usize = 0;
/// The specialists of each type.
const DESK: [usize; TYPES] = [1, 2];
pub(crate) const AGENTS: [usize; GROUPS] = [20, 30, 50];

/// Which contact: its type, and its interval and number there.
#[derive(Clone, Copy)]
pub(crate) struct Contact {
    pub(crate) of: usize,
    pub(crate) interval: usize,
    pub(crate) at: Address,
}

/// A contact that an agent of a group answered at a moment, and its talk.
#[derive(Clone, Copy)]
pub(crate) struct Talk {
    pub(crate) contact: Contact,
    pub(crate) group: usize,
    pub(crate) waited: u64,
    pub(crate) ends: u64,
}

/// What comes of a contact beyond the queue.
pub(crate) trait Worth {
    /// A new day begins.
    fn clear(&mut self);
    /// A contact was answered: microseconds that an offer adds to its talk.
    fn answered(&mut self, key: Key, talk: &Talk) -> u64;
    /// A contact left after so long.
    fn abandoned(&mut self, key: Key, contact: Contact, waited: u64);
    /// Adds what was booked to what was counted.
    fn add_to(&self, totals: &mut DayTotals);
}

/// Nothing comes of it.
impl Worth for () {
    fn clear(&mut self) {}

    fn answered(&mut self, _: Key, _: &Talk) -> u64 {
        0
    }

    fn abandoned(&mut self, _: Key, _: Contact, _: u64) {}

    fn add_to(&self, _: &mut DayTotals) {}
}

#[derive(Clone, Copy)]
struct Waiting {
    joined: u64,
    deadline: u64,
    contact: Contact,
    talk: u64,
}

/// What is counted of a contact type in an interval.
#[derive(Clone, Copy, Default)]
struct Cell {
    offered: i64,
    answered: i64,
    within: i64,
    wait_answered: i64,
    delayed_answered: i64,
    handle: i64,
    line: i64,
    chain_wait: i64,
    abandoned: i64,
    abandoned_within: i64,
    abandoned_short: i64,
    wait_abandoned: i64,
    delayed: i64,
}

/// Changes of a level in an interval, and the sum of each times its moment.
#[derive(Clone, Copy, Default)]
struct Changes(i64, i64);

/// The centre and the memory of its days.
pub(crate) struct B2<W = ()> {
    worth: W,
    key: Key,
    owners: [Owner; TYPES],
    talk: [Sampler; TYPES],
    patience: [Sampler; TYPES],
    places: Vec<f64>,
    talks: [Vec<f64>; TYPES],
    words: Vec<u64>,
    groups: [FreeTimes; GROUPS],
    queues: [VecDeque<Waiting>; TYPES],
    cells: [[Cell; TYPES]; INTERVALS],
    answered_by: [[i64; GROUPS]; INTERVALS],
    handling: [[Changes; GROUPS]; INTERVALS + 1],
    waiting: [[Changes; TYPES]; INTERVALS + 1],
    answered_waits: [WaitHistogram; TYPES],
    left_waits: [WaitHistogram; TYPES],
    longest: [u64; TYPES],
    latest: u64,
}

impl<W: Worth> B2<W> {
    pub(crate) fn new(worth: W) -> Self {
        let lognormal = |mean| Sampler::new(&Law::Lognormal { mean, cv: 1.0 });
        let exponential = |mean| Sampler::new(&Law::Exponential { mean });
        Self {
            worth,
            key: Key::new(0, 0),
            owners: NAMES.map(Owner::named),
            talk: [lognormal(360.0), lognormal(300.0)],
            patience: [exponential(120.0), exponential(240.0)],
            places: Vec::new(),
            talks: Default::default(),
            words: Vec::new(),
            groups: Default::default(),
            queues: Default::default(),
            cells: [[Cell::default(); TYPES]; INTERVALS],
            answered_by: [[0; GROUPS]; INTERVALS],
            handling: [[Changes::default(); GROUPS]; INTERVALS + 1],
            waiting: [[Changes::default(); TYPES]; INTERVALS + 1],
            answered_waits: Default::default(),
            left_waits: Default::default(),
            longest: [0; TYPES],
            latest: 0,
        }
    }

    /// Plays one day.
    pub(crate) fn day(&mut self, seed: u64, replication: u64) {
        self.key = Key::new(seed, replication);
        self.clear();
        for interval in 0..INTERVALS {
            self.draw(interval);
            for place in 0..self.words.len() {
                let word = self.words[place];
                let (of, number) = ((word >> 31) as usize & 1, word as u32 & ((1 << 31) - 1));
                let now = interval as u64 * INTERVAL + (word >> 32);
                let talk = micros(self.talks[of][number as usize - 1]);
                self.free_until(now);
                let at = Address::new(self.owners[of], interval as u16, number);
                self.arrive(now, Contact { of, interval, at }, talk);
            }
        }
        self.free_until(NEVER);
    }

    /// Contacts that reached the centre.
    pub(crate) fn offered(&self) -> u64 {
        self.cells.as_flattened().iter().map(|cell| cell.offered as u64).sum()
    }

    fn clear(&mut self) {
        let mut first = 0;
        for (group, agents) in self.groups.iter_mut().zip(AGENTS) {
            group.clear(first, agents);
            first += agents;
        }
        self.cells = [[Cell::default(); TYPES]; INTERVALS];
        self.answered_by = [[0; GROUPS]; INTERVALS];
        self.handling = [[Changes::default(); GROUPS]; INTERVALS + 1];
        self.waiting = [[Changes::default(); TYPES]; INTERVALS + 1];
        self.answered_waits.iter_mut().for_each(WaitHistogram::clear);
        self.left_waits.iter_mut().for_each(WaitHistogram::clear);
        self.longest = [0; TYPES];
        self.latest = CLOSES;
        self.worth.clear();
    }

    fn draw(&mut self, interval: usize) {
        let key = self.key;
        self.words.clear();
        #[expect(clippy::needless_range_loop, reason = "one number for several arrays")]
        for of in 0..TYPES {
            let owner = self.owners[of];
            let at = Address::new(owner, interval as u16, 0);
            let count = poisson(EXPECTED[of], uniform(key, at, Purpose::Count)) as usize;
            let talks = &mut self.talks[of];
            self.places.resize(count, 0.0);
            talks.resize(count, 0.0);
            fill_places_and_handles(key, owner, interval as u16, &mut self.places, talks);
            self.talk[of].fill(talks);
            let places = self.places.iter().zip(1_u64..);
            self.words.extend(places.map(|(place, number)| {
                ((place * INTERVAL as f64) as u64) << 32 | (of as u64) << 31 | number
            }));
        }
        self.words.sort_unstable();
    }

    /// A contact meets its specialists, then blended agents, then the queue.
    fn arrive(&mut self, now: u64, contact: Contact, talk: u64) {
        let Contact { of, interval, at } = contact;
        self.cells[interval][of].offered += 1;
        self.forget_gone(of, now + 1);
        if self.queues[of].is_empty() {
            for group in [DESK[of], BLENDED] {
                let free = self.groups[group].first();
                if free >> 16 <= now {
                    self.serve(free, now, Talk { contact, group, waited: 0, ends: now + talk });
                    return;
                }
            }
        }
        let patience = self.patience[of].quantile(uniform(self.key, at, Purpose::Patience));
        self.cells[interval][of].delayed += 1;
        let deadline = now + micros(patience);
        self.queues[of].push_back(Waiting { joined: now, deadline, contact, talk });
        change(&mut self.waiting[bucket(now)][of], now, 1);
    }

    /// Agents who end by then take who waits.
    fn free_until(&mut self, now: u64) {
        loop {
            let waits = [!self.queues[0].is_empty(), !self.queues[1].is_empty()];
            if !waits[0] && !waits[1] {
                return;
            }
            let mut next = self.groups[BLENDED].first();
            for of in 0..TYPES {
                if waits[of] {
                    next = next.min(self.groups[DESK[of]].first());
                }
            }
            let at = next >> 16;
            if at > now {
                return;
            }
            let agent = next as usize & 0xffff;
            let group = if agent < 20 {
                0
            } else if agent < 50 {
                1
            } else {
                2
            };
            #[expect(clippy::needless_range_loop, reason = "one number for several arrays")]
            for of in 0..TYPES {
                if group != BLENDED && group != DESK[of] {
                    continue;
                }
                self.forget_gone(of, at);
                if let Some(head) = self.queues[of].pop_front() {
                    change(&mut self.waiting[bucket(at)][of], at, -1);
                    let Waiting { contact, joined, talk, .. } = head;
                    let waited = at - joined;
                    self.serve(next, at, Talk { contact, group, waited, ends: at + talk });
                    break;
                }
            }
        }
    }

    #[expect(clippy::inline_always, reason = "by hand it would be written out at both places")]
    #[inline(always)]
    fn serve(&mut self, agent: u64, now: u64, talk: Talk) {
        let Talk { contact: Contact { of, interval, .. }, group, waited, ends } = talk;
        let end = ends + self.worth.answered(self.key, &talk);
        self.groups[group].set(agent as usize & 0xffff, end);
        self.latest = self.latest.max(end);
        let now_at = bucket(now);
        self.answered_by[now_at.min(INTERVALS - 1)][group] += 1;
        change(&mut self.handling[now_at][group], now, 1);
        change(&mut self.handling[bucket(end)][group], end, -1);
        let cell = &mut self.cells[interval][of];
        cell.answered += 1;
        cell.within += i64::from(waited <= WITHIN);
        cell.wait_answered += waited as i64;
        cell.chain_wait += waited as i64;
        cell.handle += (end - now) as i64;
        cell.line += (waited + end - now) as i64;
        self.answered_waits[of].count(Micros(waited));
        if waited > 0 {
            cell.delayed_answered += 1;
            self.longest[of] = self.longest[of].max(waited);
        }
    }

    /// Heads whose patience ran out before a moment.
    #[inline]
    fn forget_gone(&mut self, of: usize, before: u64) {
        while let Some(head) =
            self.queues[of].front().copied().filter(|head| head.deadline < before)
        {
            self.queues[of].pop_front();
            let waited = head.deadline - head.joined;
            change(&mut self.waiting[bucket(head.deadline)][of], head.deadline, -1);
            self.latest = self.latest.max(head.deadline);
            let cell = &mut self.cells[head.contact.interval][of];
            cell.abandoned += 1;
            cell.abandoned_within += i64::from(waited <= WITHIN);
            cell.abandoned_short += i64::from(waited <= SHORT);
            cell.wait_abandoned += waited as i64;
            cell.chain_wait += waited as i64;
            cell.line += waited as i64;
            self.left_waits[of].count(Micros(waited));
            self.longest[of] = self.longest[of].max(waited);
            self.worth.abandoned(self.key, head.contact, waited);
        }
    }

    /// What was counted, in the engine's places: cells, groups' handling and answers, histograms
    /// and longest waits.
    pub(crate) fn totals(&self) -> DayTotals {
        let mut totals = DayTotals {
            cells: vec![[0; Count::NUMBER]; TYPES * INTERVALS],
            group_cells: vec![[0; GroupCount::NUMBER]; GROUPS * INTERVALS],
            types: vec![[0; Count::NUMBER]; TYPES],
            groups: Vec::new(),
            total: Total::default(),
            answered_waits: self.answered_waits.to_vec(),
            left_waits: self.left_waits.to_vec(),
            horizon: HorizonTotals::default(),
            saturated: Default::default(),
        };
        for of in 0..TYPES {
            totals.types[of][Count::MaxWait as usize] = self.longest[of] as i64;
            let mut level = 0;
            for bucket in 0..=INTERVALS {
                let area = area(&mut level, self.waiting[bucket][of], bucket, self.latest);
                let cell = &mut totals.cells[bucket.min(INTERVALS - 1) * TYPES + of];
                let closed = bucket == INTERVALS;
                cell[if closed { Count::QueueClosed } else { Count::QueueOpen } as usize] = area;
            }
            for interval in 0..INTERVALS {
                put(&mut totals.cells[interval * TYPES + of], &self.cells[interval][of]);
            }
        }
        for group in 0..GROUPS {
            let mut level = 0;
            for bucket in 0..=INTERVALS {
                let area = area(&mut level, self.handling[bucket][group], bucket, self.latest);
                let cell = &mut totals.group_cells[bucket.min(INTERVALS - 1) * GROUPS + group];
                let closed = bucket == INTERVALS;
                let count =
                    if closed { GroupCount::HandlingClosed } else { GroupCount::HandlingOpen };
                cell[count as usize] = area;
            }
            for interval in 0..INTERVALS {
                let cell = &mut totals.group_cells[interval * GROUPS + group];
                cell[GroupCount::Answered as usize] = self.answered_by[interval][group];
            }
        }
        self.worth.add_to(&mut totals);
        totals
    }
}

fn put(counts: &mut [i64; Count::NUMBER], cell: &Cell) {
    for (count, value) in [
        (Count::Offered, cell.offered),
        (Count::Answered, cell.answered),
        (Count::AnsweredWithin, cell.within),
        (Count::WaitAnswered, cell.wait_answered),
        (Count::AnsweredDelayed, cell.delayed_answered),
        (Count::Handle, cell.handle),
        (Count::Line, cell.line),
        (Count::Chains, cell.offered),
        (Count::ChainsAnswered, cell.answered),
        (Count::ChainWait, cell.chain_wait),
        (Count::Abandoned, cell.abandoned),
        (Count::AbandonedWithin, cell.abandoned_within),
        (Count::AbandonedShort, cell.abandoned_short),
        (Count::WaitAbandoned, cell.wait_abandoned),
        (Count::Delayed, cell.delayed),
    ] {
        counts[count as usize] = value;
    }
}

#[inline]
fn micros(seconds: f64) -> u64 {
    Micros::from_seconds(seconds).0
}

#[inline]
pub(crate) fn bucket(at: u64) -> usize {
    ((at / INTERVAL) as usize).min(INTERVALS)
}

#[inline]
fn change(changes: &mut Changes, at: u64, by: i64) {
    changes.0 += by;
    changes.1 += by * at as i64;
}

/// The area under a level in an interval, or from closing to the end.
fn area(level: &mut i64, changes: Changes, bucket: usize, end: u64) -> i64 {
    let begins = bucket as i64 * INTERVAL as i64;
    let ends = if bucket < INTERVALS { begins + INTERVAL as i64 } else { end as i64 };
    let area = *level * (ends - begins) + changes.0 * ends - changes.1;
    *level += changes.0;
    area
}
