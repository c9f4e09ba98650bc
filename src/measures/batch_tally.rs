//! The observer that counts a steady state: each batch leaves what a day leaves otherwise.
//!
//! One long run is played: a warm-up, the batches, and a run-out in which the contacts of the last
//! batch still meet the ordinary bustle. A contact belongs to the batch in which it reached us,
//! whenever it is answered. Warm-up and run-out are counted and dropped.

use std::ops::Range;

use super::batches::Batches;
use super::close::close_the_day;
use super::count::{Count, DayTotals, GroupCount, HorizonTotals, Total};
use super::day::DayTally;
use super::terms::{GroupTerms, Terms};
use super::waits::WaitHistogram;
use crate::base::{GroupId, Micros};
use crate::floor::contact::Contact;
use crate::floor::happening::{Happening, Observer, Saturation, Served};

/// Counts the batches of one run.
#[derive(Debug)]
pub struct BatchTally<'t> {
    batches: Batches,
    /// The whole run.
    run: DayTally<'t>,
    /// The terms of a batch, which is one interval to itself.
    terms: Terms,
    totals: Vec<DayTotals>,
}

impl<'t> BatchTally<'t> {
    /// A tally for runs on these terms, all of whose batches have the same schedule.
    #[must_use]
    pub fn new(terms: &'t Terms, batches: Batches) -> Self {
        let (types, groups) = (terms.types.len(), terms.groups.len());
        let empty = DayTotals {
            horizon: HorizonTotals::default(),
            cells: vec![[0; Count::NUMBER]; types],
            group_cells: vec![[0; GroupCount::NUMBER]; groups],
            types: vec![[0; Count::NUMBER]; types],
            groups: vec![[0; GroupCount::NUMBER]; groups],
            total: Total::default(),
            answered_waits: vec![WaitHistogram::default(); types],
            left_waits: vec![WaitHistogram::default(); types],
            saturated: Default::default(),
        };
        Self {
            batches,
            run: DayTally::new(terms),
            terms: of_a_batch(terms, batches),
            totals: vec![empty; batches.number],
        }
    }

    /// Forgets the last run; nothing of it survives but the memory.
    pub fn clear(&mut self) {
        self.run.clear();
        for totals in &mut self.totals {
            totals.cells.fill([0; Count::NUMBER]);
            totals.group_cells.fill([0; GroupCount::NUMBER]);
            totals.types.fill([0; Count::NUMBER]);
            totals.groups.fill([0; GroupCount::NUMBER]);
            totals.total.0.fill(0);
            totals.saturated = Default::default();
            totals.answered_waits.iter_mut().for_each(WaitHistogram::clear);
            totals.left_waits.iter_mut().for_each(WaitHistogram::clear);
        }
    }

    /// What was counted in each batch, complete once the run has ended.
    #[must_use]
    pub fn totals(&self) -> &[DayTotals] {
        &self.totals
    }

    /// What was counted in the whole run, warm-up and run-out included.
    #[must_use]
    pub fn run(&self) -> &DayTotals {
        self.run.totals()
    }

    /// What has no cell of its own in the run: one wait among the others of its batch.
    fn waited(&mut self, contact: &Contact, waited: Micros, pool: Pool) {
        let Some(batch) = self.batches.of(contact.interval as usize) else { return };
        if contact.is_leg() {
            return;
        }
        let totals = &mut self.totals[batch];
        let index = contact.contact_type.index();
        match pool {
            Pool::Answered => totals.answered_waits[index].count(waited),
            Pool::Left => totals.left_waits[index].count(waited),
        }
        let longest = &mut totals.types[index][Count::MaxWait as usize];
        *longest = (*longest).max(waited.0 as i64);
    }
}

/// How a wait ended.
#[derive(Clone, Copy, Debug)]
enum Pool {
    Answered,
    Left,
}

impl Observer for BatchTally<'_> {
    #[expect(clippy::inline_always, reason = "who tells knows what: the match falls away")]
    #[inline(always)]
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        match happening {
            Happening::Answered { waited, .. } => self.waited(contact, waited, Pool::Answered),
            Happening::Abandoned { waited } => self.waited(contact, waited, Pool::Left),
            Happening::Balked => self.waited(contact, Micros::ZERO, Pool::Left),
            _ => {}
        }
        self.run.hear(now, contact, happening);
    }

    fn saturated(&mut self, limit: Saturation) {
        self.totals[0].saturated[limit as usize] = true;
    }

    fn served(&mut self, contact: &Contact, served: &Served) {
        self.waited(contact, served.waited, Pool::Answered);
        self.run.served(contact, served);
    }

    fn hears_in_order(&self) -> bool {
        self.run.hears_in_order()
    }

    fn follows_customers(&self) -> bool {
        self.run.follows_customers()
    }

    fn interval(&mut self, now: Micros, interval: usize) {
        self.run.interval(now, interval);
    }

    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        self.run.staffed(now, group, on_duty, past_end);
    }

    fn closed(&mut self, now: Micros) {
        self.run.closed(now);
    }

    fn ended(&mut self, now: Micros) {
        self.run.ended(now);
        for (batch, totals) in self.totals.iter_mut().enumerate() {
            gather(self.run.totals(), self.batches.intervals(batch), totals);
            close_the_day(&self.terms, totals);
        }
    }
}

