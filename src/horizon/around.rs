//! What a day of a horizon is told of the days around it.

use super::calendar::{Calendar, PlayedOn};
use super::pending::Waits;
use crate::base::{Micros, TypeId};
use crate::customers::Base;
use crate::engine::Model;
use crate::engine::beyond::{Beyond, Pending as Left, Stream};
use crate::floor::contact::{Contact, Origin, Who};
use crate::random::{Address, Key, Owner, Purpose, uniform};

/// A stream of fresh contacts, and the customers whose they are.
#[derive(Clone, Debug)]
pub(super) struct StreamToday {
    stream: Stream,
    /// Block of customer numbers.
    block: std::ops::Range<u32>,
    /// Share of its contacts that are customers'; the others are prospects'.
    customer_share: f64,
}

/// Around one day.
pub(super) struct Around<'a> {
    /// From 1; the n-th day before the first is 2^32 - n.
    pub(super) number: u32,
    /// None where nobody persists.
    pub(super) base: Option<&'a Base>,
    pub(super) streams: &'a [StreamToday],
    /// What earlier days left to this one, the last first.
    pub(super) pending: &'a mut Vec<(Left, Who)>,
    pub(super) left: &'a mut Vec<(Left, Who)>,
    /// By the day's slot of a customer.
    pub(super) slots: &'a mut Vec<Who>,
    pub(super) counts: Told,
}

/// What nobody else can count: contacts that did not occur, and who called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Fresh contacts of customers who had left.
    pub(crate) not_made_fresh: i64,
    /// Pending contacts of customers who had left.
    pub(crate) not_made_pending: i64,
    /// Pending contacts that came, and those of them that go on with a chain of an earlier day.
    pub(crate) arrived_pending: i64,
    pub(crate) continued_in: i64,
    /// Chains that go on on a later day.
    pub(crate) continued_out: i64,
    /// Fresh contacts of prospects.
    pub(crate) prospects: i64,
    /// Fresh contacts of customers of later blocks.
    pub(crate) of_the_won: i64,
    /// Answered contacts of types with needs.
    pub(crate) needs_asked: i64,
}

impl Beyond for Around<'_> {
    const IS_THERE: bool = true;

    fn streams(&self, _: &Model) -> usize {
        self.streams.len()
    }

    #[inline]
    fn stream(&self, _: &Model, at: usize) -> Stream {
        self.streams[at].stream
    }

    fn today(&self, key: Key, owner: Owner) -> Owner {
        owner.dated(key, self.number)
    }

    fn whose(&mut self, key: Key, stream: usize, address: Address) -> Option<Who> {
        let Some(base) = self.base else { return Some(Who::Nobody) };
        let StreamToday { block, customer_share, .. } = &self.streams[stream];
        let is_customer = *customer_share >= 1.0
            || uniform(key, address, Purpose::ExistingCustomer) < *customer_share;
        if !is_customer {
            self.counts.prospects += 1;
            return Some(Who::Prospect(address));
        }
        let place = uniform(key, address, Purpose::Customer) * f64::from(block.end - block.start);
        let number = block.start + place as u32;
        if number > base.filled() {
            return None;
        }
        if !base.is_present(number) {
            self.counts.not_made_fresh += 1;
            return None;
        }
        self.counts.of_the_won += i64::from(number > base.at_start());
        Some(Who::Customer(number))
    }

    fn next_pending(&mut self) -> Option<(Left, Who)> {
        let next = self.pending.pop()?;
        self.counts.arrived_pending += 1;
        self.counts.continued_in += i64::from(goes_on(&next.0));
        Some(next)
    }

    fn belongs(&mut self, contact: &Contact, who: Who) {
        let slot = contact.customer as usize;
        if slot == self.slots.len() {
            self.slots.push(who);
        } else {
            self.slots[slot] = who;
        }
    }

    #[inline]
    fn need(&mut self, customer: u32, probability: f64) -> f64 {
        if probability == 0.0 {
            return 0.0;
        }
        self.counts.needs_asked += 1;
        match (self.base, self.slots[customer as usize]) {
            (Some(base), Who::Customer(number)) => base.need(number, probability),
            _ => probability,
        }
    }

    fn later(&mut self, pending: &Left) {
        let who = self.slots[pending.contact.customer as usize];
        self.counts.continued_out += i64::from(goes_on(pending));
        self.left.push((*pending, who));
    }
}

/// Whether a contact is of a chain that began on an earlier day.
fn goes_on(left: &Left) -> bool {
    left.contact.origin == Origin::Redial
}

/// The streams of a day: of each type its own, and one for each block of those who were won.
pub(super) fn streams(
    out: &mut Vec<StreamToday>,
    calendar: &Calendar,
    (played, number): (&PlayedOn, u32),
    base: Option<&Base>,
    key: Key,
) {
    out.clear();
    for (index, own) in calendar.types.iter().enumerate() {
        let contact_type = TypeId::at(index);
        let mut push = |owner: Owner, share: f64, block: u32| {
            let owner = owner.dated(key, number);
            let is_own = block == 0;
            let customer_share = if is_own { own.customer_share } else { 1.0 };
            let stream = Stream { contact_type, owner, share: share * played.volume, is_own };
            let block = base.map_or(0..0, |base| base.block(block));
            out.push(StreamToday { stream, block, customer_share });
        };
        push(own.owner, 1.0, 0);
        let Some(base) = base.filter(|_| own.customer_share > 0.0) else { continue };
        for block in 1..base.blocks() {
            let numbers = base.block(block).len() as f64;
            let share = own.customer_share * numbers / f64::from(base.at_start());
            push(own.owner_of_block(block), share, block);
        }
    }
}

/// Those of today's pending contacts that occur, with their moments, the last first.
pub(super) fn occur(
    waits: &[Waits],
    moment: impl Fn(&Waits) -> Micros,
    base: Option<&Base>,
    out: &mut Vec<(Left, Who)>,
) -> i64 {
    out.clear();
    let mut not_made = 0;
    for wait in waits.iter().rev() {
        if let (Who::Customer(number), Some(base)) = (wait.who, base)
            && !base.is_present(number)
        {
            not_made += 1;
            continue;
        }
        out.push((Left { at: moment(wait), ..wait.left }, wait.who));
    }
    not_made
}
