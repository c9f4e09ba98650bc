//! The observer that counts a steady state: each batch leaves what a day leaves otherwise.
//!
//! One long run is played: a warm-up, the batches, and a run-out in which the contacts of the last
//! batch still meet the ordinary bustle. A contact belongs to the batch in which it reached us,
//! whenever it is answered. Warm-up and run-out are counted and dropped.

use std::ops::Range;

use super::close::close_the_day;
use super::count::{Count, DayTotals, GroupCount, Total};
use super::day::DayTally;
use super::terms::{GroupTerms, Terms};
use super::waits::WaitHistogram;
use crate::base::{GroupId, Micros};
use crate::floor::contact::Contact;
use crate::floor::happening::{Happening, Observer, Served};

/// Where the batches of a run lie, in intervals of its grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batches {
    /// Intervals of the warm-up.
    pub first: usize,
    /// Intervals of a batch.
    pub length: usize,
    pub number: usize,
}

impl Batches {
    /// The batch of an interval; none in warm-up and run-out.
    #[must_use]
    pub fn of(self, interval: usize) -> Option<usize> {
        let batch = interval.checked_sub(self.first)? / self.length;
        (batch < self.number).then_some(batch)
    }

    /// The intervals of a batch.
    #[must_use]
    pub fn intervals(self, batch: usize) -> Range<usize> {
        let from = self.first + batch * self.length;
        from..from + self.length
    }
}

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
            cells: vec![[0; Count::NUMBER]; types],
            group_cells: vec![[0; GroupCount::NUMBER]; groups],
            types: vec![[0; Count::NUMBER]; types],
            groups: vec![[0; GroupCount::NUMBER]; groups],
            total: Total::default(),
            answered_waits: vec![WaitHistogram::default(); types],
            left_waits: vec![WaitHistogram::default(); types],
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
    use super::*;

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