/// Adds the cells of some intervals of a run to the only row of a batch.
fn gather(run: &DayTotals, intervals: Range<usize>, batch: &mut DayTotals) {
    let (types, groups) = (batch.cells.len(), batch.group_cells.len());
    for interval in intervals {
        let cells = &run.cells[interval * types..][..types];
        for (sum, cell) in batch.cells.iter_mut().zip(cells) {
            sum.iter_mut().zip(cell).for_each(|(sum, count)| *sum += count);
        }
        let cells = &run.group_cells[interval * groups..][..groups];
        for (sum, cell) in batch.group_cells.iter_mut().zip(cells) {
            sum.iter_mut().zip(cell).for_each(|(sum, count)| *sum += count);
        }
    }
}

/// The terms of a run as those of one of its batches.
fn of_a_batch(terms: &Terms, batches: Batches) -> Terms {
    let group = |own: &GroupTerms| {
        let scheduled = vec![own.scheduled[batches.intervals(0)].iter().sum()];
        GroupTerms { scheduled, ..own.clone() }
    };
    Terms {
        intervals: 1,
        interval: Micros(terms.interval.0 * batches.length as u64),
        batches: None,
        groups: terms.groups.iter().map(group).collect(),
        ..terms.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{self, contact};
    use super::*;
    use crate::base::{AgentId, TypeId};
    use crate::economics::retention::{Hazards, Retention};
    use crate::floor::contact::Origin;

    const DESK: GroupId = GroupId(1);

    /// A warm-up of one interval, two batches of two, a run-out of one.
    const BATCHES: Batches = Batches { first: 1, length: 2, number: 2 };

    fn terms() -> Terms {
        let (interval, batches) = (Micros(100), Some(BATCHES));
        let mut terms = Terms { intervals: 6, interval, batches, ..fixture::terms() };
        terms.groups[0].scheduled = vec![0, 10, 20, 10, 20, 0];
        terms.groups[1].scheduled = vec![150; 6];
        terms
    }

    /// A fresh contact of the second type in an interval.
    fn of(interval: u32) -> Contact {
        let offered_at = Micros(100 * u64::from(interval));
        Contact {
            first_type: TypeId(1),
            interval,
            first_interval: interval,
            offered_at,
            ..contact()
        }
    }

    /// One contact in each interval, and a leg in the last of the second batch: answered after 99
    /// in the warm-up, 30 and 40 in the first batch, abandoned after 25 and balked in the second,
    /// abandoned after 99 in the run-out. From 350 on there are two at the desk, one of them past
    /// the end.
    fn play(tally: &mut BatchTally<'_>) {
        let answered =
            |waited| Happening::Answered { agent: AgentId(0), group: DESK, waited: Micros(waited) };
        let finished = |handled| Happening::Finished {
            agent: AgentId(0),
            group: DESK,
            handled: Micros(handled),
        };
        let abandoned = |waited| Happening::Abandoned { waited: Micros(waited) };
        for interval in 0..6 {
            let begins = Micros(100 * u64::from(interval));
            tally.interval(begins, interval as usize);
            if interval == 0 {
                tally.staffed(begins, DESK, 1, 0);
            }
            let (now, contact) = (Micros(begins.0 + 50), of(interval));
            tally.hear(begins, &contact, Happening::Offered);
            match interval {
                0 => {
                    tally.hear(now, &contact, answered(99));
                    tally.hear(Micros(90), &contact, finished(40));
                }
                1 => {
                    tally.hear(Micros(130), &contact, answered(30));
                    tally.hear(Micros(160), &contact, finished(30));
                }
                2 => tally.served(
                    &contact,
                    &Served {
                        agent: AgentId(0),
                        group: DESK,
                        since: Micros(240),
                        waited: Micros(40),
                        talk_ended: Micros(250),
                        finished: Micros(290),
                    },
                ),
                3 => {
                    tally.hear(now, &contact, abandoned(25));
                    tally.staffed(now, DESK, 2, 1);
                }
                4 => {
                    tally.hear(now, &contact, Happening::Balked);
                    let leg = Contact { origin: Origin::Leg, ..contact };
                    tally.hear(Micros(490), &leg, answered(70));
                    tally.hear(Micros(510), &leg, finished(20));
                }
                _ => tally.hear(now, &contact, abandoned(99)),
            }
        }
        tally.closed(Micros(600));
        tally.ended(Micros(650));
    }

    #[test]
    fn each_batch_leaves_what_reached_us_in_it_and_no_more() {
        let terms = terms();
        let mut tally = BatchTally::new(&terms, BATCHES);
        play(&mut tally);
        let [first, second] = tally.totals() else { panic!("two batches") };
        for (count, wanted) in [
            (Count::Offered, [2, 2]),
            (Count::Answered, [2, 0]),
            (Count::WaitAnswered, [70, 0]),
            (Count::Abandoned, [0, 1]),
            (Count::Balked, [0, 1]),
            (Count::Handle, [80, 0]),
            (Count::TransfersAnswered, [0, 1]),
            (Count::MaxWait, [40, 25]),
        ] {
            let found = [first, second].map(|batch| batch.types[1][count as usize]);
            assert_eq!(found, wanted, "{count:?}");
            let found = [first, second].map(|batch| batch.total.0[count as usize]);
            assert_eq!(found, wanted, "{count:?} of the whole centre");
        }
        let waits = |batch: &DayTotals| {
            [&batch.answered_waits, &batch.left_waits]
                .map(|waits| waits.iter().map(|of| of.bins[..2].to_vec()).collect::<Vec<_>>())
        };
        let none = vec![0, 0];
        let only = |bins: [u32; 2]| vec![none.clone(), bins.to_vec(), none.clone()];
        assert_eq!(waits(first), [only([0, 2]), only([0, 0])]);
        assert_eq!(waits(second), [only([0, 0]), only([1, 1])]);
        for (count, wanted) in [
            (GroupCount::Answered, [[0, 0], [2, 1]]),
            (GroupCount::HandlingOpen, [[0, 0], [80, 10]]),
            (GroupCount::HandlingClosed, [[0, 0], [0, 0]]),
            (GroupCount::OnDutyOpen, [[0, 0], [200, 350]]),
            (GroupCount::OvertimeOpen, [[0, 0], [0, 150]]),
            (GroupCount::Scheduled, [[30, 30], [300, 300]]),
            (GroupCount::Paid, [[30, 30], [300, 450]]),
        ] {
            let of =
                |group: usize| [first, second].map(|batch| batch.groups[group][count as usize]);
            assert_eq!([of(0), of(1)], wanted, "{count:?}");
        }
        assert_eq!(tally.run().types[1][Count::Offered as usize], 6);
        assert_eq!(tally.run().types[1][Count::MaxWait as usize], 99);
        // One for 350, two for 250: warm-up and run-out have theirs, up to closing.
        assert_eq!(tally.run().groups[1][GroupCount::OnDutyOpen as usize], 850);
    }

    #[test]
    fn nothing_of_a_run_is_left_after_clearing() {
        let terms = terms();
        let mut tally = BatchTally::new(&terms, BATCHES);
        let fresh = tally.totals().to_vec();
        play(&mut tally);
        let once = (tally.totals().to_vec(), tally.run().clone());
        tally.clear();
        assert_eq!(tally.totals(), fresh);
        play(&mut tally);
        assert_eq!((tally.totals(), tally.run()), (&once.0[..], &once.1));
    }

    #[test]
    fn a_batch_is_one_interval_of_its_own_length_and_schedule() {
        let mut wanted = Terms { intervals: 1, interval: Micros(200), batches: None, ..terms() };
        wanted.groups[0].scheduled = vec![30];
        wanted.groups[1].scheduled = vec![300];
        assert_eq!(of_a_batch(&terms(), BATCHES), wanted);
    }

    #[test]
    fn customers_are_followed_where_contacts_have_effects() {
        let plain = terms();
        let retention = Some(Retention::new(12.0, 0.99, &Hazards::default()));
        let with_effects = Terms { retention, ..terms() };
        assert!(!BatchTally::new(&plain, BATCHES).follows_customers());
        assert!(BatchTally::new(&with_effects, BATCHES).follows_customers());
        assert!(!BatchTally::new(&plain, BATCHES).hears_in_order());
    }

    #[test]
    fn every_interval_between_warm_up_and_run_out_has_its_batch() {
        let batches = Batches { first: 2, length: 3, number: 2 };
        let of: Vec<_> = (0..10).map(|interval| batches.of(interval)).collect();
        let (first, second) = (Some(0), Some(1));
        let wanted = [None, None, first, first, first, second, second, second, None, None];
        assert_eq!(of, wanted);
        assert_eq!((batches.intervals(0), batches.intervals(1)), (2..5, 5..8));
    }
}
